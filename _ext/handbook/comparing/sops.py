"""What differs between two versions of one SOP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from handbook.comparing.differences import Difference, How, added, called, itself, parts, removed
from handbook.comparing.matching import Matching, match, moved
from handbook.comparing.things import Fact, Teller, Thing
from handbook.exporting.outline import Placed, walk
from handbook.exporting.words import count, day
from handbook.model.handbook import Handbook

#: Keys of an SOP and of its steps that are compared apart, since they reach beyond one of these.
_APART = ("steps", "sections", "changes")
_STEP_APART = ("steps", "fields", "who")


@dataclass(frozen=True, slots=True)
class Spot:
    """A step or an answer where it stands.

    ``home`` is the id of the step around it, or of the section, or empty. ``whole`` is the thing
    with all that is compared apart from it.
    """

    thing: Thing
    whole: Thing
    name: str
    place: str
    home: str

    @property
    def id(self) -> str:
        """The id of what stands there."""
        return self.thing.id

    @property
    def was(self) -> tuple[str, ...]:
        """The earlier ids of what stands there."""
        return self.thing.was

    @property
    def called(self) -> str:
        """What it is called where it is only mentioned."""
        return called(self.name, self.thing.words)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an SOP, taken apart; ``doers`` are who does each step, by its id."""

    thing: Thing
    sections: tuple[Thing, ...]
    steps: tuple[Spot, ...]
    answers: tuple[Spot, ...]
    doers: dict[str, str | None]
    done_by: str | None
    teller: Teller
    reasons: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class SopChanges:
    """What differs: in the SOP itself and in its steps; how these were paired; the new reasons."""

    own: tuple[Difference, ...]
    inside: tuple[Difference, ...]
    steps: Matching[Spot]
    why: tuple[str, ...]

    @property
    def unexplained(self) -> bool:
        """Whether steps say something else now, and no reason is given for it."""
        return not self.why and any(found.how is not How.RENAMED for found in self.inside)


def version(handbook: Handbook, sop_id: str) -> Version:
    """Take an SOP of ``handbook`` apart."""
    sop = handbook.sops[sop_id]
    teller = Teller(handbook, sop.answers)
    steps: dict[str, Spot] = {}
    answers: list[Spot] = []
    top = 0
    for placed in walk(sop):
        top = placed.number or top
        held = [teller.thing("Answer", field) for field in placed.step.fields]
        spot = steps[placed.step.id] = _spot(teller, placed, steps, top, held)
        for number, answer in enumerate(held, 1):
            place = f"number {number} in {spot.called}"
            answers.append(Spot(answer, answer, "Answer", place, spot.id))
    why = (f"{day(change.date)}: {teller.text(change.why)}" for change in sop.changes)
    return Version(
        thing=teller.thing("SOP", sop, name=sop_id, leave=_APART),
        sections=tuple(teller.thing("Section", part, leave=("steps",)) for part in sop.sections),
        steps=tuple(steps.values()),
        answers=tuple(answers),
        doers=sop.doers(),
        done_by=sop.done_by,
        teller=teller,
        reasons=tuple(Thing("Reason", told, told, told, named=False) for told in why),
    )


def _spot(
    teller: Teller, placed: Placed, before: dict[str, Spot], top: int, answers: list[Thing]
) -> Spot:
    step, section = placed.step, placed.section
    thing = teller.thing("Step", step, leave=_STEP_APART)
    who = (Fact("Who", step.who, teller.person(step.who)),) if step.who else ()
    whole = replace(thing, facts=(*who, *thing.facts), parts=(*answers, *thing.parts))
    if placed.parent is None:
        place = f"step {top}, in “{section.title}”" if section else f"step {top}"
        return Spot(thing, whole, f"Step {top}", place, f"§{section.id}" if section else "")
    number = 1 + sum(spot.home == placed.parent for spot in before.values())
    place = f"number {number} in {before[placed.parent].called}"
    return Spot(thing, whole, f"Part of step {top}", place, placed.parent)


def compare_sop(was: Version, now: Version) -> SopChanges:
    """Return what differs between two versions of an SOP, in the order in which it is read."""
    steps = match(was.steps, now.steps)
    found: dict[str, list[Difference]] = {spot.id: [] for spot in now.steps}
    for told in (_steps(was, now, steps), _whos(was, now, steps), _answers(was, now, steps)):
        for home, difference in told:
            found[home].append(difference)
    gone = (removed(spot.whole, "Step", note=_became(spot, now.steps)) for spot in steps.removed)
    reasons = parts(was.reasons, now.reasons, "")
    earlier = {reason.words for reason in was.reasons}
    return SopChanges(
        own=(
            *itself(was.thing, now.thing, ""),
            *parts(was.sections, now.sections, ""),
            *(difference for difference in reasons if difference.how is not How.ADDED),
        ),
        inside=(*(difference for told in found.values() for difference in told), *gone),
        steps=steps,
        why=tuple(reason.words for reason in now.reasons if reason.words not in earlier),
    )


Found = Iterator[tuple[str, Difference]]


def _steps(was: Version, now: Version, steps: Matching[Spot]) -> Found:
    """Yield what differs in each step, without its answers and who does it."""
    # Headings put over steps that had none move no step.
    homes = {"": "", **{f"§{section.id}": "" for section in now.sections}}
    homes |= {f"§{new.id}": f"§{old.id}" for old, new in match(was.sections, now.sections).pairs}
    homes |= {new.id: old.id for old, new in steps.pairs}
    shifted = _shifted(steps, was.steps, homes)
    for spot in steps.added:
        earlier = [old.thing.words for old in was.steps if old.id in spot.was]
        note = f"split from “{earlier[0]}”" if earlier else ""
        yield spot.id, added(spot.whole, spot.name, note=note)
    for old, new in steps.pairs:
        if new.id in shifted:
            yield new.id, _moved(old, new, was.steps, now.steps)
        for difference in itself(old.thing, new.thing, "", new.name):
            yield new.id, difference


def _answers(was: Version, now: Version, steps: Matching[Spot]) -> Found:
    """Yield what differs in answers; those of a step that is new or gone are told with it."""
    homes = {new.id: old.id for old, new in steps.pairs}
    answers = match(was.answers, now.answers)
    shifted = _shifted(answers, was.answers, homes)
    around = {spot.id: spot for spot in now.steps}
    for old, new in answers.pairs:
        if new.id in shifted:
            yield new.home, _moved(old, new, was.answers, now.answers)
        for difference in itself(old.thing, new.thing, around[new.home].called):
            yield new.home, difference
    for spot in answers.added:
        if spot.home in homes:
            yield spot.home, added(spot.whole, "Answer", around[spot.home].called)
    kept = {old: new for new, old in homes.items()}
    for spot in answers.removed:
        if home := kept.get(spot.home):
            yield home, removed(spot.whole, "Answer", around[home].called)


def _whos(was: Version, now: Version, steps: Matching[Spot]) -> Found:
    """Yield whose steps are another's now: once for steps that follow each other.

    A step says who does it only where that changes, so that one edit gives others away too.
    """

    def doers(pair: tuple[Spot, Spot]) -> tuple[str | None, str | None]:
        return was.doers[pair[0].id], now.doers[pair[1].id]

    whole = (was.done_by, now.done_by)
    for (old, new), group in groupby(steps.pairs, doers):
        first, *more = [spot for _, spot in group]
        words = was.teller.person(old), now.teller.person(new)
        # Who follows the whole SOP is told of the SOP.
        if old != new and words[0] != words[1] and (old, new) != whole:
            others = f" and the {count(len(more), 'step')} after it" if more else ""
            yield first.id, Difference(How.CHANGED, "Who", f"{first.called}{others}", *words)


def _shifted(found: Matching[Spot], was: Sequence[Spot], homes: dict[str, str]) -> set[str]:
    stayed = {new.id for old, new in found.pairs if homes.get(new.home) == old.home}
    return moved(found.pairs, was, lambda spot: spot.home, stayed)


def _moved(old: Spot, new: Spot, was: Sequence[Spot], now: Sequence[Spot]) -> Difference:
    places = (old.place, new.place)
    if places[0] == places[1]:  # others came or went as well
        places = (_after(old, was), _after(new, now))
    return Difference(How.MOVED, new.thing.kind, "", *places, thing=new.thing)


def _after(spot: Spot, spots: Sequence[Spot]) -> str:
    beside = [other for other in spots if other.home == spot.home]
    position = beside.index(spot)
    return f"after “{beside[position - 1].thing.words}”" if position else "first"


def _became(gone: Spot, now: Sequence[Spot]) -> str:
    heir = next((spot for spot in now if gone.id in spot.was), None)
    return f"now in {heir.called}" if heir else ""
