"""Source trees to build: copies of the real handbook and of the small ones in tests/roots."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from support.paths import ROOT

ROOTS = ROOT / "tests" / "roots"
HANDBOOK = "handbook"
#: What a tree is made of, beside its settings.
PARTS = ("_data", "images", "sales-operations", "index.md")


def copy_tree(name: str, to: Path) -> Path:
    """Copy a tree and return where it is.

    Whatever the tree, `conf.py` and `images/` are the handbook's own, so that every tree is built
    with the settings that readers get.

    Args:
        name: "handbook", or a folder of tests/roots.
        to: The folder to make.
    """
    source = ROOT if name == HANDBOOK else ROOTS / name
    shutil.copytree(ROOT / "images", to / "images")
    shutil.copy(ROOT / "conf.py", to)
    for part in (source / part for part in PARTS):
        if part.is_dir():
            shutil.copytree(part, to / part.name, dirs_exist_ok=True)
        elif part.is_file():
            shutil.copy(part, to)
    return to


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace the one place in a file of a tree that says `old`."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} says {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_sop(root: Path, sop_id: str, text: str) -> None:
    """Add an SOP and its page to a tree."""
    (root / "_data" / "sops" / f"{sop_id}.yaml").write_text(text, encoding="utf-8")
    page = root / "sales-operations" / "sops" / f"{sop_id}.md"
    page.write_text(f"```{{sop:checklist}} {sop_id}\n```\n", encoding="utf-8")


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return every file below a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
