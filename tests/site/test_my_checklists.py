"""My checklists as builders write it: words where no browser draws, addresses where one does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook.bundles import needed_assets
from handbook.joining import joined_assets
from support.build import Built, build
from support.paths import ROOT
from support.trees import HANDBOOK, copy_tree, edit

Build = Callable[..., Built]

LATEX = "salesoperations.tex"
MINE = "sales-operations/my-checklists"
WHOLE = '<div class="sop-mine-all sop-mine docutils container">'
SOME = '<div class="sop-mine-some sop-mine docutils container">'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return copy_tree(HANDBOOK, tmp_path / "source")


def listings(page: str) -> list[dict[str, Any]]:
    """Return what a page gives its lists to be drawn with."""
    found = re.findall(r'class="sop-addresses">(.*?)</script>', page)
    return [json.loads(data) for data in found]


@pytest.mark.parametrize(("builder", "file"), [("text", f"{MINE}.txt"), ("latex", LATEX)])
def test_the_page_says_what_it_is_without_a_browser(builder: str, file: str, built: Build) -> None:
    words = " ".join(built("handbook", builder).read(file).split())
    assert "Only in this browser. HubSpot" in words
    assert "Orders Board shows where orders really are." in words
    assert "is drawn by a browser, from what that browser keeps" in words
    assert "sop-addresses" not in words


@pytest.mark.parametrize(
    ("builder", "file", "ordering"),
    [
        ("dirhtml", f"{MINE}/index.html", "../sops/ordering/"),
        ("singlehtml", "index.html", ""),
    ],
)
def test_addresses_are_the_builders_own(
    builder: str, file: str, ordering: str, built: Build
) -> None:
    page = built("handbook", builder).read(file)
    data = next(data for data in listings(page) if data["show"] == "all")
    told = data["sops"]["ordering"]
    assert re.fullmatch(r"[0-9a-f]{12}", told.pop("revision"))
    assert told == {"title": "Ordering", "stage": "sales", "href": ordering}


def test_the_real_pages_hold_their_lists(site: Built) -> None:
    [whole] = listings(site.read(f"{MINE}.html"))
    assert whole["show"] == "all"
    assert whole["sops"]["ordering"]["href"] == "sops/ordering.html"
    assert whole["pages"]["index"] == "sops/index.html"
    [home] = listings(site.read("index.html"))
    assert home["show"] == "continue"
    assert home["sops"]["ordering"]["href"] == "sales-operations/sops/ordering.html"
    assert home["pages"]["all"] == "sales-operations/my-checklists.html"
    [sales] = listings(site.read("sales-operations/sales.html"))
    assert (sales["show"], list(sales["sops"])) == ("sales", ["ordering"])
    assert site.read("sales-operations/sales.html").index(SOME) > 0


def test_only_pages_with_a_list_load_its_script(site: Built) -> None:
    with_list = [name for name in site.pages() if "handbook/my-checklists.js" in site.read(name)]
    stages = ["delivery", "leads", "pre-sales", "renewals", "sales"]
    expected = ["index", MINE, *(f"sales-operations/{stage}" for stage in stages)]
    assert sorted(with_list) == sorted(f"{name}.html" for name in expected)


def test_the_whole_list_lives_under_trusted_types(site: Built) -> None:
    assert "require-trusted-types-for" in site.read(f"{MINE}.html")
    assert "require-trusted-types-for" not in site.read("index.html")
    # Sphinx's copy button writes HTML, which they forbid.
    literal = '<div class="highlight">'
    assert "copybutton.js" not in needed_assets("page", WHOLE + literal)
    assert "copybutton.js" in needed_assets("page", SOME + literal)


def test_a_new_title_reaches_every_list(tree: Path) -> None:
    out = tree.parent / "html"
    build(tree, "html", out)
    edit(tree, "_data/sops/ordering.yaml", "title: Ordering", "title: Order a hub")
    built = build(tree, "html", out)
    assert built.warnings == []
    for page in (f"{MINE}.html", "index.html", "sales-operations/sales.html"):
        [data] = listings(built.read(page))
        assert data["sops"]["ordering"]["title"] == "Order a hub", page


def test_the_whole_list_knows_what_each_sop_is_now(tree: Path) -> None:
    """Whether a checklist that is brought in was made with it; the other lists need not know."""
    out = tree.parent / "html"

    def revisions(page: str, built: Built) -> list[str | None]:
        [data] = listings(built.read(page))
        return [told.get("revision") for told in data["sops"].values()]

    before = build(tree, "html", out)
    was = revisions(f"{MINE}.html", before)
    assert set(revisions("index.html", before)) == {None}
    [embedded] = re.findall(
        r'"revision":"(\w+)"', before.read("sales-operations/sops/ordering.html")
    )
    assert embedded in was
    edit(tree, "_data/sops/ordering.yaml", "kind: read-do", "kind: do-confirm")
    now = revisions(f"{MINE}.html", build(tree, "html", out))
    assert sum(a != b for a, b in zip(was, now, strict=True)) == 1


def test_an_unknown_list_is_refused(tree: Path, tmp_path: Path) -> None:
    edit(tree, "sales-operations/leads.md", "{sop:my-checklists} leads", "{sop:my-checklists} lead")
    built = build(tree, "dummy", tmp_path / "out")
    assert any("no list of checklists is called 'lead' · " in line for line in built.warnings)


def test_a_handbook_without_a_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/conf.py").write_text((ROOT / "conf.py").read_text("utf-8"), "utf-8")
    (tmp_path / "src/index.md").write_text("# Nothing\n", "utf-8")
    nameless = {"handbook_site": ""}
    built = build(tmp_path / "src", "dummy", tmp_path / "out", confoverrides=nameless)
    assert any("handbook_site is not set" in line for line in built.warnings)


def test_the_script_is_light() -> None:
    assert len(joined_assets()["my-checklists.js"]) < 75_000
