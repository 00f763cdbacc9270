"""What `check` tells besides mistakes: advice, which changes no exit code."""

from __future__ import annotations

import datetime

from handbook.model.advice import advice
from handbook.reading.load import Finding, Loaded, place


def advised(loaded: Loaded, today: datetime.date) -> list[Finding]:
    """Return the advice on what was ``loaded``, placed as mistakes are, in order of place."""
    found = []
    for name, _, problem in advice(loaded.handbook, today):
        finding = place(loaded.source(str(problem.path[0])), problem)
        found.append(finding._replace(message=f"advice ({name}): {finding.message}"))
    return sorted(found)


def pieces(number: int) -> str:
    """Return ``1 piece of advice``, ``2 pieces of advice``."""
    return f"{number} piece{'' if number == 1 else 's'} of advice"
