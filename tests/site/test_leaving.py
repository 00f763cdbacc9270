"""What pages are told for checklists that leave them: where they are published, where issues go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.build import Built, build
from support.paths import ROOT
from support.trees import HANDBOOK, copy_tree

ORDERING = "sales-operations/sops/ordering.html"
BASE = "https://example.org/handbook"


def told(page: str) -> dict[str, str]:
    """Return the data of a page's body."""
    [body] = re.findall(r"<body([^>]*)>", page)
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', body))


def test_nothing_is_made_up(site: Built) -> None:
    assert told(site.read(ORDERING)) == {"site": "2i2c-sales-operations"}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_with_a_checklist_know_their_address(builder: str, tmp_path: Path) -> None:
    root = copy_tree(HANDBOOK, tmp_path / "source")
    settings = {"html_baseurl": BASE, "handbook_issues": "owner/some.name"}
    built = build(root, builder, tmp_path / "out", confoverrides=settings)
    assert built.warnings == []
    name = ORDERING if builder == "html" else "sales-operations/sops/ordering/index.html"
    page = told(built.read(name))
    address = ORDERING if builder == "html" else "sales-operations/sops/ordering/"
    assert page["published"] == f"{BASE}/{address}"
    assert page["issues"] == "owner/some.name"
    assert set(told(built.read("index.html"))) == {"site"}


@pytest.mark.parametrize("wrong", ["owner", "owner/", "a b/c", "https://github.com/owner/name"])
def test_a_repository_that_is_none_is_told(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/conf.py").write_text((ROOT / "conf.py").read_text("utf-8"), "utf-8")
    (tmp_path / "src/index.md").write_text("# Nothing\n", "utf-8")
    settings = {"handbook_issues": wrong}
    built = build(tmp_path / "src", "dummy", tmp_path / "out", confoverrides=settings)
    assert any("which names no repository" in line for line in built.warnings)
