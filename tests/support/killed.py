"""A Chromium of a test's own, on a profile of its own, that can be killed as a crash would."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, TimeoutError

from support.browser import NoBrowserError, launch_options

PATIENCE_S = 30


class OwnBrowser:
    """A browser started here.

    Args:
        playwright: What talks to it.
        profile: The folder of its profile.
    """

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        options = launch_options(playwright)
        sandbox = [] if options["chromium_sandbox"] else ["--no-sandbox"]
        self._port = profile / "DevToolsActivePort"
        self._port.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                options["executable_path"],
                *options["args"],
                *sandbox,
                "--headless",
                "--remote-debugging-port=0",
                "--password-store=basic",
                "--use-mock-keychain",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A group of its own: its helpers die with it.
            start_new_session=True,
        )
        self._browser = self._attach(playwright)

    @property
    def page(self) -> Page:
        """A page in the profile's own context, which outlives the browser."""
        return self._browser.contexts[0].new_page()

    def kill(self) -> None:
        """End the browser at once: it gets no chance to write anything more."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Kill it where it still runs."""
        if self._process.poll() is None:
            self.kill()

    def _attach(self, playwright: Playwright) -> Browser:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            written = self._port.read_text().split() if self._port.exists() else []
            if written:
                with suppress(TimeoutError):  # it now and then says nothing while it starts
                    address = f"http://127.0.0.1:{written[0]}"
                    return playwright.chromium.connect_over_cdp(address, timeout=5000)
            time.sleep(0.02)
        self.end()
        raise NoBrowserError(f"Chromium did not start within {PATIENCE_S} s")


@contextmanager
def own_browser(playwright: Playwright, profile: Path) -> Iterator[OwnBrowser]:
    """Start a browser on a profile; it is gone when the context ends."""
    browser = OwnBrowser(playwright, profile)
    try:
        yield browser
    finally:
        browser.end()
