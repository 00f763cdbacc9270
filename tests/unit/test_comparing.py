"""Two handbooks and what differs: every kind of change, and no change unseen."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.comparing.differences import Difference, How
from handbook.comparing.handbooks import KINDS, compare
from handbook.comparing.sops import compare_sop, version
from handbook.model.entities import Role, System, Team
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop
from handbook.reading.load import load
from support.paths import ROOT

EVERYTHING = load(ROOT / "tests" / "roots" / "everything").handbook
PEOPLE = {
    "teams": {"ps": Team(id="ps", title="P&S")},
    "roles": {
        "am": Role(id="am", title="Account Manager", team="ps"),
        "de": Role(id="de", title="Engineer", team="ps"),
    },
}


def book(*steps: dict[str, Any], sop_id: str = "a", **keys: Any) -> Handbook:
    """Return a handbook with one SOP; each step has words unless it brings its own."""
    rest = {"title": "A", "stage": "s", "about": "Community", "purpose": "It is good."}
    held = {"steps": [said(step) for step in steps]} if steps else {}
    sop = Sop.model_validate({**rest, "source": "draft", **held, **keys})
    return Handbook.model_construct(sops={sop_id: sop}, **PEOPLE)


def said(step: dict[str, Any]) -> dict[str, Any]:
    inner = {"steps": [said(part) for part in step["steps"]]} if "steps" in step else {}
    return {"do": f"Do {step['id']}", **step, **inner}


def steps(*ids: str) -> list[dict[str, Any]]:
    return [{"id": name} for name in ids]


def differences(was: Handbook, now: Handbook) -> list[Difference]:
    return [found for group in compare(was, now) for found in group.differences]


def told(was: Handbook, now: Handbook) -> list[tuple[str, str, str, str]]:
    """Return name, what became of it, and both sides, of everything that differs."""
    return [(f.name, f.how.value, f.was, f.now) for f in differences(was, now)]


A, B, C = steps("a", "b", "c")


def test_the_same_handbook_has_not_changed() -> None:
    assert compare(EVERYTHING, EVERYTHING) == []
    again = load(ROOT / "tests" / "roots" / "everything").handbook
    assert compare(EVERYTHING, again) == []


def test_steps_added_and_removed_move_no_other() -> None:
    assert told(book(A, B, C), book({"id": "x"}, A, C)) == [
        ("Step 1", "added", "", "Do x"),
        ("Step", "removed", "Do b", ""),
    ]


def test_a_step_added_tells_all_it_says() -> None:
    new = {
        "id": "x", "who": "am", "must_do": True, "gate": "It is.",
        "fields": [{"id": "f", "label": "Cloud", "type": "choice",
                    "options": [{"id": "o", "label": "One"}]}],
        "actions": [{"open": "https://a.example/", "label": "Open it"}],
    }  # fmt: skip
    (found,) = differences(book(A), book(A, new))
    assert found.thing
    assert [(fact.name, fact.words) for fact in found.thing.facts] == [
        ("Who", "Account Manager"), ("“Must do”", ""), ("“Before you go on”", "It is."),
    ]  # fmt: skip
    answer, offer = found.thing.parts
    assert (answer.kind, answer.words, answer.parts[0].words) == ("Answer", "Cloud", "One")
    assert (offer.kind, offer.words, offer.facts[0].words) == (
        "Offer", "Open it", "https://a.example/")  # fmt: skip


def test_an_earlier_id_is_followed() -> None:
    now = book(A, {"id": "c", "was": ["x", "b"], "do": "Do b"})
    assert told(book(A, B), now) == [("Step 2", "renamed", "b", "c")]


def test_reworded() -> None:
    now = book(A, {"id": "b", "do": "Do it well"})
    assert told(book(A, B), now) == [("Step 2", "reworded", "Do b", "Do it well")]


def test_other_emphasis_is_told_and_other_spelling_of_the_same_is_not() -> None:
    (found,) = differences(book({"id": "a", "do": "Do it"}), book({"id": "a", "do": "Do *it*"}))
    assert (found.how, found.was, found.now) == (How.REWORDED, "Do it", "Do it")
    assert told(book({"id": "a", "do": "Do *it*"}), book({"id": "a", "do": "Do _it_"})) == []


def test_reordered_by_the_fewest() -> None:
    (found,) = differences(book(A, B, C), book(C, A, B))
    assert (found.name, found.how, found.was, found.now) == ("Step", How.MOVED, "step 3", "step 1")
    assert found.thing
    assert found.thing.words == "Do c"


def test_a_place_that_sounds_the_same_is_told_by_its_neighbour() -> None:
    moved = [f for f in differences(book(A, B), book(C, B, A)) if f.how is How.MOVED]
    assert [(f.was, f.now) for f in moved] == [("after “Do a”", "after “Do c”")]


def test_parts_go_along_with_their_step() -> None:
    parent = {"id": "p", "steps": [A, B]}
    assert [f.name for f in differences(book(parent, C), book(C, parent))] == ["Step"]
    (found,) = differences(book(parent, C), book({"id": "p", "steps": [B, A]}, C))
    assert (found.how, found.was, found.now) == (
        How.MOVED, "number 2 in step 1, “Do p”", "number 1 in step 1, “Do p”")  # fmt: skip


def test_into_a_step_that_is_new() -> None:
    found = told(book(A, B), book({"id": "p", "steps": [A]}, B))
    assert found == [
        ("Step 1", "added", "", "Do p"),
        ("Step", "moved", "step 1", "number 1 in step 1, “Do p”"),
    ]


def test_to_another_section() -> None:
    def sections(first: list[Any], second: list[Any], **keys: Any) -> Handbook:
        one = {"id": "s", "title": "First", "steps": [said(step) for step in first], **keys}
        two = {"id": "t", "title": "Then", "steps": [said(step) for step in second]}
        return book(sections=[one, two])

    was = sections([A, B], [C])
    assert told(was, sections([A], [B, C])) == [
        ("Step", "moved", "step 2, in “First”", "step 2, in “Then”")]  # fmt: skip
    assert told(was, sections([A, B], [C], id="u", was=["s"], title="First")) == [
        ("Section", "renamed", "s", "u")]  # fmt: skip
    # Headings over steps that had none move none of them.
    assert [f.how for f in differences(book(A, B, C), was)] == [How.ADDED, How.ADDED]


def test_split() -> None:
    halves = [{"id": "x", "was": ["a"]}, {"id": "y", "was": ["a"]}]
    found = differences(book(A, B), book(*halves, B))
    assert [(f.name, f.how) for f in found] == [
        ("Step 1", How.REWORDED), ("Step 1", How.RENAMED), ("Step 2", How.ADDED)]  # fmt: skip
    assert found[-1].note == "split from “Do a”"


def test_merged() -> None:
    found = differences(book(A, B, C), book({"id": "m", "was": ["a", "b"], "do": "Do a"}, C))
    assert [(f.name, f.how) for f in found] == [
        ("Step 1", How.RENAMED), ("Step", How.REMOVED)]  # fmt: skip
    assert found[-1].note == "now in step 1, “Do a”"


def field(**keys: Any) -> dict[str, Any]:
    return {"id": "a", "fields": [{"id": "f", "label": "Cloud", **keys}]}


OPTIONS = [{"id": "one", "label": "One"}, {"id": "two", "label": "Two"}]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({}, {"type": "url"}, ("Type", "changed", "text", "url")),
        ({}, {"starts_with": "https://a"}, ("Must begin with", "added", "", "https://a")),
        ({"starts_with": "A"}, {"starts_with": "AB"}, ("Must begin with", "changed", "A", "AB")),
        ({}, {"private": True}, ("Private", "added", "", "")),
        ({}, {"label": "The cloud"}, ("Answer", "reworded", "Cloud", "The cloud")),
        ({"id": "g"}, {"was": ["g"]}, ("Answer", "renamed", "g", "f")),
        (
            {"type": "choice", "options": OPTIONS},
            {"type": "choice", "options": OPTIONS[:1]},
            ("Option", "removed", "Two", ""),
        ),
        (
            {"type": "choice", "options": OPTIONS},
            {"type": "choice", "options": OPTIONS[::-1]},
            ("Option", "moved", "number 2", "number 1"),
        ),
        (
            {"type": "choice", "options": OPTIONS},
            {"type": "choice", "options": [OPTIONS[0], {"id": "2", "label": "Two"}]},
            None,
        ),
    ],
)
def test_answers(was: Any, now: Any, expected: Any) -> None:
    if expected is None:
        now["options"][1] = {"id": "second", "was": ["two"], "label": "Two"}
        expected = ("Option", "renamed", "two", "second")
    assert told(book(field(**was)), book(field(**now))) == [expected]


def test_an_answer_moves_to_another_step_and_is_not_lost() -> None:
    answers = field()["fields"]
    (found,) = differences(book({**A, "fields": answers}, B), book(A, {**B, "fields": answers}))
    assert (found.name, found.how) == ("Answer", How.MOVED)
    assert (found.was, found.now) == (
        "number 1 in step 1, “Do a”", "number 1 in step 2, “Do b”")  # fmt: skip


def test_what_follows_from_an_id_that_changed_is_no_change() -> None:
    def about(name: str, **keys: Any) -> Handbook:
        ask = {"id": "a", "fields": [{"id": name, "label": "Cloud", **keys}]}
        return book(ask, {"id": "b", "do": f"Open {{{{{name}}}}}",
                          "when": {"field": name, "filled": True}})  # fmt: skip

    assert told(about("f"), about("g", was=["f"])) == [("Answer", "renamed", "f", "g")]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ({}, {"gate": "It is."}, ("“Before you go on”", "added", "", "It is.")),
        ({"gate": "It is."}, {"gate": "It was."},
         ("“Before you go on”", "reworded", "It is.", "It was.")),
        ({"gate": "It is."}, {}, ("“Before you go on”", "removed", "It is.", "")),
        ({}, {"must_do": True}, ("“Must do”", "added", "", "")),
        ({"optional": True}, {}, ("Optional", "removed", "", "")),
        ({}, {"sign_off": "am"}, ("Sign-off", "added", "", "Account Manager")),
        ({"wait": "1 hour"}, {"wait": "2 hours"}, ("Wait", "changed", "1 hour", "2 hours")),
        ({"details": "Old."}, {"details": "New."}, ("Details", "reworded", "Old.", "New.")),
        ({}, {"when": {"field": "community", "filled": True}},
         ("When it applies", "added", "", "only if “Community” is answered")),
    ],
)  # fmt: skip
def test_gates_and_rules(was: Any, now: Any, expected: Any) -> None:
    assert told(book({**A, **was}), book({**A, **now})) == [expected]


def test_who_is_told_once_for_steps_that_follow_each_other() -> None:
    (found,) = differences(book({**A, "who": "am"}, B, C), book({**A, "who": "de"}, B, C))
    assert (found.name, found.was, found.now) == ("Who", "Account Manager", "Engineer")
    assert found.of == "step 1, “Do a” and the 2 steps after it"


def test_who_follows_when_the_step_that_named_them_goes() -> None:
    found = told(book(A, {**B, "who": "de"}, C, done_by="am"), book(A, C, done_by="am"))
    assert found == [
        ("Who", "changed", "Engineer", "Account Manager"), ("Step", "removed", "Do b", "")
    ]  # fmt: skip


def test_who_follows_the_sop_is_told_of_the_sop_alone() -> None:
    found = told(book(A, B, done_by="am"), book(A, B, done_by="de"))
    assert found == [("Done by", "changed", "Account Manager", "Engineer")]


def test_naming_who_does_it_anyway_changes_nothing() -> None:
    assert told(book(A, B, done_by="am"), book(A, {**B, "who": "am"}, done_by="am")) == []


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("See [it](https://a.example)", "See [it](https://b.example)",
         [("Address", "changed", "https://a.example", "https://b.example")]),
        ("See it", "See [it](https://a.example)",
         [("Step 1", "reworded", "See it", "See it"), ("Link", "added", "", "it")]),
        ("See [it](system:x)", "See [it](system:y)",
         [("Address", "changed", "system:x", "system:y")]),
        ("See [it](https://a.example)", "See [that](https://a.example)",
         [("Step 1", "reworded", "See it", "See that")]),
        ("[A](https://a.example) [A](https://b.example)",
         "[A](https://a.example) [A](https://c.example)",
         [("Address", "changed", "https://b.example", "https://c.example")]),
    ],
)  # fmt: skip
def test_links(was: str, now: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert told(book({"id": "a", "do": was}), book({"id": "a", "do": now})) == expected


def test_offers_go_by_their_words_or_else_by_what_they_offer() -> None:
    def offers(*pairs: tuple[str, str]) -> Handbook:
        return book({**A, "actions": [{"label": label, "open": url} for label, url in pairs]})

    was = offers(("One", "https://a.example/1"), ("Two", "https://a.example/2"))
    assert told(was, offers(("One", "https://a.example/1"), ("2", "https://a.example/2"))) == [
        ("Offer", "reworded", "Two", "2")]  # fmt: skip
    assert told(was, offers(("One", "https://a.example/1"), ("Two", "https://a.example/3"))) == [
        ("Address", "changed", "https://a.example/2", "https://a.example/3")]  # fmt: skip
    assert told(was, offers(("Two", "https://a.example/2"))) == [("Offer", "removed", "One", "")]


def test_sops_added_removed_and_renamed() -> None:
    was, now = book(A, B), book(A, B, sop_id="z", was=["a"])
    assert told(was, now) == [("SOP", "renamed", "a", "z")]
    none = was.model_copy(update={"sops": {}})
    (found,) = differences(none, was)
    assert (found.name, found.how, found.now) == ("SOP", How.ADDED, "A")
    assert found.thing
    assert [fact.words for fact in found.thing.facts] == ["Do a", "Do b"]
    (found,) = differences(was, none)
    assert (found.how, found.was) == (How.REMOVED, "A")


def test_a_title_that_changed_elsewhere_is_told_once() -> None:
    def called(title: str) -> Handbook:
        made = book({"id": "a", "do": "Open [](system:x)"})
        system = System.model_validate({"id": "x", "title": title, "used_for": "It."})
        return made.model_copy(update={"systems": {"x": system}})

    assert told(called("HubSpot"), called("The CRM")) == [
        ("System", "reworded", "HubSpot", "The CRM")]  # fmt: skip


def test_reasons_are_told_when_they_are_new_and_missed_when_they_are_not_there() -> None:
    first = {"date": "2026-11-01", "why": "First."}
    second = {"date": "2026-12-02", "why": "P&S asked."}
    (group,) = compare(book(A, changes=[first]), book(A, B, changes=[second, first]))
    assert group.why == ("2 December 2026: P&S asked.",)
    assert not group.unexplained
    (group,) = compare(book(A, changes=[first]), book(A, B, changes=[first]))
    assert group.unexplained
    (group,) = compare(book(A), book({"id": "x", "was": ["a"], "do": "Do a"}))
    assert not group.unexplained
    (found,) = differences(book(A, changes=[second, first]), book(A, changes=[second]))
    assert (found.name, found.how, found.was) == (
        "Reason", How.REMOVED, "1 November 2026: First.")  # fmt: skip
    (group,) = compare(book(A), book(A, title="B"))
    assert not group.unexplained


def test_what_is_left_out_is_not_compared() -> None:
    assert compare(book(A), book(B), frozenset(["a"])) == []
    assert compare(EVERYTHING, Handbook(sops=EVERYTHING.sops), frozenset(KINDS)) == []


# ------------------------------------------------------------------- nothing unseen, nothing twice


def test_every_kind_of_thing_is_compared() -> None:
    apart = {"sops", "broken", "lines"}
    assert set(KINDS) == set(Handbook.model_fields) - apart


def edits(data: Any) -> Iterator[Any]:
    """Yield ``data`` with one of its values changed, one at a time."""
    if isinstance(data, dict):
        for key in data:
            if key == "was":
                continue
            yield {other: value for other, value in data.items() if other != key}
            yield from ({**data, key: inner} for inner in edits(data[key]))
    elif isinstance(data, list):
        yield data[:-1]
        if len(data) > 1:
            yield data[::-1]
        for position, value in enumerate(data):
            yield from ([*data[:position], inner, *data[position + 1 :]] for inner in edits(value))
    elif isinstance(data, bool):
        yield not data
    elif isinstance(data, int):
        yield data + 1
    else:
        yield f"{data}x"


def alternatives(held: dict[str, Any]) -> Iterator[tuple[str, Handbook]]:
    """Yield handbooks in which one thing says one thing less or something else."""
    for name, thing in held.items():
        dumped = thing.model_dump(mode="json", by_alias=True, exclude_unset=True)
        for edited in edits(dumped):
            try:
                yield name, type(thing).model_validate(copy.deepcopy(edited))
            except ValidationError:
                continue


def unseen(kind: str) -> tuple[list[object], int]:
    """Return the edits of one kind that nobody would be told of, and how many edits there were."""
    held = getattr(EVERYTHING, kind)
    missed, number = [], 0
    for name, other in alternatives(held):
        if other == held[name]:
            continue
        # What it is compared in is left empty of the rest of its kind, to be quick.
        was, now = (
            EVERYTHING.model_copy(update={kind: {name: thing}}) for thing in (held[name], other)
        )
        try:
            groups = compare(was, now)
        except KeyError:  # it names an answer that is not there any more: `check` refuses that
            continue
        number += 1
        if not groups:
            missed.append(other)
    return missed, number


@pytest.mark.parametrize(("kind", "least"), [(kind, 2) for kind in KINDS] + [("sops", 200)])
def test_no_edit_goes_unseen(kind: str, least: int) -> None:
    missed, number = unseen(kind)
    assert number >= least
    assert missed == []


IDS = st.sampled_from("abcdefg")


@st.composite
def outlines(draw: st.DrawFn) -> Handbook:
    """A handbook whose one SOP has some of seven steps, nested or not, some under other ids."""
    names = draw(st.lists(IDS, unique=True, min_size=1))
    made: list[dict[str, Any]] = []
    for name in names:
        step: dict[str, Any] = {"id": name, "do": draw(st.sampled_from(["Do", "Do so"]))}
        if draw(st.booleans()):
            step["was"] = draw(st.lists(IDS, unique=True, max_size=2))
        inside = draw(st.booleans()) and made
        (made[-1].setdefault("steps", []) if inside else made).append(step)
    return book(*made)


@given(outlines(), outlines())
def test_every_step_is_accounted_for_once(was: Handbook, now: Handbook) -> None:
    changes = compare_sop(version(was, "a"), version(now, "a"))
    found = changes.steps
    assert sorted([new.id for _, new in found.pairs] + [spot.id for spot in found.added]) == sorted(
        step.id for _, step in now.sops["a"].walk()
    )
    assert sorted([old.id for old, _ in found.pairs] + [gone.id for gone in found.removed]) == (
        sorted(step.id for _, step in was.sops["a"].walk())
    )
    hows = [difference.how for difference in changes.inside]
    assert hows.count(How.ADDED) == len(found.added)
    assert hows.count(How.REMOVED) == len(found.removed)
    assert hows.count(How.MOVED) <= len(found.pairs)


@given(outlines())
def test_what_is_compared_with_itself_has_not_changed(handbook: Handbook) -> None:
    assert compare(handbook, handbook) == []
