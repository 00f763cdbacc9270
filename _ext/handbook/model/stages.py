"""The stages of the sales process, what happens in each, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from handbook.model.base import Id, Line, Many, Model, Text
from handbook.model.entities import Entity, SopId, StageId, TeamId, example


class Teams(Model):
    """Which teams answer for a piece of work, do it, are asked, and help."""

    accountable: Many[TeamId] = Field(
        (), description="The teams that answer for it.", examples=[["business-development"]]
    )
    responsible: Many[TeamId] = Field(
        (), description="The teams that do it.", examples=[["product-and-services"]]
    )
    consulted: Many[TeamId] = Field(
        (), description="The teams that are asked.", examples=[["product-and-services"]]
    )
    assisting: Many[TeamId] = Field((), description="The teams that help.", examples=[["cs-and-s"]])

    def __bool__(self) -> bool:
        """Return whether any team is named."""
        return bool(self.accountable or self.responsible or self.consulted or self.assisting)


class Task(Model):
    """Something that happens inside a part of a stage."""

    title: Line = Field(description="What readers see.", examples=["content creation"])
    teams: Teams = Field(Teams(), description="Who answers for it.")


class SubStage(Model):
    """What happens in a stage: a sub-process, a pipeline stage, or a step."""

    id: Id = Field(description="Unique in the stage.", examples=["provisioning"])
    title: Line = Field(description="What readers see.", examples=["Provisioning"])
    about: Text | None = Field(
        None,
        description="What it is for, in one sentence.",
        examples=["Start the activities that keep contractual obligations managed."],
    )
    tasks: Many[Task] = Field((), description="What happens inside it.")
    teams: Teams = Field(Teams(), description="Who answers for it.")
    sop: SopId | None = Field(
        None, description="The SOP that tells how it is done.", examples=["ordering"]
    )
    older: bool = Field(False, description="Known from the older figure only.")


class Return(Model):
    """A way back to an earlier stage."""

    to: StageId = Field(description="The stage that it leads back to.", examples=["sales"])
    why: Text = Field(
        description="What is carried back, in one sentence.",
        examples=["A renewal becomes a new opportunity in Sales."],
    )


class Stage(Entity):
    """One of the stages of the sales process, in order."""

    model_config = example(id="pre-sales", title="Pre-sales", brief="Find who to engage")

    heading: Line | None = Field(
        None, description="The heading it shares with its neighbours.", examples=["Sales"]
    )
    brief: Line = Field(description="What it is for, in a few words.")
    in_order: bool = Field(False, description="Its parts follow each other.")
    sub_stages: Many[SubStage] = Field((), description="What happens in it.")
    teams: Teams = Field(Teams(), description="Who answers for it, where its parts do not say.")
    returns: Many[Return] = Field((), description="The ways back to earlier stages.")

    @property
    def works(self) -> Iterator[tuple[str, Teams]]:
        """Yield what the teams answer for: the stage, or parts of it, with its title."""
        if self.teams:
            yield self.title, self.teams
        for part in self.sub_stages:
            if part.teams:
                yield part.title, part.teams
            yield from ((task.title, task.teams) for task in part.tasks if task.teams)


class StagesFile(Model):
    """The stages of the sales process, first to last."""

    stages: Many[Stage] = Field(description="The stages, first to last.")
