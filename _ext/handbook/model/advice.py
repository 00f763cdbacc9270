"""Advice about SOPs that are right but could be better checklists.

The rules are those of checklists in aviation and surgery (Degani and Wiener, "Cockpit
Checklists", 1993; Gawande, "The Checklist Manifesto", 2009): five to nine steps to a pause, what
must be done early and rarely marked, a verb first, one act a step, an end that says it is one.
An SOP waives advice with a reason; a waiver that is for nothing is told, too.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import NamedTuple

from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath, Problem
from handbook.model.sop import Sop, Step
from handbook.model.text import Code, Plain, plain
from handbook.model.wording import closes, no_verb, second_act

#: More steps than this, and people lose their place before the next pause.
_MOST_STEPS = 9
#: A stretch this long has an end that is late.
_LONG = 6
#: An SOP this short needs no end of its own.
_SHORT = 2
#: What a waiver that waives nothing is called.
UNUSED = "unused-waiver"


class Advice(NamedTuple):
    """One piece of advice: its name in a waiver, the step it is about, where and what it says."""

    name: str
    step: str | None
    problem: Problem


class _Act(NamedTuple):
    """A step that has no steps inside it: an act, with its path."""

    path: DataPath
    step: Step

    @property
    def words(self) -> str:
        """What it asks for, without the code in it, which is no language."""
        return plain(Plain("…") if isinstance(part, Code) else part for part in self.step.do.parts)


def advice(handbook: Handbook, today: datetime.date) -> Iterator[Advice]:
    """Yield what could be better in each SOP on the day ``today``, unless it is waived."""
    named = [person.title for person in (*handbook.roles.values(), *handbook.teams.values())]
    # A team called Support is not what "Support the customer" begins with.
    people = [title for title in named if " " in title]
    people += [team.short for team in handbook.teams.values() if team.short]
    for sop_id, sop in handbook.sops.items():
        for name, step, problem in advice_on(sop, today, people):
            yield Advice(name, step, problem.below(f"sops/{sop_id}.yaml"))


def advice_on(sop: Sop, today: datetime.date, people: Collection[str] = ()) -> Iterator[Advice]:
    """Yield advice on one SOP, paths starting below its file; ``people`` are names of some."""
    unused = dict(enumerate(sop.waive))
    for told in _advice(sop, today, people):
        waived = [
            n
            for n, waiver in enumerate(sop.waive)
            if waiver.advice == told.name and waiver.step in (None, told.step)
        ]
        for n in waived:
            unused.pop(n, None)
        if not waived:
            yield told
    for n, waiver in unused.items():
        message = f"there is no advice '{waiver.advice}' here to waive"
        problem = Problem(("waive", n), message, "delete the waiver")
        yield Advice(UNUSED, waiver.step, problem)


def _advice(sop: Sop, today: datetime.date, people: Collection[str]) -> Iterator[Advice]:
    acts = list(_acts(sop))
    stretches = list(_stretches(sop))
    yield from _overdue(sop, today)
    for stretch in stretches:
        yield from _many_steps(stretch)
        yield from _late_must_dos(stretch, acts)
    for act in acts:
        yield from _wording(act, people)
    yield from _many_must_dos(sop)
    yield from _no_closing_step(sop, acts)


def _acts(sop: Sop) -> Iterator[_Act]:
    return (_Act(path, step) for path, step in sop.walk() if not step.steps)


def _stretches(sop: Sop) -> Iterator[list[_Act]]:
    """Yield the acts between one pause and the next.

    A pause is a gate, a wait, a hand-over, or the end of a section or of the SOP. A step with
    steps inside is done when these are, so only they count. What applies only sometimes does not
    count: of ten steps for ten clouds people see one.
    """
    for path, _, steps in sop.blocks():
        stretch: list[_Act] = []
        for mark in _until_pauses(path, steps):
            if mark:
                stretch.append(mark)
            elif stretch:
                yield stretch
                stretch = []
        if stretch:
            yield stretch


def _until_pauses(path: DataPath, steps: tuple[Step, ...]) -> Iterator[_Act | None]:
    """Yield each act that counts, and None for each pause."""
    for n, step in enumerate(steps):
        here = (*path, n)
        if not step.when:
            if step.steps:
                yield from _until_pauses((*here, "steps"), step.steps)
            else:
                yield _Act(here, step)
        if step.gate or step.wait or step.to:
            yield None


def _many_steps(stretch: list[_Act]) -> Iterator[Advice]:
    if len(stretch) > _MOST_STEPS:
        act = stretch[_MOST_STEPS]
        message = f"{len(stretch)} steps without a pause, and this one is too many for one go"
        cure = "put a gate, a wait or a hand-over before it, or divide the steps into sections"
        yield _about(act, "many-steps", "do", message, cure)


def _late_must_dos(stretch: list[_Act], acts: list[_Act]) -> Iterator[Advice]:
    """Find what must be done in the last third of a long stretch, unless it ends the SOP."""
    if len(stretch) < _LONG:
        return
    for n, act in enumerate(stretch):
        if act.step.must_do and 3 * n >= 2 * len(stretch) and act != acts[-1]:
            message = f"this must not be left out, and comes as step {n + 1} of {len(stretch)}"
            yield _about(act, "late-must-do", "must_do", message, "move it up, or pause before it")


def _wording(act: _Act, people: Collection[str]) -> Iterator[Advice]:
    if words := no_verb(act.words, people):
        message = f"the step begins with “{words}”, and not with what to do"
        cure = "begin with the verb; who does it goes into who, a condition into when"
        yield _about(act, "no-verb-first", "do", message, cure)
    elif words := second_act(act.words):
        message = f"the step asks for two acts with one box, the second from “{words}” on"
        yield _about(act, "two-acts", "do", message, "make it two steps")


def _many_must_dos(sop: Sop) -> Iterator[Advice]:
    steps = list(sop.walk())
    marked = [_Act(path, step) for path, step in steps if step.must_do]
    if len(marked) > 1 and 3 * len(marked) > len(steps):
        message = f"{len(marked)} of {len(steps)} steps are must_do, so none of them stands out"
        cure = "keep it for a third of them at most"
        yield _about(marked[len(steps) // 3], "many-must-dos", "must_do", message, cure)


def _no_closing_step(sop: Sop, acts: list[_Act]) -> Iterator[Advice]:
    """Hold the last step that everybody does, and those around it, against what an end is."""
    always = {path: step for path, step in sop.walk() if not (step.when or step.optional)}
    done = [act for act in acts if all(path in always for path in _around(act.path))]
    if len(acts) <= _SHORT or not done:
        return
    last = done[-1]
    if any(_ends(_Act(path, always[path])) for path in _around(last.path)):
        return
    message = "the last step neither verifies, records, tells nor hands over"
    cure = "end with what shows that the work is done, such as “Check that …”"
    yield _about(last, "no-closing-step", "do", message, cure)


def _ends(act: _Act) -> bool:
    step = act.step
    return bool(step.gate or step.to or step.sign_off or step.sop) or closes(act.words)


def _around(path: DataPath) -> Iterator[DataPath]:
    """Yield the paths of the steps that a step is inside of, outermost first, then its own."""
    for n, key in enumerate(path):
        if isinstance(key, int) and path[n - 1] == "steps":
            yield path[: n + 1]


def _overdue(sop: Sop, today: datetime.date) -> Iterator[Advice]:
    if sop.next_review and sop.next_review < today:
        message = f"the next review was due by {sop.next_review}"
        cure = "review it, and write the day here"
        yield Advice("overdue-review", None, Problem(("reviewed",), message, cure))


def _about(act: _Act, name: str, key: str, message: str, cure: str) -> Advice:
    at_key = key == "must_do"
    return Advice(name, act.step.id, Problem((*act.path, key), message, cure, at_key=at_key))
