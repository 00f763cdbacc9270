"""Print the page that holds all pages as a book: title page, contents, chapters, outline."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader, PdfWriter

from support.browser import launch_options

HERE = Path(__file__).parent
Paper = Literal["a4", "letter"]
# Puts page numbers behind the entries of the contents.
_NUMBER = """(pages) => {
  for (const cell of document.querySelectorAll(".book-number"))
    cell.textContent = String(pages[cell.dataset.of]);
}"""


def print_book(page: Path, paper: Paper = "a4", edition: str = "") -> bytes:
    """Return the handbook as a PDF.

    Args:
        page: The page that Sphinx's singlehtml builder made.
        paper: What it is printed on.
        edition: What the title page says below the title.

    Raises:
        NoBrowserError: When there is no browser to print with.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright))
        # The pages' policy refuses a style sheet that is not theirs; here it is added on purpose.
        opened = browser.new_page(bypass_csp=True, color_scheme="light")
        opened.goto(page.resolve().as_uri())
        opened.add_style_tag(path=HERE / "book.css")
        opened.evaluate((HERE / "book.js").read_text(encoding="utf-8"), edition)
        # Browsers do not know in a page's style on which sheet something will be: print, and look.
        opened.evaluate(_NUMBER, page_numbers(_print(opened, paper)))
        return _tidy(_print(opened, paper))


def _print(page: Page, paper: Paper) -> bytes:
    return page.pdf(format=paper, outline=True, tagged=True)


def page_numbers(pdf: bytes) -> dict[str, int]:
    """Return on which page, from 1, each place stands that a link leads to."""
    reader = PdfReader(BytesIO(pdf))
    return {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }


def _tidy(pdf: bytes) -> bytes:
    """Say what the book is, and not when and by which browser it was printed."""
    reader = PdfReader(BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.metadata = {"/Title": (reader.metadata or {}).get("/Title", "")}
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
