"""Mistakes made at places all over the real data, by chance but always the same: each is told."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest

from handbook.reading.load import DATA, data_files
from handbook.reading.reader import read
from support.mistakes import KINDS, MISSPELT, Made, Pair, pairs
from support.paths import ROOT
from support.trust import Tried, so_many

if TYPE_CHECKING:
    from conftest import Copy

#: Keys and ids of the decoders are another program's, and anything may be one.
FILES = [file for file in data_files(ROOT) if not file.startswith("decoders/")]
TEXTS = {file: (ROOT / DATA / file).read_text(encoding="utf-8") for file in FILES}
#: So many places are tried for each kind of mistake.
PLACES = so_many(2, 10)
#: Of the words misspelt, so many have to be asked for.
RIGHT = 0.9


@cache
def everywhere() -> list[Pair]:
    found = []
    for file in FILES:
        source = read(TEXTS[file].encode())
        assert source.complaints == []
        found += sorted(pairs(file, TEXTS[file].split("\n"), source), key=lambda pair: pair.line)
    return found


def seeded(kind: str) -> list[tuple[Pair, Made]]:
    """Return places and what a kind of mistake makes of them, the same at every run."""
    sorts, make = KINDS[kind]
    chance = random.Random(kind)  # text seeds alike everywhere
    places = [pair for pair in everywhere() if pair.sort in sorts]
    chance.shuffle(places)
    made = ((pair, make(pair, chance)) for pair in places)
    return [(pair, mistake) for pair, mistake in made if mistake][:PLACES]


def put(data: Copy, pair: Pair, text: str) -> str:
    """Put a line for a pair's, and return the place of its ``¦``; of no line, where it belongs."""
    lines = TEXTS[pair.file].split("\n")
    before, mark, _ = text.partition("¦")
    line, column = pair.line + before.count("\n"), len(before.split("\n")[-1]) + 1
    if not mark:
        line, column = pair.begins
    lines[pair.line - 1 : pair.line] = text.replace("¦", "").split("\n") if text else []
    data.path(pair.file).write_text("\n".join(lines), encoding="utf-8")
    return f"{DATA}/{pair.file}:{line}:{column}"


@pytest.mark.trust("YAML", "seeded mistakes, each with its place and cure")
@pytest.mark.parametrize("kind", KINDS)
def test_a_mistake_is_told_wherever_it_is_made(kind: str, shared_data: Copy, tried: Tried) -> None:
    mistakes = seeded(kind)
    tried(len(mistakes))
    assert mistakes
    untold = []
    for pair, mistake in mistakes:
        assert mistake
        text, said, cure = mistake
        place = put(shared_data, pair, text)
        try:
            findings = shared_data.findings()
        finally:
            shared_data.path(pair.file).write_text(TEXTS[pair.file], encoding="utf-8")
        there = (finding for finding in findings if finding.place == place)
        if not any(said in finding.message and cure in finding.cure for finding in there):
            untold.append((place, text, said, list(map(str, findings))))
    assert untold == []


@pytest.mark.trust("YAML", "keys and names misspelt, the right one asked for")
@pytest.mark.parametrize("way", MISSPELT)
@pytest.mark.parametrize("what", ["keys", "names"])
def test_the_right_word_is_asked_for(way: str, what: str, data: Copy, tried: Tried) -> None:
    """Every key or name of the data at once, for mistakes do not hide each other."""
    chance = random.Random(way)
    wanted = {}
    for file in FILES:
        lines = TEXTS[file].split("\n")
        for pair in everywhere():
            word = pair.key if what == "keys" else pair.value
            fits = len(word) > 3 if what == "keys" else pair.sort in ("name", "choice")
            wrong = MISSPELT[way](word, chance) if pair.file == file and fits else word
            if wrong != word and "-" not in (wrong[0], wrong[-1]) and "--" not in wrong:
                key, value = (wrong, pair.value) if what == "keys" else (pair.key, wrong)
                lines[pair.line - 1] = f"{pair.before}{key}: {value}"
                column = len(pair.before) + 1 + (0 if what == "keys" else len(key) + 2)
                wanted[f"{DATA}/{file}:{pair.line}:{column}"] = f"did you mean '{word}'?"
        data.path(file).write_text("\n".join(lines), encoding="utf-8")
    found = {finding.place: finding.cure for finding in data.findings()}
    missed = {place: found.get(place) for place, cure in wanted.items() if found.get(place) != cure}
    tried(len(wanted))
    assert len(wanted) > 20
    assert len(missed) <= (1 - RIGHT) * len(wanted), missed
