"""Details of steps are MyST, and still cannot bring in what a page must not hold."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.reading.load import load
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
    "in-a-paragraph": ("Words.\n\nMore.\nAnd <i>evil</i> words.", 3, RAW),
    "in-a-list": ("- one\n- <u>evil</u>", 1, RAW),
    "in-a-table": ("| a | b |\n| --- | --- |\n| 1 | <s>evil</s> |", 2, RAW),
    "in-a-csv-table": ("```{csv-table}\n1,2\n3,<s>evil</s>\n```", 2, RAW),
    "in-a-dropdown": (":::{dropdown} More\nWords.\n\n<p>evil</p>\n:::", 3, RAW),
    "under-options": (":::{dropdown} More\n:open:\n\nWords.\n\n<p>evil</p>\n:::", 5, RAW),
    "image-in-html": ("<img src='https://evil.example/x.png'>", 0, RAW),
    "comment-in-html": ("Words.\n\n<!--> <script>evil()</script> -->", 2, RAW),
    "raw": ("Words.\n\n```{raw} html\n<b>evil</b>\n```", 2, "{raw}"),
    "raw-inside": ("::::{note}\n:::{raw} html\n<b>evil</b>\n:::\n::::", 1, "{raw}"),
    "rst": ("```{eval-rst}\n.. raw:: html\n\n   <b>evil</b>\n```", 0, "{eval-rst}"),
    "include": ("```{include} /index.md\n```", 0, "{include}"),
    "literal-include": ("```{literalinclude} /conf.py\n```", 0, "{literalinclude}"),
    "csv-file": ("```{csv-table} x\n:file: x.csv\n```", 0, "{csv-table} brings in another"),
    "csv-url": ("```{csv-table} x\n:url: https://evil.example/\n```", 0, "{csv-table} brings in"),
    "unknown-directive": ("Words.\n\n```{kettledrum} boom\n```", 2, "kettledrum"),
    "unknown-role": ("Words {kettledrum}`boom`.", 0, "kettledrum"),
    "ftp": ("[evil](ftp://evil.example/)", 0, "ftp://evil.example/"),
    "ftp-that-waits": ("[evil](ftp://evil.example/{{guest}})", 0, "ftp://evil.example/"),
    "javascript": ("Words.\n[words](javascript:evil)", 1, "javascript:evil"),
    "javascript-in-brackets": ("<javascript:evil>", 0, "javascript:evil"),
    "javascript-defined": ("Words.\n\n[words]\n\n[words]: javascript:evil", 2, "javascript:evil"),
    "javascript-of-a-card": ("```{card} x\n:link: javascript:evil\n```", 0, "javascript:evil"),
    "javascript-of-a-button": ("```{button-link} javascript:evil\n```", 0, "javascript:evil"),
    "javascript-of-a-picture": (
        "```{image} /images/cup.png\n:target: javascript:evil\n```", 0, "javascript:evil"),
    "data": ("[words](data:text/html,x)", 0, "data:text/html"),
    "another-host": ("[words](//evil.example/x)", 0, "//evil.example/x"),
    "remote-image": ("Words.\n\n![evil](https://evil.example/x.png)", 2, "another host"),
    "remote-figure": ("```{figure} https://evil.example/x.png\nwords\n```", 0, "another host"),
    "schemeless-image": ("![words](//evil.example/x.png)", 0, "another host"),
    "too-deep": (
        "\n".join(":" * (20 - n) + "{note}" for n in range(12)), 9, "nested too deep"),
    # What only a build can know.
    "file-of-elsewhere": ("Words.\n\n[words](/conf.py)", 2, "'/conf.py' is not in images/"),
    "download": ("{download}`words </conf.py>`", 0, "'/conf.py' is not in images/"),
    "picture-of-elsewhere": ("![words](/../x.png)", 0, "'/../x.png' is not in images/"),
}  # fmt: skip
#: Those that the data check cannot tell.
BUILD_ONLY = {
    "unknown-directive", "unknown-role", "file-of-elsewhere", "download", "picture-of-elsewhere",
}  # fmt: skip
#: Details that are fine, and words of theirs; HTML where it is only shown.
KEPT = {
    "address-in-code": ("Type `[a](javascript:b)`.", "Type [a](javascript:b)."),
    "mail": ("Write to [them](mailto:a@fine.example).", "Write to them."),
    "page": ("See [the words](../words.md).", "See the words."),
    "label": ("See [brewing](#stage:brewing).", "See brewing."),
    "picture": ("Look:\n\n![A cup](/images/cup.png)\n\nSo.", "So."),
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


@pytest.fixture(scope="module")
def found(built: Built) -> Mapping[str, str]:
    """What is found in each data file without building."""
    return {finding.file: str(finding) for finding in load(built.app.srcdir).findings}


def page(built: Built, name: str) -> Element:
    return parse(built.read(f"sales-operations/sops/{name}.html"))


def shown(built: Built, name: str) -> Element:
    """Return what the details of the first step stand in, alone."""
    body = next(page(built, name).find(kind="sop-details")).parent
    assert body
    return body


@pytest.mark.trust("hostile pull requests", "what details of a step hold")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_at_its_line(built: Built, name: str) -> None:
    _, line, said = REFUSED[name]
    told = [warning for warning in built.warnings if f"/{name}.yaml:" in warning]
    assert told, "nothing is said"
    for warning in told:
        place = re.match(rf".*/{name}\.yaml:(\d+)(:7)?:", warning)
        assert place, warning
        assert int(place[1]) == FIRST + line, warning
    assert any(said in warning for warning in told), told


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - BUILD_ONLY))
def test_what_is_refused_is_told_without_a_build(found: Mapping[str, str], name: str) -> None:
    assert REFUSED[name][2] in found[at(name)]


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
