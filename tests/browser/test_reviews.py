"""The browser says which reviews are overdue: pages are built without a clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from support.build import build
from support.serve import serve
from support.trees import copy_tree
from support.watch import NewPage, Place

PAGES = {
    "sales-operations/sops/make-tea.html": ".sop-facts",
    "sales-operations/sops/index.html": ".sop-card-facts",
}
STATE = "Reviewed 31 January 2026, next review 31 July 2026"


@pytest.fixture(scope="module")
def tea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root = copy_tree("everything", tmp_path_factory.mktemp("tea") / "source")
    out = root.parent / "html"
    assert build(root, "html", out).warnings == []
    with serve(out) as base:
        yield Place(base)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("now", "said"),
    [("2026-07-31T23:30:00", STATE), ("2026-08-01T00:30:00", f"{STATE} (overdue)")],
)
def test_overdue_is_said_the_day_after(
    tea: Place, name: str, now: str, said: str, new_page: NewPage
) -> None:
    watched = new_page(timezone_id="Pacific/Auckland")
    watched.page.clock.set_fixed_time(f"{now}+12:00")
    watched.page.goto(tea.base + name)
    due = watched.page.locator(PAGES[name]).first.locator("time.sop-due")
    expect(due).to_have_count(1)
    state = due.locator("xpath=..")
    expect(state).to_have_text(said)
    watched.settle()
    assert list(watched.faults(tea)) == []


def test_only_pages_with_a_date_load_the_script(tea: Place, new_page: NewPage) -> None:
    page = new_page().page
    for name, count in {**dict.fromkeys(PAGES, 1), "sales-operations/sops/wash-up.html": 0}.items():
        page.goto(tea.base + name)
        expect(page.locator('script[src*="/reviews.js"]')).to_have_count(count)
