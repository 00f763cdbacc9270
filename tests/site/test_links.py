"""Links by kind and id: each kind resolves, and one that leads nowhere says so where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.build import Built, build
from support.html import Element, parse
from support.trees import ROOTS, add_sop, copy_tree

STEPS = """\
title: {title}
stage: brewing
done_by: tea-maker
about: Pot
purpose: {purpose}
source: draft
steps:
  - {{id: one, do: Do it}}
"""
PAGE = "sales-operations/more"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_tree("everything", tmp_path / "source")


def write(root: Path, text: str, page: str = PAGE) -> None:
    (root / f"{page}.md").write_text(f"---\norphan: true\n---\n\n{text}", encoding="utf-8")


def line_of(root: Path, words: str, page: str = PAGE) -> int:
    lines = (root / f"{page}.md").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def html(root: Path) -> Built:
    return build(root, "html", root.parent / "out")


def links(built: Built, page: str = PAGE) -> dict[str, str]:
    """Return where each link of a page's text leads, by its words."""
    (article,) = parse(built.read(f"{page}.html")).find("article")
    inside: list[Element] = [link for link in article.find("a", has="href") if link.inside("p")]
    return {link.text: link.attributes["href"] for link in inside}


#: Link -> its words on the page, and where it leads from there.
RESOLVED = {
    "[](stage:brewing)": ("Brewing", "index.html#stage-brewing"),
    "[](team:kitchen)": ("The Kitchen Crew", "people.html#team--kitchen"),
    "[](role:butler)": ("Butler", "people.html#role--butler"),
    "[](system:kettle)": ("Kettle", "https://kettle.example/boil"),
    "[](system:pantry)": ("Pantry", "systems.html#system--pantry"),
    "[](artefact:hot-water)": ("Hot water", "artefacts.html#artefact--hot-water"),
    "[](agreement:tea-terms)": ("Tea terms", "https://terms.example/tea"),
    "[](sop:make-tea)": ("SOP: Make tea", "sops/make-tea.html#sop-make-tea"),
    "[](step:make-tea.fill)": ("Fill it to the line", "sops/make-tea.html#step--make-tea--fill"),
    "[my *own* words](step:make-tea.fill)": (
        "my own words",
        "sops/make-tea.html#step--make-tea--fill",
    ),
    "<project:#stage:brewing>": ("Brewing", "index.html#stage-brewing"),
}


def test_every_kind_of_link_resolves(root: Path) -> None:
    write(root, "# More\n\n" + "\n\n".join(RESOLVED))
    built = html(root)
    assert built.warnings == []
    assert links(built) == dict(RESOLVED.values())


#: Link -> what is said of it.
UNKNOWN = {
    "[x](system:kettel)": "no system has the id 'kettel' · did you mean 'kettle'?",
    "[x](sop:make-te)": "no sop has the id 'make-te' · did you mean 'make-tea'?",
    "[](step:make-tea.boyl)": "no step has the id 'make-tea.boyl' · did you mean 'make-tea.boil'?",
    "[x](stage:brewin)": "no stage has the id 'brewin' · did you mean 'brewing'?",
    "[x](team:kitchens)": "no team has the id 'kitchens' · did you mean 'kitchen'?",
    "[x](role:buttler)": "no role has the id 'buttler' · did you mean 'butler'?",
    "[x](artefact:cold-water)": "no artefact has the id 'cold-water' · did you mean 'hot-water'?",
    "[](agreement:terms)": "no agreement has the id 'terms' · did you mean 'tea-terms'?",
    "[x](system:)": "no system has the id '' · use one of: kettle, pantry",
}


def test_a_link_to_nothing_is_told_where_it_stands(root: Path) -> None:
    write(root, "# More\n\n" + "\n\n".join(UNKNOWN))
    built = html(root)
    page = root / f"{PAGE}.md"
    assert sorted(built.warnings) == sorted(
        f"{page}:{line_of(root, link)}: WARNING: {said} [handbook.link]"
        for link, said in UNKNOWN.items()
    )
    assert links(built) == {}


def test_other_words_with_a_colon_are_left_to_others(root: Path) -> None:
    write(root, "# More\n\n[x](kettle:system)\n")
    (told,) = html(root).warnings
    assert "handbook" not in told
    assert "myst" in told


def test_an_unknown_label_is_told(root: Path) -> None:
    write(root, "# More\n\n(stage:brewin)=\n\n## Here\n")
    (told,) = html(root).warnings
    assert told.endswith("no stage has the id 'brewin' · did you mean 'brewing'? [handbook.link]")
    assert told.startswith(f"{root / PAGE}.md:{line_of(root, '## Here')}:")


def test_a_label_that_only_looks_like_ours_is_left_alone(root: Path) -> None:
    write(root, "# More\n\n(delivery:asana)=\n\n## Here\n\n[x](#delivery:asana)\n")
    assert html(root).warnings == []


def test_two_pages_that_claim_one_thing_are_told(root: Path) -> None:
    write(root, "# More\n\n(system:pantry)=\n\n## The pantry\n")
    told = [line for line in html(root).warnings if "system:pantry" in line]
    assert len(told) == 1
    assert "is shown here and at" in told[0]
    assert told[0].endswith("keep one of the two [handbook.directive]")


@pytest.mark.parametrize("parallel", [1, 2])
def test_two_directives_that_claim_one_thing_are_told(root: Path, parallel: int) -> None:
    write(root, "# More\n\n```{sop:index} systems\n```\n")
    built = build(root, "html", root.parent / "out", parallel=parallel)
    told = [line for line in built.warnings if "[handbook.directive]" in line]
    assert sorted(line.partition("WARNING: ")[2].partition(" is shown")[0] for line in told) == [
        "system:kettle",
        "system:pantry",
    ]


def test_a_thing_that_no_page_shows_is_told(root: Path) -> None:
    (root / "sales-operations" / "artefacts.md").write_text("# Artefacts\n", encoding="utf-8")
    write(root, "# More\n\n[](artefact:hot-water)\n")
    told = [line for line in html(root).warnings if f"{PAGE}.md" in line]
    assert len(told) == 1
    assert "no page shows artefact:hot-water" in told[0]
    assert told[0].endswith("[handbook.link]")


def test_a_broken_sop_is_told_once_and_nowhere_else(root: Path) -> None:
    """Its own mistake is told; links to it and to its steps stay words."""
    add_sop(root, "broken", STEPS.format(title="Broken", purpose="It is.") + "oops: 1\n")
    write(root, "# More\n\n[](sop:broken) and [this](step:broken.one) and [](sop:broken) again\n")
    add_sop(root, "whole", STEPS.format(title="Whole", purpose="See [it](sop:broken)."))
    built = html(root)
    (told,) = built.warnings
    assert told.startswith("_data/sops/broken.yaml:9:1: WARNING: 'oops' is not supported")
    assert links(built) == {}
    assert "broken" in built.read(f"{PAGE}.html")


DATA_FILES = sorted(path.name for path in (ROOTS / "everything" / "_data").glob("*.yaml"))


@pytest.mark.parametrize("file", DATA_FILES)
def test_one_broken_file_is_told_once(root: Path, file: str) -> None:
    """What it holds is missing everywhere, and that is not told again for every mention."""
    path = root / "_data" / file
    path.write_text(path.read_text(encoding="utf-8") + "oops: 1\n", encoding="utf-8")
    (told,) = html(root).warnings
    assert told.startswith(f"_data/{file}:")
    assert "'oops' is not supported" in told


def test_warnings_can_be_suppressed_by_kind(root: Path) -> None:
    write(root, "# More\n\n[x](system:kettel)\n\n```{sop:index} kettles\n```\n")
    for suppressed, left in (
        (["handbook"], 0),
        (["handbook.link"], 1),
        (["handbook.link", "handbook.directive"], 0),
    ):
        built = build(
            root,
            "html",
            root.parent / "-".join(suppressed),
            confoverrides={"suppress_warnings": suppressed},
        )
        assert len(built.warnings) == left, suppressed


#: Directive -> what is said of it.
REFUSED = {
    "sop:checklist} make-te": "no SOP has the id 'make-te' · did you mean 'make-tea'?",
    "sop:index} system": "there is no index of 'system' · did you mean 'systems'?",
}


def test_a_directive_that_is_asked_for_nothing_says_so(root: Path) -> None:
    write(root, "# More\n\n" + "\n".join(f"```{{{name}\n```\n" for name in REFUSED))
    assert html(root).warnings == [
        f"{root / PAGE}.md:{line_of(root, name)}: WARNING: {said} [handbook.directive]"
        for name, said in REFUSED.items()
    ]
