"""The handbook's tasks. `nox -l` lists them, `nox -s docs` runs one, `nox` runs `docs`."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
# uv where it is found, since it sets up in seconds; otherwise virtualenv, which nox brings.
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["docs"]

ROOT = Path(__file__).resolve().parent
BUILD = ROOT / "_build"
JS = ROOT / "tests" / "js"
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PATH = {"PYTHONPATH": str(ROOT / "_ext")}
# Tools that stand with the tests, since they need the tests' browser.
TOOLS = {"PYTHONPATH": os.pathsep.join((PATH["PYTHONPATH"], str(ROOT / "tests")))}
# As many tests at a time as there are cores; those of one file share what they build.
PYTEST = ("pytest", "-n", "auto", "--dist", "loadfile")
STRICT = ("-W", "-n", "--keep-going")


def install(session: nox.Session, *groups: str) -> None:
    """Install what a build needs, and the dependency groups named."""
    session.install(
        *PROJECT["project"]["dependencies"], *nox.project.dependency_groups(PROJECT, *groups)
    )


def sphinx(session: nox.Session, builder: str, *options: str) -> Path:
    """Build the handbook with one of Sphinx's builders; return the folder it wrote to."""
    out = BUILD / builder
    options = ("-j", "auto", "-d", str(BUILD / "doctrees"), "-b", builder, *options)
    session.run("sphinx-build", *options, str(ROOT), str(out), env=PATH)
    return out


@nox.session
def docs(session: nox.Session) -> None:
    """Build the handbook's pages and say where to open them."""
    install(session)
    page = sphinx(session, "html", *STRICT, *session.posargs) / "index.html"
    session.log(f"Open {page.relative_to(ROOT)}: {page.as_uri()}")


@nox.session
def live(session: nox.Session) -> None:
    """Serve the pages, rebuilding and reloading while you write; mistakes stand on top of them."""
    install(session, "live")
    # The source folder is the whole checkout, and these hold nothing pages are made of.
    idle = rf"^{re.escape(ROOT.as_posix())}/(\.[^/]+|_build|tests)(/|$)|/__pycache__(/|$)"
    # Doctrees of its own: a page that `docs` has read already would tell its mistakes no more.
    doctrees = ("-d", str(BUILD / "live-doctrees"))
    options = (f"--re-ignore={idle}", "--port=0", "-n", "-D", "handbook_live=1", *doctrees)
    folders = (str(ROOT), str(BUILD / "live"))
    session.run("sphinx-autobuild", *options, *session.posargs, *folders, env=PATH)


@nox.session
def tests(session: nox.Session) -> None:
    """Run every test, in the browser too; arguments after `--` go to pytest."""
    install(session, "tests")
    # Finds Chromium or installs it. Where it can do neither it says so, and the browser tests
    # fail with the same words; the others still run.
    session.run("python", "tests/support/browser.py", success_codes=[0, 1])
    session.run(*PYTEST, *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and spelling, the HTML of every page, and the safety of workflows."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy", env=PATH)
    session.run("codespell")
    session.run("zizmor", "--offline", "--quiet", ".github")
    if shutil.which("npm") is None:
        session.warn("NOT CHECKED: the scripts' types and the pages' HTML, for want of npm.")
        return
    session.run("npm", "ci", "--silent", "--prefix", str(JS), external=True)
    session.run("npm", "run", "--silent", "types", "--prefix", str(JS), external=True)
    sphinx(session, "html", *STRICT)
    session.run("npm", "run", "--silent", "pages", "--prefix", str(JS), external=True)


@nox.session
def check(session: nox.Session) -> None:
    """Tell every mistake in the YAML with its file, line and cure."""
    install(session)
    session.run("python", "-m", "handbook", "check", *session.posargs, env=PATH)


@nox.session
def changes(session: nox.Session) -> None:
    """Tell what this branch changes, to tick: nox -s changes -- --since HEAD~3."""
    install(session)
    page = BUILD / "changes.html"
    command = ("python", "-m", "handbook", "changes", "--page", str(page))
    # What it tells is its output, alone: a workflow keeps that as a text.
    session.run(*command, *session.posargs, env=PATH, stderr=None)
    session.log(f"Open {page.relative_to(ROOT)}: {page.as_uri()}")


@nox.session
def stale(session: nox.Session) -> None:
    """Tell which reviews are overdue, and which links nobody has opened for long."""
    install(session)
    session.run("python", "-m", "handbook", "stale", *session.posargs, env=PATH)


@nox.session(name="new-sop")
def new_sop(session: nox.Session) -> None:
    """Write an SOP to fill in, and its page: nox -s new-sop -- "Invoice a customer"."""
    install(session)
    session.run("python", "-m", "handbook", "new-sop", *session.posargs, env=PATH)


@nox.session
def sync(session: nox.Session) -> None:
    """Write the committed files that are made from the data: schemas and figures."""
    install(session)
    session.run("python", "-m", "handbook", "sync", *session.posargs, env=PATH)


@nox.session
def trust(session: nox.Session) -> None:
    """Try every case of what the handbook promises, and say how many there were.

    Storage is tried in WebKit, too, where that is installed. `nox -s trust -- --publish` tells
    it all in the pages.
    """
    install(session, "tests", "webkit")
    session.run("python", "tests/support/browser.py")
    session.run(*PYTEST, "-m", "trust", *session.posargs, env={"HANDBOOK_TRUST": "whole"})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure builds, data and pages; `nox -s bench -- --help` tells how to measure less."""
    install(session, "tests")
    session.run("python", "tests/support/browser.py")
    session.run("python", "-m", "bench", *session.posargs, env=TOOLS)


@nox.session
def pdf(session: nox.Session) -> None:
    """Print the whole handbook as a PDF, on A4, or US Letter: nox -s pdf -- --paper letter."""
    install(session, "pdf")
    session.run("python", "tests/support/browser.py")
    page = sphinx(session, "singlehtml", *STRICT) / "index.html"
    book = BUILD / "pdf" / "sales-operations.pdf"
    session.run("python", "-m", "pdf", str(page), str(book), *session.posargs, env=TOOLS)
    session.log(f"Open {book.relative_to(ROOT)}: {book.as_uri()}")


@nox.session
def linkcheck(session: nox.Session) -> None:
    """Try every link that leads out of the handbook."""
    install(session)
    sphinx(session, "linkcheck", *session.posargs)
