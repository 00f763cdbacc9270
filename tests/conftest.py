"""Fixtures for every test: the built handbook, and the same examples for properties each time."""

from __future__ import annotations

import pytest
from hypothesis import settings

from support.build import Built, build
from support.paths import ROOT

# The same examples on every run, and no time limit: the machine may be busy.
settings.register_profile("handbook", derandomize=True, deadline=None)
settings.load_profile("handbook")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real handbook as HTML, built once and without a warning."""
    built = build(ROOT, "html", tmp_path_factory.mktemp("handbook") / "html")
    assert not built.warnings, "\n".join(built.warnings)
    return built
