"""The stage diagrams: what they tell, where it stands, and that nothing else is in the SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

import pytest

from handbook.drawing import layout, plan
from handbook.drawing.shapes import Circle, Picture
from handbook.drawing.svg import COLOURS, inline_svg, standalone_svg
from handbook.model.handbook import Handbook
from handbook.reading.load import load
from support.paths import ROOT
from support.pictures import faults, words_of

# As the user's page lists them; "decision to engage" is from the older figure, and marked.
ARTEFACTS = {
    "Leads": ["Shareable assets", "Social media posts"],
    "Pre-sales": ["Decision to engage*"],
    "Sales": [
        "Proposals",
        "Quotes",
        "Signed agreement",
        "Order",
        "Asana (2i2c ↔ CS&S)",
        "HelloSign (CS&S)",
        "Invoice (CS&S)",
        "Airtable (CS&S)",
    ],
    "Delivery": [
        "Hub Configurator URL",
        "Order",
        "Airtable records",
        "Statement of Work (SoW)",
        "P&S backlog items",
        "Delivery commitments",
        "Reports",
    ],
    "Renewals": ["Usage reports", "Agreement renewals", "Decommission requests"],
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return load(ROOT).handbook


@pytest.fixture(scope="module")
def pictures(handbook: Handbook) -> dict[str, Picture]:
    """Every figure of the handbook by name."""
    drawn = {
        "simplified": layout.draw_simplified(plan.simplified(handbook)),
        "expanded": layout.draw_expanded(plan.expanded(handbook)),
    }
    for stage in handbook.stages:
        drawn[stage] = layout.draw_position(plan.position(handbook, stage))
    return drawn


def test_picture_has_exactly_the_artefacts_of_the_page(pictures: dict[str, Picture]) -> None:
    words = list(words_of(pictures["expanded"]))
    column = next(w.x for w in words if w.text == "What it makes")
    tops = {w.text: w.y for w in words if w.bold and w.text in ARTEFACTS}
    assert list(tops) == list(ARTEFACTS)
    bounds = [*tops.values(), pictures["expanded"].height]
    for stage, top, bottom in zip(ARTEFACTS, bounds, bounds[1:], strict=False):
        lines = [w.text for w in words if w.x == column and top <= w.y < bottom]
        assert [name for line in lines for name in line.split(layout.JOINT)] == ARTEFACTS[stage]


def test_twin_has_exactly_the_artefacts_of_the_page(handbook: Handbook) -> None:
    twin = plan.expanded_twin(plan.expanded(handbook))
    told = {
        row.labels[0].text: [
            item.labels[0].text
            for part in row.items
            if part.labels[0].text == "What it makes"
            for item in part.items
        ]
        for row in twin
    }
    assert told == ARTEFACTS


def test_twin_and_picture_tell_the_same(handbook: Handbook) -> None:
    """Every word of the twin is in the picture, but for the three that head its lists."""
    told = plan.expanded(handbook)
    drawn = " ".join(shape.text for shape in words_of(layout.draw_expanded(told)))

    def labels(items: tuple[plan.Item, ...]) -> Iterator[str]:
        for item in items:
            yield from (label.text.removeprefix("Teams: ") for label in item.labels)
            yield from labels(item.items)

    missing = {text for text in labels(plan.expanded_twin(told)) if text not in drawn}
    assert missing == set()


def test_simplified_figure_holds_pre_sales_and_sales_in_sales(handbook: Handbook) -> None:
    headings = plan.simplified(handbook)
    assert [heading.label.text for heading in headings] == [
        "Leads",
        "Sales",
        "Delivery",
        "Renewals",
    ]
    inside = [[label.text for label in heading.inside] for heading in headings]
    assert inside == [[], ["Pre-sales", "Sales"], [], []]


def test_teams_and_ways_back(handbook: Handbook) -> None:
    told = plan.expanded(handbook)
    assert [row.teams for row in told.rows] == ["BD, with P&S", "BD", "BD, with CS&S", "", "BD"]
    delivery = {h.label.text: h.below for h in told.rows[3].happenings}
    assert delivery["Provisioning"] == (
        "engagement creation (DE)",
        "SoW and project creation (P&S, with BD)",
    )
    assert delivery["Ongoing services delivery"][0] == "BD; P&S responsible"
    assert delivery["Milestone reporting"] == ("BD and CS&S; P&S consulted",)
    assert {(way.start, way.end) for way in told.ways_back} == {(5, 3), (4, 1)}
    for short in ("BD", "P&S", "DE", "CS&S"):
        assert f"{short}: " in told.notes[-1]


def test_you_are_here(handbook: Handbook) -> None:
    for number, stage in enumerate(handbook.stages.values(), 1):
        told = plan.position(handbook, stage.id)
        here = [c for c in layout.draw_position(told).shapes if isinstance(c, Circle)]
        assert [c.fill == "accent" for c in here] == [n == number for n in range(1, 6)]
        twin = [item.labels[0].text for item in plan.position_twin(told)]
        assert twin[number - 1] == f"{stage.title} (you are here)"


def test_nothing_overlaps_or_leaves_the_picture(pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        assert list(faults(picture)) == []


def test_inline_svg_is_named_linked_and_free_of_style(pictures: dict[str, Picture]) -> None:
    drawn = inline_svg(pictures["expanded"], "diagram-expanded", lambda target: "#" + target[1])
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "group"
    named = str(root.get("aria-labelledby")).split()
    assert [root.find(f"*[@id='{name}']") is not None for name in named] == [True, True]
    assert "style=" not in drawn
    assert "#1d5fa8" not in drawn
    links = {a.get("href"): "".join(a.itertext()) for a in root.iter("a")}
    assert links["#leads"] == "Leads"
    assert links["#ordering"] == "Ordering"


def test_a_thing_without_a_place_is_not_linked(pictures: dict[str, Picture]) -> None:
    assert "<a " not in inline_svg(pictures["expanded"], "x", lambda target: None)


def test_standalone_svg_needs_nothing_else(pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        drawn = standalone_svg(picture)
        root = ElementTree.fromstring(drawn)
        assert root.tag == f"{SVG}svg"
        assert "var(" not in drawn
        assert not list(root.iter(f"{SVG}a"))
        assert set(re.findall(r"#[0-9a-f]{6}", drawn)) <= set(COLOURS.values())


def test_hostile_words_stay_words(handbook: Handbook) -> None:
    stage = handbook.stages["leads"].model_copy(update={"title": "<script>\"&'</script>"})
    hostile = handbook.model_copy(update={"stages": {**handbook.stages, "leads": stage}})
    drawn = inline_svg(layout.draw_expanded(plan.expanded(hostile)), "x", lambda t: 'a"b<c')
    root = ElementTree.fromstring(drawn)
    assert not list(root.iter("script"))
    assert any(text.text == stage.title for text in root.iter("text"))


def test_long_words_wrap_and_push_the_rows_down(handbook: Handbook) -> None:
    leads = handbook.stages["leads"]
    names = [f"artefact-{n}" for n in range(12)]
    template = handbook.artefacts["order"]
    more = {
        n: template.model_copy(update={"id": n, "title": f"A rather long one, {n}"}) for n in names
    }
    grown = handbook.model_copy(
        update={
            "artefacts": {**handbook.artefacts, **more},
            "stages": {
                **handbook.stages,
                "leads": leads.model_copy(update={"artefacts": tuple(names)}),
            },
        }
    )
    picture = layout.draw_expanded(plan.expanded(grown))
    assert list(faults(picture)) == []
    assert picture.height > layout.draw_expanded(plan.expanded(handbook)).height + 150
