"""Where a page stands along the stages: previous, next, and the stage that an SOP belongs to.

Other pages are read in no order, whatever stands beside them in the table of contents.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from handbook.pages import above, runs
from handbook.reading.load import PAGES
from handbook.store import domain_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup_trail(app: Sphinx) -> None:
    """Let each stage lead to its neighbours, and each SOP up to its stage."""
    app.connect("html-page-context", _place)


def _along(app: Sphinx) -> list[str]:
    """Return the pages of the stages in order, after the page that stands above the first."""
    domain = domain_of(app.env)
    places = [domain.places.get(("stage", name)) for name in domain.handbook.stages]
    pages = [place.docname for place in places if place]
    first = above(app.builder, pages[0]) if pages else None
    return list(dict.fromkeys([*filter(None, [first]), *pages]))


def _stage_of(env: BuildEnvironment, pagename: str) -> str | None:
    """Return the page of the stage that an SOP's page belongs to."""
    domain = domain_of(env)
    folder, _, name = pagename.rpartition("/")
    sop = domain.handbook.sops.get(name) if folder == PAGES else None
    place = domain.places.get(("stage", sop.stage)) if sop else None
    return place.docname if place else None


def _place(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Replace what the table of contents says of a page's place."""
    if not runs(app.builder):
        return
    context["page_above"] = _stage_of(app.env, pagename)
    pairs = list(pairwise(_along(app)))
    before = next((first for first, second in pairs if second == pagename), None)
    after = next((second for first, second in pairs if first == pagename), None)
    for name, page in (("prev", before), ("next", after)):
        context[name] = page and {
            "link": app.builder.get_relative_uri(pagename, page),
            "title": app.env.titles[page].astext(),
        }
