"""The handbook with something more in it, built and served for tests in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.build import build
from support.serve import serve
from support.trees import HANDBOOK, add_sop, copy_tree
from support.watch import Place


@contextmanager
def with_sop(folder: Path, sop_id: str, text: str, **settings: str) -> Iterator[Place]:
    """Serve the handbook with one more SOP and other settings of conf.py, from an empty folder."""
    root = copy_tree(HANDBOOK, folder / "source")
    add_sop(root, sop_id, text)
    built = build(root, "html", folder / "html", confoverrides=settings)
    assert built.warnings == []
    with serve(built.outdir) as base:
        yield Place(base)
