"""The things the process is made of: people, systems, artefacts, and words for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handbook.model.base import Id, Line, Many, Model, Text, To, Url

TeamId = Annotated[Id, To(("team",))]
PersonId = Annotated[Id, To(("role", "team"))]
SystemId = Annotated[Id, To(("system",))]
ArtefactId = Annotated[Id, To(("artefact",))]
StageId = Annotated[Id, To(("stage",))]
PlaceId = Annotated[Line, To(("stage", "part"))]
DecoderId = Annotated[Id, To(("decoder",))]
SopId = Annotated[Id, To(("sop",))]


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

    short: Line | None = Field(None, description="Its abbreviation, such as P&S.")
    about: Text | None = Field(None, description="What it is, in one sentence.")


class Role(Entity):
    """What somebody does in the process, whoever they are."""

    team: TeamId = Field(description="The team that the role belongs to.")


class System(Entity):
    """A service that the process works with."""

    url: Url | None = Field(None, description="Where it is found.")
    used_for: Text = Field(description="What it is used for.")

    @property
    def address(self) -> str | None:
        """Where it is found, if that is known."""
        return self.url


class Artefact(Entity):
    """Something the process makes: a document, a record, a link."""

    about: Text | None = Field(None, description="What it is, in one sentence.")
    made_in: Many[PlaceId] = Field(
        (), description="The stages that make it, or parts of them: sales, delivery.provisioning."
    )
    older: bool = Field(False, description="Known from the older figure only.")
    made_by: TeamId | None = Field(None, description="The team that makes it.")
    kept_in: SystemId | None = Field(None, description="The system that holds it.")


class Term(Entity):
    """A word or abbreviation that the handbook explains."""

    short: Line | None = Field(None, description="Its abbreviation, such as MoU.")
    about: Text = Field(description="What it means, in one sentence.")


class PeopleFile(Model):
    """The teams and the roles."""

    teams: Many[Team]
    roles: Many[Role]


class SystemsFile(Model):
    """The systems the process works with."""

    systems: Many[System]


class ArtefactsFile(Model):
    """What the process makes."""

    artefacts: Many[Artefact]


class GlossaryFile(Model):
    """The words that the handbook explains; a team's abbreviation is told with the team."""

    terms: Many[Term]
