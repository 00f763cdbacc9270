"""An editor completes and checks the data as one types, with and without its settings."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any

import pytest

from handbook.reading.load import DATA, data_files
from support.paths import ROOT

FOLDER = ROOT / ".vscode"
START = "# yaml-language-server: $schema="
FILES = data_files(ROOT)


def settings(name: str) -> Any:
    """Return a file of settings: JSON, so that it is read by more than one editor."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_the_file_and_the_settings_name_the_same_schema(file: str) -> None:
    path = ROOT / DATA / file
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith(START)
    named = (path.parent / first.removeprefix(START)).resolve()
    globs: dict[str, str] = settings("settings")["yaml.schemas"]
    found = [schema for schema, glob in globs.items() if fnmatchcase(f"{DATA}/{file}", glob)]
    assert [(ROOT / schema).resolve() for schema in found] == [named]
    assert named.is_file()


def test_every_glob_of_the_settings_is_of_use() -> None:
    globs = settings("settings")["yaml.schemas"].values()
    assert FILES
    for glob in globs:
        assert any(fnmatchcase(f"{DATA}/{file}", glob) for file in FILES), glob


def test_what_reads_the_schemas_is_recommended() -> None:
    wanted = {"redhat.vscode-yaml", "executablebooks.myst-highlight", "charliermarsh.ruff"}
    assert wanted <= set(settings("extensions")["recommendations"])


def test_the_settings_are_not_kept_back() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [
        line for line in ignored if line.strip("/").startswith((".vscode", ".github", "*"))
    ] == []
