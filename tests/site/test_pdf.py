"""The PDF of the whole handbook: what is in it, and that its numbers and links are true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from handbook.model.text import plain
from handbook.reading.load import load
from support.build import Built
from support.paths import ROOT

Build = Callable[..., Built]

PATH = os.pathsep.join((str(ROOT / "_ext"), str(ROOT / "tests")))
A4, LETTER = (596, 843), (612, 792)  # in points; browsers round up to whole pixels
SMALL = """<!doctype html><title>Small</title>
<article><section id="home"><h1>Small</h1><div class="toctree-wrapper">
<span id="document-one"></span><section id="one"><h2>One</h2><p>Words.</p></section>
</div></section></article>"""


def printed(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Print as `nox -s pdf` does."""
    return subprocess.run(
        [sys.executable, "-m", "pdf", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": PATH, **environment},
    )


@pytest.fixture(scope="module")
def book(built: Build, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    """The real handbook's PDF."""
    out = tmp_path_factory.mktemp("pdf") / "book" / "handbook.pdf"
    ran = printed(built("handbook", "singlehtml").outdir / "index.html", out)
    assert (ran.returncode, ran.stderr) == (0, "")
    return PdfReader(out)


@pytest.fixture(scope="module")
def texts(book: PdfReader) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in book.pages]


def size(page: Any) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


def bookmarks(
    book: PdfReader, entries: list[Any], depth: int = 1
) -> Iterator[tuple[int, str, int]]:
    """Yield depth, title and page of each bookmark, the titles without their blanks."""
    for entry in entries:
        if isinstance(entry, list):
            yield from bookmarks(book, entry, depth + 1)
        else:
            number = book.get_destination_page_number(entry)
            yield depth, squeezed(str(entry.title)), (number or 0) + 1


def squeezed(text: str) -> str:
    """Return text without blanks, which lines that are broken have elsewhere."""
    return "".join(text.split())


def test_pages_are_numbered(book: PdfReader, texts: list[str]) -> None:
    total = len(book.pages)
    assert 30 < total < 90
    assert {size(page) for page in book.pages} == {A4}
    numbers = [re.findall(rf"\b(\d+) of {total}\b", text) for text in texts]
    assert numbers == [[], *([str(number)] for number in range(2, total + 1))]


def test_contents_give_the_pages_where_chapters_begin(
    book: PdfReader, texts: list[str], built: Build
) -> None:
    lines = re.findall(r"^(?!\d+ of )(.+?)\s*(\d+)$", texts[1], flags=re.MULTILINE)
    told = [(squeezed(title), int(number)) for title, number in lines]
    there = [(title, page) for _, title, page in bookmarks(book, book.outline)]
    assert [entry for entry in told if entry not in there] == []
    env = built("handbook", "singlehtml").app.env
    listed = {name for names in env.toctree_includes.values() for name in names}
    pages = {squeezed(env.titles[name].astext()) for name in listed}
    assert {title for title, _ in told} == pages - {"Mychecklists"}
    assert [number for _, number in told] == sorted(number for _, number in told)
    for title, number in told:
        assert squeezed(texts[number - 1]).find(title) in range(12)  # behind the page's number


def test_bookmarks_are_the_chapters_and_their_headings(book: PdfReader) -> None:
    marks = list(bookmarks(book, book.outline))
    tops = [title for depth, title, _ in marks if depth == 1]
    assert tops[:3] == ["Contents", "Salesoperations", "SOPs"]
    assert {(2, "SOP:Ordering"), (2, "Delivery"), (3, "Whathappens"), (3, "HubSpot")} <= {
        (depth, title) for depth, title, _ in marks
    }


def test_every_link_leads_somewhere(book: PdfReader) -> None:
    places = book.named_destinations
    inside, outside = 0, set()
    for page in book.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            if "/Dest" in link:
                assert link["/Dest"] in places
                inside += 1
            else:
                outside.add(link["/A"]["/URI"])
    assert inside > 150
    assert "https://2i2c.org/hub-configurator" in outside
    assert [uri for uri in outside if not uri.startswith("https://")] == []


def test_every_step_of_every_sop_is_there(texts: list[str]) -> None:
    # Links have their addresses behind them.
    text = re.sub(r"\(https?://[^)]*\)", "", squeezed("".join(texts)))
    steps = [
        squeezed(plain(step.do.parts))
        for sop in load(ROOT).handbook.sops.values()
        for _, step in sop.walk()
    ]
    assert len(steps) > 40
    assert [step for step in steps if step not in text] == []


def images(resources: Any) -> Iterator[str]:
    """Yield the names of the raster images of a page, and of the forms that it draws."""
    drawn = resources.get_object().get("/XObject")
    for name, reference in drawn.get_object().items() if drawn else ():
        thing = reference.get_object()
        if thing["/Subtype"] == "/Image":
            yield name
        elif "/Resources" in thing:
            yield from images(thing["/Resources"])


def test_figures_are_drawn_and_not_pictures_of_themselves(
    book: PdfReader, texts: list[str]
) -> None:
    # What only pictures say, whose lists on narrow screens put it otherwise.
    for words in ("Stage and team", "Before you go on, something must hold"):
        pages = [page for page, text in zip(book.pages, texts, strict=True) if words in text]
        assert pages
        assert [name for page in pages for name in images(page["/Resources"])] == []


def test_it_tells_what_it_is_and_not_when_it_was_printed(book: PdfReader) -> None:
    said = dict(book.metadata or {})
    assert said.pop("/Title") == "Sales operations"
    assert [key for key in said if "Date" in key] == []
    assert book.trailer["/Root"]["/Lang"] == "en-GB"
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_paper_may_be_letter(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_text(SMALL, encoding="utf-8")
    ran = printed(tmp_path / "small.html", tmp_path / "small.pdf", "--paper", "letter")
    assert (ran.returncode, ran.stderr) == (0, "")
    small = PdfReader(tmp_path / "small.pdf")
    assert [size(page) for page in small.pages] == [LETTER] * 3
    assert re.search(r"One\s*3", small.pages[1].extract_text())


def test_without_a_browser_it_says_what_to_do(tmp_path: Path) -> None:
    ran = printed("nothing.html", tmp_path / "out.pdf", CHROMIUM_PATH="/no/such/browser")
    assert ran.returncode == 1
    assert ran.stderr == "CHROMIUM_PATH is /no/such/browser, which does not start.\n"
