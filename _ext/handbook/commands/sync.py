"""``python -m handbook sync``: write the files that are made from the models and the data."""

from __future__ import annotations

import sys
from pathlib import Path

from handbook.commands.check import check
from handbook.exporting.figures import figures
from handbook.exporting.schemas import schemas
from handbook.reading.load import load


def sync(root: Path, *, only_compare: bool = False) -> int:
    """Write every file that differs from what it should be, and say which.

    With ``only_compare`` nothing is written and the exit code is 1 if any differs. Data with
    mistakes is not drawn: the mistakes are told instead, and the exit code is 1.
    """
    loaded = load(root)
    if loaded.findings:
        return check(root)
    made = (*schemas(), *figures(loaded.handbook))
    stale = [(file, text) for file, text in made if _read(root / file) != text]
    for file, text in stale:
        if only_compare:
            print(f"{file} is not up to date · run: nox -s sync", file=sys.stderr)
            continue
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {file}")
    return 1 if stale and only_compare else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
