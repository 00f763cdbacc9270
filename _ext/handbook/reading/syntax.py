"""The YAML parser's complaints, said so that somebody who never met YAML can cure them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from handbook.reading.source import Complaint, Mark

#: Takes the place of a value that broke the syntax; a noncharacter no file can hold.
STAND_IN = "\ufdd0"

#: The cure for a line that is not where it belongs.
ALIGN = "align it with the lines around it"
_QUOTE = 'put the whole text in quotes: "…"'
#: (what the parser says, what is wrong, the cure), tried in order.
_SYNTAX = (
    ("mapping values are not allowed", "a colon and a space inside unquoted text",
     'put the whole text in quotes: "…: …"'),
    ("cannot start any token", "text cannot begin with this character", _QUOTE),
    ("found a tab character", "a tab in the indentation", "indent with spaces"),
    ("found unexpected end of stream", "a quotation mark is opened and never closed",
     "close it, or double it inside the text"),
    ("unexpected document indicator", "a quotation mark is opened and never closed",
     "close it, or double it inside the text"),
    ("could not find expected ':'", "a key without a colon and a space",
     "write key: value, or indent the text"),
    ("did not find expected ',' or", "a bracket is opened and not closed",
     "close it with ] or }, or put the text in quotes"),
    ("block sequence entries are not allowed", "a list begins in the wrong place",
     "start each item on a line of its own"),
    ("undefined alias", "aliases are not supported",
     "write the value out; quote a text that begins with *"),
    ("expected alphabetic or numeric", "text cannot begin with * or &", _QUOTE),
    ("escape", "a backslash means something else in double quotes",
     "use single quotes, or write the backslash twice"),
    ("directive", "a line cannot begin with %", _QUOTE),
    ("tag", "tags are not supported", "quote a text that begins with !"),
    ("did not find expected", "the indentation is off here", ALIGN),
)  # fmt: skip

#: Where the parser says that something is missing, but means what it was reading.
_MEANS_START = ("end of stream", "document indicator", "expected ':'", "expected ',' or")

#: ``  - key: value``: what comes before the value, and the value.
_KEY_AND_VALUE = re.compile(r"(\s*(?:- +)*[\w-]+:[ \t]+)(\S.*)")
_KEY = re.compile(r"\s*(?:- +)*")
_BEGINS = re.compile(r"\s*(?:- +)*[\w-]+:(?:\s|$)")
#: A list item's dash without the space behind it, before a key.
_DASH = re.compile(r"\s*-(?=\w[\w-]*:(?:\s|$))")
_COLON = re.compile(r"\s*(?:- +)*[\w-]+:(?=[^\s/])")
_FLOW_END = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class Repair(NamedTuple):
    """A text without some of its mistakes: ``gap`` where a whole line had to go for one.

    ``moves`` tells for a line (from 1) after which column how many were put in.
    """

    text: str
    gap: bool = False
    moves: Mapping[int, tuple[int, int]] = {}

    def line(self, number: int, put: str, *, gap: bool = False) -> Repair:
        """Return the text with ``put`` for a line, of which nothing is moved."""
        lines = self.text.split("\n")
        lines[number - 1] = put
        return Repair("\n".join(lines), gap or self.gap, self.moves)

    def moved(self, number: int, put: str, column: int) -> Repair:
        """Return the text with ``put`` for a line, which differs by spaces after ``column``."""
        shift = len(put) - len(self.text.split("\n")[number - 1])
        return self.line(number, put)._replace(moves={**self.moves, number: (column, shift)})

    def mark(self, line: int, column: int) -> Mark:
        """Return where a place of this text is in the file as it was written."""
        after, shift = self.moves.get(line, (0, 0))
        return Mark(line, max(after + 1, column - shift) if column > after else column)


def explain(error: yaml.YAMLError, text: str, last: Any) -> Complaint:
    """Return what the parser's ``error`` means for somebody who edits ``text``.

    ``last`` is the last event that the parser could still give, or None.
    """
    said = str(getattr(error, "problem", None) or error)
    place = getattr(error, "problem_mark", None)
    if place is None or any(needle in said for needle in _MEANS_START):
        place = getattr(error, "context_mark", None) or place
    mark = Mark(place.line + 1, place.column + 1) if place else Mark(1, 1)
    lines = text.split("\n")
    if mark.line > len(lines):
        mark = Mark(len(lines), len(lines[-1]) + 1)
    line = lines[mark.line - 1]
    if said.startswith("did not find expected") and (found := _runs_on(mark, last)):
        return found
    if line[: mark.column].strip(" ").startswith("\t"):
        return Complaint(mark, "a tab in the indentation", "indent with spaces")
    above = lines[mark.line - 2] if mark.line > 1 else ""
    for number, suspect in ((mark.line, line), (mark.line - 1, above)):
        if dash := _DASH.match(suspect):
            message = "a space is missing after the -"
            return Complaint(Mark(number, dash.end()), message, "write - and a space")
    if "mapping values" in said and (key := _key_before(line, mark.column)):
        if tight := _COLON.match(above):
            # What is below was taken for more of the same words.
            begins = _KEY.match(above)
            column = (begins.end() if begins else 0) + 1
            message = f"a space is missing after {above[column - 1 : tight.end()]}"
            return Complaint(Mark(mark.line - 1, column), message, "write key: value")
        message = "the line is not aligned with the one above"
        return Complaint(Mark(mark.line, key), message, ALIGN)
    for needle, message, cure in _SYNTAX:
        if needle in said:
            return Complaint(mark, message, cure)
    return Complaint(mark, f"this is not YAML ({said})", "compare it with another file in _data")


def _runs_on(mark: Mark, last: Any) -> Complaint | None:
    """Explain text after a closing quotation mark or bracket, just before ``mark``."""
    if last is None or last.end_mark.line + 1 != mark.line:
        return None
    empty = last.start_mark.index == last.end_mark.index
    start = Mark(last.start_mark.line + 1, last.start_mark.column + 1)
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        if start.line < mark.line:
            message = "a quotation mark is opened and not closed on its line"
            return Complaint(start, message, "close it, or double it inside the text")
        message = "text goes on after the closing quotation mark"
        return Complaint(mark, message, "quote the whole text; double a mark inside it")
    if isinstance(last, _FLOW_END) and not empty:
        cure = "put the whole text in quotes, also when it begins with a link"
        return Complaint(mark, "text goes on after the closing bracket", cure)
    return None


def _key_before(line: str, column: int) -> int | None:
    """Return the column of the key whose colon is at ``column``, if that is the line's first."""
    start = _KEY.match(line)
    begins = start.end() if start else 0
    key = line[begins : column - 1]
    return begins + 1 if re.fullmatch(r"[\w-]+", key) else None


def repairs(broken: Repair, number: int) -> Iterator[Repair]:
    """Yield ways to read on after a mistake on a line (from 1), the least harmful first.

    A space is put in, the value is taken out, or the line is aligned with the one above,
    or it is left out.
    """
    lines = broken.text.split("\n")
    if number > len(lines):
        return
    here, after = lines[number - 1], lines[number:]
    if here.rstrip() in ("---", "..."):
        yield broken.line(number, "")
        return
    if tight := _DASH.match(here) or _COLON.match(here):
        put = f"{tight[0]} {here[tight.end() :]}"
        yield broken.moved(number, put, tight.end())
    if value := _KEY_AND_VALUE.match(here):
        # What is indented further belongs to the value.
        column = _column(here)
        ends = next((n for n, other in enumerate(after) if other.strip() and
                     _column(other, key=False) <= column), len(after))  # fmt: skip
        if value[2][0] in "|>":
            ends = 0
        taken = broken.line(number, f'{value[1]}"{STAND_IN}"').text.split("\n")
        taken[number : number + ends] = [""] * ends
        yield broken._replace(text="\n".join(taken))
    above = next((other for other in reversed(lines[: number - 1]) if other.strip()), "")
    aligned = " " * _column(above) + here.lstrip()
    if aligned != here and _BEGINS.match(here):
        yield broken.moved(number, aligned, 0)
    yield broken.line(number, "", gap=True)


def _column(line: str, *, key: bool = True) -> int:
    """Return the column, from 0, at which the key of ``line`` begins, or its first dash."""
    start = _KEY.match(line) if key else re.match(r"\s*", line)
    return start.end() if start else 0
