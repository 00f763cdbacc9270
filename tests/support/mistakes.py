"""Mistakes that people make in YAML, to be made at any place of the data where they fit.

A kind takes a pair of key and value that has a line to itself, and returns how the line reads then,
with ``¦`` where the mistake stands, what is said of it, and the cure.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handbook.reading.source import Source


@dataclass(frozen=True)
class Pair:
    """A key and its unquoted value, alone on a line: ``  - key: value``."""

    file: str
    path: tuple[str | int, ...]
    line: int
    """From 1."""
    before: str
    """What the line begins with: blanks, and dashes."""
    value: str
    holder: Mapping[str, Any]
    """What has the key."""
    begins: tuple[int, int]
    """Where that begins."""
    sibling: str
    """The id of what comes before that in its list, if there is one."""
    above: str
    """The line before."""

    @property
    def key(self) -> str:
        """The key."""
        return str(self.path[-1])

    @property
    def indent(self) -> str:
        """Blanks up to the key."""
        return " " * len(self.before)

    @property
    def sort(self) -> str:
        """What is written there: text, line, name, choice, flag, id, or something else."""
        if self.key == "about" and len(self.path) == 1:
            return "line"  # what one checklist of the SOP is for
        return next((sort for sort, keys in _SORTS.items() if self.key in keys), "other")


_SORTS = {
    "text": {"do", "purpose", "about", "gate", "used_for", "starts_when", "done_when"},
    "line": {"title", "label", "short", "brief"},
    "name": {"stage", "done_by", "who", "to", "team", "kept_in", "made_by", "then", "made_with"},
    "choice": {"type", "kind", "source"},
    "flag": {"must_do", "optional", "private", "older", "in_order"},
    "id": {"id"},
}


def pairs(file: str, lines: Sequence[str], source: Source) -> Iterator[Pair]:
    """Yield every such pair of a file."""
    todo: list[tuple[tuple[str | int, ...], Any, str]] = [((), source.data, "")]
    while todo:
        path, value, sibling = todo.pop()
        if isinstance(value, list):
            before = ["", *(item.get("id", "") for item in value if isinstance(item, dict))]
            todo += [((*path, n), item, before[n]) for n, item in enumerate(value)
                     if isinstance(item, dict)]  # fmt: skip
        else:
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    todo.append(((*path, key), inner, ""))
                elif found := _alone((*path, key), inner, lines, source):
                    line, begun = found
                    place = (file, (*path, key), line, begun, _written(inner))
                    yield Pair(*place, value, source.mark_at(path), sibling, lines[line - 2])


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _alone(
    path: tuple[str | int, ...], value: object, lines: Sequence[str], source: Source
) -> tuple[int, str] | None:
    """Return the line of a pair and what is before it there, if nothing else is on it."""
    line, column = source.mark_at(path, at_key=True)
    before, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    alone = rest == f"{path[-1]}: {_written(value)}" and not before.strip(" -")
    return (line, before) if alone else None


# -- How people misspell ---------------------------------------------------------------------------


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _short(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("aeinorst") + word[at + 1 :]


#: How -> what becomes of a word.
MISSPELT: dict[str, Callable[[str, random.Random], str]] = {
    "two letters swapped": _swapped,
    "a letter left out": _short,
    "a letter doubled": _doubled,
    "a letter mistyped": _mistyped,
}

# -- Kinds of mistakes -----------------------------------------------------------------------------

Made = tuple[str, str, str] | None
_Make = Callable[[Pair, random.Random], Made]
#: Kind -> which sorts of pairs it fits, and what it makes of one, which may be nothing.
KINDS: dict[str, tuple[set[str], _Make]] = {}
_ALL = {*_SORTS, "other"}
_WORDS = {"text", "line"}


def _kind(name: str, sorts: set[str]) -> Callable[[_Make], _Make]:
    def note(make: _Make) -> _Make:
        KINDS[name] = sorts, make
        return make

    return note


def _misspelt(word: str, chance: random.Random) -> str | None:
    """Return a word with a slip of the finger, or nothing if it is none, or looks like no id."""
    wrong = chance.choice(list(MISSPELT.values()))(word, chance)
    return None if wrong == word or "-" in (wrong[0], wrong[-1]) or "--" in wrong else wrong


def _value(name: str, sorts: set[str], form: str, said: str, cure: str) -> None:
    """Note a kind that puts something else for the value, or something around it."""

    def make(pair: Pair, chance: random.Random) -> Made:
        return f"{pair.before}{pair.key}: {form.format(pair.value)}", said, cure

    _kind(name, sorts)(make)


_value(
    "true for words",
    {"text", "line", "name"},
    "¦true",
    "true is not text to YAML",
    'put it in quotes: "true"',
)
_value(
    "a number for words",
    {"text", "line", "name"},
    "¦1.10",
    "1.10 is not text to YAML",
    'put it in quotes: "1.10"',
)
_value(
    "nothing for words",
    {"text", "line", "name"},
    "¦null",
    "null is nothing to YAML",
    'put it in quotes: "null"',
)
_value(
    "a list for words",
    _WORDS | {"name"},
    "¦[a, b]",
    "this is a list, and should be text",
    "write it as text",
)
_value(
    "keys for words",
    _WORDS | {"name"},
    "¦{{a: b}}",
    "this is keys and values, and should be text",
    "write it as text",
)
_value(
    "words for true",
    {"flag"},
    "¦yes",
    "this is text, and should be true or false",
    "write true or false, without quotes",
)
_value(
    "a colon in text",
    _WORDS,
    "{}¦: so",
    "a colon and a space inside unquoted text",
    "put the whole text in quotes",
)
_value(
    "a placeholder first",
    _WORDS,
    "¦{{{{a}}}} {}",
    "text that begins with {{ has to be in",
    'write "{{field}} …"',
)
_value(
    "a link first",
    _WORDS,
    "[a]¦(system:asana) {}",
    "text goes on after the closing bracket",
    "put the whole text in quotes",
)
_value(
    "an @ first",
    _WORDS,
    "¦@{}",
    "text cannot begin with this character",
    "put the whole text in quotes",
)
_value(
    "a comment in text", _WORDS, "{} ¦#now", "'#now' is left out", "put the whole text in quotes"
)
_value(
    "text after a quotation",
    _WORDS,
    "'a'¦s {}",
    "text goes on after the closing quotation mark",
    "double a mark inside it",
)
_value("an unclosed quotation", _WORDS, '¦"{}', "a quotation mark is opened and n", "close it")
_value("an unclosed bracket", _WORDS, "¦[{}", "a bracket is opened and not closed", "close it")
_value("a backslash", _WORDS, '"¦\\w {}"', "a backslash means something else", "single quotes")
_value("an alias", _WORDS | {"name"}, "¦*a", "aliases are not supported", "write the value out")
_value("an anchor", _ALL - {"id"}, "¦&a {}", "anchors are not supported", "write the value")
_value("a tag", _ALL - {"id"}, "¦!a {}", "the tag !a is not supported", "delete it")
_value("no id", {"id"}, "¦{} One", "is not an id", "use small letters, digits and single hyphens")
_value(
    "an address that runs",
    {"text"},
    "¦See [it](javascript:alert)",
    "'javascript:alert' is not an address the handbook links to",
    "start it with https://",
)
_value(
    "a link to nothing",
    {"text"},
    "¦See [it](system:hubspt)",
    "no system has the id 'hubspt'",
    "did you mean 'hubspot'?",
)
_value(
    "no placeholder",
    {"text"},
    "¦See {{{{The Hub}}}}",
    "'{{The Hub}}' is not a placeholder",
    "write {{field-id}}",
)
_value(
    "a placeholder for nothing", {"text"}, "¦See {{{{nowhere-at-all}}}}", "{{nowhere-at-all}}", ""
)


@_kind("a key given twice", _ALL)
def _twice(pair: Pair, chance: random.Random) -> Made:
    again = f"{pair.key}: {pair.value}"
    said = f"the key '{pair.key}' is given twice (first on line {pair.line})"
    return f"{pair.before}{again}\n{pair.indent}¦{again}", said, "delete one of the two"


@_kind("an id given twice", {"id"})
def _same_id(pair: Pair, chance: random.Random) -> Made:
    said = f"id '{pair.sibling}' is used twice (first on line"
    made = f"{pair.before}id: ¦{pair.sibling}", said, "give one of them another id"
    return made if pair.sibling else None


@_kind("nothing written", _ALL - {"id"})
def _nothing(pair: Pair, chance: random.Random) -> Made:
    said = "nothing is written here"
    return f"{pair.before}{pair.key}:¦", said, "write it, or delete the key"


@_kind("no space after the colon", _WORDS | {"name", "id"})
def _tight(pair: Pair, chance: random.Random) -> Made:
    said = "space"  # what is said of it depends on what stands below
    return f"{pair.before}¦{pair.key}:{pair.value}", said, "write key: value"


@_kind("a misspelt key", _ALL)
def _misspelt_key(pair: Pair, chance: random.Random) -> Made:
    wrong = _misspelt(pair.key, chance) if len(pair.key) > 3 else None
    said, cure = f"'{wrong}' is not supported", f"did you mean '{pair.key}'?"
    return (f"{pair.before}¦{wrong}: {pair.value}", said, cure) if wrong else None


@_kind("a misspelt name", {"name"})
def _misspelt_name(pair: Pair, chance: random.Random) -> Made:
    wrong = _misspelt(pair.value, chance)
    said, cure = f"has the id '{wrong}'", f"did you mean '{pair.value}'?"
    return (f"{pair.before}{pair.key}: ¦{wrong}", said, cure) if wrong else None


@_kind("a misspelt choice", {"choice"})
def _misspelt_choice(pair: Pair, chance: random.Random) -> Made:
    wrong = _misspelt(pair.value, chance)
    said, cure = f"'{wrong}' is not one of the choices", f"did you mean '{pair.value}'?"
    return (f"{pair.before}{pair.key}: ¦{wrong}", said, cure) if wrong else None


@_kind("a tab", _ALL)
def _tab(pair: Pair, chance: random.Random) -> Made:
    made = f"¦\t{pair.key}: {pair.value}", "a tab in the indentation", "indent with spaces"
    return made if pair.before and not pair.before.strip() else None


@_kind("out of line", _ALL)
def _astray(pair: Pair, chance: random.Random) -> Made:
    above, _, value = pair.above.lstrip(" -").partition(": ")
    made = f"{pair.before} ¦{pair.key}: {pair.value}"
    neighbours = above in pair.holder and value and value[0] not in "\"'[{|>"
    if pair.before.strip() or not neighbours:
        return None
    return made, "the line is not aligned with the one above", "align it"


@_kind("a missing key", {"line"})
def _missing(pair: Pair, chance: random.Random) -> Made:
    if pair.before.strip() or pair.key == "short":
        return None
    return "", f"'{pair.key}' is missing", f"add {pair.key}: …"
