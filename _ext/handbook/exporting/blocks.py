"""MyST blocks as plain Markdown: what only MyST knows becomes what every parser knows.

Directives turn into their title and their text, roles into their words. What a page refuses,
such as raw HTML, is left out here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.tree import SyntaxTreeNode

from handbook.exporting.inlines import Inlines, begun, code, escaped, fenced, linked
from handbook.model.base import Markdown
from handbook.model.blocks import DIRECTIVE, OPTIONS, PARSER, prose
from handbook.model.text import KINDS, Blank, Leaf, Marked, mark

_TARGET = re.compile(r"(?s)(.*?)\s*<([^<>]+)>")
#: Directives whose text stays as it is, in a language of its own or in the one they name.
_LITERAL = {"code", "code-block", "sourcecode", "parsed-literal", "math", "eval-rst", "csv-table"}
#: Directives that say nothing in words, or that pages refuse.
_SILENT = {"raw", "include", "literalinclude", "toctree", "contents", "only", "meta", "index"}
_PICTURES = {"image", "figure"}
#: Directives whose first words are a title; elsewhere they are settings.
_TITLED = {
    "admonition", "card", "dropdown", "grid-item-card", "rubric", "sidebar", "tab-item", "table",
    "topic",
}  # fmt: skip
_NOTICES = {
    "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip",
    "todo", "warning",
}  # fmt: skip
_NAMES = {"seealso": "See also", "todo": "To do"}
_REFERENCES = {"any", "doc", "ref", "term", "numref", "download"}
_TYPED = {"code", "command", "file", "kbd", "literal", "program", "samp", "guilabel"}


def blocks(inlines: Inlines, markdown: Markdown) -> list[list[str]]:
    """Return MyST as blocks of plain Markdown, each as its lines, for a blank line between them."""
    if words := prose(markdown.source):
        return [[" ".join(words.split("\n"))]]
    marked = mark(markdown.source)
    return list(_Blocks(inlines, marked).source(marked.text))


def item(marker: str, parts: Iterable[list[str]], *, loose: bool = True) -> list[str]:
    """Return blocks as an item of a list, behind its ``marker``."""
    inner = joined(parts, loose=loose)
    indent = " " * (len(marker) + 1)
    lines = [f"{indent}{line}" if line else "" for line in inner]
    return [f"{marker} {lines[0].lstrip(' ')}".rstrip(" "), *lines[1:]] if lines else [marker]


def joined(parts: Iterable[list[str]], *, loose: bool = True) -> list[str]:
    """Return blocks as lines, a blank one between two of them if they are ``loose``."""
    lines: list[str] = []
    for part in parts:
        if lines and part and loose:
            lines.append("")
        lines += part
    return lines


class _Blocks:
    """Writes the nodes of one text, whose placeholders are marked."""

    def __init__(self, inlines: Inlines, marked: Marked) -> None:
        self.inlines = inlines
        self.marked = marked

    def source(self, text: str) -> Iterator[list[str]]:
        """Yield the blocks of a text that was marked."""
        yield from self._all(SyntaxTreeNode(PARSER.parse(text)).children)

    def _all(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[list[str]]:
        before = ""
        other = False
        for node in nodes:
            # Two lists in a row stay two only where their marks differ.
            other = node.type == before and not other
            before = node.type
            for lines in self._block(node, other):
                if lines:
                    yield lines

    def _block(self, node: SyntaxTreeNode, other: bool) -> Iterator[list[str]]:
        match node.type:
            case "paragraph":
                yield self._lines(node)
            case "heading":
                # The outline is the SOP's own.
                yield [f"**{line}**" for line in self._lines(node)]
            case "bullet_list" | "ordered_list":
                yield self._list(node, other)
            case "dl":
                yield self._definitions(node)
            case "blockquote":
                yield _quoted(joined(self._all(node.children)))
            case "fence" | "colon_fence":
                yield from self._fence(node)
            case "code_block":
                yield fenced(self._words(node.content))
            case "hr":
                yield ["***"]
            case "table":
                yield self._table(node)
            case "html_block" | "myst_target" | "myst_line_comment" | "myst_block_break":
                pass
            case _:
                yield from self._all(node.children)

    # -- Words -----------------------------------------------------------------------------

    def _leaves(self, text: str) -> tuple[Leaf, ...]:
        return self.marked.split(text)

    def _words(self, text: str) -> str:
        """Return a text with its placeholders as labels; not escaped."""
        return self.inlines.leaves(self._leaves(text))

    def _lines(self, node: SyntaxTreeNode) -> list[str]:
        """Return the words of a block; each of its lines breaks where the author broke it hard."""
        words = "".join(self._inline(child) for inner in node.children for child in inner.children)
        return [begun(line) for line in words.strip().split("\n")] if words.strip() else []

    def _inner(self, node: SyntaxTreeNode) -> str:
        return "".join(map(self._inline, node.children))

    def _inline(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "text":
                return escaped(self._words(node.content))
            case "softbreak":
                return " "
            case "hardbreak":
                return "\\\n"
            case "code_inline":
                return code(self._words(node.content))
            case "em":
                return f"*{self._inner(node)}*"
            case "strong":
                return f"**{self._inner(node)}**"
            case "link":
                return self._link(str(node.attrs.get("href", "")), self._inner(node))
            case "image":
                return self._picture(str(node.attrs.get("src", "")), node.content)
            case "myst_role":
                return self._role(str(node.meta["name"]), node.content)
            case "html_inline":
                return ""
            case _:
                return self._inner(node)

    def _link(self, target: str, words: str) -> str:
        leaves = self._leaves(target)
        written = self._words(target)
        kind, separator, name = written.partition(":")
        if separator and kind in KINDS:
            return self.inlines.mention(kind, name, words)
        waits = any(isinstance(leaf, Blank) for leaf in leaves)
        if waits or "://" in written or kind == "mailto":
            return self.inlines.link(words or escaped(written), leaves)
        address = self.inlines.addresses.page(written)
        return linked(words or escaped(written), address) if address else words

    def _picture(self, source: str, words: str) -> str:
        address = None if "://" in source else self.inlines.addresses.picture(source)
        said = escaped(self._words(words))
        return f"!{linked(said, address)}" if address else said

    def _role(self, name: str, content: str) -> str:
        if name == "raw":
            return ""
        if name in _TYPED:
            return code(self._words(content))
        target = _TARGET.fullmatch(content)
        if target and name in _REFERENCES:
            return self._link(target[2], escaped(self._words(target[1])))
        return escaped(self._words(content))

    # -- Blocks ----------------------------------------------------------------------------

    def _list(self, node: SyntaxTreeNode, other: bool) -> list[str]:
        # Steps have the mark "-", so that none of these is taken for one.
        start = int(node.attrs.get("start", 1))
        items = []
        for number, child in enumerate(node.children, start):
            marker = (
                f"{number}{')' if other else '.'}" if node.type == "ordered_list" else "*+"[other]
            )
            items.append(item(marker, self._all(child.children), loose=not _is_tight(node)))
        return joined(items, loose=not _is_tight(node))

    def _definitions(self, node: SyntaxTreeNode) -> list[str]:
        items: list[list[list[str]]] = []
        for child in node.children:
            if child.type == "dt":
                items.append([[f"**{line}**" for line in self._lines(child)]])
            elif items:
                items[-1] += list(self._all(child.children))
        return joined(item("*", parts) for parts in items)

    def _table(self, node: SyntaxTreeNode) -> list[str]:
        rows = [row for part in node.children for row in part.children]
        lines = [self._row(row) for row in rows]
        marks = {"text-align:right": "--:", "text-align:center": ":-:", "text-align:left": ":--"}
        rule = [marks.get(str(cell.attrs.get("style")), "---") for cell in rows[0].children]
        return [lines[0], f"| {' | '.join(rule)} |", *lines[1:]]

    def _row(self, row: SyntaxTreeNode) -> str:
        cells = (" ".join(self._lines(cell)).replace("|", "\\|") for cell in row.children)
        return f"| {' | '.join(cells)} |"

    def _fence(self, node: SyntaxTreeNode) -> Iterator[list[str]]:
        found = DIRECTIVE.fullmatch(node.info.strip())
        if found:
            yield from self._directive(found[1], found[2].strip(), node.content)
        else:
            language = node.info.strip().split(" ")[0]
            yield fenced(self._words(node.content), re.sub(r"[^\w+#.-]", "", language))

    def _directive(self, name: str, first: str, content: str) -> Iterator[list[str]]:
        text = OPTIONS.sub("", content).strip("\n")
        if name in _SILENT:
            return
        if name in _LITERAL:
            language = first if name in ("code", "code-block", "sourcecode") else ""
            yield fenced(self._words(text or first), re.sub(r"[^\w+#.-]", "", language))
            return
        if name in _PICTURES:
            yield [self._picture(first, self._alternative(content))]
        elif name in _TITLED and first:
            title = SyntaxTreeNode(PARSER.parseInline(first))
            yield [f"**{line}**" for line in self._lines(title)]
        if name in _NOTICES:
            said = _NAMES.get(name, name.capitalize())
            inner = self.source(f"{first}\n{text}" if first else text)
            yield _quoted(joined([[f"**{said}**"], *inner]))
        else:
            yield from self.source(text)

    def _alternative(self, content: str) -> str:
        found = re.search(r"^[ \t]*:?alt:[ \t]*(.+)$", content, re.M)
        return found[1] if found else ""


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Tell whether a list was written without blank lines: then its paragraphs are hidden."""
    return any(part.hidden for child in node.children for part in child.children)


def _quoted(lines: list[str]) -> list[str]:
    return [f"> {line}".rstrip() for line in lines]
