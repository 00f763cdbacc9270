"""How an answer that carries choices, such as the Hub Configurator's URL, is read."""

from __future__ import annotations

from pydantic import Field

from handbook.model.base import Line, Many, Model, Url
from handbook.model.entities import Entity, example


class Item(Model):
    """One choice, with its default in each tier."""

    id: Line = Field(description="What the URL calls it.", examples=["cluster:billing"])
    label: Line = Field(description="What readers see.", examples=["Cloud Billing"])
    options: dict[str, str] = Field(
        {},
        description="What readers see of each value, where it is not the value itself.",
        examples=[{"2i2c-pays": "2i2c pays; pass-through costs"}],
    )
    defaults: dict[str, str | bool] = Field(
        description="What is chosen in each tier, unless the URL says otherwise.",
        examples=[{"Essential": "2i2c-pays", "Advanced": "2i2c-pays"}],
    )


class Group(Model):
    """Choices that belong together."""

    title: Line = Field(description="What readers see.", examples=["Cluster"])
    items: Many[Item] = Field(description="The choices.")


class Decoder(Entity):
    """How to read one kind of URL."""

    model_config = example(
        id="hub-configurator",
        title="Hub Configurator",
        starts_with="https://2i2c.org/hub-configurator",
        groups=[
            {
                "title": "Cluster",
                "items": [
                    {
                        "id": "cluster:provider",
                        "label": "Cloud Service Provider",
                        "defaults": {"Essential": "AWS", "Advanced": "AWS"},
                    }
                ],
            }
        ],
    )

    starts_with: Url = Field(description="How the URL begins.")
    groups: Many[Group] = Field(description="Its choices, in groups.")

    @property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for group in self.groups for item in group.items}


class DecodersFile(Model):
    """The decoders of answers that carry choices."""

    decoders: Many[Decoder] = Field(description="The decoders; a field names one in `decode`.")
