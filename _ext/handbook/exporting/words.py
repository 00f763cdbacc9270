"""Words that every face says alike: days, counts, and what an SOP says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from handbook.model.conditions import words
from handbook.model.fields import Field
from handbook.model.sop import Sop, Step, Waiver

#: Said of what rests on 2i2c's public pages alone.
DRAFT = "Draft, from 2i2c's public pages"
#: How an SOP is ticked, by its kind.
KINDS = {"read-do": "as you go", "do-confirm": "do, then tick"}
#: What advice about a checklist asks for, by its name.
ADVICE = {
    "many-steps": "a pause after nine steps at most",
    "two-acts": "one act a step",
    "no-verb-first": "a verb first",
    "late-must-do": "must-do steps early",
    "many-must-dos": "few must-do steps",
    "no-closing-step": "a last step that ends it",
    "overdue-review": "reviews in time",
}
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
    """Return when the SOP was last reviewed, or that it never was; last, when it is to be next."""
    last = f"Reviewed {day(sop.reviewed)}" if sop.reviewed else "Not yet reviewed by 2i2c"
    if sop.next_review:
        return f"{last}, next review {day(sop.next_review)}"
    if sop.review_every:
        return f"{last}, to be reviewed every {sop.review_every.removeprefix('1 ')}"
    return last


def link_checked(date: datetime.date | None) -> str:
    """Return when a person last opened a link, or that nobody has: no program can."""
    if date:
        return f"By a person, on {day(date)}"
    return "Not yet by a person; robots cannot see private documents"


def waived(waiver: Waiver) -> str:
    """Return what stands before the reason of a waiver."""
    return f"Advice set aside ({ADVICE[waiver.advice]}): "


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
