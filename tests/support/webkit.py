"""WebKit, where it is installed: pages that tests of storage can use as they use Chromium's.

Playwright drives a WebKit of its own only, which few machines have. WebKitGTK, which Linux
distributions package with its own driver (Debian: `webkit2gtk-driver` and `xvfb`), is driven by
Selenium. Driven so, it keeps nothing on the disk; so whether what is saved outlives a kill cannot
be tried in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any

from support.watch import Place

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
SIZE = "1280x800x24"
PATIENCE_S = 60
_FUNCTION = re.compile(r"\s*(async\s*)?\([^()]*\)\s*=>")
# As Playwright does it: a function is called with what is given, and a promise waited for.
_EVALUATE = """const [given, done] = arguments;
(async () => {{ {body} }})()
  .then((value) => done({{ value }}), (error) => done({{ error: `${{error}}` }}));"""
# Keeps what goes wrong until it is asked for.
_LISTEN = """globalThis.wentWrong = [];
addEventListener("error", (event) => wentWrong.push(event.message));
addEventListener("unhandledrejection", (event) => wentWrong.push(`${event.reason}`));
document.addEventListener("securitypolicyviolation", (event) =>
  wentWrong.push(`${event.effectiveDirective} refused ${event.blockedURI}`));"""


def missing() -> str:
    """Return what keeps WebKit from being tried here; nothing where it can be."""
    if find_spec("selenium") is None:
        return "Selenium is not installed (the dependency group `webkit`)"
    if not shutil.which(DRIVER):
        return f"{DRIVER} is not installed (Debian: webkit2gtk-driver)"
    if not _has_display() and not shutil.which(SCREEN):
        return f"there is no display, and no {SCREEN} to make one"
    return ""


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """Yield the environment of a program with windows; a screen nobody sees if there is none."""
    if _has_display():
        yield dict(os.environ)
        return
    reads, writes = os.pipe()
    command = [SCREEN, "-displayfd", str(writes), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as screen:
        os.close(writes)
        try:
            with os.fdopen(reads) as told:
                number = told.readline().strip()  # said once it can be used
            yield {**os.environ, "DISPLAY": f":{number}"}
        finally:
            screen.terminate()


class Page:
    """A window of WebKit, with what tests of storage ask of a page of Playwright's."""

    def __init__(self, context: Context, handle: str) -> None:
        self.context = context
        self._handle = handle
        self._first: list[str] = []
        self._listeners: list[Callable[[str], None]] = []

    def add_init_script(self, script: str) -> None:
        """Run ``script`` on each page that comes, before a test does anything on it."""
        self._first.append(script)

    def on(self, event: str, listener: Callable[[str], None]) -> None:
        """Tell ``listener`` of each error on the page."""
        assert event == "pageerror"
        self._listeners.append(listener)

    def goto(self, address: str) -> None:
        """Open a page."""
        driver = self._driver()
        driver.get(address)
        for script in (_LISTEN, *self._first):
            driver.execute_script(script)

    def evaluate(self, expression: str, given: Any = None) -> Any:
        """Return what an expression or a function comes to in the page, as Playwright does."""
        if _FUNCTION.match(expression):
            body = f"return ({expression})(given);"
        else:
            before, mark, last = expression.rpartition("; ")
            body = f"{before}{mark} return ({last});"
        driver = self._driver()
        found = driver.execute_async_script(_EVALUATE.format(body=body), given)
        self.hear()
        assert "error" not in found, found["error"]
        return found.get("value")

    def hear(self) -> None:
        """Tell the listeners what has gone wrong meanwhile."""
        for error in self._driver().execute_script("return globalThis.wentWrong?.splice(0) ?? []"):
            for listener in self._listeners:
                listener(error)

    def close(self) -> None:
        """Close the window."""
        self._driver().close()

    def _driver(self) -> Any:
        self.context.driver.switch_to.window(self._handle)
        return self.context.driver


class Context:
    """A WebKit of its own, with storage of its own, which is gone when it ends."""

    def __init__(self, environment: dict[str, str]) -> None:
        # Not installed with the other tests, which have no use for it.
        from selenium.webdriver import WebKitGTK
        from selenium.webdriver.webkitgtk.service import Service

        self.driver = WebKitGTK(service=Service(shutil.which(DRIVER), env=environment))
        self.driver.set_script_timeout(PATIENCE_S)
        self._used = False

    def new_page(self) -> Page:
        """Open a window; one in a tab behind others would be slowed down."""
        if self._used:
            self.driver.switch_to.new_window("window")
        self._used = True
        return Page(self, self.driver.current_window_handle)


class Watched:
    """A page and what it complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        #: WebKit's driver tells of neither by itself: both are among the errors.
        self.console: list[str] = []
        self.violations: list[str] = []
        page.on("pageerror", self.errors.append)

    def faults(self, place: Place) -> Iterator[str]:
        """Yield everything on the record that a page must not do."""
        self.page.hear()
        yield from self.errors


@contextmanager
def pages(environment: dict[str, str]) -> Iterator[Callable[[], Watched]]:
    """Let pages be opened, each with storage of its own; all are gone when the context ends."""
    with ExitStack() as closing:

        def opened() -> Watched:
            context = Context(environment)
            closing.callback(context.driver.quit)
            return Watched(context.new_page())

        yield opened
