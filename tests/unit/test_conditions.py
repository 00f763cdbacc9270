"""Conditions: what they may look like, and how they read."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handbook.model import conditions
from handbook.model.conditions import Condition, FieldTest, words
from handbook.model.fields import Field

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)
FIELDS = {
    "cloud": Field.model_validate(
        {
            "id": "cloud",
            "label": "Cloud",
            "type": "choice",
            "options": [{"id": "own", "label": "Their own"}, {"id": "ours", "label": "Ours"}],
        }
    ),
    "paid": Field(id="paid", label="Paid", type="check"),
    "hubs": Field(id="hubs", label="Hubs", type="number"),
}
IN_WORDS: dict[str, dict[str, Any]] = {
    "“Cloud” is “Their own”": {"field": "cloud", "is": "own"},
    "“Cloud” is “Their own” or “Ours”": {"field": "cloud", "in": ["own", "ours"]},
    "“Cloud” is not “Their own”": {"field": "cloud", "not": "own"},
    "“Cloud” includes “Ours”": {"field": "cloud", "has": "ours"},
    "“Cloud” is answered": {"field": "cloud", "filled": True},
    "“Cloud” is not answered": {"field": "cloud", "filled": False},
    "“Paid” is “yes”": {"field": "paid", "is": True},
    "“Paid” is “no”": {"field": "paid", "is": False},
    "“Hubs” is “3”": {"field": "hubs", "is": 3},
    "“Paid” is “yes” and “Hubs” is “3”": {
        "all": [{"field": "paid", "is": True}, {"field": "hubs", "is": 3}]
    },
    "either “Paid” is “yes” or “Hubs” is “3”": {
        "any": [{"field": "paid", "is": True}, {"field": "hubs", "is": 3}]
    },
}


@pytest.mark.parametrize("said", IN_WORDS)
def test_in_words(said: str) -> None:
    assert words(CONDITION.validate_python(IN_WORDS[said]), FIELDS) == said


@pytest.mark.parametrize(
    "written",
    [
        {}, "cloud", [], {"field": "cloud"}, {"is": "own"}, {"field": "cloud", "is": None},
        {"field": "cloud", "is": "own", "not": "ours"}, {"field": "cloud", "is": ["own"]},
        {"field": "cloud", "is": {}}, {"field": "cloud", "in": []}, {"field": "cloud", "in": "own"},
        {"field": "cloud", "is": " "}, {"field": "cloud", "is": float("inf")}, {"all": []},
        {"any": []}, {"all": {}}, {"field": "The Cloud", "is": "own"},
        {"field": "cloud", "equals": 1},
        {"all": [{"field": "cloud", "is": "own"}], "any": []}, {"field": "cloud", "filled": "yes"},
    ],
    ids=str,
)  # fmt: skip
def test_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(written)


def test_a_wrong_answer_is_told_once() -> None:
    with pytest.raises(ValidationError) as told:
        CONDITION.validate_python({"field": "cloud", "is": ["own"]})
    assert told.value.error_count() == 1


def test_tests_come_with_their_paths() -> None:
    condition = CONDITION.validate_python(
        {"all": [{"field": "a", "is": 1}, {"any": [{"field": "b", "in": [1, 2]}]}]}
    )
    found = dict(conditions.tests(condition, ("when",)))
    assert [(path, test.field) for path, test in found.items()] == [
        (("when", "all", 0), "a"),
        (("when", "all", 1, "any", 0), "b"),
    ]
    last = found["when", "all", 1, "any", 0]
    assert isinstance(last, FieldTest)
    assert last.named == [(("in", 0), 1), (("in", 1), 2)]
