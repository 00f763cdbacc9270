"""Every key that the data may hold is used in tests/roots/everything, and every page shows it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from handbook.exporting.reference import files
from handbook.model.fields import FieldType
from handbook.model.sop import Sop
from handbook.reading.load import DATA, FILES, data_files
from handbook.reading.reader import read
from support.build import Built
from support.html import Element, parse
from support.trees import ROOTS

Build = Callable[..., Built]

TEA = "sales-operations/sops/make-tea"
#: Kind of page -> the page of that kind in tests/roots/everything.
PAGES = {
    "sop": TEA,
    "stage": "sales-operations/brewing",
    "overview": "sales-operations/index",
    "home": "index",
    **{kind: f"sales-operations/{kind}" for kind in
       ("people", "systems", "artefacts", "agreements", "words")},
}  # fmt: skip
#: key -> the kind of page that the reference says it is on.
SAID = {
    f"{block.model.__name__}.{key.name}": key.page
    for file in files().values()
    for block in file.blocks
    for key in block.keys
}

#: key -> what its page says because of that key, without the marks that plain text has for
#: stress, and without quotation marks.
SHOWN: dict[str, str] = {
    "Stage.title": "Links of every kind: Brewing",
    "Stage.heading": "Kitchen work",
    "Stage.brief": "From tap to pot",
    "SubStage.title": "Steeping",
    "SubStage.about": "Heating needs a flame.",
    "SubStage.older": "Steeping (from 2i2c's older figure)",
    "SubStage.sop": "How: SOP: Make tea",
    "Task.title": "pouring water and waiting",
    "Teams.accountable": "accountable The Kitchen Crew (KC)",
    "Teams.responsible": "responsible KC",
    "Teams.consulted": "consulted The Guests",
    "Teams.assisting": "assisting The Guests",
    "Return.why": "A second cup is brewed.",
    "Term.title": "Self-boiling vessel",
    "Term.short": "SBV",
    "Term.about": "What a biscuit leaves.",
    "Team.title": "The Kitchen Crew",
    "Team.short": "(KC)",
    "Team.about": "They look after",
    "Role.title": "Taster",
    "System.title": "Kettle",
    "System.url": "https://kettle.example/boil",
    "System.used_for": "Boiling water",
    "Artefact.title": "Hot water",
    "Artefact.about": "What leaves the spout.",
    "Artefact.made_by": "Made by",
    "Artefact.kept_in": "Kept in",
    "Artefact.made_in": "Pot of tea",
    "Artefact.older": "Crumbs",
    "Agreement.title": "Tea terms",
    "Agreement.made_with": "The Guests",
    "Agreement.signed_in": "Pantry",
    "Agreement.checked": "on 4 March 2026",
    "System.checked": "By a person, on 5 March 2026",
    "Guide.checked": "link checked 6 March 2026",
    "Agreement.guidance": "Read it aloud.",
    "TableGroup.title": "What the cook fills in",
    "TableGroup.about": "Leaves and litres.",
    "Clause.about": "Who mops a spill.",
    "Guide.title": "How to read a tea leaf",
    "Sop.title": "SOP: Make tea",
    "Sop.stage": "Brewing",
    "Sop.kind": "do, then tick",
    "Sop.done_by": "Done by",
    "Sop.about": "Guest",
    "Sop.purpose": "welcome, as",
    "Sop.starts_when": "The bell",
    "Sop.done_when": "The last biscuit is gone.",
    "Sop.then": "Next: SOP: Wash up",
    "Sop.source": "Draft, from 2i2c's public pages",
    "Sop.reviewed": "Reviewed 31 January 2026",
    "Sop.review_every": "Reviewed 31 January 2026, next review 31 July 2026",
    "Sop.kept_by": "Kept by",
    "Waiver.advice": "Advice set aside (one act a step):",
    "Waiver.step": "Step: Pour, then hand the pot on",
    "Waiver.why": "Whoever pours holds the pot already.",
    "Sop.minutes": "12 minutes",
    "Sop.issue_form": "On GitHub it is an issue form",
    "Change.date": "3 February 2026: Lemon",
    "Change.why": "The samovar was retired.",
    "Section.title": "Get everything out",
    "Step.do": "Boil the water",
    "Step.who": "Butler",
    "Step.to": "Tea Maker → Taster",
    "Step.details": "Mind the tray, Guest",
    "Step.uses": "Uses Hot water",
    "Step.makes": "Makes Pot of tea",
    "Step.must_do": "must do",
    "Step.optional": "Optional.",
    "Step.sign_off": "Signed off by Taster",
    "Step.when": "Only if Strength is Weak as rain.",
    "Step.wait": "Then wait 3 minutes.",
    "Step.gate": "The whistle was heard by Guest.",
    "Step.sop": "Follow SOP: Wash up",
    "Due.days": "Due 1 day",
    "Due.before": "before Day of the party",
    "Due.after": "Due 2 days after Day of the party",
    "Field.label": "Name of the blend",
    "Field.hint": "Taste before you answer.",
    "Field.starts_with": "https://shop.example/",
    "Field.private": "private",
    "Option.label": "Odd as moss",
    "Open.label": "How to pour",
    "Copy.copy": "tea & {{cake}} <wait>.",
    "Copy.label": "A note for the tray",
    "Open.when": "Only if Strength is Strong as oak.",
    "Copy.when": "Only if Spoons of sugar is 4.",
    "Email.subject": "Tea & more",
    "Email.body": "It is on the table. Hurry.",
    "Email.label": "Call the guests",
    "Email.when": "Only if Leaf is oolong.",
    "GithubIssue.title": "A pot for Guest",
    "GithubIssue.fields": "pot-table | Leaf |",
    "GithubIssue.body": "Wipe the <table>.",
    "GithubIssue.label": "Ask for a pot",
    "GithubIssue.when": "Only if Who pours is Bo.",
    "AllOf.all": "Extras includes Lemon of Menton and Who pours is Ada",
    "AnyOf.any": "either Shopping list is answered or",
    "FieldTest.field": "Only if Guest",
    "FieldTest.is": "Spoons of sugar is 3.",
    "FieldTest.in": "Strength is Weak as rain or Strong as oak",
    "FieldTest.not": "Strength is not Odd as moss",
    "FieldTest.has": "Extras includes Milk of oats",
    "FieldTest.filled": "Name of the blend is not answered",
}  # fmt: skip
#: Keys that only hold others, which are shown.
HOLDERS = {
    "Sop.changes", "Sop.waive", "Sop.sections", "Sop.steps", "Section.steps", "Step.fields",
    "Step.steps", "Step.actions", "Step.due", "Field.options", "Stage.sub_stages", "Stage.teams",
    "Stage.returns", "SubStage.tasks", "SubStage.teams", "Task.teams", "Agreement.table_groups",
    "Agreement.clauses", "Agreement.guides",
}  # fmt: skip
#: Keys that are addresses or anchors: followed rather than read. Other tests hold that they lead.
FOLLOWED = {
    "Agreement.url", "Guide.url", "Open.open", "Email.email", "GithubIssue.github_issue",
    "GithubIssue.template", "Sop.was", "Section.was", "Step.was",
}  # fmt: skip
#: Keys that decide what stands where, rather than being shown themselves: the input a field has
#: (test_pages), the team that a role stands under, the kind of a list, the end of an arrow.
PLACED = {"Field.type", "Role.team", "Stage.in_order", "Return.to"}
#: Keys that act while a checklist runs: the page holds them for its scripts, whose tests are in
#: tests/js and tests/browser.
ACTING = {
    "Field.path_has", "Field.strip_query", "Field.take", "Field.decode", "Field.asked", "Field.was",
    "Option.was", "Decoder.starts_with", "Decoder.groups", "Group.title", "Group.items",
    "Item.label", "Item.options", "Item.defaults",
}  # fmt: skip
#: Keys that name a file's part for those who edit it.
NAMES = {"Decoder.title"}


def name_of(model: type[BaseModel], field: str) -> str:
    return f"{model.__name__}.{model.model_fields[field].alias or field}"


def models(of: Any, found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Add every model that a type mentions to those found, and return them."""
    if isinstance(of, type) and issubclass(of, BaseModel):
        if of not in found:
            found.add(of)
            for field in of.model_fields.values():
                models(field.annotation, found)
                for extra in field.metadata:
                    models(extra, found)
        return found
    for part in get_args(of):
        models(part, found)
    return found


ROOT_MODELS = (*FILES.values(), Sop)
MODELS = {model for root in ROOT_MODELS for model in models(root, set())}
KEYS = {
    name_of(model, field)
    for model in MODELS - set(FILES.values())
    for field in model.model_fields
    if field != "id"
}


def written(value: Any) -> Iterator[str]:
    """Yield every key that was written in a model and in the models it holds."""
    if isinstance(value, BaseModel):
        for field in value.model_fields_set:
            yield name_of(type(value), field)
            yield from written(getattr(value, field))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from written(item)


@pytest.fixture(scope="module")
def data() -> list[BaseModel]:
    root = ROOTS / "everything"
    return [
        FILES.get(file, Sop).model_validate(read((root / DATA / file).read_bytes()).data)
        for file in data_files(root)
    ]


def test_there_are_models_to_look_at() -> None:
    assert {"Sop", "Step", "Field", "FieldTest", "Copy"} <= {model.__name__ for model in MODELS}


def test_every_key_is_used(data: list[BaseModel]) -> None:
    assert KEYS - set(written(data)) == set()


def test_every_type_of_field_is_used(data: list[BaseModel]) -> None:
    sops = [sop for sop in data if isinstance(sop, Sop)]
    used = {field.type for sop in sops for _, step in sop.walk() for field in step.fields}
    assert used == set(get_args(FieldType))


def test_every_key_is_accounted_for() -> None:
    """A key is accepted only once the page shows it: a new one belongs in one of these lists."""
    assert set(SHOWN) | HOLDERS | FOLLOWED | PLACED | ACTING | NAMES == KEYS


def test_every_key_is_said_to_be_on_a_page_or_is_known_by_links_alone() -> None:
    """SHOWN holds that it is on the page that the reference names."""
    nowhere = {key for key in KEYS if SAID[key] is None}
    assert nowhere == NAMES | {key for key in KEYS if key.endswith(".was")}
    assert {SAID[key] for key in KEYS} - {None} == set(PAGES)


def keys_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from keys_in(value)


def test_every_acting_key_is_in_the_page(built: Build) -> None:
    page = parse(built("everything", "html").read(f"{TEA}.html"))
    kinds = ("sop-definition", "sop-decoder")
    scripts = [script for kind in kinds for script in page.find("script", kind=kind)]
    held = {key for script in scripts for key in keys_in(json.loads(str(script.children[0])))}
    assert {key.partition(".")[2] for key in ACTING} <= held


def html_words(page: Element) -> str:
    """Return what a browser shows of a page: its words, and what stands in empty inputs."""
    (article,) = page.find("main")
    shown = [element.attributes["placeholder"] for element in article.find(has="placeholder")]
    return " ".join([article.text, *shown])


@pytest.mark.parametrize("key", sorted(SHOWN))
@pytest.mark.parametrize("builder", ["html", "text"])
def test_every_key_is_shown(built: Build, builder: str, key: str) -> None:
    page, words = PAGES[str(SAID[key])], SHOWN[key]
    made = built("everything", builder)
    if builder == "html":
        shown = html_words(parse(made.read(f"{page}.html")))
    else:
        shown = made.read(f"{page}.txt")
    assert words in " ".join(re.sub("[*“”]", "", shown).split())


@pytest.mark.parametrize("builder", ["html", "epub", "latex"])
def test_addresses_are_followed(built: Build, builder: str) -> None:
    outdir: Path = built("everything", builder).outdir
    suffix = {"html": "html", "epub": "xhtml", "latex": "tex"}[builder]
    files = (path.read_text(encoding="utf-8") for path in outdir.rglob(f"*.{suffix}"))
    text = html.unescape("\n".join(files))  # docutils hides the @ of an e-mail address
    for address in ("pour.example/how", "terms.example/tea", "guide.example/leaf"):
        assert f"https://{address}" in text
    assert "mailto:guests@tea.example" in text
    assert "https://github.com/tea-house/kitchen/issues/new?template=new-pot.yaml" in text
