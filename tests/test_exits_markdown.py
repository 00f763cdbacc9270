"""What people wrote sets nothing off: a checklist's Markdown as two parsers of Markdown read it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

from handbook.exporting.inert import inert
from support.browser import driver
from support.markdown import by_github
from support.paths import ROOT

PRINTER = ROOT / "tests" / "js" / "exits-payloads.js"
ADDRESS = "https://handbook.example/sops/ordering.html"

PARSERS: dict[str, Callable[[str], str]] = {
    "markdown-it": MarkdownIt("commonmark")
    .enable(["table", "strikethrough"])
    .use(tasklists_plugin)
    .render,
    "github": by_github,
}

#: What we write ourselves; anything else came of what people wrote.
OURS = {"h1", "h2", "ul", "li", "p", "strong", "code", "br", "blockquote", "a", "input"}
#: What is left of a text that stands alone.
ALONE = {"p", "code", "br"}

#: What GitHub looks for in the text that is left of Markdown, outside code.
LIVE = re.compile(
    r"@\w|#\w|\bGH-\d|[a-z]://\w|(?<![a-z0-9])www\.\w|\w@\w+\.\w|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)
#: What bots look for in the raw text.
COMMAND = re.compile(r"^\s*/\w", re.MULTILINE)
MENTION = re.compile(r"@\w")
MAIL = re.compile(r"`[\w.+-]+@[\w.-]+`")


class Page(HTMLParser):
    """Reads HTML: its elements, its words in and out of code, its comments, its tasks."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.comments: list[tuple[str, int]] = []
        self.words: list[str] = []
        self.bare: list[str] = []
        self.boxes: list[bool] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag == "input":
            self.boxes.append("checked" in dict(attrs))
        if tag not in ("br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "input"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "code" not in self.open and "a" not in self.open:
            self.bare.append(data)
        else:
            self.bare.append("\0")

    def handle_comment(self, data: str) -> None:
        self.comments.append((data.strip(), self.open.count("ul") - 1))


def squeezed(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def printed() -> dict[str, list[dict[str, Any]]]:
    """What the scripts make of every payload in every place."""
    ran = subprocess.run(
        [driver(), PRINTER], capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    found: dict[str, list[dict[str, Any]]] = json.loads(ran.stdout)
    assert len(found["cases"]) == 40 * 4
    return found


@pytest.mark.parametrize("parser", PARSERS)
def test_a_checklist_reads_back_as_the_same_steps(parser: str, printed: dict[str, Any]) -> None:
    for case in printed["cases"]:
        for name in ("markdown", "body"):
            page = Page(PARSERS[parser](case[name]))
            told = (case["place"], case["payload"], name)
            marks = [comment.removeprefix("step: ") for comment, _ in page.comments]
            assert marks == [step for step, _ in case["steps"]], told
            assert [depth for _, depth in page.comments] == [0, 1, 0, 0], told
            assert page.boxes == [done for _, done in case["steps"]], told


@pytest.mark.parametrize("parser", PARSERS)
def test_what_people_wrote_is_shown_and_does_nothing(parser: str, printed: dict[str, Any]) -> None:
    for case in printed["cases"]:
        for name in ("markdown", "body"):
            page = Page(PARSERS[parser](case[name]))
            told = (case["place"], case["payload"], name)
            assert set(page.tags) <= OURS, told
            assert page.links == [ADDRESS], told
            assert page.tags.count("h1") == (name == "markdown"), told
            assert page.tags.count("h2") == 2, told
            assert not LIVE.search("".join(page.bare)), told
            assert squeezed(case["payload"]) in squeezed("".join(page.words)), told


def test_bots_that_read_the_raw_text_find_nothing(printed: dict[str, Any]) -> None:
    for case in printed["cases"]:
        for name in ("markdown", "body", "alone"):
            assert not COMMAND.search(case[name]), case
            assert not MENTION.search(MAIL.sub("", case[name])), case
            assert case[name].count("<!--") == (0 if name == "alone" else len(case["steps"])), case
        assert not COMMAND.search(case["title"]), case
        assert not re.search(r"(?<![\w.+-])@\w", case["title"]), case


@pytest.mark.parametrize("parser", PARSERS)
def test_a_text_alone_is_shown_and_does_nothing(parser: str, printed: dict[str, Any]) -> None:
    for case in printed["cases"] + printed["mixed"]:
        page = Page(PARSERS[parser](case["alone"]))
        assert set(page.tags) <= ALONE, case
        assert page.comments == [], case
        assert not LIVE.search("".join(page.bare)), case
        assert squeezed("".join(page.words)) == squeezed("".join(case["lines"])), case


@pytest.mark.parametrize("parser", PARSERS)
def test_the_data_in_a_line_is_shown_and_does_nothing(parser: str, printed: dict[str, Any]) -> None:
    texts = {case["payload"] for case in printed["cases"]}
    texts |= {" ".join(case["lines"]) for case in printed["mixed"]}
    assert len(texts) > 2000
    for text in texts:
        page = Page(PARSERS[parser](f"- [ ] **Step 1 added**: “{inert(text)}”"))
        assert set(page.tags) <= {"ul", "li", "input", "strong", "code"}, text
        assert not LIVE.search("".join(page.bare)), text
        assert squeezed(text) in squeezed("".join(page.words)), text


def test_what_hides_or_turns_the_data_is_gone() -> None:
    assert inert(" a\u202eb\u2066c\u200bd\ufeffe\x00f\x7fg\x9bh\n\ti ") == "abcdefgh i"
