"""Read Markdown with two parsers that know nothing of each other: markdown-it, and GitHub's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

_COMMON = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MARKED = re.compile(r"\s*step: (\S+)\s*")


def by_markdown_it(markdown: str) -> str:
    """Return the HTML that markdown-it makes of Markdown."""
    return str(_COMMON.render(markdown))


def by_github(markdown: str) -> str:
    """Return the HTML that GitHub's parser makes of Markdown, comments and all."""
    return str(github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))


PARSERS: dict[str, Callable[[str], str]] = {"markdown-it": by_markdown_it, "github": by_github}


class Told(NamedTuple):
    """A step as a list tells it: its id, its words, how deep it is, its number if it has one."""

    id: str
    words: str
    depth: int
    number: int | None


class _Reader(HTMLParser):
    """Collects links, pictures and words; and of each list item its first words and its mark."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.steps: list[Told] = []
        self.boxes = 0
        self.links: list[str] = []
        self.words: list[str] = []
        self.lists: list[int | None] = []
        self.items: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("ol", "ul"):
            self.lists.append(int(given.get("start", 1)) - 1 if tag == "ol" else None)
        elif tag == "li":
            here = self.lists[-1]
            self.lists[-1] = None if here is None else here + 1
            self.items.append([])
        elif tag == "input":
            self.boxes += 1
        self.links += [given[key] for key in ("href", "src") if key in given]

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.lists.pop()
        elif tag == "li":
            self.items.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.items:
            self.items[-1].append(data)

    def handle_comment(self, data: str) -> None:
        if found := _MARKED.fullmatch(data):
            words = " ".join("".join(self.items[-1]).split()).removeprefix("[ ] ")
            depth = len(self.lists) - 1
            self.steps.append(Told(found[1], words, depth, self.lists[-1]))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def steps(html: str) -> list[Told]:
    """Return the steps that a parser found, in the order in which they stand."""
    return _read(html).steps


def boxes(html: str) -> int:
    """Return how many boxes to tick there are."""
    return _read(html).boxes


def links(html: str) -> list[str]:
    """Return where links lead and pictures are."""
    return _read(html).links


def words(html: str) -> str:
    """Return what is read, without blanks around it."""
    return "".join(_read(html).words).strip()


def both(markdown: str) -> Iterator[str]:
    """Yield the HTML that each of the parsers makes."""
    for parse in PARSERS.values():
        yield parse(markdown)
