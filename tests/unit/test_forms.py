"""Issue forms are what GitHub takes, hold nothing private, and follow the data."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from handbook.commands.sync import sync
from handbook.exporting.definition import spoken
from handbook.exporting.forms import FOLDER, MARK, issue_form, issue_forms
from handbook.exporting.outline import walk
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop
from handbook.reading.load import load
from handbook.reading.reader import read
from support.markdown import both, words
from support.paths import ROOT
from support.schemas import complaints
from support.trees import ROOTS

if TYPE_CHECKING:
    from conftest import Copy

TREES = {"handbook": load(ROOT).handbook, "everything": load(ROOTS / "everything").handbook}
SOPS = [(tree, name) for tree, handbook in TREES.items() for name in handbook.sops]
EVERY = pytest.mark.parametrize(("tree", "name"), SOPS)
BY_HAND = ("step-is-wrong", "propose-an-sop")
#: A form that is hard to write: words that YAML, Markdown or GitHub would take for something else.
AWKWARD = """\
title: "Yes: [no] & #1"
stage: sales
about: "On"
purpose: "true"
source: draft
steps:
  - id: twice
    do: "@everybody, close #12 <!-- step: no --> and _go_"
    fields:
      - {id: password, label: The Password}
      - {id: secret, label: Told to nobody, private: true}
      - id: pick
        label: "Yes"
        type: choice
        options: [{id: none, label: None}, {id: yes-1, label: "yes"}, {id: yes-2, label: "yes"}]
      - {id: about-it, label: "- 1.10", type: long-text, hint: "12:30"}
    steps:
      - {id: same, do: Check it}
      - {id: again, do: Check it}
  - {id: third, do: "/close {{secret}}", sign_off: account-manager}
"""


def handbook_with(text: str) -> Handbook:
    """Return the real handbook with one SOP more, named awkward."""
    sop = Sop.model_validate(read(text.encode()).data)
    real = TREES["handbook"]
    return real.model_copy(update={"sops": {**real.sops, "awkward": sop}})


def forms() -> dict[str, str]:
    """Return the form of every SOP that the tests know, and those written by hand."""
    found = {f"{tree}-{name}": issue_form(TREES[tree], name) for tree, name in SOPS}
    by_hand = (ROOT / FOLDER / f"{name}.yml" for name in BY_HAND)
    found |= {path.stem: path.read_text(encoding="utf-8") for path in by_hand}
    return {**found, "awkward": issue_form(handbook_with(AWKWARD), "awkward")}


FORMS = forms()
EVERY_FORM = pytest.mark.parametrize("form", FORMS)


def elements(form: str, *kinds: str) -> list[dict[str, Any]]:
    """Return a form's elements, of the kinds asked for."""
    body: list[dict[str, Any]] = yaml.safe_load(FORMS[form])["body"]
    return [element for element in body if not kinds or element["type"] in kinds]


def boxes(form: str) -> list[str]:
    """Return the labels of the boxes of a form, in order."""
    found = elements(form, "checkboxes")
    return [option["label"] for e in found for option in e["attributes"]["options"]]


def test_github_takes_every_form(tmp_path: Path) -> None:
    """By the schema of issue forms that SchemaStore keeps."""
    for name, text in FORMS.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    assert complaints("github-issue-forms", *sorted(tmp_path.glob("*.yml"))) == ""


def test_the_form_says_who_keeps_the_sop_and_what_it_does_not_follow() -> None:
    said = [
        element["attributes"]["value"] for element in elements("everything-make-tea", "markdown")
    ]
    assert "* Review: Reviewed 31 January 2026, next review 31 July 2026\n* Kept by: B" in said[0]
    assert said[-1] == (
        "Advice set aside (one act a step): Whoever pours *holds* the pot already. "
        "Step: Pour, then hand the pot on"
    )


def test_github_does_not_take_any_file(tmp_path: Path) -> None:
    """The check above can fail."""
    text = FORMS["awkward"].replace("type: checkboxes", "type: boxes")
    (tmp_path / "wrong.yml").write_text(text, encoding="utf-8")
    assert "boxes" in complaints("github-issue-forms", tmp_path / "wrong.yml")


def strings(value: Any) -> list[str]:
    """Return every text in a value, keys aside."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@EVERY_FORM
def test_rules_beyond_the_schema_are_kept(form: str) -> None:
    """GitHub's "Common validation errors when creating issue forms", one by one."""
    whole = yaml.safe_load(FORMS[form])
    assert all(text.strip() for text in strings(whole))
    assert all(isinstance(whole[key], str) for key in ("name", "description", "title"))
    asked = elements(form, "input", "textarea", "dropdown", "checkboxes")
    assert asked
    ids = [element["id"] for element in asked]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[A-Za-z0-9_-]+", name) for name in ids)
    for element in elements(form, "input", "textarea"):
        assert "password" not in element["attributes"]["label"].lower()
    for element in elements(form, "dropdown", "checkboxes"):
        options = element["attributes"]["options"]
        labels = [o["label"] if isinstance(o, dict) else o for o in options]
        assert all(isinstance(label, str) for label in labels)
        assert len(set(labels)) == len(labels)
        assert "none" not in [label.lower() for label in labels]
    assert len(set(boxes(form))) == len(boxes(form))


@EVERY
def test_every_step_has_a_box(tree: str, name: str) -> None:
    """Under the number that people say aloud, with what has to be known before it is ticked."""
    handbook = TREES[tree]
    sop = handbook.sops[name]
    labels = {key: field.label for key, field in sop.answers.items()}
    number = 0
    for placed, label in zip(walk(sop), boxes(f"{tree}-{name}"), strict=True):
        step = placed.step
        number = placed.number or number
        mark = f"{number}" if placed.number else f"{number} {'↳' * placed.depth}"
        said = f"{mark} {spoken(handbook, step.do.parts, labels)}"
        for html in both(label):
            assert words(html).startswith(said)
            assert html.startswith("<p>")
            assert ("(must do)" in words(html)) == step.must_do
            assert (step.wait or "") in words(html)
            gate = spoken(handbook, step.gate.parts, labels) if step.gate else ""
            assert (f"Before you go on: {gate}" in words(html)) == bool(step.gate)


@EVERY
def test_answers_are_asked_for_but_private_ones(tree: str, name: str) -> None:
    sop = TREES[tree].sops[name]
    fields = [field for placed in walk(sop) for field in placed.step.fields]
    signed = [f"sign_{placed.step.id}" for placed in walk(sop) if placed.step.sign_off]
    asked = elements(f"{tree}-{name}", "input", "textarea", "dropdown")
    public = {field.id for field in fields if not field.private}
    assert {element["id"] for element in asked} == {sop.subject.id, *public, *signed}
    types = {element["id"]: element["type"] for element in asked}
    for field in fields:
        if not field.private:
            wanted = {"long-text": "textarea", "list": "textarea", "choice": "dropdown",
                      "choices": "dropdown", "check": "dropdown"}  # fmt: skip
            assert types[field.id] == wanted.get(field.type, "input")


def test_awkward_words_stay_what_they_are() -> None:
    whole = yaml.safe_load(FORMS["awkward"])
    assert whole["name"] == "SOP: Yes: [no] & #1"
    assert whole["description"] == "true"
    by_id = {
        element["id"]: element["attributes"] for element in elements("awkward") if "id" in element
    }
    assert set(by_id) == {"on", "steps_all", "pick", "about-it", "sign_third"}
    assert by_id["pick"]["options"] == ["None (none)", "yes", "yes (yes-2)"]
    assert by_id["about-it"]["description"].endswith(" 12:30")
    assert boxes("awkward")[1:3] == ["**1** ↳ Check it", "**1** ↳ Check it (again)"]
    for html in both(boxes("awkward")[0]):
        assert "1 @everybody, close #12 <!-- step: no --> and go" in words(html)
    assert (
        boxes("awkward")[3] == "**2** /close \\[Told to nobody\\] – Signed off by Account Manager."
    )


def test_only_those_that_want_one_have_a_form() -> None:
    for handbook in TREES.values():
        wanted = {name for name, sop in handbook.sops.items() if sop.issue_form}
        there = dict(issue_forms(handbook))
        assert set(there) == {f"{FOLDER}/sop-{name}.yml" for name in wanted}
    assert set(dict(issue_forms(TREES["everything"]))) == {f"{FOLDER}/sop-make-tea.yml"}


def test_sync_writes_forms_and_takes_them_back(
    data: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    file = data.root / FOLDER / "sop-add-a-hub.yml"
    own = data.root / FOLDER / "step-is-wrong.yml"
    assert sync(data.root) == 0
    assert not file.exists()

    data.seed(("sops/add-a-hub.yaml", "source: draft\n", "source: draft\nissue_form: true\n"))
    assert sync(data.root, only_compare=True) == 1
    assert not file.exists()
    assert sync(data.root) == 0
    assert file.read_text(encoding="utf-8").startswith(f"{MARK}_data/sops/add-a-hub.yaml")
    shutil.copy(ROOT / FOLDER / own.name, own)
    assert sync(data.root, only_compare=True) == 0

    data.seed(("sops/add-a-hub.yaml", "do: Record the decision", "do: Write the decision down"))
    assert sync(data.root, only_compare=True) == 1
    assert sync(data.root) == 0
    assert "**5** Write the decision down" in file.read_text(encoding="utf-8")

    data.seed(("sops/add-a-hub.yaml", "issue_form: true\n", ""))
    capsys.readouterr()
    assert sync(data.root, only_compare=True) == 1
    assert f"{FOLDER}/sop-add-a-hub.yml is not up to date" in capsys.readouterr().err
    assert file.exists()
    assert sync(data.root) == 0
    assert f"removed {FOLDER}/sop-add-a-hub.yml" in capsys.readouterr().out
    assert not file.exists()
    assert own.read_text(encoding="utf-8") == FORMS[own.stem]
