"""What a check found wrong, before anybody knows which line it stands on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

# The way to a value: the data file's name, then keys and list positions,
# for example ("sops/ordering.yaml", "steps", 0, "do").
DataPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the data, placed by path.

    ``message`` says what is wrong, ``cure`` how to mend it. ``at_key`` places the
    mistake at the key rather than at its value. ``first`` is the path of the other
    half of a pair, such as the first of two equal ids.
    """

    path: DataPath
    message: str
    cure: str
    at_key: bool = False
    first: DataPath | None = None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the cure line for an unknown word: the nearest known one, or all of them.

    >>> did_you_mean("orderign", ["ordering", "invoicing"])
    "did you mean 'ordering'?"
    """
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if not words:
        return "there are none yet: add it to _data first"
    if len(words) > 12:
        return f"use one of: {', '.join(words[:12])}, …"
    return f"use one of: {', '.join(words)}"
