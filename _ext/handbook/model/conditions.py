"""When a step applies, as data: no expression is ever evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field, Tag, model_validator

from handbook.model.base import Id, Line, Many, Model, by_key, fault
from handbook.model.fields import Field as SopField

Value = Line | bool | int | float
_TESTS = ("is", "in", "not", "has", "filled")


class FieldTest(Model):
    """A test of one answer: exactly one of ``is``, ``in``, ``not``, ``has``, ``filled``."""

    field: Id = Field(description="The field whose answer is tested.")
    is_: Value | None = Field(None, alias="is", description="The answer is this.")
    in_: Many[Value] | None = Field(None, alias="in", description="The answer is one of these.")
    not_: Value | None = Field(None, alias="not", description="The answer is not this.")
    has: Value | None = Field(None, description="The chosen options include this.")
    filled: bool | None = Field(None, description="There is an answer, or there is none.")

    @model_validator(mode="after")
    def _one_test(self) -> FieldTest:
        if len(self.model_fields_set) != 2:
            raise fault("a condition on a field needs exactly one test", f"use one of: {_LIST}")
        return self

    @property
    def values(self) -> tuple[Value, ...]:
        """The answers that the test names."""
        if self.in_ is not None:
            return self.in_
        return tuple(v for v in (self.is_, self.not_, self.has) if v is not None)


class AllOf(Model):
    """Every condition holds."""

    all: Many[Condition]


class AnyOf(Model):
    """At least one condition holds."""

    any: Many[Condition]


_LIST = ", ".join(_TESTS)
Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[FieldTest, Tag("field")],
    by_key(
        "all",
        "any",
        "field",
        message="a condition needs 'field', 'all' or 'any'",
        cure="write it as {field: some-field, is: some-answer}",
    ),
]


def tests(condition: Condition) -> Iterator[FieldTest]:
    """Yield every test of a single answer in ``condition``."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from tests(part)
        case FieldTest():
            yield condition


def words(condition: Condition, fields: Mapping[str, SopField]) -> str:
    """Say ``condition`` in words, with the labels of ``fields`` (id to field).

    The words go after "only if": "Cloud is Community".
    """
    match condition:
        case AllOf(all=parts):
            return " and ".join(words(part, fields) for part in parts)
        case AnyOf(any=parts):
            return " or ".join(words(part, fields) for part in parts)
        case FieldTest():
            return _test_words(condition, fields[condition.field])
    raise AssertionError(condition)


def _test_words(test: FieldTest, field: SopField) -> str:
    named = [field.words(value) for value in test.values]
    if test.filled is not None:
        return f"{field.label} {'is' if test.filled else 'is not'} answered"
    if test.in_ is not None:
        return f"{field.label} is {' or '.join(named)}"
    if test.not_ is not None:
        return f"{field.label} is not {named[0]}"
    if test.has is not None:
        return f"{field.label} includes {named[0]}"
    return f"{field.label} is {named[0]}"


AllOf.model_rebuild()
AnyOf.model_rebuild()
