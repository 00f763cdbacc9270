"""Checks across the data, did-you-mean, and what must not be called a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from handbook.model.checks import check_sop
from handbook.model.problem import Problem, did_you_mean, nearest, shown
from handbook.model.sop import Sop, Step
from handbook.reading.load import FILES, load
from handbook.reading.validate import _keys
from support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Copy
    from handbook.model.base import Model


def sop(*steps: dict[str, Any], **keys: Any) -> Sop:
    """Return an SOP of ``steps``, each with an id and words unless it brings its own."""
    numbered = [{"id": f"step-{n}", "do": "Do it", **step} for n, step in enumerate(steps)]
    rest = {"title": "A", "stage": "a", "about": "Community", "purpose": "It is good."}
    return Sop.model_validate({**rest, "source": "draft", "steps": numbered, **keys})


def told(*steps: dict[str, Any], **keys: Any) -> list[str]:
    return [problem.message for problem in check_sop(sop(*steps, **keys))]


DATE = {"fields": [{"id": "day", "label": "Day", "type": "date"}]}
FINE: dict[str, list[dict[str, Any]]] = {
    "placeholder for what the checklist is about": [{"do": "Write to {{community}}"}],
    "placeholder for a field of the same step": [
        {"do": "Write {{day}}", **DATE}],
    "condition on what the checklist is about": [{"when": {"field": "community", "filled": True}}],
    "condition on an earlier field": [DATE, {"when": {"field": "day", "filled": True}}],
    "due before a date that is asked later": [{"due": {"days": 1, "before": "day"}}, DATE],
    "artefact made before": [{"makes": ["a"]}, {"uses": ["a"]}],
    "artefact made by the parent": [
        {"makes": ["a"], "steps": [{"id": "b", "do": "Do", "uses": ["a"]}]}],
    "artefact made elsewhere": [{"uses": ["a"]}],
    "waits": [{"wait": wait} for wait in ("1 hour", "10 minutes", "2 weeks")],
    "free answers": [DATE, {"when": {"field": "day", "is": "2026-11-22"}}],
    "literal braces": [{"do": r"Write \{{nothing}}"}],
}  # fmt: skip


@pytest.mark.parametrize("what", FINE)
def test_fine(what: str) -> None:
    assert told(*FINE[what]) == []


def test_artefact_used_where_it_is_made() -> None:
    assert told({"uses": ["a"], "makes": ["a"]}) == [
        "'a' is used here, but made only here or in a later step"
    ]


def test_field_named_like_what_the_checklist_is_about() -> None:
    fields = [{"id": "community", "label": "Community"}]
    (problem,) = check_sop(sop({"fields": fields}))
    assert problem.message == "the field id 'community' is used twice"
    assert problem.first == ("about",)


def test_earlier_id_taken_over_by_another_step() -> None:
    assert told({"id": "a"}, {"id": "b", "was": ["a"]}) == ["the step id 'a' is used twice"]


@pytest.mark.parametrize("about", ["2 communities", "…", "客户"])
def test_about_that_names_no_field(about: str) -> None:
    assert told({"do": "Write {{a}}"}, about=about) == ["no placeholder can be named after this"]


@pytest.mark.parametrize("key", ["purpose", "starts_when", "done_when"])
def test_placeholder_in_a_text_about_the_sop(key: str) -> None:
    assert told({}, **{key: "For {{community}}"}) == ["no answer can stand here for {{community}}"]


def test_every_text_of_a_step_is_searched_for_placeholders() -> None:
    step = {
        "do": "{{a}}", "gate": "{{b}}", "details": "{{c}}",
        "fields": [{"id": "x", "label": "X", "hint": "{{d}}"}],
        "actions": [{"copy": "{{e}}", "label": "E"}],
        "steps": [{"id": "inner", "do": "{{f}}"}],
    }  # fmt: skip
    found = {message.split("{{")[1][0] for message in told(step)}
    assert found == set("abcdef")


def test_a_problem_moves_below_a_key_with_both_its_paths() -> None:
    problem = Problem(("a",), "m", "c", first=("b",)).below("file", 1)
    assert (problem.path, problem.first) == (("file", 1, "a"), ("file", 1, "b"))


def test_messages_repeat_values_on_one_short_line() -> None:
    assert shown("a\n  b") == "a b"
    assert len(shown("x" * 10_000)) == 60
    assert shown(["a"]) == "['a']"


def test_did_you_mean_without_a_near_word() -> None:
    assert did_you_mean("zzz", ["ordering"]) == "use one of: ordering"
    assert did_you_mean("zzz", []) == "there are none yet: add it to _data first"
    many = did_you_mean("zzz", [f"a{n}" for n in range(20)])
    assert many.endswith(", …")


# -- Did you mean --------------------------------------------------------------------------------


def misspelt(word: str) -> Iterator[str]:
    """Yield ``word`` with each letter dropped, doubled, replaced, and swapped with the next."""
    for n, letter in enumerate(word):
        yield word[:n] + word[n + 1 :]
        yield word[:n] + letter + word[n:]
        yield word[:n] + ("x" if letter != "x" else "y") + word[n + 1 :]
        if n + 1 < len(word):
            yield word[:n] + word[n + 1] + letter + word[n + 2 :]


def share_right(words: Iterable[str]) -> float:
    """Return how often the right one of ``words`` is meant, of all their misspellings."""
    known = set(words)
    tries = [
        (wrong, word) for word in known for wrong in misspelt(word) if wrong and wrong not in known
    ]
    right = sum(nearest(wrong, known) == word for wrong, word in tries)
    return right / len(tries)


def keys_of(model: type[Model]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_did_you_mean_is_right_for_keys() -> None:
    groups = [
        keys_of(Sop),
        keys_of(Step),
        _keys(Sop, {"steps": [{"fields": [{}]}]}, ("steps", 0, "fields", 0)),
    ]
    groups += [
        _keys(model, {key: [{}]}, (key, 0))
        for model in FILES.values()
        for key in model.model_fields
    ]
    assert min(len(group) for group in groups) > 2
    for group in groups:
        assert share_right(group) >= 0.9, sorted(group)


@pytest.mark.parametrize(
    "kind", ["stage", "team", "role", "system", "artefact", "agreement", "term", "sop", "step"]
)
def test_did_you_mean_is_right_for_ids(kind: str) -> None:
    names = list(load(ROOT).handbook.ids(kind))
    assert names
    assert share_right(names) >= 0.9


def test_did_you_mean_is_right_in_the_whole(data: Copy) -> None:
    """Misspell every key of one SOP in turn; each is told, and most with the right word."""
    path = data.path("sops/ordering.yaml")
    text = path.read_text(encoding="utf-8")
    right = total = 0
    for key in (
        "title",
        "stage",
        "kind",
        "purpose",
        "source",
        "details",
        "fields",
        "label",
        "makes",
    ):
        for wrong in misspelt(key):
            path.write_text(text.replace(f"{key}:", f"{wrong}:", 1), encoding="utf-8")
            found = [f for f in data.findings() if f.message == f"'{wrong}' is not supported"]
            total += 1
            right += len(found) == 1 and found[0].cure == f"did you mean '{key}'?"
    assert total > 150
    assert right / total >= 0.9
