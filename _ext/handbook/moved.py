"""Pages at old addresses, which lead to where what they held is now.

`handbook_redirects` in conf.py names pages that have moved; the earlier ids of SOPs (``was``) are
known from the data. A page does it by a script, so that the fragment (a step, a checklist) comes
along; without scripts by a refresh; and there is a link. `sphinxext-rediraffe` was tried first: it
leaves what is in its file of redirects alone, changed or gone, and takes none that are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from handbook.model.problem import did_you_mean
from handbook.pages import runs
from handbook.reading.load import PAGES
from handbook.reporting import Subtype, warn
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

TEMPLATE = "handbook-moved.html"
#: A page's place on the site: no way leads out of it.
_PLACE = re.compile(r"(?!\.)[^/\\:?#]+(?:/(?!\.)[^/\\:?#]+)*")
#: What stands on the site besides the pages of the book.
_MADE = {"404", "search"}


def setup_moved(app: Sphinx) -> None:
    """Register the setting, and write a page for each old address."""
    app.add_config_value("handbook_redirects", {}, "", types=frozenset({dict}))
    app.connect("html-collect-pages", _collect)


def _collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the pages: name, context and template of each."""
    if not runs(app.builder):
        return
    for old, new in _told(app):
        yield old, _page(app, old, new), TEMPLATE
    places = domain_of(app.env).places.items()
    for sop_id, place in sorted((name, place) for (_, name), place in places if place.was):
        for was in place.was:
            old, new = f"{PAGES}/{was}", place.docname
            if old not in app.env.found_docs and new in app.env.found_docs:
                yield old, _page(app, old, new, f"--{was}--", f"--{sop_id}--"), TEMPLATE


def _told(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield each old page of the setting with where it is now; warn of those that cannot be."""
    pages, moves = app.env.found_docs, app.config.handbook_redirects
    for old, new in moves.items():
        if cure := _mend(old, new):
            setting = f"conf.py: handbook_redirects cannot lead from {old!r} to {new!r}"
            warn(Subtype.SETTING, f"{setting} · {cure}", None)
            continue
        seen = {old}
        while (page := str(new).partition("#")[0]) in moves and page not in seen:
            seen.add(page)
            new = moves[page]
        said = f"conf.py: handbook_redirects leads from '{old}'"
        if old in pages or old in _MADE:
            warn(Subtype.SETTING, f"{said}, which is a page · take one of the two away", None)
        elif page not in pages:
            cure = did_you_mean(page, sorted(pages))
            warn(Subtype.SETTING, f"{said} to '{page}', which is no page · {cure}", None)
        else:
            yield old, new


def _mend(old: object, new: object) -> str | None:
    """Return the cure of a redirect that is written wrong, if it is."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return "write both as text, in quotes"
    if not _PLACE.fullmatch(old):
        return 'name the old page from the top of the site: "sales-operations/asana"'
    if old.endswith(".html"):
        return f"leave the ending away: {old.removesuffix('.html')!r}"
    return None


def _page(app: Sphinx, old: str, new: str, was: str = "", now: str = "") -> dict[str, Any]:
    """Return the context of a page that leads from ``old`` to ``new``.

    Where anchors hold an id that has changed, ``was`` and ``now`` are that part of them.
    """
    base = app.config.html_baseurl
    page, mark, anchor = new.partition("#")
    address = app.builder.get_relative_uri(old, page) + mark + anchor
    data = f' data-was="{escape(was)}" data-now="{escape(now)}"' if was else ""
    link = f'<a href="{escape(address)}"{data}>{escape(app.env.titles[page].astext())}</a>'
    return {
        "title": "This page has moved",
        "body": f'<h1>This page has moved</h1>\n<p class="site-moved">It is now {link}.</p>',
        "moved_to": address,
        "pageurl": f"{base.rstrip('/')}/{app.builder.get_target_uri(page)}" if base else None,
        "unlisted": True,
    }
