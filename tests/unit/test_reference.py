"""What is said of every key of the data is true, and its example is accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_origin

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError, create_model

from handbook.exporting.as_yaml import as_yaml
from handbook.exporting.reference import Block, Key, example, files
from handbook.exporting.schemas import schemas
from handbook.exporting.takes import NOUNS, bare, said
from handbook.model.base import Known, Model
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop
from handbook.reading.load import DATA, FILES, load
from handbook.reading.reader import read
from support.paths import ROOT

BLOCKS = {block.anchor: block for file in files().values() for block in file.blocks}
KEYS = {key.anchor: (block, key) for block in BLOCKS.values() for key in block.keys}
KINDS = ("stage", "team", "role", "system", "artefact", "agreement", "term", "decoder", "sop")


@pytest.fixture(scope="module")
def known() -> Known:
    """Every id of the real handbook, which the examples are from."""
    handbook: Handbook = load(ROOT).handbook
    parts = {
        f"{stage.id}.{part.id}" for stage in handbook.stages.values() for part in stage.sub_stages
    }
    ids = {kind: frozenset(handbook.ids(kind)) for kind in KINDS}
    return Known({**ids, "part": frozenset(parts)})


def field_of(block: Block, key: Key) -> Any:
    """Return the model's field that a key is of."""
    return next(f for n, f in block.model.model_fields.items() if (f.alias or n) == key.name)


def accepted(block: Block, key: Key, value: object, known: Known) -> object:
    """Return what a model makes of the value of one of its keys; raise if it refuses it."""
    field = field_of(block, key)
    fields: dict[str, Any] = {"it": (field.annotation, field)}
    one = create_model("One", __base__=Model, **fields).model_validate(
        {key.name if field.alias else "it": value}, context=known
    )
    return one.it


def test_every_data_file_is_there() -> None:
    assert [file.path for file in files().values()] == [
        f"{DATA}/sops/<id>.yaml", *(f"{DATA}/{file}" for file in FILES)
    ]  # fmt: skip
    assert {file.blocks[0].model for file in files().values()} == {Sop, *FILES.values()}


def test_anchors_are_unique() -> None:
    named = [*BLOCKS, *KEYS]
    assert len(named) == len(set(named))
    assert {"sop-step", "sop-step-gate", "people-team-short", "sop-github-issue-title"} <= {*named}


def test_every_mapping_has_a_name_and_no_name_is_left_over() -> None:
    roots = set(FILES.values())
    assert {block.model for block in BLOCKS.values()} - roots == set(NOUNS)
    assert [block.anchor for block in BLOCKS.values() if not (block.title and block.about)] == []


@pytest.mark.parametrize("anchor", KEYS)
def test_every_key_is_told_in_words(anchor: str) -> None:
    _, key = KEYS[anchor]
    assert key.about.endswith("."), "describe it in the model: Field(description=…)"
    assert not set(said(key.takes)) & set("[]<>_"), "name its type in exporting/takes.py"


@pytest.mark.parametrize("anchor", KEYS)
def test_every_example_is_accepted(anchor: str, known: Known) -> None:
    """As it stands on the page: read by the reader of the data, then held against the model."""
    block, key = KEYS[anchor]
    source = read(as_yaml({key.name: key.example}).encode())
    assert source.complaints == []
    value = accepted(block, key, source.data[key.name], known)
    assert key.required or value != field_of(block, key).default, (
        "it shows nothing that was not so without it"
    )


def test_an_example_that_is_wrong_would_be_found(known: Known) -> None:
    block, key = KEYS["sop-step-who"]
    with pytest.raises(ValidationError, match="no role or team"):
        accepted(block, key, "acount-manager", known)


def examples_of_models() -> Iterator[tuple[str, Any]]:
    for block in BLOCKS.values():
        extra: Any = block.model.model_config.get("json_schema_extra") or {}
        yield from ((block.anchor, whole) for whole in extra.get("examples", ()))


@pytest.mark.parametrize(("anchor", "whole"), list(examples_of_models()))
def test_whole_examples_are_accepted(anchor: str, whole: Any, known: Known) -> None:
    BLOCKS[anchor].model.model_validate(whole, context=known)


@pytest.mark.parametrize(
    ("anchor", "takes", "required", "left_out", "page"),
    [
        ("sop-title", "one line", True, "", "sop"),
        ("sop-kind", "read-do or do-confirm", False, "read-do", "sop"),
        ("sop-step-id", "an id", True, "", None),
        ("sop-step-was", "a list, each an id", False, "", None),
        ("sop-step-who", "the id of a role or a team", False, "", "sop"),
        ("sop-step-must-do", "true or false", False, "false", "sop"),
        ("sop-step-steps", "a list, each a step", False, "", "sop"),
        ("artefacts-artefact-kept-in", "the id of a system", False, "", "artefacts"),
        ("sop-step-makes", "a list, each the id of an artefact", False, "", "sop"),
        ("sop-field-test-is", "text, a number, or true or false", False, "", "sop"),
        ("sop-change-date", 'a day, as "2026-11-22"', True, "", "sop"),
        ("stages-stage-brief", "one line", True, "", "home"),
        ("artefacts-artefact-older", "true or false", False, "false", "stage"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_key(
    anchor: str, takes: str, required: bool, left_out: str, page: str | None
) -> None:
    _, key = KEYS[anchor]
    assert (said(key.takes), key.required, key.left_out, key.page) == (
        takes, required, left_out, page,
    )  # fmt: skip


def test_examples_are_composed_where_none_is_written() -> None:
    assert example(Sop, "kind") == "do-confirm"
    assert example(Sop, "issue_form") is True
    assert example(Sop, "steps") == [{"id": "review", "do": "Review the Order"}]


def test_yaml_is_written_as_the_handbook_writes_it() -> None:
    data = {
        "due": {"days": 14, "before": "start"},
        "steps": [{"id": "a", "do": "Begin"}],
        "date": "2026-11-22",
        "copy": "Dear {{guest}},\n\ncome.\n",
        "open": "{{deal}}",
        "must_do": True,
    }
    written = as_yaml(data)
    assert written == (
        "due: {days: 14, before: start}\n"
        "steps:\n"
        "  - {id: a, do: Begin}\n"
        'date: "2026-11-22"\n'
        "copy: |\n"
        "  Dear {{guest}},\n"
        "\n"
        "  come.\n"
        'open: "{{deal}}"\n'
        "must_do: true"
    )
    assert read(written.encode()).data == data


SCHEMAS = {Path(path).stem: json.loads(text) for path, text in schemas()}


def properties() -> Iterator[tuple[str, dict[str, Any], dict[str, Any], Block, Key]]:
    """Yield anchor, schema, what it says of the key, block and key."""
    for name, file in files().items():
        schema = SCHEMAS[name]
        for number, block in enumerate(file.blocks):
            place = schema["$defs"][block.model.__name__] if number else schema
            for key in block.keys:
                yield key.anchor, schema, place["properties"][key.name], block, key


@pytest.mark.parametrize(("anchor", "schema", "told", "block", "key"), list(properties()))
def test_editors_are_told_everything(
    anchor: str, schema: dict[str, Any], told: dict[str, Any], block: Block, key: Key
) -> None:
    """What a key is for and takes, what is so without it, its choices, and valid examples."""
    assert told["description"] == key.about
    assert told["title"].startswith(said(key.takes))
    assert told["title"].endswith(key.left_out)
    of, _ = bare(field_of(block, key).annotation)
    if get_origin(of) is Literal:
        assert told.get("enum") or told.get("const")
    here = Draft202012Validator({**told, "$defs": schema.get("$defs", {})})
    assert [error.message for error in here.iter_errors(key.example)] == []
    offered = told.get("examples", [])
    assert [error.message for value in offered for error in here.iter_errors(value)] == []
    assert offered or isinstance(key.example, dict | list)


@pytest.mark.parametrize("name", SCHEMAS)
def test_editors_are_offered_nothing_that_says_nothing(name: str) -> None:
    assert not {"null", "default"} & {*strings(SCHEMAS[name])}


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for value in data if isinstance(data, list) else ():
        yield from strings(value)
    for name, value in data.items() if isinstance(data, dict) else ():
        yield name
        yield from strings(value)
