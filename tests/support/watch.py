"""A browser page that keeps what it asked for and what it complained about."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
)

log = logging.getLogger(__name__)

# How far anything moved by itself since the page began to load.
SHIFT = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 100);
})"""
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
"""The screen pages open on unless a test says otherwise."""
PHONE: ViewportSize = {"width": 360, "height": 640}
NARROW: ViewportSize = {"width": 320, "height": 568}
LOOKS = [(DESKTOP, "light"), (NARROW, "light"), (NARROW, "dark"), (DESKTOP, "dark")]
"""Screens and themes, so that every second one tries each of both."""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
"""What a page may do that copies and pastes."""
# As people who need it set it: all of WCAG 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
# How bright the text is, of 765.
_BRIGHTNESS = """() => getComputedStyle(document.body).color
  .match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"""

# A browser without a window may call no page idle that shows nothing new.
_IDLE = "() => new Promise((done) => requestIdleCallback(done, { timeout: 500 }))"
# Said on the console, which is recorded from the page's first moment on.
MARK = "securitypolicyviolation: "
REPORT_VIOLATIONS = f"""
document.addEventListener("securitypolicyviolation", (event) => console.debug(
  "{MARK}" + event.effectiveDirective + " refused " + (event.blockedURI || "?")
  + " " + (event.sample || "") + " at " + event.sourceFile + ":" + event.lineNumber));
"""


@dataclass(frozen=True)
class Place:
    """Where the built site is read from: a server's root, a sub-path of it, or the disk."""

    base: str
    """The address of the site's top folder, ending in a slash."""

    def owns(self, address: str) -> bool:
        """Tell whether a request stays with this place; what a page makes for itself does too."""
        scheme, _, rest = self.base.partition("//")
        origin = f"{scheme}//{rest.partition('/')[0]}/"
        return address.startswith((origin, "data:", "blob:"))


@dataclass
class Watched:
    """A page and its record. Every list grows until `forget` empties it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    """Warnings and errors, as "error: text (address:line)"."""
    errors: list[str] = field(default_factory=list)
    """Exceptions no script caught."""
    violations: list[str] = field(default_factory=list)
    """What the page's security policy refused."""

    def faults(self, place: Place) -> Iterator[str]:
        """Yield everything on the record that a page must not do."""
        yield from (f"console {message}" for message in self.console)
        yield from (f"uncaught {error}" for error in self.errors)
        yield from self.violations
        yield from (f"asked for {url}" for url in self.requests if not place.owns(url))

    def forget(self) -> None:
        """Empty the record, before something that is meant to go wrong or a next page."""
        for record in (self.requests, self.console, self.errors, self.violations):
            record.clear()

    def settle(self) -> None:
        """Wait until the page's scripts have nothing left to do."""
        self.page.evaluate(_IDLE)

    def _on_request(self, request: Request) -> None:
        log.info("%s %s", request.method, request.url)
        self.requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        log.info("console %s: %s", message.type, message.text)
        if message.text.startswith(MARK):
            self.violations.append(message.text)
        elif message.type in {"warning", "error", "assert"}:
            where = f"{message.location['url']}:{message.location['lineNumber']}"
            self.console.append(f"{message.type}: {message.text} ({where})")

    def _on_error(self, error: Error) -> None:
        log.info("uncaught %s", error)
        self.errors.append(str(error))


NewPage = Callable[..., Watched]


def is_dark(page: Page) -> bool:
    """Tell whether a page is: a dark theme that stayed light would pass every check of contrast."""
    return int(page.evaluate(_BRIGHTNESS)) > 382


@contextmanager
def pages(browser: Browser) -> Iterator[NewPage]:
    """Let watched pages be opened, each in a context of its own; all close with this one."""
    with ExitStack() as closing:

        def opened(**options: Any) -> Watched:
            context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
            closing.callback(context.close)
            return watch(context)

        yield opened


def watch(context: BrowserContext) -> Watched:
    """Open a page in a context and keep its record from its first request on."""
    context.add_init_script(REPORT_VIOLATIONS)
    watched = Watched(context.new_page())
    watched.page.on("request", watched._on_request)
    watched.page.on("console", watched._on_console)
    watched.page.on("pageerror", watched._on_error)
    return watched
