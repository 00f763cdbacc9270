"""What leaves the browser: always shown first, only when asked for, and never more than shown."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from support.axe import axe_faults
from support.checklist import Checklist, quiet
from support.exits import (
    NOTE,
    PROBE_PAGE,
    SECRET,
    SIDEWAYS,
    dialog,
    downloaded,
    events_of,
    going,
    handed,
    leave,
    link_in,
    logs,
    press,
    probe,
    saved,
)
from support.trust import some
from support.watch import CLIPBOARD, DESKTOP, LOOKS, NARROW, PHONE, SPACED, NewPage, Place, Watched

PASTED = "navigator.clipboard.readText()"


def started(watched: Watched, place: Place, page: str = PROBE_PAGE) -> Checklist:
    """A checklist with a private answer, a note, a date and a wait."""
    checklist = probe(watched, place, page)
    checklist.page.get_by_role("radio", name="AWS").check()
    checklist.has_done("1 of 4")
    return checklist


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def checklist(request: pytest.FixtureRequest, published: Place, new_page: NewPage) -> Checklist:
    """The Probe, under way, on a desktop and on a phone."""
    return started(new_page(viewport=request.param, permissions=CLIPBOARD), published)


@pytest.fixture
def desk(published: Place, new_page: NewPage) -> Checklist:
    """The Probe, under way, on a desktop."""
    return started(new_page(permissions=CLIPBOARD), published)


def test_a_copy_to_open_again(checklist: Checklist) -> None:
    """What is shown is what is saved; what is private only where it is asked for."""
    page = checklist.page
    leave(checklist, "Save a copy")
    shown = dialog(page)
    expect(shown).to_contain_text("probe-tern-university.json")
    expect(shown).to_contain_text("Left out: Secret.")
    expect(shown.get_by_role("checkbox", name="Private answers too: Secret")).not_to_be_checked()
    expect(shown.get_by_role("checkbox", name="Notes (1)")).to_be_checked()
    preview = going(page)
    name, text = downloaded(page, "Save")
    assert name == "probe-tern-university.json"
    assert text == preview
    assert SECRET not in text
    assert NOTE in text
    assert json.loads(text)["left_out"] == ["secret"]
    expect(shown).to_contain_text("A copy is saved as probe-tern-university.json.")
    shown.get_by_role("checkbox", name=re.compile("^Private")).check()
    shown.get_by_role("checkbox", name=re.compile("^Notes")).uncheck()
    assert SECRET in going(page)
    expect(shown).to_contain_text("Left out: notes.")
    _, text = downloaded(page, "Save")
    assert SECRET in text
    assert NOTE not in text
    press(page, "Done")
    expect(dialog(page)).to_have_count(0)
    quiet(checklist)


def test_a_copy_follows_another_tab(desk: Checklist) -> None:
    """What is done elsewhere while the dialog is open is in what goes."""
    page = desk.page
    leave(desk, "Save a copy")
    other = Checklist(Watched(page.context.new_page()), desk.place)
    other.page.goto(page.url)
    other.tick("Prepare the page")
    expect(dialog(page)).to_contain_text('"kind": "tick"')
    acts = [event["kind"] for event in events_of(downloaded(page, "Save")[1])]
    assert acts[-1] == "tick"


def test_a_copy_to_read_and_one_on_paper(checklist: Checklist) -> None:
    page = checklist.page
    page.evaluate("() => { globalThis.printed = 0; print = () => { printed += 1; }; }")
    leave(checklist, "Save a copy")
    page.get_by_role("radio", name="To read").check()
    preview = going(page)
    name, text = downloaded(page, "Save")
    assert (name, text) == ("probe-tern-university.md", preview)
    assert "<!-- step: prepare -->" in text
    assert SECRET not in text
    page.get_by_role("radio", name="On paper").check()
    expect(dialog(page).get_by_text("This is what goes")).to_be_hidden()
    press(page, "Print")
    expect(dialog(page)).to_have_count(0)
    page.wait_for_function("globalThis.printed === 1")
    quiet(checklist)


def test_handing_over(checklist: Checklist) -> None:
    """What is shown is what is copied, and its link holds the very act that is kept."""
    page = checklist.page
    [run] = logs(page)
    leave(checklist, "Hand over")
    shown = dialog(page)
    press(page, "Copy the text")
    expect(shown).to_contain_text("Say first to whom it goes.")
    expect(page.get_by_label("To whom?")).to_be_focused()
    page.get_by_label("To whom?").fill("Bo")
    preview = going(page)
    expect(shown).to_contain_text("Left out: Secret and notes.")
    assert "hand" not in {event["kind"] for event in logs(page)[run]}
    press(page, "Copy the text")
    expect(shown).to_contain_text("The text is copied. Handed to Bo; yours is now a copy.")
    assert page.evaluate(PASTED) == preview == going(page)
    assert SECRET not in preview
    assert NOTE not in preview
    assert link_in(preview).startswith(checklist.place.base + PROBE_PAGE + "#import=v1.")
    _, text = downloaded(page, "Save the file")
    [hand] = [event for event in events_of(text) if event["kind"] == "hand"]
    assert hand["value"] == {"to": "Bo"}
    assert [event for event in logs(page)[run] if event["kind"] == "hand"] == [hand]
    press(page, "Done")
    expect(page.get_by_text("What you see here is now a copy.")).to_be_visible()
    expect(checklist.bar).to_contain_text("Handed to Bo")
    quiet(checklist)


def test_what_is_handed_over_is_a_copy(desk: Checklist) -> None:
    """Acts are refused with words; it can be read, saved and taken back."""
    page = desk.page
    handed(desk, "Bo")
    desk.box("Prepare the page").click()
    expect(desk.box("Prepare the page")).not_to_be_checked()
    refused = "This is handed to Bo; yours is a copy. Take it back to change it."
    expect(desk.step("Prepare the page")).to_contain_text(refused)
    page.get_by_role("radio", name="GCP").click()
    expect(page.get_by_role("radio", name="AWS")).to_be_checked()
    expect(desk.step("Pick the cloud")).to_contain_text(refused)
    expect(page.get_by_label("Go-live", exact=True)).to_have_js_property("readOnly", value=True)
    expect(desk.bar.get_by_role("button", name="Hand over")).to_be_hidden()
    assert events_of(saved(desk))[-1]["kind"] == "hand"
    page.reload()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("What you see here is now a copy.")).to_have_count(0)
    desk.tick("Prepare the page")
    quiet(desk)


def test_cancelling_leaves_nothing(checklist: Checklist) -> None:
    page = checklist.page
    before = logs(page)
    for words in ("Hand over", "Save a copy", "Calendar file", "Make a GitHub issue"):
        leave(checklist, words)
        going(page)
        page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)
        focused = page.evaluate("document.activeElement.textContent")
        assert focused in {words, "Menu"}, words
    assert logs(page) == before
    quiet(checklist)


@pytest.mark.parametrize("shared", [True, False])
def test_sharing(shared: bool, published: Place, new_page: NewPage) -> None:
    """Where the system can share, it does; who lets it be has handed nothing over."""
    watched = new_page()
    outcome = "given.push(text)" if shared else "throw new DOMException('', 'AbortError')"
    watched.page.add_init_script(
        f"globalThis.given = [];Navigator.prototype.share = async ({{ text }}) => {{ {outcome}; }};"
    )
    checklist = started(watched, published)
    page = checklist.page
    leave(checklist, "Hand over")
    page.get_by_label("To whom?").fill("Bo")
    preview = going(page)
    press(page, "Share…")
    if shared:
        expect(dialog(page)).to_contain_text("The text is shared. Handed to Bo;")
        assert page.evaluate("given") == [preview]
        return
    page.wait_for_timeout(300)
    expect(dialog(page)).not_to_contain_text("Handed to Bo; yours")
    [log] = logs(page).values()
    assert "hand" not in {event["kind"] for event in log}


def test_a_clipboard_that_refuses(published: Place, new_page: NewPage) -> None:
    """The text is selected instead, to be copied by hand."""
    watched = new_page()
    watched.page.add_init_script(
        "Clipboard.prototype.writeText = async () => { throw new DOMException('', 'NotAllowed'); };"
    )
    checklist = started(watched, published)
    page = checklist.page
    leave(checklist, "Hand over")
    page.get_by_label("To whom?").fill("Bo")
    preview = going(page)
    press(page, "Copy the text")
    expect(dialog(page)).to_contain_text("The text is selected")
    assert page.evaluate("String(getSelection())").split() == preview.split()


@pytest.mark.parametrize("where", ["http", "disk"])
def test_where_nothing_is_published(
    where: str, places: dict[str, Place], new_page: NewPage
) -> None:
    """There is no link, which is said; the file does as well."""
    checklist = Checklist(new_page(), places[where])
    page = checklist.page
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")
    leave(checklist, "Hand over")
    page.get_by_label("To whom?").fill("Bo")
    assert "#import" not in going(page)
    expect(dialog(page)).to_contain_text("There is no published handbook that a link could lead to")
    _, text = downloaded(page, "Save the file")
    assert events_of(text)[-1]["kind"] == "hand"
    expect(dialog(page)).to_contain_text("Handed to Bo")
    press(page, "Done")
    leave(checklist, "Make a GitHub issue")
    expect(dialog(page)).to_contain_text("The handbook names no repository")
    expect(dialog(page).get_by_role("link")).to_have_count(0)
    quiet(checklist)


def test_a_calendar_file(checklist: Checklist) -> None:
    page = checklist.page
    leave(checklist, "Calendar file")
    preview = going(page)
    name, text = downloaded(page, "Save")
    assert name == "probe-tern-university.ics"
    assert text.replace("\r\n", "\n") == preview.replace("\r\n", "\n")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20310506" in text
    # No private answer has anything to do with it, so it is not asked about.
    expect(dialog(page).get_by_role("checkbox", name=re.compile("^Private"))).to_have_count(0)
    press(page, "Done")
    page.get_by_label("Go-live", exact=True).fill("")
    page.get_by_label("Go-live", exact=True).blur()
    checklist.bar.get_by_role("button", name="Menu").click()
    expect(checklist.bar.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    expect(checklist.bar.get_by_role("button", name="Calendar file…")).to_have_count(0)
    quiet(checklist)


def test_an_issue_of_the_whole(checklist: Checklist) -> None:
    page = checklist.page
    leave(checklist, "Make a GitHub issue")
    preview = going(page)
    assert "- [x] **2** Agree when it goes live" in preview
    assert SECRET not in preview
    link = dialog(page).get_by_role("link", name="Open it on GitHub")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")
    address = link.get_attribute("href") or ""
    assert address.startswith("https://github.com/owner/name/issues/new?title=Probe")
    assert SECRET not in address
    press(page, "Copy the full text")
    expect(dialog(page)).to_contain_text("The text is copied.")
    assert "- [x] **2** Agree when it goes live" in page.evaluate(PASTED)
    quiet(checklist)


def test_a_form_that_a_step_offers(checklist: Checklist) -> None:
    """Each part is shown as it goes: inert, what is missing and what is private named."""
    page = checklist.page
    page.get_by_role("link", name="Open the form").click()
    shown = dialog(page, "Open the form")
    expect(shown).to_contain_text("Still needed: Words.")
    expect(shown).to_contain_text("Left out: Secret.")
    assert going(page).split("\n\n") == [
        "A hub for Tern University",
        "Words: [Words], secret: [Secret], live: 20 May 2031",
    ]
    shown.get_by_role("checkbox", name="Private answers too: Secret").check()
    assert f"secret: {SECRET}" in going(page)
    page.keyboard.press("Escape")
    checklist.answer("Words", "Thank @octocat, see #1 <b>now</b>")
    page.get_by_role("link", name="Open the form").click()
    preview = going(page)
    assert "@octocat" not in preview
    assert "<b>" not in preview
    expect(dialog(page)).not_to_contain_text("Still needed")
    quiet(checklist)


def test_a_form_too_long_for_a_link(desk: Checklist) -> None:
    """What is cut is named, and the full text can be copied."""
    page = desk.page
    desk.answer("Words", "long words " * 900)
    page.get_by_role("link", name="Open the form").click()
    expect(dialog(page)).to_contain_text("Too long for a link, so this is cut on the way: Info.")
    link = dialog(page).get_by_role("link", name="Open it on GitHub")
    assert len(link.get_attribute("href") or "") <= 6000
    press(page, "Copy the full text")
    expect(dialog(page)).to_contain_text("The text is copied.")
    assert len(page.evaluate(PASTED)) > 9000


def test_nothing_leaves_but_what_is_pressed(desk: Checklist) -> None:
    """Through every exit, only the page's own files are asked for; a link opens when clicked."""
    page, watched = desk.page, desk.watched
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.context.route("https://github.com/**", lambda route: route.fulfill(body="a form"))
    saved(desk, private=True)
    leave(desk, "Calendar file")
    downloaded(page, "Save")
    press(page, "Done")
    leave(desk, "Make a GitHub issue")
    going(page)
    assert [url for url in asked if not desk.place.owns(url)] == []
    with page.context.expect_page() as opened:
        dialog(page).get_by_role("link", name="Open it on GitHub").click()
    opened.value.wait_for_load_state()
    outside = [url for url in asked if not desk.place.owns(url)]
    assert len(outside) == 1
    assert SECRET not in outside[0]
    assert opened.value.evaluate("window.opener") is None
    press(page, "Close")
    handed(desk, "Bo")
    assert [url for url in asked if not desk.place.owns(url)] == outside
    # A fragment never reaches a server, nor does an answer otherwise.
    assert not [url for url in asked if SECRET in url]
    assert not list(watched.faults(desk.place))


DIALOGS = ("Save a copy", "Hand over", "Calendar file", "Make a GitHub issue")


@pytest.mark.trust("accessibility", "dialogs of what goes out, by screen and theme")
@pytest.mark.parametrize(("screen", "theme"), some(LOOKS, 2))
def test_axe_finds_nothing(
    screen: ViewportSize, theme: str, published: Place, new_page: NewPage
) -> None:
    checklist = started(new_page(viewport=screen, color_scheme=theme), published)
    page = checklist.page
    faults = []
    for words in DIALOGS:
        leave(checklist, words)
        if words == "Hand over":
            press(page, "Copy the text")  # something is missing
        going(page)
        faults += axe_faults(page, words)
        assert not page.evaluate(SIDEWAYS), words
        page.keyboard.press("Escape")
    handed(checklist, "Bo")
    faults += axe_faults(page, "handed")
    assert not faults, "\n".join(faults)


def test_room_for_spaced_and_unbroken_words(published: Place, new_page: NewPage) -> None:
    watched = new_page(viewport=NARROW)
    checklist = Checklist(watched, published, PROBE_PAGE)
    page = checklist.page
    checklist.open()
    checklist.start("W" * 180)
    checklist.answer("Secret", "S" * 400)
    page.evaluate(
        "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
        " document.adoptedStyleSheets = [sheet]; }",
        SPACED,
    )
    for words in ("Save a copy", "Hand over", "Make a GitHub issue"):
        leave(checklist, words)
        going(page)
        assert not page.evaluate(SIDEWAYS), words
        for button in dialog(page).get_by_role("button").all():
            button.scroll_into_view_if_needed()
            box = button.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= NARROW["width"]
        page.keyboard.press("Escape")


def test_by_keyboard_alone(desk: Checklist) -> None:
    """Everything in a dialog is reached, nothing behind it, and the focus comes back."""
    page = desk.page
    opener = desk.bar.get_by_role("button", name="Hand over")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("To whom?")).to_be_focused()
    page.keyboard.type("Bo")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const at = document.activeElement; return at.closest('dialog')"
                " ? at.textContent || at.type : at.tagName; }"
            )
        )
    for words in ("Copy the text", "Save the file", "Cancel", "checkbox"):
        assert words in reached, reached
    # Beyond the last there is only the browser itself.
    assert {words for words in reached if words.isupper()} <= {"BODY", "HTML"}
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    # Keys of the page below do nothing here.
    leave(desk, "Save a copy")
    page.get_by_role("radio", name="To read").focus()
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    desk.has_done("1 of 4")


def test_full_screen_on_a_phone_and_no_scrolling_behind(
    published: Place, new_page: NewPage
) -> None:
    checklist = started(new_page(viewport=PHONE), published)
    page = checklist.page
    page.mouse.wheel(0, 200)
    leave(checklist, "Save a copy")
    assert dialog(page).bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    before = page.evaluate("scrollY")
    page.mouse.move(180, 300)
    page.mouse.wheel(0, 10_000)
    page.wait_for_timeout(300)
    page.mouse.wheel(0, 10_000)
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector('dialog').scrollTop") > 0
    assert page.evaluate("scrollY") == before
    expect(dialog(page).get_by_role("button", name="Save", exact=True)).to_be_in_viewport()


def test_print_shows_no_dialog(desk: Checklist) -> None:
    page = desk.page
    leave(desk, "Hand over")
    page.emulate_media(media="print")
    expect(dialog(page)).to_have_count(0)
    expect(page.get_by_text(re.compile("^3 Prepare the page$")).first).to_be_visible()


def whole(page: Page) -> str:
    """Everything on the page as a person could read it."""
    text: str = page.evaluate("document.body.innerText")
    return text


def test_practice_has_no_exits(published: Place, new_page: NewPage) -> None:
    checklist = Checklist(new_page(), published, PROBE_PAGE)
    checklist.open()
    checklist.button("Just practising").click()
    checklist.tick("Prepare the page")
    assert "Hand over" not in whole(checklist.page)
    checklist.bar.get_by_role("button", name="Menu").click()
    expect(checklist.bar.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    for words in ("Save a copy…", "Hand over…", "Make a GitHub issue…"):
        expect(checklist.bar.get_by_role("button", name=words)).to_have_count(0)
