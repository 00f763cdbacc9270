"""A checklist that runs, walked as people walk it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from support.axe import axe_faults
from support.checklist import ORDERING, Checklist, configurator_url, newer, quiet, whole_url
from support.sites import with_sop
from support.watch import DESKTOP, PHONE, NewPage, Place, is_dark, watch

SHIFTS = """
  globalThis.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.shifted += entry.value;
  }).observe({type: "layout-shift", buffered: true});
"""
# The steps that can be ticked and are wholly on the screen, below the bar.
WHOLE_STEPS = """() => {
  const bar = document.querySelector('[aria-label="Your checklist"]').getBoundingClientRect();
  return [...document.querySelectorAll("li:has(> div input[type=checkbox]:not(:checked))")]
    .map((step) => step.getBoundingClientRect())
    .filter((at) => at.top >= bar.bottom && at.bottom <= innerHeight).length;
}"""


PROBE = """
title: Probe
stage: sales
about: Community
purpose: Try what the handbook's own SOPs do not ask for yet.
source: draft
then: ordering
steps:
  - id: pick
    do: Pick the cloud for {{community}}
    fields:
      - id: cloud
        label: Cloud
        type: choice
        options: [{id: aws, label: AWS}, {id: gcp, label: GCP}]
      - {id: secret, label: Secret, private: true}
  - id: only
    do: Set the account up
    details: In the usual way.
    when: {field: cloud, is: aws}
  - id: live
    do: Agree when it goes live
    fields:
      - {id: go-live, label: Go-live, type: date}
  - id: prepare
    do: Prepare [the page](https://example.org/{{cloud}}/x)
    due: {days: 14, before: go-live}
  - id: signed
    do: Have it signed
    sign_off: delivery-manager
"""


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The handbook with one more SOP, which uses conditions, due dates and a sign-off."""
    folder = tmp_path_factory.mktemp("probe")
    with with_sop(folder, "probe", PROBE) as place:
        yield place


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """See words; what is announced has them as well."""
    expect(page.get_by_text(words).first).to_be_visible()


def walk(checklist: Checklist) -> None:
    """Do all of SOP: Ordering but the finish."""
    page = checklist.page
    checklist.answer("HubSpot Deal", "https://app.hubspot.com/contacts/1/record/0-1/77?a=b")
    says(page, "That is not a Deal")
    checklist.answer("HubSpot Deal", "https://app.hubspot.com/contacts/1/record/0-3/77?a=b")
    says(page, "The part after ? was left out: ?a=b")
    expect(page.locator(".sop-message", has_text="The part after ?")).to_be_visible()
    checklist.tick("Guide the customer")
    checklist.has_done("1 of 4")
    checklist.answer("Hub Configurator URL", "https://example.org/hub")
    says(page, "This should start with")
    checklist.answer("Hub Configurator URL", configurator_url()[:60])
    says(page, "This link is damaged")
    expect(checklist.box("Copy the URL")).not_to_be_checked()
    checklist.answer("Hub Configurator URL", configurator_url(**{"hub:gpu": "A100"}))
    says(page, re.compile(r"^Essential · .*A100"))
    expect(checklist.box("Copy the URL")).to_be_checked()
    # The text to paste into the Order is the URL itself.
    text = checklist.step("Create the Order").locator("pre").first
    expect(text).to_have_text(configurator_url(**{"hub:gpu": "A100"}))
    expect(page.get_by_role("link", name="Open the Deal")).to_have_attribute(
        "href", "https://app.hubspot.com/contacts/1/record/0-3/77"
    )
    checklist.tick("Check that the Deal has line items")
    checklist.answer("Link to the Order", "https://app.hubspot.com/orders/5")
    expect(checklist.box("Create the Order")).to_be_checked()
    checklist.tick("Make the Order")
    checklist.has_done("3 of 4")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_ordering_from_start_to_finish(
    screen: ViewportSize, place: Place, new_page: NewPage
) -> None:
    """In each of the three places, with a break: everything is there again, nothing is refused."""
    checklist = Checklist(new_page(viewport=screen), place)
    checklist.open()
    checklist.start()
    walk(checklist)
    checklist.open()
    page = checklist.page
    says(page, "You stopped at step 4")
    checklist.button("Still right, go on").click()
    expect(checklist.box("Review the Order, then")).not_to_be_checked()
    assert page.evaluate(WHOLE_STEPS) >= 1
    checklist.tick("Review the Order.")
    checklist.tick("Move it from")
    checklist.answer("Links to the deployment issues", "https://github.com/2i2c-org/x/issues/1")
    expect(checklist.box("Check that the automation")).to_be_checked()
    checklist.tick("Review the Order, then")
    checklist.has_done("4 of 4")
    checklist.button("Finish").click()
    says(page, "Every step is done, and nothing was skipped.")
    checklist.button("Finish").last.click()
    says(page, "Ordering for Tern University is done.")
    says(page, "4 of 4 steps; nothing skipped.")
    quiet(checklist)


# By tier: what the customer chose other than the tier has it, and how the page tells it.
CHOSEN: dict[str, tuple[dict[str, object], str]] = {
    "Essential": ({}, "Essential · as the tier has it"),
    "Advanced": ({"hub:gpu": "T4"}, r"Advanced · .*T4"),
    "Premier": (
        {"hub:telescope": "Größe ≈ 2 m – 望遠鏡", "cluster:provider": "GCP"},
        r"Premier · .*GCP.* · hub:telescope: Größe ≈ 2 m – 望遠鏡",
    ),
}
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_whole_urls_of_every_tier(screen: ViewportSize, place: Place, new_page: NewPage) -> None:
    """As long as the Hub Configurator makes them: told, compared, kept and copied letter by letter.

    One holds an item that nobody has heard of, in words that ASCII does not have.
    """
    checklist = Checklist(new_page(viewport=screen), place)
    page = checklist.page
    checklist.open()
    checklist.start()
    step = checklist.step("Copy the URL")
    for tier, (choices, told) in CHOSEN.items():
        url = whole_url(tier, **choices)
        assert len(url) > 3000
        checklist.answer("Hub Configurator URL", url)
        expect(step.get_by_text(re.compile(f"^{told}"))).to_be_visible()
        expect(checklist.box("Copy the URL")).to_be_checked()
        expect(checklist.step("Create the Order").locator("pre").first).to_have_text(url)
        assert not page.evaluate(SIDEWAYS)
    says(page, "Changed since the last URL: Tier: Premier, was Advanced")
    step.get_by_text(re.compile(r"^All choices \(\d+\)")).click()
    expect(step.get_by_text("hub:telescope: Größe ≈ 2 m – 望遠鏡", exact=True)).to_be_visible()
    checklist.has_done("1 of 4")
    checklist.open()
    expect(step).to_contain_text("hub:telescope: Größe ≈ 2 m – 望遠鏡")
    step.get_by_role("button", name="change").click()
    expect(checklist.field("Hub Configurator URL")).to_have_value(url)
    quiet(checklist)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and name in focused.aria_snapshot():
            return
    raise AssertionError(f"Tab never comes to {name!r}")


def test_by_keyboard_alone(checklist: Checklist) -> None:
    page = checklist.page
    press = page.keyboard.press
    tab_to(page, "Community")
    page.keyboard.type("Tern University")
    press("Enter")
    expect(checklist.box("Guide the customer")).to_be_focused()
    press("x")
    checklist.has_done("1 of 4")
    press("n")
    expect(checklist.box("Copy the URL")).to_be_focused()
    press("m")
    page.keyboard.type("Asked for a second hub")
    press("Enter")
    says(page, "Note: Asked for a second hub")
    expect(checklist.box("Copy the URL")).to_be_focused()
    tab_to(page, "Hub Configurator URL")
    page.keyboard.insert_text(configurator_url())
    press("Tab")
    checklist.has_done("2 of 4")
    press("n")
    press("Space")
    expect(checklist.box("Check that the Deal")).to_be_checked()
    press("Control+z")
    expect(checklist.box("Check that the Deal")).not_to_be_checked()
    press("Control+Shift+Z")
    expect(checklist.box("Check that the Deal")).to_be_checked()
    tab_to(page, "More")
    press("Enter")
    press("Tab")
    press("Escape")
    assert "More" in page.locator(":focus").aria_snapshot()
    press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    press("Escape")
    assert "More" in page.locator(":focus").aria_snapshot()
    tab_to(page, "Finish")
    press("Enter")
    tab_to(page, "Finish all the same")
    press("Enter")
    says(page, "Ordering for Tern University is done.")
    quiet(checklist)


def test_the_first_act_starts_a_checklist(checklist: Checklist) -> None:
    """Unnamed, asked for in place, and the box that was ticked stays under the pointer."""
    page = checklist.page
    box = checklist.box("Review the Order, then")
    page.get_by_label("Hub Configurator URL", exact=True).fill("half an a")
    before = checklist.box("Guide the customer").bounding_box()
    checklist.box("Guide the customer").click()
    checklist.has_done("1 of 4")
    after = checklist.box("Guide the customer").bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 1
    page.get_by_label("Who is this for?").fill("Tern University")
    checklist.button("Keep it").click()
    expect(checklist.bar.get_by_text("Tern University")).to_be_visible()
    checklist.button("Later").click()
    page.reload()
    expect(page.get_by_label("Hub Configurator URL", exact=True)).to_have_value("half an a")
    expect(box).to_be_visible()
    expect(checklist.bar.get_by_text("Tern University")).to_be_visible()
    quiet(checklist)


def test_a_press_lands_though_the_field_before_it_grows(checklist: Checklist) -> None:
    """Leaving a field writes a line under it only after the press that left it is over."""
    page = checklist.page
    checklist.start()
    page.get_by_label("Hub Configurator URL", exact=True).fill("https://example.org/wrong")
    at = checklist.box("Check that the Deal").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 5, at["y"] + 5)
    page.mouse.down()
    page.wait_for_timeout(200)
    page.mouse.up()
    expect(checklist.box("Check that the Deal")).to_be_checked()
    says(page, "This should start with")


def test_a_gate_takes_a_reason(checklist: Checklist) -> None:
    page = checklist.page
    checklist.start()
    checklist.box("Review the Order, then").click()
    says(page, "You can go on without it and say why.")
    expect(checklist.box("Review the Order, then")).not_to_be_checked()
    checklist.button("Go on without it").click()
    says(page, "Write it here first")
    page.get_by_label("Why do you go on without it?").fill("The Order comes tomorrow")
    checklist.button("Go on without it").click()
    expect(checklist.box("Review the Order, then")).to_be_checked()
    says(page, "The Order comes tomorrow.")
    quiet(checklist)


def test_skip_wait_and_undo(checklist: Checklist) -> None:
    page = checklist.page
    checklist.start()
    checklist.more("Guide the customer", "Skip it")
    page.get_by_label("Why is it skipped?").fill("Done last year")
    checklist.button("Skip it").click()
    says(page, re.compile("^Skipped .*: Done last year."))
    checklist.menu("Undo")
    expect(page.get_by_text("Done last year")).to_have_count(0)
    checklist.menu("Redo")
    says(page, re.compile("^Skipped .*: Done last year."))
    checklist.button("take it back").click()
    checklist.more("Guide the customer", "Does not apply")
    page.get_by_label("Why does it not apply?").fill("No choices left")
    checklist.button("Does not apply").click()
    says(page, re.compile("^Not applicable .*: No choices left."))
    checklist.more("Make the Order", "Waiting")
    page.get_by_label("Waiting on whom or what?").fill("Bo")
    page.get_by_label("Until (if you know)").fill("2027-01-05")
    checklist.button("Keep it").click()
    says(page, "Waiting on Bo until 5 January 2027")
    checklist.open()
    says(page, "Step 3 waits on Bo until 5 January 2027.")
    quiet(checklist)


def test_finishing_lists_what_is_open(checklist: Checklist) -> None:
    page = checklist.page
    checklist.start()
    checklist.tick("Guide the customer")
    checklist.button("Finish").click()
    review = page.get_by_role("region", name="Finish Ordering for Tern University?")
    expect(review.get_by_role("link", name="4 Review the Order, then pass it on")).to_be_visible()
    expect(review.get_by_text("(must do)")).to_be_visible()
    expect(review.get_by_text("Link to the Order", exact=True)).to_be_visible()
    review.get_by_role("button", name="Finish all the same").click()
    says(page, "1 of 4 steps; nothing skipped.")
    checklist.open("#" + page.url.partition("#")[2])
    checklist.step("Guide the customer").get_by_role("button", name="show").click()
    says(page, "Go through the technical choices together.")
    checklist.box("Copy the URL").click()
    expect(checklist.box("Copy the URL")).not_to_be_checked()
    checklist.button("Open it again").click()
    checklist.tick("Copy the URL")
    checklist.menu("Give it up")
    page.get_by_label("Why is it given up?").fill("They went elsewhere")
    checklist.button("Give it up").click()
    says(page, re.compile(r"They went elsewhere\.$"))
    quiet(checklist)


def test_escape_closes_a_menu_from_its_button_too(checklist: Checklist) -> None:
    checklist.start()
    more = checklist.step("Guide the customer").get_by_role("button", name="More")
    more.click()
    entries = checklist.page.get_by_role("list", name="More about this step")
    expect(entries).to_be_visible()
    more.press("Escape")
    expect(entries).to_have_count(0)
    expect(more).to_be_focused()
    quiet(checklist)


def test_one_of_several_choices_is_no_tick(checklist: Checklist) -> None:
    """A person says when the last of them is chosen; a single answer says so itself."""
    checklist.name = "sales-operations/sops/community-check-in.html"
    checklist.open()
    checklist.start()
    checklist.page.get_by_label("Contracts").check()
    says(checklist.page, "Saved in this browser")
    checklist.page.get_by_label("Date of the meeting").fill("2027-01-05")
    checklist.page.get_by_label("Date of the meeting").blur()
    expect(checklist.box("Schedule 60 minutes")).to_be_checked()
    expect(checklist.box("Gather what")).not_to_be_checked()
    quiet(checklist)


def test_two_checklists_side_by_side(checklist: Checklist) -> None:
    page = checklist.page
    checklist.start("Tern University")
    checklist.tick("Guide the customer")
    checklist.menu("Start another")
    checklist.start("Gull College", name="")
    expect(checklist.box("Guide the customer")).not_to_be_checked()
    checklist.open()
    expect(page.get_by_role("link", name="Go on with Gull College")).to_be_visible()
    expect(checklist.bar).to_be_hidden()
    page.get_by_role("link", name="Tern University").first.click()
    expect(checklist.bar.get_by_text("Tern University")).to_be_visible()
    checklist.has_done("1 of 4")
    page.get_by_text("Other checklists of this SOP (1)").click()
    expect(page.get_by_role("link", name="Gull College")).to_be_visible()
    quiet(checklist)


def test_practice_leaves_no_trace(checklist: Checklist) -> None:
    page = checklist.page
    checklist.button("Just practising").click()
    checklist.tick("Guide the customer")
    expect(checklist.bar).to_contain_text("Practice: nothing is kept")
    checklist.open()
    expect(checklist.button("Start")).to_be_visible()
    expect(checklist.box("Guide the customer")).not_to_be_checked()
    assert page.evaluate("async () => (await indexedDB.databases()).length") <= 1
    quiet(checklist)


def test_two_tabs_follow_each_other(checklist: Checklist) -> None:
    """What is being typed in one stays while the other writes."""
    checklist.start()
    other = Checklist(watch(checklist.page.context), checklist.place)
    other.page.goto(checklist.page.url)
    expect(other.bar.get_by_text("Tern University")).to_be_visible()
    field = other.page.get_by_label("Link to the Order")
    field.focus()
    other.page.keyboard.type("https://app.hubspot")
    checklist.tick("Guide the customer")
    expect(other.box("Guide the customer")).to_be_checked()
    expect(field).to_be_focused()
    expect(field).to_have_value("https://app.hubspot")
    other.page.keyboard.type(".com/orders/5")
    other.page.keyboard.press("Tab")
    expect(checklist.page.get_by_label("Link to the Order")).to_have_value(
        "https://app.hubspot.com/orders/5"
    )
    quiet(checklist)
    quiet(other)


def test_answers_reach_further(probe: Place, new_page: NewPage) -> None:
    """They fill texts and links, decide what applies and when it is due, and go to the next SOP."""
    checklist = Checklist(new_page(), probe, "sales-operations/sops/probe.html")
    page = checklist.page
    checklist.open()
    checklist.start()
    expect(checklist.box("Pick the cloud for Tern University")).to_be_visible()
    page.get_by_role("radio", name="GCP").check()
    says(page, "Does not apply: only if “Cloud” is “AWS”")
    expect(page.get_by_text("In the usual way.")).to_be_hidden()
    checklist.has_done("0 of 4")
    expect(page.get_by_role("link", name="the page")).to_have_attribute(
        "href", "https://example.org/gcp/x"
    )
    page.get_by_role("radio", name="AWS").check()
    expect(page.get_by_text("In the usual way.")).to_be_visible()
    checklist.answer("Secret", "hush")
    page.get_by_label("Go-live", exact=True).fill("2020-01-15")
    says(page, "Due 1 January 2020: overdue")
    page.get_by_label("Name of who signs").fill("Dee")
    checklist.button("Sign off").click()
    says(page, re.compile(r"^Signed off by Dee, .*\(typed, not verified\)"))
    checklist.button("Finish").click()
    checklist.button("Finish all the same").click()
    page.get_by_role("link", name="Next: SOP: Ordering").click()
    expect(page.get_by_role("textbox", name="Who is this for?")).to_have_value("Tern University")
    assert "secret" not in page.url
    quiet(checklist)


def test_answers_are_carried_over(checklist: Checklist) -> None:
    """A link can bring for whom a checklist is, and answers: shown, and kept once it is started."""
    checklist.open("#about=Gull+College&answer.order=https://app.hubspot.com/orders/9")
    about = checklist.page.get_by_role("textbox", name="Who is this for?")
    expect(about).to_have_value("Gull College")
    checklist.button("Start").click()
    expect(checklist.bar.get_by_text("Gull College", exact=True)).to_be_visible()
    expect(checklist.field("Link to the Order")).to_have_value("https://app.hubspot.com/orders/9")
    quiet(checklist)


def test_a_checklist_that_is_not_here(checklist: Checklist) -> None:
    """Its link says so, and another can be started in its place."""
    checklist.open("#run=abc123")
    missing = checklist.page.get_by_text("This checklist is not in this browser.")
    expect(missing).to_be_visible()
    checklist.start()
    expect(missing).to_have_count(0)
    quiet(checklist)


def test_the_sop_changed(checklist: Checklist) -> None:
    """What is new is told, ticks stay, and the new version is the person's choice."""
    page = checklist.page
    checklist.start()
    checklist.tick("Guide the customer")
    page.route(f"**/{ORDERING}*", newer)
    page.reload()
    says(page, "This SOP changed on 2 December 2026.")
    says(page, "Nobody knew where.")
    checklist.button("Show both").click()
    says(page, "Step 1: “Guide the customer through all choices” was")
    checklist.button("Use the new version").click()
    expect(page.get_by_text("This SOP changed on")).to_have_count(0)
    expect(checklist.box("Guide the customer")).to_be_checked()
    says(page, "Its words changed after it was ticked")
    checklist.button("Still right").click()
    expect(page.get_by_text("Its words changed after it was ticked")).to_have_count(0)
    quiet(checklist)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("Object.defineProperty(globalThis, 'indexedDB', {value: undefined})", "cannot store"),
        (
            "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }",
            "does not let this site store",
        ),
    ],
    ids=["none", "refused"],
)
def test_storage_that_fails_is_said(
    broken: str, said: str, places: dict[str, Place], new_page: NewPage
) -> None:
    """The checklist stays usable, and nothing is called saved."""
    watched = new_page()
    watched.page.add_init_script(broken)
    checklist = Checklist(watched, places["http"])
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")
    expect(checklist.bar).to_contain_text("1 of 4")
    expect(checklist.bar).to_contain_text(said)
    expect(checklist.bar).not_to_contain_text("Saved in this browser")
    quiet(checklist)


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_shifts_for_readers(
    screen: ViewportSize, places: dict[str, Place], new_page: NewPage
) -> None:
    watched = new_page(viewport=screen)
    watched.page.add_init_script(SHIFTS)
    checklist = Checklist(watched, places["http"])
    checklist.open()
    checklist.page.wait_for_timeout(300)
    assert checklist.page.evaluate("globalThis.shifted") == 0


def test_paper_shows_everything(checklist: Checklist) -> None:
    """A filled sheet holds answers, states, reasons and notes; nothing stays folded."""
    page = checklist.page
    checklist.start()
    walk(checklist)
    checklist.more("Review the Order, then", "Skip it")
    page.get_by_label("Why is it skipped?").fill("P&S does it")
    checklist.button("Skip it").click()
    says(page, re.compile("^Skipped "))
    checklist.open()
    page.emulate_media(media="print")
    for words in (
        "Tern University",
        "https://app.hubspot.com/orders/5",
        "P&S does it.",
        "Go through the technical choices together.",
    ):
        expect(page.get_by_text(words).locator("visible=true").first).to_be_visible()
    for button in page.get_by_role("button").all():
        assert not button.is_visible()
    for words in ("Order text", "The Hub Configurator URL"):
        expect(page.get_by_text(words, exact=True)).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    theme: str, places: dict[str, Place], new_page: NewPage
) -> None:
    checklist = Checklist(new_page(color_scheme=theme), places["http"])
    page = checklist.page
    faults: list[str] = []

    def look(state: str) -> None:
        assert is_dark(page) == (theme == "dark")
        faults.extend(axe_faults(page, state))

    checklist.open()
    checklist.start(name="")
    look("started, name asked")
    checklist.answer("Hub Configurator URL", "https://example.org/hub")
    checklist.box("Review the Order, then").click()
    look("wrong answer, gate")
    page.get_by_label("Why do you go on without it?").fill("It comes later")
    checklist.button("Go on without it").click()
    checklist.more("Make the Order", "Waiting")
    page.get_by_label("Waiting on whom or what?").fill("Bo")
    checklist.button("Keep it").last.click()
    checklist.more("Guide the customer", "Skip it")
    page.get_by_label("Why is it skipped?").fill("Known")
    checklist.button("Skip it").click()
    checklist.answer("Hub Configurator URL", configurator_url())
    checklist.step("Copy the URL").get_by_role("button", name="More").click()
    look("skipped, waiting, gone on, answered, more open")
    checklist.bar.get_by_role("button", name="Menu").click()
    look("menu open")
    checklist.bar.get_by_role("button", name="Keyboard shortcuts").click()
    look("keys")
    checklist.button("Close").click()
    page.route(f"**/{ORDERING}*", newer)
    checklist.open()
    checklist.button("Show both").click()
    checklist.button("Finish").click()
    look("come back, changed, finishing")
    checklist.button("Finish all the same").click()
    look("finished")
    assert not faults, "\n".join(faults)
