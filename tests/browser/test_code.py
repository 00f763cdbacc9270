"""Code on pages is copied with a button that keys and fingers find."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.watch import NewPage, Place

CONTRIBUTING = "sales-operations/contributing.html"
# How far the first line of the code reaches under the button, in px; less than none is apart.
OVERLAP = """(button) => {
  const text = document.createRange();
  text.selectNodeContents(button.parentElement.querySelector("pre"));
  return Math.max(...[...text.getClientRects()].map((line) => line.right))
    - button.getBoundingClientRect().left;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (320, 640)], ids=["desktop", "phone"])
def test_code_is_copied_by_keyboard(
    size: tuple[int, int],
    theme: str,
    places: dict[str, Place],
    new_page: NewPage,
) -> None:
    width, height = size
    watched = new_page(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = watched.page
    page.goto(places["http"].base + CONTRIBUTING)
    code = page.locator(".highlight").first
    button = code.get_by_role("button")
    # There without a mouse, in a colour of its own on that ground, and over no word of the code.
    expect(button).to_have_css("opacity", "1")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    assert button.evaluate(OVERLAP) <= 0
    button.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(button).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(button).to_have_class("copybtn o-tooltip--left success")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == code.locator("pre").inner_text().strip()
    assert [*watched.faults(places["http"])] == []
