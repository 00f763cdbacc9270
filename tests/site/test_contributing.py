"""Where a step is reported and a change proposed: what the page tells its scripts of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support.build import Built, build
from support.html import parse
from support.trees import copy_tree, edit

Build = Callable[..., Built]
WASH = "sales-operations/sops/wash-up"
MINE: Mapping[str, Any] = {"handbook_repository": "tea-house/kitchen"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree("everything", tmp_path_factory.mktemp("contributing") / "source")


def origin(made: Built, page: str = f"{WASH}.html") -> dict[str, str]:
    (script,) = parse(made.read(page)).find("script", kind="sop-origin")
    found: dict[str, str] = json.loads(str(script.children[0]))
    return found


def lines(made: Built, page: str = f"{WASH}.html") -> list[str | None]:
    links = parse(made.read(page)).find("a", kind="headerlink")
    steps = [link for link in links if "#step--" in link.attributes["href"]]
    return [link.attributes.get("data-line") for link in steps]


@pytest.mark.parametrize(
    ("builder", "page", "address"),
    [
        ("html", f"{WASH}.html", "../contributing.html"),
        ("dirhtml", f"{WASH}/index.html", "../../contributing/"),
    ],
)
def test_without_a_repository_it_is_the_page_about_it(
    built: Build, builder: str, page: str, address: str
) -> None:
    made = built("everything", builder)
    assert origin(made, page) == {"contributing": address}
    assert lines(made, page) == [None, None]


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_what_is_for_reading_has_none(built: Build, builder: str) -> None:
    outdir: Path = built("everything", builder).outdir
    texts = [path.read_text(encoding="utf-8") for path in outdir.rglob("*.*html")]
    texts += [path.read_text(encoding="utf-8") for path in outdir.rglob("*.txt")]
    assert texts
    assert not any("sop-origin" in text or "data-line" in text for text in texts)


def test_a_repository_is_named_with_the_line_of_every_step(tree: Path) -> None:
    base = {"handbook_branch": "new tea", "html_baseurl": "https://book.example/"}
    made = build(tree, "html", tree.parent / "named", confoverrides={**MINE, **base})
    assert made.warnings == []
    assert origin(made) == {
        "issues": "https://github.com/tea-house/kitchen/issues/new",
        "file": "https://github.com/tea-house/kitchen/blob/new%20tea/_data/sops/wash-up.yaml",
        "page": f"https://book.example/{WASH}.html",
    }
    text = (tree / "_data/sops/wash-up.yaml").read_text(encoding="utf-8").splitlines()
    found = [text[int(line or 0) - 1] for line in lines(made)]
    assert ["id: rinse" in found[0], "id: dry" in found[1]] == [True, True]


@pytest.mark.parametrize(
    "named",
    ["kitchen", "https://github.com/tea-house/kitchen", "tea-house/..", "a/b/c", "a b/c", "a/b\n"],
)
def test_what_is_no_repository_is_told_and_done_without(
    tree: Path, tmp_path: Path, named: str
) -> None:
    made = build(tree, "html", tmp_path / "out", confoverrides={"handbook_repository": named})
    (first, *_) = made.warnings
    assert "handbook_repository is" in first
    assert "write it as owner/name" in "".join(made.warnings)
    assert origin(made) == {"contributing": "../contributing.html"}


def test_a_page_is_written_again_when_its_lines_move(tmp_path: Path) -> None:
    """Nothing that the page says has changed, only where it stands."""
    root = copy_tree("everything", tmp_path / "source")
    before = build(root, "html", tmp_path / "out", confoverrides=MINE)
    read = dict(before.app.env.all_docs)
    was = lines(before)
    edit(root, "_data/sops/wash-up.yaml", "title: Wash up", "# Later.\n\ntitle: Wash up")
    after = build(root, "html", tmp_path / "out", confoverrides=MINE)
    now = dict(after.app.env.all_docs)
    assert {name for name in now if now[name] != read[name]} == {WASH}
    assert lines(after) == [str(int(line or 0) + 2) for line in was]
    again = build(root, "html", tmp_path / "out", confoverrides=MINE)
    assert dict(again.app.env.all_docs) == now
