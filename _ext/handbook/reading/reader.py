"""Read YAML into plain data with places.

The reader takes the YAML that people need to write data and refuses the rest. Only
``true``, ``false``, ``null`` and numbers are not text (YAML 1.2's core schema); tags,
aliases, merge keys and repeated keys are refused; size and depth are bounded. It walks
the parser's events with a stack of its own, so that no nesting exhausts Python's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from handbook.reading.scalars import resolve
from handbook.reading.source import UNREADABLE, Complaint, Mark, Source, Spot
from handbook.reading.syntax import explain, without_value

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
#: Takes the place of a value that broke the syntax; a noncharacter no file can hold.
_STAND_IN = "\ufdd0"
#: After so many broken lines the rest of the file is not looked at.
_MAX_REPAIRS = 20


class _Stop(Exception):
    """Reading cannot go on."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    value: Any
    spot: Spot
    key: str | None = None
    bad: bool = False


def read(raw: bytes) -> Source:
    """Read the bytes of a YAML file; never raises, whatever they are.

    Where a line breaks the syntax, its value is taken out and reading goes on, so that
    the file's other mistakes are told at the same time.
    """
    complaints: list[Complaint] = []
    source = Source(None, Spot(Mark(1, 1)), complaints)
    try:
        text: str | None = _decode(raw, source)
    except _Stop:
        return source
    mended: set[int] = set()
    while text is not None:
        source = Source(None, Spot(Mark(1, 1)), [])
        try:
            _Reader(text, source).read()
            break
        except _Stop:
            break
        except yaml.YAMLError as error:
            found = explain(error, text)
        line = found.mark.line
        told = next((c for c in source.complaints if c.mark.line == line), None)
        source = Source(None, Spot(Mark(1, 1)), [])
        if line in mended or len(mended) >= _MAX_REPAIRS:
            break
        complaints.append(told or found)
        mended.add(line)
        text = without_value(text, line, _STAND_IN)
    source.complaints[:0] = complaints
    return source


def _decode(raw: bytes, source: Source) -> str:
    def stop(message: str, cure: str, mark: Mark = Mark(1, 1)) -> _Stop:
        source.complaints.append(Complaint(mark, message, cure))
        return _Stop()

    if len(raw) > MAX_BYTES:
        raise stop(f"the file is larger than {MAX_BYTES >> 10} KB", "split it into several files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        mark = Mark(before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        raise stop("the file is not UTF-8 from here on", "save it as UTF-8", mark) from None
    bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]", text)
    if bad:
        mark = _mark_of(text, bad.start())
        raise stop(f"a control character (U+{ord(bad[0]):04X})", "delete it", mark)
    return text


def _mark_of(text: str, index: int) -> Mark:
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


class _Reader:
    """Turns the parser's events into data, spots and problems."""

    def __init__(self, text: str, source: Source) -> None:
        self.text = text
        self.source = source
        self.stack: list[_Open] = []
        self.skipping = 0
        self.documents = 0

    def read(self) -> None:
        """Read the whole text into the source."""
        events = yaml.parse(self.text, Loader=yaml.CSafeLoader)
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self.scalar,
            yaml.MappingStartEvent: self.opening,
            yaml.SequenceStartEvent: self.opening,
            yaml.MappingEndEvent: self.closing,
            yaml.SequenceEndEvent: self.closing,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.document,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler:
                handler(event)

    def complain(self, event: Any, message: str, cure: str) -> None:
        """Note a problem where ``event`` stands."""
        mark = Mark(event.start_mark.line + 1, event.start_mark.column + 1)
        self.source.complaints.append(Complaint(mark, message, cure))

    def document(self, event: Any) -> None:
        """Refuse a second document in one file."""
        self.documents += 1
        if self.documents > 1:
            self.complain(event, "a second document begins here", "delete the line with ---")
            raise _Stop

    def alias(self, event: Any) -> None:
        """Refuse ``*name``, and put nothing in its place."""
        cure = "write the value out; quote a text that begins with *"
        self.complain(event, "aliases are not supported", cure)
        if not self.skipping:
            self.place(None, self.spot_of(event), bad=True)

    def spot_of(self, event: Any) -> Spot:
        """Return a fresh spot for ``event``, complaining about what it may not carry."""
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            cure = "write the value where it is needed; quote a text that begins with &"
            self.complain(event, "anchors are not supported", cure)
        return Spot(Mark(event.start_mark.line + 1, event.start_mark.column + 1))

    def scalar(self, event: Any) -> None:
        """Take a scalar as key or value."""
        if self.skipping:
            return
        spot = self.spot_of(event)
        bad = self.tagged(event)
        spot.block = event.style in ("|", ">")
        value = event.value
        if event.style is None or event.style == "":
            value = resolve(event.value)
            if not isinstance(value, str):
                spot.written = event.value
        self.place(value, spot, bad=bad or value == _STAND_IN)

    def tagged(self, event: Any) -> bool:
        """Complain about an explicit tag."""
        if event.tag is None or event.tag == "!":
            return False
        cure = "delete it; quote a text that begins with !"
        self.complain(event, f"the tag {event.tag} is not supported", cure)
        return True

    def opening(self, event: Any) -> None:
        """Open a list or a mapping."""
        if len(self.stack) + self.skipping >= MAX_DEPTH:
            self.complain(event, f"nested more than {MAX_DEPTH} deep", "flatten it")
            raise _Stop
        mapping = isinstance(event, yaml.MappingStartEvent)
        if self.skipping or self.is_key():
            if not self.skipping:
                self.odd_key(event)
            self.skipping += 1
            return
        bad = self.tagged(event)
        value: Any = {} if mapping else []
        self.stack.append(_Open(value, self.spot_of(event), bad=bad))

    def odd_key(self, event: Any) -> None:
        """Complain about a list or mapping used as a key: nearly always ``{{`` in plain text."""
        top = self.stack[-1]
        if self.text.startswith("{{", event.start_mark.index - 1):
            top.bad = True
            message = "text that begins with {{ has to be in quotes"
            mark = Mark(event.start_mark.line + 1, event.start_mark.column)
            self.source.complaints.append(Complaint(mark, message, 'write "{{field}} …"'))
        else:
            self.complain(event, "a key has to be a word", "write key: value")

    def closing(self, event: Any) -> None:
        """Close the list or mapping that was opened last."""
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self.stack[-1].key = ""
            return
        done = self.stack.pop()
        self.place(done.value, done.spot, bad=done.bad)

    def is_key(self) -> bool:
        """Return whether the next value is a key of the mapping being read."""
        top = self.stack[-1] if self.stack else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def place(self, value: Any, spot: Spot, *, bad: bool) -> None:
        """Put ``value`` where it belongs: a key, under its key, into its list, or on top."""
        if not self.stack:
            self.source.data, self.source.spot = value, spot
            return
        top = self.stack[-1]
        if self.is_key():
            self.key(top, value if spot.written is None else spot.written, spot)
            return
        key: str | int
        if isinstance(top.value, dict):
            key, top.key = str(top.key), None
            if key == "":
                return
            top.value[key] = UNREADABLE if bad else value
        else:
            key = len(top.value)
            top.value.append(UNREADABLE if bad else value)
        top.spot.inside[key] = spot

    def key(self, top: _Open, name: str, spot: Spot) -> None:
        """Take ``name`` as the key of the value to come."""
        top.key = name
        if name == "<<":
            self.source.complaints.append(
                Complaint(spot.mark, "merge keys are not supported", "write the keys out")
            )
            top.key = ""
        elif name in top.value:
            message = f"the key '{name}' is given twice (first on line {top.spot.keys[name].line})"
            self.source.complaints.append(Complaint(spot.mark, message, "delete one of the two"))
            top.key = ""
        else:
            top.spot.keys[name] = spot.mark
