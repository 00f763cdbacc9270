"""Build a Sphinx project inside the test's own process, as `sphinx-build` would."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Built:
    """What a build left behind."""

    outdir: Path
    warnings: list[str]
    """Every line Sphinx wrote to its warning stream, without colours; none in a clean build."""
    app: Sphinx
    """For its environment and doctrees: `built.app.env.get_doctree("index")`."""

    def read(self, name: str) -> str:
        """Return the text of an output file, named from the output folder."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def pages(self) -> list[str]:
        """Return every page, as a path from the output folder; the theme's .html files are none."""
        names = (path.relative_to(self.outdir) for path in self.outdir.rglob("*.html"))
        return sorted(name.as_posix() for name in names if name.parts[0] != "_static")


@contextmanager
def _undone() -> Iterator[None]:
    """Put back what a build changes for the whole process: import path and loaded languages."""
    path = sys.path.copy()
    try:
        with warnings.catch_warnings():
            # Python 3.12 and later, of any fork beside threads; the tests' servers only wait.
            warnings.filterwarnings("ignore", ".* use of fork", DeprecationWarning)
            yield
    finally:
        sys.path[:] = path
        locale.translators.clear()


def build(
    srcdir: Path,
    builder: str,
    out: Path,
    *,
    parallel: int = 1,
    confoverrides: Mapping[str, Any] | None = None,
    doctrees: Path | None = None,
) -> Built:
    """Build a project once.

    Args:
        srcdir: The folder that holds `conf.py`.
        builder: The name of a Sphinx builder.
        out: Where the output goes. A second build into the same folder is an incremental one.
        parallel: How many processes Sphinx may use.
        confoverrides: Settings that win over `conf.py`. References are nit-picked unless they
            say otherwise.
        doctrees: Where doctrees and caches go; beside the output unless given.

    Returns:
        The output folder, the warnings and the application. It is for the test to hold that
        `warnings == []`.

    Raises:
        Exception: Whatever stops Sphinx, as it is.
    """
    stream = StringIO()
    overrides = {"nitpicky": True, **(confoverrides or {})}
    doctrees = doctrees or out.with_name(f"{out.name}.doctrees")
    with _undone(), patch_docutils(srcdir), docutils_namespace():
        app = Sphinx(
            srcdir,
            srcdir,
            out,
            doctrees,
            builder,
            confoverrides=overrides,
            status=None,
            warning=stream,
            parallel=parallel,
        )
        app.build()
    lines = COLOUR.sub("", stream.getvalue()).splitlines()
    return Built(out, [line for line in lines if line.strip()], app)
