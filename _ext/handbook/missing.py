"""404.html: what a server shows for an address that leads nowhere.

It is shown at any depth, so whatever it names starts at the top of the server: `html_baseurl`
tells on which path of it the site is. Without that it is right at the top of the site alone; the
page of `sphinx-notfound-page` would be right nowhere then, and with it needs the path twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from handbook.pages import runs

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

NAME = "404"
TEMPLATE = "handbook-missing.html"


def setup_missing(app: Sphinx) -> None:
    """Write the page with the others, and at the top of the site whatever the builder."""
    app.connect("html-collect-pages", _write)
    # Before Sphinx places the icon (500), and the theme its links.
    app.connect("html-page-context", _from_the_top, priority=400)


def _write(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    if runs(app.builder):
        told = {"title": "Page not found", "unlisted": True, "pageurl": None}
        file = Path(app.outdir) / f"{NAME}.html"
        app.builder.handle_page(NAME, told, TEMPLATE, outfilename=file)  # type: ignore[attr-defined]
    return []


def _from_the_top(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let every address in the page start at the top of the server."""
    if templatename != TEMPLATE:
        return
    base = app.config.html_baseurl
    top = urlsplit(base).path.rstrip("/") + "/" if base else ""
    pathto = context["pathto"]

    def placed(*asked: Any, **how: Any) -> str:
        # Where each page has a folder, Sphinx believes this one to be in a folder too.
        return top + str(pathto(*asked, **how)).removeprefix("../") or "./"

    def tag(made: Callable[[Any], str], attribute: str) -> Callable[[Any], str]:
        address = re.compile(rf'(?<= {attribute}=")(?:\.\./)?')
        return lambda asset: address.sub(top, made(asset), count=1)

    context["pathto"] = placed
    context["css_tag"] = tag(context["css_tag"], "href")
    context["js_tag"] = tag(context["js_tag"], "src")
