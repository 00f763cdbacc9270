"""The figure that a longer SOP opens with: when there is one, what it tells, where it stands."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.drawing.course import MOST, UNNAMED, Course, course, course_twin
from handbook.drawing.lanes import draw_course
from handbook.drawing.plan import Item
from handbook.drawing.shapes import Circle, Picture, Stroke
from handbook.drawing.svg import inline_svg
from handbook.model.sop import Sop
from handbook.reading.load import load
from support.paths import ROOT
from support.pictures import faults, words_of

BUDGET = 3 * 1024
HANDBOOK = load(ROOT).handbook
PEOPLE = [*HANDBOOK.roles, *HANDBOOK.teams]
AM, PS, DE = "account-manager", "product-and-services", "delivery-enablement"


def told(**keys: Any) -> Course | None:
    """Return the course of an SOP that is written on the spot."""
    given = {"title": "Try", "stage": "sales", "about": "Hub", "purpose": "Try.", "source": "draft"}
    sop = Sop.model_validate({**given, **keys})
    return course(HANDBOOK.model_copy(update={"sops": {"try": sop}}), "try")


def step(number: int, **keys: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "do": f"Do number {number}", **keys}


def steps(*numbers: int) -> list[dict[str, Any]]:
    return [step(number) for number in numbers]


def lines(items: tuple[Item, ...], depth: int = 0) -> Iterator[str]:
    for item in items:
        yield "  " * depth + "".join(label.text for label in item.labels)
        yield from lines(item.items, depth + 1)


def arrows(picture: Picture) -> int:
    """Count the hand-overs that are drawn, without the one that explains them."""
    drawn = sum(isinstance(shape, Stroke) and shape.arrow for shape in picture.shapes)
    return drawn - any(words.text == "Hand-over" for words in words_of(picture))


PASSED_ON = {
    "done_by": AM,
    "steps": [
        step(1),
        step(2, gate="The Order exists."),
        step(3, to=PS, steps=[step(4), step(5, who=DE)]),
        step(6, who=PS),
        step(7, to="cs-and-s"),
        step(8),
    ],
}


@pytest.fixture(scope="module")
def passed_on() -> Course:
    """The course of an SOP without sections that passes from hand to hand."""
    found = told(**PASSED_ON)
    assert found is not None
    return found


def test_the_longer_of_the_real_sops_open_with_a_figure() -> None:
    drawn = {name for name in HANDBOOK.sops if course(HANDBOOK, name)}
    assert {"decommission-a-hub", "community-check-in"} <= drawn
    # It has ten boxes, but one person does it, and nothing divides its four steps.
    assert "ordering" not in drawn


@pytest.mark.parametrize(
    ("keys", "drawn"),
    [
        ({"sections": [{"id": "a", "title": "A", "steps": steps(1, 2, 3, 4)}] * 1}, False),
        ({"steps": steps(*range(9))}, False),
        ({"steps": [step(0, to=PS), *steps(*range(1, 7))]}, False),
        ({"steps": [step(0, to=PS), *steps(*range(1, 8))]}, True),
        ({"steps": [step(0, to=PS, steps=steps(7, 8)), *steps(*range(1, 7))]}, True),
        ({"steps": [*steps(*range(8)), step(8, to=PS)]}, False),
        ({"steps": [step(0, to=PS), *steps(*range(1, MOST))]}, True),
        ({"steps": [step(0, to=PS), *steps(*range(1, MOST + 1))]}, False),
    ],
)
def test_a_figure_is_for_eight_boxes_that_something_divides(
    keys: dict[str, Any], drawn: bool
) -> None:
    assert (told(done_by=AM, **keys) is not None) is drawn


def test_twin_says_who_does_what_and_where_it_passes_on(passed_on: Course) -> None:
    assert list(lines(course_twin(passed_on))) == [
        "Steps 1–3, Account Manager",
        "  After step 2, before you go on: The Order exists.",
        "Step 3, Delivery Enablement",
        "  After step 3, hand-over to Product & Services",
        "Steps 4–5, Product & Services",
        "  After step 5, hand-over to Code for Science & Society",
        "Step 6, Code for Science & Society",
    ]


def test_twin_names_sections_and_leads_to_them() -> None:
    found = course(HANDBOOK, "decommission-a-hub")
    assert found is not None
    twin = course_twin(found)
    assert list(lines(twin)) == [
        "Agree: steps 1–4",
        "  After step 2, before you go on: "
        "The Community Representative has confirmed that the hub is unused.",
        "Remove: steps 5–11",
        "Record: step 12",
    ]
    assert twin[1].labels[0].target == ("here", "section--decommission-a-hub--remove")


def test_picture_has_every_step_in_the_lane_of_its_doer(passed_on: Course) -> None:
    picture = draw_course(passed_on)
    circles = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert [circle.number for circle in circles] == [1, 2, 3, 3, 4, 5, 6]
    lanes = sorted({circle.y for circle in circles})
    assert [lanes.index(circle.y) for circle in circles] == [0, 0, 0, 1, 2, 2, 3]
    assert [circle.x for circle in circles] == sorted(circle.x for circle in circles)
    assert arrows(picture) == 2


def test_a_step_that_passes_on_inside_is_in_both_lanes(passed_on: Course) -> None:
    inside = [stop for stop in passed_on.stops if stop.number == 3]
    assert [(stop.who, stop.to) for stop in inside] == [
        ("Account Manager", None),
        ("Delivery Enablement", "Product & Services"),
    ]


def test_what_is_passed_on_last_ends_in_a_lane() -> None:
    found = told(steps=[step(0, to=PS), *steps(*range(1, 7)), step(7, to=DE)])
    assert found is not None
    assert found.lanes == [None, "Product & Services", "Delivery Enablement"]
    picture = draw_course(found)
    assert arrows(picture) == 2
    assert UNNAMED in [words.text for words in words_of(picture)]


def test_links_say_which_step_they_lead_to(passed_on: Course) -> None:
    drawn = inline_svg(draw_course(passed_on), "try", lambda target: f"#{target[1]}")
    assert '<a href="#step--try--s2"><title>2. Do number 2</title>' in drawn


def test_the_key_explains_only_marks_that_occur() -> None:
    found = course(HANDBOOK, "community-check-in")
    assert found is not None
    shown = [words.text for words in words_of(draw_course(found))]
    assert not [text for text in shown if text.startswith(("Before you go on", "Hand-over"))]


def test_the_heaviest_figure_is_light() -> None:
    names = [HANDBOOK.roles[name].id for name in HANDBOOK.roles]
    found = told(steps=[step(n, who=names[n % 4], gate=f"It is {n}.") for n in range(MOST)])
    assert found is not None
    drawn = inline_svg(draw_course(found), "try", lambda target: f"#{target[1]}")
    assert len(gzip.compress(drawn.encode())) <= BUDGET


WORDS = st.text("abcdefghijkl mnopq WXYZ&-", min_size=1, max_size=60).map(
    lambda text: " ".join(text.split()) or "Go"
)  # fmt: skip
HANDS = st.sampled_from([None, None, *PEOPLE])


@st.composite
def sops(draw: Callable[..., Any]) -> dict[str, Any]:
    """Return the keys of an SOP with sections of any size, done by anybody."""
    sizes = draw(st.lists(st.integers(1, 20), min_size=2, max_size=6))
    number, sections = 0, []
    for position, size in enumerate(sizes):
        made = []
        for _ in range(size):
            number += 1
            hands = {"who": draw(HANDS), "to": draw(HANDS)}
            gate = {"gate": "It holds."} if draw(st.booleans()) else {}
            made.append(step(number, **gate, **{key: who for key, who in hands.items() if who}))
        sections.append({"id": f"p{position}", "title": draw(WORDS), "steps": made})
    return {"sections": sections}


@settings(max_examples=40)
@given(sops())
def test_whatever_it_tells_nothing_overlaps_and_nothing_is_missing(keys: dict[str, Any]) -> None:
    found = told(**keys)
    if found is None:
        return
    picture = draw_course(found)
    assert list(faults(picture)) == []
    circles = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert [circle.number for circle in circles] == [stop.number for stop in found.stops]
    assert arrows(picture) == sum(stop.to is not None for stop in found.stops)
