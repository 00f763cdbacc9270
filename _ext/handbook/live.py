"""A build's mistakes on top of its pages, for `nox -s live`; other builds have none of this.

Sphinx writes pages before it knows every mistake, so what it told is put into the written pages
at the end, and into those that were not written again, too.
"""

from __future__ import annotations

import re
from html import escape
from logging import LogRecord, getLogger
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.logging import NAMESPACE, WarningStreamHandler

from handbook.pages import is_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_BEGIN, _END = "<!-- live -->", "<!-- /live -->"
_SLOT = re.compile(rf"(<main[^>]*>)(?:{_BEGIN}.*?{_END})?", re.DOTALL)
#: What Sphinx says last of a warning: its kind, " [myst.header]".
_KIND = re.compile(r" \[[\w.-]+\]$")


def setup_live(app: Sphinx) -> None:
    """Register the setting, which `nox -s live` alone gives: ``-D handbook_live=1``."""
    app.add_config_value("handbook_live", False, "html", types=frozenset({bool}))
    app.connect("config-inited", _listen, priority=0)


def banner(told: Iterable[tuple[str, str]]) -> str:
    """Return the mistakes (place, what) as HTML; nothing if there are none."""
    lines = [
        f"<li>{f'<code>{escape(place)}</code>: ' if place else ''}{escape(what)}</li>"
        for place, what in told
    ]
    if not lines:
        return ""
    title = f"{len(lines)} mistake{'' if len(lines) == 1 else 's'}"
    return (
        f'{_BEGIN}<aside class="admonition warning" aria-label="Mistakes">'
        f'<p class="admonition-title">{title}</p><ul>{"".join(lines)}</ul></aside>{_END}'
    )


def _listen(app: Sphinx, config: Config) -> None:
    """Hear, from the first setting on, what the terminal is told; show it at the end."""
    if not config.handbook_live:
        return
    heard = _Heard(app)
    for handler in getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            # Its own filters come first: what they keep back, nobody is told.
            handler.addFilter(heard)
    app.connect("env-get-outdated", heard.read_again)
    app.connect("html-page-context", _admit_reload, priority=900)
    app.connect("build-finished", heard.finish)


def _admit_reload(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let the page's policy pass what sphinx-autobuild adds: a script, in the page, that waits."""
    rules = context.get("metatags", "")
    rules = rules.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    context["metatags"] = rules.replace("connect-src 'self'", "connect-src 'self' ws:")


class _Heard:
    """Everything that one build warned of, as the terminal shows it, and where it was."""

    def __init__(self, app: Sphinx) -> None:
        self.told: dict[tuple[str, str], None] = {}
        self.base = Path(app.srcdir).as_posix() + "/"
        self.outdir = Path(app.outdir)
        self.mark = Path(app.doctreedir) / "handbook-live"

    def __call__(self, record: LogRecord) -> bool:
        """Note one record, and let it pass."""
        self.note(getattr(record, "location", None) or "", LogRecord.getMessage(record))
        return True

    def note(self, place: str, what: str) -> None:
        """Note what is wrong at a place, once."""
        place = place.replace("\\", "/").removeprefix(self.base)
        self.told[place, _KIND.sub("", what)] = None

    def read_again(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], gone: set[str]
    ) -> Iterable[str]:
        """Have every page read while there is a mistake: Sphinx tells of a page as it reads it."""
        return sorted(env.found_docs) if self.mark.exists() else ()

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Show what was told, and what stopped the build."""
        if exception:
            self.note("", f"The build stopped: {exception}")
        if is_site(app.builder):
            self.show()

    def show(self) -> None:
        """Put what was told on every page, in place of what the last build told."""
        self.mark.unlink(missing_ok=True)
        if self.told:
            self.mark.touch()
        now = banner(self.told)
        for page in self.outdir.rglob("*.html"):
            if page.relative_to(self.outdir).parts[0] != "_static":
                text = page.read_text(encoding="utf-8")
                shown = _SLOT.sub(lambda slot: slot[1] + now, text, count=1)
                page.write_text(shown, encoding="utf-8")
