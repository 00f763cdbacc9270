"""``python -m handbook sync``: write the files that are made from the models and the data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from handbook.commands.check import check
from handbook.exporting.figures import figures
from handbook.exporting.forms import FOLDER, MARK, issue_forms
from handbook.exporting.published import published
from handbook.exporting.schemas import schemas
from handbook.model.handbook import Handbook
from handbook.reading.load import DATA, load


def sync(root: Path, *, only_compare: bool = False) -> int:
    """Write every file that differs from what it should be, and say which.

    With ``only_compare`` nothing is written and the exit code is 1 if any differs. Data with
    mistakes is not drawn: the mistakes are told instead, and the exit code is 1.
    """
    loaded = load(root)
    if loaded.findings:
        return check(root)
    made = dict(_made(loaded.handbook))
    stale = {file: text for file, text in made.items() if _read(root / file) != text}
    old = [file for file in _forms(root) if file not in made]
    for file in (*stale, *old) if only_compare else ():
        print(f"{file} is not up to date · run: nox -s sync", file=sys.stderr)
    if only_compare:
        return 1 if stale or old else 0
    for file, text in stale.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {file}")
    for file in old:
        (root / file).unlink()
        print(f"removed {file}")
    return 0


def _made(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield (path from the handbook's root, text) of every file that is made."""
    yield from schemas()
    yield from ((f"{DATA}/schema/{name}", text) for name, text in published())
    yield from figures(handbook)
    yield from issue_forms(handbook)


def _forms(root: Path) -> Iterator[str]:
    """Yield the issue forms that were made here, and not by anybody's hand."""
    for path in sorted((root / FOLDER).glob("*.yml")):
        if path.read_bytes().startswith(MARK.encode()):
            yield path.relative_to(root).as_posix()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
