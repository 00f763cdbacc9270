"""Ids and links where all pages are one: what several pages call the same is told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class OnePage(SphinxPostTransform):
    """Gives every id to one element only, and leads links to the element of the page they mean.

    Stock Sphinx lets "What happens" be five times the same id, and writes links to another
    page as ``#document-page#anchor``, which leads nowhere.
    """

    default_priority = 900  # when links are resolved
    builders = ("singlehtml",)

    def run(self, **kwargs: Any) -> None:
        """Rename ids that are taken, then mend links."""
        elements = list(_elements(self.document, self.config.root_doc))
        domain = domain_of(self.env)
        # Sphinx runs this again on tables of contents, which hold links alone.
        domain.moved = moved = {**domain.moved, **_part(elements)}
        for element, docname in elements:
            if "refid" in element:
                element["refid"] = moved.get((docname, element["refid"]), element["refid"])
            if element.get("backrefs"):
                element["backrefs"] = [moved.get((docname, i), i) for i in element["backrefs"]]
            page, _, anchor = element.get("refuri", "").removeprefix("#document-").partition("#")
            if anchor and page in self.env.all_docs:
                element["refuri"] = f"#{moved.get((page, anchor), anchor)}"


def _elements(node: nodes.Element, docname: str) -> Iterator[tuple[nodes.Element, str]]:
    """Yield every element with the page that it comes from."""
    for child in node.children:
        if isinstance(child, nodes.Element):
            page = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield child, page
            yield from _elements(child, page)


def _part(elements: list[tuple[nodes.Element, str]]) -> dict[tuple[str, str], str]:
    """Rename each id that an earlier element has; return (page, id) -> what it is now."""
    moved: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for element, docname in elements:
        for position, anchor in enumerate(element["ids"]):
            if anchor in taken:
                moved[docname, anchor] = f"{docname.replace('/', '-')}--{anchor}"
                element["ids"][position] = moved[docname, anchor]
            taken.add(element["ids"][position])
    return moved


def setup_one_page(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(OnePage)
