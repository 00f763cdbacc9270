"""The site's shell: header, breadcrumb, contents, footer, styles and scripts.

The look is pydata-sphinx-theme's style sheet, wired to the handbook's own colours and sizes.
The theme's scripts are not loaded: the shell needs a colour switch and nothing else, and theirs
write HTML from text, which checklist pages forbid. Our templates carry names of their own, so
that a builder with another theme (epub) never meets them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from handbook.assets import fingerprint, join_scripts, join_styles, write_changed
from handbook.pages import is_site, runs_checklists
from handbook.reporting import Subtype, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

HERE = Path(__file__).parent

#: joined style sheet -> its parts, in order
STYLES = {
    "handbook.css": [
        "palette.css",
        "prose.css",
        "shell.css",
        "checklist.css",
        "run.css",
        "figures.css",
        "my.css",
        "print.css",
    ],
}
#: What every page needs that shows anything of a checklist: its log, where that is kept, a voice.
_LOGS = (
    "ids", "checks", "log", "fields", "versions", "fold", "conditions", "progress", "text",
    "database", "connection", "memory", "sentences", "tabs", "store", "dom", "announce", "ask",
)  # fmt: skip
#: What a page needs on top of it for one checklist, and for all of them.
_RUN = (
    "changes", "configurator", "menu", "session", "views", "configured", "answers", "blanks",
    "ticks", "copy", "more", "cards", "resume", "changed", "steps", "finish", "bar", "keys", "top",
)  # fmt: skip
_MY = ("entries", "words", "item", "damaged", "tools", "list", "glance", "start")


def _in(folder: str, names: Iterable[str]) -> list[str]:
    return [f"{folder}/{name}.js" for name in names]


#: joined script -> its parts, in order
SCRIPTS = {
    "site.js": ["site.js"],
    "checklist.js": [*_in("run", (*_LOGS, *_RUN)), "checklist.js", "run/page.js"],
    "my-checklists.js": [*_in("run", _LOGS), *_in("my", _MY)],
    "search.js": ["search.js"],
}
#: Sphinx's template -> ours
TEMPLATES = {"page.html": "handbook-page.html", "search.html": "handbook-search.html"}

#: What marks a page, in its rendered body, as one that needs more than the shell.
_CHECKLIST = re.compile(r'class="(?:[^"]* )?sop-checklist[ "]')
_MINE = re.compile(r'class="(?:[^"]* )?sop-mine[ "]')
_LITERAL = re.compile(r'class="highlight[ "]')
_TABS = re.compile(r'class="(?:[^"]* )?sd-tab-set[ "]')
_DESIGN = re.compile(r'class="(?:[^"]* )?sd-')

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


class Link(NamedTuple):
    """A link of the shell: the page it leads to, its address from here, what it says."""

    target: str
    href: str
    title: str


def setup_theme(app: Sphinx) -> None:
    """Register the shell's templates, styles, scripts and page context."""
    app.add_config_value("handbook_assets", "", "html", types=frozenset({str}))
    app.add_config_value("handbook_site", "", "html", types=frozenset({str}))
    app.connect("config-inited", _prepare)
    app.connect("builder-inited", _add_assets)
    # After every other feature: what we return names the template, and the lists are final.
    app.connect("html-page-context", _dress_page, priority=900)


def joined_assets() -> dict[str, str]:
    """Return the site's style sheet and scripts (file name → text)."""
    styles = {name: join_styles(HERE / "styles", parts) for name, parts in STYLES.items()}
    scripts = {name: join_scripts(HERE / "scripts", parts) for name, parts in SCRIPTS.items()}
    return styles | scripts


def needed_assets(pagename: str, body: str) -> set[str]:
    """Return the scripts and style sheets, by file name, that a page with this *body* needs.

    Checklist pages bring their own copy button, so Sphinx's never meets them.
    """
    needed = {"pygments.css", "handbook.css", "site.js"}
    if _CHECKLIST.search(body):
        needed |= {"checklist.js"}
    if _LITERAL.search(body) and not runs_checklists(body):
        needed |= {"documentation_options.js", "clipboard.min.js", "copybutton.js"}
        needed |= {"copybutton.css"}
    if _MINE.search(body):
        needed |= {"my-checklists.js"}
    if _TABS.search(body):
        needed |= {"design-tabs.js"}
    if _DESIGN.search(body):
        needed |= {"sphinx-design.min.css"}
    if pagename == "search":
        needed |= {"search.js"}
    return needed


def describe(doctree: nodes.document) -> str:
    """Return a page's first paragraph, cut at a word, for search engines and link previews."""
    paragraph = next(iter(doctree.findall(nodes.paragraph)), None)
    text = " ".join(paragraph.astext().split()) if paragraph else ""
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + " …"


def _prepare(app: Sphinx, config: Config) -> None:
    """Find our templates, and rewrite every page when a style or script has changed."""
    # Relative, so that the same sources give the same bytes in any folder.
    templates = Path(os.path.relpath(HERE / "templates", app.confdir)).as_posix()
    config["templates_path"] = [*config.templates_path, templates]
    config["handbook_assets"] = fingerprint(joined_assets())
    if not config.handbook_site:
        warn(Subtype.SETTING, _NO_SITE, None)


def _add_assets(app: Sphinx) -> None:
    """Put the joined files into the site, and on every page until `_dress_page` chooses.

    Written straight to the output: a static path added now would make Sphinx believe, at each
    build, that the settings have changed.
    """
    if not is_site(app.builder):
        return
    write_changed(Path(app.outdir) / "_static" / "handbook", joined_assets())
    app.add_css_file("handbook/handbook.css", priority=900)
    app.add_js_file("handbook/site.js", priority=100)  # at once: it sets the colours
    app.add_js_file("handbook/checklist.js", loading_method="defer")
    app.add_js_file("handbook/my-checklists.js", loading_method="defer")
    app.add_js_file("handbook/search.js", loading_method="defer")


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
    context["css_files"] = _keep(context["css_files"], needed)
    context["script_files"] = _keep(context["script_files"], needed)
    top = _top_entries(app.env)
    links = [_link(app, pagename, *entry) for entry in top]
    context["handbook_site"] = app.config.handbook_site
    context["site_links"] = links
    context["site_here"] = _nearest(pagename, [link.target for link in links])
    above = _above(app.env, pagename, dict(top))
    context["breadcrumb"] = [_link(app, pagename, *entry) for entry in above]
    # A card needs a whole address, so there is none until the site has one.
    base = app.config.html_baseurl
    context["social_card"] = f"{base.rstrip('/')}/_static/{_CARD}" if base else ""
    context["description"] = describe(doctree) if doctree else ""
    checklist = bool(_CHECKLIST.search(body))
    if checklist:
        # Its neighbours in the table of contents are not what comes before and after the work.
        context["prev"] = context["next"] = None
    context["show_contents"] = (
        app.builder.name != "singlehtml"
        and not checklist
        and app.env.toc_num_entries.get(pagename, 0) >= _CONTENTS_FROM
    )
    return TEMPLATES[templatename]


def _keep(assets: Iterable[Any], needed: set[str]) -> list[Any]:
    """Return those of Sphinx's style sheets or scripts whose file is *needed*."""
    return [asset for asset in assets if PurePosixPath(str(asset.filename)).name in needed]


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


def _above(env: BuildEnvironment, pagename: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pages above *pagename*, outermost first, by the header's *names* for them."""
    above: list[tuple[str, str]] = []
    parents = {child: page for page, pages in env.toctree_includes.items() for child in pages}
    place = parents.get(pagename)
    while place and place != env.config.root_doc and len(above) < len(parents):
        above.append((place, names.get(place) or env.titles[place].astext()))
        place = parents.get(place)
    return above[::-1]


def _link(app: Sphinx, pagename: str, target: str, title: str) -> Link:
    """Return the link from a page to another, or to another site."""
    outside = "://" in target
    href = target if outside else app.builder.get_relative_uri(pagename, target)
    return Link(target, href or "#", title)
