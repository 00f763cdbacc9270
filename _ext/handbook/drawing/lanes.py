"""Place the figure of a longer SOP: its steps from left to right, in a lane for each doer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from handbook.drawing.course import UNNAMED, Course, Stop
from handbook.drawing.layout import WIDTH
from handbook.drawing.measure import width, wrap
from handbook.drawing.plan import Label
from handbook.drawing.shapes import Circle, Picture, Shape, Stroke, Words

_RADIUS = 13.0
_LANE = 42.0
_LINE = 18.0
_SIZE = 14.0
_SMALL = 13.0
#: From one step to the next, at least and at most.
_NARROW, _WIDE = 44.0, 64.0
#: Between sections.
_GAP = 20.0
#: Room for the names of lanes.
_NAMES = 132.0
#: A title is broken into lines before it makes its section wider than this.
_TITLE = 170.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """Room for a step in its lane; without one, for an arrow that ends there: a hand-over."""

    lane: int
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    """Cells under one title."""

    title: Label | None
    cells: tuple[_Cell, ...]

    @property
    def least(self) -> float:
        """How wide it has to be, for its cells and for the lines of its title."""
        text = self.title.text if self.title else ""
        words = max((width(word, _SIZE, bold=True) for word in text.split()), default=0.0)
        title = max(words, min(width(text, _SIZE, bold=True), _TITLE))
        return max(len(self.cells) * _NARROW, title)

    def place(self, x: float, wide: float) -> Iterator[tuple[float, _Cell]]:
        """Yield the cells with their middles, spread over a width."""
        for number, cell in enumerate(self.cells):
            yield x + _RADIUS + 2 + number * wide / len(self.cells), cell


def draw_course(told: Course) -> Picture:
    """Place sections beside each other, in as many rows as they need, and say what marks mean."""
    lanes = told.lanes
    left = _NAMES if lanes != [None] else 0.0
    shapes: list[Shape] = []
    y = 0.0
    before: _Cell | None = None
    for row in _rows(told, WIDTH - left):
        y += _GAP / 2 if before else 0
        drawn, y = _row(row, lanes, (left, y), before)
        shapes += drawn
        before = row[-1].cells[-1]
    if key := list(_key(told, left, y + 16)):
        shapes += key
        y += 24
    return Picture(WIDTH, y, "The steps at a glance", _described(told), tuple(shapes))


def _described(told: Course) -> str:
    titles = [part.title.text for part in told.parts if part.title]
    named = [who for who in told.lanes if who]
    sections = f" in {len(titles)} sections: {', '.join(titles)}" if titles else ""
    people = f" The work is with {', then '.join(named)}." if named else ""
    return f"{told.stops[-1].number} steps{sections}.{people}"


def _rows(told: Course, room: float) -> Iterator[list[_Box]]:
    """Yield what stands beside each other; a section that is longer than a row goes on below."""
    most = int(room // _NARROW)
    row: list[_Box] = []
    for title, cells in _sections(told):
        for start in range(0, len(cells), most):
            box = _Box(title, cells[start : start + most])
            if row and sum(b.least for b in (*row, box)) + _GAP * len(row) > room:
                yield row
                row = []
            row.append(box)
    yield row


def _sections(told: Course) -> Iterator[tuple[Label | None, tuple[_Cell, ...]]]:
    lanes = {who: lane for lane, who in enumerate(told.lanes)}
    following = iter([*told.stops[1:], None])
    for part in told.parts:
        cells = []
        for stop in part.stops:
            cells.append(_Cell(lanes[stop.who], stop))
            after = next(following)
            if stop.to and (after is None or after.who != stop.to):
                cells.append(_Cell(lanes[stop.to]))
        yield part.title, tuple(cells)


def _row(
    row: list[_Box], lanes: list[str | None], corner: tuple[float, float], before: _Cell | None
) -> tuple[list[Shape], float]:
    """Return the shapes of a row, and how far down it goes; ``before`` ended the row above.

    A row has the lanes that it needs.
    """
    left, y = corner
    boxes = list(_spread(row, left))
    lines = max(len(_title_lines(box, wide)) for box, _, wide in boxes)
    placed = [(x, cell) for box, start, wide in boxes for x, cell in box.place(start, wide)]
    if before:
        placed.insert(0, (max(0.0, left - _RADIUS - 2), before))
    y += lines * _LINE + 12 if lines else 4
    needed = sorted({cell.lane for _, cell in placed})
    tall = max(_LANE, *(16.0 * len(_name_lines(who)) + 8 for who in lanes))
    levels = {lane: y + (n + 0.5) * tall for n, lane in enumerate(needed)}
    shapes = [shape for box, x, wide in boxes for shape in _heading(box, x, corner[1], wide)]
    if left:
        shapes += (name for lane, at in levels.items() for name in _name(lanes[lane], at))
    for (x, cell), (to_x, to) in pairwise(placed):
        shapes += _way((x, levels[cell.lane]), (to_x, levels[to.lane]), cell, to)
    for x, cell in placed[1 if before else 0 :]:
        if cell.stop:
            shapes += _stop(cell.stop, x, levels[cell.lane])
    return shapes, y + len(levels) * tall


def _spread(row: list[_Box], left: float) -> Iterator[tuple[_Box, float, float]]:
    """Yield the boxes of a row, each with where it begins and how wide it is."""
    spare = WIDTH - left - sum(box.least for box in row) - _GAP * (len(row) - 1)
    count = sum(len(box.cells) for box in row)
    x = left
    for box in row:
        share = spare * len(box.cells) / count
        wide = max(box.least, min(box.least + share, len(box.cells) * _WIDE))
        yield box, x, wide
        x += wide + _GAP


def _title_lines(box: _Box, wide: float) -> list[str]:
    words = [box.title.text] if box.title else []
    return [line for (line,) in wrap(words, wide, " ", _SIZE, bold=True)]


def _heading(box: _Box, x: float, y: float, wide: float) -> Iterator[Shape]:
    if box.title:
        yield Stroke(((x, y + 2), (x + wide, y + 2)), "accent", 3)
        for number, line in enumerate(_title_lines(box, wide)):
            yield Words(x, y + 22 + number * _LINE, line, _SIZE, "accent", bold=True,
                        target=box.title.target)  # fmt: skip


def _name_lines(who: str | None) -> list[str]:
    return [line for (line,) in wrap([who or UNNAMED], _NAMES - 16, " ", _SMALL)]


def _name(who: str | None, level: float) -> Iterator[Shape]:
    lines = _name_lines(who)
    for number, line in enumerate(lines):
        yield Words(0, level + 4.5 + (number - (len(lines) - 1) / 2) * 16, line, _SMALL, "muted")


def _way(
    start: tuple[float, float], end: tuple[float, float], cell: _Cell, to: _Cell
) -> Iterator[Shape]:
    """Yield the line from one cell to the next; a hand-over is an arrow."""
    y0, (x, y) = start[1], end
    edge = x - (_RADIUS + 2 if to.stop else 0)
    turn = edge - 7
    points = (start, (turn, y0), (turn, y), (edge, y)) if y != y0 else (start, (edge, y))
    handed = cell.stop is not None and cell.stop.to is not None
    yield Stroke(points, "accent" if handed else "line", 2, arrow=handed)


def _stop(stop: Stop, x: float, y: float) -> Iterator[Shape]:
    told = f"{stop.number}. {stop.label.text}"
    yield Circle(x, y, _RADIUS, stop.number, told=told, target=stop.label.target)
    if stop.gate:
        yield _bar(x + _RADIUS + 5, y)


def _bar(x: float, y: float) -> Stroke:
    return Stroke(((x, y - 10), (x, y + 10)), "warning", 3)


def _key(told: Course, x: float, y: float) -> Iterator[Shape]:
    """Yield what the marks mean that occur."""
    if any(stop.gate for stop in told.stops):
        words = "Before you go on, something must hold"
        yield Stroke(((x + 2, y - 11), (x + 2, y + 2)), "warning", 3)
        yield Words(x + 12, y, words, _SMALL, "muted")
        x += 12 + width(words, _SMALL) + 24
    if any(stop.to for stop in told.stops):
        yield Stroke(((x, y - 4.5), (x + 24, y - 4.5)), "accent", 2, arrow=True)
        yield Words(x + 34, y, "Hand-over", _SMALL, "muted")
