"""The other faces of an SOP, beside its page: Markdown to copy, JSON to run it by; and llms.txt.

They show what the page shows, so they are written whenever it is, by the process that writes it;
what lists them all is written when the build ends. Only a site of many pages has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from handbook.exporting.definition import definition
from handbook.exporting.inlines import Addresses
from handbook.exporting.llms import Entry, llms, stages
from handbook.exporting.markdown import markdown
from handbook.exporting.published import published
from handbook.nodes import defined
from handbook.reading.load import PAGES
from handbook.store import domain_of
from handbook.written import write_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.domain import SopDomain

#: Face -> the ending of its file, which stands where the SOP's page stands.
FACES = {"Markdown": ".md", "JSON": ".json"}
#: What lists all SOPs for programs, and tells the next build which files are old.
LISTED = f"{PAGES}.json"
LLMS = "llms.txt"
SCHEMAS = "schemas"
_ID = re.compile(r"[a-z0-9-]+")


class Site:
    """Where things are on the site that is being built."""

    def __init__(self, app: Sphinx) -> None:
        self.env = app.env
        self.builder = app.builder
        self.base = str(app.config.html_baseurl).rstrip("/")
        self.domain: SopDomain = domain_of(app.env)

    def address(self, of: str, seen_from: str, anchor: str = "") -> str:
        """Return the address of a file or page: whole where the site has one, else relative."""
        uri = f"{self.base}/{of}" if self.base else relative_uri(seen_from, of)
        return f"{uri}#{anchor}" if anchor else uri

    def page(self, docname: str, seen_from: str, anchor: str = "") -> str:
        """Return the address of a page."""
        return self.address(self.builder.get_target_uri(docname), seen_from, anchor)

    def thing(self, kind: str, name: str, seen_from: str) -> str | None:
        """Return the address of a thing: its own, else of the place that shows it."""
        place = self.domain.places.get((kind, name))
        own = self.domain.handbook.address(kind, name)
        return own or (self.page(place.docname, seen_from, place.anchor) if place else None)

    def addresses(self, docname: str) -> Addresses:
        """Return how links lead on from the Markdown of the SOP whose page is ``docname``."""
        file = docname + FACES["Markdown"]

        def other(target: str) -> str | None:
            path, _, anchor = target.rpartition("#") if "#" in target else (target, "", "")
            labels = self.env.domains.standard_domain.anonlabels
            if label := labels.get(anchor if not path else target):
                return self.page(label[0], file, label[1])
            page = self.env.relfn2path(path, docname)[0].removesuffix(".md") if path else ""
            return self.page(page, file, anchor) if page in self.env.all_docs else None

        def picture(path: str) -> str | None:
            found = self.env.images.get(self.env.relfn2path(path, docname)[0])
            return self.address(f"{self.builder.imagedir}/{found[1]}", file) if found else None

        return Addresses(lambda kind, name: self.thing(kind, name, file), other, picture)


class Faces:
    """What this feature does in one build, and which pages that build has written."""

    def __init__(self) -> None:
        self.written: set[str] = set()

    def link(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is written, and name the faces in its last line if it is an SOP's."""
        self.written.add(docname)
        if not (has_faces(app) and _sop_of(app, docname)):
            return
        page = app.builder.get_target_uri(docname)
        for line in doctree.findall(nodes.paragraph):
            if "sop-revision" in line["classes"]:
                made = nodes.inline(classes=["sop-faces"])
                for words, ending in FACES.items():
                    uri = relative_uri(page, docname + ending)
                    link = nodes.reference("", words, refuri=uri, internal=True)
                    made += [nodes.Text(" · "), link]
                line += made

    def write(
        self, app: Sphinx, docname: str, template: str, context: Any, doctree: nodes.document | None
    ) -> None:
        """Write the faces of an SOP with its page."""
        if doctree and has_faces(app) and (sop_id := _sop_of(app, docname)):
            held = next((node["data"] for node in doctree.findall(defined)), None)
            _write(app, _faces(Site(app), sop_id, held))

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Write what there is once; write faces that are missing, remove those of SOPs gone."""
        if exception or not has_faces(app):
            return
        site, out = Site(app), Path(app.outdir)
        before = _listed_before(out)
        _write(app, {f"{SCHEMAS}/{name}": text for name, text in published()})
        for sop_id in site.domain.handbook.sops:
            files = _files(sop_id)
            if not all((out / file).is_file() for file in files):
                _write(app, _faces(site, sop_id))
        for gone in set(before) - set(site.domain.handbook.sops):
            for file in _files(gone):
                (out / file).unlink(missing_ok=True)
        if self.written or not before or not (out / LLMS).is_file():
            listed = [
                before[sop_id]
                if sop_id in before and f"{PAGES}/{sop_id}" not in self.written
                else _listed(site, sop_id)
                for sop_id in site.domain.handbook.sops
            ]
            _write(app, {LISTED: _json({"v": 1, "sops": listed})})
            _write(app, {LLMS: _llms(site, str(app.config.project))})


def has_faces(app: Sphinx) -> bool:
    """Return whether this build makes a page for each SOP that its faces can stand beside."""
    return app.builder.name in {"html", "dirhtml"}


def _sop_of(app: Sphinx, docname: str) -> str | None:
    """Return the id of the SOP whose page this is, if it is one's."""
    folder, _, name = docname.rpartition("/")
    return name if folder == PAGES and name in domain_of(app.env).handbook.sops else None


def _files(sop_id: str) -> list[str]:
    return [f"{PAGES}/{sop_id}{ending}" for ending in FACES.values()]


def _faces(site: Site, sop_id: str, held: Any = None) -> dict[str, str]:
    """Return the faces of an SOP (file → text), with its definition where the page ``held`` it."""
    handbook, docname = site.domain.handbook, f"{PAGES}/{sop_id}"
    return {
        docname + FACES["Markdown"]: markdown(handbook, sop_id, site.addresses(docname)),
        docname + FACES["JSON"]: _json(held or definition(handbook, sop_id)),
    }


def _write(app: Sphinx, files: Mapping[str, str]) -> None:
    """Write files of the site, each where it differs."""
    for file, text in files.items():
        path = Path(app.outdir) / file
        write_changed(path.parent, {path.name: text})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _listed(site: Site, sop_id: str) -> dict[str, str]:
    """Return what is worth knowing of an SOP before one opens its files."""
    sop, docname = site.domain.handbook.sops[sop_id], f"{PAGES}/{sop_id}"
    return {
        "id": sop_id,
        "title": sop.title,
        "stage": sop.stage,
        "source": sop.source,
        "revision": sop.revision,
        "page": site.page(docname, LISTED),
        "markdown": site.address(docname + FACES["Markdown"], LISTED),
        "definition": site.address(docname + FACES["JSON"], LISTED),
    }


def _listed_before(out: Path) -> dict[str, dict[str, str]]:
    """Return what the last build into this folder listed, by id; nothing if that was spoilt."""
    try:
        listed = json.loads((out / LISTED).read_text(encoding="utf-8"))["sops"]
        found: dict[str, dict[str, str]] = {str(sop["id"]): sop for sop in listed}
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return found if all(map(_ID.fullmatch, found)) else {}


def _llms(site: Site, title: str) -> str:
    handbook = site.domain.handbook
    faces = {
        name: site.address(f"{PAGES}/{name}{FACES['Markdown']}", LLMS) for name in handbook.sops
    }
    # The first page is the site; an SOP stands under SOPs.
    told = {site.env.config.root_doc, *(f"{PAGES}/{name}" for name in faces)}
    data = [
        Entry("All SOPs", site.address(LISTED, LLMS), "JSON, with the addresses of their files"),
        Entry("Schema of an SOP", site.address(f"{SCHEMAS}/definition-v1.json", LLMS)),
        Entry("Schema of a checklist's copy", site.address(f"{SCHEMAS}/checklist-v1.json", LLMS)),
    ]
    return llms(
        handbook,
        title,
        faces,
        stages=stages(handbook, {n: site.thing("stage", n, LLMS) for n in handbook.stages}),
        pages=[
            Entry(site.env.titles[name].astext(), site.page(name, LLMS))
            for name in _pages(site)
            if name not in told
        ],
        data=data,
    )


def _pages(site: Site) -> list[str]:
    """Return every page in the order of the tables of contents, then those in none."""
    found: dict[str, None] = {}
    todo = [site.env.config.root_doc]
    while todo:
        page = todo.pop()
        if page not in found:
            found[page] = None
            todo += reversed(site.env.toctree_includes.get(page, []))
    return list(dict.fromkeys([*found, *sorted(site.env.all_docs)]))


def setup_faces(app: Sphinx) -> None:
    """Write the faces with the pages, and link them from there."""
    faces = Faces()
    app.connect("doctree-resolved", faces.link)
    app.connect("html-page-context", faces.write)
    app.connect("build-finished", faces.finish)
