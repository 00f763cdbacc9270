"""The command line: ``python -m handbook check``, ``sync`` and ``new-sop``."""

from __future__ import annotations

import argparse
from pathlib import Path

from handbook.commands.check import check
from handbook.commands.new import new_sop
from handbook.commands.sync import sync


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m handbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    root = argparse.ArgumentParser(add_help=False)
    root.add_argument("root", nargs="?", type=Path, default=Path(), help="the handbook's folder")
    commands.add_parser("check", parents=[root], help="say every mistake in the data")
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
        return check(chosen.root)
    if chosen.command == "sync":
        return sync(chosen.root, only_compare=chosen.compare)
    return new_sop(chosen.root, chosen.title, chosen.stage)


if __name__ == "__main__":
    raise SystemExit(main())
