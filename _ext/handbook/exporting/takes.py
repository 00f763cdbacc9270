"""What a key of the data takes, in plain words; read off the models' own types."""

from __future__ import annotations

import datetime
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from handbook.model import actions, agreements, conditions, decoders, entities, fields, sop, stages
from handbook.model.base import Address, Id, Line, Markdown, Model, Text, To, Url, Verbatim
from handbook.model.reviews import Every

#: What readers call the mapping that a model is written as.
NOUNS: Mapping[type[Model], str] = {
    sop.Sop: "an SOP",
    sop.Change: "a change",
    sop.Waiver: "a waiver",
    sop.Section: "a section",
    sop.Step: "a step",
    sop.Due: "a due date",
    fields.Field: "a field",
    fields.Option: "an option",
    conditions.FieldTest: "a test of one answer",
    conditions.AllOf: "all of several",
    conditions.AnyOf: "any of several",
    actions.Open: "a link to open",
    actions.Copy: "a text to copy",
    actions.Email: "an e-mail to draft",
    actions.GithubIssue: "an issue for GitHub",
    stages.Stage: "a stage",
    stages.SubStage: "a part of a stage",
    stages.Task: "a task",
    stages.Teams: "teams by what they do",
    stages.Return: "a way back",
    entities.Team: "a team",
    entities.Role: "a role",
    entities.System: "a system",
    entities.Artefact: "an artefact",
    entities.Term: "a word",
    agreements.Agreement: "an agreement",
    agreements.TableGroup: "a group of tables",
    agreements.Clause: "a clause",
    agreements.Guide: "a guide",
    decoders.Decoder: "a decoder",
    decoders.Group: "a group of choices",
    decoders.Item: "a choice",
}
#: What plain values and texts are called.
_VALUES: Mapping[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    datetime.date: 'a day, as "2026-11-22"',
    Text: "one paragraph of Markdown",
    Markdown: "Markdown, with blocks",
    Verbatim: "text, letter by letter",
    Address: "an address",
    actions.OneLine: "one line, letter by letter",
    actions.Mailbox: "an e-mail address",
}
#: The check that a named type begins with -> what that type is called.
_NAMED: Mapping[Any, str] = {
    get_args(named)[1]: words
    for named, words in (
        (Id, "an id"),
        (Line, "one line"),
        (Url, "an address"),
        (Every, "a time in weeks, months or years"),
        (conditions.Value, "text, a number, or true or false"),
        (actions.Repository, "a repository on GitHub"),
        (actions.Template, "the name of a file"),
        (actions.FormField, "the id of a field in the form"),
    )
}

#: What a union of models is, before its members: told by what tells them apart.
_UNIONS: Mapping[Any, str] = {
    get_args(conditions.Condition)[1]: "a condition: ",
    get_args(actions.Action)[1]: "an action: ",
}
#: The kinds of what an id may name, where the article is not "a" or the word another.
_KINDS: Mapping[str, str] = {
    "sop": "an SOP", "artefact": "an artefact", "part": "a part of one",
}  # fmt: skip

#: Words, or the model whose noun stands there.
Part = str | type[Model]


def takes(field: FieldInfo) -> tuple[Part, ...]:
    """Return what a key takes; words that belong together are one part."""
    found: list[Part] = []
    for part in _parts(field.annotation, tuple(field.metadata)):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def said(parts: Iterable[Part]) -> str:
    """Return what a key takes as words alone."""
    return "".join(part if isinstance(part, str) else NOUNS[part] for part in parts)


def bare(of: Any, marks: tuple[Any, ...] = ()) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what annotates it and without None, and what annotates it."""
    if get_origin(of) is Annotated:
        inner, *more = get_args(of)
        return bare(inner, (*marks, *more))
    if get_origin(of) in (Union, types.UnionType):
        some = [member for member in get_args(of) if member is not type(None)]
        if len(some) == 1:
            return bare(some[0], marks)
    return of, marks


def members(of: Any) -> tuple[Any, ...]:
    """Return the members of a bare type that is a union; none of any other."""
    return get_args(of) if get_origin(of) in (Union, types.UnionType) else ()


def _parts(of: Any, marks: tuple[Any, ...] = ()) -> Iterator[Part]:
    of, marks = bare(of, marks)
    named = [_NAMED[mark] for mark in marks if mark.__hash__ and mark in _NAMED]
    references = [mark for mark in marks if isinstance(mark, To)]
    if references:
        kinds = [_KINDS.get(kind, f"a {kind}") for kind in references[0].kinds]
        yield f"the id of {' or '.join(kinds)}"
    elif named:
        yield named[0]
    elif members(of):
        yield from (_UNIONS[mark] for mark in marks if mark in _UNIONS)
        yield from _either(members(of))
    elif get_origin(of) is Literal:
        yield from _either(get_args(of))
    elif get_origin(of) is tuple:
        yield "a list, each "
        yield from _parts(get_args(of)[0])
    elif get_origin(of) is dict:
        key, value = get_args(of)
        yield from ("names with values: ", *_parts(key), ", then ", *_parts(value))
    elif isinstance(of, type) and issubclass(of, Model):
        yield of
    elif of in _VALUES:
        yield _VALUES[of]
    else:
        yield str(of)


def _either(choices: tuple[Any, ...]) -> Iterator[Part]:
    """Yield one of several: the words of a choice, or what a type is."""
    for number, choice in enumerate(choices):
        if number:
            yield " or " if number == len(choices) - 1 else ", "
        yield from [choice] if isinstance(choice, str) else _parts(choice)
