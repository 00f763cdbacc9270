"""What is kept between builds is used while it is right, and never otherwise."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.reading import cache
from handbook.reading.cache import load_cached
from handbook.reading.load import PAGES, Loaded

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is really loaded."""
    loaded: list[Path] = []
    real = cache.load

    def load(root: Path) -> Loaded:
        loaded.append(root)
        return real(root)

    monkeypatch.setattr(cache, "load", load)
    return loaded


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "doctrees" / "kept"


def test_used_when_nothing_changed(data: Copy, store: Path, loads: list[Path]) -> None:
    first = load_cached(data.root, store)
    second = load_cached(data.root, store)
    assert len(loads) == 1
    assert second.handbook == first.handbook
    assert second.findings == first.findings == ()


def test_findings_survive(data: Copy, store: Path, loads: list[Path]) -> None:
    data.seed((ORDERING, "    details: Go", "    detials: Go"))
    first = load_cached(data.root, store)
    second = load_cached(data.root, store)
    assert len(loads) == 1
    assert second.findings == first.findings != ()
    assert second.handbook.broken == {"ordering"}


def edit(data: Copy) -> None:
    data.seed((ORDERING, "    details: Go", "    details: Come"))


def add_page(data: Copy) -> None:
    (data.root / PAGES / "new.md").touch()


def remove_page(data: Copy) -> None:
    (data.root / PAGES / "ordering.md").unlink()


def add_file(data: Copy) -> None:
    data.path("new.yaml").touch()


def remove_file(data: Copy) -> None:
    data.path(ORDERING).unlink()


def rename_file(data: Copy) -> None:
    data.path("glossary.yaml").rename(data.path("words.yaml"))


def link_file(data: Copy) -> None:
    data.path("glossary.yaml").rename(data.root / "glossary.yaml")
    data.path("glossary.yaml").symlink_to(data.root / "glossary.yaml")


@pytest.mark.parametrize(
    "change", [edit, add_page, remove_page, add_file, remove_file, rename_file, link_file]
)
def test_not_used_after_a_change(
    change: Callable[[Copy], None], data: Copy, store: Path, loads: list[Path]
) -> None:
    load_cached(data.root, store)
    change(data)
    assert load_cached(data.root, store).findings == data.findings()
    assert len(loads) == 2


def test_not_used_with_other_code(
    data: Copy, store: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cached(data.root, store)
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        return real(path) + (b"\n# other" if path.name == "validate.py" else b"")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    load_cached(data.root, store)
    assert len(loads) == 2


def test_not_used_with_another_library(
    data: Copy, store: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cached(data.root, store)
    monkeypatch.setattr("pydantic.VERSION", "0")
    load_cached(data.root, store)
    assert len(loads) == 2


class Bomb:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return int, ("not a number",)


@pytest.mark.parametrize(
    "kept",
    [b"", b"\x80", b"nonsense", pickle.dumps(None), pickle.dumps((1, 2)), pickle.dumps(Bomb())],
    ids=["empty", "cut", "nonsense", "nothing", "foreign", "raises"],
)
def test_damaged_is_ignored_and_replaced(
    kept: bytes, data: Copy, store: Path, loads: list[Path]
) -> None:
    store.parent.mkdir()
    store.write_bytes(kept)
    assert "ordering" in load_cached(data.root, store).handbook.sops
    load_cached(data.root, store)
    assert len(loads) == 1


def test_cut_anywhere_is_ignored(data: Copy, store: Path) -> None:
    load_cached(data.root, store)
    whole = store.read_bytes()
    for part in range(1, 20):
        store.write_bytes(whole[: len(whole) * part // 20])
        assert load_cached(data.root, store).findings == ()
        assert store.read_bytes() == whole


def test_places_are_right_when_it_comes_from_the_cache(
    data: Copy, store: Path, loads: list[Path]
) -> None:
    fresh = load_cached(data.root, store)
    kept = load_cached(data.root, store)
    assert len(loads) == 1
    lines = data.path(ORDERING).read_text(encoding="utf-8").split("\n")
    for path, step in kept.handbook.sops["ordering"].walk():
        for key in ("id", "do"):
            here = (ORDERING, *path, key)
            assert kept.line(here) == fresh.line(here)
            assert kept.place(here) == fresh.place(here)
            _, line, column = kept.place(here).split(":")
            assert int(line) == kept.line(here)
            written = step.id if key == "id" else step.do.source
            assert lines[int(line) - 1][int(column) - 1 :] == written
