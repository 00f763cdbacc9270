"""When each file of the handbook last changed, as git tells it.

`sphinx-last-updated-by-git` was tried first. It asks only for pages that are read again, so after
a commit without an edit the old date stays; and it knows a page's Markdown, but not its YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from handbook.reading.git import HistoryError, git

#: Stands before each commit in the log; no file's name can hold it.
_MARK = "\0"
#: Whatever a person's own settings are, the same words come back.
_LOG = (
    "-c", "core.quotePath=off", "-c", "log.showRoot=true", "log", "--format=%x00%ct",
    "--no-color", "--no-show-signature", "--no-renames", "--name-only", "--relative",
)  # fmt: skip


class Dates(NamedTuple):
    """The commit that a handbook is at, and the day (UTC) on which each file last changed."""

    commit: str = ""
    days: Mapping[str, date] = {}
    """File, named from the handbook's root -> day; only files that are committed."""


def dates(root: Path, before: Dates) -> Dates:
    """Return the dates of the handbook in ``root``; ``before`` is what was known of them.

    There are none without git, without a commit, and in a shallow clone, where all that is older
    would seem to be from where the clone begins.
    """
    try:
        known = git(root, "rev-parse", "HEAD", "--is-shallow-repository")
        commit, shallow = known.decode().split()
        if shallow != "false":
            return Dates()
        if commit == before.commit:
            return before
        return Dates(commit, days(git(root, *_LOG).decode(errors="replace")))
    except HistoryError:
        return Dates()


def days(log: str) -> dict[str, date]:
    """Return the last day of each file named in a log: a mark and seconds, then names, by line."""
    latest: dict[str, int] = {}
    for commit in log.split(_MARK)[1:]:
        seconds, *names = commit.split("\n")
        for name in filter(None, names):
            latest[name] = max(latest.get(name, 0), int(seconds))
    return {name: datetime.fromtimestamp(last, UTC).date() for name, last in latest.items()}
