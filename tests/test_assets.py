"""Joining scripts and style sheets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from handbook.assets import fingerprint, join_scripts, join_styles, write_changed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.js").write_text("// why\nconst one = 1; /* and how */\n", encoding="utf-8")
    (tmp_path / "two.js").write_text("(() => { one; })()\n", encoding="utf-8")
    (tmp_path / "one.css").write_text("/* why */\na { color: red; }\n\n\n", encoding="utf-8")
    (tmp_path / "two.css").write_text("b { color: blue; }\n", encoding="utf-8")
    return tmp_path


def test_scripts_keep_their_order_and_lose_their_comments(folder: Path) -> None:
    assert join_scripts(folder, ["one.js", "two.js"]) == "const one=1;\n(()=>{one;})();\n"
    assert join_scripts(folder, ["two.js", "one.js"]) == "(()=>{one;})();\nconst one=1;\n"


def test_scripts_never_run_into_each_other(folder: Path) -> None:
    """Without a semicolon between them, two functions called at once would be one call."""
    joined = join_scripts(folder, ["two.js", "two.js"])
    assert joined.count("();\n") == 2


def test_styles_keep_their_order_and_lose_their_comments(folder: Path) -> None:
    joined = join_styles(folder, ["one.css", "two.css"])
    assert joined == "a { color: red; }\nb { color: blue; }\n"


def test_a_missing_part_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        join_scripts(folder, ["three.js"])
    with pytest.raises(FileNotFoundError):
        join_styles(folder, ["three.css"])


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    write_changed(out, {"same.css": "a", "other.css": "b"})
    for path in out.iterdir():
        os.utime(path, (0, 0))
    write_changed(out, {"same.css": "a", "other.css": "c"})
    assert (out / "same.css").stat().st_mtime == 0
    assert (out / "other.css").stat().st_mtime > 0
    assert (out / "other.css").read_text(encoding="utf-8") == "c"


@pytest.mark.parametrize(
    "other",
    [
        {"a": "1", "b": "3"},
        {"a": "1", "c": "2"},
        {"a": "1"},
        {"a": "1b", "": "2"},
    ],
)
def test_the_fingerprint_follows_names_and_texts(other: dict[str, str]) -> None:
    files = {"a": "1", "b": "2"}
    assert fingerprint(files) == fingerprint(dict(reversed(files.items())))
    assert fingerprint(files) != fingerprint(other)
