"""Fixtures for tests of storage: a bare page with nothing but it, in the site's three places.

`nox -s trust` runs them in WebKit, too, where that is installed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from support import watch, webkit
from support.bare import opened, write_bare
from support.serve import serve
from support.trust import CHROMIUM, ENGINES, WEBKIT, in_webkit
from support.watch import NewPage, Place


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to Chromium what needs its own protocol."""
    items[:] = [i for i in items if not (i.get_closest_marker(CHROMIUM) and in_webkit(i))]


@pytest.fixture(scope="session")
def screen() -> Iterator[dict[str, str]]:
    """The environment of a WebKit: where its windows are."""
    with webkit.display() as environment:
        yield environment


@pytest.fixture(params=ENGINES)
def new_page(request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Open watched pages in each engine in turn, each page in a context of its own."""
    if request.param == WEBKIT:
        with webkit.pages(request.getfixturevalue("screen")) as new:
            yield new
    else:
        with watch.pages(request.getfixturevalue("browser")) as new:
            yield new


@pytest.fixture(scope="session")
def bare_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Place]]:
    """The bare page at a server's root, under a sub-path, and on the disk, by those names."""
    folder = write_bare(tmp_path_factory.mktemp("bare"))
    with serve(folder) as root, serve(folder, "/handbook/") as below:
        disk = folder.as_uri() + "/"
        yield {"http": Place(root), "sub-path": Place(below), "disk": Place(disk)}


@pytest.fixture(params=["http", "sub-path", "disk"])
def bare(request: pytest.FixtureRequest, bare_places: dict[str, Place]) -> Place:
    """Each of the three places in turn."""
    return bare_places[request.param]


@pytest.fixture
def on_http(bare_places: dict[str, Place]) -> Place:
    return bare_places["http"]


@pytest.fixture
def quiet_page(new_page: NewPage) -> Iterator[Page]:
    """A page of its own, on which nothing may go wrong unseen."""
    watched = new_page()
    yield watched.page
    assert watched.errors + watched.console + watched.violations == []


@pytest.fixture
def tabs(quiet_page: Page, on_http: Place) -> Iterator[list[Page]]:
    """Two tabs of one browser with storage open; nothing may go wrong in either unseen."""
    pages = [quiet_page, quiet_page.context.new_page()]
    errors: list[str] = []
    pages[1].on("pageerror", lambda error: errors.append(str(error)))
    yield [opened(page, on_http.base) for page in pages]
    assert errors == []
