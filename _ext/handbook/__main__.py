"""The command line: ``python -m handbook check``, ``changes``, ``sync`` and ``new-sop``."""

from __future__ import annotations

import argparse
import datetime
import io
import sys
from pathlib import Path

from handbook.commands.changes import changes
from handbook.commands.check import check
from handbook.commands.new import new_sop
from handbook.commands.sync import sync


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter is no reason to stop half-way.
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m handbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument("root", nargs="?", type=Path, default=Path(), help="the handbook's folder")
    checking = commands.add_parser("check", parents=[root], help="say every mistake in the data")
    checking.add_argument(
        "--today", type=datetime.date.fromisoformat, help="the day to go by, such as 2026-11-25"
    )
    changing = commands.add_parser(
        "changes", parents=[root], help="say what differs from an earlier revision, as Markdown"
    )
    changing.add_argument("--since", help="the revision; else where this branch left main")
    changing.add_argument("--page", type=Path, help="a file to write the same to as a page")
    syncing = commands.add_parser(
        "sync", parents=[root], help="write the files made from models and data"
    )
    syncing.add_argument("--compare", action="store_true", help="write nothing, only compare")
    adding = commands.add_parser("new-sop", help="write an SOP to fill in, and its page")
    adding.add_argument("title", help="its name, such as 'Invoice a customer'")
    adding.add_argument("root", nargs="?", type=Path, default=Path(), help="the handbook's folder")
    adding.add_argument("--stage", help="the stage it belongs to")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return check(chosen.root, chosen.today)
    if chosen.command == "changes":
        return changes(chosen.root, chosen.since, chosen.page)
    if chosen.command == "sync":
        return sync(chosen.root, only_compare=chosen.compare)
    return new_sop(chosen.root, chosen.title, chosen.stage)


if __name__ == "__main__":
    raise SystemExit(main())
