"""The reference of the data's keys, as pages have it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook.exporting.reference import files
from support.build import Built, build
from support.html import Element, parse
from support.trees import copy_tree

Build = Callable[..., Built]
PAGE = "sales-operations/yaml"
#: A page in no table of contents that asks for what is not there.
WRONG = "---\norphan: true\n---\n\n# Keys\n\n```{sop:reference} glosary\n```\n"
BLOCKS = [block for file in files().values() for block in file.blocks]
KEYS = {key.anchor: key for block in BLOCKS for key in block.keys}


def terms(page: Element) -> Iterator[Element]:
    """Yield what names a key, in order."""
    for listed in page.find("dl", kind="sop-keys"):
        yield from listed.find("dt")


def test_the_page_names_every_key_and_nothing_else(built: Build) -> None:
    page = parse(built("handbook", "html").read(f"{PAGE}.html"))
    named = {term.attributes["id"]: next(term.find("code")).text for term in terms(page)}
    assert named == {anchor: key.name for anchor, key in KEYS.items()}
    assert len(list(terms(page))) == len(KEYS)


def test_every_key_leads_to_itself_and_to_what_it_is_made_of(built: Build) -> None:
    page = parse(built("handbook", "html").read(f"{PAGE}.html"))
    there = page.by_id()
    led = {}
    for term in terms(page):
        first, *others = [link.attributes["href"].removeprefix("#") for link in term.find("a")]
        assert first == term.attributes["id"]
        led[first] = others
    assert {anchor for others in led.values() for anchor in others} <= set(there)
    assert led["sop-steps"] == ["sop-step"]
    assert led["sop-step-when"] == ["sop-field-test", "sop-all-of", "sop-any-of"]
    assert led["sop-step-wait"] == []


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub"])
def test_every_builder_tells_every_key(built: Build, builder: str) -> None:
    made = built("handbook", builder)
    suffix = {"text": "txt", "man": "7", "latex": "tex", "epub": "xhtml"}[builder]
    texts = [path.read_text(encoding="utf-8") for path in made.outdir.rglob(f"*.{suffix}")]
    whole = " ".join(re.sub(r"<[^>]+>", "", "\n".join(texts)).split())
    # Up to the first sign that a format may write in a way of its own.
    begun = {anchor: re.match(r"[\w ,]+", key.about) for anchor, key in KEYS.items()}
    assert [anchor for anchor, words in begun.items() if not (words and words[0] in whole)] == []


def test_text_is_plain(built: Build) -> None:
    text = built("handbook", "text").read(f"{PAGE}.txt")
    told = (
        '"gate" : one paragraph of Markdown\n'
        "   What must hold before any later step.\n\n"
        "   Optional · on the SOP's page\n\n"
        "      gate: The Order exists.\n"
    )
    assert told in text


def test_pages_may_link_to_a_key(built: Build) -> None:
    labels = built("handbook", "html").app.env.domains.standard_domain.anonlabels
    assert labels["sop-step-gate"] == (PAGE, "sop-step-gate")
    assert set(KEYS) <= set(labels)


def test_unknown_file(tmp_path: Path) -> None:
    root = copy_tree("everything", tmp_path / "source")
    (root / f"{PAGE}.md").write_text(WRONG, encoding="utf-8")
    (warning,) = build(root, "html", tmp_path / "html").warnings
    assert "there is no data file 'glosary' · did you mean 'glossary'?" in warning
