"""When a step applies, as data: no expression is ever evaluated."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from handbook.model.base import Id, Many, Model
from handbook.model.fields import Field as SopField
from handbook.model.problem import DataPath, fault
from handbook.model.unions import by_key, tag


def _check_value(value: Any) -> Any:
    """Let one message stand for the four that the members of the union would give."""
    if not isinstance(value, str | bool | int | float):
        raise fault("an answer is text, a number, or true or false", "write one of these")
    if isinstance(value, str) and not value.strip():
        raise fault("the answer is empty", "write it, or use filled: false")
    if isinstance(value, float) and not math.isfinite(value):
        raise fault("an answer cannot be without bounds", "write a number, or put it in quotes")
    return value


#: An answer, or an option's id, to compare with.
Value = Annotated[str | bool | int | float, BeforeValidator(_check_value)]
_TESTS = ("is", "in", "not", "has", "filled")


class FieldTest(Model):
    """A test of one answer: beside its field, exactly one of is, in, not, has and filled."""

    field: Id = Field(description="The field whose answer is tested.", examples=["data"])
    is_: Value | None = Field(
        None, alias="is", description="The answer is this.", examples=["migrate"]
    )
    in_: Many[Value] | None = Field(
        None,
        alias="in",
        min_length=1,
        description="The answer is one of these.",
        examples=[["migrate", "delete"]],
    )
    not_: Value | None = Field(
        None, alias="not", description="The answer is not this.", examples=["delete"]
    )
    has: Value | None = Field(
        None, description="The chosen options include this.", examples=["phase-1"]
    )
    filled: bool | None = Field(
        None, description="There is an answer, or there is none.", examples=[False]
    )

    @model_validator(mode="after")
    def _one_test(self) -> FieldTest:
        written = (self.is_, self.in_, self.not_, self.has, self.filled)
        if sum(test is not None for test in written) != 1:
            raise fault("a condition on a field needs exactly one test", f"use one of: {_LIST}")
        return self

    @property
    def named(self) -> list[tuple[DataPath, Value]]:
        """The answers that the test names, each with its path below the test."""
        if self.in_ is not None:
            return [(("in", position), value) for position, value in enumerate(self.in_)]
        single = {"is": self.is_, "not": self.not_, "has": self.has}
        return [((key,), value) for key, value in single.items() if value is not None]


class AllOf(Model):
    """Every condition holds."""

    all: Many[Condition] = Field(
        min_length=1,
        description="The conditions that all hold.",
        examples=[[{"field": "data", "is": "migrate"}, {"field": "access", "filled": True}]],
    )


class AnyOf(Model):
    """At least one condition holds."""

    any: Many[Condition] = Field(
        min_length=1,
        description="The conditions of which one holds.",
        examples=[[{"field": "cluster", "is": "single"}, {"field": "data", "is": "delete"}]],
    )


_LIST = ", ".join(_TESTS)
Condition = Annotated[
    Annotated[FieldTest, tag("field")]
    | Annotated[AllOf, tag("all")]
    | Annotated[AnyOf, tag("any")],
    by_key(
        "all",
        "any",
        "field",
        message="a condition needs 'field', 'all' or 'any'",
        cure="write it as {field: some-field, is: some-answer}",
    ),
]


def tests(condition: Condition, path: DataPath) -> Iterator[tuple[DataPath, FieldTest]]:
    """Yield every test of a single answer in ``condition``, with its path below ``path``."""
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            key = "all" if isinstance(condition, AllOf) else "any"
            for position, part in enumerate(parts):
                yield from tests(part, (*path, key, position))
        case FieldTest():
            yield path, condition


def words(condition: Condition, fields: Mapping[str, SopField]) -> str:
    """Say ``condition`` in words, with the labels of ``fields`` (id to field).

    The words go after "only if": “Cloud” is “Community”.
    """
    match condition:
        case AllOf(all=parts):
            return " and ".join(words(part, fields) for part in parts)
        case AnyOf(any=parts):
            return "either " + " or ".join(words(part, fields) for part in parts)
        case FieldTest():
            return _test_words(condition, fields[condition.field])
    raise AssertionError(condition)


def _test_words(test: FieldTest, field: SopField) -> str:
    named = [f"“{field.words(value)}”" for _, value in test.named]
    label = f"“{field.label}”"
    if test.filled is not None:
        return f"{label} {'is' if test.filled else 'is not'} answered"
    if test.in_ is not None:
        return f"{label} is {' or '.join(named)}"
    if test.not_ is not None:
        return f"{label} is not {named[0]}"
    if test.has is not None:
        return f"{label} includes {named[0]}"
    return f"{label} is {named[0]}"


AllOf.model_rebuild()
AnyOf.model_rebuild()
