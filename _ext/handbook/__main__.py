"""The command line: ``python -m handbook check`` and ``python -m handbook sync``."""

from __future__ import annotations

import argparse
from pathlib import Path

from handbook.commands.check import check
from handbook.commands.sync import sync


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m handbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="say every mistake in the data")
    checking.add_argument("root", nargs="?", type=Path, default=Path(), help="the handbook")
    syncing = commands.add_parser("sync", help="write the files made from models and data")
    syncing.add_argument("root", nargs="?", type=Path, default=Path(), help="the handbook")
    syncing.add_argument("--compare", action="store_true", help="write nothing, only compare")
    chosen = parser.parse_args(arguments)
    if chosen.command == "check":
        return check(chosen.root)
    return sync(chosen.root, only_compare=chosen.compare)


if __name__ == "__main__":
    raise SystemExit(main())
