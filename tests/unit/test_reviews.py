"""When a review is due, what faces say of it, and what `stale` lists."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.__main__ import main
from handbook.exporting.words import reviewed
from handbook.model.reviews import check_every, later
from handbook.model.sop import Sop

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"
DAY = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("date", "every", "due"),
    [
        ("2026-01-31", "6 months", "2026-07-31"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-12-01", "1 month", "2027-01-01"),
        ("2026-11-25", "2 weeks", "2026-12-09"),
        ("2026-11-25", "999 years", "3025-11-25"),
        ("9999-12-01", "1 month", "9999-12-31"),
        ("9999-12-01", "5 weeks", "9999-12-31"),
    ],
)
def test_later(date: str, every: str, due: str) -> None:
    assert later(DAY(date), every) == DAY(due)


@given(st.dates(), st.integers(1, 999), st.sampled_from(["week", "month", "year"]))
def test_later_is_never_before(date: datetime.date, number: int, unit: str) -> None:
    assert later(date, check_every(f"{number} {unit}s")) >= date


@pytest.mark.parametrize(
    "written", ["0 months", "6", "months", "6 days", "1000 weeks", "6  months"]
)
def test_no_time(written: str) -> None:
    with pytest.raises(ValueError, match="is not a time between reviews"):
        check_every(written)


def sop(**keys: str) -> Sop:
    rest = {"title": "A", "stage": "a", "about": "Guest", "purpose": "Good.", "source": "draft"}
    return Sop.model_validate({**rest, "steps": [{"id": "a", "do": "Do it"}], **keys})


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({}, "Not yet reviewed by 2i2c"),
        ({"reviewed": "2026-01-31"}, "Reviewed 31 January 2026"),
        ({"review_every": "1 year"}, "Not yet reviewed by 2i2c, to be reviewed every year"),
        (
            {"reviewed": "2026-01-31", "review_every": "6 months"},
            "Reviewed 31 January 2026, next review 31 July 2026",
        ),
    ],
)
def test_words(keys: dict[str, str], said: str) -> None:
    assert reviewed(sop(**keys)) == said


def test_a_review_changes_no_meaning() -> None:
    later_on = sop(reviewed="2026-01-31", review_every="1 year", kept_by="chef")
    waived = later_on.model_copy(update={"waive": ()})
    assert later_on.revision == waived.revision == sop().revision != sop(then="b").revision


# -- stale ---------------------------------------------------------------------------------------


@pytest.fixture
def reviewed_data(data: Copy) -> Copy:
    """The real data, had Ordering been reviewed, the template opened and one system too."""
    data.seed(
        (ORDERING, "kind: read-do", 'reviewed: "2026-01-31"\nreview_every: 6 months\n'
         "kept_by: account-manager\nkind: read-do"),
        ("agreements.yaml", "signed_in:", 'checked: "2026-03-04"\n    signed_in:'),
        ("systems.yaml", "title: GitHub", 'checked: "2026-03-05"\n    title: GitHub'),
    )  # fmt: skip
    return data


def lists(out: str) -> dict[str, list[str]]:
    """Return the lines under each heading, those with the places left out."""
    head, *parts = out.rstrip().split("\n\n")
    assert head.startswith("On ")
    return {part.split("\n")[0]: part.split("\n")[1::2] for part in parts}


def test_what_is_stale(reviewed_data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["stale", str(reviewed_data.root), "--older-than", "8 months"]
    assert main([*arguments, "--today", "2026-11-05"]) == 0
    out = capsys.readouterr().out
    found = lists(out)
    late, never, old, unopened = found
    assert out.startswith("On 5 November 2026:\n\n")
    assert found[late] == [
        "  SOP: Ordering, due on 31 July 2026, 97 days ago, kept by Account Manager"
    ]
    assert "_data/sops/ordering.yaml:4:11" in out
    assert (late, never) == ("Reviews overdue: 1", "Never reviewed: 5")
    assert old == "Links last opened by a person over 8 months ago: 1"
    assert "template, last on 4 March 2026: https://docs" in found[old][0]
    assert unopened == "Links not yet opened by a person: 3"


def test_what_is_in_time(reviewed_data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["stale", str(reviewed_data.root), "--strict"]
    assert main([*arguments, "--today", "2026-07-31"]) == 0
    assert "Reviews overdue: none\n" in capsys.readouterr().out


@pytest.mark.parametrize("today", ["2026-08-01", "2026-09-05"])
def test_strict_minds_what_has_passed(
    reviewed_data: Copy, today: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stale", str(reviewed_data.root), "--strict", "--today", today]) == 1
    assert main(["stale", str(reviewed_data.root), "--today", today]) == 0


def test_the_real_data_has_no_dates(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", str(data.root), "--strict"]) == 0
    assert list(lists(capsys.readouterr().out)) == [
        "Reviews overdue: none",
        "Never reviewed: 6",
        "Links last opened by a person over 6 months ago: none",
        "Links not yet opened by a person: 4",
    ]


def test_mistakes_come_first(data: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    data.seed((ORDERING, "kind: read-do", "kind: raed-do"))
    assert main(["stale", str(data.root)]) == 1
    out, err = capsys.readouterr()
    assert "did you mean 'read-do'?" in out
    assert err == "1 mistake.\n"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--today", "25 November", "'25 November' is no day: write 2026-11-25"),
        ("--older-than", "long", "'long' is not a time between reviews"),
    ],
)
def test_what_cannot_be_a_day(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["stale", option, value])
    assert said in capsys.readouterr().err
