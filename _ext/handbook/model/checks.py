"""Checks that no single value can answer for: of one file, and across all of them.

Ids are held against what exists while each value is read (`handbook.model.base.To`);
here is what concerns the order of steps, pairs, and loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handbook.model.base import Markdown, Model, Text, Verbatim
from handbook.model.conditions import Condition, FieldTest, tests
from handbook.model.decoders import Decoder
from handbook.model.fields import LAST_NUMBER, TIER, Field
from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath, Problem, did_you_mean, shown
from handbook.model.sop import Sop, Step

_WAIT = re.compile(r"[1-9]\d* (minutes?|hours?|days?|weeks?|months?)")
_NAMES_A_FIELD = re.compile(r"[^A-Za-z0-9]*[A-Za-z]")
#: What the texts of an SOP outside its steps are called in its file.
_ABOUT_THE_SOP = ("purpose", "starts_when", "done_when", "changes", "waive")


def check(handbook: Handbook) -> Iterator[Problem]:
    """Yield every problem that shows only when the whole handbook is seen."""
    for sop_id, sop in handbook.sops.items():
        for problem in _takes(sop, handbook.decoders):
            yield problem.below(f"sops/{sop_id}.yaml")
    yield from _loops(handbook)
    yield from _earlier(handbook)


def check_file(model: Model, *, unsure: bool = False) -> Iterator[Problem]:
    """Yield the problems that show when the whole of one file is seen; paths begin below it.

    ``unsure`` is for `check_sop`.
    """
    if isinstance(model, Sop):
        yield from check_sop(model, unsure=unsure)
    else:
        yield from misplaced_placeholders(model)


def check_sop(sop: Sop, *, unsure: bool = False) -> Iterator[Problem]:
    """Yield the problems of one SOP, their paths starting below its file.

    If it is ``unsure`` what a checklist is for, names of answers that nobody knows are let through.
    """
    steps = list(sop.walk())
    yield from _order_of_artefacts(steps)
    yield from _waivers(sop, steps)
    if not _NAMES_A_FIELD.match(sop.about):
        # Without it nothing that concerns answers can be told.
        cure = "begin it with a letter from A to Z, such as Community"
        yield Problem(("about",), "no placeholder can be named after this", cure)
        return
    answers = sop.answers
    yield from _repeated_ids(sop, steps)
    yield from _conditions(sop, steps, answers, unsure=unsure)
    yield from _times(steps, answers)
    if not unsure:
        yield from _placeholders(steps, answers)
    for key in _ABOUT_THE_SOP:
        yield from misplaced_placeholders(getattr(sop, key), (key,))


def repeated(items: Iterable[tuple[DataPath, str]], what: str) -> Iterator[Problem]:
    """Yield a problem for each id in ``items`` (path, id) that was there before."""
    first: dict[str, DataPath] = {}
    for path, name in items:
        if name in first:
            cure = "give one of them another id"
            yield Problem(path, f"the {what} id '{name}' is used twice", cure, first=first[name])
        first.setdefault(name, path)


def misplaced_placeholders(value: Any, path: DataPath = ()) -> Iterator[Problem]:
    """Yield a problem for each placeholder in the texts of ``value``, where no answer belongs."""
    if isinstance(value, Text | Markdown):
        for name in sorted(value.blanks):
            message = f"no answer can stand here for {{{{{name}}}}}"
            yield Problem(path, message, "placeholders belong into steps; write it without")
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from misplaced_placeholders(item, (*path, position))
    elif isinstance(value, Model):
        for key in type(value).model_fields:
            yield from misplaced_placeholders(getattr(value, key), (*path, key))


_Steps = list[tuple[DataPath, Step]]


def _repeated_ids(sop: Sop, steps: _Steps) -> Iterator[Problem]:
    """Find ids given twice; an earlier id must not be taken over by another step."""
    now = [((*path, "id"), step.id) for path, step in steps]
    old = [((*path, "was", n), name) for path, step in steps for n, name in enumerate(step.was)]
    yield from repeated(now + old, "step")
    sections = [(("sections", n, "id"), section.id) for n, section in enumerate(sop.sections)]
    yield from repeated(sections, "section")
    fields = [
        ((*path, "fields", n), field) for path, step in steps for n, field in enumerate(step.fields)
    ]
    named = [((*path, "id"), field.id) for path, field in fields]
    named += [((*path, "take", name), name) for path, field in fields for name in field.take]
    yield from repeated([(("about",), sop.subject.id), *named], "field")
    for path, field in fields:
        options = [((*path, "options", n, "id"), o.id) for n, o in enumerate(field.options)]
        yield from repeated(options, "option")


def _conditions(
    sop: Sop, steps: _Steps, answers: Mapping[str, Field], *, unsure: bool
) -> Iterator[Problem]:
    """Hold every `when` against the fields asked before it: an action's, its own step's too."""
    asked = {sop.subject.id}

    def check_one(condition: Condition, path: DataPath, later: str) -> Iterator[Problem]:
        for here, test in tests(condition, path):
            if test.field not in answers:
                cure = did_you_mean(test.field, answers)
                if not unsure:
                    yield Problem((*here, "field"), f"no field has the id '{test.field}'", cure)
            elif test.field not in asked:
                message = f"the condition needs '{test.field}', which is asked {later}"
                yield Problem((*here, "field"), message, "ask the field in an earlier step")
            else:
                yield from _options(here, test, answers[test.field])

    for path, step in steps:
        if step.when:
            yield from check_one(step.when, (*path, "when"), "only here or later")
        asked |= {name for field in step.fields for name in (field.id, *field.take)}
        for n, action in enumerate(step.actions):
            if action.when:
                yield from check_one(action.when, (*path, "actions", n, "when"), "only later")


def _options(path: DataPath, test: FieldTest, field: Field) -> Iterator[Problem]:
    """Hold the answers that a condition names against the options there are."""
    options = {option.id for option in field.options}
    for key, value in test.named if options else ():
        if value not in options:
            cure = did_you_mean(str(value), options)
            yield Problem((*path, *key), f"'{field.id}' has no option '{value}'", cure)


def _takes(sop: Sop, decoders: Mapping[str, Decoder]) -> Iterator[Problem]:
    """Hold what fields take out of their answers against what there is to take."""
    for path, step in sop.walk():
        for n, field in enumerate(step.fields):
            if field.decode and field.decode not in decoders:
                continue  # Told where it is named, or its file could not be read.
            known = {LAST_NUMBER}
            if field.decode:
                known |= {TIER, *decoders[field.decode].items}
            for name, what in field.take.items():
                if what not in known:
                    where = f"of '{field.decode}' " if field.decode else ""
                    message = f"nothing {where}is called '{shown(what)}'"
                    cure = did_you_mean(what, known)
                    yield Problem((*path, "fields", n, "take", name), message, cure)


def _times(steps: _Steps, answers: Mapping[str, Field]) -> Iterator[Problem]:
    """Hold `due` against the dates that are asked, and `wait` against what a wait can be."""
    dates = {name for name, field in answers.items() if field.type == "date"}
    for path, step in steps:
        if step.due and step.due.field not in dates:
            what = "is not a date" if step.due.field in answers else "is no field"
            message = f"'due' needs a date field, and '{step.due.field}' {what}"
            cure = did_you_mean(step.due.field, dates) if dates else "ask one, with type: date"
            yield Problem((*path, "due", "before" if step.due.before else "after"), message, cure)
        if step.wait and not _WAIT.fullmatch(step.wait):
            cure = "write a number and a unit: 10 minutes"
            yield Problem((*path, "wait"), f"'{step.wait}' is not a time to wait", cure)


def _placeholders(steps: _Steps, answers: Mapping[str, Field]) -> Iterator[Problem]:
    for path, step in steps:
        for key, text in _texts(step):
            for name in sorted(text.blanks - set(answers)):
                message = f"the placeholder {{{{{name}}}}} names no field"
                yield Problem((*path, *key), message, did_you_mean(name, answers))


def _texts(step: Step) -> Iterator[tuple[DataPath, Text | Markdown | Verbatim]]:
    """Yield key path and text for each text of ``step`` that may hold placeholders."""
    for key in ("do", "gate", "details"):
        if text := getattr(step, key):
            yield (key,), text
    for n, field in enumerate(step.fields):
        if field.hint:
            yield ("fields", n, "hint"), field.hint
    for n, action in enumerate(step.actions):
        yield from ((("actions", n, *key), text) for key, text in action.texts)


def _waivers(sop: Sop, steps: _Steps) -> Iterator[Problem]:
    names = {step.id for _, step in steps}
    for n, waiver in enumerate(sop.waive):
        if waiver.step and waiver.step not in names:
            message = f"no step has the id '{waiver.step}'"
            yield Problem(("waive", n, "step"), message, did_you_mean(waiver.step, names))


def _order_of_artefacts(steps: _Steps) -> Iterator[Problem]:
    """Find artefacts that a step uses although the SOP makes them only later."""
    made = {name for _, step in steps for name in step.makes}
    there: set[str] = set()
    for path, step in steps:
        for n, name in enumerate(step.uses):
            if name in made - there:
                message = f"'{name}' is used here, but made only here or in a later step"
                yield Problem((*path, "uses", n), message, "move the step, or mend makes and uses")
        there |= set(step.makes)


def _loops(handbook: Handbook) -> Iterator[Problem]:
    """Find SOPs that, followed step by step, lead back to themselves."""
    calls: Mapping[str, list[tuple[DataPath, str]]] = {
        sop_id: [((*path, "sop"), step.sop) for path, step in sop.walk() if step.sop]
        for sop_id, sop in handbook.sops.items()
    }
    for sop_id, called in calls.items():
        for path, target in called:
            if sop_id in _reachable(target, calls):
                message = f"'{sop_id}' calls '{target}', which leads back to '{sop_id}'"
                problem = Problem(path, message, "link to it in the text instead")
                yield problem.below(f"sops/{sop_id}.yaml")


def _reachable(start: str, calls: Mapping[str, list[tuple[DataPath, str]]]) -> set[str]:
    """Return the ids of the SOPs that are called from ``start`` on, itself among them."""
    found: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [target for _, target in calls.get(name, [])]
    return found


def _earlier(handbook: Handbook) -> Iterator[Problem]:
    """Find earlier ids of SOPs that lead to two: such an address can lead to one page only."""
    taken = {sop_id: sop_id for sop_id in handbook.sops}
    for sop_id, sop in handbook.sops.items():
        for n, name in enumerate(sop.was):
            if name in taken:
                message = f"'{name}' already leads to '{taken[name]}'"
                problem = Problem(("was", n), message, "name it in one place only")
                yield problem.below(f"sops/{sop_id}.yaml")
            taken.setdefault(name, sop_id)
