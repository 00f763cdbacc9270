"""Fixtures for tests in a browser: the site in its three places, and pages that are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from support.browser import NoBrowserError, driver, launch_options
from support.build import Built, build
from support.checklist import Checklist
from support.exits import PROBE
from support.serve import serve
from support.trees import HANDBOOK, add_sop, copy_tree
from support.watch import NewPage, Place, pages


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Fail with the one line that says what to install, where a traceback would hide it."""
    try:
        yield
    except NoBrowserError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


@pytest.fixture(scope="session")
def places(site: Built) -> Iterator[dict[str, Place]]:
    """The built handbook at a server's root, under a sub-path, and on the disk, by those names."""
    with serve(site.outdir) as root, serve(site.outdir, "/handbook/") as below:
        disk = site.outdir.as_uri() + "/"
        yield {"http": Place(root), "sub-path": Place(below), "disk": Place(disk)}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The handbook as it is published: it knows its address and where issues go; with a Probe."""
    root = copy_tree(HANDBOOK, tmp_path_factory.mktemp("published") / "source")
    add_sop(root, "probe", PROBE)
    out = root.parent / "html"
    out.mkdir()
    with serve(out) as base:
        settings = {"html_baseurl": base.rstrip("/"), "handbook_issues": "owner/name"}
        assert build(root, "html", out, confoverrides=settings).warnings == []
        yield Place(base)


@pytest.fixture(params=["http", "sub-path", "disk"])
def place(request: pytest.FixtureRequest, places: dict[str, Place]) -> Place:
    """Each of the three places in turn."""
    return places[request.param]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with _said_plainly():
        driver()
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; a test that has none fails with what to install."""
    with _said_plainly():
        options = launch_options(playwright)
    with playwright.chromium.launch(**options) as running:
        yield running


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open watched pages, each in a context of its own; takes what `browser.new_context` does."""
    with pages(browser) as opened:
        yield opened


@pytest.fixture
def checklist(places: dict[str, Place], new_page: NewPage) -> Checklist:
    """SOP: Ordering, opened and not yet started."""
    found = Checklist(new_page(), places["http"])
    found.open()
    return found
