"""JSON Schemas of what leaves the handbook: an SOP's definition, and a checklist's file.

They say in JSON Schema what ``scripts/handbook.d.ts`` says in types, for whoever reads these
files elsewhere. A change that old readers would refuse is a new version, in a file beside these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from handbook.exporting.schemas import DRAFT, without_null
from handbook.model.base import Id
from handbook.model.conditions import Condition
from handbook.model.fields import Field

Schema = dict[str, Any]

#: What of a field only pages show, and what of a schema only editors do.
_ON_PAGES = ("hint",)
_NOT_TOLD = ("title", "default", "discriminator", "examples")
_ID: Schema = TypeAdapter(Id).json_schema()
_TRUE: Schema = {"const": True}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_NULL: Schema = {"type": "null"}
_YES_OR_NO: Schema = {"type": "boolean"}


def published() -> Iterator[tuple[str, str]]:
    """Yield (file name, text) of every schema that other programs may hold files against."""
    yield "definition-v1.json", _text("An SOP, as checklists run by it", _to("definition"))
    yield "checklist-v1.json", _text("A copy of a checklist", _to("record"))


def _text(title: str, root: Schema) -> str:
    schema = {"$schema": DRAFT, "title": title, **root, "$defs": _needed(root, _DEFS)}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _to(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": of, **more}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, _NULL]}


def _from_models() -> Iterator[tuple[str, Schema]]:
    """Yield the parts that a definition holds as they are written in YAML."""
    made_of = {
        "field": Field.model_json_schema(by_alias=True),
        "condition": TypeAdapter(Condition).json_schema(by_alias=True),
    }
    for name, made in made_of.items():
        inner = made.pop("$defs", {})
        for key, schema in {name: made, **inner}.items():
            yield key, without_null(schema, _NOT_TOLD)


def _field(schema: Schema) -> Schema:
    kept = {key: value for key, value in schema["properties"].items() if key not in _ON_PAGES}
    return {**schema, "properties": kept, "required": [*schema["required"], "type"]}


def _step() -> Schema:
    due = _object({"days": _WHOLE}, {"before": _to("id"), "after": _to("id")})
    return _object(
        {
            "id": _to("id"),
            "hash": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
            "text": {
                **_to("text"),
                "description": "Plain words; {{field}} is a placeholder, \\{{ two braces.",
            },
        },
        {
            "parent": {**_to("id"), "description": "The step it is inside of."},
            "section": _to("id"),
            "number": {"type": "integer", "minimum": 1},
            "was": _list(_to("id")),
            "must_do": _TRUE,
            "optional": _TRUE,
            "when": _to("condition"),
            "when_words": {**_to("text"), "description": "`when`, to go after “only if”."},
            "gate": {**_to("text"), "description": "What must hold before any later step."},
            "fields": _list(_to("field")),
            "sign_off": _to("line"),
            "due": {**due, "oneOf": [{"required": ["before"]}, {"required": ["after"]}]},
            "wait": _to("line"),
            "sop": {**_to("id"), "description": "The SOP to follow for this step."},
            "who": _to("line"),
            "to": {**_to("line"), "description": "Who takes over after it."},
        },
    )


def _definition() -> Schema:
    change = _object({"date": _to("day"), "why": _to("text")})
    section = _object({"id": _to("id"), "title": _to("line")}, {"was": _list(_to("id"))})
    return _object(
        {
            "v": {"const": 1},
            "id": _to("id"),
            "title": _to("line"),
            "revision": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
            "changes": _list(change, description="What changed in meaning, newest first."),
            "kind": {"enum": ["read-do", "do-confirm"]},
            "about": _object({"id": _to("id"), "label": _to("line")}),
            "sections": _list(section),
            "steps": _list(_to("step"), description="In reading order, parents first."),
        },
        {
            "was": _list(_to("id")),
            "then": _object({"id": _to("id"), "title": _to("line")}),
        },
    )


def _values() -> dict[str, Schema]:
    """Return what the ``value`` of an event is, by the event's kind."""
    scalar = {"type": ["string", "number", "boolean"]}
    ids = _list(_to("id"))
    until = _or_null({"anyOf": [_to("day"), _to("moment")]})
    start = {"definition": _to("definition"), "about": _to("line"), "practice": _YES_OR_NO}
    return {
        "start": _object(start),
        "adopt": _object({"definition": _to("definition")}),
        "tick": _NULL,
        "untick": _NULL,
        "value": _object(
            {"field": _to("id"), "value": {"anyOf": [scalar, _list(_to("text")), _NULL]}}
        ),
        "skip": _object({"how": {"enum": ["skipped", "not-applicable"]}, "reason": _to("text")}),
        "note": _object({"text": _to("text")}),
        "sign": _object({"name": _to("line")}),
        "wait": _or_null(_object({"on": _to("line"), "until": until})),
        "override": _object({"reason": _to("text")}),
        "undo": _object({"event": _to("key")}),
        "hand": _object({"to": _to("line")}),
        "take": _NULL,
        "finish": _object({"open": ids, "skipped": ids, "late": ids}),
        "abandon": _object({"reason": _to("text")}),
        "reopen": _NULL,
        "rename": _object({"about": _to("line")}),
        "archive": _YES_OR_NO,
        "trash": _NULL,
        "restore": _NULL,
    }


#: Acts on a step; the others may name one or none.
_ON_A_STEP = ("tick", "untick", "skip", "note", "sign", "wait", "override")


def _event() -> Schema:
    values = _values()
    made = _object(
        {
            "v": {"const": 1},
            "id": _to("key"),
            "run": {**_to("key"), "description": "The checklist it belongs to."},
            "n": {**_WHOLE, "description": "Events are in the order of n, then of id."},
            "at": {**_to("moment"), "description": "When, for display only."},
            "by": {**_to("line"), "description": "The name that was typed; not checked."},
            "step": _or_null(_to("id")),
            "kind": {"enum": list(values)},
            "value": {},
        }
    )
    rules = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {
                "properties": {
                    "value": value,
                    **({"step": _to("id")} if kind in _ON_A_STEP else {}),
                }
            },
        }
        for kind, value in values.items()
    ]
    return {**made, "allOf": rules}


def _record() -> Schema:
    begins = {"properties": {"kind": {"const": "start"}}}
    events = _list(_to("event"), contains=begins, minContains=1, maxContains=1)
    left_out = _list(_to("id"), uniqueItems=True, minItems=1)
    told = "Ids of private fields whose answers were left out, and “notes”."
    return _object(
        {"handbook": {"const": "checklist"}, "v": {"const": 1}, "events": events},
        {"left_out": {**left_out, "description": told}},
    )


def _needed(schema: Any, known: dict[str, Schema]) -> dict[str, Schema]:
    """Return those of the ``known`` parts that a schema refers to, by way of others too."""
    found: set[str] = set()
    todo: list[Any] = [schema]
    while todo:
        part = todo.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                todo.append(known[name])
            todo += part.values()
        elif isinstance(part, list):
            todo += part
    return {name: part for name, part in known.items() if name in found}


_DEFS: dict[str, Schema] = {
    "record": _record(),
    "event": _event(),
    "definition": _definition(),
    "step": _step(),
    **{name: _field(part) if name == "field" else part for name, part in _from_models()},
    "id": {**_ID, "maxLength": 100},
    "key": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"},
    "line": {"type": "string", "maxLength": 1_000},
    "text": {"type": "string", "maxLength": 20_000},
    "day": {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d\\d-\\d\\d$"},
    "moment": {
        "type": "string",
        "format": "date-time",
        "pattern": "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)$",
    },
}
