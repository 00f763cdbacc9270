"""Damaged records never break reading: they come apart, and everything else opens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from support.bare import opened
from support.trust import Tried
from support.watch import Place

STEPS = 60
WRONG: tuple[Any, ...] = (None, True, -1, 1.5, "", "x" * 70_000, [], {}, [[[]]], {"__proto__": 1})

# Written as it is, past everything that would refuse it.
PUT = """async (records) => {
  const database = await idb(indexedDB.open("handbook:test"));
  const events = database.transaction("events", "readwrite").objectStore("events");
  await Promise.all(records.map((record) => idb(events.put(record))));
  database.close();
}"""


def definition() -> dict[str, Any]:
    steps = [
        {"id": f"step-{n}", "hash": f"{n:012x}", "text": f"Do what is due, number {n}. " * 4}
        for n in range(STEPS)
    ]
    return {
        "v": 1,
        "id": "ordering",
        "title": "Ordering",
        "revision": "0123456789ab",
        "changes": [{"date": "2026-11-22", "why": "First version."}],
        "kind": "read-do",
        "about": {"id": "community", "label": "Community"},
        "sections": [],
        "steps": steps,
    }


def record(name: str) -> dict[str, Any]:
    """A start of some 10 KB, in a run of its own."""
    return {
        "v": 1,
        "id": f"event-{name}",
        "run": f"run-{name}",
        "n": 1,
        "at": "2026-11-20T14:05:00.000+01:00",
        "by": "Ana",
        "step": None,
        "kind": "start",
        "value": {"definition": definition(), "about": "Tern", "practice": False},
    }


def closed(text: str) -> Any:
    """What is left of JSON that breaks off, with its open brackets closed as far as that goes."""
    for end in range(len(text), 0, -1):
        ends, quoted, escaped = [], False, False
        for sign in text[:end]:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = quoted
            elif sign == '"':
                quoted = not quoted
            elif not quoted and sign in "[{":
                ends.append("]" if sign == "[" else "}")
            elif not quoted and sign in "]}":
                ends.pop()
        try:
            return json.loads(text[:end] + '"' * quoted + "".join(reversed(ends)))
        except ValueError:
            continue
    return {}


def truncated() -> Iterator[dict[str, Any]]:
    """Broken off after every hundredth of its length; the last is whole but for its end."""
    for cut in range(100):
        name = f"cut-{cut}"
        text = json.dumps(record(name))
        yield {**closed(text[: len(text) * cut // 100]), "id": f"event-{name}"}


def flipped() -> Iterator[dict[str, Any]]:
    """With one bit of its text turned over; what is then no JSON is kept as text."""
    chance = random.Random(360)
    for number in range(200):
        name = f"flip-{number}"
        text = bytearray(json.dumps(record(name)).encode())
        # Half of them in the head, where every bit tells.
        place = chance.randrange(170 if number % 2 else len(text))
        text[place] ^= 1 << chance.randrange(8)
        shown = text.decode("utf-8", "replace")
        try:
            found = json.loads(shown)
        except ValueError:
            found = {"run": f"run-{name}", "n": 1, "text": shown}
        yield {**found, "id": f"event-{name}"}


def mistyped() -> Iterator[dict[str, Any]]:
    """With a wrong type in each place in turn."""
    places = ("run", "n", "at", "by", "step", "kind", "value", "v", "definition", "steps")
    for number in range(60):
        made = record(f"type-{number}")
        place, wrong = places[number % len(places)], WRONG[(number // len(places)) % len(WRONG)]
        if place == "definition":
            made["value"][place] = wrong
        elif place == "steps":
            made["value"]["definition"][place] = wrong
        else:
            made[place] = wrong
        yield made


DAMAGED = [*truncated(), *flipped(), *mistyped()]


@pytest.fixture
def damaged(quiet_page: Page, on_http: Place) -> Page:
    """A page whose storage holds a sound run and 360 damaged records."""
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one').then(() => note('two'))")
    page.evaluate(PUT, DAMAGED)
    return opened(page, on_http.base)


def test_there_are_as_many_as_promised() -> None:
    assert len(DAMAGED) == len({made["id"] for made in DAMAGED}) == 360


@pytest.mark.trust("storage", "damaged records")
def test_damaged_records_come_apart_and_the_others_open(damaged: Page, tried: Tried) -> None:
    tried(len(DAMAGED))
    found = damaged.evaluate("store.all()")
    logs, corrupt = found["logs"], found["corrupt"]
    read = {event["id"] for log in logs.values() for event in log}
    apart = [made["id"] for records in corrupt.values() for made in records]
    written = {made["id"] for made in DAMAGED}
    assert read.isdisjoint(apart)
    assert written <= read | set(apart), "nothing vanishes"
    # A bit turned over in a sentence is still a sentence; the rest must have been noticed.
    assert 250 < len(apart) == len(set(apart)) < 360
    assert [event["value"] for event in logs["run-one"]] == [{"text": "one"}, {"text": "two"}]
    sound = "(logs) => Object.values(logs).flat().every((event) => handbook.log.event(event))"
    assert damaged.evaluate(sound, logs)
    assert damaged.evaluate("store.state") == "saved"


def test_every_damaged_run_is_marked_opens_and_can_be_deleted(damaged: Page) -> None:
    runs = {summary["run"]: summary for summary in damaged.evaluate("runs()")}
    corrupt = damaged.evaluate("store.all().then((all) => Object.keys(all.corrupt))")
    assert {run for run, summary in runs.items() if summary["corrupt"]} == set(corrupt)
    assert not runs["run-one"]["corrupt"]
    opens = "async (runs) => { for (const run of runs) await store.events(run); return true; }"
    assert damaged.evaluate(opens, list(runs))
    for run in ("", "run-cut-50", "run-flip-1"):
        assert run in runs
        damaged.evaluate("(run) => store.remove(run)", run)
    left = {summary["run"] for summary in damaged.evaluate("runs()")}
    assert left == set(runs) - {"", "run-cut-50", "run-flip-1"}
    assert damaged.evaluate("lines()") == ["one", "two"]


def test_acts_go_on_in_a_damaged_run(damaged: Page) -> None:
    damaged.evaluate(
        PUT,
        [
            {"id": "a", "run": "run-one", "n": 2**53 - 1, "kind": "tick"},
            {"id": "b", "run": "run-one", "n": "9"},
            {"id": "c", "run": "run-one", "n": 1.5, "value": None},
            {"id": "d", "run": ["run-one"], "n": 1},
        ],
    )
    assert damaged.evaluate("note('three')") == {"n": 3, "state": "saved", "sentence": ""}
    assert damaged.evaluate("lines()") == ["one", "two", "three"]
    assert damaged.evaluate("store.all().then((all) => all.corrupt['run-one'].length)") == 3


@pytest.mark.parametrize("entries", [1, 2, 360])
def test_damage_has_a_sentence(quiet_page: Page, on_http: Place, entries: int) -> None:
    page = opened(quiet_page, on_http.base)
    said = page.evaluate("(entries) => handbook.sentences.corrupt(entries)", entries)
    assert said.startswith(f"{entries} " if entries > 1 else "One ")
    assert said.endswith(".")


def test_a_record_the_browser_cannot_read_hides_no_other(quiet_page: Page, on_http: Place) -> None:
    """As when the file behind one is damaged: then reading them all at once fails, too."""
    quiet_page.add_init_script(
        """const broken = () => Object.assign(new EventTarget(), {
          error: new DOMException("Injected", "NotReadableError") });
        const failing = () => {
          const made = broken();
          queueMicrotask(() => made.onerror());
          return made;
        };
        const get = IDBObjectStore.prototype.get;
        IDBObjectStore.prototype.getAll = IDBIndex.prototype.getAll = failing;
        IDBObjectStore.prototype.get = function (key) {
          return key === globalThis.bad ? failing() : get.call(this, key); };"""
    )
    page = opened(quiet_page, on_http.base)
    page.evaluate("note('one').then(() => note('two')).then(() => note('three'))")
    page.evaluate("lines()")
    ids = page.evaluate("store.events('run-one').then((log) => log.map(({ id }) => id))")
    page.evaluate("(id) => { globalThis.bad = id; }", ids[1])
    assert page.evaluate("lines()") == ["one", "three"]
    corrupt = page.evaluate("store.all().then((all) => all.corrupt)")
    assert corrupt == {"run-one": [{"id": ids[1], "run": "run-one", "unreadable": True}]}
    page.evaluate("store.remove('run-one')")
    assert page.evaluate("runs()") == []
