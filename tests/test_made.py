"""Styles and scripts are made by a process of its own, and again only where they differ."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from handbook import assets, made
from handbook.joining import broken_scripts, joined_assets
from handbook.made import made_assets


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made anew, each time once."""
    times: list[str] = []
    make = made._make

    def counted() -> made.Made:
        times.append("anew")
        return make()

    monkeypatch.setattr(made, "_make", counted)
    return times


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the extension, to change."""
    copy = tmp_path / "_ext" / "handbook"
    shutil.copytree(made.HERE, copy)
    monkeypatch.setattr(made, "HERE", copy)
    return copy


def test_what_is_made_is_what_this_process_would_make(tmp_path: Path) -> None:
    anew = made_assets(tmp_path / "assets.json")
    assert anew == (joined_assets(), broken_scripts())
    assert made_assets(tmp_path / "assets.json") == anew


def test_what_was_made_is_kept(asked: list[str], tmp_path: Path) -> None:
    store = tmp_path / "new" / "assets.json"
    assert made_assets(store) == made_assets(store)
    assert asked == ["anew"]


@pytest.mark.parametrize(
    "changed", ["styles/palette.css", "scripts/run/log.js", "bundles.py", "assets.py"]
)
def test_they_are_made_anew_where_a_source_differs(
    changed: str, asked: list[str], house: Path, tmp_path: Path
) -> None:
    store = tmp_path / "assets.json"
    made_assets(store)
    with (house / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    made_assets(store)
    assert asked == ["anew", "anew"]


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null", '"of"', '{"of": 1}', "😀", "cut short"])
def test_what_is_spoilt_is_made_anew(spoilt: str, asked: list[str], tmp_path: Path) -> None:
    store = tmp_path / "assets.json"
    right = made_assets(store)
    text = store.read_text(encoding="ascii")
    store.write_text(text[: len(text) // 2] if spoilt == "cut short" else spoilt, encoding="utf-8")
    assert made_assets(store) == right
    assert asked == ["anew", "anew"]
    assert json.loads(store.read_text(encoding="ascii"))["files"] == right.files


def test_a_script_that_cannot_be_read_is_told_with_its_place(house: Path, tmp_path: Path) -> None:
    if assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine")
    (house / "scripts" / "site.js").write_text("let a = 1;\nfunction ( {\n", encoding="utf-8")
    ((place, what),) = made_assets(tmp_path / "assets.json").broken.items()
    assert place == f"{house.as_posix()}/scripts/site.js:2:10"
    assert what.startswith("expected Identifier")


def test_a_part_that_is_missing_is_told_in_one_line(house: Path, tmp_path: Path) -> None:
    (house / "scripts" / "site.js").unlink()
    with pytest.raises(ExtensionError, match=r"^styles and scripts cannot be joined: .*site\.js'$"):
        made_assets(tmp_path / "assets.json")


def test_that_no_process_starts_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(ExtensionError, match=r"^styles and scripts cannot be joined: "):
        made_assets(tmp_path / "assets.json")
