"""What the figure of a longer SOP tells, before anything is placed: its steps and their doers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from handbook.drawing.plan import HERE, Item, Label
from handbook.exporting.outline import Block, Placed, outline
from handbook.model.handbook import Handbook
from handbook.model.text import plain

#: A figure is drawn from this many boxes to tick on, those inside steps counted too.
LONG = 8
#: Past this many numbered steps it would be small no more, and the headings guide better.
MOST = 40
#: Stands for a doer whom the SOP does not name.
UNNAMED = "Not named"


@dataclass(frozen=True, slots=True)
class Stop:
    """A numbered step in the hands of one doer."""

    number: int
    label: Label
    who: str | None
    gate: str = ""
    """What must hold before anybody goes on from here."""
    to: str | None = None
    """Who takes over after it: a hand-over."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its stops; an SOP without sections is one part without a title."""

    title: Label | None
    stops: tuple[Stop, ...]

    @property
    def legs(self) -> list[tuple[Stop, ...]]:
        """The stops, divided where the doer changes."""
        return [tuple(leg) for _, leg in groupby(self.stops, lambda stop: stop.who)]


@dataclass(frozen=True, slots=True)
class Course:
    """The way through an SOP, part by part."""

    parts: tuple[Part, ...]

    @property
    def stops(self) -> list[Stop]:
        """Every stop, in order."""
        return [stop for part in self.parts for stop in part.stops]

    @property
    def lanes(self) -> list[str | None]:
        """Everybody who does a step or takes over, in order of appearance."""
        met = [who for stop in self.stops for who in (stop.who, stop.to or stop.who)]
        return list(dict.fromkeys(met))


def course(handbook: Handbook, sop_id: str) -> Course | None:
    """Return the way through a longer SOP, or None where a figure would tell nothing.

    Nothing is told where there are few boxes to tick, or neither a section nor another
    doer divides them: the steps themselves are as quick to take in.
    """
    sop = handbook.sops[sop_id]
    if sum(1 for _ in sop.walk()) < LONG:
        return None
    hands = sop.doers()
    if not sop.sections and len(set(hands.values())) == 1:
        return None  # as told below, but sooner: most SOPs are such
    doers = {
        step: handbook.title(handbook.person(who), who) if who else None
        for step, who in hands.items()
    }
    found = Course(tuple(_part(handbook, sop_id, block, doers) for block in outline(sop)))
    divided = sum(len(part.legs) for part in found.parts) > 1
    return found if divided and len(found.stops) <= MOST else None


_Doers = dict[str, str | None]


def _part(handbook: Handbook, sop_id: str, block: Block, doers: _Doers) -> Part:
    section = block.section
    title = Label(section.title, (HERE, f"section--{sop_id}--{section.id}")) if section else None
    stops = (stop for placed in block.steps for stop in _stops(handbook, sop_id, placed, doers))
    return Part(title, tuple(stops))


def _stops(handbook: Handbook, sop_id: str, top: Placed, doers: _Doers) -> Iterator[Stop]:
    """Yield a numbered step, once for each doer in turn: steps inside it may have their own."""
    label = Label(plain(top.step.do.parts), (HERE, f"step--{sop_id}--{top.step.id}"))
    gates = [plain(placed.step.gate.parts) for placed in top.walk() if placed.step.gate]
    turns = [
        (who, [to for _, to in turn if to])
        for who, turn in groupby(_hands(top, doers), lambda hands: hands[0])
    ]
    for turn, (who, tos) in enumerate(turns, 1):
        gate = " ".join(gates) if turn == len(turns) else ""
        to = handbook.title(handbook.person(tos[-1]), tos[-1]) if tos else None
        yield Stop(top.number or 0, label, who, gate, to)


def _hands(placed: Placed, doers: _Doers) -> Iterator[tuple[str | None, str | None]]:
    """Yield whose hands a step goes through, and whom they pass it to once all inside is done."""
    yield doers[placed.step.id], None
    for inner in placed.nested:
        yield from _hands(inner, doers)
    if placed.step.to:
        *_, last = placed.walk()
        yield doers[last.step.id], placed.step.to


def course_twin(told: Course) -> tuple[Item, ...]:
    """Return the figure as a list: each section, its steps, and who does them."""
    return tuple(item for part in told.parts for item in _twin_part(part))


def _twin_part(part: Part) -> Iterator[Item]:
    legs = part.legs
    if part.title and len(legs) == 1:
        yield Item((part.title, Label(f": {_said(legs[0])}")), tuple(_marks(legs[0])))
    elif part.title:
        yield Item((part.title,), tuple(map(_twin_leg, legs)))
    else:
        yield from map(_twin_leg, legs)


def _twin_leg(leg: tuple[Stop, ...]) -> Item:
    words = _said(leg)
    return Item((Label(words[0].upper() + words[1:], leg[0].label.target),), tuple(_marks(leg)))


def _said(leg: tuple[Stop, ...]) -> str:
    """Say which steps, and who does them: ``steps 1–4, Account Manager``."""
    first, last = leg[0].number, leg[-1].number
    numbers = f"step {first}" if first == last else f"steps {first}–{last}"
    return f"{numbers}, {leg[0].who}" if leg[0].who else numbers


def _marks(leg: tuple[Stop, ...]) -> Iterator[Item]:
    for stop in leg:
        if stop.gate:
            yield Item((Label(f"After step {stop.number}, before you go on: {stop.gate}"),))
        if stop.to:
            yield Item((Label(f"After step {stop.number}, hand-over to {stop.to}"),))
