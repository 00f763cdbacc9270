"""Fixtures for every test: the built handbook, the same examples for properties each time.

And a count of what was tried, for `nox -s trust`.
"""

from __future__ import annotations

import pytest
from hypothesis import settings

from bench.report import machine, publish
from support.build import Built, build
from support.paths import ROOT
from support.trust import WHOLE, Tried, note_cases, note_promise, summary

# The page that tells what is promised, and what was tried of it.
PROMISES = ROOT / "sales-operations" / "trust.md"
# The same examples on every run, and no time limit: the machine may be busy.
settings.register_profile("handbook", derandomize=True, deadline=None)
settings.load_profile("handbook")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real handbook as HTML, built once and without a warning."""
    built = build(ROOT, "html", tmp_path_factory.mktemp("handbook") / "html")
    assert not built.warnings, "\n".join(built.warnings)
    return built


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Say how many cases a test tried, where that is not one."""
    return lambda cases: note_cases(request.node, cases)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--publish", action="store_true", help="tell in a page what was tried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        note_promise(item)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if not WHOLE:
        return
    lines = list(summary(terminalreporter.getreports("passed")))
    terminalreporter.write_sep("=", "what was tried")
    for line in lines:
        terminalreporter.write_line(line)
    if config.getoption("--publish"):
        publish(PROMISES, "\n".join([machine(), "", *lines, ""]))
