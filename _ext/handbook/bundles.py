"""Which style sheets and scripts a page gets, of which parts, and which come when asked for.

Scripts are classic, one job a file, and share the one object `handbook` (scripts/handbook.d.ts).
Parts are joined in the order given here: what one uses as it is read stands before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handbook.pages import runs_checklists, shows_checklist

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Late(NamedTuple):
    """A part of the pages that waits until it is asked for."""

    scripts: Sequence[str]
    """Parts of its script, in order."""
    styles: Sequence[str] = ()
    """Parts of its style sheet, in order; none for no sheet."""
    lists: bool = False
    """Whether My checklists may ask for it, too."""


#: joined style sheet -> its parts, in order
STYLES = {
    "handbook.css": [
        "palette.css",
        "prose.css",
        "shell.css",
        "checklist.css",
        "run.css",
        "print.css",
    ],
    "figures.css": ["figures.css"],
    "search.css": ["search.css"],
    "my-checklists.css": ["ask.css", "my.css"],
    "figures-and-checklists.css": ["figures.css", "ask.css", "my.css"],
    "self-check.css": ["self-check.css"],
}
#: What every page needs that shows anything of a checklist: its log, where that is kept, a voice.
_LOGS = (
    "ids", "checks", "log", "choices", "fields", "versions", "fold-answers", "fold", "conditions",
    "progress", "text", "records", "database", "connection", "memory", "sentences", "tabs", "store",
    "dom", "announce", "later",
)  # fmt: skip
#: What a page needs on top of it to read an SOP, to start a checklist and to keep what is done.
_RUN = (
    "session", "views", "answers", "ticks", "more", "cards", "resume", "leave", "arrive", "keys",
    "top",
)  # fmt: skip
#: What shows a checklist that is under way, and what is done with it.
_SHOWN = ("ask", "menu", "copy", "blanks", "offers", "steps", "finish", "bar")
_ACTS = (
    "names", "asks", "review", "closed", "help", "greet", "leaving", "origin", "menus", "press",
    "running",
)  # fmt: skip
#: What leaves the browser, as text and as dialogs; what comes in.
_EXITS = (
    "inert", "zoned", "redact", "record", "needed", "pack", "link", "telling", "markdown",
    "handover", "calendar", "issue", "dialog", "goes", "save", "hand", "dates", "github",
)  # fmt: skip
_IMPORTS = ("shape", "check", "said", "sides", "plan", "read", "glimpse", "look", "bring")
_MY = (
    "entries", "words", "item", "damaged", "tools", "copies", "nothing", "list", "glance", "start",
)  # fmt: skip


def _in(folder: str, names: Iterable[str]) -> list[str]:
    return [f"{folder}/{name}.js" for name in names]


#: joined script -> its parts, in order
SCRIPTS = {
    "site.js": ["site.js"],
    "checklist.js": [*_in("run", (*_LOGS, *_RUN)), "checklist.js", "run/page.js"],
    "my-checklists.js": [*_in("run", (*_LOGS, "ask")), *_in("my", _MY)],
    "reviews.js": ["reviews.js"],
    "search.js": _in("search", ("terms", "finder", "excerpts", "page")),
    "self-check.js": [*_in("run", ("ids", "checks", "fields", "text", "dom")), "self-check.js"],
    "moved.js": ["moved.js"],
}
#: Scripts that are not ours: file -> where the package that brings it keeps it.
LIBRARIES = {"lunr.js": ("properdocs", "contrib/search/templates/search/lunr.js")}

#: What a browser fetches only when it is asked for: `handbook.later.need(name)`.
LATER = {
    "acts": Late([*_in("run", _SHOWN), *_in("acts", _ACTS)], ["ask.css", "acts.css"]),
    "versions": Late(_in("run", ("changes", "changed"))),
    "configurator": Late(_in("run", ("configurator", "configured")), ["configured.css"]),
    "exits": Late(_in("exits", _EXITS), ["exits.css"], lists=True),
    "imports": Late(_in("imports", _IMPORTS), lists=True),
}

#: What marks a page, in its rendered body, as one that needs more than the shell.
_MINE = re.compile(r'class="(?:[^"]* )?sop-mine[ "]')
_MOVED = re.compile(r'class="site-moved"')
_FIGURE = re.compile(r'class="(?:[^"]* )?sop-figure[ "]')
_SELF_CHECK = re.compile(r'class="(?:[^"]* )?sop-self-check[ "]')
_LITERAL = re.compile(r'class="highlight[ "]')
_DUE = re.compile(r'class="(?:[^"]* )?sop-due[ "]')
_TABS = re.compile(r'class="(?:[^"]* )?sd-tab-set[ "]')
_DESIGN = re.compile(r'class="(?:[^"]* )?sd-')
#: Whether a page shows a figure, and lists -> their style sheet: what comes together is one file.
_SHOWN_WITH = {
    (True, False): "figures.css",
    (False, True): "my-checklists.css",
    (True, True): "figures-and-checklists.css",
}


def needed_assets(pagename: str, body: str) -> set[str]:
    """Return the scripts and style sheets, by file name, that a page with this *body* needs.

    Checklist pages bring their own copy button, so Sphinx's never meets them.
    """
    needed = {"pygments.css", "handbook.css", "site.js"}
    figure, lists = bool(_FIGURE.search(body)), bool(_MINE.search(body))
    if figure or lists:
        needed.add(_SHOWN_WITH[figure, lists])
    if shows_checklist(body):
        needed |= {"checklist.js"}
    if _LITERAL.search(body) and not runs_checklists(body):
        needed |= {"documentation_options.js", "clipboard.min.js", "copybutton.js"}
        needed |= {"copybutton.css"}
    if lists:
        needed |= {"my-checklists.js"}
    if _DUE.search(body):
        needed |= {"reviews.js"}
    if _SELF_CHECK.search(body):
        needed |= {"self-check.js", "self-check.css"}
    if _TABS.search(body):
        needed |= {"design-tabs.js"}
    if _DESIGN.search(body):
        needed |= {"sphinx-design.min.css"}
    if _MOVED.search(body):
        needed |= {"moved.js"}
    if pagename == "search":
        needed |= {"search.css", "lunr.js", "search.js"}
    return needed


def later_assets(body: str) -> list[str]:
    """Return the names in `LATER` of what a page with this *body* may ask for."""
    if shows_checklist(body):
        return list(LATER)
    return [name for name, late in LATER.items() if late.lists and runs_checklists(body)]
