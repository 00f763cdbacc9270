"""What differs between two handbooks: SOP by SOP, then everything else, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.comparing.differences import Difference, added, parts, removed
from handbook.comparing.matching import match
from handbook.comparing.sops import Version, compare_sop, version
from handbook.comparing.things import Fact, Form, Teller, Thing
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop

#: What else a handbook holds: heading, and what one of it is called.
KINDS = {
    "stages": ("Stages", "Stage"),
    "teams": ("Teams", "Team"),
    "roles": ("Roles", "Role"),
    "systems": ("Systems", "System"),
    "artefacts": ("Artefacts", "Artefact"),
    "agreements": ("Agreement templates", "Agreement template"),
    "terms": ("Glossary", "Word"),
    "decoders": ("Decoders", "Decoder"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What differs under one heading.

    ``sop`` is the id of the SOP that it is about, empty for a kind of other things. ``why`` are
    the reasons that the SOP newly gives; ``unexplained`` says that its steps differ without any.
    """

    title: str
    differences: tuple[Difference, ...]
    sop: str = ""
    why: tuple[str, ...] = ()
    unexplained: bool = False


def compare(was: Handbook, now: Handbook, leave: frozenset[str] = frozenset()) -> list[Group]:
    """Return what differs, without the SOPs and kinds in ``leave``; empty if nothing does."""
    groups = [*_sops(was, now, leave), *_others(was, now, leave)]
    return [group for group in groups if group.differences or group.why]


def _sops(was: Handbook, now: Handbook, leave: frozenset[str]) -> Iterator[Group]:
    old = [_Named(name, sop) for name, sop in was.sops.items() if name not in leave]
    new = [_Named(name, sop) for name, sop in now.sops.items() if name not in leave]
    found = match(old, new)
    origin = {after.id: before.id for before, after in found.pairs}
    for named in new:
        title = f"SOP: {named.sop.title}"
        before = origin.get(named.id, "")
        if before == named.id and was.sops[before] == named.sop:
            continue
        after = version(now, named.id)
        if not before:
            yield Group(title, (added(_whole(after), "SOP"),), named.id)
            continue
        changes = compare_sop(version(was, before), after)
        differences = (*changes.own, *changes.inside)
        yield Group(title, differences, named.id, changes.why, changes.unexplained)
    for named in found.removed:
        gone = removed(_whole(version(was, named.id)), "SOP")
        yield Group(f"SOP: {named.sop.title}", (gone,), named.id)


def _others(was: Handbook, now: Handbook, leave: frozenset[str]) -> Iterator[Group]:
    for key, (heading, kind) in KINDS.items():
        if key not in leave and getattr(was, key) != getattr(now, key):
            old, new = (
                [Teller(side).thing(kind, thing) for thing in getattr(side, key).values()]
                for side in (was, now)
            )
            yield Group(heading, tuple(parts(old, new, "")))


@dataclass(frozen=True, slots=True)
class _Named:
    """An SOP with the id that its file gives it."""

    id: str
    sop: Sop

    @property
    def was(self) -> tuple[str, ...]:
        return self.sop.was


def _whole(version: Version) -> Thing:
    """Return an SOP with no more of each step than its words: its page tells the rest."""
    steps = tuple(
        Fact(spot.name, spot.thing.raw, spot.thing.words, Form.PROSE) for spot in version.steps
    )
    return Thing("SOP", version.thing.id, version.thing.words, None, facts=steps)
