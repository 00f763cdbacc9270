"""Details of steps are MyST, and still cannot bring in what a page must not hold."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from support.build import Built, build
from support.html import Element, parse
from support.trees import add_sop, copy_tree

HEAD = """\
title: {title}
stage: brewing
done_by: tea-maker
about: Guest
purpose: To be refused.
source: draft
steps:
  - id: first
    do: Do it
    details: |
"""
#: Where the first line of the details stands.
FIRST = len(HEAD.splitlines()) + 1

RAW = "raw HTML is not shown"
#: name -> details, the line of them that is told of (from 0), and what is said.
REFUSED: dict[str, tuple[str, int, str]] = {
    "block-html": ("Words.\n\n<div class='x'>evil</div>\n\nMore.", 2, RAW),
    "script": ("<script>evil()</script>", 0, RAW),
    "inline-html": ("Words <b onclick='evil()'>evil</b> words.", 0, RAW),
    "in-a-paragraph": ("Words.\n\nMore.\nAnd <i>evil</i> words.", 2, RAW),  # where that begins
    "in-a-list": ("- one\n- <u>evil</u>", 1, RAW),
    "in-a-table": ("| a | b |\n| --- | --- |\n| 1 | <s>evil</s> |", 2, RAW),
    "in-a-dropdown": (":::{dropdown} More\nWords.\n\n<p>evil</p>\n:::", 3, RAW),
    "image-in-html": ("<img src='https://evil.example/x.png'>", 0, RAW),
    "raw": ("Words.\n\n```{raw} html\n<b>evil</b>\n```", 2, "raw"),
    "include": ("```{include} /index.md\n```", 0, "include"),
    "literal-include": ("```{literalinclude} /conf.py\n```", 0, "insertion disabled"),
    "csv-file": ("```{csv-table} x\n:file: x.csv\n```", 0, "csv-table"),
    "csv-url": ("```{csv-table} x\n:url: https://evil.example/\n```", 0, "csv-table"),
    "unknown-directive": ("Words.\n\n```{kettledrum} boom\n```", 2, "kettledrum"),
    "unknown-role": ("Words {kettledrum}`boom`.", 0, "kettledrum"),
    "ftp": ("[evil](ftp://evil.example/)", 0, "ftp://evil.example/"),
    "remote-image": ("Words.\n\n![evil](https://evil.example/x.png)", 2, "another host"),
    "remote-figure": ("```{figure} https://evil.example/x.png\nwords\n```", 0, "another host"),
    "schemeless-image": ("![words](//evil.example/x.png)", 0, "not readable"),
}
#: Details that are fine, and words of theirs; HTML where it is only shown.
KEPT = {
    "javascript": ("[words](javascript:alert)", "[words](javascript:alert)"),
    "data": ("[words](data:text/html,x)", "[words](data:text/html,x)"),
    "comment": ("Words.\n\n% nobody reads this: evil\n\nMore words.", "More words."),
    "html-in-code": ("Write `<b>` here.", "Write <b> here."),
    "html-in-a-block": ("```html\n<b>bold</b>\n```", "<b>bold</b>"),
    "less-than": ("If 1 < 2, go on.", "If 1 < 2, go on."),
    "escaped": (r"Write \<b> here.", "Write <b> here."),
    "entity": ("Tea &amp; cake.", "Tea & cake."),
    "autolink": ("See <https://fine.example/>.", "See https://fine.example/."),
    "blank-in-text": ("For {{guest}}.", "For Guest."),
    "blank-in-code": ("Type `a {{guest}} b`.", "Type a Guest b."),
    "blank-in-a-block": ("```text\nDear {{guest}},\n```", "Dear Guest,"),
    "blank-in-a-link": ("See [the page](https://fine.example/{{guest}}/x).", "See the page."),
    "blank-in-words-of-a-link": (
        "See [the page of {{guest}}](https://fine.example/).",
        "See the page of Guest.",
    ),
    "blank-in-a-mention": ("See [what {{guest}} drinks](system:pantry).", "See what Guest drinks."),
    "blank-in-emphasis": ("See **{{guest}}** and *{{guest}}*.", "See Guest and Guest."),
    "blank-in-a-table": ("| {{guest}} |\n| --- |\n| {{guest}}s |", "Guest Guests"),
    "literal-braces": (r"Write \{{guest}} here.", "Write {{guest}} here."),
}


def at(name: str) -> str:
    return f"_data/sops/{name}.yaml"


def add(root: Path, name: str, details: str) -> None:
    add_sop(root, name, HEAD.format(title=name) + textwrap.indent(details, " " * 6) + "\n")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every example, an SOP each, built at once."""
    root = copy_tree("everything", tmp_path_factory.mktemp("details") / "source")
    for name, (details, _, _) in REFUSED.items():
        add(root, name, details)
    for name, (details, _) in KEPT.items():
        add(root, name, details)
    return build(root, "html", root.parent / "out", parallel=2)


def page(built: Built, name: str) -> Element:
    return parse(built.read(f"sales-operations/sops/{name}.html"))


def shown(built: Built, name: str) -> Element:
    return next(page(built, name).find("div", kind="sop-details"))


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_at_its_line(built: Built, name: str) -> None:
    _, line, said = REFUSED[name]
    told = [warning for warning in built.warnings if f"/{name}.yaml:" in warning]
    assert told, "nothing is said"
    for warning in told:
        place = warning.partition(": WARNING")[0].partition(": ERROR")[0]
        assert place.endswith(f"{at(name)}:{FIRST + line}"), warning
    assert any(said in warning for warning in told), told


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_not_on_the_page(built: Built, name: str) -> None:
    for part in page(built, name).walk():
        if part.inside("main"):
            assert not [key for key in part.attributes if key.startswith("on")]
            data = part.attributes.get("type") == "application/json"  # never run
            assert data or part.tag not in ("script", "iframe", "object", "embed")
            for key in ("src", "href"):
                address = part.attributes.get(key, "")
                assert "//evil" not in address
                assert not address.startswith(("javascript:", "data:", "ftp:"))


@pytest.mark.parametrize("name", KEPT)
def test_what_is_fine_is_shown(built: Built, name: str) -> None:
    assert KEPT[name][1] in shown(built, name).text


def test_what_is_fine_is_not_told(built: Built) -> None:
    assert [told for told in built.warnings for name in KEPT if f"/{name}." in told] == []


@pytest.mark.parametrize("name", ["javascript", "data"])
def test_what_runs_a_script_is_no_link(built: Built, name: str) -> None:
    assert list(shown(built, name).find("a", has="href")) == []


def test_a_comment_is_not_shown(built: Built) -> None:
    assert "evil" not in built.read("sales-operations/sops/comment.html")


def test_a_link_that_waits_for_an_answer_is_no_link_yet(built: Built) -> None:
    assert list(shown(built, "blank-in-a-link").find("a", has="href")) == []


def test_words_of_a_link_may_hold_a_blank(built: Built) -> None:
    (link,) = shown(built, "blank-in-words-of-a-link").find("a", has="href")
    assert link.attributes["href"] == "https://fine.example/"
    assert [part.text for part in link.find(kind="sop-blank")] == ["Guest"]
    (link,) = shown(built, "blank-in-a-mention").find("a", has="href")
    assert link.attributes["href"].endswith("systems.html#system--pantry")
    assert [part.text for part in link.find(kind="sop-blank")] == ["Guest"]


def test_no_mark_of_a_blank_is_left(built: Built) -> None:
    """While MyST parses, words such as blank0z stand for the placeholders."""
    for name in (*REFUSED, *KEPT):
        assert "blank0" not in built.read(f"sales-operations/sops/{name}.html")
