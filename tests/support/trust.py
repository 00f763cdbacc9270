"""How much of a promise is tried, and how many cases that were.

The tests try a representative part of each family; `nox -s trust` tries it whole and says how
many cases ran. A family is a mark: ``@pytest.mark.trust("storage", "kills right after Saved")``;
a test of examples drawn at random says in it how many: ``cases=500``. What is tried in WebKit, too,
is counted apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import pytest

from support import webkit

#: Whether everything is tried, and not a part of it.
WHOLE = os.environ.get("HANDBOOK_TRUST") == "whole"
_PROMISE, _CASES = "promise", "cases"
CHROMIUM, WEBKIT = "chromium", "webkit"
#: Why nothing is tried in WebKit; empty where it is.
NOT_IN_WEBKIT = webkit.missing() if WHOLE else "the tests try a part only"
#: What tests of storage run in.
ENGINES = [CHROMIUM] if NOT_IN_WEBKIT else [CHROMIUM, WEBKIT]

Case = TypeVar("Case")


class Tried(Protocol):
    """Says how many cases a test has tried, where that is not one."""

    def __call__(self, cases: int) -> None: ...


def so_many(part: int, whole: int) -> int:
    """Return how many of something to try."""
    return whole if WHOLE else part


def some(cases: Sequence[Case], part: int) -> Sequence[Case]:
    """Return all cases, or about ``part`` of them, evenly spread."""
    return cases if WHOLE else cases[:: max(1, len(cases) // part)]


def note_promise(item: pytest.Item) -> None:
    """Note with a test which promise it is a case of, for `summary`."""
    if mark := item.get_closest_marker("trust"):
        family, what = mark.args
        family += ", in WebKit" if in_webkit(item) else ""
        item.user_properties.append((_PROMISE, (family, what)))
        if "cases" in mark.kwargs:
            note_cases(item, mark.kwargs["cases"])


def in_webkit(item: pytest.Item) -> bool:
    """Tell whether a test runs in WebKit."""
    drawn = getattr(item, "callspec", None)
    return drawn is not None and drawn.params.get("new_page") == WEBKIT


def note_cases(item: pytest.Item, cases: int) -> None:
    """Note with a test that it tried so many cases."""
    item.user_properties.append((_CASES, cases))


def summary(reports: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Yield a Markdown table of what was tried: a row a promise, by family, and the sum."""
    counts: dict[tuple[str, str], int] = {}
    for report in reports:
        told = dict(report.user_properties)
        if report.when == "call" and isinstance(told.get(_PROMISE), Sequence):
            family, what = told[_PROMISE]
            cases = told.get(_CASES, 1)
            counts[family, what] = counts.get((family, what), 0) + int(str(cases))
    yield "| family | what was tried | cases |"
    yield "| --- | --- | --: |"
    for (family, what), cases in sorted(counts.items()):
        yield f"| {family} | {what} | {cases:,} |"
    yield f"| | all | {sum(counts.values()):,} |"
    if NOT_IN_WEBKIT:
        yield ""
        yield f"Nothing was tried in WebKit: {NOT_IN_WEBKIT}."
