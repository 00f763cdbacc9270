"""What every directive shares: the data, its text as nodes, and notes of what a page shows."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from myst_parser import warnings_ as myst_warnings
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from handbook.exporting.words import count
from handbook.model.base import Markdown, Text
from handbook.model.blocks import EXTENSIONS, prose
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
    mark,
)
from handbook.nodes import blank, later_link
from handbook.noted import View
from handbook.reading.load import SOPS
from handbook.reporting import Subtype, warn
from handbook.store import domain_of

if TYPE_CHECKING:
    from handbook.domain import SopDomain
    from handbook.model.handbook import Handbook
    from handbook.model.problem import DataPath
    from handbook.reading.load import Loaded


class HandbookDirective(SphinxDirective):
    """A directive that shows a part of the handbook's data.

    ``labels`` maps field ids to what placeholders for their answers say.
    """

    has_content = False
    required_arguments = 1
    final_argument_whitespace = False
    labels: Mapping[str, str] = {}

    @cached_property
    def domain(self) -> SopDomain:
        """The domain, in which the page's contents are noted."""
        return domain_of(self.env)

    @cached_property
    def loaded(self) -> Loaded:
        """The data as loaded, with places."""
        return self.domain.loaded

    @cached_property
    def handbook(self) -> Handbook:
        """The data."""
        return self.domain.handbook

    def show(self, view: str, kind: str, name: str) -> None:
        """Note that this page shows ``view`` of a thing."""
        self.domain.note_view(self.env.docname, View(view, kind, name))

    def refuse(self, message: str) -> list[nodes.Node]:
        """Warn that the directive cannot do what it is asked, and show nothing."""
        warn(Subtype.DIRECTIVE, message, self.get_location())
        return []

    def at(self, node: nodes.Element, path: DataPath) -> None:
        """Set source and line of ``node`` to the value at ``path`` in the data."""
        node.source = self.loaded.full_path(path)
        node.line = self.loaded.line(path)

    def mention(
        self, kind: str, name: str, path: DataPath, words: str | nodes.Node = ""
    ) -> nodes.Element:
        """Return a link to a thing; without ``words`` it says the thing's title."""
        self.show("name", kind, name)
        inner = nodes.Text(words) if isinstance(words, str) else words
        link = addnodes.pending_xref(
            "", inner, refdomain="sop", reftype=kind, reftarget=name,
            refdoc=self.env.docname, refexplicit=bool(inner.astext()), refwarn=False,
        )  # fmt: skip
        self.at(link, path)
        return link

    def person(self, name: str, path: DataPath, *, brief: bool = False) -> nodes.Element:
        """Return a link to a role or a team; ``brief`` names a team by its abbreviation."""
        team = self.handbook.teams.get(name)
        words = ""
        if team and team.short:
            words = team.short if brief else f"{team.title} ({team.short})"
        return self.mention(self.handbook.person(name), name, path, words)

    def page(self, docname: str, words: str) -> nodes.Element:
        """Return a link to a page of the handbook."""
        link = addnodes.pending_xref(
            "", nodes.Text(words), refdomain="std", reftype="doc", reftarget=f"/{docname}",
            refdoc=self.env.docname, refexplicit=True, refwarn=True,
        )  # fmt: skip
        self.set_source_info(link)
        return link

    def card(self, sop_id: str, *more: nodes.Node) -> nodes.Element:
        """Return a card that leads to an SOP: title, purpose, how long, who, and ``more``."""
        self.show("card", "sop", sop_id)
        sop = self.handbook.sops[sop_id]
        path = f"{SOPS}/{sop_id}.yaml"
        link = self.mention("sop", sop_id, (path, "title"))
        steps = sum(len(block) for _, _, block in sop.blocks())
        facts: list[nodes.Node] = [nodes.Text(count(steps, "step"))]
        if sop.done_by:
            facts.append(self.person(sop.done_by, (path, "done_by")))
        if sop.source == "draft":
            facts.append(nodes.Text("Draft"))
        facts += more
        return nodes.container(
            "",
            nodes.paragraph("", "", link, classes=["sop-card-title"]),
            self.paragraph(sop.purpose, (path, "purpose")),
            nodes.paragraph("", "", *joined(facts), classes=["sop-card-facts"]),
            classes=["sop-card"],
        )

    def text(self, text: Text, path: DataPath) -> list[nodes.Node]:
        """Return the nodes of one paragraph's text."""
        return list(self._inlines(text.parts, path))

    def paragraph(self, text: Text, path: DataPath, *classes: str) -> nodes.paragraph:
        """Return ``text`` as a paragraph."""
        made = nodes.paragraph(text.source, "", *self.text(text, path), classes=list(classes))
        self.at(made, path)
        return made

    def _inlines(self, parts: Iterable[Inline], path: DataPath) -> Iterator[nodes.Node]:
        for part in parts:
            match part:
                case Plain() | Blank():
                    yield self.leaf(part)
                case Code(leaves):
                    yield nodes.literal("", "", *map(self.leaf, leaves))
                case Emphasis(children):
                    yield nodes.emphasis("", "", *self._inlines(children, path))
                case Strong(children):
                    yield nodes.strong("", "", *self._inlines(children, path))
                case Mention(kind, name, children):
                    words = list(self._inlines(children, path))
                    # Sphinx takes one node for the words of a link.
                    one = words[0] if len(words) == 1 else nodes.inline("", "", *words)
                    yield self.mention(kind, name, path, one)
                case Link(url, children):
                    yield self.link(url, list(self._inlines(children, path)), path)

    def link(self, url: tuple[Leaf, ...], words: list[nodes.Node], path: DataPath) -> nodes.Element:
        """Return ``words`` as a link to an address, which may wait for answers."""
        if any(isinstance(leaf, Blank) for leaf in url):
            # There is no address to go to until the answer is given.
            return self._later(url, words)
        refuri = "".join(leaf.text for leaf in url if isinstance(leaf, Plain))
        link = nodes.reference("", "", *words, refuri=refuri)
        self.at(link, path)
        return link

    def leaf(self, leaf: Leaf) -> nodes.Node:
        """Return plain words, or the labelled blank of an answer that is not given yet."""
        if isinstance(leaf, Plain):
            return nodes.Text(leaf.text)
        label = self.labels.get(leaf.field, leaf.field)
        return blank(label, label, field=leaf.field, classes=["sop-blank"])

    def _later(self, url: Iterable[Leaf], words: Iterable[nodes.Node]) -> nodes.Element:
        """Return ``words`` that become a link once every answer in its address is given."""
        parts = (leaf.text if isinstance(leaf, Plain) else f"{{{{{leaf.field}}}}}" for leaf in url)
        return later_link("", "", *words, template="".join(parts))

    def block(self, markdown: Markdown, path: DataPath, name: str) -> nodes.Element:
        """Return MyST blocks as one node of the class ``name``: the paragraph, if that is all."""
        blocks = self.blocks(markdown, path)
        alone = blocks[0] if len(blocks) == 1 else None
        made = alone if isinstance(alone, nodes.paragraph) else nodes.container("", *blocks)
        made["classes"].append(name)
        return made

    def blocks(self, markdown: Markdown, path: DataPath) -> list[nodes.Node]:
        """Return the nodes of MyST blocks in the data; every warning names the YAML line."""
        words = prose(markdown.source)
        if words and EXTENSIONS.issuperset(self.config.myst_enable_extensions):
            made = nodes.paragraph(words, words)
            self.at(made, path)
            return [made]
        marked = mark(markdown.source)
        parent = nodes.container()
        first, file = self.loaded.line(path), self.loaded.full_path(path)
        with self._inside(file):
            lines = StringList(marked.text.splitlines(), source=file)
            self.state.nested_parse(lines, first - self.lineno - 1, parent)
        for link in list(parent.findall(nodes.reference)):
            if marked.stem in str(link.get("refuri", "")):
                link.replace_self(self._later(marked.split(link["refuri"]), link.children))
        for words in list(parent.findall(nodes.Text)):
            if marked.stem in words:
                words.parent.replace(words, [self.leaf(leaf) for leaf in marked.split(words)])
        return parent.children

    @contextmanager
    def _inside(self, file: str) -> Iterator[None]:
        """Parse as if in the data file ``file``: its name in warnings, nothing raw, no includes."""
        document = self.state.document
        settings = document.settings
        reporter: Any = document.reporter
        kept = document["source"], settings.raw_enabled, settings.file_insertion_enabled
        locate = getattr(reporter, "get_source_and_line", None)
        logger = logging.getLogger(f"sphinx.{myst_warnings.__name__}")
        relocate = _Relocate(file)
        logger.addFilter(relocate)
        document["source"], settings.raw_enabled, settings.file_insertion_enabled = file, 0, 0
        reporter.get_source_and_line = lambda line=None: (file, line)
        try:
            yield
        finally:
            logger.removeFilter(relocate)
            document["source"], settings.raw_enabled, settings.file_insertion_enabled = kept
            if locate:
                reporter.get_source_and_line = locate
            else:
                del reporter.get_source_and_line


class _Relocate(logging.Filter):
    """Names the data file in MyST's warnings, which know the page only."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file

    def filter(self, record: logging.LogRecord) -> bool:
        """Point a (docname, line) location at the file."""
        location = getattr(record, "location", None)
        if isinstance(location, tuple):
            record.location = f"{self.file}:{location[1]}"
        return True


def field_list(*rows: tuple[str, list[nodes.Node]], classes: Iterable[str] = ()) -> nodes.Element:
    """Return rows of name and content, which is paragraphs or what stands in one."""
    made = nodes.field_list(classes=list(classes))
    for name, content in rows:
        ready = content and isinstance(content[0], nodes.paragraph)
        body = nodes.field_body("", *(content if ready else [nodes.paragraph("", "", *content)]))
        made += nodes.field("", nodes.field_name(name, name), body)
    return made


def joined(parts: Iterable[nodes.Node], separator: str = " · ") -> list[nodes.Node]:
    """Return ``parts`` with ``separator`` between them."""
    found: list[nodes.Node] = []
    for part in parts:
        if found:
            found.append(nodes.Text(separator))
        found.append(part)
    return found
