"""The ground every model stands on: strictness, ids, references, text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, GetCoreSchemaHandler, Strict
from pydantic import Field as PydanticField
from pydantic import ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from handbook.model.problem import did_you_mean
from handbook.model.text import KINDS, Blank, Inline, Leaf, TextError, check_url, mark, parse

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MENTION = re.compile(r"\]\(([a-z]+):([^)\s]*)")


class Model(BaseModel):
    """A piece of the handbook: frozen, and strict about keys and types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


T = TypeVar("T")
#: A list in YAML, kept as a tuple so that models stay frozen.
Many = Annotated[tuple[T, ...], Strict(False)]


@dataclass(frozen=True)
class Known:
    """The ids that exist, by kind; what validation holds references against.

    ``unsure`` names kinds whose file could not be read: references to them are
    let through, so that one broken file does not spread into a hundred complaints.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def missing(self, kinds: tuple[str, ...], name: str) -> str | None:
        """Return the cure if no kind in ``kinds`` has ``name``, else None."""
        if self.unsure & set(kinds):
            return None
        known = frozenset().union(*(self.ids.get(kind, frozenset()) for kind in kinds))
        return None if name in known else did_you_mean(name, known)


def fault(message: str, cure: str) -> PydanticCustomError:
    """Return the error that a validator raises: what is wrong, and the cure."""
    # Braces would be read as a template.
    return PydanticCustomError("handbook", "{what}", {"what": f"{message} · {cure}"})


def by_key(*keys: str, message: str, cure: str) -> Discriminator:
    """Tell the members of a union apart by which of ``keys`` is written.

    A mapping with none of them gets ``message`` and ``cure`` rather than one complaint a member.
    """

    def written(value: Any) -> str | None:
        if isinstance(value, BaseModel):
            names = {field.alias or name for name, field in type(value).model_fields.items()}
        else:
            names = set(value) if isinstance(value, Mapping) else set()
        return next((key for key in keys if key in names), None)

    return Discriminator(
        written,
        custom_error_type="handbook",
        custom_error_message=f"{message} · {cure}",
    )


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        near = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-").lstrip("0123456789-")
        cure = "use small letters, digits and single hyphens, a letter first"
        raise fault(f"'{value}' is not an id", f"{cure}: {near}" if near else cure)
    return value


def _check_line(value: str) -> str:
    if not value.strip():
        raise fault("the text is empty", "write it, or leave the key out")
    if "\n" in value.strip():
        raise fault("the text runs over several lines", "keep it on one line")
    return value.strip()


def _check_address(value: str) -> str:
    try:
        check_url(value)
    except TextError as error:
        raise _as_fault(error) from None
    return value


def _as_fault(error: TextError) -> PydanticCustomError:
    message, _, cure = str(error).partition(" · ")
    return fault(message, cure)


@dataclass(frozen=True)
class _After:
    """Run a plain function on the string that was read."""

    check: Callable[[str], str]

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


#: A written id: ``hub-configurator``.
Id = Annotated[
    str,
    _After(_check_id),
    PydanticField(json_schema_extra={"pattern": f"^{_ID.pattern}$"}),
]
#: One line of words without markup.
Line = Annotated[str, _After(_check_line)]
#: An address outside the handbook.
Url = Annotated[str, _After(_check_address), PydanticField(json_schema_extra={"format": "uri"})]


@dataclass(frozen=True)
class To:
    """Marks an id as a reference to one of some kinds."""

    kinds: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: ValidationInfo) -> str:
        refuse_unknown(info, self.kinds, value)
        return value


def refuse_unknown(info: ValidationInfo, kinds: tuple[str, ...], name: str) -> None:
    """Raise the fault for an id that no kind in ``kinds`` has; without `Known` do nothing."""
    known = info.context
    if isinstance(known, Known) and (cure := known.missing(kinds, name)):
        raise fault(f"no {' or '.join(kinds)} has the id '{name}'", cure)


def _check_date(value: Any) -> datetime.date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise fault(f"'{value}' is not a date", 'write it as "2026-11-22"')


class _DateSchema:
    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _check_date,
            json_schema_input_schema=core_schema.str_schema(),
            serialization=core_schema.to_string_ser_schema(),
        )


#: A day, written "2026-11-22".
Day = Annotated[
    datetime.date, _DateSchema, PydanticField(json_schema_extra={"format": "date"})
]


class _Written:
    """A text as it was written; subclasses add what is read out of it."""

    source: str

    @property
    def blanks(self) -> frozenset[str]:
        """The fields whose answers the text has placeholders for."""
        leaves = mark(self.source).leaves
        return frozenset(leaf.field for leaf in leaves if isinstance(leaf, Blank))

    @classmethod
    def _read(cls, source: str) -> _Written:
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_after_validator_function(
            cls._validate,
            core_schema.str_schema(strict=True),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: text.source, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def _validate(cls, source: str, info: ValidationInfo) -> _Written:
        if not source.strip():
            raise fault("the text is empty", "write it, or leave the key out")
        for kind, name in _MENTION.findall(source):
            if kind in KINDS:
                refuse_unknown(info, (kind,), name)
        try:
            return cls._read(source)
        except TextError as error:
            raise _as_fault(error) from None


@dataclass(frozen=True, slots=True)
class Text(_Written):
    """One paragraph with inline markup; ``parts`` is its tree."""

    source: str
    parts: tuple[Inline, ...]

    @classmethod
    def _read(cls, source: str) -> Text:
        return cls(source, parse(source))


@dataclass(frozen=True, slots=True)
class Markdown(_Written):
    """MyST blocks, kept as written: only a page can parse them."""

    source: str

    @classmethod
    def _read(cls, source: str) -> Markdown:
        mark(source)
        return cls(source)


@dataclass(frozen=True, slots=True)
class Verbatim(_Written):
    """Text to be copied letter by letter: only placeholders mean something in it."""

    source: str
    parts: tuple[Leaf, ...]

    @classmethod
    def _read(cls, source: str) -> Verbatim:
        marked = mark(source)
        return cls(source, marked.split(marked.text))
