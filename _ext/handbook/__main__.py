"""The command line: `python -m handbook check`, `changes`, `stale`, `sync`, `new-sop`."""

from __future__ import annotations

import argparse
import datetime
import io
import sys
from pathlib import Path

from handbook.commands.changes import changes
from handbook.commands.check import check
from handbook.commands.new import new_sop
from handbook.commands.stale import stale
from handbook.commands.sync import sync
from handbook.model.reviews import check_every


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter is no reason to stop half-way.
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m handbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument("root", nargs="?", type=_folder, default=Path(), help="the handbook's folder")
    clock = argparse.ArgumentParser(add_help=False)
    clock.add_argument("--today", type=_day, help="the day to go by: 2026-11-25; else the clock's")
    commands.add_parser("check", parents=[root, clock], help="say every mistake in the data")
    changing = commands.add_parser(
        "changes", parents=[root], help="say what differs from an earlier revision, as Markdown"
    )
    changing.add_argument("--since", help="the revision; else where this branch left main")
    changing.add_argument("--page", type=Path, help="a file to write the same to as a page")
    syncing = commands.add_parser(
        "sync", parents=[root], help="write the files made from models and data"
    )
    syncing.add_argument("--compare", action="store_true", help="write nothing, only compare")
    aging = commands.add_parser(
        "stale", parents=[root, clock], help="say what nobody has looked at for too long"
    )
    aging.add_argument("--older-than", type=_every, default="6 months",
                       help="when a link has to be opened again (default: 6 months)")  # fmt: skip
    aging.add_argument("--strict", action="store_true", help="exit with 1 if a date has passed")
    adding = commands.add_parser("new-sop", help="write an SOP to fill in, and its page")
    adding.add_argument("title", help="its name, such as 'Invoice a customer'")
    adding.add_argument(
        "root", nargs="?", type=_folder, default=Path(), help="the handbook's folder"
    )
    adding.add_argument("--stage", help="the stage it belongs to")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return check(chosen.root, chosen.today)
    if chosen.command == "changes":
        return changes(chosen.root, chosen.since, chosen.page)
    if chosen.command == "stale":
        today = chosen.today or datetime.date.today()
        return stale(chosen.root, today, chosen.older_than, strict=chosen.strict)
    if chosen.command == "sync":
        return sync(chosen.root, only_compare=chosen.compare)
    return new_sop(chosen.root, chosen.title, chosen.stage)


def _folder(written: str) -> Path:
    if not Path(written).is_dir():
        raise argparse.ArgumentTypeError(f"'{written}' is no folder: name the handbook's")
    return Path(written)


def _day(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{written}' is no day: write 2026-11-25") from None


def _every(written: str) -> str:
    try:
        return check_every(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


if __name__ == "__main__":
    raise SystemExit(main())
