"""Joining style sheets and scripts: many small sources, one file per need.

Plain text in, plain text out; nothing here knows about Sphinx. What is joined is made small by
`tdewolff-minify`; it is compiled, and pyproject.toml tells for which machines. On the others the
sources are served as they are written: the same pages, which take longer to load.

Whoever imports this holds 13 MB of that library for as long as the process lives: see `made.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

try:
    import minify
except (ImportError, OSError):  # not installed, or not for this machine
    minify = None

_SCRIPT = "application/javascript"
#: How the library says where it could not go on.
_PLACED = re.compile(r"(?P<what>.*) on line (?P<line>\d+) and column (?P<column>\d+)")


def join_scripts(folder: Path, names: Sequence[str]) -> str:
    """Return the named scripts of *folder* as one, in the order given.

    A semicolon stands after each, so that two never run into each other.

    Where it cannot be read as JavaScript it is not made small; `script_mistakes` tells why.

    Raises:
        FileNotFoundError: A script is not there.
    """
    text = _joined(folder, names)
    try:
        return _small(_SCRIPT, text)
    except ValueError:
        return text


def script_mistakes(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield where (file:line:column) and why one of the named scripts cannot be read, if any.

    Only what makes scripts small reads them: without it nothing is found.
    """
    texts = {folder / name: _read(folder, name) for name in names}
    if _refusal(_joined(folder, names)):
        for path, text in texts.items():
            if found := _PLACED.match(_refusal(text)):
                yield f"{path.as_posix()}:{found['line']}:{found['column']}", found["what"]


def library(path: Path) -> str:
    """Return the script of somebody else's at *path*, under its own words on who made it.

    Raises:
        FileNotFoundError: The script is not there.
    """
    text = path.read_text(encoding="utf-8")
    made_by, end, _ = text.partition("*/")
    return f"{made_by}{end}\n{_small(_SCRIPT, text)}" if minify else text


def join_styles(folder: Path, names: Sequence[str]) -> str:
    """Return the named style sheets of *folder* as one, in the order given.

    Raises:
        FileNotFoundError: A style sheet is not there.
    """
    return _small("text/css", "".join(_read(folder, name) for name in names))


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def _joined(folder: Path, names: Sequence[str]) -> str:
    return "".join(f"{_read(folder, name)}\n;\n" for name in names)


def _refusal(script: str) -> str:
    """Return why a script cannot be read, or nothing."""
    try:
        _small(_SCRIPT, script)
    except ValueError as error:
        return str(error)
    return ""


def _small(kind: str, text: str) -> str:
    """Return the text made small, if this machine can; *kind* is its media type."""
    return _made_small(kind, text) if minify else text


@lru_cache(maxsize=64)  # a build asks for the same files more than once
def _made_small(kind: str, text: str) -> str:
    return str(minify.string(kind, text))
