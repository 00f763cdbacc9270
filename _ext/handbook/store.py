"""Hand Sphinx the loaded handbook, and keep incremental builds right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from handbook.domain import SopDomain
from handbook.reading.cache import load_cached
from handbook.reporting import report

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def domain_of(env: BuildEnvironment) -> SopDomain:
    """Return the domain, which holds the handbook."""
    return cast("SopDomain", env.get_domain(SopDomain.name))


def _load(app: Sphinx) -> None:
    loaded = load_cached(Path(app.srcdir), Path(app.doctreedir) / "handbook.pickle")
    domain_of(app.env).take(loaded)
    for finding in loaded.findings:
        report(finding)


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Name the pages that show something of the data which has changed."""
    return domain_of(env).outdated() - removed


def _forget(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all pages about to be read, so that a thing can move from one to another.

    Read by several processes, Sphinx does this itself; by one, it forgets each page only as its
    turn comes, and takes a label that has moved for one that is there twice.
    """
    domain_of(env).reading = bool(docnames)
    for docname in env.all_docs.keys() & docnames:
        for domain in env.domains.sorted():
            domain.clear_doc(docname)


def _affected(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Name the pages to write again when a title, a table of contents or a place has changed.

    Every page shows titles of others: in navigation, next and previous, and links. Stock
    Sphinx leaves them as they were.
    """
    domain = domain_of(env)
    before = domain.data["outline"]
    if not domain.reading and before.keys() == env.found_docs:
        return []
    now = domain.outline()
    domain.data["outline"] = now
    return [] if before in ({}, now) else sorted(env.found_docs)


def setup_store(app: Sphinx) -> None:
    """Register the domain and the loading of the data."""
    app.add_domain(SopDomain)
    app.connect("builder-inited", _load)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _forget)
    app.connect("env-get-updated", _affected)
