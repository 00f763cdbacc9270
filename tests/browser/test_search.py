"""The search page as readers use it: typing, reading results, going there by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from support.watch import NewPage, Place, Watched

BOX = "#site-find"
RESULTS = ".site-results > li"
STATUS = ".site-found"
# What would show if a query were ever taken for HTML.
HOSTILE = '<img src=x onerror="document.title=1"> order &lt;b&gt;'


@pytest.fixture
def watched(place: Place, new_page: NewPage) -> Iterator[Watched]:
    """The search page, in each place; nothing on it may go wrong."""
    opened = new_page()
    opened.page.goto(f"{place.base}search.html")
    yield opened
    assert list(opened.faults(place)) == []


def queried(page: Page) -> str | None:
    """Return the query that the address holds."""
    found: str | None = page.evaluate("new URLSearchParams(location.search).get('q')")
    return found


def test_it_finds_as_one_types_and_leads_to_the_step(watched: Watched) -> None:
    page = watched.page
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("ready for p&s req")
    first = page.locator(RESULTS).first
    expect(first.locator("a")).to_have_text(
        "Move it from Open to Ready for P&S Request on the Orders Board"
    )
    expect(first.locator(".site-where")).to_have_text(
        "Step · SOP: Ordering \u203a Review the Order, then pass it on"
    )
    expect(first.locator("mark")).to_have_text(["Ready", "P&S", "Request"])
    expect(page.locator(STATUS)).to_contain_text("places")
    assert queried(page) == "ready for p&s req"
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first.locator("a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULTS).nth(1).locator("a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ordering.html#step--ordering--move")
    page.go_back()
    expect(page.locator(BOX)).to_have_value("ready for p&s req")
    expect(page.locator(RESULTS).first).to_contain_text("Ready for P&S Request")


def test_what_was_typed_stays_text(watched: Watched) -> None:
    page = watched.page
    page.fill(BOX, HOSTILE)
    expect(page.locator(STATUS)).not_to_be_empty()
    assert page.locator("main :is(img, b)").count() == 0
    assert queried(page) == HOSTILE
    page.fill(BOX, "zzzqq " * 200)
    expect(page.locator(STATUS)).to_contain_text("Nothing found for “zzzqq")
    page.fill(BOX, "anual membership")
    expect(page.locator(STATUS)).to_contain_text("Nothing says “anual”; this comes close.")
    page.fill(BOX, "")
    expect(page.locator(STATUS)).to_be_empty()
    expect(page.locator(RESULTS)).to_have_count(0)
    assert queried(page) is None


def test_the_header_of_any_page_leads_there(places: dict[str, Place], new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    page.goto(f"{places['disk'].base}sales-operations/sops/ordering.html")
    page.fill("#site-search", "who signs & sends invoices")
    assert not any("lunr" in url or "findable" in url for url in watched.requests)
    page.press("#site-search", "Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(RESULTS).first.locator("a")).to_have_text(
        "Code for Science & Society (CS&S)"
    )
    assert list(watched.faults(places["disk"])) == []
