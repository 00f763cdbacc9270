"""The self-check page: it says what is so, in words and for machines, and what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from handbook.self_check import CHECKS
from support.axe import axe_faults
from support.watch import NewPage, Place

PAGE = "sales-operations/self-check.html"
#: What is missing, how that comes about -> the checks that then are not good.
MISSING = {
    "no storage": (
        "Object.defineProperty(globalThis, 'indexedDB', {value: undefined})", {"storage": "bad"}),
    "no compression": ("delete globalThis.CompressionStream", {"compression": "bad"}),
    "no clipboard": (
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})",
        {"clipboard": "limited"}),
    "no channel": ("delete globalThis.BroadcastChannel", {"tabs": "bad"}),
    "an old browser": ("delete globalThis.HTMLDialogElement", {"display": "bad"}),
    "no room": (
        "StorageManager.prototype.estimate = async () => ({quota: 9e6, usage: 5e6})",
        {"room": "bad"}),
    "granted": (
        "StorageManager.prototype.persisted = async () => true", {"persistence": "good"}),
}  # fmt: skip


def outcomes(page: Page, address: str) -> dict[str, str]:
    """Return what the page tells machines, and see that it tells people the same."""
    page.goto(address)
    page.get_by_text("For machines").click()
    found: dict[str, Any] = json.loads(page.locator(".sop-self-check-data").inner_text())
    told: dict[str, str] = found["outcomes"]
    words = {
        "good": "Good.",
        "limited": "Limited.",
        "bad": "Not as needed.",
        "unknown": "Not known.",
    }
    for name, (title, _) in CHECKS.items():
        entry = page.locator(f"#self-check-{name}")
        expect(entry).to_have_text(title)
        expect(entry.locator("+ dd")).to_contain_text(words[told[name]])
    return told


@pytest.mark.trust("self-check", "where the pages are opened from")
def test_it_tells_what_is_so(place: Place, new_page: NewPage) -> None:
    watched = new_page()
    found = outcomes(watched.page, place.base + PAGE)
    disk = place.base.startswith("file:")
    assert found == {
        **dict.fromkeys(CHECKS, "good"),
        "persistence": "limited",
        "clock": "unknown" if disk else "good",
    }
    expect(watched.page.get_by_role("status")).to_have_text(
        "Checklists work here, some with less comfort."
    )
    # The one thing it tries that the policy has to refuse; nothing else goes wrong or elsewhere.
    assert len(watched.violations) == 1
    assert watched.errors == []
    assert all(place.owns(request) for request in watched.requests)
    left = "async () => (await indexedDB.databases()).map(({ name }) => name)"
    assert "handbook-self-check" not in watched.page.evaluate(left)


@pytest.mark.trust("self-check", "what may be missing")
@pytest.mark.parametrize("what", MISSING)
def test_it_tells_what_is_missing(what: str, places: dict[str, Place], new_page: NewPage) -> None:
    script, expected = MISSING[what]
    page = new_page().page
    page.add_init_script(script)
    found = outcomes(page, places["http"].base + PAGE)
    assert {name: found[name] for name in expected} == expected
    others = {name: told for name, told in found.items() if name not in {*expected, "persistence"}}
    assert set(others.values()) == {"good"}


@pytest.mark.trust("self-check", "what may be missing")
def test_it_tells_that_no_policy_is_in_force(places: dict[str, Place], new_page: NewPage) -> None:
    page = new_page().page

    def without(route: Route) -> None:
        body = route.fetch().text().replace('http-equiv="Content-Security-Policy"', 'name="policy"')
        route.fulfill(body=body, content_type="text/html")

    page.route(f"**/{PAGE}", without)
    assert outcomes(page, places["http"].base + PAGE)["policy"] == "bad"
    expect(page.get_by_role("status")).to_contain_text("Something is not as checklists need it")


@pytest.mark.trust("self-check", "what may be missing")
def test_it_tells_that_the_clock_is_wrong(places: dict[str, Place], new_page: NewPage) -> None:
    page = new_page().page
    page.clock.set_fixed_time("2031-02-03T04:05:00Z")
    assert outcomes(page, places["http"].base + PAGE)["clock"] == "bad"
    expect(page.get_by_text("set the clock of this device")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(theme: str, places: dict[str, Place], new_page: NewPage) -> None:
    page = new_page(color_scheme=theme).page
    outcomes(page, places["http"].base + PAGE)
    assert axe_faults(page) == []


def test_nothing_leads_to_it(places: dict[str, Place], new_page: NewPage) -> None:
    """It is for who is told of it: no menu and no search names it."""
    page = new_page().page
    page.goto(places["http"].base + "search.html?q=compression")
    expect(page.get_by_role("status").first).to_contain_text("Nothing found")
    page.goto(places["http"].base + "sales-operations/index.html")
    assert page.locator("a[href*=self-check]").count() == 0
