"""Which thing of before is which thing of now, and the fewest that have moved.

The rules are those of ``scripts/run/changes.js``, so that a pull request and a checklist under
way say the same of a change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with an id, and perhaps earlier ones."""

    @property
    def id(self) -> str:
        """What it is called now."""

    @property
    def was(self) -> tuple[str, ...]:
        """What it was called before."""


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Matching(Generic[N]):
    """Every thing of both sides, exactly once: in a pair, added or removed."""

    pairs: tuple[tuple[N, N], ...]
    added: tuple[N, ...]
    removed: tuple[N, ...]


def origins(was: Iterable[Named], now: Sequence[Named]) -> dict[str, str]:
    """Return old ids by new ones, only of what was there before.

    Each old id goes to one thing: the one that still has it, or else the first that names it
    under ``was``; what else names it is new.
    """
    old = {thing.id for thing in was}
    taken = {thing.id for thing in now}
    found: dict[str, str] = {}
    for thing in now:
        earlier = (name for name in thing.was if name in old and name not in taken)
        origin = thing.id if thing.id in old else next(earlier, None)
        if origin is not None:
            taken.add(origin)
            found[thing.id] = origin
    return found


def match(was: Sequence[N], now: Sequence[N]) -> Matching[N]:
    """Pair the things of two lists; pairs and added are in their new order."""
    origin = origins(was, now)
    old = {thing.id: thing for thing in was}
    kept = set(origin.values())
    return Matching(
        tuple((old[origin[thing.id]], thing) for thing in now if thing.id in origin),
        tuple(thing for thing in now if thing.id not in origin),
        tuple(thing for thing in was if thing.id not in kept),
    )


def moved(
    pairs: Sequence[tuple[N, N]], was: Sequence[N], home: Callable[[N], str], stayed: set[str]
) -> set[str]:
    """Return the new ids of the fewest that moved.

    Args:
        pairs: What is in both, in its new order.
        was: Everything that was there, in its old order.
        home: What a thing is inside of now. Whatever goes along with its home has not moved.
        stayed: The new ids of what is inside the same as before; all else has moved.
    """
    place = {thing.id: position for position, thing in enumerate(was)}
    homes: dict[str, list[tuple[N, N]]] = {}
    for pair in pairs:
        if pair[1].id in stayed:
            homes.setdefault(home(pair[1]), []).append(pair)
    still: set[str] = set()
    for group in homes.values():
        kept = rising([place[old.id] for old, _ in group])
        still |= {new.id for position, (_, new) in enumerate(group) if position in kept}
    return {new.id for _, new in pairs} - still


def rising(numbers: Sequence[int]) -> set[int]:
    """Return the positions of a longest run of rising ``numbers``, which are all different."""
    lowest: list[int] = []  # the lowest number that ends a run of each length
    ends: list[int] = []  # and its position
    before: list[int | None] = []
    for position, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        before.append(ends[length - 1] if length else None)
        lowest[length : length + 1] = [number]
        ends[length : length + 1] = [position]
    run: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        run.add(at)
        at = before[at]
    return run
