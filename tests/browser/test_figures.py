"""The figures in a browser: one of picture and list is there, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.checklist import Checklist
from support.watch import SHIFT, NewPage, Place

ARC = "sales-operations/index.html"
CHECK_IN = "sales-operations/sops/community-check-in.html"
PAGES = [ARC, "sales-operations/sales.html", CHECK_IN, "sales-operations/contributing.html"]
# What has the focus, if it is in a picture.
FOCUSED = """() => document.activeElement.closest(".sop-picture")
  ? document.activeElement.textContent : "" """


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("width", "pictured"), [(320, False), (600, False), (800, True), (1280, True)]
)
def test_exactly_one_of_picture_and_list_is_displayed(
    name: str,
    width: int,
    pictured: bool,
    places: dict[str, Place],
    new_page: NewPage,
) -> None:
    page = new_page(viewport={"width": width, "height": 800}).page
    page.goto(places["http"].base + name)
    figures = page.locator(".sop-figure")
    assert figures.count() > 0
    for figure in figures.all():
        assert figure.locator(".sop-picture").is_visible() is pictured
        assert figure.locator(".sop-twin").is_visible() is not pictured


def test_paper_has_the_picture(places: dict[str, Place], new_page: NewPage) -> None:
    page = new_page(viewport={"width": 600, "height": 800}).page
    page.goto(places["http"].base + ARC)
    page.emulate_media(media="print")
    assert page.locator(".sop-picture").first.is_visible()
    assert not page.locator(".sop-twin").first.is_visible()


def test_a_screen_reader_meets_the_stages_in_order(
    places: dict[str, Place], new_page: NewPage
) -> None:
    page = new_page().page
    page.goto(places["http"].base + ARC)
    figure = page.get_by_role("group", name="Expanded sales process")
    names = [link.text_content() for link in figure.get_by_role("link").all()]
    assert [name for name in names if name in STAGES] == STAGES
    told = page.locator("figure", has=figure).aria_snapshot()
    assert "Expanded sales process" in told
    assert told.index("Shareable assets") < told.index("Usage reports")


STAGES = ["Leads", "Pre-sales", "Sales", "Delivery", "Renewals"]


def test_the_keyboard_reaches_the_stages_in_order(
    places: dict[str, Place], new_page: NewPage
) -> None:
    page = new_page().page
    page.goto(places["http"].base + "sales-operations/sales.html")
    met = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if word := page.evaluate(FOCUSED):
            met.append(word)
    # The stage that we are in is no link.
    assert met == [stage for stage in STAGES if stage != "Sales"]


@pytest.mark.parametrize("name", ["index.html", *PAGES])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_shifts_while_loading(
    name: str, width: int, places: dict[str, Place], new_page: NewPage
) -> None:
    page = new_page(viewport={"width": width, "height": 800}).page
    page.goto(places["http"].base + name)
    assert page.evaluate(SHIFT) == 0


@pytest.mark.parametrize(("width", "shown"), [(360, ".sop-twin"), (1280, ".sop-picture")])
def test_a_longer_sop_folds_its_figure_once_a_checklist_is_on(
    width: int, shown: str, places: dict[str, Place], new_page: NewPage
) -> None:
    watched = new_page(viewport={"width": width, "height": 640})
    checklist = Checklist(watched, places["http"], CHECK_IN)
    checklist.open()
    figure = watched.page.locator(f".sop-glance {shown}")
    expect(figure).to_be_visible()
    checklist.start()
    expect(figure).to_be_hidden()
    fold = watched.page.get_by_role("button", name="About this SOP")
    fold.click()
    expect(figure).to_be_visible()
    fold.click()
    watched.page.emulate_media(media="print")
    expect(watched.page.locator(".sop-glance .sop-picture")).to_be_visible()


def test_a_step_in_the_figure_leads_to_the_step(
    places: dict[str, Place], new_page: NewPage
) -> None:
    page = new_page().page
    page.goto(places["http"].base + CHECK_IN)
    figure = page.get_by_role("group", name="The steps at a glance")
    figure.get_by_role("link", name="5. Thank the community by e-mail").click()
    step = page.locator("li:target")
    expect(step).to_contain_text("Thank the community by e-mail")
    expect(step).to_be_in_viewport()


@pytest.mark.parametrize(
    ("late", "standing"), [(".site-contents", "article"), (".site-mode", ".site-search")]
)
def test_what_comes_late_moves_nothing(
    late: str, standing: str, places: dict[str, Place], new_page: NewPage
) -> None:
    """A slow line shows what stands before it in the page for a while without it."""
    page = new_page().page
    page.goto(places["http"].base + "sales-operations/sales.html")
    before = page.locator(standing).bounding_box()
    assert before
    page.locator(late).evaluate("(element) => element.remove()")
    assert page.locator(standing).bounding_box() == before
