"""Reading data and drawing figures, without Sphinx."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.process import measure
from bench.report import Figure
from bench.trees import make_ours
from handbook.drawing import layout, plan
from handbook.drawing.svg import standalone_svg
from handbook.reading.load import load
from support.paths import ROOT

FILES = 1000
READ_S, CHECK_S, DRAW_MS = 3.0, 1.0, 2.0
DRAWN = 50


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure_data(work: Path, rounds: int) -> Iterator[Figure]:
    """Yield what reading, checking and drawing take."""
    tree = make_ours(work / f"data-{FILES}", FILES)
    read = [_seconds(lambda: load(tree)) for _ in range(rounds)]
    yield Figure.of(f"reading and checking {FILES:,} SOP files", read, "s CPU", READ_S)
    command = [sys.executable, "-m", "handbook", "check"]
    checks = [measure(command, {"PYTHONPATH": str(ROOT / "_ext")}).cpu for _ in range(rounds)]
    yield Figure.of("`check` of this handbook, process start included", checks, "s CPU", CHECK_S)
    handbook = load(ROOT).handbook

    def draw() -> None:
        for _ in range(DRAWN):
            standalone_svg(layout.draw_expanded(plan.expanded(handbook)))

    drawn = [_seconds(draw) / DRAWN * 1000 for _ in range(rounds)]
    yield Figure.of("one stage diagram, from data to SVG", drawn, "ms CPU", DRAW_MS)
