"""What the stage diagrams tell, before anything is placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from handbook.model.handbook import Handbook
from handbook.model.stages import Stage, SubStage, Teams
from handbook.model.text import plain

#: Marks what is known from the older figure only.
OLDER = "*"
#: The kind of a target on the figure's own page; its id is the anchor.
HERE = "here"


@dataclass(frozen=True, slots=True)
class Label:
    """Words, and what they lead to, if anything: a thing of the handbook (kind, id), or `HERE`."""

    text: str
    target: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happens in a stage, with what is said below it."""

    label: Label
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One stage: number, title, who answers for it, what happens, what it makes."""

    number: int
    title: Label
    teams: str
    happenings: tuple[Happening, ...]
    in_order: bool
    makes: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class WayBack:
    """An arrow from a later stage to an earlier one, and its words."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Expanded:
    """The whole process: a row a stage."""

    rows: tuple[Row, ...]
    ways_back: tuple[WayBack, ...]
    notes: tuple[str, ...]

    @property
    def below(self) -> tuple[str, ...]:
        """What is said below the figure: the ways back in words, and the notes."""
        return (*(way.words for way in self.ways_back), *self.notes)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the simplified figure, with the stages inside it if there are several."""

    label: Label
    inside: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where one stage is among all."""

    stages: tuple[Label, ...]
    here: int


def stage_label(stage: Stage) -> Label:
    """Return the stage's title, leading to its page."""
    return Label(stage.title, ("stage", stage.id))


def simplified(handbook: Handbook) -> tuple[Heading, ...]:
    """Return the headings in order; neighbours that share a heading stand inside it."""
    groups: list[tuple[str, list[Stage]]] = []
    for stage in handbook.stages.values():
        name = stage.heading or stage.title
        if groups and groups[-1][0] == name:
            groups[-1][1].append(stage)
        else:
            groups.append((name, [stage]))
    return tuple(
        Heading(Label(name, ("stage", stages[-1].id)), tuple(map(stage_label, stages)))
        if len(stages) > 1
        else Heading(stage_label(stages[0]))
        for name, stages in groups
    )


def position(handbook: Handbook, stage_id: str) -> Position:
    """Return every stage, and the number of this one from 1."""
    ids = list(handbook.stages)
    return Position(tuple(map(stage_label, handbook.stages.values())), ids.index(stage_id) + 1)


def expanded(handbook: Handbook) -> Expanded:
    """Return a row for each stage, the ways back, and the notes below."""
    stages = list(handbook.stages.values())
    numbers = {stage.id: number for number, stage in enumerate(stages, 1)}
    ways_back = tuple(
        WayBack(numbers[stage.id], numbers[way.to], plain(way.why.parts))
        for stage in stages
        for way in stage.returns
    )
    return Expanded(
        tuple(_row(handbook, numbers[stage.id], stage) for stage in stages),
        ways_back,
        tuple(_notes(handbook, stages)),
    )


def teams_words(handbook: Handbook, teams: Teams) -> str:
    """Say who answers for something: ``BD, with P&S``."""

    def names(ids: Iterable[str]) -> str:
        teams = [handbook.teams[name] for name in ids if name in handbook.teams]
        return " and ".join(team.short or team.title for team in teams)

    words = names(teams.accountable)
    if teams.responsible:
        words += f"{'; ' if words else ''}{names(teams.responsible)} responsible"
    if teams.consulted:
        words += f"{'; ' if words else ''}{names(teams.consulted)} consulted"
    if teams.assisting:
        words += f"{', ' if words else ''}with {names(teams.assisting)}"
    return words


def _row(handbook: Handbook, number: int, stage: Stage) -> Row:
    makes = []
    for artefact in handbook.made_in(stage.id):
        mark = OLDER if artefact.older else ""
        makes.append(Label(artefact.title + mark, ("artefact", artefact.id)))
    return Row(
        number,
        stage_label(stage),
        teams_words(handbook, stage.teams),
        tuple(_happening(handbook, part) for part in stage.sub_stages),
        stage.in_order,
        tuple(makes),
    )


def _happening(handbook: Handbook, part: SubStage) -> Happening:
    target = ("sop", part.sop) if part.sop else None
    below = [teams_words(handbook, part.teams)] if part.teams else []
    for task in part.tasks:
        who = f" ({teams_words(handbook, task.teams)})" if task.teams else ""
        below.append(f"{task.title}{who}")
    return Happening(Label(part.title + (OLDER if part.older else ""), target), tuple(below))


def _notes(handbook: Handbook, stages: list[Stage]) -> Iterable[str]:
    older = any(part.older for stage in stages for part in stage.sub_stages)
    if older or any(artefact.older for artefact in handbook.artefacts.values()):
        yield f"{OLDER} From 2i2c's older figure, as the teams are."
    shorts = [f"{team.short}: {team.title}" for team in handbook.teams.values() if team.short]
    if shorts:
        yield ". ".join(shorts) + "."


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a figure's text twin: labels in a row, and items below."""

    labels: tuple[Label, ...]
    items: tuple[Item, ...] = field(default=())
    numbered: bool = False


def simplified_twin(headings: tuple[Heading, ...]) -> tuple[Item, ...]:
    """Return the simplified figure as a list."""
    return tuple(
        Item((heading.label,), tuple(Item((label,)) for label in heading.inside), numbered=True)
        for heading in headings
    )


def expanded_twin(plan: Expanded) -> tuple[Item, ...]:
    """Return the expanded figure as a list: for each stage, what happens and what it makes."""
    return tuple(_twin_row(row) for row in plan.rows)


def _twin_row(row: Row) -> Item:
    below: list[Item] = []
    if row.teams:
        below.append(Item((Label(f"Teams: {row.teams}"),)))
    if row.happenings:
        happening = tuple(
            Item((h.label,), tuple(Item((Label(words),)) for words in h.below))
            for h in row.happenings
        )
        below.append(Item((Label("What happens"),), happening, numbered=row.in_order))
    if row.makes:
        below.append(Item((Label("What it makes"),), tuple(Item((m,)) for m in row.makes)))
    return Item((row.title,), tuple(below))


def position_twin(plan: Position) -> tuple[Item, ...]:
    """Return every stage as a list, this one marked in words."""
    return tuple(
        Item((Label(f"{label.text} (you are here)"),)) if number == plan.here else Item((label,))
        for number, label in enumerate(plan.stages, 1)
    )
