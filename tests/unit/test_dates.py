"""When files last changed: as git tells it, and nothing where it cannot be known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handbook.reading.dates import Dates, dates, days
from support.git import commit, git

NOTHING = Dates()


def test_each_file_has_its_last_day_in_utc(tmp_path: Path) -> None:
    commit(tmp_path, "2024-02-29T23:30:00-05:00", {"_data/a.yaml": "1", "café 1.md": "1"})
    commit(tmp_path, "2024-03-05T12:00:00+00:00", {"_data/a.yaml": "2"})
    found = dates(tmp_path, NOTHING)
    assert found.days == {"_data/a.yaml": date(2024, 3, 5), "café 1.md": date(2024, 3, 1)}
    assert dates(tmp_path / "_data", NOTHING).days == {"a.yaml": date(2024, 3, 5)}


def test_a_later_commit_of_older_work_does_not_set_the_day_back() -> None:
    assert days("\x00200000\n\na\n\x00900000\n\na\nb\n") == {
        "a": date(1970, 1, 11),
        "b": date(1970, 1, 11),
    }


def test_it_is_asked_for_again_only_after_a_commit(tmp_path: Path) -> None:
    commit(tmp_path, "2024-02-01T00:00:00Z", {"a": "1"})
    first = dates(tmp_path, NOTHING)
    assert dates(tmp_path, first) is first
    commit(tmp_path, "2024-02-02T00:00:00Z", {"a": "2"})
    assert dates(tmp_path, first).days == {"a": date(2024, 2, 2)}


def test_outside_git_nothing_is_known(tmp_path: Path) -> None:
    assert dates(tmp_path, NOTHING) == NOTHING


def test_before_the_first_commit_nothing_is_known(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    assert dates(tmp_path, NOTHING) == NOTHING


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "2024-02-01T00:00:00Z", {"a": "1"})
    known = dates(tmp_path, NOTHING)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dates(tmp_path, known) == NOTHING


def test_a_shallow_clone_knows_nothing(tmp_path: Path) -> None:
    whole, clone = tmp_path / "whole", tmp_path / "clone"
    commit(whole, "2024-02-01T00:00:00Z", {"a": "1"})
    commit(whole, "2024-02-02T00:00:00Z", {"b": "1"})
    git(tmp_path, "clone", "-q", "--depth", "1", whole.as_uri(), str(clone))
    assert dates(clone, NOTHING) == NOTHING


def test_settings_of_a_person_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "book"
    commit(root, "2024-02-01T00:00:00Z", {"a": "1"})
    settings = tmp_path / "gitconfig"
    settings.write_text("[log]\nshowRoot = false\nshowSignature = true\n[color]\nui = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert dates(root, NOTHING).days == {"a": date(2024, 2, 1)}
