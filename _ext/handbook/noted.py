"""What the domain notes of the pages: where they show things, what of them, and their upkeep."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from handbook.model.handbook import OF_ONE_SOP


class Place(NamedTuple):
    """Where a thing is shown: page and anchor; what it is called there, and its earlier ids."""

    docname: str
    anchor: str
    title: str
    was: tuple[str, ...]


class View(NamedTuple):
    """Something that a page shows: a view of a thing (`handbook.model.handbook.VIEWS`)."""

    view: str
    kind: str
    id: str

    def is_of_one(self, sops: Collection[str]) -> bool:
        """Tell whether it shows nothing but one of these SOPs, or a step of it."""
        alone = self.view in OF_ONE_SOP and self.kind in ("sop", "step")
        return alone and self.id.partition(".")[0] in sops


class Upkeep(NamedTuple):
    """When a page's text last changed, and where it is changed."""

    changed: date | None
    links: tuple[tuple[str, str], ...]
    """Words and address of each."""
