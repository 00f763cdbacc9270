"""Turn the YAML parser's events into plain data with places.

It takes the YAML that people need to write data and refuses the rest. Only ``true``,
``false`` and numbers are not text (YAML 1.2's core schema); tags, aliases, merge keys,
repeated keys and values that are not written are refused; depth and length of text are
bounded. The events are walked with a stack of its own, so that no nesting exhausts
Python's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.model.problem import shown
from handbook.reading.decode import refused
from handbook.reading.scalars import resolve
from handbook.reading.source import UNREADABLE, Complaint, Mark, Source, Spot
from handbook.reading.syntax import STAND_IN, Repair

MAX_DEPTH = 20
MAX_TEXT = 20_000
#: The parser itself grows slow where nesting has no end, so that it is stopped here.
_HOPELESS = 200

#: A line of a block with something on it.
_TEXT = re.compile(r"\n( *)[^ \r\n]")
_HASH = re.compile(r"[ \t]+(#[^\s#]\S*)")


class StopError(Exception):
    """What is wrong was said, and reading on leads nowhere."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; ``key`` waits for its value."""

    value: Any
    spot: Spot
    key: str | None = None
    bad: bool = False


#: In place of a key whose value is not kept.
_DROPPED = "\ufdd1"


class Reader:
    """Turns the parser's events into data, spots and complaints."""

    def __init__(self, repair: Repair) -> None:
        self.repair = repair
        self.source = Source()
        self.stack: list[_Open] = []
        #: How many lists and mappings are open inside one that is not kept.
        self.skipping = 0
        self.last: Any = None

    def read(self) -> Complaint | None:
        """Read the whole text into the source, or up to where it stops being one document.

        Returns what stopped it; raises what the parser raises.
        """
        documents = 0
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.opening,
            yaml.SequenceStartEvent: self.opening,
            yaml.MappingEndEvent: self.closing,
            yaml.SequenceEndEvent: self.closing,
            yaml.AliasEvent: self.alias,
        }
        for event in yaml.parse(self.repair.text, Loader=yaml.CSafeLoader):
            self.last = event
            if handler := handlers.get(type(event)):
                handler(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document begins here"
                    return Complaint(self.mark(event), message, "delete the line with ---")
            elif isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                message = "the document ends here"
                return Complaint(self.mark(event), message, "delete the line with ...")
        return None

    def mark(self, event: Any) -> Mark:
        """Return where ``event`` stands in the file as it was written."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.start_mark.index >= len(self.repair.text):
            # Behind a block of text the parser is on a line that is not there.
            line = self.repair.text.count("\n") + 1
            column = len(self.repair.text) - self.repair.text.rfind("\n")
        return self.repair.mark(line, column)

    def complain(self, mark: Mark, message: str, cure: str) -> None:
        """Note something wrong."""
        self.source.complaints.append(Complaint(mark, message, cure))

    def alias(self, event: Any) -> None:
        """Refuse ``*name``, and put nothing in its place."""
        mark = self.mark(event)
        cure = "write the value out; quote a text that begins with *"
        self.complain(mark, "aliases are not supported", cure)
        if not self.skipping:
            self.place(UNREADABLE, Spot(mark))

    def carries(self, event: Any, mark: Mark) -> bool:
        """Complain about an anchor or a tag; return whether the value is unusable for it."""
        if event.anchor:
            cure = "write the value where it is needed; quote a text that begins with &"
            self.complain(mark, "anchors are not supported", cure)
        if event.tag in (None, "!"):
            return False
        cure = "delete it; quote a text that begins with !"
        self.complain(mark, f"the tag {shown(event.tag)} is not supported", cure)
        return True

    def scalar(self, event: Any) -> None:
        """Take a scalar as key or value."""
        if self.skipping:
            return
        mark = self.mark(event)
        spot = Spot(mark, block=event.style in ("|", ">"))
        if event.style == "|" and (
            begins := _TEXT.search(self.repair.text, event.start_mark.index)
        ):
            spot.column = len(begins[1]) + 1
        bad = self.carries(event, mark)
        value = event.value
        if not event.style:
            value = resolve(event.value)
            if not isinstance(value, str):
                spot.written = event.value
            bad = self.cut_short(event) or bad
        elif value == STAND_IN:
            bad = True
        elif event.style == '"' and (told := refused(value)):
            self.complain(mark, *told)
            bad = True
        if len(event.value) > MAX_TEXT:
            message = f"the text is longer than {MAX_TEXT:,} characters"
            self.complain(mark, message, "split it, or put it on a page")
            bad = True
        self.place(UNREADABLE if bad else value, spot)

    def cut_short(self, event: Any) -> bool:
        """Complain about words behind ``#``, which YAML takes for a comment."""
        end = event.end_mark.index
        if self.repair.text[end : end + 1] not in (" ", "\t"):
            return False
        found = _HASH.match(self.repair.text, end)
        if not found:
            return False
        message = f"'{shown(found[1])}' is left out, for a space and # begin a comment"
        cure = "put the whole text in quotes, or write the comment with a space after #"
        column = event.end_mark.column + 1 + found.start(1) - end
        self.complain(self.repair.mark(event.end_mark.line + 1, column), message, cure)
        return True

    def opening(self, event: Any) -> None:
        """Open a list or a mapping."""
        mark = self.mark(event)
        if self.skipping:
            self.skipping += 1
            if self.skipping > _HOPELESS:
                raise StopError
            return
        bad = self.carries(event, mark)
        if self.is_key():
            self.odd_key(event, mark)
            self.skipping = 1
        elif len(self.stack) >= MAX_DEPTH:
            self.complain(mark, f"nested more than {MAX_DEPTH} deep", "flatten it")
            self.place(UNREADABLE, Spot(mark))
            self.skipping = 1
        else:
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.stack.append(_Open(value, Spot(mark, {}, {}), bad=bad))

    def odd_key(self, event: Any, mark: Mark) -> None:
        """Complain about a list or mapping used as a key: nearly always ``{{`` in plain text."""
        top = self.stack[-1]
        if self.repair.text.startswith("{{", event.start_mark.index - 1):
            top.bad = True
            mark = mark._replace(column=mark.column - 1)
            message = "text that begins with {{ has to be in quotes"
            self.complain(mark, message, 'write "{{field}} …"')
        else:
            self.complain(mark, "a key has to be a word", "write key: value")
        top.key = _DROPPED

    def closing(self, event: Any) -> None:
        """Close the list or mapping that was opened last."""
        if self.skipping:
            self.skipping -= 1
            return
        done = self.stack.pop()
        self.place(UNREADABLE if done.bad else done.value, done.spot)

    def is_key(self) -> bool:
        """Return whether the next value is a key of the mapping being read."""
        top = self.stack[-1] if self.stack else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def place(self, value: Any, spot: Spot) -> None:
        """Put ``value`` where it belongs: a key, under its key, into its list, or on top."""
        if not self.stack:
            self.source.data, self.source.spot = value, spot
            return
        top = self.stack[-1]
        if isinstance(top.value, dict) and top.key is None:
            self.key(top, value if spot.written is None else spot.written, spot.mark)
            return
        if top.key == _DROPPED:
            top.key = None
            return
        if value is None:
            self.complain(spot.mark, *_nothing(spot.written))
            value = UNREADABLE
        key: str | int
        if isinstance(top.value, dict):
            key, top.key = str(top.key), None
            top.value[key] = value
        else:
            key = len(top.value)
            top.value.append(value)
        if top.spot.inside is not None:
            top.spot.inside[key] = spot

    def key(self, top: _Open, name: Any, mark: Mark) -> None:
        """Take ``name`` as the key of the value to come."""
        top.key = _DROPPED
        keys = top.spot.keys
        if name is UNREADABLE or keys is None:
            return
        if not name.strip():
            self.complain(mark, "a key has to be a word", "write key: value")
        elif name == "<<":
            self.complain(mark, "merge keys are not supported", "write the keys out")
        elif name in keys:
            message = f"the key '{shown(name)}' is given twice (first on line {keys[name].line})"
            self.complain(mark, message, "delete one of the two")
        else:
            # A thousand SOPs have the same twenty keys.
            top.key = name = sys.intern(name)
            keys[name] = mark


def _nothing(written: str | None) -> tuple[str, str]:
    """Return message and cure for a value that YAML takes for nothing."""
    if not written:
        return "nothing is written here", "write it, or delete the key"
    return f"{written} is nothing to YAML", f'put it in quotes: "{written}", or delete the key'
