"""Joining style sheets and scripts: many small sources, one file per need.

Plain text in, plain text out; nothing here knows about Sphinx.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import rjsmin

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n+")


def join_scripts(folder: Path, names: Sequence[str]) -> str:
    """Return the named scripts of *folder* as one, in the order given, without comments.

    Each script ends in a semicolon of its own, so that two never run into each other.

    Raises:
        FileNotFoundError: A script is not there.
    """
    return "".join(f"{_squeeze_script(_read(folder, name))};\n" for name in names)


def join_styles(folder: Path, names: Sequence[str]) -> str:
    """Return the named style sheets of *folder* as one, in the order given, without comments.

    Raises:
        FileNotFoundError: A style sheet is not there.
    """
    return "".join(_squeeze_style(_read(folder, name)) for name in names)


def write_changed(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files* (name → text) into *folder*, leaving those that are already right alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        target = folder / name
        if not target.is_file() or target.read_bytes() != text.encode():
            target.write_bytes(text.encode())


def fingerprint(files: Mapping[str, str]) -> str:
    """Return a short digest that changes when any of *files* (name → text) does."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()[:16]


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def _squeeze_script(text: str) -> str:
    return str(rjsmin.jsmin(text)).strip().removesuffix(";")


def _squeeze_style(text: str) -> str:
    return _BLANK_LINES.sub("\n", _CSS_COMMENT.sub("", text)).strip() + "\n"
