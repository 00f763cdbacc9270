"""Addresses without a page, in a browser: wrong ones say so and lead on, old ones lead on alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from support.axe import axe_faults
from support.build import build
from support.serve import serve
from support.trees import copy_tree
from support.watch import NewPage, Place

OLD, NEW = (f"sales-operations/sops/{name}.html" for name in ("brew-tea", "make-tea"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small tree, in which an SOP has another id than before, below a path."""
    root = copy_tree("everything", tmp_path_factory.mktemp("addresses") / "source")
    settings = {"html_baseurl": "https://book.example/tea"}
    made = build(root, "html", root.parent / "html", confoverrides=settings)
    assert made.warnings == []
    return made.outdir


@pytest.fixture(scope="module")
def tea(out: Path) -> Iterator[Place]:
    with serve(out, "/tea/") as base:
        yield Place(base)


@pytest.mark.parametrize("wrong", ["wrong.html", "sales-operations/no/such/page.html", "no/"])
def test_a_wrong_address_says_so_and_leads_on(tea: Place, new_page: NewPage, wrong: str) -> None:
    watched = new_page()
    page = watched.page
    answer = page.goto(tea.base + wrong)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    # It is dressed, and complains of nothing but what the browser was told: there is no such page.
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert [fault for fault in watched.faults(tea) if "status of 404" not in fault] == []
    assert len([fault for fault in watched.faults(tea) if "status of 404" in fault]) == 1
    page.get_by_role("main").get_by_label("Search").fill("kettle")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url(f"{tea.base}search.html?q=kettle")
    page.go_back()
    page.get_by_role("link", name="the first page").click()
    page.wait_for_url(f"{tea.base}index.html")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ""),
        ("#step--brew-tea--boil", "#step--make-tea--boil"),
        ("#run=0123456789abcdef", "#run=0123456789abcdef"),
    ],
)
def test_an_old_address_leads_to_what_it_asked_for(
    tea: Place, new_page: NewPage, asked: str, found: str
) -> None:
    watched = new_page()
    watched.page.goto(f"{tea.base}{OLD}{asked}")
    watched.page.wait_for_url(f"{tea.base}{NEW}{found}")
    watched.settle()
    assert [*watched.faults(tea)] == []


def test_an_old_address_leads_on_without_scripts_and_from_disk(
    tea: Place, out: Path, new_page: NewPage
) -> None:
    plain = new_page(java_script_enabled=False).page
    plain.goto(tea.base + OLD)
    plain.wait_for_url(tea.base + NEW)
    page = new_page().page
    page.goto(f"{(out / OLD).as_uri()}#sop-brew-tea")
    page.wait_for_url(f"{(out / NEW).as_uri()}#sop-brew-tea")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_axe_finds_nothing_where_a_page_has_moved(tea: Place, new_page: NewPage) -> None:
    page = new_page().page
    page.route("**/moved.js*", lambda route: route.abort())
    page.goto(tea.base + OLD)
    link = page.get_by_role("main").get_by_role("link", name="SOP: Make tea")
    expect(link).to_be_visible()
    assert not axe_faults(page)
