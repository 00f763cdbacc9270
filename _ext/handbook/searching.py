"""What the search page searches: an entry for every page, section and thing of the handbook.

An entry leads to one place, and holds what stands there up to the next: a step, a role, a system
or a word of the glossary is found by its own name and words, not as somewhere on a page. Entries
are gathered from each page as it is read and kept with the environment, so that a build writes
all of them, however few pages it has read again. `scripts/search/` finds in them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from handbook.nodes import answer_blank, embedded, marker, origin, starter
from handbook.pages import is_site, runs
from handbook.store import domain_of
from handbook.written import write_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from handbook.domain import SopDomain

#: The script that holds all entries.
FILE = "findable.js"
#: Nodes that hold no words, or none that tell where something is.
_SILENT = (
    addnodes.toctree, answer_blank, embedded, marker, nodes.comment, nodes.raw,
    nodes.system_message, origin, starter,
)  # fmt: skip
#: What stands before others, which say more of it.
_LABELS = (nodes.field_name, nodes.term)
#: Stands between blocks while words are gathered.
_BREAK = "\f"
#: The same by class: figures and cards say what is said elsewhere in full, and a step's words
#: are its title.
_SILENT_CLASSES = frozenset({"sop-figure", "sop-card", "sop-do", "sop-draft", "sop-revision"})
#: What says of a thing which others it has to do with.
_RELATED_CLASSES = frozenset({"sop-index", "sop-facts", "sop-who", "sop-artefacts"})


class Entry(NamedTuple):
    """A place that search leads to."""

    anchor: str
    """Its id on the page; none for the page itself."""
    kind: str
    """The kind of thing that it is ("step"), or "page", or "section"."""
    title: str
    short: str
    """Its abbreviation, if it has one."""
    within: tuple[str, ...]
    """The titles of what it stands in below the page, outermost first."""
    text: str
    related: str
    """The things that it has to do with: found, but less telling than its own words."""


@dataclass
class _Draft:
    """An entry whose words are still being gathered."""

    anchor: str
    kind: str
    title: str
    short: str = ""
    within: tuple[str, ...] = ()
    text: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    """What its answers must be, which the page tells once somebody answers."""

    def entry(self) -> Entry:
        """Return it as it stands now."""
        of = (self.anchor, self.kind, self.title, self.short, self.within)
        return Entry(*of, _joined([*self.text, *self.rules]), _joined(self.related))


def _joined(words: Iterable[str]) -> str:
    """Return words as one line, with a dot between blocks that end without a mark."""
    text = ""
    for block in "".join(words).split(_BREAK):
        if line := " ".join(block.split()):
            text += line if not text else f" {line}" if text[-1] in ".:;?!" else f" · {line}"
    return text


class _Gatherer:
    """Goes through a page and gathers its entries."""

    def __init__(self, domain: SopDomain, docname: str) -> None:
        self.handbook = domain.handbook
        self.places = domain.places
        self.things = domain.anchors.get(docname, {})
        self.drafts: list[_Draft] = []

    def gather(self, node: nodes.Node, into: _Draft | None, words: list[str]) -> None:
        """Add what ``node`` says to ``words``, which are those of the entry that it stands in."""
        if isinstance(node, nodes.Text):
            words.append(str(node))
            return
        if not isinstance(node, nodes.Element) or self._is_silent(node):
            return
        if opened := self._opened(node, into):
            into, words = opened, opened.text
            self.drafts.append(opened)
        elif into and into.kind != "section" and not _RELATED_CLASSES.isdisjoint(node["classes"]):
            words = into.related
        if isinstance(node, addnodes.pending_xref) and not node.astext():
            words.append(self._title(node))
        for child in node.children:
            self.gather(child, into, words)
        if not isinstance(node, nodes.Inline):
            words.append(f":{_BREAK}" if isinstance(node, _LABELS) else _BREAK)

    def _is_silent(self, node: nodes.Element) -> bool:
        if isinstance(node, _SILENT) or not _SILENT_CLASSES.isdisjoint(node["classes"]):
            return True
        if isinstance(node, nodes.title):  # the name of an entry
            return isinstance(node.parent, nodes.section)
        return isinstance(node, nodes.term) and self._thing(node["ids"]) is not None

    def _thing(self, ids: Iterable[str]) -> tuple[str, str] | None:
        """Return kind and id of the thing that one of ``ids`` stands for."""
        return next((self.things[anchor] for anchor in ids if anchor in self.things), None)

    def _opened(self, node: nodes.Element, into: _Draft | None) -> _Draft | None:
        """Return the entry that begins with ``node``, if one does."""
        # A word of the glossary has the id, and what it means belongs to it.
        word = node.next_node(nodes.term) if isinstance(node, nodes.definition_list_item) else None
        of = word or node
        thing = self._thing(of["ids"])
        if thing and into and isinstance(node, nodes.paragraph):
            self._name(into, *thing)  # a section's first line says what thing it is
            return None
        if not thing and not isinstance(node, nodes.section):
            return None
        first = not self.drafts
        made = _Draft("" if first else of["ids"][0], "page" if first else "section", "")
        if isinstance(node, nodes.section):
            made.title = node[0].astext()
        if into and into is not self.drafts[0]:
            made.within = (*into.within, into.title)
        if thing:
            self._name(made, *thing)
        return made

    def _name(self, made: _Draft, kind: str, name: str) -> None:
        """Make an entry that of a thing."""
        made.kind = kind
        made.title = self.places[kind, name].title
        made.short = getattr(self.handbook.entities(kind).get(name), "short", None) or ""
        step = self.handbook.step(name) if kind == "step" else None
        for answer in step.fields if step else ():
            if answer.path_has:
                made.rules.append(f"{answer.label}: {answer.path_has}{_BREAK}")

    def _title(self, link: nodes.Element) -> str:
        """Return what a link without words of its own will say."""
        kind, name = str(link["reftype"]), str(link["reftarget"])
        if kind == "myst":
            kind, _, name = name.partition(":")
        return self.handbook.title(kind, name) or ""


def entries(domain: SopDomain, docname: str, doctree: nodes.document) -> list[Entry]:
    """Return the entries of a page, itself first, in the order of the page."""
    gatherer = _Gatherer(domain, docname)
    gatherer.gather(doctree, None, [])
    found = [draft.entry() for draft in gatherer.drafts]
    # A heading over nothing but other entries leads nowhere that they do not.
    return [entry for entry in found if entry.text or entry.kind != "section"]


def _use_own(app: Sphinx) -> None:
    """Keep Sphinx from making an index of its own, which nothing would load."""
    if is_site(app.builder):
        app.builder.search = False  # type: ignore[attr-defined]


def _gather(app: Sphinx, doctree: nodes.document) -> None:
    domain, docname = domain_of(app.env), app.env.current_document.docname
    domain.findable[docname] = entries(domain, docname, doctree)


def _write(app: Sphinx, env: BuildEnvironment) -> None:
    """Write every entry, before the search page is written, which names the file's digest.

    A page that says ``nosearch`` has none, as in Sphinx's own index.
    """
    if not runs(app.builder):
        return
    findable = domain_of(env).findable
    docnames = sorted(name for name in env.found_docs if "nosearch" not in env.metadata[name])
    data: dict[str, Any] = {
        "pages": [[name, env.titles[name].astext()] for name in docnames],
        "places": [[n, *e] for n, name in enumerate(docnames) for e in findable.get(name, [])],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    script = f"(globalThis.handbook??={{}}).findable={text};\n"
    write_changed(_folder(app), {FILE: script})


def _folder(app: Sphinx) -> Path:
    return Path(app.outdir) / "_static" / "handbook"


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the search page, which Sphinx makes only for an index of its own."""
    if runs(app.builder):
        # Not as Sphinx adds scripts: it takes their checksums once, for all builds of a process.
        with (_folder(app) / FILE).open("rb") as written:
            version = hashlib.file_digest(written, "sha256").hexdigest()[:8]
        yield "search", {"findable": f"_static/handbook/{FILE}?v={version}"}, "search.html"


def setup_searching(app: Sphinx) -> None:
    """Gather entries from the pages, and write them all for the search page."""
    app.connect("builder-inited", _use_own)
    app.connect("doctree-read", _gather)
    app.connect("env-updated", _write)
    app.connect("html-collect-pages", _page)
