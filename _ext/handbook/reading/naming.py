"""An id for what has none: from its words, and like no other id of its file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from handbook.model.base import id_from
from handbook.model.problem import DataPath, Problem
from handbook.model.text import TextError, parse, plain

#: Where words to name a thing by may stand, the best first.
_WORDS = ("do", "title", "label", "about")
#: An id is long enough with so many words, and may not end with one of these.
_ENOUGH = 4
_LOOSE = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "out", "s",
    "that", "the", "through", "to", "up", "what", "whether", "with",
}  # fmt: skip


def with_ids(problems: Iterable[Problem], data: Any, message: str) -> Iterator[Problem]:
    """Yield ``problems``; the cure of those with ``message``, of a missing id, says which to write.

    ``data`` is the file as read. No two things of it are told to take the same id, and none to
    take one that is there, was there, or names an answer. Where there are no words to go by, the
    cure stays as it was.
    """
    taken: set[str] | None = None
    for problem in problems:
        if problem.message == message and (near := _name(data, problem.path)):
            # What an SOP is about is an answer, too.
            taken = taken or {*_names(data), id_from(str(data.get("about", "")))}
            fresh = next(name for name in _tries(near) if name not in taken)
            taken.add(fresh)
            problem = dataclasses.replace(problem, cure=f"write id: {fresh}")
        yield problem


def _name(data: Any, path: DataPath) -> str:
    """Return an id made of the first words of what stands at ``path``, or nothing."""
    thing = data
    for key in path:
        thing = thing[key]
    written = next((thing[key] for key in _WORDS if isinstance(thing.get(key), str)), "")
    try:
        words = id_from(plain(parse(written))).split("-")
    except TextError:  # told elsewhere
        words = id_from(written).split("-")
    words = words[:_ENOUGH]
    while len(words) > 1 and words[-1] in _LOOSE:
        words.pop()
    return "-".join(words)


def _tries(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _names(data: Any) -> Iterator[str]:
    """Yield all that is an id in ``data``, or was, or names what is taken out of an answer."""
    if isinstance(data, list):
        for item in data:
            yield from _names(item)
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        if key == "id":
            yield str(value)
        elif key in ("was", "take") and isinstance(value, list | dict):
            yield from map(str, value)
        yield from _names(value)
