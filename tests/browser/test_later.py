"""Parts of a page that are fetched when they are asked for: in time, late, and not at all."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from handbook import assets
from support.axe import axe_faults
from support.build import Built
from support.checklist import ORDERING, Checklist, configurator_url, quiet
from support.watch import NewPage, Place, Watched

FAILED = "This part of the page could not be loaded. Check the connection, then try again."


def fetched(watched: Watched) -> list[str]:
    """Return the file name of everything that the page has asked for, in order."""
    return [url.partition("?")[0].rpartition("/")[2] for url in watched.requests]


class Gate:
    """Holds a page's late files back until they are let through, or refuses them."""

    def __init__(self, page: Page, names: str) -> None:
        self.held: list[Route] = []
        self.refuses = False
        self.open = False
        page.route(re.compile(rf"/_static/handbook/({names})\.(js|css)"), self._meet)

    def _meet(self, route: Route) -> None:
        if self.refuses:
            route.abort()
        elif self.open:
            route.continue_()
        else:
            self.held.append(route)

    def let_through(self) -> None:
        self.open = True
        while self.held:
            self.held.pop().continue_()


def test_a_reader_fetches_nothing_that_is_rare(place: Place, new_page: NewPage) -> None:
    """In each of the three places; and each part is fetched once it is of use."""
    checklist = Checklist(new_page(), place)
    page = checklist.page
    checklist.open()
    rare = {f"{name}.js" for name in ("acts", "versions", "configurator", "exits", "imports")}
    assert not rare & {*fetched(checklist.watched)}
    checklist.start()
    assert "configurator.js" not in fetched(checklist.watched)
    checklist.answer("Hub Configurator URL", configurator_url(**{"hub:gpu": "A100"}))
    expect(page.get_by_text(re.compile(r"^Essential · .*A100")).first).to_be_visible()
    assert rare & {*fetched(checklist.watched)} == {"acts.js", "configurator.js"}
    # Told at the page's end, for those who do not know the key.
    page.get_by_role("button", name="Keyboard shortcuts").last.click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert fetched(checklist.watched).count("acts.js") == 1
    quiet(checklist)


def test_a_page_asks_for_little(site: Built, places: dict[str, Place], new_page: NewPage) -> None:
    """As a server sends it: so many files, and so much of them."""
    if assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine: sources are sent as written")
    checklist = Checklist(new_page(), places["http"])
    checklist.open()
    asked = [url for url in checklist.watched.requests if url.startswith("http")]
    assert len(asked) <= 14
    base = places["http"].base
    files = [url.removeprefix(base).partition("?")[0] for url in asked]
    heavy = [name for name in files if name.endswith((".js", ".css"))]
    packed = [gzip.compress((site.outdir / name).read_bytes(), 9) for name in heavy]
    assert sum(map(len, packed)) <= 120_000


def test_a_press_counts_though_its_part_comes_late(
    places: dict[str, Place], new_page: NewPage
) -> None:
    """What was asked for is done once it can be; who went on meanwhile is left in peace."""
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    gate = Gate(page, "acts")
    checklist.open()
    checklist.step("Guide the customer").get_by_role("button", name="More").click()
    field = page.get_by_label("Link to the Order")
    field.focus()
    field.press_sequentially("https://app.hub")
    before = field.bounding_box()
    gate.let_through()
    menu = page.get_by_role("list", name="More about this step")
    expect(menu).to_be_attached()
    field.press_sequentially("spot.com/orders/5")
    expect(field).to_be_focused()
    expect(field).to_have_value("https://app.hubspot.com/orders/5")
    after = field.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 1
    quiet(checklist)


def test_what_is_ticked_meanwhile_is_kept_and_shown(
    places: dict[str, Place], new_page: NewPage
) -> None:
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    gate = Gate(page, "acts")
    checklist.open()
    box = checklist.box("Guide the customer")
    box.click()
    expect(box).to_be_checked()
    page.get_by_label("Link to the Order").fill("https://app.hubspot.com/orders/5")
    before = box.bounding_box()
    gate.let_through()
    checklist.has_done("1 of 4")
    after = box.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 1
    expect(page.get_by_label("Link to the Order")).to_be_focused()
    expect(page.get_by_label("Who is this for?")).to_be_visible()
    quiet(checklist)


def test_keys_typed_too_early_do_nothing_else(places: dict[str, Place], new_page: NewPage) -> None:
    """A note's letters are no acts on the page while what asks for the note is on its way."""
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    gate = Gate(page, "acts")
    checklist.open()
    box = checklist.box("Guide the customer")
    box.focus()
    for key in ("m", "x", "n"):
        page.keyboard.press(key)
    gate.let_through()
    expect(page.get_by_label("Note")).to_be_focused()
    expect(box).not_to_be_checked()
    page.keyboard.type("next")
    expect(page.get_by_label("Note")).to_have_value("next")
    quiet(checklist)


def test_a_part_that_cannot_be_loaded_is_told_and_tried_again(
    places: dict[str, Place], new_page: NewPage
) -> None:
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    gate = Gate(page, "acts")
    gate.refuses = True
    checklist.open()
    more = checklist.step("Guide the customer").get_by_role("button", name="More")
    more.click()
    told = page.get_by_text(FAILED).locator("visible=true")
    expect(told.first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(FAILED)
    expect(page.get_by_role("list", name="More about this step")).to_have_count(0)
    assert not axe_faults(page)
    checklist.button("Close").click()
    expect(checklist.button("Close")).to_have_count(0)
    gate.refuses, gate.open = False, True
    more.click()
    expect(page.get_by_role("list", name="More about this step")).to_be_visible()
    expect(checklist.button("Close")).to_have_count(0)


def test_without_its_parts_a_checklist_still_keeps_what_is_done(
    places: dict[str, Place], new_page: NewPage
) -> None:
    """The connection goes while the page is open, and comes back."""
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    gate = Gate(page, "acts|configurator")
    gate.refuses = True
    checklist.open()
    checklist.box("Guide the customer").click()
    expect(page.get_by_text(FAILED).locator("visible=true").first).to_be_visible()
    checklist.answer("Hub Configurator URL", configurator_url())
    expect(checklist.box("Guide the customer")).to_be_checked()
    gate.refuses, gate.open = False, True
    checklist.box("Check that the Deal").click()
    expect(checklist.bar).to_contain_text("2 of 4")
    checklist.open()
    expect(checklist.box("Guide the customer")).to_be_checked()
    expect(checklist.step("Copy the URL")).to_contain_text("Essential · as the tier has it")


def test_an_older_checklist_waits_for_what_tells_the_difference(
    places: dict[str, Place], new_page: NewPage
) -> None:
    """It can be worked on before; the card comes when it can."""
    checklist = Checklist(new_page(), places["http"])
    page = checklist.page
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")

    def newer(route: Route) -> None:
        body = route.fetch().text()
        changed = re.sub(r'"revision":"\w+"', f'"revision":{json.dumps("f" * 12)}', body)
        route.fulfill(body=changed, content_type="text/html")

    page.route(f"**/{ORDERING}*", newer)
    gate = Gate(page, "versions")
    checklist.open()
    checklist.has_done("1 of 4")
    expect(page.get_by_text("This SOP changed.")).to_have_count(0)
    checklist.tick("Check that the Deal")
    gate.let_through()
    expect(page.get_by_text("This SOP changed.")).to_be_visible()
    expect(checklist.box("Check that the Deal")).to_be_focused()
    quiet(checklist)
