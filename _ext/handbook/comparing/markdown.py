"""What differs between two handbooks, as Markdown: a list to tick, for whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff

from handbook.comparing.differences import Difference, How
from handbook.comparing.handbooks import Group
from handbook.comparing.things import Fact, Form, Thing
from handbook.exporting.blocks import item, joined
from handbook.exporting.inert import inert, seen
from handbook.exporting.inlines import code, fenced
from handbook.exporting.words import count

#: How alike two texts are at least, from 0 to 1, for the words that differ to tell anything.
_ALIKE = 0.5


def markdown(
    groups: Sequence[Group], since: str, notes: Sequence[str] = (), most: int | None = None
) -> str:
    """Return all that differs as a task list, SOP by SOP.

    Args:
        groups: What `compare` found.
        since: What the handbook was compared with, in words.
        notes: Sentences on what could not be compared.
        most: How many characters there is room for; what is left out is counted.
    """
    return "\n".join(joined(_blocks(groups, since, notes, most))) + "\n"


def _blocks(
    groups: Sequence[Group], since: str, notes: Sequence[str], most: int | None
) -> Iterator[list[str]]:
    yield ["# What changes in the handbook"]
    yield from ([inert(note)] for note in notes)
    number = sum(len(group.differences) for group in groups)
    if not number:
        yield [f"Nothing{' else' if notes else ''} changes in the data since {inert(since)}."]
    else:
        yield [f"{count(number, 'change')} since {inert(since)}. Tick what you have looked at."]
    room, left = most or float("inf"), 0
    for group in groups:
        tasks = []
        for task in map(_task, group.differences):
            room -= sum(len(line) + 1 for line in task)
            if room >= 0:
                tasks.append(task)
        left += len(group.differences) - len(tasks)
        if room >= 0 or tasks:
            yield from _head(group)
            yield joined(tasks, loose=False)
    if left:
        yield [f"And {count(left, 'change')} more, for which there is no room: `nox -s changes`."]


def _head(group: Group) -> Iterator[list[str]]:
    yield [f"## {inert(group.title)}"]
    yield from ([f"Why, {inert(why)}"] for why in group.why)
    if group.unexplained:
        yield ["No reason is given yet: `nox -s check` prints the line to paste."]


def _task(found: Difference) -> list[str]:
    of = f", {inert(found.of)}" if found.of else ""
    line = [f"[ ] **{inert(found.name)} {found.how.value}**{of}{_body(found)}"]
    if found.form is Form.BLOCK:
        return item("-", [line, _lines(found.was, found.now)])
    if found.thing and found.how in (How.ADDED, How.REMOVED):
        return item("-", [line, joined(_says(found.thing), loose=False)], loose=False)
    return item("-", [line])


def _body(found: Difference) -> str:
    note = f", {inert(found.note)}" if found.note else ""
    was, now = found.was, found.now
    match found.how:
        case How.MOVED | How.RENAMED:
            words = f"“{inert(found.thing.words)}” " if found.thing else ""
            both = (_shown(was, found.form), _shown(now, found.form))
            return f": {words}is now {both[1]}, was {both[0]}"
        case How.REWORDED if found.form is Form.PROSE and was == now:
            return f": “{inert(now)}”, in the same words, with other emphasis"
        case How.REWORDED if found.form is Form.PROSE:
            old, new = _marked(was, now)
            return f": “{new}”, was “{old}”"
        case How.CHANGED:
            return f": now {_shown(now, found.form)}, was {_shown(was, found.form)}"
    words = "" if found.form is Form.BLOCK else _shown(now or was, found.form)
    return f": {words}{note}" if words else note


def _shown(words: str, form: Form) -> str:
    if form is Form.CODE:
        return code(seen(words))
    return f"“{inert(words)}”" if words and form is Form.PROSE else inert(words)


def _says(thing: Thing) -> Iterator[list[str]]:
    """Yield an item for all that a thing says, and for each of its parts."""
    for fact in thing.facts:
        yield from _said(fact)
    for part in thing.parts:
        line = [f"{part.kind}: “{inert(part.words)}”"]
        yield item("-", [line, joined(_says(part), loose=False)], loose=False)


def _said(fact: Fact) -> Iterator[list[str]]:
    if fact.form is Form.BLOCK:
        lines = "\n".join(map(seen, fact.words.splitlines()))
        yield item("-", [[f"{inert(fact.name)}:"], fenced(lines, "text")])
    else:
        words = _shown(fact.words, fact.form)
        yield item("-", [[f"{inert(fact.name)}: {words}" if words else inert(fact.name)]])


def _marked(was: str, now: str) -> tuple[str, str]:
    """Return two texts with the words in bold that the other one does not have."""
    old, new = was.split(), now.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return inert(was), inert(now)
    sides: tuple[list[str], list[str]] = ([], [])
    for what, *ends in matcher.get_opcodes():
        runs = (old[ends[0] : ends[1]], new[ends[2] : ends[3]])
        for side, words in zip(sides, runs, strict=True):
            if words:
                text = inert(" ".join(words))
                side.append(text if what == "equal" else f"**{text}**")
    return " ".join(sides[0]), " ".join(sides[1])


def _lines(was: str, now: str) -> list[str]:
    """Return the lines of two texts that differ, each with the one beside it."""
    old, new = ([seen(line) for line in text.rstrip().splitlines()] for text in (was, now))
    _, _, _, *found = unified_diff(old, new, n=1, lineterm="")
    return fenced("\n".join("…" if line.startswith("@@") else line for line in found), "diff")
