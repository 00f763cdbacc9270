"""The Sphinx extension of the Sales Operations Handbook."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def code_version() -> int:
    """Return a number that is another one when any of the extension's Python code is.

    What Sphinx keeps of a page between builds holds objects of this code, and pages show what
    it says: other code reads every page again.
    """
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*.py")):
        digest.update(f"\0{path.relative_to(here).as_posix()}\0".encode() + path.read_bytes())
    return int(digest.hexdigest()[:12], 16)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up."""
    # Imported here so that `python -m handbook check` starts without Sphinx.
    from handbook.extension import setup_extension

    setup_extension(app)
    return {
        "version": __version__,
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
