"""MyST blocks as every face parses them, and what in them no page may show.

A build parses them with MyST itself and looks once more at what comes of it; here a mistake is
told where it is written, without Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from handbook.model.problem import shown
from handbook.model.text import KINDS, TextError, check_picture, check_target, mark

PARSER = (
    MarkdownIt("commonmark")
    .enable("table")
    .use(colon_fence_plugin)
    .use(deflist_plugin)
    .use(myst_block_plugin)
    .use(myst_role_plugin)
)
#: What MyST calls the syntax of `PARSER` that it does not have by itself.
EXTENSIONS = frozenset({"colon_fence", "deflist"})
# The addresses are checked here, and a placeholder inside one must survive as written.
PARSER.normalizeLink = lambda url: url  # type: ignore[method-assign]
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]

#: A directive's name and what follows it, and the options that its text begins with.
DIRECTIVE = re.compile(r"\{([^{}\s]+)\}[ \t]*(.*)", re.DOTALL)
OPTIONS = re.compile(
    r"\A(?:---\n.*?^---(?:\n|\Z)|(?:[ \t]*:[\w-]+:[^\n]*(?:\n|\Z))+)", re.DOTALL | re.M
)

#: A paragraph in which nothing means anything but its words; most details are one.
_PROSE = re.compile(
    r"[A-Za-z](?:[^\\`*_\[\]{}<>|&~!\s]|&(?!#?\w+;)|!(?!\[)| (?!\s)|\n(?=[A-Za-z]))*"
)
#: A link to a thing by its id, which is looked up elsewhere and needs no parser here.
_PLAIN_MENTION = re.compile(rf"\]\((?:{'|'.join(KINDS)}):[a-z0-9.-]+\)")
#: What raw HTML, a link, a picture, a directive or a role begins with.
_NEEDS_PARSER = re.compile(r"[<{]|\]\(|\]\[|\]:")
#: Directives nested deeper than this are nobody's.
_MAX_DEPTH = 8
#: Directives that bring in other files, or a language in which nothing is checked.
_REFUSED = frozenset({"raw", "include", "literalinclude", "eval-rst"})
#: Directives whose text is shown letter by letter.
_LITERAL = frozenset({"code", "code-block", "sourcecode", "math"})
_FILES = frozenset({"file", "url"})
_OPTION = re.compile(r"[ \t]*:?([\w-]+):[ \t]*(\S.*?)[ \t]*$", re.M)

_Check = Callable[[str], None]
#: Options that hold an address, and directives whose argument is one.
_ADDRESSES: dict[str, _Check] = {
    "target": check_target, "link": check_target, "avatar-link": check_target,
    "avatar": check_picture, "img-top": check_picture, "img-bottom": check_picture,
    "img-background": check_picture,
}  # fmt: skip
_ARGUMENTS: dict[str, _Check] = {
    "image": check_picture, "figure": check_picture, "button-link": check_target,
}  # fmt: skip

#: The line, from 0, what is wrong with it, and the cure.
Misuse = tuple[int, str, str]


def prose(source: str) -> str:
    """Return the one paragraph of plain words that blocks are, as a parser would; else ``""``.

    MyST reads it alike where it is asked for no syntax beyond `EXTENSIONS`.
    """
    text = source.rstrip()
    return text if _PROSE.fullmatch(text) else ""


def misuses(source: str) -> Iterator[Misuse]:
    """Yield what in MyST blocks no page may show.

    Raises `TextError` for a malformed placeholder.
    """
    text = mark(source).text
    if _NEEDS_PARSER.search(_PLAIN_MENTION.sub("]", text)):
        yield from _blocks(text, 0, 0)


def _blocks(text: str, first: int, depth: int) -> Iterator[Misuse]:
    """Yield what is wrong in blocks that begin on line ``first``."""
    if depth > _MAX_DEPTH:
        yield first, "nested too deep", "flatten it"
        return
    line = first
    for token in PARSER.parse(text):
        line = first + token.map[0] if token.map else line
        if token.type == "html_block":
            yield _raw(line)
        elif token.type == "inline":
            yield from _inlines(token, line)
        elif token.type in ("fence", "colon_fence") and (
            found := DIRECTIVE.fullmatch(token.info.strip())
        ):
            yield from _directive(found[1], found[2].strip(), token.content, line, depth)


def _inlines(token: Token, line: int) -> Iterator[Misuse]:
    for child in token.children or ():
        if child.type == "html_inline":
            yield _raw(line)
        elif child.type == "link_open":
            yield from _told(check_target, str(child.attrs["href"]), line)
        elif child.type == "image":
            yield from _told(check_picture, str(child.attrs["src"]), line)
            yield from _inlines(child, line)
        line += child.type in ("softbreak", "hardbreak")


def _directive(name: str, first: str, content: str, line: int, depth: int) -> Iterator[Misuse]:
    if name in _REFUSED:
        yield line, f"{{{shown(name)}}} is not shown", "write the text itself, in Markdown"
        return
    if check := _ARGUMENTS.get(name):
        yield from _told(check, first, line)
    found = OPTIONS.match(content)
    options = found[0] if found else ""
    for key, value in _OPTION.findall(options):
        if key in _FILES:
            yield line, f"{{{shown(name)}}} brings in another file", "write the text itself"
        elif check := _ADDRESSES.get(key):
            yield from _told(check, value.strip("\"'"), line)
    if name not in _LITERAL:
        inner = content[len(options) :]
        yield from _blocks(inner, line + 1 + options.count("\n"), depth + 1)


def _raw(line: int) -> Misuse:
    return line, "raw HTML is not shown", "write it in Markdown"


def _told(check: _Check, address: str, line: int) -> Iterator[Misuse]:
    try:
        check(address)
    except TextError as error:
        yield line, error.message, error.cure
