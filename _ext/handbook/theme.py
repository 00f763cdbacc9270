"""The site's shell: header, breadcrumb, contents, footer, styles and scripts.

The look is pydata-sphinx-theme's style sheet, wired to the handbook's own colours and sizes.
The theme's scripts are not loaded: the shell needs a colour switch and nothing else, and theirs
write HTML from text, which checklist pages forbid. Our templates carry names of their own, so
that a builder with another theme (epub) never meets them.
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from handbook.bundles import (
    LATER,
    LIBRARIES,
    SCRIPTS,
    STYLES,
    later_assets,
    needed_assets,
)
from handbook.made import Made, made_assets
from handbook.pages import above, is_site, shows_checklist
from handbook.reporting import Subtype, warn
from handbook.written import fingerprint, write_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent

#: The template that a page asks for -> ours
TEMPLATES = {
    "page.html": "handbook-page.html",
    "search.html": "handbook-search.html",
    "handbook-missing.html": "handbook-missing.html",
    "handbook-moved.html": "handbook-moved.html",
}

#: An "On this page" list helps from this many headings on.
_CONTENTS_FROM = 5
_DESCRIPTION_LENGTH = 160
#: The picture that link previews show; conf.py puts it among the static files.
_CARD = "social-card.png"
_NO_SITE = (
    "conf.py: handbook_site is not set, and pages opened from disk share one storage with every "
    "other site's · "
    'name this one, for example handbook_site = "2i2c-sales-operations", and never rename it'
)
#: A repository on GitHub, as its address names it.
_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}")
_NO_REPOSITORY = (
    "conf.py: handbook_issues is '{}', which names no repository · "
    'write its owner and its name: handbook_issues = "owner/name"'
)


class Link(NamedTuple):
    """A link of the shell: the page it leads to, its address from here, what it says."""

    target: str
    href: str
    title: str


def setup_theme(app: Sphinx) -> None:
    """Register the shell's templates, styles, scripts and page context."""
    app.add_config_value("handbook_assets", "", "html", types=frozenset({str}))
    app.add_config_value("handbook_site", "", "html", types=frozenset({str}))
    app.add_config_value("handbook_issues", "", "html", types=frozenset({str}))
    assets = _Assets()
    app.connect("config-inited", _prepare)
    app.connect("config-inited", assets.make)
    app.connect("builder-inited", assets.add)
    # Before any feature that changes tags for its own page.
    app.connect("html-page-context", partial(_keep_tags, {}), priority=100)
    # After every other feature: what we return names the template, and the lists are final.
    app.connect("html-page-context", _dress_page, priority=900)


def describe(doctree: nodes.document) -> str:
    """Return a page's first paragraph, cut at a word, for search engines and link previews."""
    paragraph = next(iter(doctree.findall(nodes.paragraph)), None)
    text = " ".join(paragraph.astext().split()) if paragraph else ""
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"


def _prepare(app: Sphinx, config: Config) -> None:
    """Find our templates, and tell which settings are missing or wrong."""
    # Relative, so that the same sources give the same bytes in any folder.
    templates = Path(os.path.relpath(HERE / "templates", app.confdir)).as_posix()
    config["templates_path"] = [*config.templates_path, templates]
    if not config.handbook_site:
        warn(Subtype.SETTING, _NO_SITE, None)
    if config.handbook_issues and not _REPOSITORY.fullmatch(config.handbook_issues):
        warn(Subtype.SETTING, _NO_REPOSITORY.format(config.handbook_issues), None)


class _Assets:
    """The styles and scripts of one build."""

    def __init__(self) -> None:
        self.made = Made({}, {})

    def make(self, app: Sphinx, config: Config) -> None:
        """Make them, and rewrite every page when one has changed."""
        self.made = made_assets(Path(app.doctreedir) / "handbook-assets.json")
        config["handbook_assets"] = fingerprint(self.made.files)
        for place, what in self.made.broken.items():
            warn(Subtype.SCRIPT, f"{what} · no browser can run this script: mend it", place)

    def add(self, app: Sphinx) -> None:
        """Put them into the site, and on every page until `_dress_page` chooses.

        Written straight to the output: a static path added now would make Sphinx believe, at each
        build, that the settings have changed.
        """
        if not is_site(app.builder):
            return
        write_changed(Path(app.outdir) / "_static" / "handbook", self.made.files)
        for name in STYLES:
            app.add_css_file(f"handbook/{name}", priority=900)
        for name in (*LIBRARIES, *SCRIPTS):
            if name == "site.js":
                app.add_js_file(f"handbook/{name}", priority=100)  # at once: it sets the colours
            else:
                app.add_js_file(f"handbook/{name}", loading_method="defer")
        for name, late in LATER.items():
            app.add_js_file(f"handbook/{name}.js")
            if late.styles:
                app.add_css_file(f"handbook/{name}.css")


def _keep_tags(
    tags: dict[tuple[str, Any], str],
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Have the tag of each asset made once for all pages of a folder.

    Sphinx asks the disk where the file really is, for each of a dozen on every page.
    """

    def kept(make: Callable[[Any], str], asset: Any) -> str:
        key = context["content_root"], asset
        if key not in tags:
            tags[key] = make(asset)
        return tags[key]

    for name in ("css_tag", "js_tag"):
        context[name] = partial(kept, context[name])


def _dress_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> str | None:
    """Give a page its links and its assets; return the name of our template for it."""
    if not is_site(app.builder) or templatename not in TEMPLATES:
        return None
    body = context.get("body", "")
    needed = needed_assets(pagename, body)
    context["site_later"] = [
        (name, *_files(context, {f"{name}.css", f"{name}.js"})) for name in later_assets(body)
    ]
    context["css_files"], context["script_files"] = _files(context, needed)
    top = _top_entries(app.env)
    links = [_link(app, context, *entry) for entry in top]
    context["handbook_site"] = app.config.handbook_site
    # Where checklists that leave a page lead back to, and where issues of them go.
    data = {"published": context.get("pageurl"), "issues": app.config.handbook_issues}
    checklist = shows_checklist(body)
    context["site_data"] = {name: value for name, value in data.items() if value and checklist}
    context["site_links"] = links
    context["site_here"] = _nearest(pagename, [link.target for link in links])
    trail = _above(app, pagename, context.get("page_above"), dict(top))
    context["breadcrumb"] = [_link(app, context, *entry) for entry in trail]
    # A card needs a whole address, so there is none until the site has one.
    base = app.config.html_baseurl
    context["social_card"] = f"{base.rstrip('/')}/_static/{_CARD}" if base else ""
    context["description"] = describe(doctree) if doctree else ""
    if checklist:
        # Its neighbours in the table of contents are not what comes before and after the work.
        context["prev"] = context["next"] = None
    context["show_contents"] = (
        app.builder.name != "singlehtml"
        and not checklist
        and app.env.toc_num_entries.get(pagename, 0) >= _CONTENTS_FROM
    )
    return TEMPLATES[templatename]


def _files(context: dict[str, Any], needed: set[str]) -> Iterator[list[Any]]:
    """Yield Sphinx's style sheets, then its scripts, but only those whose file is *needed*."""
    for kind in ("css_files", "script_files"):
        assets = context[kind]
        yield [asset for asset in assets if str(asset.filename).rpartition("/")[2] in needed]


def _top_entries(env: BuildEnvironment) -> list[tuple[str, str]]:
    """Return target and title of each entry of the home page's toctrees."""
    root = env.config.root_doc
    return [
        (target, title or env.titles[target].astext())
        for toctree in env.tocs[root].findall(addnodes.toctree)
        for title, target in toctree["entries"]
    ]


def _nearest(pagename: str, targets: list[str]) -> str | None:
    """Return the target that is the page itself, or else the index of the closest folder."""
    if pagename in targets:
        return pagename
    folders = [target.removesuffix("index") for target in targets if target.endswith("/index")]
    above = [folder for folder in folders if pagename.startswith(folder)]
    return f"{max(above, key=len)}index" if above else None


def _above(
    app: Sphinx, pagename: str, nearest: str | None, names: dict[str, str]
) -> list[tuple[str, str]]:
    """Return the pages above *pagename*, outermost first, by the header's *names* for them.

    The *nearest* is the one that it belongs to, if not where it stands in the contents.
    """
    found: list[tuple[str, str]] = []
    place = nearest or above(app.builder, pagename)
    while place and place != app.config.root_doc:
        found.append((place, names.get(place) or app.env.titles[place].astext()))
        place = above(app.builder, place)
    return found[::-1]


def _link(app: Sphinx, context: dict[str, Any], target: str, title: str) -> Link:
    """Return the link from a page to another, or to another site."""
    if "://" in target:
        return Link(target, target, title)
    if app.builder.name == "singlehtml":  # where `pathto` drops the anchor, which is the page
        return Link(target, app.builder.get_relative_uri(context["pagename"], target), title)
    return Link(target, context["pathto"](target), title)
