"""What GitHub, Read the Docs and pre-commit read: they take it, and it fits the handbook."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from handbook.exporting.forms import FOLDER
from handbook.reading.load import load
from support.browser import driver
from support.paths import ROOT
from support.schemas import complaints

GITHUB = ROOT / ".github"
HANDBOOK = load(ROOT).handbook
OWNERS = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8")


def loaded(path: Path) -> Any:
    """Return what a YAML file holds, every scalar as text: else YAML 1.1 takes "on" for true."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", ".github/workflows/*.yml"),
        ("github-actions", ".github/actions/*/action.yml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("dependabot", ".github/dependabot.yml"),
        ("readthedocs", ".readthedocs.yaml"),
    ],
)
def test_services_take_what_is_written_for_them(schema: str, files: str) -> None:
    assert complaints(schema, *sorted(ROOT.glob(files))) == ""


def test_they_would_not_take_anything(tmp_path: Path) -> None:
    """The check above can fail."""
    text = (GITHUB / "workflows" / "links.yml").read_text(encoding="utf-8")
    wrong = tmp_path / "links.yml"
    wrong.write_text(text.replace("runs-on:", "run-on:"), encoding="utf-8")
    assert "run-on" in complaints("github-workflows", wrong)


def test_a_report_fills_the_form_it_opens() -> None:
    """What "Report this step" sends along has a field that waits for it, and boxes stay open."""
    script = ROOT / "_ext" / "handbook" / "scripts"
    code = f"""
    require({str(script / "run" / "text.js")!r});
    const {{ links }} = require({str(script / "acts" / "origin.js")!r});
    const origin = {{ issues: "https://x.example/new", file: "f", page: "p" }};
    const sop = {{ id: "a", title: "A", revision: "0123456789" }};
    console.log(links(origin, sop, {{ id: "b", text: "B" }}, "1")[0][1]);
    """
    ran = subprocess.run([driver(), "-e", code], capture_output=True, text=True, check=True)
    sent = {key: value for key, (value,) in parse_qs(urlsplit(ran.stdout.strip()).query).items()}
    form = loaded(ROOT / FOLDER / sent.pop("template"))
    fields = {part["id"]: part for part in form["body"] if "id" in part}
    asked = set(sent) - {"title"}
    assert asked == {"step", "page", "source"}
    # GitHub writes into these alone; the rest is for the reader to say.
    assert {fields[name]["type"] for name in asked} == {"input"}
    assert [name for name in fields if name not in asked] == ["wrong", "better"]


# -- Who is asked to review --------------------------------------------------------------------


def owned() -> dict[str, list[str]]:
    """Return the paths of CODEOWNERS by the heading they stand under."""
    found: dict[str, list[str]] = {}
    for before, line in pairwise(["", *OWNERS.splitlines()]):
        if line.startswith("# ") and not before:
            heading = line.removeprefix("# ")
        elif line and not line.startswith("#"):
            path, *names = line.split()
            assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", name) for name in names), line
            found.setdefault(heading, []).append(path)
    return found


def test_every_stage_has_its_reviewers_lines() -> None:
    under = owned()
    titles = [stage.title for stage in HANDBOOK.stages.values()]
    assert [heading for heading in under if heading in titles] == titles
    for stage_id, stage in HANDBOOK.stages.items():
        assert under[stage.title][0] == f"/sales-operations/{stage_id}.md"


def test_every_path_with_a_reviewer_is_there() -> None:
    (everything, *paths) = [path for paths in owned().values() for path in paths]
    assert everything == "*"  # first, since the last line that matches counts
    assert [path for path in paths if not (ROOT / path.strip("/")).exists()] == []
    assert len(set(paths)) == len(paths)


def test_an_sop_is_reviewed_by_its_stage() -> None:
    """One that has no line yet is with everything else: adding an SOP needs no line here."""
    under = {path: heading for heading, paths in owned().items() for path in paths}
    for sop_id, sop in HANDBOOK.sops.items():
        data, page = f"/_data/sops/{sop_id}.yaml", f"/sales-operations/sops/{sop_id}.md"
        assert under.get(data) == under.get(page)
        assert under.get(data) in (None, HANDBOOK.stages[sop.stage].title)
    assert any(path.startswith("/_data/sops/") for path in under)


# -- Workflows ---------------------------------------------------------------------------------

WORKFLOWS = {path.stem: loaded(path) for path in sorted((GITHUB / "workflows").glob("*.yml"))}
EVERY = pytest.mark.parametrize("name", WORKFLOWS)
#: What starts a run with a token of the repository's own, beside something of a pull request's.
FOREIGN = {"pull_request_target", "workflow_run", "issue_comment", "issues"}


def jobs(name: str) -> list[dict[str, Any]]:
    return list(WORKFLOWS[name]["jobs"].values())


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in jobs(name) for step in job["steps"]]


def triggers(name: str) -> set[str]:
    on = WORKFLOWS[name]["on"]
    return {on} if isinstance(on, str) else set(on)


def may_write(name: str) -> bool:
    granted = [WORKFLOWS[name]["permissions"], *(job.get("permissions", {}) for job in jobs(name))]
    return any("write" in str(permissions) for permissions in granted)


def tasks() -> set[str]:
    """Return the names of nox's tasks."""
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    found = re.findall(r'^@nox\.session(?:\(name="([^"]+)"\))?\ndef (\w+)', noxfile, re.MULTILINE)
    return {name or function for name, function in found}


def test_there_are_workflows_for_everything() -> None:
    assert set(WORKFLOWS) == {"checks", "comment", "links", "pages", "preview", "sync"}
    assert [name for name in WORKFLOWS if may_write(name)] == ["comment", "pages", "sync"]


@EVERY
def test_no_code_of_a_pull_request_runs_where_one_may_write(name: str) -> None:
    if may_write(name):
        assert "pull_request" not in triggers(name)
    if triggers(name) & FOREIGN:
        assert [step for step in steps(name) if "uses" in step] == []


@EVERY
def test_nothing_that_others_write_becomes_a_command(name: str) -> None:
    """Values reach a shell by its environment, which no shell takes for words of its own."""
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []


@EVERY
def test_a_workflow_is_kept_within_bounds(name: str) -> None:
    assert "permissions" in WORKFLOWS[name]
    assert "concurrency" in WORKFLOWS[name]
    assert all("timeout-minutes" in job for job in jobs(name))


def test_every_action_is_pinned_to_one_commit() -> None:
    """By its hash, with the version beside it for people, and for Dependabot to follow."""
    versions: dict[str, set[str]] = {}
    for path in sorted(GITHUB.rglob("*.yml")):
        for used in re.findall(r"^\s*(?:- )?uses: (.+)$", path.read_text(encoding="utf-8"), re.M):
            if used.startswith("./"):
                assert (ROOT / used / "action.yml").is_file(), used
                continue
            pinned = re.fullmatch(r"([\w-]+/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", used)
            assert pinned, f"{path.name}: {used}"
            versions.setdefault(pinned[1], set()).add(pinned[2])
    assert len(versions) > 3
    assert [action for action, pins in versions.items() if len(pins) > 1] == []


def test_a_workflow_waits_for_one_that_exists() -> None:
    names = {workflow["name"] for workflow in WORKFLOWS.values()}
    assert set(WORKFLOWS["comment"]["on"]["workflow_run"]["workflows"]) <= names


def test_every_task_that_is_called_exists() -> None:
    files = [*GITHUB.rglob("*.yml"), ROOT / ".readthedocs.yaml", ROOT / ".pre-commit-config.yaml"]
    called = {
        task
        for path in files
        for task in re.findall(r"nox -s ([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert called >= {"check", "docs", "lint", "linkcheck", "sync"}
    assert called - tasks() == set()


def test_every_supported_python_is_tested_by_the_line_of_the_readme() -> None:
    job = WORKFLOWS["checks"]["jobs"]["tests"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert job["steps"][-1]["run"] == ".ci/run"


def test_hooks_are_our_own_and_use_the_versions_that_lint_does() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    known = {"nox[uv]", *project["dependency-groups"]["lint"]}
    (local,) = loaded(ROOT / ".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local"
    hooks = {hook["id"]: hook for hook in local["hooks"]}
    assert list(hooks) == ["check", "sync", "ruff-check", "ruff-format", "codespell"]
    for hook in hooks.values():
        assert set(hook["additional_dependencies"]) <= known
        re.compile(hook.get("files", ""))


# -- Mistakes at their lines -------------------------------------------------------------------


def test_mistakes_are_shown_at_their_lines() -> None:
    """GitHub beside the change, an editor among its problems: both read what `check` prints."""
    (matcher,) = json.loads((GITHUB / "mistakes.json").read_text("utf-8"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    task = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"][0]
    assert task["problemMatcher"]["pattern"] == pattern
    line = "_data/sops/ordering.yaml:18:5: 'detials' is not supported · did you mean 'details'?"
    found = re.search(pattern["regexp"], line)
    assert found
    assert pattern == {**pattern, "file": 1, "line": 2, "column": 3, "message": 4}
    assert found.group(1, 2, 3) == ("_data/sops/ordering.yaml", "18", "5")
    assert found[4] == "'detials' is not supported · did you mean 'details'?"
