"""Hold data against a model, and say every mistake in words that cure it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handbook.model.base import Known
from handbook.model.problem import DataPath, Problem, did_you_mean
from handbook.reading.source import UNREADABLE, Source

M = TypeVar("M", bound=BaseModel)

#: Begins what a rough copy has in place of a missing value.
FILLER = "not-written-"

#: pydantic's error types -> what such a value should have been.
_WANTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
    "dict_type": "keys and values",
}
#: How to write a value of that sort.
_WRITE = {
    "text": "write it as text",
    "true or false": "write true or false, without quotes",
    "a whole number": "write a whole number, without quotes",
    "a list": "start each item on a line of its own with -",
    "keys and values": "write key: value",
}


def validate(
    model: type[M], source: Source, known: Known
) -> tuple[M | None, M | None, list[Problem]]:
    """Return the model, a rough copy for further checks, and every problem (paths below the file).

    The model is None where there are problems. The rough copy is then the model with
    the faulty parts left out or filled in, so that checks across the data can still run;
    it must never be shown.
    """
    try:
        built = model.model_validate(source.data, context=known)
    except ValidationError as error:
        problems = [p for item in error.errors() for p in _problem(item, model, source)]
        return None, _rough(model, source.data, error), problems
    return built, built, []


def _problem(item: Any, model: type[BaseModel], source: Source) -> Iterator[Problem]:
    path = _path_in(source.data, item["loc"])
    value = item["input"]
    if value is UNREADABLE or _at(source.data, path) is UNREADABLE:
        return
    kind = item["type"]
    if kind == "extra_forbidden":
        name = str(path[-1])
        cure = did_you_mean(name, _keys(model, source.data, path[:-1]))
        yield Problem(path, f"'{name}' is not supported", cure, at_key=True)
    elif kind == "missing":
        name = str(item["loc"][-1])
        yield Problem(path, f"'{name}' is missing", f"add {name}: …")
    elif kind == "handbook":
        message, _, cure = item["msg"].partition(" · ")
        yield Problem(path, message, cure)
    elif kind == "literal_error":
        words = [word.strip("'") for word in item["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        yield Problem(path, f"'{value}' is not one of the choices", did_you_mean(str(value), words))
    elif kind in _WANTED:
        yield _wrong_type(path, value, _WANTED[kind], source)
    else:
        yield Problem(path, item["msg"][:1].lower() + item["msg"][1:], "compare it with the schema")


def _wrong_type(path: DataPath, value: Any, wanted: str, source: Source) -> Problem:
    written = source.spot_at(path).written
    if wanted == "text" and written:
        return Problem(path, f"{written} is not text to YAML", f'put it in quotes: "{written}"')
    if value is None:
        return Problem(path, "nothing is written here", f"{_WRITE[wanted]}, or delete the key")
    got = {dict: "keys and values", list: "a list", str: "text"}.get(type(value), str(value).lower())
    return Problem(path, f"this is {got}, and should be {wanted}", _WRITE[wanted])


def _path_in(data: Any, loc: tuple[str | int, ...]) -> DataPath:
    """Return ``loc`` without the parts that name members of a union, not data."""
    path: list[str | int] = []
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(data, Mapping):
            if part in data:
                path.append(part)
                data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
        elif last:
            break
    return tuple(path)


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _keys(model: type[BaseModel], data: Any, path: DataPath) -> set[str]:
    """Return the keys that the mapping at ``path`` may have."""
    schema = _schema(model)
    places = [schema]
    for part in path:
        places = [
            step
            for place in places
            for option in _options(place, schema)
            for step in (option.get("items") if isinstance(part, int) else
                         option.get("properties", {}).get(part),)
            if step
        ]  # fmt: skip
    mapping = _at(data, path)
    found: set[str] = set()
    for option in (option for place in places for option in _options(place, schema)):
        names = set(option.get("properties", ()))
        # Of a union's members, those the mapping already looks like.
        if set(option.get("required", ())) & set(mapping) or not found:
            found |= names
    return found - set(mapping)


def _options(place: Any, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in place:
        yield from _options(schema["$defs"][place["$ref"].rsplit("/", 1)[1]], schema)
    elif "anyOf" in place or "oneOf" in place:
        for option in place.get("anyOf") or place["oneOf"]:
            yield from _options(option, schema)
    else:
        yield place


def _rough(model: type[M], data: Any, error: ValidationError) -> M | None:
    """Return ``data`` as a model with every faulty value dropped or filled in, or None."""
    rough = copy.deepcopy(data)
    for attempt in range(3):
        for number, item in enumerate(error.errors()):
            _mend(rough, item, f"{FILLER}{attempt}-{number}")
        try:
            return model.model_validate(rough)
        except ValidationError as next_error:
            error = next_error
    return None


def _mend(data: Any, item: Any, filler: str) -> None:
    """Fill in what is missing and drop what is wrong; dropped and needed comes back missing."""
    path = _path_in(data, item["loc"])
    if item["type"] == "missing":
        holder, key = _at(data, path), item["loc"][-1]
    elif path:
        holder, key = _at(data, path[:-1]), path[-1]
    else:
        return
    if isinstance(holder, dict):
        if item["type"] == "missing":
            holder[key] = filler
        else:
            holder.pop(key, None)
