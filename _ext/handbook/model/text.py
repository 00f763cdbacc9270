"""Text in YAML as a small inline tree that every face of the handbook can draw.

One parser serves pages, exports and checks, so a word means the same everywhere.
The syntax is Markdown's inline part: ``code``, emphasis, strong, links, and
backslash escapes. ``{{field}}`` is a placeholder for an answer. Raw HTML is not
part of it and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from handbook.model.problem import shown

#: What a link may name: ``kind:id``; a step is ``step:sop-id.step-id``.
KINDS = ("stage", "team", "role", "system", "artefact", "agreement", "term", "sop", "step")

#: The address schemes that data may link to. Everything else is refused.
SCHEMES = ("https", "http", "mailto")
#: How MyST spells links to pages, files and labels, beside relative ones.
_INSIDE = ("project", "path", "inv")

_PLACEHOLDER = re.compile(r"\\\{\{|\{\{\s*([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\s*\}\}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NEEDS_PARSER = re.compile(r"[\\`*_\[{&\n]")
#: A link to a thing, whose words are only words.
_MENTION = re.compile(rf"\[([^\\`*_\[\]{{}}&<>\n]*)\]\(({'|'.join(KINDS)}):([a-z0-9.-]+)\)")
_MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape", "entity"])
# The addresses are checked here, and a placeholder inside one must survive as written.
_MARKDOWN.normalizeLink = lambda url: url  # type: ignore[method-assign]
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]


class TextError(ValueError):
    """Text that cannot be shown: what is wrong with it, and the cure."""

    def __init__(self, message: str, cure: str) -> None:
        super().__init__(f"{message} · {cure}")
        self.message = message
        self.cure = cure


class Piece:
    """A part of a text that is kept between builds.

    Python's own way to keep a frozen class with slots runs code for each; there are sixty
    thousand in a thousand SOPs.
    """

    __slots__ = ()
    __dataclass_fields__: ClassVar[Mapping[str, object]]

    def __reduce__(self) -> tuple[type[Piece], tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in self.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Plain(Piece):
    """Words as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank(Piece):
    """A placeholder: the place where the answer to a field will stand."""

    field: str


Leaf = Plain | Blank


@dataclass(frozen=True, slots=True)
class Code(Piece):
    """Something to type or look for, letter by letter."""

    parts: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Emphasis(Piece):
    """Stressed words."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong(Piece):
    """Important words."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link(Piece):
    """A link to an address outside the handbook."""

    url: tuple[Leaf, ...]
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Mention(Piece):
    """A link to something the handbook knows; without words it shows its title."""

    kind: str
    id: str
    parts: tuple[Inline, ...]


Inline = Plain | Blank | Code | Emphasis | Strong | Link | Mention


@dataclass(frozen=True, slots=True)
class Marked:
    """Markdown with its placeholders taken out and replaced by words of letters only.

    Letters pass through any Markdown parser unharmed, inside code and addresses too,
    where braces would be escaped.
    """

    text: str
    stem: str
    leaves: tuple[Leaf, ...]

    def split(self, text: str) -> tuple[Leaf, ...]:
        """Return ``text`` with every mark turned back into what it stood for."""
        if self.stem not in text:
            return (Plain(text),) if text else ()
        parts = re.split(f"{self.stem}([0-9]+)z", text)
        found: list[Leaf] = []
        for position, part in enumerate(parts):
            leaf: Leaf = self.leaves[int(part)] if position % 2 else Plain(part)
            if isinstance(leaf, Plain) and found and isinstance(found[-1], Plain):
                found[-1] = Plain(found[-1].text + leaf.text)
            elif leaf != Plain(""):
                found.append(leaf)
        return tuple(found)


def mark(text: str) -> Marked:
    r"""Take the placeholders out of ``text``; ``\{{`` stands for two literal braces.

    Raises `TextError` for braces that are neither.
    """
    # One letter more than whatever looks like it in the text.
    stem = max(["blank", *(found + "q" for found in re.findall("blankq*", text))], key=len)
    leaves: list[Leaf] = []

    def note(match: re.Match[str]) -> str:
        leaves.append(Blank(match[1]) if match[1] else Plain("{{"))
        return f"{stem}{len(leaves) - 1}z"

    marked = _PLACEHOLDER.sub(note, text)
    if "{{" in marked:
        start = marked.index("{{")
        what = f"'{shown(marked[start : start + 24])}' is not a placeholder"
        raise TextError(what, "write {{field-id}}, or \\{{ for the braces")
    return Marked(marked, stem, tuple(leaves))


def parse(source: str) -> tuple[Inline, ...]:
    """Return the inline tree of one paragraph of Markdown.

    Raises `TextError` for a malformed placeholder or a link that is not allowed.
    """
    if found := _at_once(source.strip()):
        return found
    marked = mark(" ".join(source.split("\n")).strip())
    tokens = _MARKDOWN.parseInline(marked.text)[0].children or []
    return tuple(_inlines(iter(tokens), marked))


def _at_once(text: str) -> tuple[Inline, ...]:
    """Return the tree of words and mentions alone, as most texts are; nothing of any other.

    A parser, which makes the same of them, takes seven times as long.
    """
    found: list[Plain | Mention] = []
    end = 0
    for mention in _MENTION.finditer(text):
        words, kind, name = mention.groups()
        found.append(Plain(text[end : mention.start()]))
        found.append(Mention(kind, name, (Plain(words),) if words else ()))
        end = mention.end()
    found.append(Plain(text[end:]))
    if any(isinstance(part, Plain) and _NEEDS_PARSER.search(part.text) for part in found):
        return ()
    return tuple(part for part in found if part != Plain("")) or (Plain(""),)


def check_url(url: str) -> None:
    """Raise `TextError` unless ``url`` is an address that data may link to."""
    if not url.isprintable() or " " in url or "\\" in url:
        what = f"the address '{shown(url)}' holds a space, a control character or a backslash"
        raise TextError(what, "write the address as the browser shows it")
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no IP address
        parts = SplitResult("", "", "", "", "")
    if "@" in parts.netloc:
        what = f"the address '{shown(url)}' has a name before the @, which looks like a host"
        raise TextError(what, "leave out what is before the @")
    whose = parts.path if parts.scheme == "mailto" else parts.netloc
    if parts.scheme not in SCHEMES or not whose:
        kinds = ", ".join(f"{kind}:" for kind in KINDS)
        raise TextError(
            f"'{shown(url)}' is not an address the handbook links to",
            f"start it with https://, http:// or mailto:; inside the handbook, with one of {kinds}",
        )


def check_target(target: str) -> None:
    """Raise `TextError` unless MyST may link to ``target``.

    That is an address that data may link to, a thing that the handbook knows, a page or a label.
    """
    found = _SCHEME.match(target)
    inside = found[1] in (*KINDS, *_INSIDE) if found else not target.startswith("//")
    if not inside or not target.isprintable() or "\\" in target:
        check_url(target)


def check_picture(address: str) -> None:
    """Raise `TextError` unless ``address`` is that of a picture in the handbook."""
    if _SCHEME.match(address) or address.startswith("//") or "\\" in address:
        raise TextError(f"the image {shown(address)} is on another host", "put it into images/")


def _inlines(tokens: Iterator[Token], marked: Marked, until: str = "") -> Iterator[Inline]:
    for token in tokens:
        if token.type == until:
            return
        if token.type == "code_inline":
            yield Code(marked.split(token.content))
        elif token.type == "em_open":
            yield Emphasis(tuple(_inlines(tokens, marked, "em_close")))
        elif token.type == "strong_open":
            yield Strong(tuple(_inlines(tokens, marked, "strong_close")))
        elif token.type == "link_open":
            parts = tuple(_inlines(tokens, marked, "link_close"))
            yield _link(str(token.attrs["href"]), parts, marked)
        else:
            yield from marked.split(token.content)


def _link(target: str, parts: tuple[Inline, ...], marked: Marked) -> Link | Mention:
    url = marked.split(target)
    written = "".join(
        leaf.text if isinstance(leaf, Plain) else f"{{{{{leaf.field}}}}}" for leaf in url
    )
    kind, _, name = written.partition(":")
    if kind in KINDS:
        return Mention(kind, name, parts)
    check_url(written)
    return Link(url, parts or url)


def walk(parts: Iterable[Inline]) -> Iterator[Inline]:
    """Yield every inline of the tree, parents before their children."""
    for part in parts:
        yield part
        match part:
            case Link(url, children):
                yield from url
                yield from walk(children)
            case Code(children):
                yield from children
            case Emphasis(children) | Strong(children) | Mention(_, _, children):
                yield from walk(children)


def plain(parts: Iterable[Inline]) -> str:
    """Return the words alone; a placeholder stands as its field's id in square brackets."""
    words: list[str] = []
    for part in parts:
        match part:
            case Plain(text):
                words.append(text)
            case Blank(field):
                words.append(f"[{field}]")
            case Link() | Code() | Emphasis() | Strong() | Mention():
                words.append(plain(part.parts))
    return "".join(words)
