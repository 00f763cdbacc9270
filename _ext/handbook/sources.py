"""What the source of a page may not bring in: HTML, files of elsewhere, settings that run code.

A pull request may come from anybody, and a page that it adds is built before anybody has read it.
So pages are prose and directives: nothing raw, no file but those in `FOLDERS`, no link or picture
but to allowed addresses. Whatever else stands in one is reported as a warning of type ``handbook``,
subtype ``page``, at its line, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.config.main import TopmatterReadError, read_topmatter
from sphinx.addnodes import download_reference

from handbook.model.text import TextError, check_picture, check_target
from handbook.reading.decode import MAX_BYTES, first_refused
from handbook.reporting import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Where the pictures and files are that a page may show or hand out.
FOLDERS = ("images", "sales-operations")
#: What a page may tell MyST for itself. Other settings bring syntax that runs code (substitutions
#: are templates) or makes HTML.
_FRONT_MATTER = frozenset({"html_meta"})
_META = frozenset({"name", "property", "content", "lang"})
#: A directive is nested in one whose fence is longer; so many marks are deeper than anybody reads.
_DEEP = re.compile(r"^[ \t>*+.)\d-]*(`{12,}|~{12,}|:{12,})", re.MULTILINE)


def setup_sources(app: Sphinx) -> None:
    """Have every page's source looked at before it is parsed, and again when it is nodes."""
    app.connect("builder-inited", _bar_files)
    app.connect("source-read", _look_at_source)
    # Before Sphinx collects the pictures and files that are to be copied.
    app.connect("doctree-read", _look_at_nodes, priority=100)


def _bar_files(app: Sphinx) -> None:
    """Have directives refuse what is raw, and other files, with the words of their own parser."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def _look_at_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Refuse a source that must not be parsed; nothing of it is shown then."""
    path = app.env.doc2path(docname)
    refused = _elsewhere(app.srcdir, path) or _unfit(source[0]) or _front_matter(source[0])
    if refused:
        line, what = refused
        warn(Subtype.PAGE, what, f"{path}:{line}")
        source[0] = ""


def _elsewhere(root: Path, path: Path) -> tuple[int, str] | None:
    """Return what is wrong with a page that is a link, or is in a folder that is one."""
    if path.resolve() == root.resolve() / path.relative_to(root):
        return None
    return 1, "this is a link · put the file itself here"


def _unfit(text: str) -> tuple[int, str] | None:
    """Return the line and what is wrong with a text that no parser should get."""
    if len(text) > MAX_BYTES:
        return 1, f"the page is larger than {MAX_BYTES >> 20} MB · split it into several pages"
    if refused := first_refused(text):
        place, what, cure = refused
        return place.line, f"{what} · {cure}"
    if deep := _DEEP.search(text):
        return text.count("\n", 0, deep.start(1)) + 1, "nested too deep · flatten it"
    return None


def _front_matter(text: str) -> tuple[int, str] | None:
    """Return the line and what is wrong with what a page tells MyST for itself."""
    try:
        told = (read_topmatter(text) or {}).get("myst", {})
    except TopmatterReadError:
        return None  # MyST says so, and heeds nothing of it.
    for key in told if isinstance(told, dict) else ():
        if key not in _FRONT_MATTER:
            found = re.search(rf"^.*\b{re.escape(str(key))}\b", text, re.MULTILINE)
            line = text.count("\n", 0, found.start()) + 1 if found else 1
            return line, f"a page cannot set '{key}' for itself · remove it"
    return None


def _look_at_nodes(app: Sphinx, doctree: nodes.document) -> None:
    """Report and leave out each node that no page may hold."""
    told = set()
    for node in list(doctree.findall(nodes.Element)):
        what = _refused(node, app.env)
        if what and node.parent:
            told.add((_place(node, doctree), what))
            _leave_out(node)
    for place, what in sorted(told):
        warn(Subtype.PAGE, what, place)


def _place(node: nodes.Element, doctree: nodes.document) -> str:
    """Return file and line of a node; of one that has none, those of what is nearest.

    Meta elements come from above the text, and know no line.
    """
    around = None if isinstance(node, nodes.meta) else node
    while around:
        placed = (part for part in around.findall(nodes.Element) if part.source and part.line)
        if found := next(placed, None):
            return f"{found.source}:{found.line}"
        around = around.parent
    return f"{doctree['source']}:1"


def _refused(node: nodes.Element, env: BuildEnvironment) -> str | None:
    """Return what is wrong with a node, and the cure; nothing if it is fine."""
    match node:
        case nodes.raw():
            return "raw HTML is not shown · write it in Markdown"
        case nodes.meta() if not _META.issuperset(node.non_default_attributes()):
            return "a meta element can only have a name or property, and content · remove the rest"
        case nodes.image():
            uri = str(node["uri"])
            return _told(check_picture, uri) or _file(uri, env)
        case download_reference():
            return _file(str(node["reftarget"]), env)
        case nodes.reference() if "refuri" in node:
            return _told(check_target, str(node["refuri"]))
    return None


def _told(check: Callable[[str], None], address: str) -> str | None:
    try:
        check(address)
    except TextError as error:
        return str(error)
    return None


def _file(target: str, env: BuildEnvironment) -> str | None:
    """Return what is wrong with a file that would be copied to where readers find it."""
    root = Path(env.srcdir).resolve()
    path = (root / env.relfn2path(target)[1]).resolve()
    parts = path.relative_to(root).parts if path.is_relative_to(root) else ()
    if parts and parts[0] in FOLDERS and not any(part.startswith(".") for part in parts):
        return None
    return f"'{target}' is not in {' or '.join(f'{name}/' for name in FOLDERS)} · put a copy there"


def _leave_out(node: nodes.Element) -> None:
    """Take a node away, with the figure that it is; of a link, its words stay."""
    words = node.children if isinstance(node, nodes.reference) else []
    gone = node.parent if isinstance(node.parent, nodes.figure) else node
    gone.parent.replace(gone, words)
