"""What holds of every page of the handbook, whatever is on it, wherever it is opened from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from support.build import Built
from support.trust import Tried, some
from support.watch import DESKTOP, Place, Watched

NARROW: ViewportSize = {"width": 320, "height": 640}
# The document's width, and the first element that reaches past the screen, to find it by.
WIDEST = """() => {
  const width = document.documentElement.scrollWidth;
  const past = [...document.body.querySelectorAll("*")].find(
    (element) => element.getBoundingClientRect().right > innerWidth + 1);
  return [width, past ? past.outerHTML.slice(0, 120) : "?"];
}"""
# How bright the text is, of 765: a dark theme that stayed light would pass every check of contrast.
BRIGHTNESS = """() => getComputedStyle(document.body).color
  .match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"""

# Tries what the policy has to refuse, which browsers log: test_self_check.py holds that page.
TRIES = "sales-operations/self-check.html"

pytestmark = pytest.mark.parametrize("theme", ["light", "dark"])


def sideways(page: Page) -> Iterator[str]:
    """Yield the document's fault when it must be scrolled sideways on the narrowest screen."""
    page.set_viewport_size(NARROW)
    width, past = page.evaluate(WIDEST)
    page.set_viewport_size(DESKTOP)
    if width > NARROW["width"]:
        yield f"{width} px wide on a screen of {NARROW['width']}: {past}"


@pytest.mark.trust("policy", "pages visited, from each of three places")
def test_is_quiet_stays_home_and_fits(
    theme: str, site: Built, place: Place, new_page: Callable[..., Watched], tried: Tried
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
@pytest.mark.parametrize("screen", some([DESKTOP, NARROW], 1), ids=lambda screen: screen["width"])
def test_axe_finds_nothing(
    screen: ViewportSize,
    theme: str,
    site: Built,
    places: dict[str, Place],
    new_page: Callable[..., Watched],
    tried: Tried,
) -> None:
    """axe-core, with its best practices, has nothing to say."""
    page = new_page(color_scheme=theme, viewport=screen).page
    tried(len(site.pages()))
    axe = Axe()
    faults = []
    for name in site.pages():
        page.goto(places["http"].base + name)
        assert (page.evaluate(BRIGHTNESS) > 382) == (theme == "dark")
        for rule in axe.run(page).response["violations"]:
            targets = ", ".join(str(node["target"]) for node in rule["nodes"])
            faults.append(f"{name}: {rule['id']}: {rule['help']}: {targets}")
    assert not faults, "\n".join(faults)


def test_pages_are_found(theme: str, site: Built) -> None:
    assert {"index.html", "search.html"} <= set(site.pages())
