"""Python looks for garbage seldom while pages are built.

Sphinx makes millions of small objects, most of which live until their page is written. Looking
among them after every 700 new ones, as Python does by itself, takes a tenth of a build of a
thousand SOPs. What is there before the first page is read stays to the end, and is passed over.
Nor is anything taken apart when the process ends, which took a quarter of a build of one edit.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After how many new objects to look among the new ones; after how many such looks among the
#: older too; and after how many of these among all. Still more seldom takes more memory.
SELDOM = (10_000, 10, 10)


def setup_collecting(app: Sphinx) -> None:
    """Look seldom from now on, and as before once the build has finished."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    atexit.unregister(gc.freeze)  # once is enough, however many builds a process makes
    atexit.register(gc.freeze)

    def settle(app: Sphinx) -> None:
        gc.freeze()

    def restore(app: Sphinx, exception: Exception | None) -> None:
        gc.unfreeze()
        gc.set_threshold(*before)

    app.connect("builder-inited", settle, priority=1000)
    app.connect("build-finished", restore, priority=1000)
