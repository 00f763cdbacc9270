"""What differs between two things, each difference on its own, in words to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from handbook.comparing.matching import Matching, match, moved
from handbook.comparing.things import Fact, Form, Thing
from handbook.model.base import Text
from handbook.model.text import walk


class How(Enum):
    """What became of something; the words are those of a checklist whose SOP changed."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    ``name`` says of what ("Step 3", "Who"), ``of`` what that belongs to. ``was`` and ``now``
    are empty where there was or is nothing, or where the name says all; of what moved they are
    the places, and of what was renamed the ids. ``thing`` is what was added, moved, renamed or
    removed, and ``note`` says what an added one was a part of, or a removed one became.
    """

    how: How
    name: str
    of: str = ""
    was: str = ""
    now: str = ""
    form: Form = Form.VALUE
    thing: Thing | None = None
    note: str = ""


def added(thing: Thing, name: str, of: str = "", note: str = "") -> Difference:
    """Return that ``thing`` is new."""
    return Difference(How.ADDED, name, of, "", thing.words, Form.PROSE, thing, note)


def removed(thing: Thing, name: str, of: str = "", note: str = "") -> Difference:
    """Return that ``thing`` is no longer there."""
    return Difference(How.REMOVED, name, of, thing.words, "", Form.PROSE, thing, note)


def called(name: str, words: str, of: str = "") -> str:
    """Return what a thing is called inside of others: option “A” of answer “B” of step 3, “C”."""
    return f"{name[:1].lower()}{name[1:]}{',' if name[-1:].isdigit() else ''} “{words}”" + (
        f" of {of}" if of else ""
    )


def itself(was: Thing, now: Thing, of: str, name: str = "") -> Iterator[Difference]:
    """Yield what differs in two things' own words and facts and in their parts.

    Args:
        was: The thing as it was.
        now: The same thing as it is.
        of: What it belongs to.
        name: What it is called, such as "Step 3", if its kind does not say it.
    """
    name = name or now.kind
    here = called(name, now.words, of)
    if _differs(was, now):
        yield Difference(How.REWORDED, name, of, was.words, now.words, Form.PROSE)
    if was.id != now.id and was.named:
        yield Difference(How.RENAMED, name, of, was.id, now.id, Form.CODE, now)
    yield from _facts(was.facts, now.facts, here)
    yield from parts(was.parts, now.parts, here)


def parts(was: Sequence[Thing], now: Sequence[Thing], of: str) -> Iterator[Difference]:
    """Yield what differs between the parts of two things, kind by kind."""
    for kind in dict.fromkeys(thing.kind for thing in (*now, *was)):
        old = [thing for thing in was if thing.kind == kind]
        new = [thing for thing in now if thing.kind == kind]
        found = _paired(match(old, new), new)
        shifted = moved(found.pairs, old, lambda _: "", {thing.id for _, thing in found.pairs})
        for before, after in found.pairs:
            if after.id in shifted and kind != "Link":
                places = (f"number {old.index(before) + 1}", f"number {new.index(after) + 1}")
                yield Difference(How.MOVED, kind, of, *places, thing=after)
            yield from itself(before, after, of)
        yield from (added(thing, kind, of) for thing in found.added)
        yield from (removed(thing, kind, of) for thing in found.removed)


def _differs(was: Thing | Fact, now: Thing | Fact) -> bool:
    """Tell whether something says something else, or the same with other emphasis.

    What only follows from a change elsewhere, as a new title of what it links to, is no change of
    its own; nor is another id for what reads the same.
    """
    shapes = [_shape(side.raw) for side in (was, now)]
    return was.raw != now.raw and (was.words != now.words or shapes[0] != shapes[1])


def _shape(raw: object) -> list[type]:
    return [type(part) for part in walk(raw.parts)] if isinstance(raw, Text) else []


def _facts(was: Sequence[Fact], now: Sequence[Fact], of: str) -> Iterator[Difference]:
    old = {fact.name: fact for fact in was}
    new = {fact.name: fact for fact in now}
    for name in dict.fromkeys([*new, *old]):
        before, after = old.get(name), new.get(name)
        if before and after:
            if not _differs(before, after):
                continue
            form = before.form if before.form is Form.BLOCK else after.form
            how = How.REWORDED if form in (Form.PROSE, Form.BLOCK) else How.CHANGED
            yield Difference(how, name, of, before.words, after.words, form)
        elif after:
            yield Difference(How.ADDED, name, of, now=after.words, form=after.form)
        elif before:
            yield Difference(How.REMOVED, name, of, was=before.words, form=before.form)


def _paired(found: Matching[Thing], order: Sequence[Thing]) -> Matching[Thing]:
    """Pair what has no id too: what says the same under other words, then what stands in order."""
    added = [thing for thing in found.added if not thing.named]
    removed = [thing for thing in found.removed if not thing.named]
    pairs: list[tuple[Thing, Thing]] = []
    for new in list(added):
        same = (old for old in removed if new.facts and _said(old) == _said(new))
        if old := next(same, None):
            pairs.append((old, new))
            added.remove(new)
            removed.remove(old)
    if len(added) == len(removed):
        pairs += zip(removed, added, strict=True)
    taken = {id(thing) for pair in pairs for thing in pair}
    at = {id(thing): position for position, thing in enumerate(order)}
    return Matching(
        tuple(sorted((*found.pairs, *pairs), key=lambda pair: at[id(pair[1])])),
        tuple(thing for thing in found.added if id(thing) not in taken),
        tuple(thing for thing in found.removed if id(thing) not in taken),
    )


def _said(thing: Thing) -> list[object]:
    return [[fact.raw for fact in thing.facts], [_said(part) for part in thing.parts]]
