"""Figures as they are told: on the terminal, and as a table for the docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

#: The line of a page below which a command writes.
_WRITTEN = "% What follows is written by: "


@dataclass(frozen=True)
class Figure:
    """One thing measured, and what it should be at most."""

    what: str
    value: float
    unit: str = ""
    budget: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def met(self) -> bool:
        """Whether it is within its budget; what has none always is."""
        return self.budget is None or self.value <= self.budget

    @classmethod
    def of(
        cls, what: str, values: Iterable[float], unit: str = "", budget: float | None = None
    ) -> Figure:
        """Return the median of several values, with the lowest and the highest of them."""
        found = sorted(values)
        return cls(what, median(found), unit, budget, found[0], found[-1])


def machine() -> str:
    """Return in one line when and on what was measured."""
    day = datetime.now(UTC).date()
    on = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    return f"Measured on {day.day} {day:%B %Y}: {on}, Sphinx {version('sphinx')}."


def publish(page: Path, text: str) -> None:
    """Write a text into a page, in the place of all that stands below the line that says so.

    Raises:
        ValueError: When the page has no such line.
    """
    head, line, below = page.read_text(encoding="utf-8").partition(_WRITTEN)
    if not line:
        raise ValueError(f"{page.name} has no line that begins with: {_WRITTEN}")
    by = below.partition("\n")[0]
    page.write_text(f"{head}{line}{by}\n\n{text}", encoding="utf-8")


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = [
        "| what | median | lowest to highest | budget | within it |",
        "| --- | --: | --: | --: | --- |",
    ]
    rows += [" | ".join(("", *_cells(figure), "")).strip() for figure in figures]
    return "\n".join(rows) + "\n"


def _cells(figure: Figure) -> Iterator[str]:
    spread = figure.low is not None and figure.high is not None and figure.low != figure.high
    yield figure.what
    yield _told(figure.value, figure.unit)
    yield f"{_told(figure.low or 0)} to {_told(figure.high or 0)}" if spread else ""
    yield "" if figure.budget is None else f"≤ {_told(figure.budget, figure.unit)}"
    yield "" if figure.budget is None else ("met" if figure.met else "**missed**")


def _told(value: float, unit: str = "") -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}{f' {unit}' if unit else ''}"
