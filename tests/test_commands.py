"""The commands people are told to type are the ones that are run and that exist."""

from __future__ import annotations

import re

import pytest

from support.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def one_liners() -> list[str]:
    """Return README's commands: each block of shell is one line."""
    return re.findall(r"^```sh\n(.+)\n```$", README, flags=re.MULTILINE)


def test_readme_has_one_line_to_build_and_one_to_test() -> None:
    assert [line.rpartition(" ")[2] for line in one_liners()] == ["docs", "tests"]


def test_ci_runs_the_line_readme_gives() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert f"  {one_liners()[1]}" in script


def test_readme_lists_the_tasks_there_are() -> None:
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    there_are = re.findall(r"^@nox\.session\ndef (\w+)", noxfile, flags=re.MULTILINE)
    listed = re.findall(r"^\| `(\w+)` \|", README, flags=re.MULTILINE)
    assert sorted(listed) == sorted(there_are)


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "sales-operations/contributing.md"])
def test_contributors_are_told_of_tasks_that_there_are(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    told = set(re.findall(r"nox -s ([\w-]+)", text))
    assert {"check", "live"} <= told
    assert told <= set(re.findall(r"^\| `([\w-]+)` \|", README, flags=re.MULTILINE))
