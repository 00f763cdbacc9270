"""JSON Schemas of the data files, so that editors complete and check YAML as one types."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from handbook.exporting.reference import Block, File, files
from handbook.exporting.takes import said
from handbook.reading.load import DATA

#: The version of JSON Schema that all of them are written in.
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
#: Keywords whose value maps names to schemas, and those whose value is data.
_BY_NAME = ("properties", "patternProperties", "$defs")
_DATA = ("default", "examples", "enum", "const")
#: Editors write a default out wherever they complete a mapping; the title of a key says it instead.
_NOT_TOLD = ("title", "default")


def schemas() -> Iterator[tuple[str, str]]:
    """Yield (path from the handbook's root, text) of every schema."""
    for file in files().values():
        yield f"{DATA}/schema/{file.name}.json", _text(file)


def _text(file: File) -> str:
    root = file.blocks[0]
    made = without_null(root.model.model_json_schema(by_alias=True), _NOT_TOLD)
    for block in file.blocks:
        _tell(made if block is root else made["$defs"][block.model.__name__], block)
    schema = {"$schema": DRAFT, **made}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _tell(schema: dict[str, Any], block: Block) -> None:
    """Add what editors show: what a mapping is called, what each key takes, an example.

    An editor offers an example as it stands, so only what is written on one line is one.
    """
    schema["title"] = block.title
    for key in block.keys:
        told = schema["properties"][key.name]
        told["title"] = said(key.takes) + (f", else {key.left_out}" if key.left_out else "")
        values = told.pop("examples", None) or [key.example]
        if isinstance(key.example, list) and not isinstance(key.example[0], dict):
            told["items"]["examples"] = key.example
        elif not isinstance(key.example, dict | list):
            told["examples"] = values


def without_null(schema: Any, dropped: Collection[str]) -> Any:
    """Return a model's schema without null, which no file may hold, and without some keywords."""
    if isinstance(schema, list):
        return [without_null(part, dropped) for part in schema]
    if not isinstance(schema, dict):
        return schema
    choices = [part for part in schema.get("anyOf", ()) if part != _NULL]
    if len(choices) == 1:
        schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **choices[0]}
    elif choices:
        schema = {**schema, "anyOf": choices}
    found = {}
    for keyword, value in schema.items():
        if keyword in dropped:
            continue
        if keyword in _BY_NAME:
            found[keyword] = {name: without_null(part, dropped) for name, part in value.items()}
        else:
            found[keyword] = value if keyword in _DATA else without_null(value, dropped)
    return found
