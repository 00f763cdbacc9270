"""Hold data against a model, and say every mistake in words that cure it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handbook.model.base import Known
from handbook.model.problem import ASKED, DataPath, Problem, did_you_mean, nearest, shown
from handbook.reading.naming import with_ids
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
}
#: How to write a value of that sort.
_WRITE = {
    "text": "write it as text",
    "true or false": "write true or false, without quotes",
    "a whole number": "write a whole number, without quotes",
    "a list": "start each item on a line of its own with -",
    "keys and values": "write key: value",
}
#: pydantic's error types -> what is wrong and the cure, with the error's own figures.
_BOUNDS = {
    "greater_than": ("the number is too small", "write a number above {gt}"),
    "greater_than_equal": ("the number is too small", "write {ge} or more"),
    "too_short": ("the list is empty", "write at least one item"),
}
_MISSING = "'{}' is missing"
#: After so many turns a rough copy is given up.
_TURNS = 6


def validate(
    model: type[M], source: Source, known: Known
) -> tuple[M | None, M | None, list[Problem]]:
    """Return the model, a rough copy for further checks, and every problem (paths below the file).

    The model is None where there are problems. The rough copy is then the model with
    the faulty parts mended, filled in or left out, so that checks across the data can
    still run; it must never be shown.
    """
    try:
        built = model.model_validate(source.data, context=known)
    except ValidationError as error:
        items = error.errors()
        problems = [problem for item in items for problem in _problems(item, model, source)]
        meant = {_meant(problem) for problem in problems if problem.at_key}
        problems = [p for p in problems if (p.path, p.message) not in meant]
        problems = list(with_ids(problems, source.data, _MISSING.format("id")))
        return None, _rough(model, source.data, error), problems
    return built, built, []


def certain(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the ``problems`` of a rough copy that nothing filled in has to do with."""
    return (problem for problem in problems if FILLER not in problem.message + problem.cure)


def _problems(item: Any, model: type[BaseModel], source: Source) -> Iterator[Problem]:
    path = _path_in(source.data, item["loc"])
    value = item["input"]
    if value is UNREADABLE or _at(source.data, path) is UNREADABLE:
        return
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        name = str(path[-1])
        left = _keys(model, source.data, path[:-1])
        cure = did_you_mean(name, left) if left else "delete it: every key there can be is there"
        yield Problem(path, f"'{shown(name)}' is not supported", cure, at_key=True)
    elif kind == "missing" and not source.gaps:
        name = str(item["loc"][-1])
        yield Problem(path, _MISSING.format(name), f"add {name}: …")
    elif kind == "handbook" and "told" in context:
        for told in context["told"]:
            yield Problem(path, told.message, told.cure, line=told.line)
    elif kind == "handbook":
        yield _untagged(path, value, context, model)
    elif kind == "literal_error":
        written = source.spot_at(path).written or str(value)
        cure = did_you_mean(written, _choices(context["expected"]))
        yield Problem(path, f"'{shown(written)}' is not one of the choices", cure)
    elif kind in _WANTED:
        yield _wrong_type(path, value, _WANTED[kind], source)
    elif kind == "too_short" and value:
        pass  # Not too short, but its items are wrong, which they say themselves.
    elif kind in _BOUNDS:
        message, cure = _BOUNDS[kind]
        yield Problem(path, message, cure.format(**context))
    elif kind != "missing":
        said = item["msg"]
        yield Problem(path, said[:1].lower() + said[1:], "compare it with the schema")


def _untagged(path: DataPath, value: Any, context: Any, model: type[BaseModel]) -> Problem:
    """Return what is wrong where none of the keys is written that tell what a value is."""
    supported = _supported(model, path)
    for name in value if isinstance(value, Mapping) else ():
        if name not in supported and nearest(name, context["keys"].split()):
            cure = did_you_mean(name, context["keys"].split())
            return Problem((*path, name), f"'{shown(name)}' is not supported", cure, at_key=True)
    return Problem(path, context["message"], context["cure"])


def _meant(problem: Problem) -> tuple[DataPath, str]:
    """Return path and message of the missing key that a misspelt one stands for."""
    return problem.path[:-1], _MISSING.format(problem.cure.removeprefix(ASKED).rstrip("'?"))


def _wrong_type(path: DataPath, value: Any, wanted: str, source: Source) -> Problem:
    written = source.spot_at(path).written
    if wanted == "text" and written:
        return Problem(path, f"{written} is not text to YAML", f'put it in quotes: "{written}"')
    sorts: dict[type, str] = {dict: "keys and values", list: "a list", str: "text"}
    got = sorts.get(type(value), written or shown(value))
    return Problem(path, f"this is {got}, and should be {wanted}", _WRITE[wanted])


def _choices(expected: str) -> list[str]:
    """Return the words in pydantic's ``'a', 'b' or 'c'``."""
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _path_in(data: Any, loc: tuple[str | int, ...]) -> DataPath:
    """Return ``loc`` without the parts that name members of a union or what is not there."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, Mapping):
            there = part in data
        else:
            there = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if there:
            path.append(part)
            data = data[part]
    return tuple(path)


def _at(data: Any, path: DataPath) -> Any:
    for part in path:
        data = data[part]
    return data


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _keys(model: type[BaseModel], data: Any, path: DataPath) -> set[str]:
    """Return the keys that the mapping at ``path`` may have beside those it has."""
    return _supported(model, path) - set(_at(data, path))


def _supported(model: type[BaseModel], path: DataPath) -> set[str]:
    """Return all keys that the mapping at ``path`` may have, whatever it is."""
    schema = _schema(model)
    places = list(_options(schema, schema))
    for part in path:
        inner = [
            place.get("items") if isinstance(part, int) else place.get("properties", {}).get(part)
            for place in places
        ]
        places = [option for place in inner if place for option in _options(place, schema)]
    return {key for place in places for key in place.get("properties", ())}


def _options(place: Any, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield ``place``, or what it refers to, or each of the alternatives that it gives."""
    if "$ref" in place:
        yield from _options(schema["$defs"][place["$ref"].rsplit("/", 1)[1]], schema)
    elif "anyOf" in place or "oneOf" in place:
        for option in place.get("anyOf") or place["oneOf"]:
            yield from _options(option, schema)
    else:
        yield place


def _rough(model: type[M], data: Any, error: ValidationError) -> M | None:
    """Return ``data`` as a model with every faulty value mended, filled in or dropped, or None."""
    rough = copy.deepcopy(data)
    for turn in range(_TURNS):
        for number, item in enumerate(error.errors()):
            _mend(model, rough, item, f"{FILLER}{turn}-{number}")
        try:
            return model.model_validate(rough)
        except ValidationError as next_error:
            error = next_error
    return None


def _mend(model: type[BaseModel], data: Any, item: Any, filler: str) -> None:
    """Mend one value as its author probably meant it, or drop it; what is needed is filled in."""
    path = _path_in(data, item["loc"])
    holder = _at(data, path[:-1])
    if item["type"] == "missing":
        _at(data, path)[item["loc"][-1]] = filler
    elif not path:
        return
    elif isinstance(holder, list):
        # Its neighbours keep their places, unless nothing fits in it.
        position = int(path[-1])
        if holder[position] == {} and len(path) > 1:
            _at(data, path[:-2]).pop(path[-2])
        else:
            holder[position] = {} if isinstance(holder[position], str) else filler
    else:
        value = holder.pop(path[-1])
        near = None
        if item["type"] == "extra_forbidden":
            near = nearest(str(path[-1]), _keys(model, data, path[:-1]))
            if near:
                holder[near] = value
        elif item["type"] == "literal_error":
            near = nearest(str(value), _choices(item["ctx"]["expected"]))
            if near:
                holder[path[-1]] = near
