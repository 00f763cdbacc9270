"""What unquoted words and numbers in YAML mean."""

from __future__ import annotations

import re

_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
#: Numbers longer than this are text to nobody's use and slow to convert.
_MAX_DIGITS = 40


def resolve(written: str) -> str | bool | int | float | None:
    """Return what an unquoted scalar means in YAML 1.2's core schema."""
    if written in _WORDS:
        return _WORDS[written]
    if written[0] in "0123456789+-." and len(written) <= _MAX_DIGITS:
        if _INT.fullmatch(written):
            return int(written, 0) if written[:2] in ("0o", "0x") else int(written)
        if _FLOAT.fullmatch(written):
            return float(re.sub(r"\.(inf|nan)", r"\1", written.lower()))
    return written
