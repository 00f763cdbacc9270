"""What is done before the checklist is there: it waits for it, and starts no other."""

from __future__ import annotations

from playwright.sync_api import expect

from support.checklist import Checklist, quiet
from support.exits import PROBE_PAGE, dialog, fragment_of, handed, logs, press
from support.watch import NewPage, Place

#: The browser takes its time over opening the database: until `arrive` is called.
SLOW = """
  const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, "onsuccess");
  const arrived = new Promise((resolve) => (globalThis.arrive = resolve));
  Object.defineProperty(IDBOpenDBRequest.prototype, "onsuccess", {
    set(then) { set.call(this, (event) => void arrived.then(() => then(event))); },
  });
"""


def kept(checklist: Checklist, *abouts: str) -> str:
    """Start a checklist for each; return the fragment of the first."""
    checklist.open()
    for about in abouts:
        if about != abouts[0]:
            checklist.menu("Start another")
        checklist.start(about, name="")
    first = next(
        run for run, log in logs(checklist.page).items() if log[0]["value"]["about"] == abouts[0]
    )
    return f"#run={first}"


def slowly(checklist: Checklist, fragment: str = "") -> None:
    """Come back, with storage that is not there yet."""
    page = checklist.page
    page.add_init_script(SLOW)
    page.goto("about:blank")
    page.goto(checklist.place.base + checklist.name + fragment)
    expect(checklist.step("Prepare the page").get_by_role("button", name="More")).to_be_visible()


def there(checklist: Checklist) -> dict[str, list[str]]:
    """Let storage answer; return what is kept of each checklist, once all of it is."""
    checklist.page.evaluate("arrive()")
    expect(checklist.bar).to_contain_text("Saved in this browser")
    return {
        log[0]["value"]["about"]: [event["kind"] for event in log[1:]]
        for log in logs(checklist.page).values()
    }


def test_an_early_tick_is_for_what_the_address_asks_for(
    published: Place, new_page: NewPage
) -> None:
    checklist = Checklist(new_page(), published, PROBE_PAGE)
    wanted = kept(checklist, "Tern University", "Gull College")
    slowly(checklist, wanted)
    checklist.answer("Secret", "hush")
    checklist.box("Prepare the page").click()
    assert there(checklist) == {"Tern University": ["value", "tick"], "Gull College": []}
    expect(checklist.bar).to_contain_text("Tern University")
    expect(checklist.box("Prepare the page")).to_be_checked()
    expect(checklist.field("Secret")).to_have_value("hush")
    expect(checklist.bar).to_contain_text("1 of 4")
    quiet(checklist)


def test_an_early_tick_is_for_the_one_that_is_open(published: Place, new_page: NewPage) -> None:
    checklist = Checklist(new_page(), published, PROBE_PAGE)
    kept(checklist, "Tern University")
    slowly(checklist)
    checklist.box("Prepare the page").click()
    checklist.box("Ask for the hub").click()
    assert there(checklist) == {"Tern University": ["tick", "tick"]}
    expect(checklist.bar).to_contain_text("2 of 4")
    quiet(checklist)


def test_an_early_start_starts_another(published: Place, new_page: NewPage) -> None:
    """Who presses Start does not want the one there is, though it would be opened unasked."""
    checklist = Checklist(new_page(), published, PROBE_PAGE)
    kept(checklist, "Tern University")
    slowly(checklist)
    checklist.page.get_by_label("Community", exact=True).fill("Gull College")
    checklist.button("Start").click()
    checklist.box("Prepare the page").click()
    assert there(checklist) == {"Tern University": [], "Gull College": ["tick"]}
    expect(checklist.bar).to_contain_text("Gull College")
    quiet(checklist)


def test_an_early_tick_of_what_is_finished_is_refused(published: Place, new_page: NewPage) -> None:
    checklist = Checklist(new_page(), published, PROBE_PAGE)
    wanted = kept(checklist, "Tern University")
    checklist.menu("Give it up")
    checklist.page.get_by_label("Why is it given up?").fill("They went elsewhere")
    checklist.button("Give it up").click()
    expect(checklist.page.get_by_text("Probe for Tern University was given up.")).to_be_visible()
    slowly(checklist, wanted)
    checklist.box("Prepare the page").click()
    assert there(checklist) == {"Tern University": ["abandon"]}
    expect(checklist.box("Prepare the page")).not_to_be_checked()
    expect(checklist.step("Prepare the page")).to_contain_text("This checklist was given up.")
    quiet(checklist)


def test_an_early_tick_and_a_link_are_both_kept(published: Place, new_page: NewPage) -> None:
    """A tick before the link could be looked at starts one; the link's is then opened."""
    ana = Checklist(new_page(), published, PROBE_PAGE)
    kept(ana, "Tern University")
    link = fragment_of(handed(ana, "Bo"))
    bo = Checklist(new_page(), published, PROBE_PAGE)
    slowly(bo, link)
    bo.box("Prepare the page").click()
    bo.page.evaluate("arrive()")
    expect(dialog(bo.page)).to_contain_text("Tern University")
    # The page is loaded anew to show it, and this browser is as slow as before.
    with bo.page.expect_event("load"):
        press(bo.page, "Continue as yours")
    assert there(bo) == {"": ["tick"], "Tern University": ["hand", "take"]}
    expect(bo.bar).to_contain_text("Tern University")
    quiet(ana, bo)
