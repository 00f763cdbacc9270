"""An edit re-reads exactly the pages that show it, and the result is what a clean build makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from handbook.reading.load import data_files
from support.build import Built, build
from support.trees import ROOTS, add_sop, contents, copy_tree, edit

OTHER = """\
title: Handing out medals
stage: serving
done_by: butler
about: Winner
purpose: Nobody goes home without.
source: draft
steps:
  - {id: hand-out, do: Hand them out, makes: [crumbs]}
"""
SAME = pytest.mark.trust("same bytes", "an edit and a build, as built from nothing")
MEDALS = "sales-operations/sops/medals"


@dataclass
class Tree:
    """A tree that is edited and built again and again, and what each build read."""

    root: Path
    parallel: int = 1
    read: Mapping[str, int] = field(default_factory=dict)
    """Page -> when it was last read."""
    complaints: list[str] = field(default_factory=list)

    @property
    def out(self) -> Path:
        return self.root.parent / "html"

    def build(self) -> set[str]:
        """Build what has to be; return the pages that were read."""
        made = build(self.root, "html", self.out, parallel=self.parallel)
        now = dict(made.app.env.all_docs)
        again = {page for page, when in now.items() if self.read.get(page) != when}
        self.read = now
        self.complaints = made.warnings
        return again

    def clean(self) -> Built:
        """Build everything from nothing, elsewhere."""
        out = self.root.parent / "clean"
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(out.with_name("clean.doctrees"), ignore_errors=True)
        return build(self.root, "html", out)

    def holds(self) -> None:
        """Hold that what stands there is what a clean build makes, warnings too."""
        clean = self.clean()
        assert clean.warnings == self.complaints
        there, wanted = contents(self.out), contents(clean.outdir)
        assert set(wanted) <= set(there)
        assert {name for name in set(there) - set(wanted) if not self._left_over(name)} == set()
        assert [name for name in wanted if there[name] != wanted[name]] == []

    def _left_over(self, name: str) -> bool:
        """Sphinx removes no file of a page or image that is gone; nothing leads there."""
        page = name.endswith(".html") and name.removesuffix(".html") not in self.read
        return page or name.startswith("_images/")


TEA = "sales-operations/sops/make-tea"
WASH = "sales-operations/sops/wash-up"
SOPS = "sales-operations/sops/index"
STAGES = "sales-operations/index"
BREWING, PEOPLE, SYSTEMS, ARTEFACTS, AGREEMENTS, WORDS = (
    f"sales-operations/{name}"
    for name in ("brewing", "people", "systems", "artefacts", "agreements", "words")
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Tree]:
    """Return `take(tree)`: a built tree as it was before the last test touched it."""
    shelf = tmp_path_factory.mktemp("shelf")
    read: dict[str, Mapping[str, int]] = {}

    def take(name: str) -> Tree:
        kept, used = shelf / name / "kept", shelf / name / "used"
        if name not in read:
            read[name] = built(name, used).read
            shutil.copytree(used, kept)
        shutil.rmtree(used)
        shutil.copytree(kept, used)  # when files were written goes with them
        return Tree(used / "source", read=dict(read[name]))

    return take


@pytest.fixture
def tree(shelf: Callable[[str], Tree]) -> Tree:
    """The small tree, where it is known what every page shows."""
    return shelf("everything")


@pytest.fixture
def real(shelf: Callable[[str], Tree]) -> Tree:
    """The real handbook."""
    return shelf("handbook")


def built(name: str, folder: Path) -> Tree:
    """Return a tree that has just been built."""
    made = Tree(copy_tree(name, folder / "source"))
    made.build()
    assert made.complaints == []
    return made


def when_written(tree: Tree) -> dict[str, int]:
    """Return when each page was written; those of no document (search, not found) always are."""
    return {name: (tree.out / f"{name}.html").stat().st_mtime_ns for name in tree.read}


@pytest.mark.parametrize("name", ["everything", "handbook"])
def test_no_change_reads_and_writes_nothing(shelf: Callable[[str], Tree], name: str) -> None:
    tree = shelf(name)
    before = when_written(tree)
    assert tree.build() == set()
    assert when_written(tree) == before


MAKE_TEA, WASH_UP, SYSTEM_FILE, ARTEFACT_FILE, PEOPLE_FILE, STAGE_FILE = (
    f"_data/{name}.yaml"
    for name in ("sops/make-tea", "sops/wash-up", "systems", "artefacts", "people", "stages")
)
#: What is edited -> its file, its words now and then, and the pages that show it.
EDITS: dict[str, tuple[str, str, str, set[str]]] = {
    "a step's details": (MAKE_TEA, "It is hot for", "It is warm for", {TEA}),
    "a step's words": (MAKE_TEA, "do: Light the flame", "do: Light it", {TEA}),
    "a step's words that a link shows": (
        MAKE_TEA, "do: Boil the water", "do: Cook the water",
        {TEA, STAGES, ARTEFACTS, PEOPLE},
    ),
    "a field's label": (MAKE_TEA, "label: Strength", "label: Force", {TEA}),
    "an SOP's title": (
        MAKE_TEA, "title: Make tea", "title: Brew tea",
        {TEA, WASH, SOPS, STAGES, BREWING, PEOPLE, SYSTEMS, ARTEFACTS},
    ),
    "an SOP's purpose, which cards show": (
        WASH_UP, "purpose: Clean cups", "purpose: Shiny cups", {WASH, SOPS, STAGES},
    ),
    "an SOP's stage": (WASH_UP, "stage: serving", "stage: brewing", {WASH, SOPS, BREWING}),
    "who does an SOP": (
        WASH_UP, "done_by: kitchen", "done_by: guests", {WASH, SOPS, STAGES, PEOPLE},
    ),
    "when an SOP was reviewed": (MAKE_TEA, '"2026-01-31"', '"2026-02-28"', {TEA, SOPS}),
    "how often an SOP is reviewed": (MAKE_TEA, "every: 6 months", "every: 1 year", {TEA, SOPS}),
    "who keeps an SOP": (MAKE_TEA, "kept_by: butler", "kept_by: taster", {TEA, PEOPLE}),
    "why advice is set aside": (MAKE_TEA, "holds* the pot", "has* the pot", {TEA}),
    "where an artefact is kept": (
        ARTEFACT_FILE, "title: Pot of tea", "kept_in: kettle\n    title: Pot of tea",
        {ARTEFACTS, SYSTEMS},
    ),
    "what a system is for": (SYSTEM_FILE, "Keeping what", "Hiding what", {SYSTEMS}),
    "a system's address": (
        SYSTEM_FILE, "https://kettle.example/boil", "https://kettle.example/",
        {SYSTEMS, TEA, STAGES},
    ),
    "a team's description": (PEOPLE_FILE, "They look after", "They love", {PEOPLE}),
    "what a word means": ("_data/glossary.yaml", "What a biscuit", "What a cake", {WORDS}),
    "guidance for an agreement": (
        "_data/agreements.yaml", "Read it aloud.", "Sing it aloud.", {AGREEMENTS},
    ),
    "a page's heading": (f"{PEOPLE}.md", "# People", "# Who is who", {PEOPLE}),
    "a page's words": (f"{STAGES}.md", "With words:", "In words:", {STAGES}),
}  # fmt: skip


@SAME
@pytest.mark.parametrize("what", EDITS)
def test_an_edit_reads_exactly_the_pages_that_show_it(tree: Tree, what: str) -> None:
    file, old, new, pages = EDITS[what]
    edit(tree.root, file, old, new)
    assert tree.build() == pages
    tree.holds()


#: What many pages show: what is edited -> file, words now and then.
SHARED = {
    "who answers for a stage": (STAGE_FILE, "{accountable: [guests]}", "{responsible: [kitchen]}"),
    "where an artefact is made": (ARTEFACT_FILE, "made_in: [serving]", "made_in: [brewing]"),
    "a system's title": (SYSTEM_FILE, "title: Pantry", "title: Larder"),
    "an artefact's title": (ARTEFACT_FILE, "title: Hot water", "title: Steam"),
    "a role's title": (PEOPLE_FILE, "title: Tea Maker", "title: Tea Artist"),
    "a team's title": (PEOPLE_FILE, "title: The Guests", "title: The Visitors"),
    "a team's abbreviation": (PEOPLE_FILE, "short: KC", "short: KT"),
    "a stage's title": (STAGE_FILE, "title: Brewing", "title: Infusing"),
    "an agreement's title": ("_data/agreements.yaml", "title: Tea terms", "title: Tea treaty"),
    "a word": ("_data/glossary.yaml", "title: Self-boiling vessel", "title: Urn"),
}


@SAME
@pytest.mark.parametrize("what", SHARED)
def test_what_is_shared_follows_everywhere(tree: Tree, what: str) -> None:
    edit(tree.root, *SHARED[what])
    assert tree.build()
    tree.holds()


#: The same in the real handbook: file, words now and then.
REAL = {
    "a step": ("_data/sops/ordering.yaml", "do: Review the Order\n", "do: Read the Order\n"),
    "an SOP": ("_data/sops/ordering.yaml", "title: Ordering", "title: Placing an order"),
    "a system": (SYSTEM_FILE, "title: HubSpot\n", "title: The CRM\n"),
    "an artefact": (ARTEFACT_FILE, "title: Quotes\n", "title: Offers\n"),
    "a team": (PEOPLE_FILE, "short: P&S\n", "short: PaS\n"),
    "a stage": (STAGE_FILE, "title: Renewals\n", "title: Coming back\n"),
    "a page": ("sales-operations/roles.md", "# Roles and teams", "# Who is who"),
}


@SAME
@pytest.mark.parametrize("what", REAL)
def test_the_real_handbook_stays_right(real: Tree, what: str) -> None:
    edit(real.root, *REAL[what])
    assert real.build()
    real.holds()


@SAME
@pytest.mark.parametrize("parallel", [1, 2])
def test_an_sop_comes_and_goes(tree: Tree, parallel: int) -> None:
    tree.parallel = parallel
    showing = {SOPS, ARTEFACTS, PEOPLE, BREWING}  # the last has a list of SOPs too
    add_sop(tree.root, "medals", OTHER)
    assert tree.build() == {MEDALS, *showing}
    assert tree.complaints == []
    tree.holds()
    (tree.root / "_data/sops/medals.yaml").unlink()
    (tree.root / f"{MEDALS}.md").unlink()
    assert tree.build() == showing
    assert tree.complaints == []
    tree.holds()


@SAME
def test_broken_data_is_told_and_cured(tree: Tree) -> None:
    good = contents(tree.out)
    edit(tree.root, MAKE_TEA, "kind: do-confirm", "kind: do-confim")
    tree.build()
    (told,) = tree.complaints
    assert told.startswith(f"{MAKE_TEA}:5:7: WARNING: ")
    assert "did you mean 'do-confirm'?" in told
    assert "cannot be shown" in (tree.out / f"{TEA}.html").read_text(encoding="utf-8")
    tree.holds()
    edit(tree.root, MAKE_TEA, "kind: do-confim", "kind: do-confirm")
    tree.build()
    assert tree.complaints == []
    now = contents(tree.out)
    assert [name for name in good if now[name] != good[name]] == []


DATA_FILES = data_files(ROOTS / "everything")


@SAME
@pytest.mark.parametrize("file", DATA_FILES)
def test_pages_come_back_when_a_broken_file_is_cured(tree: Tree, file: str) -> None:
    good = contents(tree.out)
    path = tree.root / "_data" / file
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}oops: 1\n", encoding="utf-8")
    tree.build()
    assert tree.complaints
    path.write_text(text, encoding="utf-8")
    tree.build()
    assert tree.complaints == []
    now = contents(tree.out)
    assert [name for name in good if now[name] != good[name]] == []


def test_a_mistake_is_told_at_every_build(tree: Tree) -> None:
    edit(tree.root, MAKE_TEA, "kind: do-confirm", "kind: do-confim")
    tree.build()
    told = tree.complaints
    assert tree.build() == set()
    assert tree.complaints == told != []


def test_a_deleted_page_is_told(tree: Tree) -> None:
    (tree.root / f"{TEA}.md").unlink()
    tree.build()
    assert any("the SOP is on no page" in told for told in tree.complaints)


@SAME
def test_a_label_can_move_to_another_page(tree: Tree) -> None:
    """The pages that link to it are written again, and lead to its new place."""
    edit(tree.root, f"{STAGES}.md", "(stage:serving)=\n", "")
    edit(tree.root, f"{AGREEMENTS}.md", "# Agreements\n", "(stage:serving)=\n\n# Agreements\n")
    assert tree.build() == {STAGES, AGREEMENTS}
    assert tree.complaints == []
    tree.holds()
    front = (tree.out / "index.html").read_text(encoding="utf-8")
    assert 'href="sales-operations/agreements.html#stage-serving"' in front


@SAME
def test_a_link_to_nothing_is_cured_by_the_thing(tree: Tree) -> None:
    edit(tree.root, f"{WORDS}.md", "# Words\n", "# Words\n\n[](sop:medals)\n")
    tree.build()
    (told,) = tree.complaints
    assert "no sop has the id 'medals'" in told
    add_sop(tree.root, "medals", OTHER)
    assert WORDS in tree.build()
    assert tree.complaints == []
    tree.holds()


@SAME
def test_in_parallel_the_same_pages_come_out(tmp_path: Path) -> None:
    one = built("everything", tmp_path / "one")
    two = built("everything", tmp_path / "two")
    two.parallel = 2
    for tree in (one, two):
        edit(tree.root, "_data/systems.yaml", "title: Pantry", "title: Larder")
        assert "sales-operations/systems" in tree.build()
        tree.holds()
    assert contents(one.out) == contents(two.out)
