"""What is found wrong, before anybody knows which line it stands on."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pydantic_core import PydanticCustomError

# The way to a value: the data file's name, then keys and list positions,
# for example ("sops/ordering.yaml", "steps", 0, "do").
DataPath = tuple[str | int, ...]

#: Begins the cure that names a word to use instead.
ASKED = "did you mean '"
#: How much of a value a message repeats.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the data, placed by path.

    ``message`` says what is wrong, ``cure`` how to mend it. ``at_key`` places the
    mistake at the key rather than at its value. ``first`` is the path of the other
    half of a pair, such as the first of two equal ids. ``line`` is the line of a text,
    from 0, that the mistake is on.
    """

    path: DataPath
    message: str
    cure: str
    at_key: bool = False
    first: DataPath | None = None
    line: int | None = None

    def below(self, *keys: str | int) -> Problem:
        """Return the same problem with paths that begin with ``keys``."""
        first = None if self.first is None else (*keys, *self.first)
        return dataclasses.replace(self, path=(*keys, *self.path), first=first)


class Told(NamedTuple):
    """A mistake in a value and its cure, and in a long text its line, from 0."""

    message: str
    cure: str
    line: int | None = None


def fault(message: str, cure: str) -> PydanticCustomError:
    """Return the error that a validator raises: what is wrong, and the cure."""
    return faults([Told(message, cure)])


def faults(told: list[Told]) -> PydanticCustomError:
    """Return the error for a value with several mistakes."""
    what = "; ".join(f"{one.message} · {one.cure}" for one in told)
    # Braces in it would be read as a template.
    return PydanticCustomError("handbook", "{what}", {"what": what, "told": told})


def shown(value: object) -> str:
    """Return ``value`` as a message repeats it: on one line, and not the whole of a long one."""
    text = value if isinstance(value, str) else str(value)
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``word`` is probably a misspelling of, if there is one."""
    words = sorted(known)
    near = difflib.get_close_matches(word[:_SHOWN], words, n=1, cutoff=0.6)
    if near:
        return near[0]
    # Two swapped letters make all the difference in a short word, and so does a capital.
    return next((other for other in words if sorted(other) == sorted(word.lower())), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the cure line for an unknown word: the nearest known one, or all of them.

    >>> did_you_mean("orderign", ["ordering", "invoicing"])
    "did you mean 'ordering'?"
    """
    # What is known may be as wrong as the word.
    words = sorted(map(shown, known))
    if near := nearest(word, words):
        return f"{ASKED}{near}'?"
    if not words:
        return "there are none yet: add it to _data first"
    if len(words) > 12:
        return f"use one of: {', '.join(words[:12])}, …"
    return f"use one of: {', '.join(words)}"
