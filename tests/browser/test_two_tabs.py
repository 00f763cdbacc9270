"""Two tabs that do not know of each other's acts: both are kept, and both tabs come to the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from support.checklist import Checklist
from support.exits import logs
from support.trust import some
from support.watch import NewPage, Place, watch

Act = Callable[[Checklist], None]
FIRST = "Guide the customer"
# The tab hears of nothing, as one that the system has put to sleep.
DEAF = "Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined });"
WAKE = "() => dispatchEvent(new Event('focus'))"


def tick(checklist: Checklist) -> None:
    checklist.box(FIRST).click()


def reason(act: str, question: str, save: str, words: str) -> Act:
    """Return the act that opens a question about the first step, and answers it."""

    def do(checklist: Checklist) -> None:
        checklist.more(FIRST, act)
        checklist.page.get_by_label(question, exact=True).fill(words)
        checklist.button(save).click()

    return do


def note(words: str) -> Act:
    return reason("Add a note", "Note", "Keep the note", words)


def wait(words: str) -> Act:
    return reason("Waiting", "Waiting on whom or what?", "Keep it", words)


def answer(words: str) -> Act:
    return lambda checklist: checklist.answer("Link to the Order", words)


def finish(checklist: Checklist) -> None:
    checklist.button("Finish").click()
    checklist.button("Finish all the same").click()


def give_up(checklist: Checklist) -> None:
    checklist.menu("Give it up")
    checklist.page.get_by_label("Why is it given up?").fill("They went elsewhere")
    checklist.button("Give it up").click()


def rename(words: str) -> Act:
    def do(checklist: Checklist) -> None:
        checklist.menu("Change who it is for")
        field = checklist.bar.get_by_role("textbox").or_(
            checklist.page.get_by_label("Who is this for?")
        )
        field.locator("visible=true").first.fill(words)
        checklist.button("Keep it").click()

    return do


SKIP = reason("Skip it", "Why is it skipped?", "Skip it", "Done last year")
NOT = reason("Does not apply", "Why does it not apply?", "Does not apply", "No choices left")
#: What one tab does, and the other without knowing of it; the kinds of act that both come to.
PAIRS: dict[str, tuple[Act, Act, list[str]]] = {
    "tick, tick": (tick, tick, ["tick", "tick"]),
    "tick, skip": (tick, SKIP, ["tick", "skip"]),
    "skip, tick": (SKIP, tick, ["skip", "tick"]),
    "skip, not applicable": (SKIP, NOT, ["skip", "skip"]),
    "note, note": (note("one"), note("two"), ["note", "note"]),
    "wait, wait": (wait("Ana"), wait("Bo"), ["wait", "wait"]),
    "answer, answer": (
        answer("https://a.example/1"), answer("https://b.example/2"),
        ["value", "tick", "value", "tick"],
    ),
    "note, tick": (note("one"), tick, ["note", "tick"]),
    "finish, tick": (finish, tick, ["finish", "tick"]),
    "give up, note": (give_up, note("two"), ["abandon", "note"]),
    "rename, rename": (rename("Gull"), rename("Tern"), ["rename", "rename"]),
    "tick, finish": (tick, finish, ["tick", "finish"]),
}  # fmt: skip


def settled(checklist: Checklist, place: Place, acts: int) -> None:
    """Wait until so many acts are kept: what a tab has said is kept before it is looked for."""
    page = checklist.page
    expect(checklist.bar).to_contain_text("Saved in this browser")
    page.wait_for_function(
        """async ([site, acts]) => {
          const store = await handbook.store.open(site);
          const { logs } = await store.all();
          store.close();
          return Object.values(logs).flat().length >= acts;
        }""",
        arg=["2i2c-sales-operations", acts],
    )


@pytest.mark.trust("storage", "conflicts between two tabs")
@pytest.mark.parametrize("name", some(list(PAIRS), 3))
def test_both_acts_are_kept(name: str, places: dict[str, Place], new_page: NewPage) -> None:
    one, other, kinds = PAIRS[name]
    place = places["http"]
    here = Checklist(new_page(), place)
    here.open()
    here.start()
    [before] = logs(here.page).values()
    there = Checklist(watch(here.page.context), place)
    there.page.add_init_script(DEAF)
    there.page.goto(here.page.url)
    expect(there.bar.get_by_text("Tern University")).to_be_visible()
    one(here)
    settled(here, place, len(before) + 1)
    other(there)
    settled(there, place, len(before) + len(kinds))
    [log] = logs(here.page).values()
    assert [event["kind"] for event in log[len(before) :]] == kinds
    assert len({event["id"] for event in log}) == len(log)
    there.page.evaluate(WAKE)
    here.page.reload()
    there.page.reload()
    there.watched.settle()
    here.watched.settle()
    steps = [tab.page.locator(".sop-steps").first.inner_text() for tab in (here, there)]
    assert steps[0] == steps[1]
    assert not [*here.watched.faults(place), *there.watched.faults(place)]
