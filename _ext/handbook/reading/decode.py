"""Bytes to text, and what no text in the data may hold."""

from __future__ import annotations

import re

from handbook.reading.source import Complaint, Mark

MAX_BYTES = 1 << 20

#: Characters that nobody sees or types: controls, line breaks that editors do not count
#: as such, and code points that are no characters.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|\r(?!\n)"
)
_CURE = "delete it, or type it again"


def decode(raw: bytes) -> str | Complaint:
    """Return the text of a data file, or what keeps it from being read."""
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES >> 20} MB"
        return Complaint(Mark(1, 1), message, "split it into several files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from after a byte order mark.
        before = error.object[: error.start].decode("utf-8")
        return Complaint(_end_of(before), "the file is not UTF-8 from here on", "save it as UTF-8")
    return first_refused(text) or text


def first_refused(text: str) -> Complaint | None:
    """Return the first place in a text that holds what none may."""
    if found := _REFUSED.search(text):
        return Complaint(_end_of(text[: found.start()]), _named(found[0]), _CURE)
    return None


def refused(value: str) -> tuple[str, str] | None:
    """Return message and cure if ``value`` holds what the data may not, by an escape."""
    found = _REFUSED.search(value)
    return (_named(found[0]), _CURE) if found else None


def _named(character: str) -> str:
    return f"a control character (U+{ord(character):04X})"


def _end_of(text: str) -> Mark:
    return Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))
