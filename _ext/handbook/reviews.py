"""When an SOP was reviewed and when it is to be again, as nodes; a browser adds "overdue"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.exporting.words import day, reviewed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from handbook.model.sop import Sop


class due(nodes.inline):
    """A day by which something is to be done; ``date`` is it as YYYY-MM-DD."""


def review_state(sop: Sop) -> nodes.inline:
    """Return what is known of an SOP's reviews. Pages hold no clock, so none says "overdue"."""
    said = reviewed(sop)
    if not sop.next_review:
        return nodes.inline("", said)
    date = day(sop.next_review)
    made = nodes.inline("", said.removesuffix(date))
    made += due("", date, date=sop.next_review.isoformat(), classes=["sop-due"])
    return made


def _visit_due(self: HTML5Translator, node: due) -> None:
    self.body.append(self.starttag(node, "time", "", datetime=node["date"]))


def _depart_due(self: HTML5Translator, node: due) -> None:
    self.body.append("</time>")


def setup_reviews(app: Sphinx) -> None:
    """Register the node."""
    app.add_node(due, html=(_visit_due, _depart_due))
