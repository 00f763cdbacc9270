"""What a directive makes of the data: ordinary nodes that know where in the YAML they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docutils import nodes

from handbook import indexes
from support.build import Built, build
from support.trees import copy_tree

Build = Callable[..., Built]

ORDERING = ("handbook", "ordering")
CHECKLISTS = [ORDERING, ("everything", "make-tea"), ("everything", "wash-up")]

#: What is drawn of a doctree; the rest is what these hold.
DRAWN = (
    nodes.section, nodes.title, nodes.enumerated_list, nodes.bullet_list, nodes.list_item,
    nodes.field_list, nodes.field_name, nodes.paragraph, nodes.literal_block,
)  # fmt: skip


def doctree(built: Build, tree: str, sop_id: str) -> nodes.document:
    """Return the doctree of an SOP's page as it was read, before links are resolved."""
    return built(tree, "html").app.env.get_doctree(f"sales-operations/sops/{sop_id}")


def outline(node: nodes.Node, depth: int = 0) -> Iterator[str]:
    """Yield a line for each drawn node: its kind, its ids, and its words where it is a leaf."""
    if isinstance(node, DRAWN):
        kind = next(drawn.__name__ for drawn in DRAWN if isinstance(node, drawn))
        ids = "".join(f" #{name}" for name in node["ids"])
        holds = any(isinstance(child, DRAWN) for child in node.findall() if child is not node)
        words = "" if holds else f": {node.astext()}"
        yield f"{'  ' * depth}{kind}{ids}{words}"
        depth += 1
    for child in node.children:
        yield from outline(child, depth)


def test_a_short_sop_reads_as_an_outline(built: Build) -> None:
    lines = list(outline(doctree(built, "everything", "wash-up")))
    steps = lines.index("  enumerated_list")
    assert lines[:3] == [
        "section #sop-wash-up",
        "  title: SOP: Wash up",
        "  paragraph: Clean cups for the next tea.",
    ]
    assert "  field_list" in lines[:steps]
    assert {"    field_name: Done by", "    field_name: Stage"} <= set(lines[:steps])
    assert [line for line in lines[steps:] if "#" in line] == [
        "    list_item #step--wash-up--rinse",
        "      paragraph #do--wash-up--rinse: Rinse, see the pouring",
        "    list_item #step--wash-up--dry",
        "      paragraph #do--wash-up--dry: Dry them",
    ]


def test_a_longer_sop_opens_with_a_figure_and_its_list(built: Build) -> None:
    tree = doctree(built, "handbook", "decommission-a-hub")
    (figure,) = (node for node in tree.findall(nodes.container) if "sop-glance" in node["classes"])
    picture, twin = figure.children
    assert picture["picture"].title == "The steps at a glance"
    assert list(outline(twin))[:3] == [
        "bullet_list",
        "  list_item",
        "    paragraph: Agree: steps 1–4",
    ]
    assert [link["refid"] for link in twin.findall(nodes.reference)] == [
        f"section--decommission-a-hub--{name}" for name in ("agree", "remove", "record")
    ]
    assert not any(
        "sop-glance" in n["classes"] for n in doctree(built, *ORDERING).findall(nodes.container)
    )


def listed(tree: nodes.document) -> nodes.enumerated_list:
    return next(tree.findall(nodes.enumerated_list))


def test_ordering_is_four_steps_with_acts_inside(built: Build) -> None:
    steps = listed(doctree(built, *ORDERING))
    assert [item["ids"][0] for item in steps] == [
        "step--ordering--configure",
        "step--ordering--copy-url",
        "step--ordering--create-order",
        "step--ordering--hand-to-ps",
    ]
    acts = {
        item["ids"][0].rpartition("--")[2]: [
            act["ids"][0].rpartition("--")[2]
            for inner in item.findall(nodes.bullet_list)
            for act in inner
            if act["ids"]
        ]
        for item in steps
    }
    assert acts["configure"] == []
    assert acts["create-order"] == ["line-items", "order-link"]
    assert acts["hand-to-ps"] == ["review", "move", "check-issues", "open-by-hand"]


def test_numbers_run_on_through_sections(built: Build) -> None:
    tree = doctree(built, "everything", "make-tea")
    lists = [
        found for found in tree.findall(nodes.enumerated_list) if "sop-steps" in found["classes"]
    ]
    starts = [found["start"] for found in lists]
    assert starts == [1, 1 + len(lists[0])]


@pytest.mark.parametrize(("tree", "sop_id"), CHECKLISTS)
def test_nothing_is_raw_and_nothing_is_unknown_to_docutils(
    built: Build, tree: str, sop_id: str
) -> None:
    """Every node is docutils' or Sphinx's own, or a kind of one: so every builder knows it."""
    for node in doctree(built, tree, sop_id).findall(nodes.Element):
        assert not isinstance(node, nodes.raw)
        modules = [kind.__module__ for kind in type(node).__mro__]
        known = next(name for name in modules if not name.startswith("handbook."))
        assert known.startswith(("docutils.", "sphinx.addnodes", "sphinx_design."))


def source(built: Build, tree: str, sop_id: str) -> tuple[Path, list[str]]:
    path = Path(built(tree, "html").app.srcdir) / "_data" / "sops" / f"{sop_id}.yaml"
    return path, path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("tree", "sop_id"), CHECKLISTS)
def test_every_step_knows_its_line(built: Build, tree: str, sop_id: str) -> None:
    path, lines = source(built, tree, sop_id)
    found = 0
    for item in doctree(built, tree, sop_id).findall(nodes.list_item):
        if "sop-step" not in item["classes"]:
            continue
        step_id = item["ids"][0].rpartition("--")[2]
        assert Path(str(item.source)) == path
        assert f"id: {step_id}" in lines[(item.line or 0) - 1]
        do = next(part for part in item.findall(nodes.paragraph) if "sop-do" in part["classes"])
        assert Path(str(do.source)) == path
        assert "do: " in lines[(do.line or 0) - 1]
        assert (do.line or 0) - (item.line or 0) in range(3)
        found += 1
    assert found > 1


@pytest.mark.parametrize(("tree", "sop_id"), CHECKLISTS)
def test_every_link_and_paragraph_with_a_line_points_into_the_data(
    built: Build, tree: str, sop_id: str
) -> None:
    path, lines = source(built, tree, sop_id)
    page = next(doctree(built, tree, sop_id).findall(nodes.section))
    placed = [node for node in page.findall(nodes.Element) if node.line and node.source]
    assert len(placed) > 5
    for node in placed:
        assert Path(str(node.source)) == path, node
        assert 0 < node.line <= len(lines)  # type: ignore[operator]


def test_details_know_their_own_lines(built: Build) -> None:
    """Blocks are parsed by MyST, and still point at their words in the YAML."""
    path, lines = source(built, "everything", "make-tea")
    tree = doctree(built, "everything", "make-tea")
    details = [part for part in tree.findall(nodes.container) if "sop-details" in part["classes"]]
    placed = {
        words: next(part for part in details[0].findall(kind) if words in part.astext())
        for words, kind in {
            "Mind the tray": nodes.paragraph,
            "It is hot for": nodes.warning,
            "pour --for": nodes.literal_block,
            "Tilt.": nodes.list_item,
        }.items()
    }
    for words, node in placed.items():
        near = "\n".join(lines[(node.line or 0) - 1 : (node.line or 0) + 1])
        assert words in near, f"{words!r} is said to be at line {node.line}"
        assert Path(str(node.source)) == path


def test_links_of_the_data_are_real_references(built: Build) -> None:
    tree = doctree(built, *ORDERING)
    targets = {
        (link["reftype"], link["reftarget"])
        for link in tree.findall(lambda node: node.__class__.__name__ == "pending_xref")
        if link["refdomain"] == "sop"
    }
    assert {
        ("system", "hub-configurator"),
        ("system", "hubspot"),
        ("artefact", "order"),
        ("role", "account-manager"),
        ("stage", "sales"),
    } <= targets


def test_among_many_sops_nobody_reads_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "_MANY", 0)
    root = copy_tree("everything", tmp_path / "source")
    made = build(root, "text", tmp_path / "text")
    assert made.warnings == []
    artefacts = made.read("sales-operations/artefacts.txt")
    assert "Used by:\n   Make tea: 1 step\n" in artefacts
    assert "Tidy" not in artefacts
