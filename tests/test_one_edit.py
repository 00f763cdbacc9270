"""Adding something is one edit of one YAML file; it then shows up wherever it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.__main__ import main
from support.build import Built, build
from support.html import parse
from support.trees import HANDBOOK, copy_tree

PAGES = "sales-operations"


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) >= 1, (file, before)
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The handbook with one more artefact, system and SOP."""
    root = copy_tree(HANDBOOK, tmp_path_factory.mktemp("grown") / "source")
    edit(
        root / "_data/artefacts.yaml",
        "artefacts:\n",
        "artefacts:\n  - {id: pen, title: A fountain pen, kept_in: drawer, made_in: [leads]}\n",
    )
    edit(
        root / "_data/systems.yaml",
        "systems:\n",
        "systems:\n  - {id: drawer, title: The drawer, used_for: Pens.}\n",
    )
    assert main(["new-sop", "Write a letter", str(root), "--stage", "pre-sales"]) == 0
    edit(
        root / "_data/sops/write-a-letter.yaml",
        "do: Begin with a verb",
        "makes: [pen]\n    do: Look into the [drawer](system:drawer). Begin with a verb",
    )
    built = build(root, "html", root.parent / "html")
    assert built.warnings == []
    return built


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("artefacts", r"A fountain pen.*Stage.*Leads.*Kept in.*The drawer.*Write a letter: Look"),
        ("systems", r"The drawer.*Pens\..*Keeps.*A fountain pen.*Used in.*Write a letter: Look"),
        ("leads", r"Key artefacts.*A fountain pen"),
        ("index", r"Leads.*A fountain pen.*Expanded sales process"),
        ("sops/index", r"Pre-sales.*SOP: Write a letter"),
        ("pre-sales", r"SOPs.*SOP: Write a letter.*1 step"),
        ("sops/write-a-letter", r"SOP: Write a letter.*Look into the drawer.*Makes A fountain"),
    ],
)  # fmt: skip
def test_it_shows_up(grown: Built, page: str, words: str) -> None:
    text = parse(grown.read(f"{PAGES}/{page}.html")).text
    assert re.search(words, text), text[:3000]


def test_search_knows_it(grown: Built) -> None:
    found = grown.read("_static/handbook/findable.js")
    for title in ("A fountain pen", "The drawer", "SOP: Write a letter"):
        assert f'"{title}"' in found
