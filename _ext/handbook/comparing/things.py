"""Any part of the handbook as a thing to compare: what it is called, and all that it says.

Every key of a model is told, so no change of the data goes unseen; only what a key is called
here, and how its value reads, depends on the key.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, get_args

from handbook.exporting.definition import spoken
from handbook.exporting.words import ADVICE, DRAFT, KINDS, count, day
from handbook.model.base import Address, Markdown, Model, Text, To, Verbatim
from handbook.model.conditions import AllOf, AnyOf, FieldTest, words
from handbook.model.fields import Field
from handbook.model.handbook import Handbook
from handbook.model.sop import Due
from handbook.model.text import Blank, Link, Mention, Plain, plain, walk


class Form(Enum):
    """How a value is shown: as a sentence, as a name, letter by letter, or as lines."""

    PROSE = "prose"
    VALUE = "value"
    CODE = "code"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said of a thing: what that is, as it is written, and in words."""

    name: str
    raw: object = field(repr=False)
    words: str
    form: Form = Form.VALUE


@dataclass(frozen=True, slots=True)
class Thing:
    """A part of the handbook; ``named`` says that its id is its own and not made of its words."""

    kind: str
    id: str
    words: str
    raw: object = field(repr=False)
    was: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    parts: tuple[Thing, ...] = ()
    named: bool = True


#: What lists of a model hold, where the key itself does not say it.
_PARTS = {
    "steps": "Step", "sections": "Section", "fields": "Answer", "options": "Option",
    "actions": "Offer", "sub_stages": "Part", "tasks": "Task", "returns": "Way back",
    "table_groups": "Table group", "clauses": "Clause", "guides": "Guide",
    "guidance": "Guidance", "waive": "Advice set aside", "groups": "Group", "items": "Item",
}  # fmt: skip
#: What keys are called where the key itself does not say it.
_NAMES = {
    "gate": "“Before you go on”", "to": "Hand-over", "sign_off": "Sign-off",
    "must_do": "“Must do”", "when": "When it applies", "sop": "SOP to follow",
    "then": "Next SOP", "who": "Who", "starts_with": "Must begin with",
    "path_has": "Must hold in its path", "strip_query": "Left out: what follows “?”",
    "take": "Read out of it", "decode": "Read by", "asked": "Asked before the steps",
    "issue_form": "Issue form on GitHub", "open": "Address", "url": "Address", "copy_": "Text",
    "email": "E-mail to", "github_issue": "Repository", "kind": "Ticked", "short": "Abbreviation",
    "Return.to": "Leads back to",
}  # fmt: skip
_VALUES = {**KINDS, **ADVICE, "draft": DRAFT, "user-page": "2i2c's own page"}
#: The keys that things are called by; of several the first.
_CALLED = ("do", "label", "title", "about", "why")
_UNSAID = ("id", "was")


@dataclass(frozen=True)
class Teller:
    """Tells things in the words of their handbook; ``answers`` are the fields of their SOP."""

    handbook: Handbook
    answers: Mapping[str, Field] = field(default_factory=dict)

    def thing(self, kind: str, model: Model, name: str = "", leave: tuple[str, ...] = ()) -> Thing:
        """Return a piece of the handbook, without the keys in ``leave``.

        ``name`` is its id where its file, not the model, says it.
        """
        has = type(model).model_fields
        called = next((key for key in _CALLED if key in has), next(iter(has)))
        value = getattr(model, called)
        said = self._words(value, ())
        told = [(key, getattr(model, key)) for key in has if key not in (called, *_UNSAID, *leave)]
        parts = [part for key, held in told for part in self._parts(key, held)]
        texts = [value, *(held for _, held in told)]
        return Thing(
            kind=kind,
            id=name or getattr(model, "id", said),
            named=bool(name) or "id" in has,
            words=said,
            raw=value,
            was=getattr(model, "was", ()),
            facts=tuple(fact for key, held in told for fact in self._facts(model, key, held)),
            parts=(*parts, *self._links(texts)),
        )

    def person(self, name: str | None) -> str:
        """Return what a role or a team is called."""
        return self._titled(("role", "team"), name) if name else "nobody named"

    def text(self, text: Text) -> str:
        """Return the words of a text; answers stand by their labels in square brackets."""
        labels = {name: answer.label for name, answer in self.answers.items()}
        return spoken(self.handbook, text.parts, labels)

    def _titled(self, kinds: tuple[str, ...], name: str) -> str:
        titles = (self.handbook.title(kind, name) for kind in kinds)
        return next((title for title in titles if title), name)

    def _parts(self, key: str, value: Any) -> Iterator[Thing]:
        for held in value if _holds_parts(value) else ():
            kind = _PARTS.get(key, _plainly(key))
            if isinstance(held, Text):
                yield Thing(kind, self.text(held), self.text(held), held, named=False)
            else:
                yield self.thing(kind, held)

    def _facts(self, model: Model, key: str, value: Any) -> Iterator[Fact]:
        if value is None or value is False or value in ((), {}) or _holds_parts(value):
            return
        name = _NAMES.get(f"{type(model).__name__}.{key}", _NAMES.get(key, _plainly(key)))
        if isinstance(value, Model) and not isinstance(value, AllOf | AnyOf | FieldTest | Due):
            for inner in type(value).model_fields:
                yield from self._facts(value, inner, getattr(value, inner))
        elif isinstance(value, dict) and any(isinstance(v, Verbatim) for v in value.values()):
            for inner, text in value.items():
                yield Fact(f"Text of “{inner}”", text, text.source, Form.BLOCK)
        else:
            kinds = _kinds(type(model), key)
            yield Fact(name, value, self._words(value, kinds), _form(value))

    def _words(self, value: Any, kinds: tuple[str, ...]) -> str:
        match value:
            case True:
                return ""  # the name of the fact says it
            case Text():
                return self.text(value)
            case Verbatim() | Markdown():
                return value.source
            case AllOf() | AnyOf() | FieldTest():
                return f"only if {words(value, self.answers)}"
            case Due(days=days):
                side = "before" if value.before else "after"
                return f"{count(days, 'day')} {side} “{self.answers[value.field].label}”"
            case datetime.date():
                return day(value)
            case tuple():
                return ", ".join(self._words(held, kinds) for held in value)
            case dict():
                said = {True: "yes", False: "no"}
                return ", ".join(f"{key}: {said.get(held, held)}" for key, held in value.items())
            case str():
                return self._titled(kinds, _VALUES.get(value, value))
        return str(value)

    def _links(self, values: list[Any]) -> Iterator[Thing]:
        """Yield the links with words of their own, which do not show where they lead."""
        seen: dict[str, int] = {}
        for text in (value for value in values if isinstance(value, Text)):
            for part in walk(text.parts):
                if not isinstance(part, Link | Mention) or not part.parts:
                    continue
                said = plain(part.parts)
                seen[said] = seen.get(said, 0) + 1
                where = f"{part.kind}:{part.id}" if isinstance(part, Mention) else _written(part)
                address = Fact("Address", where, where, Form.CODE)
                name = f"{said} {seen[said]}"
                yield Thing("Link", name, said, None, facts=(address,), named=False)


def _written(link: Link) -> str:
    return "".join(
        leaf.text if isinstance(leaf, Plain) else f"{{{{{leaf.field}}}}}"
        for leaf in link.url
        if isinstance(leaf, Plain | Blank)
    )


def _holds_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Model | Text)


def _plainly(key: str) -> str:
    return key.strip("_").replace("_", " ").capitalize()


def _form(value: Any) -> Form:
    match value:
        case Text():
            return Form.PROSE
        case Address():
            return Form.CODE
        case Markdown():
            return Form.BLOCK
        case Verbatim():
            return Form.BLOCK if "\n" in value.source else Form.CODE
        case str() if "://" in value:
            return Form.CODE
    return Form.VALUE


@cache
def _kinds(model: type[Model], key: str) -> tuple[str, ...]:
    """Return the kinds that the ids under a key may be of; none if it holds no ids."""
    return _refers(model.model_fields[key])


def _refers(annotated: Any) -> tuple[str, ...]:
    inside = (*getattr(annotated, "metadata", ()), *get_args(annotated))
    if told := getattr(annotated, "annotation", None):
        inside = (*inside, told)
    for part in inside:
        if isinstance(part, To):
            return part.kinds
        if found := _refers(part) if get_args(part) or hasattr(part, "metadata") else ():
            return found
    return ()
