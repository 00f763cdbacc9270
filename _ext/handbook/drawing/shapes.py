"""What a layout is made of: words, lines, circles. Units are sixteenths of an em."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The colours a shape may have: names that a page's style sheet fills.
Tone = Literal["text", "muted", "line", "accent", "warning", "page", "on-accent"]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words; ``y`` is the base line. Code keeps its blanks and is set as code."""

    x: float
    y: float
    text: str
    size: float = 14
    tone: Tone = "text"
    bold: bool = False
    middle: bool = False
    target: tuple[str, str] | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; the arrow head is at its end."""

    points: tuple[tuple[float, float], ...]
    tone: Tone = "line"
    width: float = 1
    dotted: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle with an outline, filled with ``fill``, and a number in it.

    A number says little by itself: ``told`` is what the link is called.
    """

    x: float
    y: float
    radius: float
    number: int
    fill: Tone = "page"
    told: str = ""
    target: tuple[str, str] | None = None


Shape = Words | Stroke | Circle


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its size, what it is called, what it shows in a sentence, and its shapes."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]
