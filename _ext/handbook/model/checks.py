"""Checks across the data that no single value can answer for.

Ids are held against what exists while each value is read (`handbook.model.base.To`);
here is what concerns the order of steps, pairs, and loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from handbook.model.actions import Copy
from handbook.model.base import Markdown, Text, Verbatim
from handbook.model.conditions import tests
from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath, Problem, did_you_mean
from handbook.model.sop import Sop, Step

_WAIT = re.compile(r"[1-9]\d* (minutes?|hours?|days?|weeks?|months?)")


def check(handbook: Handbook) -> Iterator[Problem]:
    """Yield every problem that shows only when the whole handbook is seen."""
    for sop_id, sop in handbook.sops.items():
        here: DataPath = (f"sops/{sop_id}.yaml",)
        for problem in check_sop(sop):
            first = (*here, *problem.first) if problem.first else None
            yield Problem(
                (*here, *problem.path), problem.message, problem.cure, problem.at_key, first
            )
    yield from _loops(handbook)


def check_sop(sop: Sop) -> Iterator[Problem]:
    """Yield the problems of one SOP, their paths starting below its file."""
    yield from _repeated_ids(sop)
    yield from _conditions(sop)
    yield from _dates(sop)
    yield from _placeholders(sop)
    yield from _order_of_artefacts(sop)


def repeated(items: Iterable[tuple[DataPath, str]], what: str) -> Iterator[Problem]:
    """Yield a problem for each id in ``items`` (path, id) that was there before."""
    first: dict[str, DataPath] = {}
    for path, name in items:
        if name in first:
            cure = "give one of them another id"
            yield Problem(path, f"the {what} id '{name}' is used twice", cure, first=first[name])
        first.setdefault(name, path)


def _repeated_ids(sop: Sop) -> Iterator[Problem]:
    steps = [((*path, "id"), step.id) for path, step in sop.walk()]
    old = [
        ((*path, "was", position), name)
        for path, step in sop.walk()
        for position, name in enumerate(step.was)
    ]
    yield from repeated(steps + old, "step")
    yield from repeated(
        [(("sections", n, "id"), section.id) for n, section in enumerate(sop.sections)], "section"
    )
    fields = [
        ((*path, "fields", n, "id"), field.id)
        for path, step in sop.walk()
        for n, field in enumerate(step.fields)
    ]
    yield from repeated([(("about",), sop.subject.id), *fields], "field")
    for path, step in sop.walk():
        for n, field in enumerate(step.fields):
            options = [
                ((*path, "fields", n, "options", m, "id"), option.id)
                for m, option in enumerate(field.options)
            ]
            yield from repeated(options, "option")


def _conditions(sop: Sop) -> Iterator[Problem]:
    """Hold every `when` against the fields asked before it."""
    asked = {sop.subject.id: sop.subject}
    everything = sop.answers
    for path, step in sop.walk():
        for test in tests(step.when) if step.when else ():
            here = (*path, "when")
            if test.field not in everything:
                cure = did_you_mean(test.field, everything)
                yield Problem(here, f"no field has the id '{test.field}'", cure)
            elif test.field not in asked:
                message = f"the condition needs '{test.field}', which is asked only here or later"
                yield Problem(here, message, "ask the field in an earlier step")
            else:
                field = asked[test.field]
                options = {option.id for option in field.options}
                for value in test.values if options else ():
                    if value not in options:
                        cure = did_you_mean(str(value), options)
                        yield Problem(here, f"'{field.id}' has no option '{value}'", cure)
        asked |= {field.id: field for field in step.fields}


def _dates(sop: Sop) -> Iterator[Problem]:
    answers = sop.answers
    dates = {name for name, field in answers.items() if field.type == "date"}
    for path, step in sop.walk():
        if step.due and step.due.field not in dates:
            what = "is not a date" if step.due.field in answers else "is no field"
            message = f"'due' needs a date field, and '{step.due.field}' {what}"
            yield Problem((*path, "due"), message, did_you_mean(step.due.field, dates))
        if step.wait and not _WAIT.fullmatch(step.wait):
            cure = "write a number and a unit: 10 minutes"
            yield Problem((*path, "wait"), f"'{step.wait}' is not a time to wait", cure)


def _placeholders(sop: Sop) -> Iterator[Problem]:
    known = sop.answers
    for path, step in sop.walk():
        for key, text in _texts(step):
            for name in sorted(text.blanks - set(known)):
                message = f"the placeholder {{{{{name}}}}} names no field"
                yield Problem((*path, *key), message, did_you_mean(name, known))
    for key in ("purpose", "starts_when", "done_when"):
        text = getattr(sop, key)
        for name in sorted(text.blanks) if text else ():
            message = f"'{key}' is about the SOP and cannot hold {{{{{name}}}}}"
            yield Problem((key,), message, "write it without the answer")


def _texts(step: Step) -> Iterator[tuple[DataPath, Text | Markdown | Verbatim]]:
    """Yield key path and text for each text of ``step`` that may hold placeholders."""
    for key in ("do", "gate", "details"):
        if text := getattr(step, key):
            yield (key,), text
    for n, field in enumerate(step.fields):
        if field.hint:
            yield ("fields", n, "hint"), field.hint
    for n, action in enumerate(step.actions):
        if isinstance(action, Copy):
            yield ("actions", n, "copy"), action.copy_


def _order_of_artefacts(sop: Sop) -> Iterator[Problem]:
    """Find artefacts that a step uses although the SOP makes them only later."""
    made = {name for _, step in sop.walk() for name in step.makes}
    there: set[str] = set()
    for path, step in sop.walk():
        for n, name in enumerate(step.uses):
            if name in made - there:
                message = f"'{name}' is used here, but made only in a later step"
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
                yield Problem(
                    (f"sops/{sop_id}.yaml", *path), message, "link to it in the text instead"
                )


def _reachable(start: str, calls: Mapping[str, list[tuple[DataPath, str]]]) -> set[str]:
    found: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [target for _, target in calls.get(name, [])]
    return found
