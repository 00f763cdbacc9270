"""The `sop` domain: what pages show of the handbook, and the links between them.

A directive notes where it shows a thing (`note_place`) and what of it (`note_view`).
Pages may also claim a thing with a MyST label: ``(stage:sales)=`` before a heading.
Links of the form ``kind:id`` resolve to the thing's own address, else to that place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from handbook.model.handbook import fingerprint
from handbook.model.problem import did_you_mean
from handbook.model.text import KINDS
from handbook.noted import Place, Upkeep, View
from handbook.reading.dates import Dates
from handbook.reporting import Subtype, warn

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from handbook.model.handbook import Handbook
    from handbook.reading.load import Loaded


class SopDomain(Domain):
    """Knows which page shows what, and resolves ``kind:id`` links."""

    name = "sop"
    label = "Sales operations"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {
        "places": {},  # (kind, id) -> Place
        "anchors": {},  # docname -> anchor -> (kind, id), the same the other way round
        "views": {},  # docname -> {View -> fingerprint}
        "stamp": "",  # of the data that the pages were last held against
        "stamps": {},  # of each SOP in it
        "outline": {},  # docname -> what other pages may show of it
        "findable": {},  # docname -> what search finds on it, as plain data
        "upkeep": {},  # builder -> docname -> Upkeep
        "dates": Dates(),
    }
    #: 5: what things are called where they are shown, and the stamps of SOPs.
    data_version = 5
    #: The handbook of this build; taken before anything is read.
    loaded: Loaded
    #: What views of it have as their fingerprint, as far as anybody has asked.
    digests: dict[View, str]
    #: Pages are read in this build.
    reading = False
    #: (page, anchor) -> the id it has where all pages are one and another page has it already.
    moved: Mapping[tuple[str, str], str] = {}

    def take(self, loaded: Loaded) -> None:
        """Take the handbook of this build."""
        self.loaded, self.digests = loaded, {}

    @property
    def handbook(self) -> Handbook:
        """The handbook as loaded for this build."""
        return self.loaded.handbook

    @property
    def places(self) -> dict[tuple[str, str], Place]:
        """(kind, id) -> where it is shown."""
        return cast("dict[tuple[str, str], Place]", self.data["places"])

    @property
    def anchors(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Page -> anchor -> kind and id of what is shown there."""
        return cast("dict[str, dict[str, tuple[str, str]]]", self.data["anchors"])

    @property
    def views(self) -> dict[str, dict[View, str]]:
        """Page -> view -> its fingerprint when the page was read."""
        return cast("dict[str, dict[View, str]]", self.data["views"])

    @property
    def findable(self) -> dict[str, Sequence[tuple[Any, ...]]]:
        """Page -> what search finds on it."""
        return cast("dict[str, Sequence[tuple[Any, ...]]]", self.data["findable"])

    @property
    def upkeep(self) -> dict[str, dict[str, Upkeep]]:
        """Builder -> page -> what its foot says of its upkeep."""
        return cast("dict[str, dict[str, Upkeep]]", self.data["upkeep"])

    def note_place(
        self,
        kind: str,
        name: str,
        docname: str,
        anchor: str,
        at: nodes.Node,
        was: tuple[str, ...] = (),
    ) -> None:
        """Note that the page shows the thing at ``anchor``; warn if another place does too."""
        title = self.handbook.title(kind, name) or name
        self._note_place(kind, name, Place(docname, anchor, title, was), at)

    def _note_place(self, kind: str, name: str, place: Place, at: nodes.Node) -> None:
        other = self.places.get((kind, name))
        if other and other[:2] != place[:2]:
            message = f"{kind}:{name} is shown here and at {other.docname}#{other.anchor}"
            warn(Subtype.DIRECTIVE, f"{message} · keep one of the two", at)
            return
        self.places[kind, name] = place
        self.anchors.setdefault(place.docname, {})[place.anchor] = (kind, name)

    def note_view(self, docname: str, view: View) -> None:
        """Note that the page shows ``view``, so that it is read again when that changes."""
        self.views.setdefault(docname, {})[view] = self._digest(view)

    def _digest(self, view: View) -> str:
        """Return the fingerprint of ``view``, which many pages may show."""
        if view not in self.digests:
            self.digests[view] = fingerprint(self.handbook, *view)
        return self.digests[view]

    def outdated(self) -> set[str]:
        """Return the pages that show something which has changed since they were read."""
        before, self.data["stamp"] = self.data["stamp"], self.loaded.stamp
        sops, self.data["stamps"] = self.data["stamps"], self.loaded.stamps
        if before and before == self.loaded.stamp:
            return set()
        same = {name for name, stamp in self.loaded.stamps.items() if stamp == sops.get(name)}
        return {
            docname
            for docname, views in self.views.items()
            if any(
                not view.is_of_one(same) and self._digest(view) != shown
                for view, shown in views.items()
            )
        }

    def clear_doc(self, docname: str) -> None:
        """Forget what ``docname`` showed."""
        self.views.pop(docname, None)
        self.findable.pop(docname, None)
        for thing in self.anchors.pop(docname, {}).values():
            self.places.pop(thing, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process noted while reading ``docnames``."""
        wanted = set(docnames)
        for (kind, name), place in otherdata["places"].items():
            if place.docname in wanted:
                at = nodes.inline()
                at.source = str(self.env.doc2path(place.docname))
                self._note_place(kind, name, place, at)
        for name in ("views", "findable"):
            self.data[name].update((d, otherdata[name][d]) for d in wanted & set(otherdata[name]))

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note which things the page links to, and which it claims with a label."""
        for link in document.findall(pending_xref):
            kind, separator, name = str(link["reftarget"]).partition(":")
            if separator and kind in KINDS:
                self.note_view(docname, View("name", kind, name))
        self._note_labels(docname, document)

    def _note_labels(self, docname: str, document: nodes.document) -> None:
        """Take labels such as ``(stage:sales)=`` as the place where a thing is shown."""
        for label, explicit in document.nametypes.items():
            kind, separator, name = label.partition(":")
            if not (explicit and separator and kind in KINDS):
                continue
            at = document.ids[document.nameids[label]]
            self.note_view(docname, View("name", kind, name))
            if self.known(kind, name, at):
                self.note_place(kind, name, docname, str(document.nameids[label]), at)

    def known(self, kind: str, name: str, at: nodes.Node) -> bool:
        """Return whether the thing exists; warn with the nearest name if it does not."""
        if self.handbook.title(kind, name) is not None:
            return True
        if not self.told(kind, name):
            cure = did_you_mean(name, self.handbook.ids(kind))
            warn(Subtype.LINK, f"no {kind} has the id '{name}' · {cure}", at)
        return False

    def told(self, kind: str, name: str) -> bool:
        """Return whether the thing is missing because of a mistake in the data, told already."""
        unread = bool(self.loaded.findings) and not any(self.handbook.ids(kind))
        of_sop = kind in ("sop", "step") and name.partition(".")[0] in self.handbook.broken
        return unread or of_sop

    def resolve(
        self,
        builder: Builder,
        fromdocname: str,
        kind: str,
        name: str,
        node: pending_xref,
        contnode: nodes.Node,
    ) -> nodes.Node:
        """Return the link to a thing, or its bare words where it leads nowhere.

        A thing with an address of its own, such as a system, is opened there: who follows
        an SOP needs the tool, not a paragraph about it.
        """
        if not self.known(kind, name, node):
            return contnode
        words: nodes.Node = contnode
        if not contnode.astext():
            words = nodes.Text(self.handbook.title(kind, name) or name)
        elif isinstance(contnode, nodes.Element):
            contnode["classes"] = []  # MyST's mark of a link, which text and man print as stress
        if address := self.handbook.address(kind, name):
            return nodes.reference("", "", words, refuri=address, internal=False)
        if place := self.places.get((kind, name)):
            return make_refnode(builder, fromdocname, place.docname, place.anchor, words)
        warn(Subtype.LINK, f"no page shows {kind}:{name} · show it on one, or drop the link", node)
        return nodes.inline("", "", words)

    def uri(self, builder: Builder, fromdocname: str, kind: str, name: str) -> str | None:
        """Return the address that a picture on ``fromdocname`` links a thing to, or None."""
        place = self.places.get((kind, name))
        if not place:
            return self.handbook.address(kind, name)
        page = builder.get_relative_uri(fromdocname, place.docname)
        # All pages are one in singlehtml: there the anchor alone is the address.
        anchor = self.moved.get((place.docname, place.anchor), place.anchor)
        return f"{page.partition('#')[0]}#{anchor}"

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve a link that a directive made of the data."""
        found = self.resolve(builder, fromdocname, typ, target, node, contnode)
        return cast("nodes.reference | None", found)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve ``[text](kind:id)`` in a page."""
        kind, separator, name = target.partition(":")
        if not separator or kind not in KINDS:
            return []
        if target in env.domains.standard_domain.anonlabels:
            return []  # the page claims it with a label: then the label is the link
        found = self.resolve(builder, fromdocname, kind, name, node, contnode)
        return [(f"{self.name}:{kind}", cast("nodes.reference", found))]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what other projects may link to."""
        for (kind, name), place in self.places.items():
            yield name, place.title, kind, place.docname, place.anchor, 1

    def outline(self) -> dict[str, str]:
        """Return, for each page, what other pages may show of it: titles, contents, places."""
        places: dict[str, list[str]] = {}
        for (kind, name), place in sorted(self.places.items()):
            places.setdefault(place.docname, []).append(f"{kind}:{name}#{place.anchor}")
        return {
            docname: "\n".join(
                [
                    title.astext(),
                    self.env.tocs[docname].astext() if docname in self.env.tocs else "",
                    *sorted(self.env.toctree_includes.get(docname, [])),
                    *places.get(docname, []),
                ]
            )
            for docname, title in self.env.titles.items()
        }
