"""What comes in: shown as text before anything is kept, and never in the place of what is there."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import ViewportSize, expect

from support.axe import axe_faults
from support.checklist import ORDERING, Checklist, configurator_url, quiet
from support.exits import (
    NOTE,
    PROBE_PAGE,
    SECRET,
    SIDEWAYS,
    bring,
    choose,
    dialog,
    downloaded,
    events_of,
    fragment_of,
    going,
    handed,
    leave,
    link_in,
    logs,
    paste,
    press,
    probe,
    saved,
)
from support.trust import some
from support.watch import CLIPBOARD, DESKTOP, LOOKS, PHONE, NewPage, Place, Watched

ADD = "Add to my checklists"


def at_home(watched: Watched, place: Place, name: str = PROBE_PAGE) -> Checklist:
    """The page of an SOP in a browser that has nothing yet."""
    checklist = Checklist(watched, place, name)
    checklist.open()
    return checklist


@pytest.mark.parametrize("where", ["http", "disk"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_saved_opened_and_the_same(
    where: str, screen: ViewportSize, places: dict[str, Place], new_page: NewPage
) -> None:
    """A copy goes from one profile to another and back as it was."""
    place = places[where]
    here = Checklist(new_page(viewport=screen), place)
    here.open()
    here.start()
    here.answer("HubSpot Deal", "https://app.hubspot.com/contacts/1/record/0-3/77")
    here.answer("Hub Configurator URL", configurator_url(**{"hub:gpu": "A100"}))
    here.tick("Guide the customer")
    text = saved(here, private=True)
    there = Checklist(new_page(viewport=screen), place)
    page = there.page
    page.goto(place.base + "sales-operations/my-checklists.html")
    expect(page.get_by_text("or bring in a copy someone sent you.")).to_be_visible()
    bring(page, place.base)
    choose(page, text)
    shown = dialog(page, "Open a copy")
    expect(shown).to_contain_text("From a file, not checked by you.")
    expect(shown).to_contain_text("By its revision, it matches the SOP as published.")
    expect(shown).to_contain_text("2 of 4 steps done.")
    expect(shown).to_contain_text("1 Guide the customer")
    assert logs(page) == {}
    press(page, ADD)
    page.wait_for_url(re.compile(r"/ordering\.html#run=\w+$"))
    expect(there.bar).to_contain_text("2 of 4")
    expect(page.get_by_text(re.compile("^HubSpot Deal: .*/77$"))).to_be_visible()
    expect(there.box("Guide the customer")).to_be_checked()
    assert saved(there, private=True) == text
    bring(here.page, place.base)
    choose(here.page, text)
    expect(dialog(here.page)).to_contain_text("You have all of it already.")
    press(here.page, "Open it")
    expect(here.bar).to_contain_text("2 of 4")
    quiet(here, there)


def test_several_files_one_after_another(published: Place, new_page: NewPage) -> None:
    """Each is looked at on its own; what is left out, or cannot be opened, holds up nothing."""
    one = probe(new_page(), published)
    text = saved(one)
    one.menu("Start another")
    one.start("Gull College", name="")
    one.tick("Prepare the page")
    other = saved(one)
    watched = new_page()
    page = watched.page
    bring(page, published.base)
    choose(page, text, "{}", other)
    expect(dialog(page, "Open a copy: 1 of 3")).to_contain_text("Tern University")
    expect(dialog(page)).to_contain_text("Left out: Secret.")
    press(page, ADD)
    expect(dialog(page, "This cannot be opened: 2 of 3")).to_contain_text("copy-2.json:")
    press(page, "Go on")
    expect(dialog(page, "Open a copy: 3 of 3")).to_contain_text("Gull College")
    press(page, ADD)
    listed = page.get_by_role("list", name="Checklists").get_by_role("heading")
    expect(listed).to_have_count(2)
    expect(page.get_by_role("status").first).to_contain_text("Added: Tern University, Gull College")
    bring(page, published.base)
    choose(page, text, other)
    press(page, "Leave this one out")
    expect(dialog(page)).to_contain_text("Gull College")
    press(page, "Cancel")
    expect(dialog(page)).to_have_count(0)
    assert len(logs(page)) == 2
    assert not list(watched.faults(published))


def test_what_cannot_be_opened_is_said_where_it_is_mended(
    published: Place, new_page: NewPage
) -> None:
    watched = new_page()
    page = watched.page
    bring(page, published.base)
    press(page, "Look at it")
    expect(dialog(page)).to_contain_text("Choose a file or paste something first.")
    paste(page, "Dear all, how are you?")
    expect(dialog(page)).to_contain_text("No checklist is to be found in this.")
    paste(page, '{"handbook": "checklist", "v": 1, "eve')
    expect(dialog(page)).to_contain_text("cut short or damaged")
    paste(page, json.dumps({"handbook": "checklist", "v": 2, "events": []}))
    expect(dialog(page)).to_contain_text("newer version of the handbook")
    page.keyboard.press("Escape")
    assert logs(page) == {}


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_link_is_looked_at_first(
    screen: ViewportSize, published: Place, new_page: NewPage
) -> None:
    """It is out of the address at once; cancelling leaves nothing; continuing takes it over."""
    here = probe(new_page(permissions=CLIPBOARD), published)
    text = handed(here, "Bo")
    watched = new_page(viewport=screen)
    there = Checklist(watched, published, PROBE_PAGE)
    page = there.page
    page.goto(link_in(text))
    shown = dialog(page, "Open a copy")
    expect(shown).to_contain_text("From a link, not checked by you.")
    expect(shown).to_contain_text("It matches the SOP as published.")
    expect(shown).to_contain_text("Handed to Bo")
    expect(shown).to_contain_text("Left out: Secret and notes.")
    expect(shown).to_contain_text("Secret: left out")
    assert "import" not in page.url
    press(page, "Cancel")
    expect(dialog(page)).to_have_count(0)
    expect(there.button("Start")).to_be_visible()
    assert logs(page) == {}
    page.go_back()
    page.goto(link_in(text))
    page.get_by_label("Your name").fill("Bo")
    press(page, "Continue as yours")
    expect(there.bar).to_contain_text("1 of 4")
    assert re.search(r"#run=\w+$", page.url)
    expect(page.get_by_text("What you see here is now a copy.")).to_have_count(0)
    there.tick("Prepare the page")
    [log] = logs(page).values()
    assert [(event["kind"], event["by"]) for event in log[-2:]] == [("take", "Bo"), ("tick", "Bo")]
    assert SECRET not in json.dumps(log)
    quiet(here, there)


def test_a_link_to_look_at_only(published: Place, new_page: NewPage) -> None:
    """Added without continuing, it stays a copy of what somebody else has."""
    text = handed(probe(new_page(permissions=CLIPBOARD), published), "Bo")
    there = Checklist(new_page(), published, PROBE_PAGE)
    there.page.goto(link_in(text))
    press(there.page, ADD)
    expect(there.page.get_by_text("Handed to Bo, ")).to_be_visible()
    expect(there.bar).to_contain_text("Handed to Bo")


def test_a_link_while_another_checklist_is_open(published: Place, new_page: NewPage) -> None:
    """What is open stays open until the person decides otherwise."""
    text = handed(probe(new_page(permissions=CLIPBOARD), published), "Bo")
    there = at_home(new_page(), published)
    there.start("Gull College")
    there.tick("Prepare the page")
    page = there.page
    url = page.url
    page.evaluate("(hash) => { location.hash = hash; }", fragment_of(text))
    expect(dialog(page)).to_contain_text("Tern University")
    assert page.url == url
    press(page, "Cancel")
    expect(there.bar).to_contain_text("Gull College")
    page.evaluate("(hash) => { location.hash = hash; }", fragment_of(text))
    press(page, "Continue as yours")
    expect(there.bar).to_contain_text("Tern University")
    assert len(logs(page)) == 2


def test_a_pasted_message_leads_to_the_page_of_its_sop(published: Place, new_page: NewPage) -> None:
    text = handed(probe(new_page(permissions=CLIPBOARD), published), "Bo")
    watched = new_page()
    page = watched.page
    bring(page, published.base)
    paste(page, f"Hi Bo,\n\n{text}\nCheers, Ana")
    page.wait_for_url(re.compile(r"/probe\.html"))
    expect(dialog(page, "Open a copy")).to_contain_text("From a link, not checked by you.")
    press(page, "Continue as yours")
    there = Checklist(watched, published, PROBE_PAGE)
    expect(there.bar).to_contain_text("Tern University")
    there.menu("Open a copy…")
    paste(page, text)
    expect(dialog(page)).to_contain_text("You have all of it already, and have gone on since.")
    press(page, "Open it")
    expect(dialog(page)).to_have_count(0)
    quiet(there)


def test_a_link_of_another_sop(published: Place, new_page: NewPage) -> None:
    text = handed(probe(new_page(permissions=CLIPBOARD), published), "Bo")
    there = Checklist(new_page(), published, ORDERING)
    there.page.goto(published.base + ORDERING + fragment_of(text))
    expect(dialog(there.page, "This cannot be opened")).to_contain_text("another SOP")
    press(there.page, "Close")
    expect(there.button("Start")).to_be_visible()


def test_back_and_forth_twice(published: Place, new_page: NewPage) -> None:
    """Both go on meanwhile: nothing is lost, and what differs is shown before it is merged."""
    ana = probe(new_page(permissions=CLIPBOARD), published)
    first = handed(ana, "Bo")
    bo = Checklist(new_page(permissions=CLIPBOARD), published, PROBE_PAGE)
    bo.page.goto(link_in(first))
    bo.page.get_by_label("Your name").fill("Bo")
    press(bo.page, "Continue as yours")
    expect(bo.bar).to_contain_text("Tern University")
    bo.tick("Prepare the page")
    bo.answer("Words", "Bo's words")
    # Ana takes it back meanwhile and goes on as well.
    ana.button("Take it back").click()
    ana.answer("Words", "Ana's words")
    ana.page.get_by_role("radio", name="GCP").check()
    expect(ana.bar).to_contain_text("Saved in this browser")

    second = handed(bo, "Ana")
    ana.page.goto(link_in(second))
    shown = dialog(ana.page, "Open a copy")
    expect(shown).to_contain_text("You went on, and so did whoever sent it")
    expect(shown).to_contain_text("Where the two differ:")
    expect(shown).to_contain_text("Ana's words")
    expect(shown).to_contain_text("Bo's words")
    expect(shown.get_by_role("button", name="Merge into Tern University")).to_be_visible()
    press(ana.page, "Continue as yours")
    expect(ana.box("Prepare the page")).to_be_checked()
    expect(ana.page.get_by_role("radio", name="GCP")).to_be_checked()
    expect(ana.field("Secret")).to_have_value(SECRET)
    expect(ana.page.get_by_text(NOTE).first).to_be_visible()
    words = ana.field("Words").input_value()
    assert words in {"Ana's words", "Bo's words"}

    third = handed(ana, "Bo")
    bo.page.goto(link_in(third))
    press(bo.page, "Continue as yours")
    expect(bo.page.get_by_role("radio", name="GCP")).to_be_checked()
    expect(bo.field("Words")).to_have_value(words)
    bo.tick("Ask for the hub")
    fourth = handed(bo, "Ana")
    ana.page.goto(link_in(fourth))
    expect(dialog(ana.page)).to_contain_text("It goes on from yours")
    press(ana.page, "Continue as yours")
    expect(ana.box("Ask for the hub")).to_be_checked()
    expect(ana.field("Secret")).to_have_value(SECRET)
    [ours] = logs(ana.page).values()
    [theirs] = logs(bo.page).values()
    done = ("tick", "value", "note")
    kept = {event["id"] for event in ours}
    assert {event["id"] for event in theirs if event["kind"] in done} <= kept
    quiet(ana, bo)


def test_merging_only(published: Place, new_page: NewPage) -> None:
    """A copy that is not handed over is merged, and the page that is open follows."""
    ana = probe(new_page(), published)
    before = saved(ana)
    there = Checklist(new_page(), published, PROBE_PAGE)
    bring(there.page, published.base)
    choose(there.page, before)
    press(there.page, ADD)
    there.tick("Prepare the page")
    after = saved(there)
    ana.menu("Open a copy…")
    choose(ana.page, after)
    expect(dialog(ana.page)).to_contain_text("It goes on from yours")
    expect(dialog(ana.page)).to_contain_text("Together: 2 of 4 steps done.")
    press(ana.page, "Merge into Tern University")
    expect(ana.box("Prepare the page")).to_be_checked()
    ana.menu("Open a copy…")
    choose(ana.page, before)
    expect(dialog(ana.page)).to_contain_text("and have gone on since.")
    quiet(ana, there)


def test_a_forged_copy_is_only_opened_apart(published: Place, new_page: NewPage) -> None:
    """What says otherwise than what I did never takes its place."""
    ana = probe(new_page(), published)
    copy = json.loads(saved(ana, private=True))
    for event in copy["events"]:
        if event["kind"] == "note":
            event["value"]["text"] = "Pay the invoice twice"
    before = logs(ana.page)
    bring(ana.page, published.base)
    choose(ana.page, json.dumps(copy))
    shown = dialog(ana.page)
    expect(shown).to_contain_text("reads otherwise than what you did")
    expect(shown.get_by_role("button")).to_have_text(["Add as a separate checklist", "Cancel"])
    press(ana.page, "Add as a separate checklist")
    expect(ana.bar).to_contain_text("1 of 4")
    expect(ana.page.get_by_text("Pay the invoice twice").first).to_be_visible()
    after = logs(ana.page)
    assert {run: after[run] for run in before} == before
    assert len(after) == 2


def test_what_was_deleted_comes_back(published: Place, new_page: NewPage) -> None:
    """Out of the trash, and even after it was deleted for good."""
    ana = probe(new_page(), published)
    page = ana.page
    text = saved(ana)
    page.goto(published.base + "sales-operations/my-checklists.html")
    page.get_by_role("button", name="Delete: Tern University").click()
    expect(page.get_by_role("button", name="Undo: Tern University")).to_be_visible()
    bring(page, published.base)
    choose(page, text)
    press(page, "Open it")
    expect(ana.bar).to_contain_text("Saved in this browser")
    ana.tick("Prepare the page")
    page.goto(published.base + "sales-operations/my-checklists.html")
    page.get_by_role("button", name="Delete: Tern University").click()
    expect(page.get_by_role("button", name="Undo: Tern University")).to_be_visible()
    page.get_by_label("Show").select_option(label="Trash (1)")
    page.get_by_role("button", name="Delete for good: Tern University").click()
    page.get_by_role("button", name="Delete for good: Tern University").click()
    expect(page.get_by_text("No checklists in this browser.")).to_be_visible()
    bring(page, published.base)
    choose(page, text)
    press(page, ADD)
    expect(ana.bar).to_contain_text("1 of 4")


def test_another_version_of_the_sop(published: Place, new_page: NewPage) -> None:
    """It says so before, and its own version is kept."""
    ana = probe(new_page(), published)
    text = saved(ana).replace("Prepare the page", "Prepare the old page")
    text = re.sub(r'("revision": ")\w+', r"\g<1>aaaaaaaaaaaa", text)
    watched = new_page()
    bring(watched.page, published.base)
    choose(watched.page, text)
    expect(dialog(watched.page)).to_contain_text("It was made with another version of this SOP")
    expect(dialog(watched.page)).to_contain_text("3 Prepare the old page")
    press(watched.page, ADD)
    expect(watched.page.get_by_text("This SOP changed")).to_be_visible()
    assert not list(watched.faults(published))


def test_storage_that_is_refused(published: Place, new_page: NewPage) -> None:
    """The copy is there for as long as the page is."""
    text = saved(probe(new_page(), published))
    watched = new_page()
    watched.page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }"
    )
    there = at_home(watched, published)
    there.start("Gull College")
    there.menu("Open a copy…")
    choose(there.page, text)
    press(there.page, ADD)
    expect(there.bar).to_contain_text("Tern University")
    expect(there.bar).to_contain_text("1 of 4")
    expect(there.bar).to_contain_text("does not let this site store")


@pytest.mark.trust("accessibility", "dialogs of what comes in, by screen and theme")
@pytest.mark.parametrize(("screen", "theme"), some(LOOKS, 2))
def test_axe_finds_nothing(
    screen: ViewportSize, theme: str, published: Place, new_page: NewPage
) -> None:
    ana = probe(new_page(permissions=CLIPBOARD), published)
    text = handed(ana, "W" * 150)
    watched = new_page(viewport=screen, color_scheme=theme)
    page = watched.page
    faults: list[str] = []

    def look(state: str) -> None:
        faults.extend(axe_faults(page, state))
        assert not page.evaluate(SIDEWAYS), state

    page.goto(published.base + "sales-operations/my-checklists.html")
    expect(page.get_by_text("or bring in a copy")).to_be_visible()
    page.get_by_role("button", name="Open a copy…").locator("visible=true").click()
    press(page, "Look at it")
    look("asking, nothing chosen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open a copy…").locator("visible=true")).to_be_focused()
    page.goto(link_in(text))
    expect(dialog(page, "Open a copy")).to_be_visible()
    look("looking")
    press(page, ADD)
    expect(page.get_by_text("What you see here is now a copy.")).to_be_visible()
    ana.button("Take it back").click()
    ana.answer("Words", "Other words")
    page.get_by_role("button", name="Take it back").click()
    there = Checklist(watched, published, PROBE_PAGE)
    there.answer("Words", "W" * 300)
    page.goto(link_in(handed(ana, "Bo")))
    expect(dialog(page)).to_contain_text("Where the two differ:")
    look("differing")
    assert not faults, "\n".join(faults)


def test_a_file_saved_while_handing_over(published: Place, new_page: NewPage) -> None:
    """The file does what the link does, and holds the whole log."""
    ana = probe(new_page(), published)
    leave(ana, "Hand over")
    ana.page.get_by_label("To whom?").fill("Bo")
    going(ana.page)
    _, text = downloaded(ana.page, "Save the file")
    there = Checklist(new_page(), published, PROBE_PAGE)
    bring(there.page, published.base)
    choose(there.page, text)
    expect(dialog(there.page)).to_contain_text("Handed to Bo")
    press(there.page, "Continue as yours")
    expect(there.bar).to_contain_text("1 of 4")
    kinds = [event["kind"] for event in events_of(saved(there))]
    assert kinds[-2:] == ["hand", "take"]


def test_one_link_after_another(published: Place, new_page: NewPage) -> None:
    """The second takes the place of the first, which has left nothing."""
    ana = probe(new_page(permissions=CLIPBOARD), published)
    first = handed(ana, "Bo")
    ana.menu("Start another")
    ana.start("Gull College", name="")
    second = handed(ana, "Bo")
    there = at_home(new_page(), published)
    page = there.page
    for text in (first, second):
        page.evaluate("(hash) => { location.hash = hash; }", fragment_of(text))
    expect(dialog(page)).to_have_count(1)
    expect(dialog(page)).to_contain_text("Gull College")
    press(page, "Continue as yours")
    expect(there.bar).to_contain_text("Gull College")
    assert len(logs(page)) == 1
