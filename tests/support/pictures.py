"""What holds of every figure, whatever it shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from handbook.drawing.measure import width
from handbook.drawing.shapes import Circle, Picture, Stroke, Words

#: Left, top, right and bottom of something drawn, and what it says.
Box = tuple[float, float, float, float, str]


def words_of(picture: Picture) -> Iterator[Words]:
    """Yield the words of a figure, but for the numbers in circles."""
    yield from (shape for shape in picture.shapes if isinstance(shape, Words))


def boxes(picture: Picture) -> Iterator[Box]:
    """Yield the room that the words and circles of a figure take."""
    for shape in picture.shapes:
        if isinstance(shape, Words):
            wide = width(shape.text, shape.size, bold=shape.bold)
            left = shape.x - wide / 2 if shape.middle else shape.x
            top, bottom = shape.y - shape.size * 0.8, shape.y + shape.size * 0.2
            yield left, top, left + wide, bottom, shape.text
        elif isinstance(shape, Circle):
            x, y, radius = shape.x, shape.y, shape.radius
            yield x - radius, y - radius, x + radius, y + radius, f"({shape.number})"


def faults(picture: Picture) -> Iterator[str]:
    """Yield what stands on something else or outside the figure."""
    placed = list(boxes(picture))
    for left, top, right, bottom, text in placed:
        if left < 0 or top < 0 or right > picture.width + 1 or bottom > picture.height + 1:
            yield f"{text} leaves the picture"
    for one, other in combinations(placed, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        if not apart:
            yield f"{one[4]} and {other[4]} overlap"
    for shape in picture.shapes:
        for x, y in shape.points if isinstance(shape, Stroke) else ():
            if not (0 <= x <= picture.width and 0 <= y <= picture.height):
                yield f"a line leaves the picture at {x}, {y}"
