"""What steps offer: the HTML that scripts rely on, and what other builders say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from handbook.actions import mail_address
from handbook.model.actions import Email
from handbook.model.text import Blank, Plain
from support.build import Built
from support.html import Element, parse

Build = Callable[..., Built]
TEA = "sales-operations/sops/make-tea"


@pytest.fixture(scope="module")
def step(built: Build) -> Element:
    """The step that offers everything."""
    page = parse(built("everything", "html").read(f"{TEA}.html"))
    return page.by_id()["step--make-tea--pour"]


def offered(step: Element, label: str) -> Element:
    """Return the action that says ``label``."""
    kinds = ("sop-action", "sop-copy")
    found = [e for kind in kinds for e in step.find(kind=kind) if label in e.text]
    (action,) = found
    return action


def parts(action: Element) -> dict[str, str]:
    return {pre.attributes["data-part"]: pre.text for pre in action.find("pre", has="data-part")}


def test_a_plain_link_needs_no_more_than_itself(step: Element) -> None:
    action = offered(step, "How to pour")
    assert (action.tag, list(action.attributes)) == ("p", ["class"])
    (link,) = action.find("a")
    assert link.attributes["href"] == "https://pour.example/how"


@pytest.mark.parametrize(
    ("label", "when"),
    [
        ("Open the shop", {"field": "a-choice", "is": "strong"}),
        ("A note for the tray", {"field": "a-number", "is": 4}),
        ("Call the guests", {"field": "leaf", "is": "oolong"}),
        ("Ask for a pot", {"field": "a-person", "is": "Bo"}),
        ("Write to the shop", None),
        ("Tell of a leak", None),
    ],
)
def test_a_condition_is_there_as_words_and_as_data(step: Element, label: str, when: object) -> None:
    action = offered(step, label)
    held = action.attributes.get("data-when")
    assert (json.loads(held) if held else None) == when
    said = [words.text for words in action.find(kind="sop-only")]
    assert len(said) == (when is not None)
    assert all(words.startswith("Only if “") for words in said)


@pytest.mark.parametrize(
    ("label", "waits"),
    [
        ("Open the shop", True),
        ("A note for the tray", True),
        ("Call the guests", False),
        ("Write to the shop", True),
        ("Ask for a pot", True),
        ("Tell of a leak", False),
    ],
)
def test_what_waits_for_answers_has_a_place_to_say_so(
    step: Element, label: str, waits: bool
) -> None:
    missing = list(offered(step, label).find("p", kind="sop-missing"))
    assert len(missing) == waits
    assert all("hidden" in place.attributes for place in missing)


def test_an_issue_is_a_plain_link_and_its_text(step: Element) -> None:
    action = offered(step, "Ask for a pot")
    assert action.classes == ["sop-action", "sop-issue"]
    assert action.attributes["data-repository"] == "tea-house/kitchen"
    assert action.attributes["data-template"] == "new-pot.yaml"
    (link,) = action.find("a")
    assert link.attributes["href"] == (
        "https://github.com/tea-house/kitchen/issues/new?template=new-pot.yaml"
    )
    (folded,) = action.find("details", kind="sop-issue-text")
    assert parts(folded) == {
        "title": "A pot for Guest",
        "pot-table": "| Leaf | | --- | | Kind of leaf , Level |",
    }
    assert [b.attributes["data-field"] for b in action.find(kind="sop-blank")] == [
        "guest", "leaf", "level",
    ]  # fmt: skip
    without = offered(step, "Tell of a leak")
    assert "data-template" not in without.attributes
    assert parts(without) == {"title": "The pot leaks", "body": "Wipe the <table>."}


def test_an_e_mail_is_a_draft(step: Element) -> None:
    action = offered(step, "Call the guests")
    (link,) = action.find("a")
    address = urlsplit(link.attributes["href"])
    assert (address.scheme, address.path) == ("mailto", "guests@tea.example")
    assert parse_qs(address.query) == {
        "subject": ["Tea & more"],
        "body": ["It is on the table.\r\nHurry."],
    }
    assert list(parts(action)) == ["to", "subject", "body"]


def test_an_e_mail_that_waits_is_no_link(step: Element) -> None:
    action = offered(step, "Write to the shop")
    assert list(action.find("a")) == []
    (later,) = action.find(has="data-address")
    assert later.attributes["data-address"] == (
        "mailto:{{an-email}}?subject=Leaves%20for%20{{guest}}&body=We%20need%0D%0A{{leaf}}."
    )


def test_nothing_written_in_an_e_mail_reaches_beyond_its_part() -> None:
    action = Email.model_validate(
        {
            "email": "a@b.example",
            "subject": "x&bcc=c@d.example #1",
            "body": r"\{{y}} ü",
            "label": "L",
        }
    )
    assert mail_address(action) == (
        Plain("mailto:"), Plain("a@b.example"),
        Plain("?subject="), Plain("x%26bcc%3Dc%40d.example%20%231"),
        Plain("&body="), Plain("%7B%7By%7D%7D%20%C3%BC"),
    )  # fmt: skip
    waiting = Email.model_validate({"email": "{{x}}", "subject": "s", "label": "L"})
    assert mail_address(waiting)[1] == Blank("x")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "singlehtml"])
def test_other_builders_say_all_of_it(built: Build, builder: str) -> None:
    outdir: Path = built("everything", builder).outdir
    suffix = {"text": "txt", "latex": "tex", "man": "7", "epub": "xhtml", "singlehtml": "html"}
    files = [path.read_text(encoding="utf-8") for path in outdir.rglob(f"*.{suffix[builder]}")]
    raw = "\n".join(files)
    text = " ".join(
        raw.replace(r"\sphinxhyphen{}", "-").replace(r"\-", "-").replace(r"\&", "&").split()
    )
    for words in ("Call the guests", "It is on the table.", "Ask for a pot", "pot-table", "Hurry."):
        assert words in text, words
    assert "sop-missing" not in text
