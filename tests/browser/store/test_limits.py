"""Where the browser does not keep runs: said in one sentence, and nothing done is lost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from support.bare import opened
from support.faults import FAULTS
from support.watch import NewPage, Place

NONE = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"
BARRED = """Object.defineProperty(globalThis, 'indexedDB', {
  get() { throw new DOMException('Barred', 'SecurityError'); } });"""
NEVER = "IDBFactory.prototype.open = () => ({});"

STORAGE = {
    "memory": NONE,
    "refused": BARRED,
    "refused, asked": FAULTS + "Object.assign(fault, { at: 'open', error: 'SecurityError' });",
    "full": FAULTS + "Object.assign(fault, { at: 'late open', error: 'QuotaExceededError' });",
    "failed": FAULTS + "Object.assign(fault, { at: 'late open', error: 'UnknownError' });",
    "failed, private": FAULTS
    + "Object.assign(fault, { at: 'late open', error: 'InvalidStateError' });",
}


def is_a_sentence(said: str) -> bool:
    """One sentence of plain words that says what to do."""
    return said[0].isupper() and said.count(".") == 1 and said.endswith(".") and "copy" in said


def stays_usable(page: Page | Frame, state: str) -> None:
    """Whatever is done on the page is done, and can be saved as a copy."""
    for number, text in enumerate(("one", "two", "three"), start=1):
        done = page.evaluate("(text) => note(text)", text)
        assert (done["n"], done["state"]) == (number, state)
        assert is_a_sentence(done["sentence"])
    assert page.evaluate("lines()") == ["one", "two", "three"]
    brought = page.evaluate("store.events('run-one')")
    brought = [{**event, "run": "run-two", "id": f"b{event['n']}"} for event in brought]
    assert page.evaluate("(events) => store.add(events)", brought) == 3
    assert page.evaluate("(events) => store.add(events)", brought) == 0
    page.evaluate("store.set('name', 'Ana')")
    assert page.evaluate("store.setting('name')") == "Ana"
    logs = page.evaluate("store.all()")
    assert {run: len(log) for run, log in logs["logs"].items()} == {"run-one": 3, "run-two": 3}
    assert logs["corrupt"] == {}
    assert len(page.evaluate("runs()")) == 2
    assert page.evaluate("store.persist()") in (True, False, None)
    assert page.evaluate("store.state") == state


def nothing_is_stored(page: Page) -> bool:
    """Whether the browser has no database at all."""
    return bool(page.evaluate("indexedDB.databases().then((all) => all.length === 0)"))


def kept_after_reload(page: Page, base: str) -> list[str]:
    """What another visit finds of the run."""
    fresh = opened(page.context.new_page(), base)
    found: list[str] = fresh.evaluate("lines()")
    fresh.close()
    return found


@pytest.mark.trust("storage", "storage refused, full or missing")
@pytest.mark.parametrize("kind", STORAGE)
def test_refused_storage_is_said_and_the_checklist_works(
    quiet_page: Page, bare: Place, kind: str
) -> None:
    quiet_page.add_init_script(STORAGE[kind])
    page = opened(quiet_page, bare.base)
    stays_usable(page, kind.split(",")[0])


def test_every_state_but_the_good_ones_has_a_sentence(quiet_page: Page, on_http: Place) -> None:
    said = opened(quiet_page, on_http.base).evaluate("handbook.sentences.storage")
    silent = {"opening", "saving", "saved"}
    assert {state for state, sentence in said.items() if not sentence} == silent
    assert all(is_a_sentence(sentence) for sentence in said.values() if sentence)
    assert len(set(said.values())) == len(said) - len(silent) + 1


def test_a_frame_without_an_origin_is_refused(quiet_page: Page, on_http: Place) -> None:
    """The browser's own refusal, not an injected one."""
    quiet_page.goto(on_http.base + "framed.html")
    frame = quiet_page.frames[1]
    assert frame.evaluate("start()")["state"] == "refused"
    stays_usable(frame, "refused")


@pytest.mark.trust("storage", "storage that comes back")
@pytest.mark.parametrize("kind", [kind for kind in STORAGE if "fault" in STORAGE[kind]])
def test_once_storage_opens_all_that_waited_is_stored(
    quiet_page: Page, on_http: Place, kind: str
) -> None:
    quiet_page.add_init_script(STORAGE[kind])
    page = opened(quiet_page, on_http.base)
    stays_usable(page, kind.split(",")[0])
    assert nothing_is_stored(page)
    page.evaluate("fault.at = ''")
    assert page.evaluate("note('four')") == {"n": 4, "state": "saved", "sentence": ""}
    page.evaluate("start()")
    assert page.evaluate("lines()") == ["one", "two", "three", "four"]
    assert page.evaluate("store.setting('name')") == "Ana"
    assert len(page.evaluate("lines('run-two')")) == 3


WRITE_POINTS = [
    (at, later)
    for at in ("add", "openKeyCursor", "transaction", "commit")
    for later in ((False, True) if at in ("add", "openKeyCursor") else (False,))
]
ERRORS = {"QuotaExceededError": "full", "UnknownError": "failed", "AbortError": "failed"}


@pytest.mark.trust("storage", "a write point that fails")
@pytest.mark.parametrize(("at", "later"), WRITE_POINTS)
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_failing_write_loses_nothing(
    quiet_page: Page, on_http: Place, at: str, later: bool, error: str, position: int
) -> None:
    quiet_page.add_init_script(FAULTS)
    page = opened(quiet_page, on_http.base)
    fault: dict[str, Any] = {"at": at, "later": later, "error": error, "skip": position}
    page.evaluate("(given) => Object.assign(fault, given)", fault)
    texts = ["one", "two", "three", "four"]
    states = [page.evaluate("(text) => note(text)", text) for text in texts]
    bad = ERRORS[error]
    assert [done["state"] for done in states] == ["saved"] * position + [bad] * (4 - position)
    assert all(is_a_sentence(done["sentence"]) for done in states[position:])
    assert [done["n"] for done in states] == [1, 2, 3, 4]
    assert page.evaluate("fault.met") >= 4 - position
    page.evaluate("fault.at = ''")
    assert page.evaluate("lines()") == texts
    assert page.evaluate("note('five')") == {"n": 5, "state": "saved", "sentence": ""}
    page.evaluate("start()")
    assert page.evaluate("lines()") == [*texts, "five"]


@pytest.mark.trust("storage", "a write point that fails")
@pytest.mark.parametrize("error", ERRORS)
def test_settings_and_removals_that_fail_are_said(
    quiet_page: Page, on_http: Place, error: str
) -> None:
    quiet_page.add_init_script(FAULTS)
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one')")
    page.evaluate("(error) => Object.assign(fault, { at: 'put', error })", error)
    page.evaluate("store.set('name', 'Ana')")
    assert page.evaluate("store.state") == ERRORS[error]
    assert page.evaluate("store.setting('name')") == "Ana"
    page.evaluate("fault.at = ''; note('two')")
    page.evaluate("(error) => Object.assign(fault, { at: 'delete', error })", error)
    said = page.evaluate("store.remove('run-one').catch((error) => error.message)")
    assert is_a_sentence(said)
    page.evaluate("fault.at = ''; start()")
    assert page.evaluate("lines()") == ["one", "two"]
    assert page.evaluate("store.setting('name')") == "Ana"
    page.evaluate("store.remove('run-one')")
    assert page.evaluate("lines()") == []


@pytest.mark.trust("storage", "a read that fails")
@pytest.mark.parametrize("at", ["getAll", "transaction", "getKey", "get"])
def test_what_cannot_be_read_is_still_known_to_the_page(
    quiet_page: Page, on_http: Place, at: str
) -> None:
    quiet_page.add_init_script(FAULTS)
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one').then(() => note('two'))")
    page.evaluate("(at) => { fault.at = at }", at)
    assert page.evaluate("lines()") == ["one", "two"]
    assert page.evaluate("runs()") == [{"run": "run-one", "events": 2, "corrupt": False}]
    assert page.evaluate("store.setting('name')") == ""
    page.evaluate("fault.at = ''")
    assert page.evaluate("lines()") == ["one", "two"]
    assert page.evaluate("store.state") == "saved"


def test_room_is_tried_for_again_when_the_person_comes_back(
    quiet_page: Page, on_http: Place
) -> None:
    quiet_page.add_init_script(FAULTS)
    page = opened(quiet_page, on_http.base)
    page.evaluate("Object.assign(fault, { at: 'add', error: 'QuotaExceededError' })")
    assert page.evaluate("note('one')")["state"] == "full"
    page.evaluate("fault.at = ''; document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("until('saved')")["sentence"] == ""
    assert kept_after_reload(page, on_http.base) == ["one"]


@pytest.mark.chromium
@pytest.mark.trust("storage", "storage cleared or closed meanwhile")
def test_cleared_storage_is_written_again_and_said(quiet_page: Page, on_http: Place) -> None:
    """The browser's own clearing, which ends the connection."""
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one').then(() => note('two'))")
    origin = on_http.base.rstrip("/")
    clear = {"origin": origin, "storageTypes": "indexeddb"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", clear)
    assert is_a_sentence(page.evaluate("until('cleared')")["sentence"])
    assert kept_after_reload(page, on_http.base) == ["one", "two"]
    done = page.evaluate("note('three')")
    assert (done["n"], done["state"]) == (3, "saved")
    assert is_a_sentence(done["sentence"]), "said for as long as the page is open"
    assert kept_after_reload(page, on_http.base) == ["one", "two", "three"]


@pytest.mark.trust("storage", "storage cleared or closed meanwhile")
def test_a_database_deleted_by_another_tab_is_written_again(tabs: list[Page]) -> None:
    tabs[0].evaluate("note('one')")
    tabs[1].evaluate("store.close()")
    tabs[1].evaluate("idb(indexedDB.deleteDatabase('handbook:test'))")
    assert is_a_sentence(tabs[0].evaluate("until('cleared')")["sentence"])
    tabs[1].evaluate("start()")
    assert tabs[1].evaluate("lines()") == ["one"]


@pytest.mark.trust("storage", "storage cleared or closed meanwhile")
@pytest.mark.parametrize("look", ["lines()", "note('three')"])
def test_records_that_vanish_under_an_open_connection_are_written_again(
    tabs: list[Page], look: str
) -> None:
    tabs[0].evaluate("note('one').then(() => note('two'))")
    tabs[1].evaluate(
        """async () => {
          const database = await idb(indexedDB.open("handbook:test"));
          const stores = database.transaction(["events", "settings"], "readwrite");
          await idb(stores.objectStore("events").clear());
          database.close();
        }"""
    )
    tabs[0].evaluate(look)
    assert is_a_sentence(tabs[0].evaluate("store.sentence"))
    assert tabs[1].evaluate("lines()")[:2] == ["one", "two"]


@pytest.mark.trust("storage", "old code against a newer schema")
def test_a_newer_version_makes_the_page_only_read(tabs: list[Page], on_http: Place) -> None:
    """Before and after: a tab that is open when it comes, and one that finds it."""
    tabs[0].evaluate("note('one')")
    tabs[1].evaluate("store.close()")
    tabs[1].evaluate(
        """async () => {
          const request = indexedDB.open("handbook:test", 2);
          request.onupgradeneeded = () => request.result.createObjectStore("more");
          globalThis.newer = await idb(request);
        }"""
    )
    count = "idb(newer.transaction('events').objectStore('events').count())"
    assert is_a_sentence(tabs[0].evaluate("until('newer')")["sentence"])
    late = opened(tabs[0].context.new_page(), on_http.base)
    for page in (tabs[0], late):
        for text in ("two", "three"):
            done = page.evaluate("(text) => note(text)", text)
            assert done["state"] == "newer"
            assert is_a_sentence(done["sentence"])
        assert page.evaluate("lines()") == ["one", "two", "three"]
        said = page.evaluate("store.remove('run-one').catch((error) => error.message)")
        assert is_a_sentence(said)
        assert page.evaluate("lines()") == ["one", "two", "three"]
    assert tabs[1].evaluate(count) == 1


@pytest.mark.trust("storage", "old code against a newer schema")
def test_a_tab_in_the_way_is_waited_for_in_memory(tabs: list[Page]) -> None:
    """The browser's own queue: an old tab will not let go, and another waits to delete."""
    tabs[1].evaluate(
        """async () => {
          store.close();
          globalThis.held = await idb(indexedDB.open("handbook:held", 1));
          indexedDB.deleteDatabase("handbook:held");
        }"""
    )
    assert tabs[0].evaluate("start('held')")["state"] == "blocked"
    stays_usable(tabs[0], "blocked")
    tabs[1].evaluate("held.close()")
    assert tabs[0].evaluate("until('saved')")["sentence"] == ""
    tabs[1].evaluate("start('held')")
    assert tabs[1].evaluate("lines()") == ["one", "two", "three"]


@pytest.mark.trust("storage", "old code against a newer schema")
def test_a_blocked_event_is_said_at_once(quiet_page: Page, on_http: Place) -> None:
    quiet_page.add_init_script(
        """const open = IDBFactory.prototype.open;
        IDBFactory.prototype.open = function (...given) {
          const request = open.apply(this, given);
          queueMicrotask(() => request.dispatchEvent(new Event("blocked")));
          return request;
        };"""
    )
    quiet_page.goto(on_http.base + "page.html")
    said = quiet_page.evaluate("start()")
    assert said["state"] == "blocked"
    assert is_a_sentence(said["sentence"])
    assert quiet_page.evaluate("until('saved')")["sentence"] == ""


@pytest.mark.trust("storage", "storage cleared or closed meanwhile")
def test_a_connection_closed_without_a_word_is_opened_again(
    quiet_page: Page, on_http: Place
) -> None:
    quiet_page.add_init_script(
        """const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...given) {
          if (globalThis.shut) { shut = false; this.close(); }
          return begin.apply(this, given);
        };
        globalThis.shut = false;"""
    )
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one')")
    for act, found in (("note('two')", 2), ("lines()", 2), ("store.set('name', 'A')", 2)):
        page.evaluate("shut = true")
        page.evaluate(act)
        assert page.evaluate("store.state") == "saved"
        assert len(page.evaluate("lines()")) == found
    assert page.evaluate("store.sentence") == ""


def test_a_closed_store_writes_nothing_more(new_page: NewPage, on_http: Place) -> None:
    page = opened(new_page().page, on_http.base)
    page.evaluate("note('one')")
    page.evaluate("store.close()")
    page.evaluate("note('two')")
    page.evaluate("start()")
    assert page.evaluate("lines()") == ["one"]
