"""Turn problems into Sphinx warnings that say where and how to mend them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

    from handbook.reading.load import Finding

_LOGGER = logging.getLogger(__name__)
TYPE = "handbook"


class Subtype(enum.StrEnum):
    """The kinds of warning; ``suppress_warnings`` takes ``handbook`` or ``handbook.<kind>``."""

    #: The data in ``_data`` is not as it should be.
    DATA = "data"
    #: A link names something that does not exist, or that no page shows.
    LINK = "link"
    #: A directive is asked for something it cannot show.
    DIRECTIVE = "directive"
    #: A page, or MyST in the data, holds what pages must not: raw HTML, a file of elsewhere.
    PAGE = "page"
    #: A built page holds something that its Content-Security-Policy forbids.
    CSP = "csp"
    #: A setting of ``conf.py`` is missing, or is not what it should be.
    SETTING = "setting"
    #: A script of the pages' own cannot be read.
    SCRIPT = "script"


def report(finding: Finding) -> None:
    """Warn of a problem in the data, at its file, line and column."""
    message = f"{finding.message} · {finding.cure}"
    _LOGGER.warning(message, type=TYPE, subtype=Subtype.DATA, location=finding.place)


def warn(subtype: Subtype, message: str, location: str | Node | tuple[str, int] | None) -> None:
    """Warn of ``message`` at a place: ``"file:line"``, a node, or (docname, line)."""
    _LOGGER.warning(message, type=TYPE, subtype=subtype, location=location)
