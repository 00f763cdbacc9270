"""Find a Chromium for the browser tests. Run as a script, install one where none is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Playwright, sync_playwright

# First the one without windows: a test's own context costs it a fifth of what it costs the others.
SHELL = "chromium-headless-shell"
NAMES = (
    SHELL,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = (
    "No Chromium for the browser tests: install Chromium or Chrome, "
    "or set CHROMIUM_PATH to one, or run `playwright install chromium`."
)
NO_DRIVER = "Playwright's own Node.js does not start; on Linux it needs libatomic1 (libatomic)."
# Debian has both of these browsers, others may have the second only.
BROWSERS = (SHELL, "chromium")
PACKAGES = ("fonts-dejavu-core", "libatomic1")


class NoBrowserError(Exception):
    """There is no browser to test in; the message says what to install."""


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _starts(path: str) -> bool:
    """Tell whether a program runs at all: a stand-in, or one short of a library, does not."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _candidates(playwright: Playwright) -> Iterator[str]:
    """Yield where a browser may be, the one asked for first and Playwright's own last."""
    if asked := os.environ.get("CHROMIUM_PATH"):
        yield asked
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from (path for path in ELSEWHERE if Path(path).is_file())
    yield playwright.chromium.executable_path


def find(playwright: Playwright) -> str:
    """Return the path of an installed browser that starts.

    Raises:
        NoBrowserError: When there is none, or CHROMIUM_PATH names one that does not start.
    """
    for path in _candidates(playwright):
        if _starts(path):
            return path
    asked = os.environ.get("CHROMIUM_PATH")
    raise NoBrowserError(f"CHROMIUM_PATH is {asked}, which does not start." if asked else MISSING)


def driver() -> str:
    """Return the path of the Node.js that Playwright brings; scripts can be run with it, too.

    Raises:
        NoBrowserError: When it does not start.
    """
    node, _ = compute_driver_executable()
    if not _starts(node):
        raise NoBrowserError(NO_DRIVER)
    return node


def launch_options(playwright: Playwright) -> dict[str, Any]:
    """Return what `chromium.launch` and `launch_persistent_context` need to start it.

    Raises:
        NoBrowserError: As `find` does.
    """
    # Chromium's sandbox refuses to run as root, which containers often are.
    return {
        "executable_path": find(playwright),
        "args": list(FLAGS),
        "chromium_sandbox": not _is_root(),
    }


def _try(command: Sequence[str], seconds: int, **environment: str) -> None:
    """Run a command for so long at most; looking for the browser again tells if it helped."""
    print(f"No browser to test in; trying: {' '.join(command)}", flush=True)
    # No pipe is kept: a download left behind by the command cannot hold this one up.
    try:
        subprocess.run(
            command,
            timeout=seconds,
            env={**os.environ, **environment},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"That did not work: {error}", flush=True)


def _install_steps() -> Iterator[tuple[Sequence[str], int, dict[str, str]]]:
    """Yield commands that may bring a browser, with their time limits and environments.

    The system's packages come first where it can: they bring the libraries a bare machine lacks.
    """
    if os.environ.get("CHROMIUM_PATH"):
        return  # that browser was asked for; another would not be used
    if _is_root() and (apt := shutil.which("apt-get")):
        silent = {"DEBIAN_FRONTEND": "noninteractive"}
        install = (apt, "-qq", "-y", "--no-install-recommends", "install", *PACKAGES)
        yield (apt, "-qq", "update"), 300, silent
        yield from (((*install, package), 900, silent) for package in BROWSERS)
    node, cli = compute_driver_executable()
    waiting = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "15000"}
    yield (node, cli, "install", "chromium"), 600, waiting


def ready() -> str:
    """Return the path of the browser the tests will use.

    Raises:
        NoBrowserError: When there is none, or nothing to drive it with.
    """
    driver()
    with sync_playwright() as playwright:
        return find(playwright)


def ready_or_install() -> str:
    """Return the path of the browser the tests will use, installing one when there is none.

    Raises:
        NoBrowserError: When nothing tried brought one.
    """
    for command, seconds, environment in _install_steps():
        try:
            return ready()
        except NoBrowserError:
            _try(command, seconds, **environment)
    return ready()


def main() -> int:
    """Say which browser the tests will use; return 1 when there is none."""
    try:
        print(f"Browser for the tests: {ready_or_install()}")
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
