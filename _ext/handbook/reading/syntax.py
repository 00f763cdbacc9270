"""The YAML parser's complaints, said so that somebody who never met YAML can cure them."""

from __future__ import annotations

import re

import yaml

from handbook.reading.source import Complaint, Mark

#: (what the parser says, what is wrong, the cure), tried in order.
_SYNTAX = (
    ("mapping values are not allowed", "a colon and a space inside unquoted text",
     'put the whole text in quotes: "…: …"'),
    ("found character that cannot start any token", "text cannot begin with this character",
     "put the whole text in quotes; indent with spaces, not tabs"),
    ("found a tab character", "a tab in the indentation", "indent with spaces"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed",
     "close it, or double it inside the text"),
    ("could not find expected ':'", "a line without a colon", "write key: value, or indent the text"),
    ("did not find expected key", "the indentation or a quotation mark is off here",
     "align the key with its neighbours; quote text that holds quotation marks"),
    ("did not find expected '-' indicator", "the list item is not aligned",
     "align the - with the items above"),
    ("did not find expected ',' or", "a bracket is opened and not closed",
     "close it with ] or }, or quote the text"),
    ("block sequence entries are not allowed", "a list begins in the wrong place",
     "start the list on a line of its own"),
    ("undefined alias", "aliases are not supported",
     "write the value out; quote a text that begins with *"),
    ("expected alphabetic or numeric", "text cannot begin with * or &", "put it in quotes"),
    ("tag", "tags are not supported", "quote a text that begins with !"),
)  # fmt: skip


#: A line whose value can be taken out without harm to the rest: ``  - key: value``.
_KEY_AND_VALUE = re.compile(r"^(\s*(?:- +)*[\w-]+:\s+)\S.*$")


def explain(error: yaml.YAMLError, text: str) -> Complaint:
    """Return what the parser's ``error`` means for somebody who edits ``text``."""
    said = str(getattr(error, "problem", None) or error)
    place = getattr(error, "problem_mark", None)
    if place is None or "end of stream" in said:
        place = getattr(error, "context_mark", None) or place
    mark = Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
    for needle, message, cure in _SYNTAX:
        if needle in said:
            return Complaint(mark, message, cure)
    return Complaint(mark, f"this is not YAML ({said})", "compare it with another file in _data")


def without_value(text: str, line: int, stand_in: str) -> str | None:
    """Return ``text`` with the value on ``line`` (from 1) replaced, or None if it has none.

    Reading goes on with it after a syntax error, to find the file's other mistakes.
    """
    lines = text.split("\n")
    if line > len(lines):
        return None
    match = _KEY_AND_VALUE.match(lines[line - 1])
    if not match:
        return None
    lines[line - 1] = f'{match[1]}"{stand_in}"'
    return "\n".join(lines)
