"""Saving a copy of a checklist, and being told in time that one is due."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from support.checklist import Checklist
from support.exits import saved
from support.watch import NewPage, Place

REFUSED = "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }"
# What the browser answers when asked whether it keeps the data for good.
PROMISED = "navigator.storage.persisted = navigator.storage.persist = async () => %s"
WARNING = "This browser may delete what it keeps"


@pytest.mark.parametrize("broken", ["", REFUSED], ids=["stored", "refused"])
@pytest.mark.parametrize("where", ["http", "disk"])
def test_a_copy_holds_the_whole_log(
    where: str, broken: str, places: dict[str, Place], new_page: NewPage
) -> None:
    watched = new_page()
    watched.page.add_init_script(broken)
    checklist = Checklist(watched, places[where])
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")
    expect(checklist.bar).to_contain_text("1 of 4")
    copy: dict[str, Any] = json.loads(saved(checklist))
    assert (copy["handbook"], copy["v"]) == ("checklist", 1)
    acts = [(event["kind"], event["step"], event["by"]) for event in copy["events"]]
    assert acts[0][0] == "start"
    assert acts[-1] == ("tick", "configure", "Ana")
    assert not list(watched.faults(places[where]))


@pytest.mark.parametrize(("promised", "warned"), [("false", True), ("true", False)])
def test_a_copy_is_asked_for_in_time(
    promised: str, warned: bool, places: dict[str, Place], new_page: NewPage
) -> None:
    watched = new_page()
    page = watched.page
    page.add_init_script(PROMISED % promised)
    page.clock.install(time="2026-11-20T10:00:00Z")
    checklist = Checklist(watched, places["http"])
    checklist.open()
    checklist.start()
    expect(checklist.bar).not_to_contain_text(WARNING)
    checklist.tick("Guide the customer")
    checklist.has_done("1 of 4")
    page.clock.set_fixed_time("2026-11-24T10:00:00Z")
    checklist.open()
    expect(checklist.bar).to_contain_text("1 of 4")
    if not warned:
        expect(checklist.bar).not_to_contain_text(WARNING)
        return
    expect(checklist.bar).to_contain_text(WARNING)
    saved(checklist)
    expect(checklist.bar).not_to_contain_text(WARNING)
    page.clock.set_fixed_time("2026-11-28T10:00:00Z")
    checklist.open()
    expect(checklist.bar).to_contain_text(WARNING)
