"""The scripts' pure logic, tested where they are written to run apart from a page: in Node.js.

Playwright brings its own, so none need be installed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support.browser import driver
from support.paths import ROOT

FILES = sorted((ROOT / "tests" / "js").glob("*.test.js"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_script(file: Path) -> None:
    ran = subprocess.run(
        [driver(), "--test", "--test-reporter=spec", file],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
