"""The foot of a page: when its text last changed, and where it is changed.

A page's text is in its Markdown, and in the data files of what it is the page of; an SOP's is in
its YAML alone. What the feet say is noted with the domain: after a commit, or when the lines of a
data file have moved, the pages whose foot says something else now are written again, no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handbook.contributing import PAGE, change_at
from handbook.exporting.words import day
from handbook.noted import Upkeep
from handbook.pages import runs
from handbook.reading.dates import dates
from handbook.reading.load import DATA, FILES, SOPS
from handbook.store import domain_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from handbook.domain import SopDomain

    #: data file -> the things in it (kind, id) whose page a page is
    Facts = Mapping[str, list[tuple[str, str]]]

#: What the data calls entities of one kind -> the file that they are in.
_FILE_OF = {key: file for file, model in FILES.items() for key in model.model_fields}


def setup_upkeep(app: Sphinx) -> None:
    """Say at the foot of each page when it last changed, and where to change it."""
    app.connect("env-get-updated", _note)
    app.connect("html-page-context", _tell)


def _note(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Note what every foot says now; return the pages whose foot said something else."""
    if not runs(app.builder):
        return []
    domain = domain_of(env)
    files = {name: env.doc2path(name, base=False).as_posix() for name in env.found_docs}
    domain.data["dates"] = dates(Path(app.srcdir), domain.data["dates"])
    days = domain.data["dates"].days
    facts = _facts(domain)
    now: dict[str, Upkeep] = {}
    for name, file in files.items():
        held = facts.get(name, {})
        known = [days[each] for each in (file, *(f"{DATA}/{f}" for f in held)) if each in days]
        links = tuple(_links(app, name, file, held))
        now[name] = Upkeep(max(known, default=None), links)
    before = domain.upkeep.get(app.builder.name, {})
    domain.upkeep[app.builder.name] = now
    return sorted(name for name in now if now[name] != before.get(name))


def _facts(domain: SopDomain) -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Return the facts of each page."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for (kind, name), place in sorted(domain.places.items()):
        file = f"{SOPS}/{name}.yaml" if kind == "sop" else _FILE_OF.get(f"{kind}s")
        if file:
            found.setdefault(place.docname, {}).setdefault(file, []).append((kind, name))
    return found


def _links(app: Sphinx, docname: str, file: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield words and address for each place where a page is changed."""
    if not app.config.handbook_repository:
        if PAGE in app.env.found_docs and docname != PAGE:
            yield "Change this page", app.builder.get_relative_uri(docname, PAGE)
        return
    whole = next((held for held in facts if held.startswith(f"{SOPS}/")), None)
    yield "Edit this page", change_at(app.config, f"{DATA}/{whole}" if whole else file)
    for held, things in facts.items():
        if held != whole:
            line = _line(domain_of(app.env), held, *things[0]) if len(things) == 1 else None
            yield f"Edit its facts in {held}", change_at(app.config, f"{DATA}/{held}", line)


def _line(domain: SopDomain, file: str, kind: str, name: str) -> int:
    """Return the line of a data file on which a thing begins."""
    position = list(domain.handbook.entities(kind)).index(name)
    return domain.loaded.line((file, f"{kind}s", position))


def _tell(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Hand the template what the foot of a page says."""
    noted = domain_of(app.env).upkeep.get(app.builder.name, {})
    if runs(app.builder) and (upkeep := noted.get(pagename)):
        context["changed"] = upkeep.changed
        context["changed_words"] = day(upkeep.changed) if upkeep.changed else ""
        context["change_links"] = upkeep.links
