"""Where an id is missing, the cure is the line to write: from the words, and taken by nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handbook.model.problem import Problem
from handbook.reading.naming import with_ids

if TYPE_CHECKING:
    from typing import Any

    from conftest import Copy

ORDERING = "sops/ordering.yaml"
MISSING = "'id' is missing"


def cures(data: Copy) -> list[str]:
    assert {finding.message for finding in data.findings()} == {MISSING}
    return [finding.cure for finding in data.findings()]


@pytest.mark.parametrize(
    ("file", "old", "new", "cure"),
    [
        (ORDERING, "- id: review\n        do:", "- do:", "write id: review-the-order"),
        (ORDERING, "- id: configure\n    do:", "- do:", "write id: guide-the-customer"),
        (ORDERING, "- id: order\n            label:", "- label:", "write id: link-to-the-order"),
        ("sops/open-an-engagement.yaml", "{id: starter, label: Starter}", "{label: Starter pack}",
         "write id: starter-pack"),
        ("sops/decommission-a-hub.yaml", "- id: record\n    title:", "- title:",
         "write id: record"),
        ("glossary.yaml", "- id: orders-board\n    title:", "- title:", "write id: orders-board"),
        ("agreements.yaml", "{id: scope, about:", "{about:", "write id: the-scope-of-services"),
    ],
)  # fmt: skip
def test_what_lacks_an_id_is_told_which_to_write(
    data: Copy, file: str, old: str, new: str, cure: str
) -> None:
    data.seed((file, old, new))
    assert cures(data) == [cure]
    # Pasted, the line is right.
    line = cure.removeprefix("write ")
    (finding,) = data.findings()
    pasted = f"{{{line}, " if new[0] == "{" else f"- {line}\n{' ' * (finding.column - 1)}"
    data.seed((file, new, pasted + new.lstrip("-{ ")))
    assert data.findings() == ()


def test_no_two_are_told_to_take_the_same(data: Copy) -> None:
    data.seed(
        (ORDERING, "- id: review\n        do:", "- do:"),
        (ORDERING, "- id: move\n        do: Move it from `Open`", "- do: Review the Order in it"),
        (ORDERING, "- id: check-issues\n        do: Check that", "- do: Move"),
    )
    assert cures(data) == [
        "write id: review-the-order",
        "write id: review-the-order-2",
        "write id: move-the-automation-made",
    ]


#: What is there -> what a step "Fill it" is told to write beside it.
TAKEN: dict[str, tuple[Any, str]] = {
    "nothing": ({}, "fill-it"),
    "a step": ({"more": [{"id": "fill-it"}]}, "fill-it-2"),
    "two": ({"more": [{"id": "fill-it"}, {"id": "fill-it-2"}]}, "fill-it-3"),
    "an earlier id": ({"more": [{"id": "a", "was": ["fill-it"]}]}, "fill-it-2"),
    "an answer taken out of another": ({"more": [{"take": {"fill-it": "tier"}}]}, "fill-it-2"),
    "what a checklist is for": ({"about": "Fill it"}, "fill-it-2"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_is_taken_is_not_told(what: str) -> None:
    more, name = TAKEN[what]
    (problem,) = with_ids(
        [Problem(("steps", 0), MISSING, "add id: …")],
        {"steps": [{"do": "Fill it"}], **more},
        MISSING,
    )
    assert problem.cure == f"write id: {name}"


@pytest.mark.parametrize("step", [{}, {"do": 3}, {"do": "日本"}, {"do": "!"}])
def test_without_words_the_cure_stays(step: dict[str, Any]) -> None:
    problem = Problem(("steps", 0), MISSING, "add id: …")
    assert list(with_ids([problem], {"steps": [step]}, MISSING)) == [problem]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Look at [the Order](artefact:order), and more", "look-at-the-order"),
        ("Open the `door` of {{guest}}", "open-the-door"),
        ("2 cups of tea", "cups-of-tea"),
        ("Broken {{ braces", "broken-braces"),
        ("To the", "to"),
    ],
)
def test_words_of_an_id(words: str, name: str) -> None:
    problem = Problem(("steps", 0), MISSING, "")
    (found,) = with_ids([problem], {"steps": [{"do": words}]}, MISSING)
    assert found.cure == f"write id: {name}"


def test_other_problems_stay_as_they_are() -> None:
    other = Problem(("steps", 0), "'do' is missing", "add do: …")
    assert list(with_ids([other], {"steps": [{"title": "A"}]}, MISSING)) == [other]
