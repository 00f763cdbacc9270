"""Place what the stage diagrams tell. Same plan, same picture: nothing here is random or dated."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.drawing.measure import wrap
from handbook.drawing.plan import Expanded, Heading, Label, Position, Row
from handbook.drawing.shapes import Circle, Picture, Shape, Stroke, Tone, Words

#: As wide as the text of a page: 46 em.
WIDTH = 736.0
#: Stands between artefacts on one line.
JOINT = " · "
_LINE = 20.0
_SIZE = 14.0
_SMALL = 13.0


def draw_simplified(headings: tuple[Heading, ...]) -> Picture:
    """Place the headings in a row, with arrows between them."""
    gap = 44.0
    each = (WIDTH - gap * (len(headings) - 1)) / len(headings)
    shapes: list[Shape] = []
    tallest = max((len(heading.inside) for heading in headings), default=0)
    for position, heading in enumerate(headings):
        x = position * (each + gap)
        shapes.append(Stroke(((x, 4), (x + each, 4)), "accent", 3))
        shapes.append(Words(x, 32, heading.label.text, 17, "accent", bold=True,
                            target=heading.label.target))  # fmt: skip
        for number, label in enumerate(heading.inside):
            y = 58 + number * 22
            shapes.append(Words(x, y, label.text, _SIZE, "accent", target=label.target))
        if position:
            shapes.append(Stroke(((x - gap + 8, 26), (x - 10, 26)), "muted", 1.5, arrow=True))
    names = ", ".join(heading.label.text for heading in headings)
    told = f"The headings of the process in order: {names}."
    return Picture(WIDTH, 44 + tallest * 22, "Simplified sales process", told, tuple(shapes))


def draw_position(plan: Position) -> Picture:
    """Place every stage on a line, this one filled."""
    each = WIDTH / len(plan.stages)
    shapes: list[Shape] = []
    last = (len(plan.stages) - 0.5) * each
    shapes.append(Stroke(((each / 2, 18), (last, 18)), "line", 2))
    for number, label in enumerate(plan.stages, 1):
        x = (number - 0.5) * each
        here = number == plan.here
        shapes.append(Circle(x, 18, 14, number, "accent" if here else "page"))
        shapes.append(Words(x, 54, label.text, _SIZE, "text" if here else "accent", bold=here,
                            middle=True, target=None if here else label.target))  # fmt: skip
    name = plan.stages[plan.here - 1].text
    told = f"{name} is stage {plan.here} of {len(plan.stages)}."
    return Picture(WIDTH, 62, "You are here", told, tuple(shapes))


class _Columns:
    """Where the columns of the expanded figure begin."""

    spine = 62.0
    stage = 96.0
    happens = 248.0
    makes = 500.0


def draw_expanded(plan: Expanded) -> Picture:
    """Place a row for each stage along a spine of numbers, then the ways back and the notes."""
    shapes: list[Shape] = []
    for x, text in (
        (_Columns.stage, "Stage and team"),
        (_Columns.happens, "What happens"),
        (_Columns.makes, "What it makes"),
    ):
        shapes.append(Words(x, 14, text, _SMALL, "muted"))
    tops: list[float] = []
    y = 28.0
    for row in plan.rows:
        shapes.append(Stroke(((_Columns.stage, y), (WIDTH, y))))
        tops.append(y + 24)
        placed = list(_row(row, y + 28))
        shapes += placed
        y = max(shape.y for shape in placed if isinstance(shape, Words)) + 20
    shapes[3:3] = [
        Stroke(((_Columns.spine, tops[0]), (_Columns.spine, tops[-1])), "accent", 3)
    ] if tops else []  # fmt: skip
    shapes += _numbers(plan, tops)
    shapes.append(Stroke(((_Columns.stage, y), (WIDTH, y))))
    y += 6
    for words in plan.below:
        for line in wrap([words], WIDTH - _Columns.stage, " ", _SMALL):
            y += _LINE
            shapes.append(Words(_Columns.stage, y, line[0], _SMALL, "muted"))
    return Picture(
        WIDTH, y + 10, "Expanded sales process",
        "Each stage with its accountable team, what happens in it, and what it makes.",
        tuple(shapes),
    )  # fmt: skip


def _row(row: Row, y: float) -> Iterator[Shape]:
    yield Words(_Columns.stage, y, row.title.text, 17, "accent", bold=True, target=row.title.target)
    for number, line in enumerate(wrap([row.teams], 140, " ", _SMALL), 1):
        yield Words(_Columns.stage, y + number * _LINE, line[0], _SMALL, "muted")
    yield from _happenings(row, y)
    yield from _makes(row.makes, y)


def _happenings(row: Row, y: float) -> Iterator[Shape]:
    before: float | None = None
    for happening in row.happenings:
        if row.in_order and before is not None:
            x = _Columns.happens - 10
            yield Stroke(((x, before + 4), (x, y - 4)), "muted", arrow=True)
        label = happening.label
        tone: Tone = "accent" if label.target else "text"
        yield Words(_Columns.happens, y, label.text, _SIZE, tone, target=label.target)
        before = y
        y += _LINE
        for words in happening.below:
            for line in wrap([words], _Columns.makes - _Columns.happens - 24, " ", _SMALL):
                yield Words(_Columns.happens + 12, y, line[0], _SMALL, "muted")
                y += _LINE - 2
        y += 4 if happening.below else 0


def _makes(labels: tuple[Label, ...], y: float) -> Iterator[Shape]:
    room = WIDTH - _Columns.makes
    for line in wrap([label.text for label in labels], room, JOINT, _SIZE, whole=True):
        yield Words(_Columns.makes, y, JOINT.join(line), _SIZE, "muted")
        y += _LINE


def _numbers(plan: Expanded, tops: list[float]) -> Iterator[Shape]:
    for row, y in zip(plan.rows, tops, strict=True):
        yield Circle(_Columns.spine, y, 14, row.number)
    for position, way in enumerate(plan.ways_back):
        x = _Columns.spine - 30 - 14 * position
        start, end = tops[way.start - 1], tops[way.end - 1]
        # Two ways that meet at one circle keep apart.
        start += 5 if way.start < len(plan.rows) else 0
        points = ((_Columns.spine - 15, start), (x, start), (x, end), (_Columns.spine - 16, end))
        yield Stroke(points, "muted", 1.2, dotted=True, arrow=True)
