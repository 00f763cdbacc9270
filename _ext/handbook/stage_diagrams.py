"""``{sop:stage-diagram} expanded``: the process as a picture, and as a list that says the same.

HTML holds both and its style sheet displays one of them, by width; every other builder
has the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from handbook.directive import HandbookDirective
from handbook.drawing import layout, plan
from handbook.drawing.svg import inline_svg
from handbook.exporting.figures import FIGURES
from handbook.model.problem import did_you_mean
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from handbook.drawing.shapes import Picture
    from handbook.model.handbook import Handbook


class diagram(nodes.container):
    """A picture; ``picture`` is its layout, ``name`` makes its ids unique. Only HTML shows it."""


class _Figure(NamedTuple):
    picture: Picture
    twin: tuple[plan.Item, ...]
    notes: tuple[str, ...] = ()


def _simplified(handbook: Handbook) -> _Figure:
    told = plan.simplified(handbook)
    return _Figure(layout.draw_simplified(told), plan.simplified_twin(told))


def _expanded(handbook: Handbook) -> _Figure:
    told = plan.expanded(handbook)
    return _Figure(layout.draw_expanded(told), plan.expanded_twin(told), told.below)


_WHOLE: dict[str, Callable[[Handbook], _Figure]] = {
    "simplified": _simplified,
    "expanded": _expanded,
}


class StageDiagram(HandbookDirective):
    """Shows the whole process, simplified or expanded, or where one stage is in it."""

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        what = self.arguments[0]
        self._note()
        if self.domain.told("stage", what):
            return []
        if what not in _WHOLE and what not in self.handbook.stages:
            known = [*_WHOLE, *self.handbook.stages]
            return self.refuse(f"there is no stage diagram '{what}' · {did_you_mean(what, known)}")
        if what not in _WHOLE:
            told = plan.position(self.handbook, what)
            found = _Figure(layout.draw_position(told), plan.position_twin(told))
            classes = ["sop-figure", "sop-position"]
            return [nodes.container("", *self._both(found, what), classes=classes)]
        found = _WHOLE[what](self.handbook)
        title = found.picture.title
        caption = nodes.caption(title, title)
        figure = nodes.figure("", *self._both(found, what), caption, classes=["sop-figure"])
        figure += nodes.legend("", nodes.paragraph("", "", self._save(what)))
        self.set_source_info(figure)
        self.set_source_info(caption)
        return [figure]

    def _note(self) -> None:
        """Note all that the figures show: they are redrawn when any of it changes."""
        for kind in ("stage", "team"):
            self.show("list", kind, "")
            for name in self.handbook.ids(kind):
                self.show("whole" if kind == "stage" else "name", kind, name)
        for name in self.handbook.stages:
            self.show("made in", "stage", name)

    def _both(self, figure: _Figure, name: str) -> list[nodes.Node]:
        listed = nodes.container("", _list(self, figure.twin, numbered=True), classes=["sop-twin"])
        listed += [nodes.paragraph("", words) for words in figure.notes]
        return [diagram(picture=figure.picture, name=f"diagram-{name}"), listed]

    def _save(self, what: str) -> nodes.Node:
        return addnodes.download_reference(
            "", "", nodes.inline("", "Save as SVG"), reftarget=f"/{FIGURES[what]}",
            refdoc=self.env.docname, refexplicit=True, refdomain="", reftype="download",
        )  # fmt: skip


def _list(
    directive: HandbookDirective, items: Iterable[plan.Item], *, numbered: bool
) -> nodes.Node:
    listed: nodes.Element = (
        nodes.enumerated_list("", enumtype="arabic", prefix="", suffix=".")
        if numbered
        else nodes.bullet_list("", bullet="-")
    )
    for item in items:
        paragraph = nodes.paragraph()
        for label in item.labels:
            if label.target:
                kind, name = label.target
                words = label.text
                paragraph += directive.mention(kind, name, ("stages.yaml",), words)
            else:
                paragraph += nodes.Text(label.text)
        entry = nodes.list_item("", paragraph)
        if item.items:
            entry += _list(directive, item.items, numbered=item.numbered)
        listed += entry
    return listed


def _visit_diagram(self: HTML5Translator, node: diagram) -> None:
    builder = self.builder
    domain = domain_of(builder.env)
    docname = builder.current_docname

    def address(target: tuple[str, str]) -> str | None:
        return domain.uri(builder, docname, *target)

    self.body.append(inline_svg(node["picture"], node["name"], address))
    raise nodes.SkipNode


def setup_stage_diagrams(app: Sphinx) -> None:
    """Register the directive and its node."""
    app.add_node(diagram, html=(_visit_diagram, None))
    app.add_directive_to_domain("sop", "stage-diagram", StageDiagram)
