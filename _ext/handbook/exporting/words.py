"""Words that every face says alike: days, counts, and what an SOP says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from handbook.model.conditions import words
from handbook.model.fields import Field
from handbook.model.sop import Sop, Step

#: Said of what rests on 2i2c's public pages alone.
DRAFT = "Draft, from 2i2c's public pages"
#: How an SOP is ticked, by its kind.
KINDS = {"read-do": "as you go", "do-confirm": "do, then tick"}
#: What stands for an answer on paper.
BLANK = "________________"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def count(number: int, word: str) -> str:
    """Return ``1 step``, ``2 steps``."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def day(date: datetime.date) -> str:
    """Return ``20 November 2026``, whatever the machine's language."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def reviewed(sop: Sop) -> str:
    """Return when the SOP was last reviewed, or that it never was."""
    return f"Reviewed {day(sop.reviewed)}" if sop.reviewed else "Not yet reviewed by 2i2c"


def revision(sop: Sop) -> str:
    """Return when the SOP last changed, if that is known, and its revision."""
    last = f"Last changed {day(max(c.date for c in sop.changes))}. " if sop.changes else ""
    return f"{last}Revision {sop.revision[:7]}"


def notes(step: Step, answers: Mapping[str, Field]) -> Iterator[str]:
    """Yield the sentences that say when a step applies, by when it is due, and how long to wait."""
    if step.optional:
        yield "Optional."
    if step.when:
        yield f"Only if {words(step.when, answers)}."
    if step.due:
        side = "before" if step.due.before else "after"
        yield f"Due {count(step.due.days, 'day')} {side} {answers[step.due.field].label}."
    if step.wait:
        yield f"Then wait {step.wait}."
