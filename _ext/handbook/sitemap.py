"""sitemap.xml: every page with its whole address, for search engines.

It lists what the site holds and search may find, whatever this build wrote of it;
`sphinx-sitemap` lists what was written, and asks Sphinx for its application in a way that is going.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from handbook.pages import runs
from handbook.store import domain_of
from handbook.written import write_changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

NAME = "sitemap.xml"
_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""


def setup_sitemap(app: Sphinx) -> None:
    """Write the map when a build ends, if it is known where the site will be."""
    app.connect("build-finished", _write)


def _write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and runs(app.builder) and app.config.html_baseurl:
        text = _HEAD + "".join(_pages(app)) + "</urlset>\n"
        write_changed(Path(app.outdir), {NAME: text})


def _pages(app: Sphinx) -> Iterator[str]:
    base = app.config.html_baseurl.rstrip("/")
    upkeep = domain_of(app.env).upkeep.get(app.builder.name, {})
    for page in sorted(app.env.found_docs):
        if "nosearch" in app.env.metadata[page]:
            continue
        address = escape(f"{base}/{app.builder.get_target_uri(page)}")
        changed = upkeep[page].changed if page in upkeep else None
        day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        yield f"  <url><loc>{address}</loc>{day}</url>\n"
