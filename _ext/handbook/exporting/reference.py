"""Every key that the data may hold, as the models know it: what it takes, and an example."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from handbook.exporting.takes import NOUNS, Part, bare, members, takes
from handbook.model.base import Model, id_from
from handbook.model.sop import Sop
from handbook.reading.load import DATA, FILES, SOPS

#: Where a key shows or takes effect: a kind of page.
Page = Literal[
    "sop", "stage", "people", "systems", "artefacts", "agreements", "words", "overview", "home"
]
#: Data file -> the kind of page that shows its keys.
_PAGES: Mapping[str, Page] = {
    "sop": "sop", "stages": "stage", "people": "people", "systems": "systems",
    "artefacts": "artefacts", "agreements": "agreements", "glossary": "words",
    "hub-configurator": "sop",
}  # fmt: skip
#: What only links and other data know a thing by.
_LINKED = ("id", "was")
#: The keys that another page shows, or none.
_ELSEWHERE: Mapping[str, Page | None] = {
    "Stage.title": "overview",
    "Stage.heading": "overview",
    "Stage.brief": "home",
    "Artefact.made_in": "stage",
    "Artefact.older": "stage",
    "Decoder.title": None,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its name as written, what it takes, and the kind of page that shows it, if any.

    ``left_out`` is what stands where a key that is not required is not written, if anything does.
    """

    name: str
    anchor: str
    takes: tuple[Part, ...]
    required: bool
    left_out: str
    about: str
    example: Any
    page: Page | None


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping that may be written, which is a model's."""

    model: type[Model]
    anchor: str
    title: str
    about: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A data file, or all that are alike: its path, and its blocks, the outermost first."""

    name: str
    path: str
    blocks: tuple[Block, ...]


@cache
def files() -> Mapping[str, File]:
    """Return every kind of data file by its name, which is also its schema's."""
    found = {"sop": _file("sop", f"{DATA}/{SOPS}/<id>.yaml", Sop)}
    for file, model in FILES.items():
        name = PurePosixPath(file).stem
        found[name] = _file(name, f"{DATA}/{file}", model)
    return found


def page_of(file: str, model: type[Model], name: str) -> Page | None:
    """Return the kind of page on which a field of a model shows or takes effect, if any."""
    if name in _LINKED:
        return None
    return _ELSEWHERE.get(f"{model.__name__}.{written(model, name)}", _PAGES[file])


def written(model: type[Model], name: str) -> str:
    """Return how a field of a model is written in YAML."""
    return model.model_fields[name].alias or name


def models_of(root: type[Model]) -> list[type[Model]]:
    """Return a model and every one inside it, each once and the outer ones first."""
    found = [root]
    for model in found:
        for field in model.model_fields.values():
            inner = [part for part in takes(field) if not isinstance(part, str)]
            found += [part for part in inner if part not in found]
    return found


def _file(name: str, path: str, root: type[Model]) -> File:
    outermost, *inner = models_of(root)
    blocks = [_block(name, name, outermost)]
    blocks += [_block(name, f"{name}-{_slug(model)}", model) for model in inner]
    return File(name, path, tuple(blocks))


def _block(file: str, anchor: str, model: type[Model]) -> Block:
    about = inspect.cleandoc(model.__doc__ or "")
    keys = tuple(_key(file, anchor, model, name) for name in model.model_fields)
    return Block(model, anchor, _title(NOUNS.get(model, f"{file}.yaml")), about, keys)


def _title(noun: str) -> str:
    """Return a noun as a heading: without its article."""
    bare_noun = noun.removeprefix("a ").removeprefix("an ")
    return bare_noun[:1].upper() + bare_noun[1:]


def _slug(model: type[Model]) -> str:
    """Return a model's name as it stands in an address: ``github-issue``."""
    spaced = "".join(f" {letter}" if letter.isupper() else letter for letter in model.__name__)
    return id_from(spaced)


def _key(file: str, anchor: str, model: type[Model], name: str) -> Key:
    field, key = model.model_fields[name], written(model, name)
    return Key(
        key,
        f"{anchor}-{key.replace('_', '-')}",
        takes(field),
        field.is_required(),
        _left_out(field),
        field.description or "",
        example(model, name),
        page_of(file, model, name),
    )


def _left_out(field: FieldInfo) -> str:
    match field.default:
        case bool(value):
            return "true" if value else "false"
        case str(word):
            return word
    return ""


def example(model: type[Model], name: str) -> Any:
    """Return the example of a field: its own, its model's, or one made of what it consists of."""
    field = model.model_fields[name]
    extra: Any = model.model_config.get("json_schema_extra") or {}
    wholes = [
        whole[key] for whole in extra.get("examples", ()) if (key := written(model, name)) in whole
    ]
    for found in (*(field.examples or ()), *wholes):
        return found
    return _sample(field.annotation, field.default)


def _sample(of: Any, default: Any = None) -> Any:
    """Return a value of a type that says something which its default does not."""
    of, _ = bare(of)
    if members(of):
        return _sample(members(of)[0])
    if get_origin(of) is tuple:
        return [_sample(get_args(of)[0])]
    if get_origin(of) is Literal:
        return next(word for word in get_args(of) if word != default)
    if isinstance(of, type) and issubclass(of, Model):
        fields = of.model_fields
        needed = [name for name, field in fields.items() if field.is_required()]
        return {written(of, name): example(of, name) for name in needed or [*fields][:1]}
    return not default
