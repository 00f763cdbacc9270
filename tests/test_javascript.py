"""The scripts' pure logic, tested where they are written to run apart from a page: in Node.js.

Playwright brings its own, so none need be installed.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from handbook.exporting.definition import definition
from handbook.reading.load import load
from support.browser import driver
from support.paths import ROOT

# What tests of the scripts read the handbook's own SOPs from.
DEFINITIONS = "HANDBOOK_DEFINITIONS"
FILES = sorted((ROOT / "tests" / "js").glob("*.test.js"))


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that holds every SOP of the handbook, as its page embeds it."""
    handbook = load(ROOT).handbook
    file = tmp_path_factory.mktemp("definitions") / "sops.json"
    file.write_text(json.dumps([definition(handbook, name) for name in handbook.sops]), "utf-8")
    assert len(handbook.sops) > 5
    return file


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_script(file: Path, definitions: Path) -> None:
    ran = subprocess.run(
        [driver(), "--test", "--test-reporter=spec", file],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, DEFINITIONS: str(definitions)},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
