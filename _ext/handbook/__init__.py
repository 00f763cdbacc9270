"""The Sphinx extension of the Sales Operations Handbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

#: 3: pictures are nodes of a module of their own. Raise it when what the environment keeps
#: changes its shape.
ENV_VERSION = 3


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up."""
    # Imported here so that `python -m handbook check` starts without Sphinx.
    from handbook.extension import setup_extension

    setup_extension(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
