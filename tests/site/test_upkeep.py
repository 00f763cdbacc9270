"""The foot of a page: when it last changed, and where it is changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.build import Built, build
from support.git import commit
from support.html import parse
from support.trees import contents, copy_tree, edit

Build = Callable[..., Built]
MINE: Mapping[str, Any] = {
    "handbook_repository": "tea-house/kitchen",
    "html_baseurl": "https://book.example/tea/",
}
GITHUB = "https://github.com/tea-house/kitchen"
WASH, WORDS, STAGES, AGREEMENTS, CONTRIBUTING = (
    f"sales-operations/{name}"
    for name in ("sops/wash-up", "words", "index", "agreements", "contributing")
)


class Tree:
    """The small tree as a repository, committed on 1 February, its dishes on the 3rd."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_tree("everything", folder / "source")
        commit(self.root, "2024-02-01T00:00:00Z")
        edit(self.root, "_data/sops/wash-up.yaml", "purpose: Clean", "purpose: Very clean")
        commit(self.root, "2024-02-03T00:00:00Z")
        self.made = self.build()
        self.read = dict(self.made.app.env.all_docs)

    def build(self, out: str = "html") -> Built:
        self.made = build(self.root, "html", self.root.parent / out, confoverrides=MINE)
        assert self.made.warnings == []
        return self.made

    def written(self) -> dict[str, int]:
        """Return when each page was written."""
        names = self.made.app.env.found_docs
        return {name: (self.made.outdir / f"{name}.html").stat().st_mtime_ns for name in names}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return Tree(tmp_path_factory.mktemp("upkeep") / "kept")


def foot(made: Built, name: str) -> dict[str, str]:
    """Return the words of a page's foot with where they lead; the day, as HTML says it, with ''."""
    found = {}
    for entry in parse(made.read(f"{name}.html")).find("ul", kind="site-upkeep"):
        found |= {link.text: link.attributes["href"] for link in entry.find("a")}
        found |= {day.text: day.attributes["datetime"] for day in entry.find("time")}
    return found


def test_an_sop_is_as_old_as_its_yaml(kept: Tree) -> None:
    assert foot(kept.made, WASH) == {
        "3 February 2024": "2024-02-03",
        "Edit this page": f"{GITHUB}/edit/main/_data/sops/wash-up.yaml",
    }


def test_a_page_is_edited_where_its_text_is_and_where_its_facts_are(kept: Tree) -> None:
    assert foot(kept.made, WORDS) == {
        "1 February 2024": "2024-02-01",
        "Edit this page": f"{GITHUB}/edit/main/{WORDS}.md",
        "Edit its facts in glossary.yaml": f"{GITHUB}/edit/main/_data/glossary.yaml",
    }


def test_one_fact_is_found_at_its_line(kept: Tree) -> None:
    links = foot(kept.made, AGREEMENTS)
    file, _, line = links["Edit its facts in agreements.yaml"].partition("#L")
    assert file == f"{GITHUB}/blob/main/_data/agreements.yaml"
    text = (kept.root / "_data/agreements.yaml").read_text(encoding="utf-8").splitlines()
    assert "id: tea-terms" in text[int(line) - 1]


def test_the_sitemap_lists_every_page_with_its_day(kept: Tree) -> None:
    urls = [
        (next(url.find("loc")).text, next(url.find("lastmod")).text)
        for url in parse(kept.made.read("sitemap.xml")).find("url")
    ]
    base = "https://book.example/tea"
    assert [page for page, _ in urls] == [
        f"{base}/{name}.html" for name in sorted(kept.made.app.env.found_docs)
    ]
    days = {
        page: "2024-02-03" if page.endswith("wash-up.html") else "2024-02-01" for page, _ in urls
    }
    assert dict(urls) == days


def test_after_a_commit_just_the_pages_with_another_day_are_written(tmp_path: Path) -> None:
    """None is read again: no page says other words. And all is as a clean build makes it."""
    tree = Tree(tmp_path)
    before = tree.written()
    edit(tree.root, "_data/glossary.yaml", "terms:", "terms:\n")
    edit(tree.root, "_data/agreements.yaml", "agreements:", "# Later.\nagreements:")
    moved = foot(tree.made, AGREEMENTS)
    tree.build()
    # A line more: the agreement's link has moved, and nothing is committed yet. With a page
    # Sphinx writes the one again whose table of contents it is in.
    changed = {name for name, when in tree.written().items() if when != before[name]}
    assert changed == {AGREEMENTS, STAGES}
    assert foot(tree.made, AGREEMENTS) != moved
    before = tree.written()
    commit(tree.root, "2024-02-05T00:00:00Z")
    tree.build()
    changed = {name for name, when in tree.written().items() if when != before[name]}
    assert changed == {AGREEMENTS, WORDS, STAGES}
    assert "5 February 2024" in foot(tree.made, WORDS)
    assert dict(tree.made.app.env.all_docs) == tree.read
    there = contents(tree.made.outdir)
    clean = contents(tree.build("clean").outdir)
    shutil.rmtree(tree.made.outdir)
    assert [name for name in clean if there[name] != clean[name]] == []


def test_outside_git_and_without_a_repository_it_leads_to_the_page_about_it(built: Build) -> None:
    made = built("everything", "html")
    assert foot(made, WASH) == {"Change this page": "../contributing.html"}
    assert foot(made, CONTRIBUTING) == {}
    assert not (made.outdir / "sitemap.xml").exists()


@pytest.mark.parametrize("builder", ["singlehtml", "epub"])
def test_what_is_one_whole_has_none(built: Build, builder: str) -> None:
    outdir: Path = built("everything", builder).outdir
    pages = [path.read_text(encoding="utf-8") for path in outdir.rglob("*.*html")]
    assert pages
    assert not any("site-upkeep" in page for page in pages)
