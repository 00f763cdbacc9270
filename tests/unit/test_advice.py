"""Advice: what each rule finds and where, what it lets pass, and how it is waived."""

from __future__ import annotations

import datetime
import re
from typing import Any, get_args

import pytest

from handbook.exporting.words import ADVICE
from handbook.model.advice import UNUSED, advice, advice_on
from handbook.model.problem import DataPath
from handbook.model.sop import AdviceName, Sop
from handbook.model.wording import closes, no_verb, second_act
from handbook.reading.load import load
from support.paths import ROOT
from support.trees import ROOTS

TODAY = datetime.date(2026, 11, 25)
Keys = dict[str, Any]


def sop(*steps: Keys, **keys: Any) -> Sop:
    """Return an SOP of ``steps``, each with an id and words unless it brings its own."""
    rest = {"title": "A", "stage": "a", "about": "Guest", "purpose": "Good.", "source": "draft"}
    inside = {} if "sections" in keys else {"steps": numbered(*steps)}
    return Sop.model_validate({**rest, **inside, **keys})


def numbered(*steps: Keys, prefix: str = "s") -> list[Keys]:
    return [{"id": f"{prefix}-{n}", "do": "Check it", **step} for n, step in enumerate(steps)]


def told(found: Sop) -> list[tuple[str, DataPath]]:
    return [(name, problem.path) for name, _, problem in advice_on(found, TODAY)]


PLAIN: Keys = {}
TEN = [PLAIN] * 10
FIVE = [PLAIN] * 5
MUST: Keys = {"must_do": True}
FILL: Keys = {"do": "Fill it in"}
SOMETIMES: Keys = {"when": {"field": "guest", "filled": True}}

# -- Steps to a pause --------------------------------------------------------------------------


def test_ten_steps_are_too_many() -> None:
    assert told(sop(*TEN)) == [("many-steps", ("steps", 9, "do"))]
    ((_, step, problem),) = advice_on(sop(*TEN, PLAIN), TODAY)
    assert step == "s-9"
    assert problem.message.startswith("11 steps without a pause")


@pytest.mark.parametrize("pause", [{"gate": "It is."}, {"wait": "1 hour"}, {"to": "chef"}])
def test_a_pause_begins_anew(pause: Keys) -> None:
    assert told(sop(*FIVE[1:], pause, *FIVE)) == []
    assert told(sop(pause, *TEN)) == [("many-steps", ("steps", 10, "do"))]


def test_a_section_ends_with_a_pause() -> None:
    parts = [{"id": p, "title": p, "steps": numbered(*FIVE, prefix=p)} for p in ("a", "b")]
    assert told(sop(sections=parts)) == []
    parts[1]["steps"] = numbered(*TEN, prefix="b")
    assert told(sop(sections=parts)) == [("many-steps", ("sections", 1, "steps", 9, "do"))]


def test_acts_count_and_not_what_they_are_part_of() -> None:
    nested = [{"steps": numbered(*FIVE, prefix=p)} for p in ("a", "b")]
    assert told(sop(*nested)) == [("many-steps", ("steps", 1, "steps", 4, "do"))]
    gated = {**nested[0], "gate": "It is."}
    assert told(sop(gated, nested[1])) == []


def test_what_applies_only_sometimes_does_not_count() -> None:
    assert told(sop(*TEN[1:], *[SOMETIMES] * 5)) == []


# -- What must be done -------------------------------------------------------------------------


def test_what_must_be_done_comes_early() -> None:
    late = [*[PLAIN] * 4, MUST, PLAIN]
    assert told(sop(*late)) == [("late-must-do", ("steps", 4, "must_do"))]
    assert told(sop(*[PLAIN] * 3, MUST, PLAIN, PLAIN)) == []


def test_the_end_of_an_sop_may_be_what_must_be_done() -> None:
    assert told(sop(*FIVE, MUST)) == []


def test_a_short_stretch_has_no_late_steps() -> None:
    assert told(sop(*[PLAIN] * 3, MUST, PLAIN)) == []
    assert told(sop(*[PLAIN] * 3, {"gate": "It is."}, MUST, PLAIN)) == []


def test_few_steps_must_be_done() -> None:
    assert told(sop(MUST, MUST, PLAIN)) == [("many-must-dos", ("steps", 1, "must_do"))]
    assert told(sop(MUST, MUST, *[PLAIN] * 4)) == []
    assert told(sop(MUST, PLAIN)) == []


# -- The end -----------------------------------------------------------------------------------


def test_an_sop_has_an_end() -> None:
    assert told(sop(PLAIN, PLAIN, FILL)) == [("no-closing-step", ("steps", 2, "do"))]
    assert told(sop(FILL, FILL)) == []  # too short to need one


@pytest.mark.parametrize("end", [{"gate": "It is."}, {"to": "chef"}, {"sign_off": "chef"},
                                 {"sop": "other"}, {"do": "Tell them"}])  # fmt: skip
def test_what_an_end_is(end: Keys) -> None:
    assert told(sop(FILL, FILL, {**FILL, **end})) == []
    inside = {**FILL, **end, "steps": numbered(FILL, FILL, prefix="a")}
    assert told(sop(FILL, FILL, inside)) == []


def test_the_end_is_what_everybody_does() -> None:
    optional = {"do": "Tell them", "optional": True}
    assert told(sop(PLAIN, PLAIN, FILL, optional, SOMETIMES)) == [
        ("no-closing-step", ("steps", 2, "do"))
    ]
    assert told(sop(PLAIN, PLAIN, PLAIN, {**FILL, "optional": True})) == []
    within = {**SOMETIMES, **FILL, "steps": numbered(FILL, prefix="a")}
    assert told(sop(PLAIN, PLAIN, within)) == []


# -- Words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "second"),
    [
        ("Review the Order, then pass it on", "pass"),
        ("Prepare and deploy the hub", "deploy the"),
        ("Check the name, and correct it if it is wrong", "correct it"),
        ("Save the file and hand over the rest", "hand over the"),
        ("Fill in the form; send it", "send it"),
        ("Ask whether they agree, and then sign", "sign"),
        ("Check the quotes and orders", None),
        ("Find out what it costs, and who pays", None),
        ("Ask them to read the Order and sign it", None),
        ("Check that automations ran and make the issues", None),
        ("Read the terms and notes", None),
        ("Remove the cluster and its account", None),
        ("Name a person and a date", None),
        ("Look up who can review and sign the agreement", None),
    ],
)
def test_second_act(words: str, second: str | None) -> None:
    assert second_act(words) == second


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("The Deal has line items", "The"),
        ("If it is wrong, correct it", "If"),
        ("Once signed, tell them", "Once"),
        ("In HubSpot, make the Order", "In"),
        ("Checking the Order", "Checking"),
        ("Cups are warm", "Cups"),
        ("P&S deploys the hub", "P&S"),
        ("Account Manager reviews it", "Account Manager"),
        ("None appeared? Open them by hand", None),
        ("Is it wrong? The Order stays", "The"),
        ("Bring the cups", None),
        ("Decommission the hub", None),
        ("Order the cups", None),
        ("“Halve” the leaves", None),
        ("Froth milk", None),
        ("[guest]", None),
        ("…", None),
    ],
)
def test_no_verb_first(words: str, first: str | None) -> None:
    assert no_verb(words, ("P&S", "Account Manager")) == first


def test_a_name_is_whole() -> None:
    assert no_verb("Deploy the hub", ("D", "Dep")) is None


@pytest.mark.parametrize(
    ("words", "ends"),
    [("Check that it works", True), ("Not there? Tell them", True), ("Give it a date", False),
     ("Checkmate", False), ("…", False)],
)  # fmt: skip
def test_closes(words: str, ends: bool) -> None:
    assert closes(words) == ends


def test_words_are_advised_on_where_they_stand() -> None:
    both = numbered({"do": "Prepare and deploy the hub"}, {"do": "The hub"}, prefix="a")
    parent = {"do": "Prepare and deploy the hub", "steps": both}
    assert told(sop(parent, PLAIN)) == [
        ("two-acts", ("steps", 0, "steps", 0, "do")),
        ("no-verb-first", ("steps", 0, "steps", 1, "do")),
    ]


def test_code_is_no_language() -> None:
    assert told(sop({"do": "Run `save` and `close the` door"}, PLAIN)) == []


# -- Reviews -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("reviewed", "late"), [("2026-05-25", False), ("2026-05-24", True)])
def test_overdue(reviewed: str, late: bool) -> None:
    found = told(sop(PLAIN, reviewed=reviewed, review_every="6 months"))
    assert found == [("overdue-review", ("reviewed",))] * late


def test_what_is_not_planned_is_not_overdue() -> None:
    assert told(sop(PLAIN, reviewed="1999-05-25")) == []
    assert told(sop(PLAIN, review_every="1 week")) == []


# -- Waivers -----------------------------------------------------------------------------------

TWO: Keys = {"do": "Prepare and deploy the hub"}


def test_advice_is_waived_for_the_whole_sop_or_for_one_step() -> None:
    whole = {"advice": "two-acts", "why": "It is one."}
    assert told(sop(TWO, TWO, waive=[whole])) == []
    assert told(sop(TWO, TWO, waive=[{**whole, "step": "s-0"}])) == [
        ("two-acts", ("steps", 1, "do"))
    ]


@pytest.mark.parametrize(
    "waiver", [{"advice": "many-steps"}, {"advice": "two-acts", "step": "s-1"}]
)
def test_a_waiver_that_waives_nothing_is_told(waiver: Keys) -> None:
    found = sop(TWO, PLAIN, waive=[{"advice": "two-acts", "why": "A."}, {**waiver, "why": "B."}])
    assert told(found) == [(UNUSED, ("waive", 1))]


def test_every_advice_has_words_and_each_can_be_given() -> None:
    given = {name for found in (
        sop(*[PLAIN] * 8, MUST, TWO, FILL), sop(MUST, MUST, {"do": "The end"}),
        sop(PLAIN, reviewed="2026-01-01", review_every="1 week"),
    ) for name, _ in told(found)}  # fmt: skip
    assert given == set(get_args(AdviceName)) == set(ADVICE)


def test_contributors_are_told_every_advice() -> None:
    text = (ROOT / "sales-operations" / "contributing.md").read_text(encoding="utf-8")
    assert tuple(re.findall(r"(?m)^\| `([a-z-]+)` \|", text)) == get_args(AdviceName)


def test_the_real_handbook_follows_all_or_says_why() -> None:
    # Its own waivers are needed: one that is not would be told.
    assert list(advice(load(ROOT).handbook, TODAY)) == []


def test_advice_is_placed_in_its_file() -> None:
    handbook = load(ROOTS / "everything").handbook
    (found,) = advice(handbook, TODAY)
    assert (found.name, found.problem.path) == (
        "overdue-review",
        ("sops/make-tea.yaml", "reviewed"),
    )


def test_a_team_that_is_called_like_a_verb_is_none() -> None:
    handbook = load(ROOTS / "everything").handbook
    teams = {"t": handbook.teams["kitchen"].model_copy(update={"title": "Boil", "short": None})}
    changed = handbook.model_copy(update={"teams": teams})
    assert [found.name for found in advice(changed, TODAY)] == ["overdue-review"]
