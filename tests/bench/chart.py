"""The curve of what builds cost, drawn as the handbook's figures are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.report import Figure
from handbook.drawing.shapes import Picture, Shape, Stroke, Tone, Words
from handbook.drawing.svg import standalone_svg

#: Kind of pages -> what its line is called, and its colour.
LINES: Mapping[str, tuple[str, Tone]] = {
    "ours": ("this handbook", "accent"),
    "plain": ("pages written by hand", "muted"),
}
WIDTH, HEIGHT, LEFT, NAMES = 520.0, 280.0, 56.0, 220.0
_COLD = re.compile(r"([\d,]+) SOPs, cold: (\w+)")

Curve = Sequence[tuple[int, float]]


def curves(figures: Iterable[Figure]) -> dict[str, Curve]:
    """Return, by kind of pages, the number of SOPs and the seconds that a cold build took."""
    found: dict[str, list[tuple[int, float]]] = {}
    for figure in figures:
        if (match := _COLD.fullmatch(figure.what)) and match[2] in LINES:
            count = int(match[1].replace(",", ""))
            found.setdefault(match[2], []).append((count, figure.value))
    return {kind: sorted(points) for kind, points in found.items() if len(points) > 1}


def draw(lines: Mapping[str, Curve]) -> str:
    """Return the curves as an SVG file; both scales are logarithmic, so linear growth is a slope.

    Raises:
        ValueError: When there is no line of two points or more.
    """
    points = [point for line in lines.values() for point in line]
    if not points:
        raise ValueError("builds of two sizes at least make a line: measure more sizes")
    counts = sorted({count for count, _ in points})
    low, high = (10 ** math.floor(math.log10(min(s for _, s in points))),
                 10 ** math.ceil(math.log10(max(s for _, s in points))))  # fmt: skip

    def x(count: float) -> float:
        return LEFT + WIDTH * _share(count, counts[0], counts[-1])

    def y(seconds: float) -> float:
        return HEIGHT * (1 - _share(seconds, low, high))

    def shapes() -> Iterator[Shape]:
        seconds = float(low)
        while seconds <= high:
            yield Stroke(((LEFT, y(seconds)), (LEFT + WIDTH, y(seconds))))
            yield Words(0, y(seconds) + 4, f"{seconds:g} s", 13, "muted")
            seconds *= 10
        for count in counts:
            yield Words(x(count), HEIGHT + 24, f"{count:,} SOPs", 13, "muted", middle=True)
        for kind, line in lines.items():
            name, tone = LINES[kind]
            yield Stroke(tuple((x(count), y(s)) for count, s in line), tone, width=3)
            last, taken = line[-1]
            # Names of lines that end close together stand apart.
            down = 14 if kind == min(lines, key=lambda each: lines[each][-1][1]) else -6
            yield Words(x(last) + 10, y(taken) + down, f"{name}: {taken:.3g} s", 13, tone)

    told = "; ".join(
        f"{LINES[kind][0]}: "
        + ", ".join(f"{seconds:.3g} s at {count:,} SOPs" for count, seconds in line)
        for kind, line in lines.items()
    )
    title = "What a build from nothing takes, in seconds of processor time"
    size = (LEFT + WIDTH + NAMES, HEIGHT + 30)
    return standalone_svg(Picture(*size, title, told, tuple(shapes())))


def _share(value: float, low: float, high: float) -> float:
    """Return how far a value is on its way from low to high, on a logarithmic scale."""
    return math.log(value / low) / math.log(high / low)
