"""A standard operating procedure: sections, steps, and what each step asks for."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from handbook.model.actions import Action
from handbook.model.base import Day, Id, Line, Many, Markdown, Model, Text, id_from
from handbook.model.conditions import Condition
from handbook.model.entities import ArtefactId, PersonId, SopId, StageId
from handbook.model.fields import Field as SopField
from handbook.model.problem import DataPath, fault
from handbook.model.reviews import Every, later

#: What advice about an SOP is called (`handbook.model.advice`).
AdviceName = Literal[
    "many-steps", "two-acts", "no-verb-first", "late-must-do", "many-must-dos",
    "no-closing-step", "overdue-review",
]  # fmt: skip
#: What a review leaves as it was: the SOP means the same before and after.
_ABOUT_REVIEWS = {"reviewed", "review_every", "kept_by", "waive"}


class Due(Model):
    """When a step is due: some days before or after a date that was answered."""

    days: int = Field(ge=0, description="How many days.", examples=[14])
    before: Id | None = Field(
        None, description="The date field it is due before.", examples=["start-date"]
    )
    after: Id | None = Field(
        None, description="The date field it is due after.", examples=["end-date"]
    )

    @model_validator(mode="after")
    def _one_side(self) -> Due:
        if (self.before is None) == (self.after is None):
            raise fault("'due' needs either before or after", "write {days: 14, before: some-date}")
        return self

    @property
    def field(self) -> str:
        """The date field that the step's date hangs on."""
        return self.before or self.after or ""


class Step(Model):
    """One act, with everything needed to do it."""

    id: Id = Field(
        description="Unique in the SOP, and never reused for another meaning.", examples=["review"]
    )
    was: Many[Id] = Field(
        (), description="Earlier ids of the step; old links still work.", examples=[["check"]]
    )
    do: Text = Field(description="What to do, verb first.", examples=["Review the Order"])
    who: PersonId | None = Field(
        None, description="Who does it, where that changes.", examples=["account-manager"]
    )
    to: PersonId | None = Field(
        None,
        description="Who takes over after it: a hand-over.",
        examples=["product-and-services"],
    )
    details: Markdown | None = Field(
        None,
        description="More about it, in MyST.",
        examples=["The move starts an automation, which makes:\n\n- the issues for deploying.\n"],
    )
    fields: Many[SopField] = Field((), description="The answers it asks for.")
    uses: Many[ArtefactId] = Field(
        (), description="The artefacts it needs.", examples=[["hub-configurator-url"]]
    )
    makes: Many[ArtefactId] = Field((), description="The artefacts it makes.", examples=[["order"]])
    steps: Many[Step] = Field((), description="The acts it consists of.")
    must_do: bool = Field(False, description="A step that must not be left out.")
    optional: bool = Field(False, description="A step that may be left out without a reason.")
    sign_off: PersonId | None = Field(
        None, description="Who signs that it is done.", examples=["delivery-manager"]
    )
    when: Condition | None = Field(
        None,
        description="The step applies only then.",
        examples=[{"field": "data", "is": "migrate"}],
    )
    due: Due | None = Field(
        None,
        description="By when it is to be done.",
        examples=[{"days": 14, "before": "start-date"}],
    )
    wait: Line | None = Field(
        None, description="How long to wait after it.", examples=["10 minutes"]
    )
    gate: Text | None = Field(
        None,
        description="What must hold before any later step.",
        examples=["The Order exists."],
    )
    actions: Many[Action] = Field((), description="What it offers: links, texts, e-mails, issues.")
    sop: SopId | None = Field(
        None, description="The SOP to follow for this step.", examples=["ordering"]
    )

    @model_validator(mode="after")
    def _either(self) -> Step:
        if self.must_do and self.optional:
            raise fault("a step is both must_do and optional", "keep one of the two")
        return self

    @cached_property
    def hash(self) -> str:
        """The first 12 hex digits of SHA-256 over the step's written keys, without its steps."""
        written = self.model_dump(
            mode="json", by_alias=True, exclude_unset=True, exclude={"steps", "was"}
        )
        return _digest(written)


class Section(Model):
    """Steps that belong together, under a heading."""

    id: Id = Field(description="Unique in the SOP.", examples=["agree"])
    was: Many[Id] = Field(
        (), description="Earlier ids of the section; old links still work.", examples=[["ask"]]
    )
    title: Line = Field(description="The heading.", examples=["Agree"])
    steps: Many[Step] = Field(description="The steps below it.")


class Change(Model):
    """One change of meaning, told to the people who follow the SOP."""

    date: Day = Field(description="The day of the change.", examples=["2026-11-22"])
    why: Text = Field(
        description="What changed and why, in one sentence.", examples=["First version."]
    )


class Waiver(Model):
    """Advice that is not followed here, and why not."""

    advice: AdviceName = Field(description="What the advice is called, as `check` prints it.")
    step: Id | None = Field(
        None, description="The one step that it is waived for.", examples=["review"]
    )
    why: Text = Field(
        description="Why it is not followed, in one sentence.",
        examples=["Both are done in one press of a button."],
    )


class Sop(Model):
    """A standard operating procedure, as its file says."""

    title: Line = Field(description="Its name, without 'SOP:'.", examples=["Ordering"])
    was: Many[Id] = Field(
        (), description="Earlier ids of the SOP; old links still work.", examples=[["order-a-hub"]]
    )
    stage: StageId = Field(description="The stage it belongs to.", examples=["sales"])
    kind: Literal["read-do", "do-confirm"] = Field(
        "read-do", description="Tick each step as you go, or do them all and then tick."
    )
    done_by: PersonId | None = Field(
        None, description="Who follows it, if a source says so.", examples=["account-manager"]
    )
    about: Line = Field(
        description="What one checklist is for; the only thing asked at its start.",
        examples=["Community"],
    )
    purpose: Text = Field(
        description="What it is good for, in one sentence.",
        examples=["Learn how a community fares with 2i2c's services."],
    )
    starts_when: Text | None = Field(
        None, description="What starts it.", examples=["A decommission request comes in."]
    )
    done_when: Text | None = Field(
        None, description="How one knows that it is done.", examples=["The hub is deployed."]
    )
    then: SopId | None = Field(
        None, description="The SOP that comes next.", examples=["open-an-engagement"]
    )
    source: Literal["user-page", "draft"] = Field(
        description="Where its steps come from: 2i2c's own page about it, or a draft."
    )
    reviewed: Day | None = Field(
        None, description="When 2i2c last reviewed it, if known.", examples=["2026-11-22"]
    )
    review_every: Every | None = Field(
        None, description="How often it is to be reviewed.", examples=["6 months"]
    )
    kept_by: PersonId | None = Field(
        None, description="Who keeps it up to date, if known.", examples=["account-manager"]
    )
    minutes: int | None = Field(
        None, gt=0, description="How long it takes, if known.", examples=[20]
    )
    issue_form: bool = Field(False, description="Offered as a GitHub issue form, too.")
    waive: Many[Waiver] = Field((), description="Advice that is not followed, and why.")
    changes: Many[Change] = Field((), description="What changed in meaning, newest first.")
    steps: Many[Step] = Field((), description="The steps, or give sections.")
    sections: Many[Section] = Field((), description="The steps under headings.")

    @model_validator(mode="after")
    def _some_steps(self) -> Sop:
        if bool(self.steps) == bool(self.sections):
            raise fault("an SOP has either steps or sections", "give one of the two")
        return self

    def blocks(self) -> Iterator[tuple[DataPath, Section | None, tuple[Step, ...]]]:
        """Yield path, section and top-level steps of each block, in order."""
        if self.steps:
            yield ("steps",), None, self.steps
        for position, section in enumerate(self.sections):
            yield ("sections", position, "steps"), section, section.steps

    def walk(self) -> Iterator[tuple[DataPath, Step]]:
        """Yield every step with its path, in reading order, parents first."""
        for path, _, steps in self.blocks():
            yield from _walk(path, steps)

    @cached_property
    def by_id(self) -> Mapping[str, Step]:
        """Every step by its id."""
        return {step.id: step for _, step in self.walk()}

    def doers(self) -> dict[str, str | None]:
        """Return who does each step (by its id): named, or whoever did the one before."""
        found: dict[str, str | None] = {}
        who = self.done_by

        def follow(steps: tuple[Step, ...]) -> None:
            nonlocal who
            for step in steps:
                who = found[step.id] = step.who or who
                follow(step.steps)
                who = step.to or who

        for _, _, steps in self.blocks():
            follow(steps)
        return found

    @cached_property
    def subject(self) -> SopField:
        """The question whom a checklist is for; ``about: Community`` is ``{{community}}``."""
        return SopField(id=id_from(self.about), label=self.about)

    @cached_property
    def answers(self) -> Mapping[str, SopField]:
        """Every field by id, in reading order, the subject first."""
        found = {self.subject.id: self.subject}
        for _, step in self.walk():
            for field in step.fields:
                found[field.id] = field
                found |= {name: SopField(id=name, label=_words(name)) for name in field.take}
        return found

    @property
    def next_review(self) -> datetime.date | None:
        """The last day on which the next review is in time; None where that is not known."""
        if self.reviewed and self.review_every:
            return later(self.reviewed, self.review_every)
        return None

    @cached_property
    def revision(self) -> str:
        """A digest of what the SOP means: it changes when any step's meaning does."""
        written = self.model_dump(
            mode="json", by_alias=True, exclude_unset=True,
            exclude=_ABOUT_REVIEWS
            | {"steps", "sections", "changes", "was", "minutes", "issue_form"},
        )  # fmt: skip
        outline = [
            [section.id, section.title] if section else [] for _, section, _ in self.blocks()
        ]
        steps = [[list(path), step.hash] for path, step in self.walk()]
        return _digest([written, outline, steps])


def _words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _walk(path: DataPath, steps: tuple[Step, ...]) -> Iterator[tuple[DataPath, Step]]:
    for position, step in enumerate(steps):
        here = (*path, position)
        yield here, step
        yield from _walk((*here, "steps"), step.steps)


def _digest(value: Any) -> str:
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]
