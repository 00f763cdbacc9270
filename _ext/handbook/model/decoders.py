"""How an answer that carries choices, such as the Hub Configurator's URL, is read."""

from __future__ import annotations

from pydantic import Field

from handbook.model.base import Line, Many, Model, Url
from handbook.model.entities import Entity


class Item(Model):
    """One choice, with its default in each tier."""

    id: Line = Field(description="What the URL calls it: cluster:provider.")
    label: Line = Field(description="What readers see.")
    options: dict[str, str] = Field({}, description="What values say, where not themselves.")
    defaults: dict[str, str | bool] = Field(description="Tier to its default.")


class Group(Model):
    """Choices that belong together."""

    title: Line = Field(description="What readers see.")
    items: Many[Item]


class Decoder(Entity):
    """How to read one kind of URL."""

    starts_with: Url = Field(description="How the URL begins.")
    groups: Many[Group]

    @property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for group in self.groups for item in group.items}


class DecodersFile(Model):
    """The decoders of answers that carry choices."""

    decoders: Many[Decoder]
