"""Joining scripts and style sheets."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from handbook import assets
from handbook.assets import join_scripts, join_styles, script_mistakes
from handbook.joining import joined_assets
from handbook.written import fingerprint, write_changed
from support.browser import driver


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.js").write_text("// why\nconst one = 1; /* and how */\n", encoding="utf-8")
    (tmp_path / "two.js").write_text("(() => { one; })()\n", encoding="utf-8")
    (tmp_path / "one.css").write_text("/* why */\na { color: red; }\n\n\n", encoding="utf-8")
    (tmp_path / "two.css").write_text("b { color: blue; }\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(params=["small", "as written"])
def minifier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Join with what makes scripts small, and as on a machine that it is not made for."""
    if request.param == "as written":
        monkeypatch.setattr(assets, "minify", None)
    elif assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine")
    return str(request.param)


def run(script: str) -> str:
    """Return what a script says to the console."""
    ran = subprocess.run(
        [driver(), "-"], input=script, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return ran.stdout


def test_scripts_keep_their_order(minifier: str, folder: Path) -> None:
    (folder / "say.js").write_text("console.log('said');", encoding="utf-8")
    (folder / "more.js").write_text("console.log('more') // and no end of line", encoding="utf-8")
    assert run(join_scripts(folder, ["say.js", "more.js", "say.js"])) == "said\nmore\nsaid\n"


def test_scripts_never_run_into_each_other(minifier: str, folder: Path) -> None:
    """Without a semicolon between them, two functions called at once would be one call."""
    (folder / "call.js").write_text("(() => { console.log(1); })()", encoding="utf-8")
    assert run(join_scripts(folder, ["call.js", "call.js"])) == "1\n1\n"


def test_styles_keep_their_order(minifier: str, folder: Path) -> None:
    joined = join_styles(folder, ["one.css", "two.css"])
    assert 0 < joined.index("red") < joined.index("blue")


def test_comments_and_room_go(folder: Path) -> None:
    if assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine")
    assert join_scripts(folder, ["one.js", "two.js"]) == "const one=1;(()=>{one})()"
    assert join_styles(folder, ["one.css", "two.css"]) == "a{color:red}b{color:blue}"


def test_without_a_minifier_sources_stay_as_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "minify", None)
    assert "// why\nconst one = 1; /* and how */\n" in join_scripts(folder, ["one.js", "two.js"])
    assert join_styles(folder, ["one.css", "two.css"]).startswith("/* why */\na { color: red; }\n")


def test_a_script_means_the_same_when_it_is_small(minifier: str, folder: Path) -> None:
    """What our scripts are made of: shared names, templates, patterns, late defaults."""
    script = r"""
    "use strict";
    ((handbook) => {
      const word = (text) => text.replace(/[^\p{L}\p{N}]+/gu, "-");
      const cut = (text) => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
      const told = (number) => `${number} step${number === 1 ? "" : "s"}: “${word("a / ü")}”`;
      handbook.text = { told, cut, deep: { first: [..."🪺"].length, "second-key": null } };
    })((globalThis.handbook ??= {}));
    const { told, cut, deep: { first, ...rest } } = globalThis.handbook.text;
    console.log(told(1), told(2), cut("a\ud800"), first);
    console.log(JSON.stringify(rest), rest["second-key"] ?? "none");
    """
    (folder / "script.js").write_text(script, encoding="utf-8")
    said = run(join_scripts(folder, ["script.js"]))
    assert said == '1 step: “a-ü” 2 steps: “a-ü” a\ufffd 1\n{"second-key":null} none\n'


def test_every_script_can_be_read_either_way(minifier: str) -> None:
    for name, text in joined_assets().items():
        if name.endswith(".js"):
            run(f"new Function({json.dumps(text)})")


def test_a_script_that_cannot_be_read_is_named_and_stays_as_written(folder: Path) -> None:
    if assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine")
    broken = folder / "broken.js"
    broken.write_text("let a = 1;\nfunction ( {\n", encoding="utf-8")
    names = ["one.js", "broken.js"]
    place, what = "broken.js:2:10", "expected Identifier instead of ( in function declaration"
    assert list(script_mistakes(folder, names)) == [(f"{folder.as_posix()}/{place}", what)]
    assert "// why\nconst one = 1;" in join_scripts(folder, names)
    assert list(script_mistakes(folder, ["one.js"])) == []


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
