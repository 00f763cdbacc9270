"""`new-sop`: what it writes is valid as it stands, and nothing is ever overwritten."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from handbook.__main__ import main
from handbook.model.advice import advice
from handbook.reading.load import load
from support.paths import ROOT


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data and the pages."""
    for folder in ("_data", "sales-operations"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize(
    ("title", "sop_id"),
    [
        ("Invoice a customer", "invoice-a-customer"),
        ("Sales & more: “quotes”, # and 'that'", "sales-and-more-quotes-and-that"),
        ("Yes", "yes"),
    ],
)
def test_writes_a_valid_sop_and_its_page(copy: Path, title: str, sop_id: str) -> None:
    assert main(["new-sop", title, str(copy), "--stage", "sales"]) == 0
    loaded = load(copy)
    assert loaded.findings == ()
    assert list(advice(loaded.handbook, datetime.date.max)) == []
    assert loaded.handbook.sops[sop_id].title == title
    assert loaded.handbook.sops[sop_id].stage == "sales"
    assert (copy / f"sales-operations/sops/{sop_id}.md").is_file()


def test_overwrites_nothing(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (copy / "_data/sops/ordering.yaml").read_bytes()
    assert main(["new-sop", "Ordering", str(copy)]) == 1
    assert "ordering.yaml is there already" in capsys.readouterr().err
    assert (copy / "_data/sops/ordering.yaml").read_bytes() == before


@pytest.mark.parametrize("title", ["42", "!!", "日本"])
def test_a_title_without_letters_is_refused(
    copy: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new-sop", title, str(copy)]) == 1
    assert "begin the title with a letter" in capsys.readouterr().err


def test_an_unknown_stage_is_refused(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-sop", "Invoice", str(copy), "--stage", "salse"]) == 1
    assert "salse" in capsys.readouterr().err
    assert not (copy / "_data/sops/invoice.yaml").exists()


def test_data_without_stages_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-sop", "Invoice", str(tmp_path)]) == 1
    assert "run: nox -s check" in capsys.readouterr().err
