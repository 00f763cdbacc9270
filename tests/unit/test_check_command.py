"""`python -m handbook check`: what it prints, and how it ends."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from handbook.__main__ import main
from handbook.commands.check import check
from support.paths import ROOT

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"


def test_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT)]) == 0
    out, err = capsys.readouterr()
    assert re.match(r"Nothing wrong \(steps: \d+, SOPs: \d+\)\.\n", out)  # nor any advice
    assert err == ""


def test_a_mistake_is_shown_with_its_line_and_a_caret(
    data: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    (place,) = data.seed((ORDERING, "    details: Go", "    ¦detials: Go"))
    assert check(data.root) == 1
    out, err = capsys.readouterr()
    told, line, caret = out.splitlines()
    assert told == f"{place}: 'detials' is not supported · did you mean 'details'?"
    assert line.startswith("        detials: Go")
    assert caret == " " * 8 + "^"
    assert err == "1 mistake.\n"
    # As the page for contributors shows it, wherever the line has moved to.
    page = (ROOT / "sales-operations/contributing.md").read_text(encoding="utf-8")
    assert "\n".join([told.removeprefix(place), line, caret]) in page


def test_advice_comes_after_the_mistakes_and_is_none(
    data: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    (advised,) = data.seed(("sops/add-a-hub.yaml", "do: Prepare the", "do: ¦Preparing the"))
    assert check(data.root) == 0
    told, line, caret, summary = capsys.readouterr().out.splitlines()
    assert told.startswith(f"{advised}: advice (no-verb-first): the step begins with “Preparing”")
    assert line[caret.index("^") :] == "Preparing the hub"
    assert re.fullmatch(r"Nothing wrong \(steps: \d+, SOPs: 6\), 1 piece of advice\.", summary)
    (mistaken,) = data.seed((ORDERING, "    details: Go", "    ¦detials: Go"))
    assert check(data.root) == 1
    out, err = capsys.readouterr()
    assert [line.split(": ")[0] for line in out.splitlines()[::3]] == [mistaken, advised]
    assert err == "1 mistake, 1 piece of advice.\n"


def test_advice_goes_by_the_day(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = data.seed((
        ORDERING, "kind: read-do", 'reviewed: ¦"2026-01-31"\nreview_every: 6 months\nkind: read-do',
    ))  # fmt: skip
    assert main(["check", str(data.root), "--today", "2026-07-31"]) == 0
    assert "advice" not in capsys.readouterr().out
    assert main(["check", str(data.root), "--today", "2026-08-01"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        f"{place}: advice (overdue-review): the next review was due by 2026-07-31"
    )


def test_the_caret_stands_under_a_far_column(
    data: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    data.seed((ORDERING, "makes: [order]", "makes: [" + "order, " * 40 + "¦ordre]"))
    check(data.root)
    _, line, caret = capsys.readouterr().out.splitlines()
    assert line[caret.index("^") :].startswith("ordre")
    assert len(line) < 100


def test_the_caret_stands_right_after_a_tab(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    data.seed((ORDERING, "stage: sales", "stage:\tslaes"))
    check(data.root)
    _, line, caret = capsys.readouterr().out.splitlines()
    assert line[caret.index("^") :] == "slaes"


def test_a_missing_file_has_no_line_to_show(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    data.path("glossary.yaml").unlink()
    assert check(data.root) == 1
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_several(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    data.seed((ORDERING, "kind: read-do", "kind: raed-do"), (ORDERING, "who:", "hwo:"))
    assert check(data.root) == 1
    assert capsys.readouterr().err == "2 mistakes.\n"


def test_a_folder_that_is_no_handbook(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert "the file is missing" in capsys.readouterr().out


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "nowhere"])
    assert stopped.value.code == 2
    assert "'nowhere' is no folder: name the handbook's" in capsys.readouterr().err


def test_a_terminal_that_cannot_show_every_letter(data: Copy) -> None:
    data.seed((ORDERING, "kind: read-do", "kind: 😀"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT / "_ext")}
    ran = subprocess.run(
        [sys.executable, "-m", "handbook", "check", str(data.root)],
        capture_output=True, env=environment, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 1
    assert b"is not one of the choices" in ran.stdout
    assert b"Traceback" not in ran.stderr


def test_output_that_is_no_file(data: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", said)
    assert check(data.root) == 0
    assert said.getvalue().startswith("Nothing wrong")
