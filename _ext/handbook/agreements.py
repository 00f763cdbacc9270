"""``{sop:agreement} outbound-services``: the template of an agreement, ready to open or copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.directive import HandbookDirective, field_list
from handbook.exporting.words import DRAFT, day, link_checked
from handbook.model.problem import did_you_mean

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.model.agreements import Agreement
    from handbook.model.problem import DataPath

_FILE = "agreements.yaml"


class AgreementTemplate(HandbookDirective):
    """Shows a template: its links, its groups of tables, what it holds, and guidance."""

    agreement: Agreement
    here: DataPath

    def run(self) -> list[nodes.Node]:
        """Return the links first, so that nobody has to look for them."""
        name = self.arguments[0]
        found = self.handbook.agreements.get(name)
        self.show("whole", "agreement", name)  # so that the page is read again when it is there
        if self.domain.told("agreement", name):
            return []
        if found is None:
            cure = did_you_mean(name, self.handbook.agreements)
            return self.refuse(f"no agreement has the id '{name}' · {cure}")
        self.agreement = found
        self.here = (_FILE, "agreements", list(self.handbook.agreements).index(name))
        links = self._links()
        anchor = f"agreement--{name}"
        links["ids"].append(anchor)
        self.domain.note_place("agreement", name, self.env.docname, anchor, links)
        return [links, *self._facts(), *self._tables(), *self._background()]

    def _to(self, title: str, url: str, *path: str | int) -> nodes.reference:
        link = nodes.reference(title, title, refuri=url)
        self.at(link, (*self.here, *path))
        return link

    def _links(self) -> nodes.paragraph:
        agreement = self.agreement
        made = nodes.paragraph("", "", self._to("Open the template", agreement.url, "url"))
        made["classes"].append("sop-agreement-links")
        if agreement.copy_url:
            made += [nodes.Text(" · "), self._to("Make a copy", agreement.copy_url, "url")]
        return made

    def _facts(self) -> Iterator[nodes.Node]:
        agreement = self.agreement
        yield field_list(
            ("Template", [nodes.Text(agreement.title)]),
            ("Made with", [self.person(agreement.made_with, (*self.here, "made_with"))]),
            ("Signed in", [self.mention("system", agreement.signed_in, (*self.here, "signed_in"))]),
            ("Link checked", [nodes.Text(link_checked(agreement.checked))]),
            classes=["sop-index"],
        )

    def _section(self, title: str, *content: nodes.Node, draft: bool = False) -> nodes.section:
        anchor = nodes.make_id(title)
        made = nodes.section("", nodes.title(title, title), ids=[anchor], names=[anchor])
        self.state.document.note_implicit_target(made)
        if draft:
            made += nodes.paragraph("", DRAFT, classes=["sop-draft"])
        made += content
        return made

    def _tables(self) -> Iterator[nodes.Node]:
        groups = nodes.definition_list()
        for n, group in enumerate(self.agreement.table_groups):
            about = self.paragraph(group.about, (*self.here, "table_groups", n, "about"))
            groups += nodes.definition_list_item(
                "", nodes.term(group.title, group.title), nodes.definition("", about)
            )
        if groups.children:
            yield self._section("Its tables", groups)

    def _background(self) -> Iterator[nodes.Node]:
        agreement = self.agreement
        if agreement.clauses:
            listed = nodes.bullet_list("", bullet="-")
            for n, clause in enumerate(agreement.clauses):
                about = self.paragraph(clause.about, (*self.here, "clauses", n, "about"))
                listed += nodes.list_item("", about)
            yield self._section("What an agreement holds", listed, draft=True)
        if agreement.guidance:
            listed = nodes.bullet_list("", bullet="-")
            for n, advice in enumerate(agreement.guidance):
                listed += nodes.list_item("", self.paragraph(advice, (*self.here, "guidance", n)))
            yield self._section("Guidance", listed, draft=True)
        if agreement.guides:
            listed = nodes.bullet_list("", bullet="-")
            for n, guide in enumerate(agreement.guides):
                link = self._to(guide.title, guide.url, "guides", n, "url")
                words = nodes.paragraph("", "", link)
                if guide.checked:
                    words += nodes.Text(f" · link checked {day(guide.checked)}")
                listed += nodes.list_item("", words)
            yield self._section("Guides", listed, draft=True)


def setup_agreements(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "agreement", AgreementTemplate)
