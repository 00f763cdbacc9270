"""Every state a checklist's page can be in: said in words, usable, and without a fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support.axe import axe_faults
from support.checklist import ORDERING, Checklist, configurator_url, newer, quiet
from support.exits import MINE, SITE, events_of, saved
from support.faults import FAULTS
from support.sites import with_sop
from support.watch import NewPage, Place, Watched, is_dark

NONE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"
BARRED = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') };"
NEVER = "IDBFactory.prototype.open = () => ({});"
FAIL = "(error) => Object.assign(fault, { at: 'commit', error })"
MEND = "() => Object.assign(fault, { at: '' })"
# Another tab: of a newer handbook, or one in which the browser's data is deleted.
NEWER = """(site) => new Promise((done) => {
  indexedDB.open(`handbook:${site}`, 2).onsuccess = ({ target }) => {
    globalThis.kept = target.result;
    done();
  };
})"""
DELETE = """(site) => new Promise((done) => {
  indexedDB.deleteDatabase(`handbook:${site}`).onsuccess = () => done();
})"""


# Every announcement: when it was made, and during which act.
LISTEN = """
globalThis.heard = [];
globalThis.act = 0;
document.addEventListener("DOMContentLoaded", () => {
  let last = "";
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest("[role=status]");
      const words = region?.textContent ?? last;
      // What stands there already is not read out again.
      if (words && words !== last) heard.push({ words, at: performance.now(), act });
      last = words;
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
});
"""


@dataclass(frozen=True)
class Trouble:
    """A way in which storage lets a checklist down."""

    says: str
    before: str = ""
    """What the page meets as it loads."""
    error: str = ""
    """What writing comes to, once the checklist is under way."""
    elsewhere: str = ""
    """What another tab does then."""


TROUBLES = {
    "none": Trouble("This browser cannot store checklists", before=NONE),
    "refused": Trouble("does not let this site store anything", before=BARRED),
    "blocked": Trouble("Another tab is holding the stored checklists", before=NEVER),
    "full": Trouble("This browser has no room left", FAULTS, error="QuotaExceededError"),
    "failed": Trouble("could not reach its stored checklists", FAULTS, error="UnknownError"),
    "newer": Trouble("A newer version of this handbook", elsewhere=NEWER),
    "cleared": Trouble("were deleted while this page was open", elsewhere=DELETE),
}

WAITS = """
title: Slow things
stage: sales
about: Community
purpose: Try what waits, what is due and what is signed.
source: draft
steps:
  - {id: ask, do: "Ask for {{community}}", wait: 10 minutes}
  - id: live
    do: Agree when it goes live
    fields:
      - {id: go-live, label: Go-live, type: date}
    wait: 2 days
  - id: cloud
    do: Choose the cloud
    fields:
      - id: cloud
        label: Cloud
        type: choice
        options: [{id: aws, label: Amazon}, {id: none, label: None}]
  - {id: prepare, do: "Prepare {{cloud}}", due: {days: 14, before: go-live}}
  - {id: only, do: Open an account, when: {field: cloud, is: aws}}
  - {id: signed, do: Have it signed, sign_off: delivery-manager}
"""
WAITS_PAGE = "sales-operations/sops/waits.html"


@pytest.fixture(scope="module")
def waits(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The handbook with one more SOP, which asks to wait."""
    folder = tmp_path_factory.mktemp("waits")
    with with_sop(folder, "waits", WAITS) as place:
        yield place


def heard(page: Page) -> list[dict[str, Any]]:
    """Return every announcement so far."""
    found: list[dict[str, Any]] = page.evaluate("heard")
    return found


# ----------------------------------------------------------------- storage


def begun(name: str, place: Place, watched: Watched) -> Checklist:
    """A checklist that is started, on a page whose storage lets it down from now on."""
    trouble = TROUBLES[name]
    watched.page.add_init_script(LISTEN)
    if trouble.before:
        watched.page.add_init_script(trouble.before)
    checklist = Checklist(watched, place)
    checklist.open()
    checklist.start()
    if trouble.error:
        watched.page.evaluate(FAIL, trouble.error)
    if trouble.elsewhere:
        expect(checklist.bar).to_contain_text("Saved in this browser")
        other = watched.page.context.new_page()
        other.goto(place.base + "index.html")
        other.evaluate(trouble.elsewhere, SITE)
    return checklist


@pytest.mark.parametrize("name", TROUBLES)
def test_storage_that_fails_is_said_and_stops_nothing(
    name: str, places: dict[str, Place], new_page: NewPage
) -> None:
    """In each state: said once in a sentence, nothing called saved that is not, a copy for all."""
    checklist = begun(name, places["http"], new_page())
    page, bar = checklist.page, checklist.bar
    checklist.tick("Guide the customer")
    expect(bar).to_contain_text("1 of 4")
    expect(bar).to_contain_text(TROUBLES[name].says)
    expect(page.get_by_role("status")).to_contain_text("Done: step 1.")
    checklist.answer("Hub Configurator URL", configurator_url())
    expect(bar).to_contain_text("2 of 4")
    checklist.more("Make the Order", "Waiting")
    page.get_by_label("Waiting on whom or what?").fill("Bo")
    checklist.button("Keep it").click()
    expect(checklist.step("Make the Order")).to_contain_text("Waiting on Bo")
    # Who listens rather than looks is told as well, once.
    told = [one["words"] for one in heard(page) if TROUBLES[name].says in one["words"]]
    assert len(told) == 1
    kept = name == "cleared"  # what was lost is stored again, and so is what is done now
    expect(bar).to_contain_text("Saved in this browser" if kept else "Not saved")
    expect(bar).to_contain_text(TROUBLES[name].says)
    kinds = [event["kind"] for event in events_of(saved(checklist))]
    assert kinds == ["start", "tick", "value", "tick", "wait"]
    if kept:
        checklist.open()
        expect(bar).to_contain_text("2 of 4")
    quiet(checklist)


@pytest.mark.parametrize("name", ["full", "failed"])
def test_what_waited_is_stored_once_storage_works_again(
    name: str, places: dict[str, Place], new_page: NewPage
) -> None:
    checklist = begun(name, places["http"], new_page())
    checklist.tick("Guide the customer")
    checklist.answer("Hub Configurator URL", configurator_url())
    expect(checklist.bar).to_contain_text("Not saved")
    checklist.page.evaluate(MEND)
    checklist.tick("Check that the Deal has line items")
    checklist.has_done("2 of 4")
    expect(checklist.bar).not_to_contain_text(TROUBLES[name].says)
    checklist.open()
    expect(checklist.box("Guide the customer")).to_be_checked()
    expect(checklist.box("Check that the Deal has line items")).to_be_checked()
    checklist.has_done("2 of 4")
    quiet(checklist)


# ----------------------------------------------------------------- what is announced


def script(checklist: Checklist) -> Iterator[Callable[[], object]]:
    """Yield thirty acts as people do them, each until it shows."""
    page = checklist.page
    first, second, last = "Guide the customer", "Copy the URL", "Check that the Deal"

    def skip() -> None:
        checklist.more(second, "Skip it")
        page.get_by_label("Why is it skipped?").fill("Known")
        checklist.button("Skip it").click()
        expect(checklist.step(second)).to_contain_text("Skipped ")

    def note(words: str) -> None:
        checklist.more(first, "note…")
        page.get_by_label("Note", exact=True).fill(words)
        checklist.button("Keep the note").click()
        expect(checklist.step(first)).to_contain_text(f"Note: {words}")

    def wait() -> None:
        checklist.more(last, "Waiting")
        page.get_by_label("Waiting on whom or what?").fill("Bo")
        checklist.button("Keep it").click()
        expect(checklist.step(last)).to_contain_text("Waiting on Bo")

    def answer(label: str, words: str, told: str) -> None:
        checklist.answer(label, words)
        expect(page.get_by_text(told).first).to_be_visible()

    def toggle(words: str, count: str) -> None:
        checklist.box(words).click()
        expect(checklist.bar).to_contain_text(count)

    def turn(keys: str, words: str, *, done: bool) -> None:
        page.keyboard.press(keys)
        expect(checklist.box(words)).to_be_checked(checked=done)

    def gate() -> None:
        checklist.box("Review the Order, then").click()
        expect(page.get_by_label("Why do you go on without it?")).to_be_focused()

    def over() -> None:
        page.get_by_label("Why do you go on without it?").fill("It comes later")
        checklist.button("Go on without it").click()
        expect(checklist.box("Review the Order, then")).to_be_checked()

    def rename() -> None:
        checklist.menu("Change who it is for")
        page.get_by_label("Who is this for?").fill("Gull College")
        checklist.button("Keep it").click()
        expect(checklist.bar.get_by_text("Gull College")).to_be_visible()

    deal = "https://app.hubspot.com/contacts/1/record/0-3/77"
    yield lambda: toggle(first, "1 of 4")
    for _ in range(4):
        yield lambda: toggle(first, "0 of 4")
        yield lambda: toggle(first, "1 of 4")
    yield lambda: turn("Control+z", first, done=False)
    yield lambda: turn("Control+Shift+Z", first, done=True)
    yield skip
    yield lambda: checklist.step(second).get_by_role("button", name="take it back").click()
    yield lambda: answer("HubSpot Deal", deal.replace("0-3", "0-1"), "That is not a Deal")
    yield lambda: answer("HubSpot Deal", f"{deal}?a=b", "The part after ? was left out")
    yield lambda: answer("Hub Configurator URL", "https://example.org/", "This should start with")
    yield lambda: answer("Hub Configurator URL", configurator_url(), "as the tier has it")
    yield lambda: note("one")
    yield lambda: note("two")
    yield lambda: note("three")
    yield wait
    yield lambda: checklist.step(last).get_by_role("button", name="stop waiting").click()
    yield lambda: checklist.tick(last)
    yield gate
    yield over
    yield lambda: toggle("Review the Order, then", "2 of 4")
    yield rename
    yield lambda: toggle("Make the Order", "3 of 4")
    yield lambda: toggle("Make the Order", "2 of 4")
    yield lambda: toggle("Make the Order", "3 of 4")


def test_announcements_of_quick_acts_keep_a_second_apart(
    places: dict[str, Place], new_page: NewPage
) -> None:
    watched = new_page()
    watched.page.add_init_script(LISTEN)
    checklist = Checklist(watched, places["http"])
    checklist.open()
    checklist.start(name="")
    checklist.button("Later").click()
    acts = list(script(checklist))
    assert len(acts) >= 30
    for act in acts:
        act()
    expect(checklist.page.get_by_role("status")).to_contain_text("Done: step 3.")
    times = [one["at"] for one in heard(checklist.page)]
    # The start is told, too. How many share one depends on how fast they follow each other.
    assert 2 <= len(times) <= len(acts) + 1
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) >= 990
    # Of much at once the newest is told, not all of it.
    assert max(one["words"].count("step 1.") for one in heard(checklist.page)) <= 3
    quiet(checklist)


def test_an_act_is_announced_at_most_once(places: dict[str, Place], new_page: NewPage) -> None:
    """However much comes of it; and of the same act again it is announced again."""
    watched = new_page()
    watched.page.add_init_script(LISTEN)
    page = watched.page
    page.clock.install()
    checklist = Checklist(watched, places["http"])
    checklist.open()
    checklist.start(name="")
    checklist.button("Later").click()
    page.clock.fast_forward(2000)
    counts: dict[int, int] = {}
    for number, act in enumerate(script(checklist), start=1):
        page.evaluate("(number) => { globalThis.act = number }", number)
        act()
        watched.settle()
        page.clock.fast_forward(2000)
        counts[number] = sum(one["act"] == number for one in heard(page))
    assert max(counts.values()) == 1
    assert sum(counts.values()) > 20
    told = [one["words"] for one in heard(page)]
    assert told.count("Done: step 1. 1 of 4 steps.") == 5
    assert told.count("Note kept.") == 3
    quiet(checklist)


# ----------------------------------------------------------------- the SOP's own waits


def test_a_wait_is_told_by_the_clock(waits: Place, new_page: NewPage) -> None:
    """From the tick on, in the person's own zone, on the page and in lists; then it is over."""
    watched = new_page(timezone_id="Europe/Berlin")
    page = watched.page
    page.clock.install(time="2026-11-20T13:05:00Z")
    checklist = Checklist(watched, waits, WAITS_PAGE)
    checklist.open()
    checklist.start()
    step = checklist.step("Ask for Tern University")
    expect(step).to_contain_text("Then wait 10 minutes.")
    checklist.tick("Ask for Tern University")
    expect(step).to_contain_text("Wait until 14:15")
    expect(page.get_by_role("status")).to_contain_text("Wait until 14:15.")
    checklist.answer("Go-live", "2026-12-24")
    expect(checklist.step("Agree when")).to_contain_text("Wait until 22 November 2026, 14:05")
    expect(checklist.step("Prepare")).to_contain_text("Due 10 December 2026")
    checklist.open()
    expect(step).to_contain_text("Wait until 14:15")

    page.goto(waits.base + MINE)
    entry = page.get_by_role("list", name="Checklists").get_by_role("listitem")
    expect(entry).to_contain_text("After step 1, wait until 14:15")
    expect(entry).to_contain_text("Due 10 December 2026")
    # Nobody said that they wait on somebody.
    expect(page.get_by_label("Show").locator("option")).to_contain_text(["Open (1)", "Waiting (0)"])
    page.goto(waits.base + "index.html")
    row = page.get_by_role("listitem").filter(has_text="Slow things for Tern University")
    expect(row).to_contain_text(
        "step 3 of 5 · due 10 December 2026 · after step 1, wait until 14:15"
    )

    checklist.open()
    expect(step).to_contain_text("Wait until 14:15")
    page.clock.fast_forward("12:00")
    expect(step).not_to_contain_text("Wait until")
    expect(checklist.step("Agree when")).to_contain_text("Wait until 22 November 2026, 14:05")
    quiet(checklist)


def test_what_is_over_is_neither_due_nor_waited_for(waits: Place, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    checklist = Checklist(watched, waits, WAITS_PAGE)
    checklist.open()
    checklist.start()
    checklist.tick("Ask for Tern University")
    checklist.answer("Go-live", "2020-01-15")
    checklist.has_done("2 of 5")
    page.goto(waits.base + MINE)
    entry = page.get_by_role("list", name="Checklists").get_by_role("listitem")
    expect(entry).to_contain_text("Overdue: was due 1 January 2020")
    expect(entry).to_contain_text("wait until")
    expect(entry).to_contain_text("Next: 3 Choose the cloud")
    checklist.open()
    page.get_by_role("radio", name="Amazon").check()
    checklist.has_done("3 of 6")
    checklist.button("Finish").click()
    checklist.button("Finish all the same").click()
    expect(page.get_by_text("Slow things for Tern University is done.")).to_be_visible()
    expect(checklist.step("Ask for")).not_to_contain_text("Wait until")
    page.goto(waits.base + MINE)
    page.get_by_label("Show").select_option("finished")
    expect(entry).to_contain_text("finished")
    expect(entry).not_to_contain_text(re.compile("due|wait", re.IGNORECASE))
    quiet(checklist)


def test_words_of_a_step_say_what_choices_are_called(waits: Place, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    checklist = Checklist(watched, waits, WAITS_PAGE)
    checklist.open()
    checklist.start()
    checklist.tick("Ask for Tern University")
    checklist.answer("Go-live", "2031-01-15")
    page.get_by_role("radio", name="Amazon").check()
    checklist.has_done("3 of 6")
    page.goto(waits.base + MINE)
    entry = page.get_by_role("list", name="Checklists").get_by_role("listitem")
    expect(entry).to_contain_text("Next: 4 Prepare Amazon")


# ----------------------------------------------------------------- axe


@dataclass
class Looked:
    """What axe finds in the states of a page, one after another."""

    page: Page
    theme: str
    faults: list[str]

    def at(self, state: str) -> None:
        """Look at the page as it is now."""
        assert is_dark(self.page) == (self.theme == "dark")
        self.faults += axe_faults(self.page, state)

    def clean(self) -> None:
        """Hold that nothing was found in any of them."""
        assert not self.faults, "\n".join(self.faults)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_card(
    theme: str, places: dict[str, Place], new_page: NewPage
) -> None:
    checklist = Checklist(new_page(color_scheme=theme), places["http"])
    page = checklist.page
    looked = Looked(page, theme, [])
    checklist.open("#run=abc123")
    expect(page.get_by_text("This checklist is not in this browser.")).to_be_visible()
    looked.at("missing")
    checklist.button("Just practising").click()
    checklist.tick("Guide the customer")
    looked.at("practice")
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")
    checklist.open()
    expect(page.get_by_text("You stopped at step 2")).to_be_visible()
    looked.at("come back")
    checklist.menu("Start another")
    checklist.start("Gull College", name="")
    page.get_by_text("checklists of this SOP (1)").click()
    looked.at("others listed")
    checklist.open()
    expect(page.get_by_role("link", name="Go on with Gull College")).to_be_visible()
    looked.at("several to choose from")
    page.get_by_role("link", name="Tern University").first.click()
    checklist.has_done("1 of 4")
    checklist.menu("Give it up")
    looked.at("giving up")
    page.get_by_label("Why is it given up?").fill("They went elsewhere")
    checklist.button("Give it up").click()
    expect(page.get_by_text("Ordering for Tern University was given up.")).to_be_visible()
    looked.at("given up")
    checklist.button("Open it again").click()
    expect(page.get_by_text("Ordering for Tern University was given up.")).to_have_count(0)
    checklist.has_done("1 of 4")
    address = page.url.partition("#")[2]
    page.route(f"**/{ORDERING}*", newer)
    checklist.open(f"#{address}")
    expect(page.get_by_text("This SOP changed on 2 December 2026.")).to_be_visible()
    looked.at("changed")
    checklist.button("Use the new version").click()
    expect(page.get_by_text("Its words changed after it was ticked")).to_be_visible()
    looked.at("look again")
    checklist.button("Finish").click()
    expect(page.get_by_text("Look through this first.")).to_be_visible()
    looked.at("finishing")
    checklist.button("Finish all the same").click()
    expect(page.get_by_text("Ordering for Tern University is done.")).to_be_visible()
    looked.at("finished")
    looked.clean()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_storage_fails(
    theme: str, places: dict[str, Place], new_page: NewPage
) -> None:
    faults: list[str] = []
    for name in ("refused", "full", "cleared"):
        checklist = begun(name, places["http"], new_page(color_scheme=theme))
        checklist.tick("Guide the customer")
        expect(checklist.bar).to_contain_text(TROUBLES[name].says)
        Looked(checklist.page, theme, faults).at(name)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_steps_say(theme: str, waits: Place, new_page: NewPage) -> None:
    checklist = Checklist(new_page(color_scheme=theme), waits, WAITS_PAGE)
    page = checklist.page
    looked = Looked(page, theme, [])
    checklist.open()
    checklist.start()
    checklist.tick("Ask for Tern University")
    checklist.answer("Go-live", "2020-01-15")
    expect(page.get_by_text("Due 1 January 2020: overdue")).to_be_visible()
    page.get_by_role("radio", name="None").check()
    expect(page.get_by_text("Does not apply: only if")).to_be_visible()
    page.get_by_label("Name of who signs").fill("Dee")
    checklist.button("Sign off").click()
    expect(page.get_by_text("Signed off by Dee")).to_be_visible()
    expect(checklist.step("Ask for")).to_contain_text("Wait until")
    looked.at("waiting, overdue, off, signed")
    checklist.open()
    expect(page.get_by_text("You stopped at")).to_be_visible()
    looked.at("folded")
    looked.clean()
