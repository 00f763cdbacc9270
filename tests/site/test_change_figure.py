"""The figure of how a step is changed, on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.drawing.proposal import way_twin
from support.build import Built, build
from support.html import parse
from support.trees import copy_tree, edit

Build = Callable[..., Built]
PAGE = "sales-operations/contributing"


def test_html_has_picture_and_list(built: Build) -> None:
    page = parse(built("everything", "html").read(f"{PAGE}.html"))
    (picture,) = page.find("svg", kind="sop-picture")
    assert "Warm it up again" in picture.text
    assert "_data/sops/make-tea.yaml" in picture.text
    (twin,) = page.find(kind="sop-twin")
    assert [item.text for item in twin.find("li")] == [item.labels[0].text for item in way_twin()]


@pytest.mark.parametrize("builder", ["text", "man", "latex"])
def test_other_builders_have_the_list(built: Build, builder: str) -> None:
    outdir = built("everything", builder).outdir
    suffix = {"text": "txt", "man": "7", "latex": "tex"}[builder]
    texts = [path.read_text(encoding="utf-8") for path in outdir.rglob(f"*.{suffix}")]
    assert "Reviewed and published: Somebody else reads it" in " ".join("\n".join(texts).split())


def test_unknown_step(tmp_path: Path) -> None:
    root = copy_tree("everything", tmp_path / "source")
    edit(root, f"{PAGE}.md", "make-tea.boil-again", "make-tea.boil-agian")
    (warning,) = build(root, "html", tmp_path / "html").warnings
    assert (
        "no step has the id 'make-tea.boil-agian' · did you mean 'make-tea.boil-again'?" in warning
    )
