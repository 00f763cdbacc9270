"""Every face of an SOP tells the same steps in the same order, and stands where it is looked for.

The faces are the page, the printed sheet, plain text, Markdown, JSON and the issue form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from handbook.exporting.definition import definition, spoken
from handbook.exporting.forms import issue_form
from handbook.exporting.outline import walk
from handbook.exporting.published import published
from handbook.model.handbook import Handbook
from handbook.reading.load import DATA, PAGES, load
from support.build import Built, build
from support.html import parse
from support.markdown import PARSERS, Told, boxes, links, steps, words
from support.paths import ROOT
from support.trees import ROOTS, contents, copy_tree

Build = Callable[..., Built]

TREES = {"handbook": load(ROOT).handbook, "everything": load(ROOTS / "everything").handbook}
SOPS = [(tree, name) for tree, handbook in TREES.items() for name in handbook.sops]
SITES = ("html", "dirhtml")
EVERY = pytest.mark.parametrize(("tree", "name"), SOPS)
PARSER = pytest.mark.parametrize("parser", PARSERS)
#: The page of an SOP's docname, by builder.
PAGE = {"html": "{}.html", "dirhtml": "{}/index.html"}
SCHEMAS = {"schemas/definition-v1.json", "schemas/checklist-v1.json"}


def told(handbook: Handbook, name: str) -> list[Told]:
    """Return the steps of an SOP as its file says: id, plain words, depth, number."""
    sop = handbook.sops[name]
    labels = {key: field.label for key, field in sop.answers.items()}
    return [
        Told(p.step.id, spoken(handbook, p.step.do.parts, labels), p.depth, p.number)
        for p in walk(sop)
    ]


def bare(text: str) -> str:
    """Return words without blanks and without a face's own marks: of stress, code and blanks."""
    return re.sub(r"[*`“”\"\[\]\s]", "", text)


def test_there_is_something_to_compare() -> None:
    every = [step for tree, name in SOPS for step in told(TREES[tree], name)]
    assert len(SOPS) > 6
    assert {step.depth for step in every} == {0, 1, 2}
    assert len(every) > 60


@EVERY
def test_json_is_the_object_that_the_page_embeds(built: Build, tree: str, name: str) -> None:
    made = built(tree, "html")
    page = parse(made.read(f"{PAGES}/{name}.html"))
    (script,) = page.find("script", kind="sop-definition")
    embedded = json.loads(str(script.children[0]))
    face = json.loads(made.read(f"{PAGES}/{name}.json"))
    assert face == embedded == json.loads(json.dumps(definition(TREES[tree], name)))
    assert [step["id"] for step in face["steps"]] == [step.id for step in told(TREES[tree], name)]


@EVERY
def test_page_and_printed_sheet_tell_the_steps(built: Build, tree: str, name: str) -> None:
    """They are one: paper shows what the page holds."""
    page = parse(built(tree, "html").read(f"{PAGES}/{name}.html"))
    ids = page.by_id()
    found = []
    for item in page.find("li", kind="sop-step"):
        step_id = item.attributes["id"].removeprefix(f"step--{name}--")
        numbers = list(ids[f"do--{name}--{step_id}"].find("span", kind="sop-number"))
        number = int(numbers[0].text) if numbers else None
        said = bare(ids[f"do--{name}--{step_id}"].text).removeprefix(str(number or ""))
        depth = sum(1 for around in page.find("li", kind="sop-step") if item in around.walk()) - 1
        found.append(Told(step_id, said, depth, number))
    must = {p.step.id for p in walk(TREES[tree].sops[name]) if p.step.must_do}
    assert found == [
        step._replace(words=bare(f"{step.words} {'must do' * (step.id in must)}"))
        for step in told(TREES[tree], name)
    ]
    print_css = (ROOT / "_ext/handbook/styles/print.css").read_text(encoding="utf-8")
    hidden = re.findall(r"([^{}]+)\{[^{}]*display: none[^{}]*\}", print_css)
    assert not any(
        re.search(r"\.sop-(?:step|steps|head|do|number|body)\b", rule) for rule in hidden
    )


@EVERY
def test_text_tells_the_steps(built: Build, tree: str, name: str) -> None:
    text = built(tree, "text").read(f"{PAGES}/{name}.txt")
    lines = re.findall(r"(?m)^( *)(?:(\d+)\.|\*) (.+(?:\n +(?!\* |\d+\. )\S.*)*)", text)
    place = 0
    for step in told(TREES[tree], name):
        while True:
            assert place < len(lines), f"{step.id} does not follow"
            indent, number, said = lines[place]
            place += 1
            # Blanks have labels without brackets here.
            if bare(said).startswith(bare(step.words)) and bool(number) == bool(step.number):
                break
        assert number == (str(step.number) if step.number else "")
        assert bool(indent) == bool(step.depth)


@PARSER
@EVERY
def test_markdown_tells_the_steps(built: Build, tree: str, name: str, parser: str) -> None:
    """Ids, words, numbers and what is inside what, as either parser reads them."""
    html = PARSERS[parser](built(tree, "html").read(f"{PAGES}/{name}.md"))
    handbook = TREES[tree]
    must = {p.step.id for p in walk(handbook.sops[name]) if p.step.must_do}
    wanted = [
        step._replace(words=f"{step.words}{' (must do)' * (step.id in must)}")
        for step in told(handbook, name)
    ]
    assert steps(html) == wanted
    if parser == "github":
        assert boxes(html) == len(wanted)
    else:
        assert html.count("[ ] ") == len(wanted)


@EVERY
def test_issue_form_tells_the_steps(tree: str, name: str) -> None:
    body = yaml.safe_load(issue_form(TREES[tree], name))["body"]
    found = [
        option["label"]
        for element in body
        if element["type"] == "checkboxes"
        for option in element["attributes"]["options"]
    ]
    for label, step in zip(found, told(TREES[tree], name), strict=True):
        said = words(PARSERS["github"](label)).lstrip("0123456789 ↳")
        assert said.startswith(step.words)


def test_markdown_says_everything_else_too(built: Build) -> None:
    """What a person needs to follow the SOP without its page."""
    text = built("everything", "html").read(f"{PAGES}/make-tea.md")
    for said in (
        "# SOP: Make tea",
        "*Draft, from 2i2c's public pages*",
        "* Done by: [Tea Maker](",
        "* Tick: do, then tick",
        "* Review: Reviewed 31 January 2026, next review 31 July 2026",
        "* Kept by: [Butler](../people.html#role--butler)",
        "* Takes: 12 minutes",
        "* Issue form on GitHub: `sop-make-tea.yml`",
        "* Starts when: The bell **rings** at `four`.",
        "* Done when: The last biscuit is gone.",
        "**Guest**: ____",
        "**Shop address**: `https://shop.example/…` ____",
        "**Shop letterbox** (private): ____",
        "**Strength**: ○ Weak as rain · ○ Strong as oak · ○ Odd as moss · Taste before you answer.",
        "**Extras**: □ Milk of oats · □ Lemon of Menton",
        "**Cups are warm**: □ Yes",
        "(must do) <!-- step: ask -->",
        "   Optional. Due 1 day before Day of the party. Then wait 3 minutes. Signed off by [Taste",
        "Name of who signs (typed, not verified): ____",
        "   **Before you go on:** The whistle was heard by \\[Guest\\].",
        "## Bring it in",
        "Only if “Strength” is “Weak as rain”.",
        "[Tea Maker](../people.html#role--tea-maker) → [Taster](../people.html#role--taster)",
        "    > **Warning**",
        "![A cup, seen from above](../../_images/cup.png)",
        "    **If it spills**",
        "[How to pour](https://pour.example/how)",
        "Only if “Strength” is “Strong as oak”: Open the shop (`https://shop.example/[Shop id]`)",
        "    Dear [Guest],\n    tea & {{cake}} <wait>.\n",
        "[Call the guests](mailto:guests@tea.example)",
        "Write to the shop (`[Shop letterbox]`)",
        "[Ask for a pot](https://github.com/tea-house/kitchen/issues/new?template=new-pot.yaml)",
        "Makes [Pot of tea](../artefacts.html#artefact--pot-of-tea) · Uses [Hot water](",
        "Follow [SOP: Wash up](wash-up.html#sop-wash-up)",
        "Next: [SOP: Wash up](",
        "3 February 2026: Lemon is offered too.",
        "Advice set aside (one act a step): Whoever pours *holds* the pot already. "
        "Step: [Pour, then hand the pot on](make-tea.html#step--make-tea--pour)",
        "Last changed 3 February 2026. Revision ",
    ):
        assert said in text, said
    for left in (":::", "{dropdown}", "{{guest}}", "](system:", "](sop:"):
        assert left not in text


# -- Where they stand --------------------------------------------------------------------------


def faces(handbook: Handbook) -> set[str]:
    """Return the files that a site has for its faces."""
    each = {f"{PAGES}/{name}.{ending}" for name in handbook.sops for ending in ("md", "json")}
    return {*each, *SCHEMAS, f"{PAGES}.json", "llms.txt"}


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "text", "latex"])
def test_only_sites_of_many_pages_have_faces(built: Build, tree: str, builder: str) -> None:
    there = set(contents(built(tree, builder).outdir))
    wanted = faces(TREES[tree])
    assert there & wanted == (wanted if builder in SITES else set())
    stray = {name for name in there if name.endswith((".md", ".yml"))}
    assert stray <= wanted


@pytest.mark.parametrize("builder", SITES)
@pytest.mark.parametrize("tree", TREES)
def test_faces_lead_where_they_say(built: Build, tree: str, builder: str) -> None:
    """Every relative link in Markdown, llms.txt and the list finds its file and its anchor."""
    made = built(tree, builder)
    names = [name for name in faces(TREES[tree]) if name.endswith((".md", ".txt"))]
    led = {name: links(PARSERS["github"](made.read(name))) for name in names}
    listed = json.loads(made.read(f"{PAGES}.json"))["sops"]
    led[f"{PAGES}.json"] = [
        sop[key] for sop in listed for key in ("page", "markdown", "definition")
    ]
    followed, dead = 0, []
    for name, targets in led.items():
        for target in targets:
            if urlsplit(target).scheme:
                continue
            address = urlsplit(urljoin(name, target))
            file = made.outdir / unquote(address.path)
            file = file / "index.html" if file.is_dir() or not address.path else file
            followed += 1
            anchor = f'id="{address.fragment}"' if address.fragment else ""
            if not file.is_file() or anchor not in file.read_text("utf-8", "replace"):
                dead.append(f"{name}: {target}")
    assert dead == []
    assert followed > 40


@pytest.mark.parametrize("builder", SITES)
@EVERY
def test_the_page_leads_to_its_faces(built: Build, tree: str, name: str, builder: str) -> None:
    made = built(tree, builder)
    docname = f"{PAGES}/{name}"
    page = PAGE[builder].format(docname)
    (line,) = parse(made.read(page)).find("p", kind="sop-revision")
    led = {link.text: urljoin(page, link.attributes["href"]) for link in line.find("a")}
    assert led == {"Markdown": f"{docname}.md", "JSON": f"{docname}.json"}
    assert re.search(r"Revision [0-9a-f]{7} · Markdown · JSON$", line.text)


@EVERY
def test_nothing_else_names_faces(built: Build, tree: str, name: str) -> None:
    for builder, file in (("singlehtml", "index.html"), ("text", f"{PAGES}/{name}.txt")):
        assert " · Markdown" not in built(tree, builder).read(file)


@pytest.mark.parametrize("tree", TREES)
def test_the_list_tells_every_sop(built: Build, tree: str) -> None:
    listed = json.loads(built(tree, "html").read(f"{PAGES}.json"))
    assert listed["v"] == 1
    wanted = [(name, sop.title, sop.revision) for name, sop in TREES[tree].sops.items()]
    assert [(sop["id"], sop["title"], sop["revision"]) for sop in listed["sops"]] == wanted


@pytest.mark.parametrize("builder", SITES)
def test_schemas_are_those_of_the_repository(built: Build, builder: str) -> None:
    made = built("handbook", builder)
    for name, text in published():
        committed = (ROOT / DATA / "schema" / name).read_text(encoding="utf-8")
        assert made.read(f"schemas/{name}") == committed == text


# -- llms.txt ----------------------------------------------------------------------------------


def sections(text: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return what stands under each heading of an llms.txt: words, address and note of links."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for part in text.split("\n## ")[1:]:
        heading, _, rest = part.partition("\n")
        lines = [line for line in rest.split("\n") if line]
        matches = [re.fullmatch(r"- \[(.+?)\]\(([^()\s]+)\)(?:: (.+))?", line) for line in lines]
        assert all(matches), rest
        found[heading] = [(m[1], m[2], m[3] or "") for m in matches if m]
    return found


@pytest.mark.parametrize("tree", TREES)
def test_llms_txt_has_the_shape_it_should(built: Build, tree: str) -> None:
    """A heading, a quote, words without headings, then sections that are lists of links."""
    text = built(tree, "html").read("llms.txt")
    handbook = TREES[tree]
    first, quote, lead = text.split("\n## ")[0].strip().split("\n\n")
    assert first == "# Sales operations"
    assert quote.startswith("> How the work is done, in ")
    assert "\n" not in quote + lead
    for stage in handbook.stages.values():
        assert stage.title in quote
    found = sections(text)
    assert list(found) == ["SOPs", "Stages", "Pages", "Data"]
    assert [(entry[0], entry[1]) for entry in found["SOPs"]] == [
        (f"SOP: {sop.title}", f"{PAGES}/{name}.md") for name, sop in handbook.sops.items()
    ]
    assert [note.endswith("(Draft.)") for _, _, note in found["SOPs"]] == [
        sop.source == "draft" for sop in handbook.sops.values()
    ]
    briefs = [note for _, _, note in found["Stages"]]
    assert briefs == [stage.brief for stage in handbook.stages.values()]
    led = [address for _, address, _ in found["Pages"]]
    made = set(built(tree, "html").app.env.all_docs)
    sops = {f"{PAGES}/{name}" for name in handbook.sops}
    assert set(led) == {f"{name}.html" for name in made - sops - {"index"}}
    assert len(led) == len(set(led))
    assert [address for _, address, _ in found["Data"]] == [f"{PAGES}.json", *sorted(SCHEMAS)[::-1]]


# -- Addresses, and builds again ---------------------------------------------------------------


@pytest.mark.parametrize("builder", SITES)
def test_a_published_site_gives_whole_addresses(tmp_path: Path, builder: str) -> None:
    base = "https://handbook.example/sales"
    root = copy_tree("everything", tmp_path / "source")
    settings = {"html_baseurl": f"{base}/", "handbook_repository": "tea-house/handbook"}
    made = build(root, builder, tmp_path / builder, confoverrides=settings)
    assert made.warnings == []
    texts = [made.read(name) for name in (f"{PAGES}/make-tea.md", "llms.txt")]
    led = [link for text in texts for link in links(PARSERS["github"](text))]
    listed = json.loads(made.read(f"{PAGES}.json"))["sops"]
    led += [sop[key] for sop in listed for key in ("page", "markdown", "definition")]
    assert [link for link in led if not urlsplit(link).scheme] == []
    own = [urlsplit(link.removeprefix(f"{base}/")) for link in led if link.startswith(base)]
    assert len(own) > 30
    for address in own:
        file = made.outdir / address.path
        assert file.is_file() or (file / "index.html").is_file(), address.path
    # In the page itself they stay relative: it works from disk as well.
    page = parse(made.read(PAGE[builder].format(f"{PAGES}/make-tea")))
    (line,) = page.find("p", kind="sop-revision")
    assert all(not urlsplit(link.attributes["href"]).scheme for link in line.find("a"))
    # An issue form opens where its repository is known.
    new = "https://github.com/tea-house/handbook/issues/new?template=sop-make-tea.yml"
    assert [link.text for link in page.find("a") if link.attributes.get("href") == new] == [
        "sop-make-tea.yml"
    ]


def stamps(folder: Path, names: set[str]) -> dict[str, int]:
    return {name: (folder / name).stat().st_mtime_ns for name in names}


def test_faces_follow_an_edit_and_go_with_their_sop(tmp_path: Path) -> None:
    """Written where they differ, gone with the SOP; files that are not ours stay."""
    root, out = copy_tree("handbook", tmp_path / "source"), tmp_path / "html"
    build(root, "html", out)
    handbook = load(root).handbook
    before = stamps(out, faces(handbook))
    (out / f"{PAGES}/notes.md").write_text("Somebody's own.\n", encoding="utf-8")

    build(root, "html", out)
    assert stamps(out, faces(handbook)) == before

    lost = {f"{PAGES}/ordering.md", f"{PAGES}/ordering.json", "llms.txt", f"{PAGES}.json"}
    kept = {name: (out / name).read_bytes() for name in lost}
    for name in lost:
        (out / name).unlink()
    build(root, "html", out)
    assert {name: (out / name).read_bytes() for name in lost} == kept
    before = stamps(out, faces(handbook))

    file = root / DATA / "sops/add-a-hub.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("do: Record the decision", "do: Write it down"), "utf-8")
    made = build(root, "html", out)
    assert made.warnings == []
    changed = {name for name, when in stamps(out, faces(handbook)).items() if when != before[name]}
    assert changed == {f"{PAGES}/add-a-hub.md", f"{PAGES}/add-a-hub.json", f"{PAGES}.json"}
    assert "[ ] Write it down <!-- step: decide -->" in made.read(f"{PAGES}/add-a-hub.md")

    file.unlink()
    (root / PAGES / "add-a-hub.md").unlink()
    made = build(root, "html", out)
    assert {name for name in faces(handbook) if not (out / name).is_file()} == {
        f"{PAGES}/add-a-hub.md",
        f"{PAGES}/add-a-hub.json",
    }
    assert (out / f"{PAGES}/notes.md").is_file()
    assert "add-a-hub" not in made.read("llms.txt") + made.read(f"{PAGES}.json")


@pytest.mark.parametrize(
    "listed", ["", "[]", '{"sops": 1}', '{"sops": [{"id": "../../../victim"}]}', "{"]
)
def test_a_spoilt_list_harms_nothing(tmp_path: Path, listed: str) -> None:
    root, out = copy_tree("everything", tmp_path / "source"), tmp_path / "html"
    victim = tmp_path / "victim.md"
    victim.write_text("Stays.\n", encoding="utf-8")
    (out / PAGES).mkdir(parents=True)
    (out / f"{PAGES}.json").write_text(listed, encoding="utf-8")
    made = build(root, "html", out)
    assert made.warnings == []
    assert victim.is_file()
    names: list[Any] = json.loads(made.read(f"{PAGES}.json"))["sops"]
    assert len(names) == len(TREES["everything"].sops)
