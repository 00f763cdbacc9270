"""Python looks for garbage seldom while pages are built, and afterwards as before."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from handbook.collecting import SELDOM
from support.paths import ROOT
from support.trees import HANDBOOK, copy_tree


def test_seldom_while_pages_are_built_and_then_as_before(tmp_path: Path) -> None:
    root = copy_tree(HANDBOOK, tmp_path / "source")
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    met: list[tuple[tuple[int, int, int], bool]] = []
    with docutils_namespace():
        app = Sphinx(root, root, tmp_path / "out", tmp_path / "doctrees", "html", status=None)
        app.connect(
            "env-before-read-docs",
            lambda *_: met.append((gc.get_threshold(), gc.get_freeze_count() > frozen)),
        )
        app.build()
    assert met == [(SELDOM, True)]
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() <= frozen


def test_nothing_is_taken_apart_when_the_process_ends() -> None:
    """What is registered first runs last, so this tells what the interpreter ends with."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import atexit, gc\n"
            "atexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"
            "from types import SimpleNamespace\n"
            "from handbook.collecting import setup_collecting\n"
            "setup_collecting(SimpleNamespace(connect=lambda *_, **__: None))\n",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "_ext")},
    )
    assert told.stdout == "True\n"
