"""What holds of every page of the handbook, whatever is on it, wherever it is opened from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize

from support.axe import axe_faults
from support.build import Built
from support.trust import Tried, so_many, some
from support.watch import DESKTOP, NewPage, Place, is_dark

NARROW: ViewportSize = {"width": 320, "height": 640}
# The document's width, and the first element that reaches past the screen, to find it by.
WIDEST = """() => {
  const width = document.documentElement.scrollWidth;
  const past = [...document.body.querySelectorAll("*")].find(
    (element) => element.getBoundingClientRect().right > innerWidth + 1);
  return [width, past ? past.outerHTML.slice(0, 120) : "?"];
}"""

# Tries what the policy has to refuse, which browsers log: test_self_check.py holds that page.
TRIES = "sales-operations/self-check.html"

# Entries of a list that go on in the same way: `nox -s trust` looks at all of them.
SHORTEN = """(most) => {
  for (const list of document.querySelectorAll("dl.sop-keys"))
    for (const entry of [...list.children].slice(2 * most)) entry.remove();
}"""
MOST_ENTRIES = so_many(3, 10_000)


def sideways(page: Page) -> Iterator[str]:
    """Yield the document's fault when it must be scrolled sideways on the narrowest screen."""
    page.set_viewport_size(NARROW)
    width, past = page.evaluate(WIDEST)
    page.set_viewport_size(DESKTOP)
    if width > NARROW["width"]:
        yield f"{width} px wide on a screen of {NARROW['width']}: {past}"


@pytest.mark.trust("policy", "pages visited, from each of three places")
@pytest.mark.parametrize("theme", some(["light", "dark"], 1))
def test_is_quiet_stays_home_and_fits(
    theme: str, site: Built, place: Place, new_page: NewPage, tried: Tried
) -> None:
    """No console message, no foreign request, nothing refused by the policy, no sideways scroll."""
    watched = new_page(color_scheme=theme)
    tried(len(site.pages()))
    faults = []
    for name in set(site.pages()) - {TRIES}:
        watched.forget()
        watched.page.goto(place.base + name)
        watched.settle()
        found = [*watched.faults(place), *sideways(watched.page)]
        faults += [f"{name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.trust("accessibility", "pages that axe looked at")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", some([DESKTOP, NARROW], 1), ids=lambda screen: screen["width"])
def test_axe_finds_nothing(
    screen: ViewportSize,
    theme: str,
    site: Built,
    places: dict[str, Place],
    new_page: NewPage,
    tried: Tried,
) -> None:
    """axe-core, with its best practices, has nothing to say."""
    page = new_page(color_scheme=theme, viewport=screen).page
    tried(len(site.pages()))
    faults = []
    for name in site.pages():
        page.goto(places["http"].base + name)
        assert is_dark(page) == (theme == "dark")
        page.evaluate(SHORTEN, MOST_ENTRIES)
        faults += axe_faults(page, name)
    assert not faults, "\n".join(faults)


def test_pages_are_found(site: Built) -> None:
    assert {"index.html", "search.html"} <= set(site.pages())
