"""What a step asks for: a labelled answer of one type."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as PydanticField
from pydantic import model_validator

from handbook.model.base import Id, Line, Many, Model, Text
from handbook.model.entities import DecoderId
from handbook.model.problem import fault

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

    id: Id = PydanticField(description="What conditions call it.", examples=["migrate"])
    label: Line = PydanticField(description="What readers see.", examples=["Migrate it"])
    was: Many[Id] = PydanticField((), description="Earlier ids of the option.", examples=[["move"]])


class Field(Model):
    """One answer that a step needs."""

    id: Id = PydanticField(
        description="What placeholders and conditions call it.", examples=["deal"]
    )
    label: Line = PydanticField(
        description="What the answer is, as on a form.", examples=["HubSpot Deal"]
    )
    type: FieldType = PydanticField(
        "text", description="What kind of answer it is.", examples=["url"]
    )
    options: Many[Option] = PydanticField(
        (), description="The answers to choose from, where the type is choice or choices."
    )
    hint: Text | None = PydanticField(
        None,
        description="Help beside the field.",
        examples=["Phase 1 is only for a community on a cluster of its own."],
    )
    starts_with: Line | None = PydanticField(
        None, description="How the answer must begin.", examples=["https://app.asana.com/"]
    )
    path_has: Line | None = PydanticField(
        None, description="What the URL's path must hold.", examples=["/record/0-3/"]
    )
    strip_query: bool = PydanticField(
        False, description="What follows the URL's ? is left out, and that is said."
    )
    take: dict[Id, Line] = PydanticField(
        {},
        description="Answers read out of this URL, for placeholders and conditions: its last "
        "number; with decode its tier, or one of its choices.",
        examples=[{"deal-id": LAST_NUMBER}, {"cloud": "cluster:provider", "level": TIER}],
    )
    decode: DecoderId | None = PydanticField(
        None, description="How its choices are read.", examples=["hub-configurator"]
    )
    asked: Literal["start"] | None = PydanticField(None, description="Asked before the steps.")
    was: Many[Id] = PydanticField(
        (), description="Earlier ids of the field.", examples=[["deal-link"]]
    )
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
