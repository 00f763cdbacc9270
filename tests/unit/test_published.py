"""The published schemas hold for what the handbook writes, and refuse what it would not take."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from handbook.exporting.definition import definition
from handbook.exporting.published import published
from handbook.model.fields import Field
from handbook.reading.load import DATA, load
from support.browser import driver
from support.paths import ROOT
from support.trees import ROOTS

TREES = {"handbook": ROOT, "everything": ROOTS / "everything"}
RECORDS = ROOT / "tests" / "js" / "records.js"
#: Every kind of event there is.
KINDS = {
    "start", "adopt", "tick", "untick", "value", "skip", "note", "sign", "wait", "override",
    "undo", "hand", "take", "finish", "abandon", "reopen", "rename", "archive", "trash", "restore",
}  # fmt: skip


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    """Return the validator of a schema as it is committed."""
    schema = json.loads((ROOT / DATA / "schema" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def definitions(root: Path) -> list[Any]:
    """Return every SOP of a tree as checklists run by it, by way of JSON."""
    handbook = load(root).handbook
    assert handbook.sops
    return [json.loads(json.dumps(definition(handbook, name))) for name in handbook.sops]


def node(*arguments: Path) -> Any:
    """Return what the scripts say."""
    ran = subprocess.run(
        [driver(), RECORDS, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Copies of checklists, as pages save them: of the handbook's SOPs, and of others."""
    file = tmp_path_factory.mktemp("definitions") / "sops.json"
    file.write_text(json.dumps(definitions(ROOT)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANDBOOK_DEFINITIONS", str(file))
        return [json.loads(text) for text in node()]


def test_each_stands_alone() -> None:
    """Nothing is fetched to read one, and nothing in it is unused."""
    for name, text in published():
        schema = json.loads(text)
        known = set(schema["$defs"])
        named = {part for part in known if f'"#/$defs/{part}"' in text}
        assert named == known, name
        assert text.count('"$ref"') == text.count('"$ref": "#/$defs/')


@pytest.mark.parametrize("tree", TREES)
def test_definitions_are_valid(tree: str) -> None:
    for found in definitions(TREES[tree]):
        errors = validator("definition-v1.json").iter_errors(found)
        assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_copies_are_valid(records: list[Any]) -> None:
    assert len(records) > 200
    assert {event["kind"] for record in records for event in record["events"]} == KINDS
    assert any("left_out" in record for record in records)
    for record in records:
        errors = validator("checklist-v1.json").iter_errors(record)
        assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


def test_every_key_of_a_field_is_in_a_definition() -> None:
    """But for the hint, which pages show and checklists do without."""
    schema = json.loads(dict(published())["definition-v1.json"])
    keys = {field.alias or name for name, field in Field.model_fields.items()}
    assert set(schema["$defs"]["field"]["properties"]) == keys - {"hint"}


Change = Callable[[Any], object]

#: What is done to a copy that is right -> how. The pages refuse each of them, too.
BROKEN: dict[str, Change] = {
    "another version": lambda event: event.update(v=2),
    "no version": lambda event: event.pop("v"),
    "no checklist": lambda event: event.pop("run"),
    "id with a blank": lambda event: event.update(id="a b"),
    "id too long": lambda event: event.update(id="a" * 65),
    "order as text": lambda event: event.update(n="1"),
    "order below nothing": lambda event: event.update(n=-1),
    "order in parts": lambda event: event.update(n=1.5),
    "moment without a zone": lambda event: event.update(at="2026-11-20T14:05:00"),
    "moment without a time": lambda event: event.update(at="2026-11-20"),
    "nobody": lambda event: event.update(by=None),
    "name too long": lambda event: event.update(by="a" * 1001),
    "step that is no id": lambda event: event.update(step="A step"),
    "no step": lambda event: event.update(step=None),
    "unknown kind": lambda event: event.update(kind="__proto__"),
    "value of another kind": lambda event: event.update(value={"text": "t"}),
    "skipped somehow": lambda event: event.update(kind="skip", value={"how": "so", "reason": ""}),
    "skipped without a reason": lambda event: event.update(kind="skip", value={"how": "skipped"}),
    "note of a number": lambda event: event.update(kind="note", value={"text": 1}),
    "note too long": lambda event: event.update(kind="note", value={"text": "a" * 20_001}),
    "waiting until some day": lambda event: event.update(
        kind="wait", value={"on": "a", "until": "soon"}
    ),
    "undo of nothing": lambda event: event.update(kind="undo", value={}),
    "answer that is an object": lambda event: event.update(
        kind="value", value={"field": "a", "value": {}}
    ),
    "answer to no field": lambda event: event.update(kind="value", value={"value": "a"}),
    "archived perhaps": lambda event: event.update(kind="archive", value="yes"),
    "start without an SOP": lambda event: event.update(
        kind="start", value={"about": "a", "practice": False}
    ),
}
#: The same for the SOP that a copy carries.
BROKEN_SOPS: dict[str, Change] = {
    "another version": lambda sop: sop.update(v=2),
    "no steps": lambda sop: sop.pop("steps"),
    "step without words": lambda sop: sop["steps"][0].pop("text"),
    "step that is no id": lambda sop: sop["steps"][0].update(id="A step"),
    "number from nothing": lambda sop: sop["steps"][0].update(number=0),
    "unknown kind": lambda sop: sop.update(kind="do-do"),
    "field without a type": lambda sop: sop["steps"][0].update(fields=[{"id": "a", "label": "A"}]),
    "field of an unknown type": lambda sop: sop["steps"][0].update(
        fields=[{"id": "a", "label": "A", "type": "colour"}]
    ),
    "condition of nothing": lambda sop: sop["steps"][0].update(when={}),
    "change on no day": lambda sop: sop.update(changes=[{"date": "lately", "why": "so"}]),
}


def broken(record: Any) -> dict[str, Any]:
    """Return a copy for each way in which one can be wrong."""
    made: dict[str, Any] = {}
    for what, change in BROKEN.items():
        made[what] = copy.deepcopy(record)
        change(next(event for event in made[what]["events"] if event["kind"] == "tick"))
    for what, change in BROKEN_SOPS.items():
        name = f"SOP: {what}"
        made[name] = copy.deepcopy(record)
        change(made[name]["events"][0]["value"]["definition"])
    return made


def test_what_the_pages_refuse_is_not_valid(records: list[Any], tmp_path: Path) -> None:
    record = next(r for r in records if {e["kind"] for e in r["events"]} == KINDS)
    made = broken(record)
    file = tmp_path / "records.json"
    file.write_text(json.dumps([record, *made.values()]), encoding="utf-8")
    right, *taken = node(file)
    assert right
    assert [what for what, took in zip(made, taken, strict=True) if took] == []
    valid = validator("checklist-v1.json")
    assert [what for what, found in made.items() if valid.is_valid(found)] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.update(handbook="handbook"),
        lambda record: record.update(v=2),
        lambda record: record.update(more=1),
        lambda record: record.update(left_out=[]),
        lambda record: record.update(left_out=["a", "a"]),
        lambda record: record.pop("events"),
        lambda record: record["events"].pop(0),
        lambda record: record["events"].append(record["events"][0]),
    ],
    ids=["name", "version", "more", "nothing left out", "twice", "empty", "no start", "two starts"],
)
def test_a_copy_that_is_none_is_not_valid(change: Change, records: list[Any]) -> None:
    record = copy.deepcopy(records[0])
    change(record)
    assert not validator("checklist-v1.json").is_valid(record)
