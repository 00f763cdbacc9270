"""Building N SOPs, as this handbook and as plain pages, side by side."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.process import Cost, measure
from bench.report import Figure
from bench.trees import edit, make_ours, make_plain
from support.paths import ROOT

#: (N, which figure) -> at most so much: of plain's where it is cold or memory, else so many
#: processor seconds beyond plain's.
BUDGETS = {
    (100, "cold"): 0.75,
    (1000, "cold"): 0.60,
    (1000, "nothing changed"): 0.5,
    (1000, "one step edited"): 0.5,
    (1000, "memory"): 1.25,
}
LINEAR = 1.10
KINDS: dict[str, Callable[[Path, int], Path]] = {"ours": make_ours, "plain": make_plain}


def _build(tree: Path, processes: int = 1) -> Cost:
    out = tree.parent / f"{tree.name}-html-{processes}"
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(processes), "-b", "html"]
    return measure([*command, str(tree), str(out)], {"PYTHONPATH": str(ROOT / "_ext")})


def _round(tree: Path, turn: int) -> Iterator[tuple[str, Cost]]:
    """Yield each case of one round in one tree, and what it took."""
    for processes in (1, 2):
        shutil.rmtree(tree.parent / f"{tree.name}-html-{processes}", ignore_errors=True)
    yield "cold", _build(tree)
    yield "nothing changed", _build(tree)
    edit(tree, turn)
    yield "one step edited", _build(tree)
    yield "cold, two processes", _build(tree, 2)


def measure_builds(work: Path, counts: list[int], rounds: int) -> Iterator[Figure]:
    """Yield what builds of so many SOPs take, in alternating rounds.

    The trees and the sites built of them stay in ``work`` as ``ours-N`` and ``plain-N``.
    """
    trees = {
        (kind, count): make(work / f"{kind}-{count}", count)
        for count in counts
        for kind, make in KINDS.items()
    }
    for tree in trees.values():
        _build(tree)  # not counted: the first one of all compiles modules, and warms the disk
    costs: dict[tuple[str, int, str], list[Cost]] = defaultdict(list)
    for turn in range(rounds):
        # All sizes in each round: how a build grows is told by one round, too.
        for (kind, count), tree in trees.items():
            for case, cost in _round(tree, turn):
                costs[kind, count, case].append(cost)
    for count in counts:
        here = {(kind, case): taken for (kind, n, case), taken in costs.items() if n == count}
        yield from _compared(count, here)
    yield from _growth(counts, costs)


def _compared(count: int, costs: dict[tuple[str, str], list[Cost]]) -> Iterator[Figure]:
    for case in dict.fromkeys(case for _, case in costs):
        ours, plain = costs["ours", case], costs["plain", case]
        told = f"{count:,} SOPs, {case}"
        yield Figure.of(f"{told}: ours", (cost.cpu for cost in ours), "s CPU")
        yield Figure.of(f"{told}: plain", (cost.cpu for cost in plain), "s CPU")
        if case.startswith("cold"):
            ratios = [a.cpu / b.cpu for a, b in zip(ours, plain, strict=True)]
            yield Figure.of(f"{told}: ours / plain", ratios, "", BUDGETS.get((count, case)))
        else:
            beyond = [a.cpu - b.cpu for a, b in zip(ours, plain, strict=True)]
            budget = BUDGETS.get((count, case))
            yield Figure.of(f"{told}: ours less plain", beyond, "s CPU", budget)
    ours, plain = costs["ours", "cold"], costs["plain", "cold"]
    memory = [a.memory / b.memory for a, b in zip(ours, plain, strict=True)]
    megabytes = [cost.memory / 1e6 for cost in ours]
    yield Figure.of(f"{count:,} SOPs, peak memory: ours", megabytes, "MB")
    budget = BUDGETS.get((count, "memory"))
    yield Figure.of(f"{count:,} SOPs, peak memory: ours / plain", memory, "", budget)


def _growth(counts: list[int], costs: dict[tuple[str, int, str], list[Cost]]) -> Iterator[Figure]:
    """Yield how the cost of one page more grows: 1 is linear. Needs three sizes."""
    if len(counts) < 3:
        return
    small, middle, large = counts[:3]
    for kind in KINDS:
        cold = [[cost.cpu for cost in costs[kind, count, "cold"]] for count in counts[:3]]
        grown = [
            ((c - b) / (large - middle)) / ((b - a) / (middle - small))
            for a, b, c in zip(*cold, strict=True)
        ]
        what = f"one page more, {middle:,}→{large:,} over {small:,}→{middle:,}: {kind}"
        yield Figure.of(what, grown, "", LINEAR if kind == "ours" else None)
