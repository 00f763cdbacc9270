"""`nox -s bench`: measure builds, data and pages; print the figures as they come.

Everything takes about a quarter of an hour on two cores. `nox -s bench -- data pages` measures only
these parts, `nox -s bench -- builds --sops 10 100` only these sizes.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.builds import measure_builds
from bench.chart import curves, draw
from bench.data import measure_data
from bench.pages import measure_pages
from bench.report import Figure, machine, publish, table
from support.paths import ROOT

PARTS = ("data", "pages", "builds")
#: Where the figures are published: a page, and the curve on it.
PAGE = ROOT / "sales-operations" / "at-scale.md"
CURVE = ROOT / "images" / "at-scale.svg"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=[], metavar="part", help=", ".join(PARTS))
    parser.add_argument("--sops", nargs="+", type=int, default=[10, 100, 1000])
    parser.add_argument("--steps", nargs="+", type=int, default=[10, 200, 2000])
    parser.add_argument("--rounds", type=int, default=3, help="rounds of builds, and of data")
    parser.add_argument("--visits", type=int, default=5, help="visits of each page")
    parser.add_argument("--publish", action="store_true", help="write the figures into the pages")
    parser.add_argument("--work", type=Path, default=ROOT / "_build" / "bench")
    asked = parser.parse_args()
    if wrong := set(asked.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(wrong))}; there are {', '.join(PARTS)}")
    return asked


def _measured(asked: argparse.Namespace) -> Iterator[Figure]:
    parts = asked.parts or PARTS
    if "builds" in parts:
        yield from measure_builds(asked.work, asked.sops, asked.rounds)
    if "data" in parts:
        yield from measure_data(asked.work, asked.rounds)
    if "pages" in parts:
        yield from measure_pages(asked.work, asked.steps, asked.sops, asked.visits)


def main() -> int:
    """Measure what was asked for; return 1 when a figure is beyond its budget."""
    asked = _asked()
    shutil.rmtree(asked.work, ignore_errors=True)
    asked.work.mkdir(parents=True)
    figures = []
    for figure in _measured(asked):
        figures.append(figure)
        print(table([figure]).splitlines()[-1], flush=True)
    (asked.work / "figures.md").write_text(table(figures), encoding="utf-8")
    if asked.publish:
        publish(PAGE, f"{machine()}\n\n{table(figures)}")
        if lines := curves(figures):
            CURVE.write_text(draw(lines), encoding="utf-8")
    missed = [figure.what for figure in figures if not figure.met]
    told = f"{len(figures)} figures, {len(missed)} beyond their budget"
    print(f"\n{told}: {asked.work / 'figures.md'}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
