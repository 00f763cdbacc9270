"""Where the steps of an SOP changed and nothing says why: the line to paste, dated."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from handbook.comparing.handbooks import compare
from handbook.model.problem import Problem
from handbook.reading.git import HistoryError
from handbook.reading.history import base, load_at, sops_differ
from handbook.reading.load import DATA, SOPS, Loaded, place


def reasons(loaded: Loaded, today: datetime.date | None = None) -> Iterator[str]:
    """Yield for each SOP that owes a reason where to paste it, and the line to paste.

    Nothing is owed where it is not known what was before: without git, or without a main branch.

    Args:
        loaded: The handbook as it is, without mistakes.
        today: The day to write; the machine's, if it is not given.
    """
    try:
        revision = base(loaded.root)
        if not sops_differ(loaded.root, revision):
            return
        was = load_at(loaded.root, revision)
    except HistoryError:
        return
    groups = compare(was.handbook, loaded.handbook, was.handbook.broken)
    day = (today or datetime.date.today()).isoformat()
    for group in groups:
        if group.unexplained:
            yield from _owed(loaded, group.sop, revision, f'{{date: "{day}", why: "…"}}')


def _owed(loaded: Loaded, sop_id: str, revision: str, entry: str) -> Iterator[str]:
    """Yield the advice and the line, as the file writes its list of changes, or begins it."""
    file = f"{SOPS}/{sop_id}.yaml"
    source = loaded.source(file)
    key = next(key for key in ("changes", "steps", "sections") if key in source.data)
    where, line = "above this line", f"changes: [{entry}]"
    if key == "changes":
        start = source.mark_at((key,))
        text = (loaded.root / DATA / file).read_text(encoding="utf-8").splitlines()[start.line - 1]
        if text[start.column - 1 : start.column] == "[":
            where, line = "behind its [", f"{entry}, "
        else:
            line = f"{' ' * (start.column - 1)}- {entry}"
    what = f"steps changed since {revision[:7]}, and nothing says why"
    cure = f"paste {where}, with the reason"
    yield f"{place(source, Problem((file, key), what, cure, at_key=key != 'changes'))}:"
    yield line
