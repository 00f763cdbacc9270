"""The things the process is made of: stages, people, systems, artefacts, agreements."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handbook.model.base import Id, Line, Many, Model, Text, To, Url

TeamId = Annotated[Id, To(("team",))]
PersonId = Annotated[Id, To(("role", "team"))]
SystemId = Annotated[Id, To(("system",))]
ArtefactId = Annotated[Id, To(("artefact",))]
StageId = Annotated[Id, To(("stage",))]


class Entity(Model):
    """Anything with an id and a title that pages can link to."""

    id: Id = Field(description="What links and other files call it. Never changes.")
    title: Line = Field(description="What readers see.")

    @property
    def address(self) -> str | None:
        """The address outside the handbook that stands for it, if it has one."""
        return None


class Stage(Entity):
    """One of the stages of the sales process, in order."""

    artefacts: Many[ArtefactId] = Field((), description="What the stage makes, in order.")


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
        return self.url


class Artefact(Entity):
    """Something the process makes: a document, a record, a link."""

    about: Text | None = Field(None, description="What it is, in one sentence.")
    made_by: TeamId | None = Field(None, description="The team that makes it.")
    kept_in: SystemId | None = Field(None, description="The system that holds it.")


class Agreement(Entity):
    """The template of an agreement."""

    url: Url = Field(description="The address of the template.")

    @property
    def address(self) -> str | None:
        return self.url


class StagesFile(Model):
    """The stages of the sales process, first to last."""

    stages: Many[Stage]


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


class AgreementsFile(Model):
    """The templates that agreements start from."""

    agreements: Many[Agreement]
