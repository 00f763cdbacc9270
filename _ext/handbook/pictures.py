"""A figure as nodes: a picture, and a list that says the same.

HTML holds both and its style sheet displays one of them, by width; every other builder
has the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.drawing.plan import HERE
from handbook.drawing.svg import inline_svg
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from handbook.directive import HandbookDirective
    from handbook.drawing.plan import Item, Label
    from handbook.drawing.shapes import Picture
    from handbook.model.problem import DataPath


class diagram(nodes.container):
    """A picture; ``picture`` is its layout, ``name`` makes its ids unique. Only HTML shows it."""


def pictured(picture: Picture, twin: Iterable[nodes.Node], name: str) -> list[nodes.Node]:
    """Return a picture and its twin, which says the same; ``name`` is unique in the book."""
    told = nodes.container("", *twin, classes=["sop-twin"])
    return [diagram(picture=picture, name=f"diagram-{name}"), told]


def listed(
    directive: HandbookDirective, items: Iterable[Item], path: DataPath, *, numbered: bool
) -> nodes.Element:
    """Return the items of a twin as a list, in which things of the handbook are links."""
    made: nodes.Element = (
        nodes.enumerated_list("", enumtype="arabic", prefix="", suffix=".")
        if numbered
        else nodes.bullet_list("", bullet="-")
    )
    for item in items:
        entry = nodes.list_item(
            "", nodes.paragraph("", "", *(_said(directive, label, path) for label in item.labels))
        )
        if item.items:
            entry += listed(directive, item.items, path, numbered=item.numbered)
        made += entry
    return made


def _said(directive: HandbookDirective, label: Label, path: DataPath) -> nodes.Node:
    if not label.target:
        return nodes.Text(label.text)
    kind, name = label.target
    if kind == HERE:
        return nodes.reference("", label.text, internal=True, refid=name)
    return directive.mention(kind, name, path, label.text)


def _visit_diagram(self: HTML5Translator, node: diagram) -> None:
    builder = self.builder
    domain = domain_of(builder.env)
    docname = builder.current_docname

    def address(target: tuple[str, str]) -> str | None:
        kind, name = target
        return f"#{name}" if kind == HERE else domain.uri(builder, docname, kind, name)

    self.body.append(inline_svg(node["picture"], node["name"], address))
    raise nodes.SkipNode


def setup_pictures(app: Sphinx) -> None:
    """Register the node of pictures."""
    app.add_node(diagram, html=(_visit_diagram, None))
