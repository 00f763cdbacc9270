"""Print the handbook: ``python -m pdf _build/singlehtml/index.html _build/pdf/handbook.pdf``."""

from __future__ import annotations

import argparse
import datetime
import subprocess
import sys
from pathlib import Path

from handbook.exporting.words import day
from pdf.book import print_book
from support.browser import NoBrowserError


def edition() -> str:
    """Return which commit is printed and of what day; nothing where git does not know."""
    asked = ["git", "log", "-1", "--format=%cs %h"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"As of {day(datetime.date.fromisoformat(said[0]))} ({said[1]})"


def main() -> int:
    """Print as the arguments say; return 1 when there is no browser to print with."""
    parser = argparse.ArgumentParser(prog="pdf", description=__doc__)
    parser.add_argument("page", type=Path, help="the page that holds all pages")
    parser.add_argument("out", type=Path, help="the PDF to write")
    parser.add_argument("--paper", choices=["a4", "letter"], default="a4")
    given = parser.parse_args()
    try:
        made = print_book(given.page, given.paper, edition())
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
