"""The way of a change: it fits whatever step it shows, and its list says the same."""

from __future__ import annotations

import dataclasses

import pytest

from handbook.drawing.proposal import Example, draw_way, way_twin
from handbook.drawing.shapes import Circle
from handbook.drawing.svg import inline_svg
from handbook.reading.load import load
from support.paths import ROOT
from support.pictures import faults, words_of

REVIEW = Example("_data/sops/ordering.yaml", "review", "Review the Order")
LONG = Example(f"_data/sops/{'long-' * 9}name.yaml", "many-words", "Very " * 40 + "long")


def test_it_fits_every_step_of_the_handbook() -> None:
    handbook = load(ROOT).handbook
    for name in handbook.ids("step"):
        sop_id, _, step_id = name.partition(".")
        example = Example(f"_data/sops/{sop_id}.yaml", step_id, str(handbook.title("step", name)))
        assert list(faults(draw_way(example))) == [], name


def test_long_words_are_cut_and_said_to_be() -> None:
    picture = draw_way(LONG)
    assert list(faults(picture)) == []
    assert [words.text[-1] for words in words_of(picture) if "Very" in words.text] == ["…"] * 3


def test_the_list_says_what_the_picture_says() -> None:
    said = [item.labels[0].text for item in way_twin()]
    drawn = [words.text for words in words_of(draw_way(REVIEW))]
    titles = [line.partition(": ")[0] for line in said]
    assert [text for text in drawn if text in titles] == titles
    picture = " ".join(drawn)
    assert all(line.partition(": ")[2] in picture for line in said)


def test_stops_are_numbered_in_order() -> None:
    circles = [shape for shape in draw_way(REVIEW).shapes if isinstance(shape, Circle)]
    assert [circle.number for circle in circles] == [1, 2, 3, 4, 5]
    assert sorted(circles, key=lambda circle: circle.y) == circles


def test_code_is_set_as_code() -> None:
    code = [words.text for words in words_of(draw_way(REVIEW)) if words.code]
    assert code == ["  - id: review", "    do: Review the Order"]
    drawn = inline_svg(draw_way(REVIEW), "change", lambda target: None)
    assert drawn.count('font-family="ui-monospace, monospace"') == len(code)


@pytest.mark.parametrize("part", ["file", "id", "words"])
def test_hostile_words_stay_words(part: str) -> None:
    hostile = dataclasses.replace(REVIEW, **{part: "<script>&"})
    drawn = inline_svg(draw_way(hostile), "change", lambda target: None)
    assert "<script" not in drawn
    assert "&lt;script&gt;&amp;" in drawn
