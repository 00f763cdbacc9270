"""What is kept between builds is used while it is right, and never otherwise."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable
from pathlib import Path
from pickle import loads
from typing import TYPE_CHECKING

import pytest

from handbook.reading import files
from handbook.reading.cache import load_cached
from handbook.reading.load import DATA, PAGES, data_files
from handbook.reading.source import Source

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What every data file held that was really read."""
    held: list[bytes] = []
    real = files.read

    def read(raw: bytes) -> Source:
        held.append(raw)
        return real(raw)

    monkeypatch.setattr(files, "read", read)
    return held


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "doctrees" / "kept"


def test_used_when_nothing_changed(data: Copy, store: Path, reads: list[bytes]) -> None:
    first = load_cached(data.root, store)
    assert len(reads) == len(data_files(data.root))
    reads.clear()
    second = load_cached(data.root, store)
    assert reads == []
    assert second.handbook == first.handbook
    assert second.findings == first.findings == ()


def test_the_stamp_tells_whether_anything_differs(data: Copy, store: Path) -> None:
    def stamp() -> str:
        return load_cached(data.root, store).stamp

    first = stamp()
    assert first == stamp()
    edit(data)
    second = stamp()
    assert second == stamp() != first
    # An SOP whose page is gone is not shown, though its file is the same.
    (data.root / PAGES / "ordering.md").unlink()
    assert stamp() not in (first, second)


def test_each_sop_has_a_stamp_of_its_own(data: Copy, store: Path) -> None:
    """What shows nothing but an SOP whose stamp is the same need not be looked at again."""

    def stamps() -> dict[str, files.Key]:
        return dict(load_cached(data.root, store).stamps)

    first = stamps()
    assert first == stamps()
    assert first.keys() == data.load().handbook.sops.keys()
    edit(data)
    second = stamps()
    assert {name for name in first if first[name] != second[name]} == {"ordering"}
    (data.root / PAGES / "ordering.md").unlink()
    assert first.keys() - stamps().keys() == {"ordering"}, "it is not shown any more"
    data.seed(("systems.yaml", "  - id: hubspot\n", "  - id: hubspit\n"))
    third = stamps()
    assert all(third[name] != second[name] for name in third), "ids that it may name are others"


def test_findings_survive(data: Copy, store: Path) -> None:
    data.seed((ORDERING, "    details: Go", "    detials: Go"))
    first = load_cached(data.root, store)
    second = load_cached(data.root, store)
    assert second.findings == first.findings != ()
    assert second.handbook.broken == {"ordering"}


def test_only_what_changed_is_read(data: Copy, store: Path, reads: list[bytes]) -> None:
    load_cached(data.root, store)
    reads.clear()
    edit(data)
    found = load_cached(data.root, store)
    assert reads == [data.path(ORDERING).read_bytes()]
    fresh = data.load()
    assert found.handbook == fresh.handbook
    assert found.handbook.lines == fresh.handbook.lines


def test_other_ids_are_held_against_every_file(data: Copy, store: Path) -> None:
    load_cached(data.root, store)
    data.seed(("systems.yaml", "  - id: hubspot\n", "  - id: hubspit\n"))
    found = load_cached(data.root, store).findings
    assert found == data.findings()
    assert {finding.file for finding in found} > {f"{DATA}/{ORDERING}"}


def test_right_after_one_change_upon_another(data: Copy, store: Path) -> None:
    whole = data.path(ORDERING).read_text(encoding="utf-8")
    for change in (edit, misspell, add_file, rename_file, remove_page, remove_file):
        change(data)
        found, fresh = load_cached(data.root, store), data.load()
        assert (found.handbook, found.findings) == (fresh.handbook, fresh.findings)
    data.path(ORDERING).write_text(whole, encoding="utf-8")
    assert load_cached(data.root, store).findings == data.findings()


def edit(data: Copy) -> None:
    data.seed((ORDERING, "    details: Go", "    details: Come"))


def misspell(data: Copy) -> None:
    data.seed((ORDERING, "    details: Come", "    detials: Come"))


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
def test_right_after_a_change(change: Callable[[Copy], None], data: Copy, store: Path) -> None:
    load_cached(data.root, store)
    change(data)
    assert load_cached(data.root, store).findings == data.findings()


def test_not_used_with_other_code(
    data: Copy, store: Path, reads: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cached(data.root, store)
    reads.clear()
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        return real(path) + (b"\n# other" if path.name == "validate.py" else b"")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    load_cached(data.root, store)
    assert len(reads) == len(data_files(data.root))


def test_not_used_with_another_library(
    data: Copy, store: Path, reads: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cached(data.root, store)
    reads.clear()
    monkeypatch.setattr("pydantic.VERSION", "0")
    load_cached(data.root, store)
    assert len(reads) == len(data_files(data.root))


class Bomb:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return int, ("not a number",)


@pytest.mark.parametrize(
    "kept",
    [b"", b"\x80", b"nonsense", pickle.dumps(None), pickle.dumps((1, 2)), pickle.dumps(Bomb())],
    ids=["empty", "cut", "nonsense", "nothing", "foreign", "raises"],
)
def test_damaged_is_ignored_and_replaced(
    kept: bytes, data: Copy, store: Path, reads: list[bytes]
) -> None:
    store.parent.mkdir()
    store.write_bytes(kept)
    assert "ordering" in load_cached(data.root, store).handbook.sops
    reads.clear()
    load_cached(data.root, store)
    assert reads == []


def test_one_wrong_bit_is_noticed_wherever_it_is(data: Copy, store: Path) -> None:
    """Parts are unpacked only when they are needed: nothing wrong may be left in one till then."""
    load_cached(data.root, store)
    whole = store.read_bytes()
    chance = random.Random(7)
    for _ in range(20):
        place = chance.randrange(len(whole))
        wrong = bytes([whole[place] ^ 1 << chance.randrange(8)])
        store.write_bytes(whole[:place] + wrong + whole[place + 1 :])
        assert load_cached(data.root, store).findings == ()
        assert store.read_bytes() == whole


def test_an_sop_is_unpacked_for_whoever_asks(
    data: Copy, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_cached(data.root, store)
    unpacked: list[bytes] = []
    monkeypatch.setattr(files.pickle, "loads", lambda data: unpacked.append(data) or loads(data))
    handbook = load_cached(data.root, store).handbook
    unpacked.clear()
    assert "ordering" in handbook.sops
    assert list(handbook.sops) == list(first.handbook.sops)
    assert len(handbook.sops) == len(first.handbook.sops)
    assert unpacked == []
    for _ in range(2):
        assert handbook.sops["ordering"] == first.handbook.sops["ordering"]
        assert handbook.lines["ordering"] == first.handbook.lines["ordering"]
    assert len(unpacked) == 1


def test_cut_anywhere_is_ignored(data: Copy, store: Path) -> None:
    load_cached(data.root, store)
    whole = store.read_bytes()
    for part in range(1, 20):
        store.write_bytes(whole[: len(whole) * part // 20])
        assert load_cached(data.root, store).findings == ()
        assert store.read_bytes() == whole


def test_places_are_right_when_it_comes_from_the_cache(data: Copy, store: Path) -> None:
    fresh = load_cached(data.root, store)
    kept = load_cached(data.root, store)
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
