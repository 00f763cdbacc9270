"""The steps of an SOP where they stand: every face walks them here, so all say the same ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.model.sop import Section, Sop, Step


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with its number, which only top-level ones have, and the ones inside it."""

    step: Step
    section: Section | None
    number: int | None
    parent: str | None
    depth: int
    nested: tuple[Placed, ...]

    def walk(self) -> Iterator[Placed]:
        """Yield it and every step inside it, in reading order."""
        yield self
        for inner in self.nested:
            yield from inner.walk()


@dataclass(frozen=True, slots=True)
class Block:
    """Top-level steps that stand together, under their section's heading if they have one."""

    section: Section | None
    steps: tuple[Placed, ...]

    def walk(self) -> Iterator[Placed]:
        """Yield every step of it, in reading order, parents first."""
        for placed in self.steps:
            yield from placed.walk()


def outline(sop: Sop) -> tuple[Block, ...]:
    """Return the blocks of ``sop``; numbers run on through all of them, from 1."""
    made: list[Block] = []
    number = 1
    for _, section, steps in sop.blocks():
        placed = tuple(_place(step, section, number + n) for n, step in enumerate(steps))
        made.append(Block(section, placed))
        number += len(steps)
    return tuple(made)


def walk(sop: Sop) -> Iterator[Placed]:
    """Yield every step of ``sop``, in reading order, parents first."""
    for block in outline(sop):
        yield from block.walk()


def people(sop: Sop) -> dict[str, tuple[str, ...]]:
    """Return whom to name at each step (by its id): who does it, where that changes, or hands on.

    Where a step hands over, the second name is who takes over. Most steps name nobody.
    """
    found: dict[str, tuple[str, ...]] = {}
    doers = sop.doers()
    before: str | None = None
    for placed in walk(sop):
        step, doer = placed.step, doers[placed.step.id]
        named = doer if doer != before or step.to else None
        found[step.id] = tuple(name for name in (named, step.to) if name)
        before = doer
    return found


def _place(
    step: Step,
    section: Section | None,
    number: int | None,
    parent: str | None = None,
    depth: int = 0,
) -> Placed:
    nested = tuple(_place(inner, section, None, step.id, depth + 1) for inner in step.steps)
    return Placed(step, section, number, parent, depth, nested)
