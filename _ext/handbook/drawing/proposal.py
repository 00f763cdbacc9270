"""The way of a change: from a step on its page to the page that says it anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handbook.drawing.layout import WIDTH
from handbook.drawing.measure import width, wrap
from handbook.drawing.plan import Item, Label
from handbook.drawing.shapes import Circle, Picture, Shape, Stroke, Tone, Words

_SIZE = 14.0
_SMALL = 13.0
_LINE = 19.0
#: Where the columns begin: numbers on their spine, words, and what one sees.
_SPINE, _WORDS, _SEEN = 16.0, 48.0, 290.0
_PAD = 14.0
#: As wide as a letter of code may be, of its size.
_CODE = 0.62


@dataclass(frozen=True, slots=True)
class Example:
    """The step that the figure changes: its file, its id, and its words."""

    file: str
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the way: what happens there, and how."""

    title: str
    how: str
    seen: Callable[[Example, float], Iterator[Shape]]
    """Draws what one sees there, from a height down."""


def way_twin() -> tuple[Item, ...]:
    """Return the way as a list that says the same."""
    return tuple(Item((Label(f"{stop.title}: {stop.how}"),)) for stop in _STOPS)


def draw_way(example: Example) -> Picture:
    """Place the stops below each other, each with what one sees there."""
    placed: list[Shape] = []
    tops: list[float] = []
    y = 0.0
    for stop in _STOPS:
        tops.append(y + 18)
        placed.append(Words(_WORDS, y + 23, stop.title, 16, bold=True))
        below = y + 25
        for line in wrap([stop.how], _SEEN - _WORDS - 28, " ", _SMALL):
            below += _LINE
            placed.append(Words(_WORDS, below, line[0], _SMALL, "muted"))
        seen = list(stop.seen(example, y + _PAD + 8))
        end = max(_bottom(shape) for shape in seen) + _PAD
        placed += [_box(_SEEN, y + 2, WIDTH - 1, end), *seen]
        y = max(below, end) + 26
    spine = Stroke(((_SPINE, tops[0]), (_SPINE, tops[-1])), "accent", 3)
    numbers = [Circle(_SPINE, top, 14, number) for number, top in enumerate(tops, 1)]
    told = " ".join(f"{number}. {stop.title}." for number, stop in enumerate(_STOPS, 1))
    return Picture(WIDTH, y - 24, "The way of a change", told, (spine, *numbers, *placed))


def _bottom(shape: Shape) -> float:
    match shape:
        case Stroke(points):
            return max(y for _, y in points)
        case _:
            return shape.y


def _box(left: float, top: float, right: float, bottom: float, tone: Tone = "line") -> Stroke:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return Stroke(corners, tone)


def _cut(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of ``words`` as there is room for."""
    if width(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and width(f"{kept}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _step(example: Example, y: float, right: str) -> Iterator[Shape]:
    """Draw a step as its page shows it, with a word at the end of its line."""
    left = _SEEN + _PAD
    yield _box(left, y - 7, left + 16, y + 9, "muted")
    end = WIDTH - _PAD - 2
    yield Words(end - width(right, _SMALL), y + 6, right, _SMALL, "accent")
    room = end - width(right, _SMALL) - left - 26 - 16
    yield Words(left + 26, y + 6, _cut(example.words, room, _SIZE, bold=True), _SIZE, bold=True)


def _menu(example: Example, y: float) -> Iterator[Shape]:
    yield from _step(example, y, "More")
    x = WIDTH - _PAD - 150
    for number, (words, tone) in enumerate(_MENU):
        yield Words(x, y + 38 + number * 24, words, _SMALL, tone)
    yield _box(x - 14, y + 20, WIDTH - _PAD, y + 74)
    yield Stroke(((x - 14, y + 48), (x - 14, y + 67)), "accent", 3)


def _editor(example: Example, y: float) -> Iterator[Shape]:
    x = _SEEN + _PAD
    yield Words(x, y + 4, _cut(example.file, WIDTH - x - _PAD, _SMALL), _SMALL, "muted")
    fits = int((WIDTH - x - _PAD - 14) / (_SMALL * _CODE))
    lines = (f"  - id: {example.id}", f"    do: {example.words}")
    for number, line in enumerate(lines):
        written = line if len(line) <= fits else f"{line[: fits - 1]}…"
        tone: Tone = "accent" if number else "text"
        yield Words(x + 10, y + 32 + number * 22, written, _SMALL, tone, code=True)
    yield Stroke(((x, y + 42), (x, y + 60)), "accent", 3)


def _buttons(example: Example, y: float) -> Iterator[Shape]:
    x = _SEEN + _PAD
    for number, words in enumerate(_BUTTONS):
        if number:
            yield Stroke(((x - 19, y + 8), (x - 3, y + 8)), "muted", 1.2, arrow=True)
        wide = width(words, 12) + 16
        yield _box(x, y - 6, x + wide, y + 22, "accent")
        yield Words(x + wide / 2, y + 12, words, 12, "accent", middle=True)
        x += wide + 22


def _found(example: Example, y: float) -> Iterator[Shape]:
    for number, words in enumerate(_FOUND):
        yield Words(_SEEN + _PAD, y + 6 + number * 24, "✓", _SIZE, "accent", bold=True)
        yield Words(_SEEN + _PAD + 24, y + 6 + number * 24, words, _SMALL)


def _published(example: Example, y: float) -> Iterator[Shape]:
    yield from _step(example, y, "Use the new version")


_MENU: tuple[tuple[str, Tone], ...] = (
    ("Report this step", "muted"),
    ("Propose a change", "accent"),
)
#: GitHub's own words, in the order in which it asks.
_BUTTONS = ("Commit changes…", "Propose changes", "Create pull request")
_FOUND = (
    "No mistake, or each at its line with its cure",
    "What the change means, as a list to tick",
    "The pages, built, to look at",
)
_STOPS = (
    Stop("Start at the step", "On its page, open More and choose “Propose a change”.", _menu),
    Stop("Edit the words", "GitHub opens the file at the line of the step. Keep its id.", _editor),
    Stop(
        "Propose it",
        "Commit it, say why in a sentence, and create the pull request. GitHub makes a copy for "
        "you where you need one.",
        _buttons,
    ),
    Stop(
        "See it checked",
        "After a few minutes the pull request says what is wrong, tells what the change means, "
        "and holds the built pages.",
        _found,
    ),
    Stop(
        "Reviewed and published",
        "Somebody else reads it and merges it. Page, paper and figures follow, and whoever has a "
        "checklist under way is offered the new version.",
        _published,
    ),
)
