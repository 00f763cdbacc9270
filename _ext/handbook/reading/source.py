"""One YAML file as plain data that still knows where every value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from handbook.model.problem import DataPath


class Mark(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Spot:
    """Where a value stands, and for a list or mapping where its keys and values do.

    ``written`` is the scalar as written where it is not plain text; ``block`` says that
    the text begins on the line after the mark, ``column`` where its lines do if they are kept.
    """

    mark: Mark
    keys: dict[str, Mark] | None = None
    inside: dict[str | int, Spot] | None = None
    written: str | None = None
    block: bool = False
    column: int = 0


class Complaint(NamedTuple):
    """Something wrong at a mark, and its cure."""

    mark: Mark
    message: str
    cure: str


@dataclass(slots=True)
class Source:
    """One file as read: its data, where everything stands, and what was wrong with it.

    ``data`` is None where the file could not be read at all. ``gaps`` says that lines
    had to be left out, so that something in it may be missing which the file does have.
    """

    data: Any = None
    spot: Spot = field(default_factory=lambda: Spot(Mark(1, 1)))
    complaints: list[Complaint] = field(default_factory=list)
    gaps: bool = False

    def spot_at(self, path: DataPath) -> Spot:
        """Return the nearest spot on ``path``, which starts below the file."""
        spot = self.spot
        for key in path:
            if not spot.inside or key not in spot.inside:
                break
            spot = spot.inside[key]
        return spot

    def mark_at(self, path: DataPath, *, at_key: bool = False, line: int | None = None) -> Mark:
        """Return where the value at ``path`` stands, or its key, or a line of it (from 0)."""
        if at_key and path:
            holder = self.spot_at(path[:-1])
            return (holder.keys or {}).get(str(path[-1]), holder.mark)
        spot = self.spot_at(path)
        if line is None or not spot.column:
            return spot.mark
        return Mark(spot.mark.line + 1 + line, spot.column)

    def first_line(self, path: DataPath) -> int:
        """Return the line on which the text at ``path`` begins, from 1."""
        spot = self.spot_at(path)
        return spot.mark.line + spot.block


class Unreadable:
    """Stands for a value that was complained about already."""

    def __repr__(self) -> str:
        return "(unreadable)"


#: The value in place of one that could not be read; nobody complains about it again.
UNREADABLE = Unreadable()
