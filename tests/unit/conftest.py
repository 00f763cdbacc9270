"""A copy of the real data that a test may break."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from handbook.reading.load import DATA, PAGES, Finding, Loaded, load
from support.paths import ROOT

CARETS = [chr(0xE000 + number) for number in range(200)]


class Copy:
    """A copy of the real data and of the SOPs' pages."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / DATA, root / DATA)
        shutil.copytree(ROOT / PAGES, root / PAGES)

    def path(self, file: str) -> Path:
        """Return where a data file is."""
        return self.root / DATA / file

    def seed(self, *edits: tuple[str, str, str]) -> list[str]:
        """Put ``new`` for the first ``old`` in each file; return where each ``¦`` came to stand.

        Each edit is (file, old, new); ``¦`` marks a place and is not written. The places
        are ``file:line:column``, counted when all edits are made.
        """
        texts: dict[str, str] = {}
        for caret, (file, old, new) in zip(CARETS, edits, strict=False):
            text = texts.setdefault(file, self.path(file).read_text(encoding="utf-8"))
            assert old in text, f"{file} holds no {old!r} any more: seed this mistake elsewhere"
            texts[file] = text.replace(old, new.replace("¦", caret), 1)
        places = {}
        for file, text in texts.items():
            for number, line in enumerate(text.split("\n"), 1):
                for found in re.finditer(f"[{CARETS[0]}-{CARETS[-1]}]", line):
                    column = len(re.sub("[\ue000-\uf8ff]", "", line[: found.start()])) + 1
                    places[found[0]] = f"{DATA}/{file}:{number}:{column}"
            self.path(file).write_text(re.sub("[\ue000-\uf8ff]", "", text), encoding="utf-8")
        return [places[caret] for caret, _ in zip(CARETS, edits, strict=False) if caret in places]

    def load(self) -> Loaded:
        """Load the copy as it is now."""
        return load(self.root)

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the copy as it is now."""
        return self.load().findings


@pytest.fixture
def data(tmp_path: Path) -> Copy:
    """A fresh copy of the real data."""
    return Copy(tmp_path / "handbook")


@pytest.fixture(scope="module")
def shared_data(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy for a whole module, whose tests put back what they change."""
    return Copy(tmp_path_factory.mktemp("shared") / "handbook")
