"""My checklists, what to continue, and what is going on in a stage: as a person meets them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from support.axe import axe_faults
from support.build import Built
from support.exits import MINE
from support.watch import SHIFT, NewPage, Place, Watched

SITE = "2i2c-sales-operations"
NARROW: ViewportSize = {"width": 320, "height": 640}
Event = dict[str, Any]

ADD = """async ([site, events]) => {
  const store = await handbook.store.open(site);
  await store.add(events);
  store.close();
}"""
# What storage has and no log takes: an act of a kind there never was.
SPOIL = """([site, run, id]) => new Promise((done, failed) => {
  const opening = indexedDB.open(`handbook:${site}`);
  opening.onsuccess = () => {
    const database = opening.result;
    const work = database.transaction("events", "readwrite");
    work.objectStore("events").put({ id, run, n: 9, kind: "explode", secret: "kept" });
    work.oncomplete = () => { database.close(); done(); };
    work.onerror = failed;
  };
})"""
LETTER = {
    "v": 1,
    "id": "write-a-letter",
    "title": "Write a letter",
    "revision": "0" * 64,
    "changes": [],
    "kind": "read-do",
    "about": {"id": "reader", "label": "Reader"},
    "sections": [],
    "steps": [
        {
            "id": "write",
            "hash": "1" * 12,
            "number": 1,
            "text": "Write to {{reader}}",
            "due": {"days": 1, "before": "post"},
        },
        {
            "id": "post",
            "hash": "2" * 12,
            "number": 2,
            "text": "Post it",
            "fields": [{"id": "post", "label": "Day of the post", "type": "date"}],
        },
    ],
}


def definition(site: Built, sop: str) -> dict[str, Any]:
    """Return the definition that an SOP's page embeds."""
    page = site.read(f"sales-operations/sops/{sop}.html")
    found = re.search(r'class="sop-definition">(.*?)</script>', page)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


class Logs:
    """Logs to be stored, each act some days ago."""

    def __init__(self, site: Built) -> None:
        self.site = site
        self.events: list[Event] = []

    def start(
        self, run: str, about: str, sop: str | dict[str, Any] = "ordering", days: float = 2
    ) -> Logs:
        found = definition(self.site, sop) if isinstance(sop, str) else sop
        value = {"definition": found, "about": about, "practice": False}
        return self.act(run, "start", value, days=days)

    def act(
        self, run: str, kind: str, value: Any = None, step: str | None = None, days: float = 2
    ) -> Logs:
        n = 1 + sum(event["run"] == run for event in self.events)
        at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        event = {"v": 1, "id": f"{run}-{n}", "run": run, "n": n, "at": at, "by": "Ana"}
        self.events.append({**event, "step": step, "kind": kind, "value": value})
        return self


def day(days: int) -> str:
    """Return the date so many days from now."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def some(site: Built) -> Logs:
    """Return four open checklists, one of them waiting, and one that is finished."""
    logs = Logs(site)
    logs.start("tern", "Tern University")
    logs.act("tern", "tick", step="configure").act("tern", "tick", step="copy-url")
    logs.start("curlew", "Curlew Institute", days=9)
    wait = {"on": "Curlew's lawyers", "until": "2031-01-31"}
    logs.act("curlew", "wait", wait, step="configure", days=8)
    logs.start("dunlin", "Dunlin Society", "add-a-hub", days=20)
    logs.start("letter", "The Queen", LETTER, days=30)
    logs.act("letter", "value", {"field": "post", "value": day(-3)}, step="post", days=30)
    logs.start("egret", "Egret College", days=40)
    finish: dict[str, list[str]] = {"open": [], "skipped": [], "late": []}
    return logs.act("egret", "finish", finish, days=39)


def seed(page: Page, base: str, logs: Logs) -> None:
    """Store logs as the handbook does, and open My checklists."""
    page.goto(base + MINE)
    page.evaluate(ADD, [SITE, logs.events])
    page.reload()
    expect(entries(page).first).to_be_visible()


@pytest.fixture(params=["http", "disk"])
def base(request: pytest.FixtureRequest, places: dict[str, Place]) -> str:
    return places[request.param].base


@pytest.fixture
def http(places: dict[str, Place]) -> str:
    return places["http"].base


def entries(page: Page) -> Locator:
    return page.get_by_role("list", name="Checklists").get_by_role("listitem")


def names(page: Page) -> Locator:
    """Whom the listed checklists are for; what is expected of it is waited for."""
    return page.get_by_role("list", name="Checklists").get_by_role("heading")


def entry(page: Page, name: str) -> Locator:
    return entries(page).filter(has=page.get_by_role("heading", name=name))


def press(page: Page, act: str, name: str) -> None:
    page.get_by_role("button", name=f"{act}: {name}", exact=True).click()


def show(page: Page, place: str) -> None:
    select = page.get_by_label("Show")
    option = select.locator("option", has_text=re.compile(rf"^{place} "))
    select.select_option(option.get_attribute("value"))


def quiet(watched: Watched, base: str) -> None:
    faults = list(watched.faults(Place(base)))
    assert not faults, "\n".join(faults)


def test_nothing_yet(base: str, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    page.goto(base + MINE)
    expect(page.get_by_text("No checklists in this browser.")).to_be_visible()
    expect(page.get_by_text("shows where orders really are.")).to_be_visible()
    expect(page.get_by_label("Find")).to_be_hidden()
    page.get_by_role("link", name="See the SOPs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("SOPs"))
    quiet(watched, base)


def test_each_says_how_it_stands(base: str, site: Built, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    seed(page, base, some(site))
    expect(names(page)).to_have_text(
        ["Tern University", "Curlew Institute", "Dunlin Society", "The Queen"]
    )
    tern = entry(page, "Tern University")
    expect(tern).to_contain_text("Ordering · 2 of 4 done · two days ago")
    expect(tern).to_contain_text("Next: 3 Check that the Deal has line items")
    waiting = "Waiting on Curlew's lawyers until 31 January 2031"
    expect(entry(page, "Curlew Institute")).to_contain_text(waiting)
    # The handbook has no such SOP: it keeps its own title, and leads nowhere.
    letter = entry(page, "The Queen")
    expect(letter).to_contain_text("Write a letter · 0 of 2 done")
    expect(letter).to_contain_text("Next: 1 Write to The Queen")
    expect(letter).to_contain_text("Overdue: was due")
    expect(letter.get_by_role("link")).to_have_count(0)
    tern.get_by_role("link", name="Tern University").click()
    expect(page).to_have_url(re.compile(r"/sops/ordering\.html#run=tern$"))
    quiet(watched, base)


def test_sort_and_filter(http: str, site: Built, new_page: NewPage) -> None:
    page = new_page().page
    seed(page, http, some(site))
    sort = page.get_by_label("Sort by")
    sort.select_option(label="For whom")
    expect(names(page)).to_have_text(
        ["Curlew Institute", "Dunlin Society", "Tern University", "The Queen"]
    )
    sort.select_option(label="Due")
    expect(names(page).first).to_have_text("The Queen")
    sort.select_option(label="SOP")
    expect(names(page)).to_have_text(
        ["Dunlin Society", "Curlew Institute", "Tern University", "The Queen"]
    )
    show(page, "Waiting")
    expect(names(page)).to_have_text(["Curlew Institute"])
    show(page, "Finished")
    expect(names(page)).to_have_text(["Egret College"])
    show(page, "Archived")
    expect(page.get_by_text("The archive is empty.")).to_be_visible()
    show(page, "Open")
    page.get_by_label("Find").fill("items TERN")
    expect(names(page)).to_have_text(["Tern University"])
    page.get_by_label("Find").fill("no such words")
    expect(page.get_by_role("status")).to_contain_text("Nothing here says “no such words”.")
    expect(names(page)).to_have_count(0)


def test_what_was_chosen_is_there_again(base: str, site: Built, new_page: NewPage) -> None:
    """In this visit all of it; at the next one the place and the order, not what was looked for."""
    watched = new_page()
    page = watched.page
    seed(page, base, some(site))
    page.get_by_label("Sort by").select_option(label="For whom")
    page.get_by_label("Find").fill("institute")
    expect(names(page)).to_have_text(["Curlew Institute"])
    entry(page, "Curlew Institute").get_by_role("link").click()
    expect(page.get_by_role("region", name="Your checklist")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Find")).to_have_value("institute")
    expect(names(page)).to_have_text(["Curlew Institute"])
    page.reload()
    expect(names(page)).to_have_text(["Curlew Institute"])

    later = page.context.new_page()
    later.goto(base + MINE)
    expect(names(later)).to_have_text(
        ["Curlew Institute", "Dunlin Society", "Tern University", "The Queen"]
    )
    show(later, "Waiting")
    expect(names(later)).to_have_text(["Curlew Institute"])
    again = page.context.new_page()
    again.goto(base + MINE)
    expect(names(again)).to_have_text(["Curlew Institute"])
    # An emptied place is not come back to: what is open is shown.
    press(again, "Archive", "Curlew Institute")
    expect(entry(again, "Curlew Institute")).to_contain_text("Archived.")
    last = page.context.new_page()
    last.goto(base + MINE)
    expect(names(last)).to_have_text(["Dunlin Society", "Tern University", "The Queen"])
    quiet(watched, base)


def test_rename_in_place_by_keyboard(http: str, site: Built, new_page: NewPage) -> None:
    page = new_page().page
    seed(page, http, some(site))
    button = page.get_by_role("button", name="Rename: Tern University")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Community", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Tern <b>Universities</b>")
    page.keyboard.press("Enter")
    expect(entry(page, "Tern <b>Universities</b>")).to_be_visible()
    renamed = page.get_by_role("button", name="Rename: Tern <b>Universities</b>")
    expect(renamed).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Renamed: Tern <b>Universities</b>.")
    page.reload()
    expect(names(page).first).to_have_text("Tern <b>Universities</b>")


@pytest.mark.parametrize(
    ("act", "told", "place", "way_back"),
    [
        ("Archive", "Archived.", "Archived", "Take out of the archive"),
        ("Delete", "In the trash.", "Trash", "Put back"),
    ],
)
def test_set_aside_undone_and_taken_back(
    act: str, told: str, place: str, way_back: str, http: str, site: Built, new_page: NewPage
) -> None:
    page = new_page().page
    seed(page, http, some(site))
    before = entry(page, "Dunlin Society").bounding_box()
    press(page, act, "Curlew Institute")
    expect(entry(page, "Curlew Institute")).to_contain_text(told)
    expect(page.get_by_role("button", name="Undo: Curlew Institute")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(f"Curlew Institute: {told.lower()}")
    assert entry(page, "Dunlin Society").bounding_box() == before  # nothing moved
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"{act}: Curlew Institute")).to_be_focused()

    press(page, act, "Curlew Institute")
    expect(entry(page, "Curlew Institute")).to_contain_text(told)
    press(page, act, "Dunlin Society")  # the next act: the first undo goes
    expect(page.get_by_role("button", name="Undo: Dunlin Society")).to_be_focused()
    expect(names(page)).to_have_text(["Tern University", "Dunlin Society", "The Queen"])
    page.reload()
    show(page, place)
    expect(names(page)).to_have_text(
        ["Dunlin Society", "Curlew Institute"]
    )  # the last one set aside first
    press(page, way_back, "Curlew Institute")
    expect(page.get_by_role("button", name="Undo: Curlew Institute")).to_be_focused()
    show(page, "Open")
    expect(entry(page, "Curlew Institute")).to_be_visible()


def test_delete_for_good_asks_once(http: str, site: Built, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    seed(page, http, some(site))
    for name in ("Tern University", "The Queen"):
        press(page, "Delete", name)
        expect(page.get_by_role("button", name=f"Undo: {name}")).to_be_focused()
    show(page, "Trash")
    press(page, "Delete for good", "Tern University")
    expect(entry(page, "Tern University")).to_contain_text("Nothing brings it back.")
    expect(page.get_by_role("button", name="Keep it: Tern University")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Delete for good: Tern University")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(entry(page, "Tern University")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Deleted for good: Tern University.")
    expect(page.get_by_role("button", name="Rename: The Queen")).to_be_focused()
    page.reload()
    show(page, "Trash")
    expect(names(page)).to_have_text(["The Queen"])
    quiet(watched, http)


def test_follows_other_tabs_without_taking_the_focus(
    http: str, site: Built, new_page: NewPage
) -> None:
    page = new_page().page
    seed(page, http, some(site))
    press(page, "Rename", "Dunlin Society")
    page.keyboard.type("half a na")
    other = page.context.new_page()
    other.goto(http + MINE)
    more = Logs(site).start("knot", "Knot Academy", days=0)
    other.evaluate(ADD, [SITE, more.events])
    press(other, "Delete", "Tern University")
    expect(entry(page, "Knot Academy")).to_be_visible()
    expect(entry(page, "Tern University")).to_contain_text("in the trash")
    field = page.get_by_label("Community", exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile("half a na$"))
    show(other, "Trash")
    press(other, "Delete for good", "Tern University")
    press(other, "Delete for good", "Tern University")
    expect(entry(page, "Tern University")).to_have_count(0)
    expect(field).to_be_focused()


def test_what_is_damaged_stands_apart(
    base: str, site: Built, new_page: NewPage, tmp_path: Path
) -> None:
    watched = new_page()
    page = watched.page
    seed(page, base, some(site))
    page.evaluate(SPOIL, [SITE, "tern", "bad-1"])
    page.evaluate(SPOIL, [SITE, "ruin", "bad-2"])
    page.reload()
    damaged = page.get_by_role("region", name="Damaged")
    expect(damaged.get_by_role("listitem")).to_have_count(2)
    expect(damaged).to_contain_text("One entry of this checklist is damaged")
    expect(names(page).first).to_have_text("Tern University")  # the rest of it opens
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save as a file: A checklist without a name").click()
    assert downloading.value.suggested_filename == "damaged-checklist-ruin.json"
    downloading.value.save_as(tmp_path / "saved.json")
    saved = json.loads((tmp_path / "saved.json").read_text("utf-8"))
    assert saved["damaged"][0]["secret"] == "kept"
    press(page, "Delete for good", "A checklist without a name")
    press(page, "Delete for good", "A checklist without a name")
    expect(damaged.get_by_role("listitem")).to_have_count(1)
    quiet(watched, base)


def test_storage_refused_is_said_on_top(http: str, new_page: NewPage) -> None:
    watched = new_page()
    refuse = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }"
    watched.page.add_init_script(refuse)
    watched.page.goto(http + MINE)
    expect(watched.page.get_by_text("does not let this site store anything").first).to_be_visible()
    expect(watched.page.get_by_text("No checklists in this browser.")).to_be_visible()
    quiet(watched, http)


def test_home_shows_what_to_continue(http: str, site: Built, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    page.goto(http + "index.html")
    watched.settle()
    expect(page.get_by_role("heading", name="Continue")).to_have_count(0)
    logs = some(site)
    for n in range(4):
        logs.start(f"more-{n}", f"Community {n}", days=60)
    seed(page, http, logs)
    page.goto(http + "index.html")
    heading = page.get_by_role("heading", name="Continue")
    expect(heading).to_be_visible()
    rows = page.get_by_role("list").filter(has_text="Ordering for").get_by_role("listitem")
    expect(rows.first).to_have_text("Ordering for Tern University · step 3 of 4 · two days ago")
    # Those finished or of an SOP that is gone are not here; the rest is one link away.
    expect(rows).to_have_count(6)
    expect(rows.last).to_have_text("2 more in My checklists")
    rows.last.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("My checklists"))
    quiet(watched, http)


def test_a_stage_shows_what_is_going_on(base: str, site: Built, new_page: NewPage) -> None:
    watched = new_page()
    page = watched.page
    seed(page, base, some(site))
    page.goto(base + "sales-operations/sales.html")
    going = page.get_by_role("list", name="Your checklists in this stage")
    expect(going.get_by_role("link")).to_have_text(
        ["Ordering for Tern University", "Ordering for Curlew Institute"]
    )
    expect(going).to_contain_text("waiting on Curlew's lawyers until 31 January 2031")
    going.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/sops/ordering\.html#run=tern$"))
    page.goto(base + "sales-operations/delivery.html")
    expect(going.get_by_role("listitem")).to_have_count(1)
    page.goto(base + "sales-operations/leads.html")
    watched.settle()
    expect(going).to_have_count(0)
    quiet(watched, base)


def test_without_scripts_there_are_words_and_no_gap(http: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False).page
    page.goto(http + MINE)
    expect(page.get_by_text("The list itself is drawn by a browser")).to_be_visible()
    page.goto(http + "index.html")
    box = page.locator(".sop-mine").bounding_box()
    assert box is not None
    assert box["height"] == 0


def test_nothing_jumps_when_a_stage_has_something_going_on(
    http: str, site: Built, new_page: NewPage
) -> None:
    page = new_page().page
    seed(page, http, Logs(site).start("tern", "Tern University"))
    for name in ("sales-operations/sales.html", "index.html", MINE):
        page.goto(http + name)
        expect(page.get_by_role("link", name=re.compile("Tern University"))).to_be_visible()
        assert page.evaluate(SHIFT) == 0, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    theme: str, http: str, site: Built, new_page: NewPage
) -> None:
    page = new_page(color_scheme=theme).page
    faults: list[str] = []

    def look(state: str) -> None:
        faults.extend(axe_faults(page, state))

    seed(page, http, some(site))
    page.evaluate(SPOIL, [SITE, "ruin", "bad"])
    page.reload()
    press(page, "Rename", "Dunlin Society")
    look("renaming, damaged")
    press(page, "Delete", "Tern University")
    expect(page.get_by_role("button", name="Undo: Tern University")).to_be_focused()
    look("undo")
    show(page, "Trash")
    press(page, "Delete for good", "Tern University")
    look("asked")
    for name in ("index.html", "sales-operations/sales.html"):
        page.goto(http + name)
        expect(page.get_by_role("link", name="Ordering for Curlew Institute")).to_be_visible()
        look(name)
    assert not faults, "\n".join(faults)


def test_sixty_fit_a_narrow_screen(http: str, site: Built, new_page: NewPage) -> None:
    logs = Logs(site)
    for n in range(60):
        about = f"Community-of-one-very-long-name-that-nothing-breaks-{n}"
        logs.start(f"run-{n}", about, "community-check-in", days=n)
    page = new_page(viewport=NARROW).page
    seed(page, http, logs)
    expect(entries(page)).to_have_count(60)
    for name in (names(page).nth(2).inner_text(), names(page).nth(4).inner_text()):
        press(page, "Delete", name)
        expect(page.get_by_role("button", name=f"Undo: {name}")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    show(page, "Trash")
    press(page, "Rename", names(page).nth(0).inner_text())
    press(page, "Delete for good", names(page).nth(1).inner_text())
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    small = """() => [...document.querySelectorAll(".sop-mine :is(a, button, input, select)")]
      .filter((one) => one.getClientRects().length)
      .filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.textContent)"""
    assert page.evaluate(small) == []
