"""The ground every model stands on: strictness, ids, references, text."""

from __future__ import annotations

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    Strict,
    ValidationInfo,
)
from pydantic import Field as PydanticField
from pydantic_core import CoreSchema, core_schema

from handbook.model.blocks import misuses
from handbook.model.problem import Told, did_you_mean, fault, faults, shown
from handbook.model.text import (
    KINDS,
    Blank,
    Inline,
    Leaf,
    Mention,
    Piece,
    TextError,
    check_url,
    mark,
    parse,
    walk,
)

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: A link in MyST to what the handbook knows, and code, in which nothing is a link.
#: Code that begins with a brace may be a directive, which holds text again.
_MENTION = re.compile(r"\]\(<?([a-z]+):([^)>\s]*)")
_CODE = re.compile(r"(?<!`)(`+)(?![`{]).*?(?<!`)\1(?!`)", re.DOTALL)


class Model(BaseModel):
    """A piece of the handbook: frozen, and strict about keys and types."""

    #: Only what is read from a file, or digested, is ever validated or written by itself.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


T = TypeVar("T")
#: A list in YAML, kept as a tuple so that models stay frozen.
Many = Annotated[tuple[T, ...], Strict(False)]


@dataclass(frozen=True)
class Known:
    """The ids that exist, by kind; what validation holds references against.

    ``unsure`` names kinds whose file could not be read, and SOPs whose steps could not
    (``step:ordering``): references to them are let through, so that one broken file does
    not spread into a hundred complaints.
    """

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def missing(self, kinds: tuple[str, ...], name: str) -> str | None:
        """Return the cure if no kind in ``kinds`` has ``name``, else None."""
        owner = name.partition(".")[0]
        if any(kind in self.unsure or f"{kind}:{owner}" in self.unsure for kind in kinds):
            return None
        known = [self.ids.get(kind, frozenset()) for kind in kinds]
        if any(name in ids for ids in known):
            return None
        return did_you_mean(name, frozenset().union(*known))


def id_from(words: str) -> str:
    """Return ``words`` as an id, empty if they hold nothing for one; an id stays as it is."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-").lstrip("0123456789-")


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        near = id_from(value)
        cure = "use small letters, digits and single hyphens, a letter first"
        raise fault(f"'{shown(value)}' is not an id", f"{cure}: {near[:60]}" if near else cure)
    return value


def _check_line(value: str) -> str:
    if not value.strip():
        raise fault("the text is empty", "write it, or leave the key out")
    if "\n" in value.strip():
        raise fault("the text runs over several lines", "keep it on one line")
    if "{{" in value:
        raise fault("a placeholder cannot stand here", "write it without {{…}}")
    return value.strip()


def _check_address(value: str) -> str:
    if "{{" in value:
        raise fault("a placeholder cannot stand in this address", "write it without {{…}}")
    try:
        check_url(value)
    except TextError as error:
        raise fault(error.message, error.cure) from None
    return value


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
        if told := list(_unknown(info, [(self.kinds, value)])):
            raise faults(told)
        return value


def _unknown(info: ValidationInfo, named: Iterable[tuple[tuple[str, ...], str]]) -> Iterator[Told]:
    """Yield a mistake for each (kinds, id) that does not exist; without `Known` none."""
    known = info.context
    if isinstance(known, Known):
        for kinds, name in named:
            if cure := known.missing(kinds, name):
                yield Told(f"no {' or '.join(kinds)} has the id '{shown(name)}'", cure)


def _check_date(value: Any) -> datetime.date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise fault(f"'{shown(value)}' is not a date", 'write it as "2026-11-22"')


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
Day = Annotated[datetime.date, _DateSchema, PydanticField(json_schema_extra={"format": "date"})]


class _Written(Piece, ABC):
    """A text as it was written; subclasses add what is read out of it."""

    source: str

    @property
    def blanks(self) -> frozenset[str]:
        """The fields whose answers the text has placeholders for."""
        if "{{" not in self.source:
            return frozenset()
        leaves = mark(self.source).leaves
        return frozenset(leaf.field for leaf in leaves if isinstance(leaf, Blank))

    @classmethod
    @abstractmethod
    def _read(cls, source: str) -> _Written:
        """Return the text as read from ``source``; raise `TextError` if it cannot be shown."""

    def _mentions(self) -> Iterable[tuple[str, str]]:
        """Return kind and id of each thing of the handbook that the text links to."""
        return ()

    def _misuses(self) -> Iterable[Told]:
        """Return what in the text no page may show."""
        return ()

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
        try:
            text = cls._read(source)
        except TextError as error:
            raise fault(error.message, error.cure) from None
        named = (((kind,), name) for kind, name in text._mentions())
        if told := [*_unknown(info, named), *text._misuses()]:
            raise faults(told)
        return text


@dataclass(frozen=True, slots=True)
class Text(_Written):
    """One paragraph with inline markup; ``parts`` is its tree."""

    source: str
    parts: tuple[Inline, ...]

    @classmethod
    def _read(cls, source: str) -> Text:
        return cls(source, parse(source))

    def _mentions(self) -> Iterable[tuple[str, str]]:
        return [(part.kind, part.id) for part in walk(self.parts) if isinstance(part, Mention)]


@dataclass(frozen=True, slots=True)
class Markdown(_Written):
    """MyST blocks, kept as written: only a page can parse them."""

    source: str

    @classmethod
    def _read(cls, source: str) -> Markdown:
        mark(source)
        return cls(source)

    def _mentions(self) -> Iterable[tuple[str, str]]:
        return [(kind, name) for kind, name in _MENTION.findall(_CODE.sub("", self.source))
                if kind in KINDS]  # fmt: skip

    def _misuses(self) -> Iterable[Told]:
        return [Told(message, cure, line) for line, message, cure in misuses(self.source)]


@dataclass(frozen=True, slots=True)
class Verbatim(_Written):
    """Text to be copied letter by letter: only placeholders mean something in it."""

    source: str
    parts: tuple[Leaf, ...]

    @classmethod
    def _read(cls, source: str) -> Verbatim:
        marked = mark(source)
        return cls(source, marked.split(marked.text))


class Address(Verbatim):
    """An address that may wait for answers: in it, or the whole of it is one."""

    __slots__ = ()

    @classmethod
    def _read(cls, source: str) -> Address:
        marked = mark(source)
        parts = marked.split(marked.text)
        if len(parts) != 1 or not isinstance(parts[0], Blank):
            check_url(marked.text)
        return cls(source, parts)
