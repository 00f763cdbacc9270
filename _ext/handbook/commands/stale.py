"""``python -m handbook stale``: what nobody has looked at for too long, as plain text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handbook.commands.check import check
from handbook.exporting.words import count, day
from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath
from handbook.model.reviews import later
from handbook.model.sop import Sop
from handbook.reading.load import SOPS, load


class Link(NamedTuple):
    """A link whose last opening by a person is on record, or should be."""

    title: str
    url: str
    checked: datetime.date | None
    path: DataPath


def stale(root: Path, today: datetime.date, limit: str, *, strict: bool = False) -> int:
    """Print SOPs whose review is overdue or never was, and links opened longer than ``limit`` ago.

    The exit code is 0; with ``strict`` it is 1 if a date has passed. What has no date yet, such as
    an SOP that was never reviewed, is told but has not passed. Data with mistakes gives no dates:
    the mistakes are told instead, and the exit code is 1.
    """
    loaded = load(root)
    if loaded.findings:
        return check(root)
    handbook = loaded.handbook
    late = [sop_id for sop_id, sop in handbook.sops.items() if _passed(sop.next_review, today)]
    never = [sop_id for sop_id, sop in handbook.sops.items() if not sop.reviewed]
    links = list(_links(handbook))
    old = [link for link in links if link.checked and later(link.checked, limit) < today]
    unopened = [link for link in links if not link.checked]
    lists: list[tuple[str, list[tuple[str, DataPath]]]] = [
        ("Reviews overdue", [_review(handbook, sop_id, today) for sop_id in late]),
        ("Never reviewed", [_review(handbook, sop_id, today) for sop_id in never]),
        (f"Links last opened by a person over {limit} ago", [_link(link) for link in old]),
        ("Links not yet opened by a person", [_link(link) for link in unopened]),
    ]
    print(f"On {day(today)}:")
    for title, lines in lists:
        print(f"\n{title}: {len(lines) or 'none'}")
        for line, path in lines:
            print(f"  {line}\n    {loaded.place(path)}")
    return 1 if strict and (late or old) else 0


def _passed(date: datetime.date | None, today: datetime.date) -> bool:
    return date is not None and date < today


def _review(handbook: Handbook, sop_id: str, today: datetime.date) -> tuple[str, DataPath]:
    sop = handbook.sops[sop_id]
    kept = handbook.title(handbook.person(sop.kept_by), sop.kept_by) if sop.kept_by else None
    told = [f"SOP: {sop.title}", *_since(sop, today), *([f"kept by {kept}"] if kept else [])]
    key = "reviewed" if sop.reviewed else "title"
    return ", ".join(told), (f"{SOPS}/{sop_id}.yaml", key)


def _since(sop: Sop, today: datetime.date) -> Iterator[str]:
    if sop.next_review:
        days = count((today - sop.next_review).days, "day")
        yield f"due on {day(sop.next_review)}, {days} ago"


def _links(handbook: Handbook) -> Iterator[Link]:
    """Yield the templates of agreements, their guides, and the systems that have an address.

    Only documents that robots cannot see have to be opened by a person; a system's address is
    told once somebody has begun to keep its date.
    """
    for n, agreement in enumerate(handbook.agreements.values()):
        here = ("agreements.yaml", "agreements", n)
        yield Link(agreement.title, agreement.url, agreement.checked, (*here, "url"))
        for m, guide in enumerate(agreement.guides):
            yield Link(guide.title, guide.url, guide.checked, (*here, "guides", m, "url"))
    for n, system in enumerate(handbook.systems.values()):
        if system.url and system.checked:
            path = ("systems.yaml", "systems", n, "url")
            yield Link(system.title, system.url, system.checked, path)


def _link(link: Link) -> tuple[str, DataPath]:
    last = f", last on {day(link.checked)}" if link.checked else ""
    return f"{link.title}{last}: {link.url}", link.path
