"""Files of a site that is being built, written where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def write_changed(folder: Path, files: Mapping[str, str]) -> None:
    """Write *files* (name → text) into *folder*, leaving those that are already right alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        target, written = folder / name, text.encode()
        if not target.is_file() or target.read_bytes() != written:
            target.write_bytes(written)


def fingerprint(files: Mapping[str, str]) -> str:
    """Return a short digest that changes when any of *files* (name → text) does."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()[:16]
