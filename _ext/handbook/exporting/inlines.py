"""One line of text as Markdown that every parser reads alike (CommonMark, and GitHub's)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from handbook.exporting.words import waived
from handbook.model.handbook import Handbook
from handbook.model.sop import Waiver
from handbook.model.text import (
    Blank,
    Code,
    Emphasis,
    Inline,
    Leaf,
    Link,
    Mention,
    Plain,
    Strong,
    TextError,
    check_url,
)

#: What would mean something anywhere; an underscore between letters means nothing.
_SPECIAL = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
#: What would mean something where a line begins: headings, lists, quotes, rules.
_START = re.compile(r"(?P<mark>#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+(?=\s*$)|-(?=-*\s*$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def _nowhere(*_: str) -> None:
    """Lead nowhere."""


@dataclass(frozen=True)
class Addresses:
    """Where links lead; each answers None where there is nothing to lead to."""

    #: Kind and id of what the handbook knows.
    thing: Callable[[str, str], str | None] = _nowhere
    #: What else a page may link to: ``../delivery.md``, ``#delivery:asana``.
    page: Callable[[str], str | None] = _nowhere
    #: The path of a picture.
    picture: Callable[[str], str | None] = _nowhere


@dataclass(frozen=True)
class Inlines:
    """Writes text. ``labels`` maps the ids of fields to what stands for their answers."""

    handbook: Handbook
    labels: Mapping[str, str]
    addresses: Addresses

    def text(self, parts: Iterable[Inline]) -> str:
        """Return a text as Markdown."""
        return "".join(map(self._part, parts))

    def _part(self, part: Inline) -> str:
        match part:
            case Plain() | Blank():
                return escaped(self.leaf(part))
            case Code(leaves):
                return code(self.leaves(leaves))
            case Emphasis(inner):
                return f"*{self.text(inner)}*"
            case Strong(inner):
                return f"**{self.text(inner)}**"
            case Link(url, inner):
                return self.link(self.text(inner), url)
            case Mention(kind, name, inner):
                return self.mention(kind, name, self.text(inner))

    def leaf(self, leaf: Leaf) -> str:
        """Return plain words, or the label of an answer in square brackets; not escaped."""
        if isinstance(leaf, Plain):
            return leaf.text
        return f"[{self.labels.get(leaf.field, leaf.field)}]"

    def leaves(self, leaves: Iterable[Leaf]) -> str:
        """Return leaves as they stand in code."""
        return "".join(map(self.leaf, leaves))

    def link(self, words: str, url: Iterable[Leaf]) -> str:
        """Return ``words`` as a link; beside them the address, where it waits for answers."""
        leaves = tuple(url)
        address = self.leaves(leaves)
        if any(isinstance(leaf, Blank) for leaf in leaves):
            return words if words == escaped(address) else f"{words} ({code(address)})"
        try:
            check_url(address)
        except TextError:  # the page says what is wrong with it
            return words
        return linked(words, address)

    def mention(self, kind: str, name: str, words: str = "") -> str:
        """Return a link to a thing; without ``words`` it says the thing's title."""
        said = words or escaped(self.handbook.title(kind, name) or name)
        address = self.addresses.thing(kind, name)
        return linked(said, address) if address else said

    def person(self, name: str) -> str:
        """Return a link to a role or a team."""
        return self.mention(self.handbook.person(name), name)

    def waiver(self, sop_id: str, waiver: Waiver) -> str:
        """Return a line about advice that an SOP does not follow, and why not."""
        step = f" Step: {self.mention('step', f'{sop_id}.{waiver.step}')}" if waiver.step else ""
        return f"{escaped(waived(waiver))}{self.text(waiver.why.parts)}{step}"


def escaped(words: str) -> str:
    """Return plain words so that none of their characters means anything."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", words)


def begun(line: str) -> str:
    """Return a line of escaped text so that neither its beginning means anything."""
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _START.match(line) else line


def code(words: str) -> str:
    """Return words as code, whatever backticks they hold."""
    words = " ".join(words.split("\n"))
    fence = _fence(words, 1)
    pad = " " if words[:1] in ("`", " ") or words[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def fenced(text: str, language: str = "") -> list[str]:
    """Return the lines of a text to be read letter by letter."""
    fence = _fence(text, 3)
    return [f"{fence}{language}", *text.rstrip("\n").split("\n"), fence]


def linked(words: str, address: str) -> str:
    """Return ``words``, which are Markdown, as a link."""
    return f"[{words}]({destination(address)})"


def destination(address: str) -> str:
    """Return an address as it stands in the brackets of a link."""
    safe = _ENTITY.sub("&amp;", address.replace("<", "%3C").replace(">", "%3E"))
    return f"<{safe}>" if re.search(r"[()\s]", safe) else safe


def _fence(words: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    return "`" * (longest + 1 if longest >= least else least)
