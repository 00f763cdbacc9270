"""The benchmarks' own parts: the handbooks they build are sound, and what they measure is real."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from bench.chart import curves, draw
from bench.process import FailedError, measure
from bench.report import Figure, publish, table
from bench.trees import edit, make_ours, make_plain, name_of, words_of
from support.build import build
from support.paths import ROOT

PAGE = f"sales-operations/sops/{name_of(0)}.html"


@pytest.mark.parametrize("make", [make_ours, make_plain])
def test_a_generated_handbook_builds_cleanly_and_shows_an_edit(make, tmp_path: Path) -> None:
    tree = make(tmp_path / "tree", 6)
    built = build(tree, "html", tmp_path / "html", confoverrides={"nitpicky": False})
    assert built.warnings == []
    assert f"{words_of(0, 3)} in" in built.read(PAGE)
    for turn in (1, 2):
        edit(tree, turn)
        built = build(tree, "html", tmp_path / "html", confoverrides={"nitpicky": False})
        assert f"{words_of(0, 3)} again {turn} in" in built.read(PAGE)


def test_what_a_command_takes_includes_what_it_starts() -> None:
    work = "sum(n * n for n in range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    assert measure([sys.executable, "-c", child]).cpu > 2 * measure([sys.executable, "-c", ""]).cpu


def test_a_command_that_fails_is_not_measured() -> None:
    with pytest.raises(FailedError, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_figure_beyond_its_budget_says_so() -> None:
    figures = [Figure.of("slow", [3, 1, 2], "s", 1.5), Figure.of("quick", [1], "s", 1.5)]
    slow, quick = table(figures).splitlines()[2:]
    assert slow == "| slow | 2.00 s | 1.00 to 3.00 | ≤ 1.50 s | **missed** |"
    assert quick == "| quick | 1.00 s |  | ≤ 1.50 s | met |"


def test_the_curve_shows_what_was_measured() -> None:
    taken = {"ours": [2.0, 5.0], "plain": [2.5, 8.0]}
    figures = [
        Figure(f"{count:,} SOPs, cold: {kind}", seconds)
        for kind, values in taken.items()
        for count, seconds in zip([10, 1000], values, strict=True)
    ]
    lines = curves([Figure("1,000 SOPs, cold: ours / plain", 0.6), *figures])
    assert lines == {"ours": [(10, 2.0), (1000, 5.0)], "plain": [(10, 2.5), (1000, 8.0)]}
    drawn = draw(lines)
    ElementTree.fromstring(drawn)
    for words in ("this handbook: 5 s", "pages written by hand: 8 s", "1,000 SOPs", "10 s"):
        assert words in drawn
    with pytest.raises(ValueError, match="measure more sizes"):
        draw(curves(figures[:1]))


def test_the_page_keeps_the_curve_its_room() -> None:
    """So that nothing jumps when it comes."""
    page = (ROOT / "sales-operations" / "at-scale.md").read_text()
    curve = ElementTree.parse(ROOT / "images" / "at-scale.svg").getroot()
    assert f":width: {curve.get('width')}\n:height: {curve.get('height')}\n" in page


def test_a_page_tells_what_was_measured_last(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n% What follows is written by: a command\n\nBefore.\n")
    for words in ("First.", "Second."):
        publish(page, f"{words}\n")
    told = "# Page\n\n% What follows is written by: a command\n\nSecond.\n"
    assert page.read_text() == told
    page.write_text("# Page\n")
    with pytest.raises(ValueError, match=r"page\.md has no line"):
        publish(page, "")
