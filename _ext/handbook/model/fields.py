"""What a step asks for: a labelled answer of one type."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as PydanticField
from pydantic import model_validator

from handbook.model.base import Id, Line, Many, Model, Text, fault
from handbook.model.entities import DecoderId

FieldType = Literal[
    "text", "long-text", "url", "email", "number", "date", "choice", "choices", "list",
    "person", "check",
]  # fmt: skip
_WITH_OPTIONS = ("choice", "choices")
#: What `take` can read out of any address, and out of every one that has a decoder.
LAST_NUMBER = "last number"
TIER = "tier"


class Option(Model):
    """One of the answers to choose from."""

    id: Id = PydanticField(description="What conditions call it.")
    label: Line = PydanticField(description="What readers see.")
    was: Many[Id] = PydanticField((), description="Earlier ids of the option.")


class Field(Model):
    """One answer that a step needs."""

    id: Id = PydanticField(description="What placeholders and conditions call it.")
    label: Line = PydanticField(description="What the answer is, as on a form.")
    type: FieldType = PydanticField("text", description="What kind of answer it is.")
    options: Many[Option] = PydanticField((), description="The answers to choose from.")
    hint: Text | None = PydanticField(None, description="Help beside the field.")
    starts_with: Line | None = PydanticField(None, description="How the answer must begin.")
    path_has: Line | None = PydanticField(None, description="What the URL's path must hold.")
    strip_query: bool = PydanticField(False, description="What follows ? is left out, and said.")
    take: dict[Id, Line] = PydanticField(
        {},
        description="Answers read out of this one, for placeholders and conditions: "
        "{deal-id: last number}; with decode, {cloud: 'cluster:provider', level: tier}.",
    )
    decode: DecoderId | None = PydanticField(None, description="How its choices are read.")
    asked: Literal["start"] | None = PydanticField(None, description="Asked before the steps.")
    was: Many[Id] = PydanticField((), description="Earlier ids of the field.")
    private: bool = PydanticField(False, description="Left out of copies unless ticked.")

    @model_validator(mode="after")
    def _options_where_chosen(self) -> Field:
        if self.type in _WITH_OPTIONS and not self.options:
            raise fault(f"a {self.type} has no options", "add options: [{id: …, label: …}]")
        if self.options and self.type not in _WITH_OPTIONS:
            raise fault(f"a {self.type} field has no options", "use type: choice, or drop them")
        return self

    @model_validator(mode="after")
    def _address_where_cut(self) -> Field:
        needs_url = {"path_has": self.path_has, "strip_query": self.strip_query,
                     "decode": self.decode, "take": self.take}  # fmt: skip
        for key, value in needs_url.items():
            if value and self.type != "url":
                raise fault(f"'{key}' needs a URL", "use type: url, or drop it")
        return self

    def words(self, answer: object) -> str:
        """Return what readers see for ``answer``: an option's label, yes or no, or itself."""
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        labels = {option.id: option.label for option in self.options}
        return labels.get(str(answer), str(answer))
