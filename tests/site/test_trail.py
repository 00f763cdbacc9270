"""Where a page stands: previous and next along the stages, and what is above it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.build import Built
from support.html import parse

Build = Callable[..., Built]
TRAIL = ["index", "leads", "pre-sales", "sales", "delivery", "renewals"]


def links(made: Built, name: str, kind: str) -> list[tuple[str, str]]:
    """Return words and address of the links in a part of a page."""
    page = parse(made.read(f"sales-operations/{name}.html"))
    return [
        (link.text, link.attributes["href"])
        for part in page.find(kind=kind)
        for link in part.find("a")
    ]


def test_the_stages_follow_each_other(built: Build) -> None:
    made = built("handbook", "html")
    for at, name in enumerate(TRAIL):
        around = [*TRAIL[max(at - 1, 0) : at], *TRAIL[at + 1 : at + 2]]
        found = [address for _, address in links(made, name, "site-neighbours")]
        assert found == [f"{other}.html" for other in around], name


@pytest.mark.parametrize(
    "name", ["engagement", "roles", "agreements", "sops/index", "sops/ordering"]
)
def test_other_pages_are_read_in_no_order(built: Build, name: str) -> None:
    made = built("handbook", "html")
    assert links(made, name, "site-neighbours") == []
    assert 'rel="next"' not in made.read(f"sales-operations/{name}.html")


def test_an_sop_is_below_its_stage(built: Build) -> None:
    made = built("handbook", "html")
    above = [("Handbook", "../index.html"), ("Sales", "../sales.html")]
    assert links(made, "sops/ordering", "site-breadcrumb") == above
    assert links(made, "sales", "site-breadcrumb") == [("Handbook", "index.html")]
    assert links(made, "sops/index", "site-breadcrumb") == []
