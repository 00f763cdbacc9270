"""Texts, files, links and stored records that mean harm: shown as text, or refused in words."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from support.browser import driver
from support.checklist import Checklist
from support.exits import MINE, PROBE_PAGE, SITE, bring, choose, dialog, going, leave, logs, press
from support.paths import ROOT
from support.trust import Tried, so_many, some
from support.watch import NewPage, Place, Watched

#: So many files may be chosen at once.
AT_ONCE = 50

# What would tell that a text was taken for more; and how to wait for what the page does.
TRAP = """
globalThis.fired = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"]) {
  globalThis[name] = (...given) => { fired.push(name + given.join()); };
}
globalThis.until = async (holds) => {
  for (let n = 0; n < 600; n += 1) {
    if (holds()) return true;
    await new Promise((done) => setTimeout(done, 5));
  }
  return false;
};
globalThis.dialog = () => document.querySelector("dialog[open]");
"""
# Works the dialogs as a person would, but faster: paste, look, look at all of it, then let it be.
PASTE = """async (texts) => {
  const button = (place, words) =>
    [...place.querySelectorAll("button")]
      .find((one) => one.textContent === words && one.checkVisibility());
  const outcomes = [];
  for (const text of texts) {
    const opener = button(document, "Open a copy…");
    opener.click();
    if (!(await until(dialog))) { outcomes.push("no dialog"); continue; }
    const asking = dialog();
    asking.querySelector("textarea").value = text;
    button(asking, "Look at it").click();
    const said = () => asking.querySelector("[role=status]").textContent;
    const came = await until(() => (asking.open ? said() : dialog()));
    if (!came) outcomes.push("nothing happened");
    else if (asking.open && /^[A-Z].*[.]$/s.test(said())) outcomes.push("refused");
    else if (asking.open) outcomes.push("said: " + said());
    else outcomes.push(dialog().textContent.includes("not checked by you") ? "shown" : "unclear");
    dialog()?.close();
    await until(() => !dialog());
  }
  return outcomes;
}"""
# Links of the page's own, one after another.
FOLLOW = """async (fragments) => {
  const outcomes = [];
  for (const fragment of fragments) {
    location.hash = fragment;
    if (!(await until(dialog))) { outcomes.push("no dialog"); continue; }
    if (location.hash) outcomes.push("still in the address");
    else outcomes.push(dialog().textContent.includes("not checked by you") ? "shown" : "refused");
    dialog().close();
    await until(() => !dialog());
  }
  return outcomes;
}"""
# Written as it is, past everything that would refuse it.
PUT = """async ([site, records]) => {
  (await handbook.store.open(site)).close();
  const request = indexedDB.open(`handbook:${site}`);
  const database = await new Promise((done) => { request.onsuccess = () => done(request.result); });
  const transaction = database.transaction("events", "readwrite");
  const ended = new Promise((done) => { transaction.oncomplete = done; });
  for (const record of records) transaction.objectStore("events").put(record);
  await ended;
  database.close();
}"""
Hostile = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def hostile(published: Place, browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Copies, files and links that mean harm, as if they were of the Probe."""
    page = browser.new_page()
    page.goto(published.base + PROBE_PAGE)
    definition = page.locator("script.sop-definition").first.text_content()
    page.close()
    file = tmp_path_factory.mktemp("hostile") / "probe.json"
    file.write_text(definition, "utf-8")
    made = subprocess.run(
        [driver(), ROOT / "tests/js/hostile.js", file],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    found: Hostile = json.loads(made.stdout)
    assert len(found["texts"]) > 1000
    return found


def unharmed(watched: Watched, place: Place) -> None:
    """Hold that nothing ran, was fetched, refused by the policy, or thrown."""
    assert watched.page.evaluate("globalThis.fired") == []
    assert not list(watched.faults(place))


def wrong(cases: list[dict[str, Any]], outcomes: list[str]) -> list[str]:
    """Return what came out otherwise than it has to."""
    right = {"data": {"shown"}, "refused": {"refused"}, "any": {"shown", "refused"}}
    return [
        f"{case['name']}: {outcome}"
        for case, outcome in zip(cases, outcomes, strict=True)
        if outcome not in right[case["expect"]]
    ]


@pytest.mark.timeout(900)
@pytest.mark.trust("what comes in", "hostile texts, pasted")
@pytest.mark.parametrize("where", ["http", "disk"])
def test_hostile_texts(
    where: str,
    hostile: Hostile,
    places: dict[str, Place],
    published: Place,
    new_page: NewPage,
    tried: Tried,
) -> None:
    place = published if where == "http" else places["disk"]
    watched = new_page()
    watched.page.add_init_script(TRAP)
    watched.page.goto(place.base + "sales-operations/my-checklists.html")
    expect(watched.page.get_by_text("or bring in a copy")).to_be_visible()
    cases = [
        case
        for case in some(hostile["texts"], 160 if where == "http" else 40)
        if case["text"].strip()
    ]
    tried(len(cases))
    outcomes = watched.page.evaluate(PASTE, [case["text"] for case in cases])
    assert not wrong(cases, outcomes)
    assert logs(watched.page) == {}
    unharmed(watched, place)


@pytest.mark.trust("what comes in", "hostile links")
def test_hostile_links(hostile: Hostile, published: Place, new_page: NewPage, tried: Tried) -> None:
    watched = new_page()
    watched.page.add_init_script(TRAP)
    watched.page.goto(published.base + PROBE_PAGE)
    watched.settle()
    cases = [
        case for case in some(hostile["links"], 100) if case["fragment"].startswith("#import=")
    ]
    assert len(cases) > 50
    tried(len(cases))
    outcomes = watched.page.evaluate(FOLLOW, [case["fragment"] for case in cases])
    assert not wrong(cases, outcomes)
    assert logs(watched.page) == {}
    unharmed(watched, published)


@pytest.mark.timeout(900)
@pytest.mark.trust("what comes in", "hostile files")
def test_hostile_files(hostile: Hostile, published: Place, new_page: NewPage, tried: Tried) -> None:
    """Bytes that are no text, and texts in files: each is looked at in turn, and left out."""
    texts = [case for case in hostile["texts"] if case["text"].strip()]
    cases = hostile["files"] + [
        {**case, "base64": base64.b64encode(case["text"].encode("utf-8", "replace")).decode()}
        for case in texts[:: len(texts) // so_many(8, 330)]
    ]
    watched = new_page()
    page = watched.page
    page.add_init_script(TRAP)
    for begin in range(0, len(cases), AT_ONCE):
        look_at_each(page, published, cases[begin : begin + AT_ONCE])
    tried(len(cases))
    assert logs(page) == {}
    unharmed(watched, published)


def look_at_each(page: Page, place: Place, cases: list[dict[str, Any]]) -> None:
    """Choose files, and leave out each as it is shown."""
    bring(page, place.base)
    files: Any = [
        {
            "name": f"<img src=x onerror=alert(1)>{n}.json",
            "mimeType": "application/json",
            "buffer": base64.b64decode(case["base64"]),
        }
        for n, case in enumerate(cases)
    ]
    page.get_by_label("Files").set_input_files(files)
    press(page, "Look at it")
    for n, case in enumerate(cases, 1):
        shown = dialog(page, re.compile(f": {n} of {len(cases)}$"))
        expect(shown).to_be_visible()
        refused = "This cannot be opened" in (shown.get_by_role("heading").first.inner_text())
        assert case["expect"] in ("any", "refused" if refused else "data"), case["name"]
        press(page, "Go on" if refused else "Leave this one out")
    expect(dialog(page)).to_have_count(0)


@pytest.mark.timeout(900)
@pytest.mark.trust("what comes in", "hostile records in storage")
def test_hostile_records(
    hostile: Hostile, published: Place, new_page: NewPage, tried: Tried
) -> None:
    """What lies in storage is no more trusted than what comes: listed, opened, never obeyed."""
    everything = list(stored(hostile["texts"]))
    runs = everything[:: len(everything) // so_many(16, 330)]
    watched = new_page()
    page = watched.page
    page.add_init_script(TRAP)
    page.goto(published.base + MINE)
    page.evaluate(PUT, [SITE, [record for run in runs for record in run]])
    for address in (MINE, "index.html"):
        page.goto(published.base + address)
        watched.settle()
        unharmed(watched, published)
    for run in runs:
        page.goto("about:blank")
        page.goto(f"{published.base}{PROBE_PAGE}#run={quote(str(run[0].get('run')))}")
        expect(
            page.locator(".sop-bar, .sop-card-now").locator("visible=true").first
        ).to_be_visible()
        assert page.evaluate("globalThis.fired") == []
    unharmed(watched, published)
    tried(len(runs))


def stored(texts: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the acts in each text, as a checklist of its own; what storage cannot hold is left."""
    for number, case in enumerate(texts):
        try:
            events = json.loads(case["text"])["events"]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        if isinstance(events, list) and events and all(isinstance(one, dict) for one in events):
            own = [{**one, "id": f"{number}-{n}"} for n, one in enumerate(events)]
            yield [{**one, "run": f"run-{number}"} if "run" in one else one for one in own]


def test_hostile_copies_are_kept_as_text(
    hostile: Hostile, published: Place, new_page: NewPage
) -> None:
    """What is sound is added; the list, the page and every exit then show it as it is written."""
    cases = [case for case in hostile["texts"] if case["expect"] == "data"]
    cases = [case for case in cases if "everywhere" in case["name"]][::10][:24]
    assert len(cases) > 15
    watched = new_page()
    page = watched.page
    page.add_init_script(TRAP)
    bring(page, published.base)
    choose(page, *(case["text"] for case in cases))
    for n in range(1, len(cases) + 1):
        shown = dialog(page, f"Open a copy: {n} of {len(cases)}")
        expect(shown).to_be_visible()
        shown.get_by_role("button").first.click()
    expect(dialog(page)).to_have_count(0)
    runs = logs(page)
    assert len(runs) >= len(cases) // 2
    unharmed(watched, published)
    for run in list(runs)[:: max(1, len(runs) // 4)]:
        page.goto("about:blank")
        page.goto(f"{published.base}{PROBE_PAGE}#run={run}")
        checklist = Checklist(watched, published, PROBE_PAGE)
        expect(checklist.bar).to_be_visible()
        for words in ("Save a copy", "Make a GitHub issue"):
            leave(checklist, words)
            going(page)
            page.keyboard.press("Escape")
        unharmed(watched, published)
