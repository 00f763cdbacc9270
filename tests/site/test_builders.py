"""Every builder builds every tree without a word, twice to the same bytes, and shows the steps."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from sphinx.util.inventory import InventoryFile

from support.build import Built
from support.paths import ROOT
from support.trees import contents

Build = Callable[..., Built]

TREES = ("handbook", "everything")
SITES = ("html", "dirhtml", "singlehtml")
SAME_BYTES = (*SITES, "text", "latex", "man", "gettext")
BUILDERS = (*SAME_BYTES, "epub", "linkcheck")
EVERY = [(tree, builder) for tree in TREES for builder in BUILDERS]

STEPS = (
    "Guide the customer through the choices",
    "Copy the URL that the Hub Configurator makes",
    "Make the Order in",
    "Review the Order, then pass it on",
)


@pytest.mark.parametrize(("tree", "builder"), EVERY)
def test_no_builder_complains(built: Build, tree: str, builder: str) -> None:
    made = built(tree, builder)
    assert made.warnings == []
    assert made.app.statuscode == 0
    assert made.app.parallel == 2


@pytest.mark.trust("same bytes", "each builder twice, in another folder and zone")
@pytest.mark.parametrize(("tree", "builder"), [(t, b) for t in TREES for b in SAME_BYTES])
def test_twice_the_same_bytes(built: Build, tree: str, builder: str) -> None:
    """In another folder, and where it is another day."""
    first, second = (contents(built(tree, builder, number).outdir) for number in (1, 2))
    assert list(first) == list(second)
    assert [file for file in first if first[file] != second[file]] == []
    assert first


def members(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.trust("same bytes", "each builder twice, in another folder and zone")
@pytest.mark.parametrize("tree", TREES)
def test_epub_twice_the_same_members(built: Build, tree: str) -> None:
    """The container around them keeps the clock's time of each file, which Sphinx sets."""
    first, second = (contents(built(tree, "epub", number).outdir) for number in (1, 2))
    books = [file for file in first if file.endswith(".epub")]
    assert len(books) == 1
    assert list(first) == list(second)
    assert [file for file in first if first[file] != second[file] and file not in books] == []
    here, there = members(first[books[0]]), members(second[books[0]])
    assert list(here) == list(there)
    assert [name for name in here if here[name] != there[name]] == []


@pytest.mark.trust("same bytes", "no folder named in what a builder writes")
@pytest.mark.parametrize(("tree", "builder"), EVERY)
def test_nothing_tells_where_it_was_built(built: Build, tree: str, builder: str) -> None:
    made = built(tree, builder)
    places = [str(folder).encode() for folder in (made.app.srcdir, made.outdir, ROOT)]
    files = contents(made.outdir)
    for book in [name for name in files if name.endswith(".epub")]:
        files = {**files, **members(files[book])}
    assert [name for name, text in files.items() for place in places if place in text] == []


def ordering(built: Build, builder: str, file: str) -> str:
    """Return the SOP as an output file has it, from its purpose to its revision."""
    whole = built("handbook", builder).read(file)
    start = [m.start() for m in re.finditer("Agree with the customer what their hub", whole)][-1]
    return whole[start : whole.index("Revision ", start)]


def in_order(text: str, *parts: str) -> None:
    """Hold that each part stands after the one before it."""
    place = 0
    for part in parts:
        assert part in text[place:], f"{part!r} does not follow"
        place = text.index(part, place) + len(part)


def test_text_has_an_ordinary_numbered_list(built: Build) -> None:
    text = ordering(built, "text", "sales-operations/sops/ordering.txt")
    numbered = re.findall(r"^(\d+)\. (.+)$", text, flags=re.MULTILINE)
    assert [int(number) for number, _ in numbered] == [1, 2, 3, 4]
    for (_, said), step in zip(numbered, STEPS, strict=True):
        assert said.startswith(step)
    in_order(
        text,
        "\n3. Make the Order in HubSpot\n",
        "\n   * Check that the Deal has line items (must do)\n",
        "\n   * Create the Order with the Hub Configurator URL\n",
        "\n   **Before you go on:** The Order exists.\n",
        "\n4. Review the Order, then pass it on\n",
    )


def test_text_has_the_figure_of_a_longer_sop_as_a_list(built: Build) -> None:
    text = built("handbook", "text").read("sales-operations/sops/decommission-a-hub.txt")
    in_order(
        text, "Done when", "* Agree: steps 1–4\n", "* Remove: steps 5–11\n", "1. Open the issue"
    )


def test_latex_has_an_ordinary_numbered_list(built: Build) -> None:
    files = contents(built("handbook", "latex").outdir)
    (name,) = [file for file in files if file.endswith(".tex")]
    text = ordering(built, "latex", name)
    steps = text[text.index(r"\begin{enumerate}") :]
    depth, numbered = 0, 0
    for mark in re.findall(r"\\(?:begin\{|end\{|item\b)", steps):
        depth += {r"\begin{": 1, r"\end{": -1}.get(mark, 0)
        numbered += depth == 1 and mark == r"\item"
        if depth == 0:
            break
    assert numbered == 4
    in_order(steps, *STEPS)


def test_man_has_an_ordinary_numbered_list(built: Build) -> None:
    text = ordering(built, "man", "sales-operations.7")
    assert re.findall(r"^\.IP (\d+)\. ", text, flags=re.MULTILINE) == ["1", "2", "3", "4"]
    in_order(text.replace("\n", " "), *STEPS)


@pytest.mark.parametrize("builder", SITES)
def test_html_numbers_the_steps_itself(built: Build, builder: str) -> None:
    file = {"html": "sales-operations/sops/ordering.html", "singlehtml": "index.html"}
    page = ordering(built, builder, file.get(builder, "sales-operations/sops/ordering/index.html"))
    assert re.findall(r'class="sop-number">(\d+)<', page) == ["1", "2", "3", "4"]
    in_order(page, *STEPS)


def test_epub_has_the_steps_but_no_boxes(built: Build) -> None:
    """A reading device cannot tick; it shows an ordinary list."""
    folder = built("handbook", "epub").outdir
    text = (folder / "sales-operations/sops/ordering.xhtml").read_text(encoding="utf-8")
    in_order(text, *STEPS)


def test_gettext_offers_every_step_at_its_line(built: Build) -> None:
    catalogs = contents(built("handbook", "gettext").outdir)
    text = "\n".join(part.decode() for part in catalogs.values())
    source = (ROOT / "_data/sops/ordering.yaml").read_text(encoding="utf-8").splitlines()
    for step in ("Copy the URL that the Hub Configurator makes", "Review the Order"):
        line = next(n for n, written in enumerate(source, 1) if written.endswith(f"do: {step}"))
        entry = next(part for part in text.split("\n\n") if f'msgid "{step}"' in part)
        assert re.search(rf"_data/sops/ordering\.yaml:{line}$", entry, flags=re.MULTILINE), entry


@pytest.mark.parametrize("tree", TREES)
def test_linkcheck_meets_every_address_of_the_data(built: Build, tree: str) -> None:
    made = built(tree, "linkcheck")
    lines = made.read("output.json").splitlines()
    met = {json.loads(line)["uri"].rstrip("/") for line in lines}
    written = set()
    for file in sorted((made.app.srcdir / "_data").rglob("*.yaml")):
        # Those after ]( or open: or url: are links; a placeholder makes one that nobody can try.
        text = file.read_text(encoding="utf-8")
        found = re.findall(r"(?:\]\(|open: |url: )(https?://[^\s),}]+)", text)
        written |= {url.rstrip("/") for url in found if "{{" not in url}
    assert len(written) > 3
    assert written - met == set()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_other_projects_can_link_to_everything(built: Build, builder: str) -> None:
    data = (built("handbook", builder).outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    for kind, names in {
        "sop:stage": ["leads", "pre-sales", "sales", "delivery", "renewals"],
        "sop:sop": ["ordering"],
        "sop:step": ["ordering.configure", "ordering.line-items", "ordering.check-issues"],
        "sop:team": ["business-development", "customer"],
        "sop:role": ["account-manager"],
        "sop:system": ["hubspot"],
        "sop:artefact": ["order"],
        "std:label": ["sales-operations:index", "delivery:asana"],
    }.items():
        assert set(names) <= set(inventory[kind]), kind
    step = inventory["sop:step"]["ordering.configure"]
    assert step.uri.endswith("#step--ordering--configure")
    assert step.display_name.startswith("Guide the customer through the choices")
