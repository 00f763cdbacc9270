"""The things the process is made of: people, systems, artefacts, and words for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, JsonValue, model_validator

from handbook.model.base import Day, Id, Line, Many, Model, Text, To, Url
from handbook.model.problem import fault

TeamId = Annotated[Id, To(("team",))]
PersonId = Annotated[Id, To(("role", "team"))]
SystemId = Annotated[Id, To(("system",))]
ArtefactId = Annotated[Id, To(("artefact",))]
StageId = Annotated[Id, To(("stage",))]
PlaceId = Annotated[Line, To(("stage", "part"))]
DecoderId = Annotated[Id, To(("decoder",))]
SopId = Annotated[Id, To(("sop",))]


def example(**written: JsonValue) -> ConfigDict:
    """Return the settings of a model that give it an example: keys and values as written."""
    return ConfigDict(json_schema_extra={"examples": [written]})


class Entity(Model):
    """Anything with an id and a title that pages can link to."""

    id: Id = Field(description="What links and other files call it. Never changes.")
    title: Line = Field(description="What readers see.")

    @property
    def address(self) -> str | None:
        """The address outside the handbook that stands for it, if it has one."""
        return None


class Team(Entity):
    """A team, inside 2i2c or beside it."""

    model_config = example(id="product-and-services", title="Product & Services")

    short: Line | None = Field(None, description="Its abbreviation.", examples=["P&S"])
    about: Text | None = Field(
        None, description="What it is, in one sentence.", examples=["2i2c's fiscal sponsor."]
    )


class Role(Entity):
    """What somebody does in the process, whoever they are."""

    model_config = example(
        id="account-manager", title="Account Manager", team="business-development"
    )

    team: TeamId = Field(description="The team that the role belongs to.")


class System(Entity):
    """A service that the process works with."""

    model_config = example(
        id="hub-configurator",
        title="Hub Configurator",
        used_for="Making the technical choices for a hub together with the customer.",
    )

    url: Url | None = Field(
        None, description="Where it is found.", examples=["https://2i2c.org/hub-configurator"]
    )
    checked: Day | None = Field(
        None, description="When a person last opened the address.", examples=["2026-11-22"]
    )
    used_for: Text = Field(description="What it is used for.")

    @model_validator(mode="after")
    def _checked_address(self) -> System:
        if self.checked and not self.url:
            raise fault("'checked' is given, but no address", "add url: …, or delete checked")
        return self

    @property
    def address(self) -> str | None:
        """Where it is found, if that is known."""
        return self.url


class Artefact(Entity):
    """Something the process makes: a document, a record, a link."""

    model_config = example(id="order", title="Order")

    about: Text | None = Field(
        None,
        description="What it is, in one sentence.",
        examples=["The Order on the Orders Board, which holds the Hub Configurator URL."],
    )
    made_in: Many[PlaceId] = Field(
        (),
        description="The stages that make it, or parts of them.",
        examples=[["sales", "delivery.provisioning"]],
    )
    older: bool = Field(False, description="Known from the older figure only.")
    made_by: TeamId | None = Field(
        None, description="The team that makes it.", examples=["cs-and-s"]
    )
    kept_in: SystemId | None = Field(
        None, description="The system that holds it.", examples=["hubspot"]
    )


class Term(Entity):
    """A word or abbreviation that the handbook explains."""

    model_config = example(
        id="sow", title="Statement of Work", about="It decides what a project delivers."
    )

    short: Line | None = Field(None, description="Its abbreviation.", examples=["SoW"])
    about: Text = Field(description="What it means, in one sentence.")


class PeopleFile(Model):
    """The teams and the roles."""

    teams: Many[Team] = Field(description="The teams, in the order in which they are listed.")
    roles: Many[Role] = Field(description="The roles; each is listed with its team.")


class SystemsFile(Model):
    """The systems the process works with."""

    systems: Many[System] = Field(description="The systems, in the order in which they are listed.")


class ArtefactsFile(Model):
    """What the process makes."""

    artefacts: Many[Artefact] = Field(
        description="The artefacts; a stage lists its own in the order that they have here."
    )


class GlossaryFile(Model):
    """The words that the handbook explains; a team's abbreviation is told with the team."""

    terms: Many[Term] = Field(description="The words; they are listed by the alphabet.")
