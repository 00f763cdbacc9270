"""Other code than a page was read with reads every page again."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import handbook


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the extension."""
    return Path(shutil.copytree(Path(handbook.__file__).parent, tmp_path / "handbook"))


def version(house: Path) -> int:
    """Return what a copy of the extension says of its own code."""
    spec = importlib.util.spec_from_file_location("copied", house / "__init__.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: int = module.code_version()
    return found


def edit(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def move(file: Path) -> None:
    file.rename(file.with_name("forms.py"))


@pytest.mark.parametrize("change", [edit, move, Path.unlink])
def test_other_code_has_another_version(house: Path, change: Callable[[Path], None]) -> None:
    before = version(house)
    change(house / "drawing" / "shapes.py")
    assert version(house) != before


def test_elsewhere_it_is_the_same(house: Path) -> None:
    assert version(house) == handbook.code_version()
    (house / "styles" / "prose.css").unlink()
    assert version(house) == handbook.code_version()
