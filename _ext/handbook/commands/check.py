"""``python -m handbook check``: say every mistake in the data, without building anything.

Advice on what is right but could be better comes after the mistakes.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from handbook.commands.advising import advised, pieces
from handbook.commands.reasons import reasons
from handbook.reading.load import Finding, load


def check(root: Path, today: datetime.date | None = None) -> int:
    """Print every problem of the handbook in ``root``, then advice as of ``today``.

    Return 1 if there is a problem, else 0: advice need not be followed. Without ``today`` it is
    the day by the clock.
    """
    loaded = load(root)
    advice = advised(loaded, today or datetime.date.today())
    for finding in (*loaded.findings, *advice):
        print(_told(root, finding))
    besides = f", {pieces(len(advice))}" if advice else ""
    if not loaded.findings:
        steps = sum(1 for sop in loaded.handbook.sops.values() for _ in sop.walk())
        print(f"Nothing wrong (steps: {steps}, SOPs: {len(loaded.handbook.sops)}){besides}.")
        for line in reasons(loaded, today):
            print(line)
        return 0
    number = len(loaded.findings)
    print(f"{number} mistake{'' if number == 1 else 's'}{besides}.", file=sys.stderr)
    return 1


def _told(root: Path, finding: Finding) -> str:
    """Return the finding with the line it is about and a caret under the column."""
    try:
        lines = (root / finding.file).read_bytes().decode("utf-8", "replace").split("\n")
        line = lines[finding.line - 1].rstrip("\r")
    except (OSError, IndexError):
        return str(finding)
    if not line.strip():
        return str(finding)
    start = max(0, finding.column - 60)
    shown = line[start : start + 90].replace("\t", " ")
    return f"{finding}\n    {shown}\n    {' ' * (finding.column - 1 - start)}^"
