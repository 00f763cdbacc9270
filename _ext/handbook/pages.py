"""What kind of page is being written: asked by every feature that treats some differently."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.builders import Builder

_SHOWS = re.compile(r'class="(?:[^"]* )?sop-checklist[ "]')
_RUNS = re.compile(r'class="(?:[^"]* )?sop-(?:checklist|mine-all)[ "]')


def is_site(builder: Builder) -> bool:
    """Return whether the builder makes pages for a browser; an e-reader runs no scripts."""
    return builder.format == "html" and builder.name != "epub"


def runs(builder: Builder) -> bool:
    """Return whether checklists run where it writes: a book on one page is for reading."""
    return builder.name in {"html", "dirhtml"}


def above(builder: Builder, pagename: str) -> str | None:
    """Return the page above another in the table of contents, as Sphinx reckons it once a build."""
    relations: dict[str, list[str | None]] = builder.relations  # type: ignore[attr-defined]
    related = relations.get(pagename)
    return related[0] if related else None


def shows_checklist(body: str) -> bool:
    """Return whether a page with this rendered body shows a checklist that can be run."""
    return bool(_SHOWS.search(body))


def runs_checklists(body: str) -> bool:
    """Return whether a page with this rendered body shows or lists checklists that run.

    Trusted Types hold there, so no script that writes HTML may be on it.
    """
    return bool(_RUNS.search(body))
