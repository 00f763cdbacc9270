"""Read a YAML file: its data with places, and all that is wrong with its syntax."""

from __future__ import annotations

import yaml

from handbook.reading.decode import MAX_BYTES, decode
from handbook.reading.events import Reader, StopError
from handbook.reading.source import Complaint, Source
from handbook.reading.syntax import ALIGN, Repair, explain, repairs

#: How often a file with mistakes in its syntax is read again; a large one less often.
_MAX_READS = 60
#: So many lines out of line are one mistake: what belongs where is not known after the first.
_ASTRAY = 2


def read(raw: bytes) -> Source:
    """Read the bytes of a YAML file; never raises, whatever they are.

    Where a line breaks the syntax, it is mended in memory and reading goes on, so that
    the file's other mistakes are told at the same time.
    """
    text = decode(raw)
    if isinstance(text, Complaint):
        return Source(complaints=[text])
    repair = Repair(text)
    source, fault = _attempt(repair)
    told: list[Complaint] = []
    left = min(_MAX_READS, 2 + MAX_BYTES // (len(text) + 1))
    while fault:
        told.append(fault)
        line, fault = fault.mark.line, None
        for mended in repairs(repair, line):
            if not left:
                break
            left -= 1
            source, next_fault = _attempt(mended)
            if not next_fault or next_fault.mark.line > line:
                repair, fault = mended, next_fault
                break
    astray = [number for number, complaint in enumerate(told) if complaint.cure == ALIGN]
    if len(astray) >= _ASTRAY:
        told = told[: astray[0] + 1]
        before = [c for c in source.complaints if c.mark < told[-1].mark]
        return Source(complaints=[*told, *before])
    # What was found on a line before it was mended may be found on it again.
    source.complaints = list(dict.fromkeys([*told, *source.complaints]))
    source.gaps = repair.gap
    return source


def _attempt(repair: Repair) -> tuple[Source, Complaint | None]:
    """Read a text; return what was read and the mistake that stopped the parser, if one did."""
    reader = Reader(repair)
    try:
        return reader.source, reader.read()
    except StopError:
        return reader.source, None
    except yaml.YAMLError as error:
        found = explain(error, repair.text, reader.last)
        found = found._replace(mark=repair.mark(*found.mark))
        # What was said of the line already is nearer to what its author did.
        said = (c for c in reader.source.complaints if c.mark.line == found.mark.line)
        return reader.source, next(said, found)
