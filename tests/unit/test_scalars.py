"""What you typed is what you get: only true, false, null and numbers are not text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from handbook.reading.reader import read
from handbook.reading.scalars import resolve

if TYPE_CHECKING:
    from conftest import Copy

TEXT = [
    "NO", "no", "No", "yes", "Yes", "YES", "on", "On", "off", "OFF", "y", "n", "Y", "N", "tRUE",
    "nULL", "12:30", "1:30:00", "2026-11-22", "2026-11-22T10:00:00Z", "1_000", "1,000", "1.2.3",
    "v1.10", "0b101", "0x", "0o9", "1e", "1e+", "+", "-1-", ".", "..", "-.", "e3", "=", "<", "inf",
    "nan", "-inf", "None", "none", "NIL", "😀", "007a", "1 2", "10%", "£5", "0-3", "1/2", "+a",
    "9" * 41,
]  # fmt: skip
NOT_TEXT: dict[str, Any] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None,
    "0": 0, "-1": -1, "+12": 12, "010": 10, "007": 7, "0o10": 8, "0x1F": 31,
    "9" * 40: int("9" * 40),
    "1.10": 1.1, "1.": 1.0, ".5": 0.5, "1e3": 1000.0, "1E-2": 0.01, "-1.5e+2": -150.0,
    ".inf": math.inf, "-.INF": -math.inf, ".nan": math.nan,
}  # fmt: skip


@pytest.mark.parametrize("written", TEXT)
def test_text_stays_as_it_is_written(written: str) -> None:
    assert resolve(written) == written
    assert read(f"a: {written}\n".encode()).data == {"a": written}


@pytest.mark.parametrize("written", NOT_TEXT)
def test_not_text(written: str) -> None:
    wanted = NOT_TEXT[written]
    found = resolve(written)
    assert type(found) is type(wanted)
    assert found == wanted or (found != found and wanted != wanted)


@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize("written", NOT_TEXT)
def test_quoted_is_text(written: str, quoted: str) -> None:
    assert read(f"a: {quoted.format(written)}\n".encode()).data == {"a": written}


@pytest.mark.parametrize("written", NOT_TEXT)
def test_keys_are_text(written: str) -> None:
    assert read(f"{written}: a\n".encode()).data == {written: "a"}


#: Fields of text: where they are; file, what stands there, what is put.
FIELDS: dict[tuple[str, ...], tuple[str, str, str]] = {
    ("systems.yaml", "systems", "4", "title"): (
        "systems.yaml",
        "title: HelloSign",
        "title: ¦{}",
    ),
    ("sops/ordering.yaml", "stage"): ("sops/ordering.yaml", "stage: sales", "stage: ¦{}"),
    ("sops/ordering.yaml", "done_when"): (
        "sops/ordering.yaml",
        "done_when: The GitHub issues for deploying the hub exist. Invoicing comes next.",
        "done_when: ¦{}",
    ),
    ("sops/ordering.yaml", "steps", "2", "steps", "1", "makes", "0"): (
        "sops/ordering.yaml",
        "        makes: [order]\n",
        "        makes:\n          - ¦{}\n",
    ),
    ("systems.yaml", "systems", "1", "url"): (
        "systems.yaml",
        "url: https://2i2c.org/hub-configurator",
        "url: ¦{}",
    ),
}


@pytest.mark.trust("YAML", "unquoted words in fields of text", cases=len(FIELDS))
@pytest.mark.parametrize("written", [*TEXT, *NOT_TEXT])
def test_field_means_what_was_typed_or_says_to_quote(written: str, data: Copy) -> None:
    places = data.seed(*((file, old, new.format(written)) for file, old, new in FIELDS.values()))
    loaded = data.load()
    found = {finding.place: finding for finding in loaded.findings}
    for (file, *path), place in zip(FIELDS, places, strict=True):
        value: Any = loaded.source(file).data
        for key in path:
            value = value[int(key) if isinstance(value, list) else key]
        if written in NOT_TEXT:
            assert f'put it in quotes: "{written}"' in found[place].cure
            assert found[place].message.startswith(f"{written} is ")
        else:
            assert value == written
            assert place not in found or f"'{written}'" in found[place].message
