"""`python -m handbook changes`, and the reasons `check` asks for, in repositories made here."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from handbook.__main__ import main
from handbook.commands import reasons
from handbook.comparing.handbooks import compare
from handbook.comparing.markdown import markdown
from handbook.comparing.page import page
from handbook.model.handbook import Handbook
from handbook.reading import history
from handbook.reading.git import HistoryError
from handbook.reading.load import load
from support.git import git
from support.html import parse
from support.markdown import boxes, by_github
from support.paths import ROOT

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"
REVIEW = "do: Review the Order\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep git from what this machine or a hook says."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(ROOT.parent))


def keep(root: Path, message: str = "Change it") -> str:
    """Commit everything; return the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def branch(data: Copy) -> Copy:
    """A copy of the data in a repository: `main` has it, and `work` is begun from there."""
    git(data.root, "init", "--quiet", "--initial-branch=main")
    keep(data.root, "Begin")
    git(data.root, "switch", "--quiet", "--create", "work")
    return data


def told(capsys: Capture, *arguments: str, code: int = 0) -> str:
    """Run the command; return what it printed, or what it complained of."""
    assert main(["changes", *arguments]) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return out if code == 0 else err


def test_nothing_changed(branch: Copy, capsys: Capture) -> None:
    said = told(capsys, str(branch.root))
    assert said.startswith("# What changes in the handbook\n\nNothing changes in the data since `")
    assert said.endswith("where this branch left main.\n")


def test_what_the_branch_and_the_open_files_change(branch: Copy, capsys: Capture) -> None:
    branch.seed((ORDERING, REVIEW, "do: Review the whole Order\n"))
    keep(branch.root)
    git(branch.root, "switch", "--quiet", "main")
    git(branch.root, "commit", "--quiet", "--allow-empty", "--message", "Meanwhile")
    git(branch.root, "switch", "--quiet", "work")
    branch.seed((ORDERING, "gate: The Order exists.", "gate: The Order is there."))
    said = told(capsys, str(branch.root))
    assert "2 changes since `" in said
    assert (
        "- [ ] **Part of step 4 reworded**: “Review the **whole** Order”, was “Review the Order”"
        in said
    )
    assert (
        "- [ ] **“Before you go on” reworded**, step 3, “Make the Order in HubSpot”: "
        "“The Order **is there.**”, was “The Order **exists.**”" in said
    )
    assert "No reason is given yet" in said
    assert boxes(by_github(said)) == 2


def test_the_same_as_a_page(branch: Copy, capsys: Capture, tmp_path: Path) -> None:
    branch.seed((ORDERING, REVIEW, "do: Review the whole Order\n"))
    to = tmp_path / "some" / "changes.html"
    told(capsys, str(branch.root), "--page", str(to))
    html = to.read_text(encoding="utf-8")
    (box,) = parse(html).find("input")
    assert box.inside("label")
    assert "disabled" not in box.attributes
    assert "Review the <strong>whole</strong> Order" in html
    assert "src=" not in html
    assert "href=" not in html


@pytest.mark.parametrize("name", ["", "there/changes.html"])
def test_a_page_that_cannot_be_written(
    branch: Copy, capsys: Capture, tmp_path: Path, name: str
) -> None:
    (tmp_path / "there").write_text("a file, and no folder", encoding="utf-8")
    said = told(capsys, str(branch.root), "--page", str(tmp_path / name), code=1)
    assert said.startswith(f"{tmp_path / name} cannot be written: ")
    assert said.endswith(" · name another file\n")


def test_since_a_revision(branch: Copy, capsys: Capture) -> None:
    branch.seed((ORDERING, REVIEW, "do: Review the whole Order\n"))
    second = keep(branch.root)
    branch.seed((ORDERING, "title: Ordering", "title: Orders"))
    said = told(capsys, str(branch.root), "--since", second[:10])
    assert f"1 change since `{second[:7]}` (`{second[:10]}`)" in said
    assert "**SOP reworded**: “Orders”, was “Ordering”" in said


def test_before_there_was_a_handbook(data: Copy, capsys: Capture) -> None:
    git(data.root, "init", "--quiet", "--initial-branch=main")
    git(data.root, "commit", "--quiet", "--allow-empty", "--message", "Nothing yet")
    said = told(capsys, str(data.root))
    assert "- [ ] **SOP added**: “Ordering”" in said
    assert "- [ ] **System added**: “HubSpot”" in said
    assert "not told" not in said


def test_the_handbook_below_the_top_of_its_repository(data: Copy, capsys: Capture) -> None:
    git(data.root.parent, "init", "--quiet", "--initial-branch=main")
    keep(data.root.parent)
    data.seed((ORDERING, REVIEW, "do: Review the whole Order\n"))
    assert "1 change since" in told(capsys, str(data.root))


def test_mistakes_at_the_old_revision(branch: Copy, capsys: Capture) -> None:
    branch.seed((ORDERING, "stage: sales", "stage: slaes"), ("systems.yaml", "title:", "titel:"))
    broken = keep(branch.root)
    git(branch.root, "checkout", "--quiet", "main", "--", ".")
    branch.seed(("glossary.yaml", "title: ", "title: New "))
    said = told(capsys, str(branch.root), "--since", "HEAD")
    where = f"at `{broken[:7]}`,"
    assert f"What changes in \\_data/sops/ordering.yaml is not told: {where} no stage has" in said
    assert f"What changes in \\_data/systems.yaml is not told: {where} 'titel'" in said
    assert "1 change since" in said
    assert "**Word reworded**" in said


def test_mistakes_now(branch: Copy, capsys: Capture) -> None:
    branch.seed((ORDERING, "stage: sales", "stage: slaes"))
    said = told(capsys, str(branch.root))
    assert "is not told: now, no stage has the id 'slaes'." in said
    assert "Nothing else changes in the data since" in said


def test_no_git(branch: Copy, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = told(capsys, str(branch.root), code=1)
    assert said == "git was not found · install git, which keeps what was before\n"


def test_no_repository(data: Copy, capsys: Capture) -> None:
    said = told(capsys, str(data.root), code=1)
    assert said == f"{data.root} is in no git repository · clone the handbook with git\n"
    assert told(capsys, str(data.root), "--since", "main", code=1) == said


@pytest.mark.parametrize("revision", ["nowhere", "--output=stolen", "HEAD~40", "a..b"])
def test_no_such_revision(branch: Copy, capsys: Capture, revision: str) -> None:
    said = told(capsys, str(branch.root), f"--since={revision}", code=1)
    assert said == (
        f"there is no revision '{revision}' here · name one that git log shows: --since REV\n"
    )
    assert not (branch.root / "stolen").exists()


def test_no_main(branch: Copy, capsys: Capture) -> None:
    git(branch.root, "branch", "--quiet", "--delete", "--force", "main")
    said = told(capsys, str(branch.root), code=1)
    assert said == "there is no branch main to compare with · name a revision: --since REV\n"


def test_a_shallow_clone(branch: Copy, capsys: Capture, tmp_path: Path) -> None:
    first = git(branch.root, "rev-parse", "HEAD")
    branch.seed((ORDERING, REVIEW, "do: Review the whole Order\n"))
    keep(branch.root)
    clone = tmp_path / "clone"
    where = branch.root.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", where, str(clone))
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    deeper = "this clone is shallow, so run: git fetch --unshallow origin\n"
    # The two commits are there, but not that the one comes of the other.
    git(clone, "update-ref", "refs/remotes/origin/main", "HEAD")
    assert "Nothing changes" in told(capsys, str(clone))
    git(clone, "update-ref", "refs/remotes/origin/main", first)
    said = told(capsys, str(clone), code=1)
    assert said == f"it is not known where this branch left main · {deeper}"
    said = told(capsys, str(clone), "--since=HEAD~1", code=1)
    assert said == f"there is no revision 'HEAD~1' here · {deeper}"
    # What is there can be compared all the same.
    assert "1 change since" in told(capsys, str(clone), "--since", first)


def test_on_main_what_was_not_pushed_is_told(branch: Copy, capsys: Capture, tmp_path: Path) -> None:
    git(branch.root, "switch", "--quiet", "main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", branch.root.as_uri(), str(clone))
    path = clone / "_data" / ORDERING
    path.write_text(path.read_text("utf-8").replace(REVIEW, "do: Look at it\n"), "utf-8")
    keep(clone)
    assert "1 change since" in told(capsys, str(clone))


def test_what_has_no_room_is_counted() -> None:
    everything = load(ROOT / "tests" / "roots" / "everything").handbook
    groups = compare(Handbook(), everything)
    number = sum(len(group.differences) for group in groups)
    whole = markdown(groups, "then")
    assert boxes(by_github(whole)) == number
    assert "no room" not in whole
    cut = markdown(groups, "then", most=len(whole) // 2)
    shown = boxes(by_github(cut))
    assert 0 < shown < number
    assert f"And {number - shown} changes more, for which there is no room" in cut
    assert len(cut) < len(whole) // 2 + 500


def test_words_in_the_data_set_nothing_off(data: Copy) -> None:
    was = data.load().handbook
    bad = "@ana fixes #1 <b>x</b> **y** [z](https://evil.example)"
    escaped = bad.replace("<", r"\<")  # details hold no raw HTML
    data.seed(
        (ORDERING, "title: Ordering", f'title: "{bad}"'),
        (ORDERING, REVIEW, f'do: "{bad.replace("[z](https://evil.example)", "")}"\n'),
        (ORDERING, "label: Link to the Order", f'label: "{bad}"'),
        (ORDERING, "details: They tell", f"details: '{escaped} ```'\n        wait: 1 hour #"),
        ("systems.yaml", "title: HubSpot", f'title: "{bad}"'),
    )
    groups = compare(was, data.load().handbook)
    assert sum(len(group.differences) for group in groups) >= 5
    made = markdown(groups, "then")
    for html in (by_github(made), page(made), MarkdownIt("commonmark").render(made)):
        assert "<a " not in html
        assert "<b>" not in html
        assert "&lt;b&gt;" in html
    assert boxes(by_github(made)) == sum(len(group.differences) for group in groups)


# ------------------------------------------------------------------------------ reasons in `check`


def advice(capsys: Capture, root: Path) -> list[str]:
    """Run `check` on a day; return what it says beyond that nothing is wrong."""
    assert main(["check", str(root), "--today", "2026-11-25"]) == 0
    nothing, *more = capsys.readouterr().out.splitlines()
    assert nothing.startswith("Nothing wrong")
    return more


LISTED = {
    "none": ("", "changes: [{date: \"2026-11-25\", why: \"…\"}]"),
    "a list": (
        'changes:\n  - {date: "2026-11-01", why: First.}\n',
        '  - {date: "2026-11-25", why: "…"}',
    ),
    "a list at the edge": (
        'changes:\n- date: "2026-11-01"\n  why: First.\n',
        '- {date: "2026-11-25", why: "…"}',
    ),
    "on one line": (
        'changes: [{date: "2026-11-01", why: First.}]\n',
        '{date: "2026-11-25", why: "…"}, ',
    ),
    "empty": ("changes: []\n", '{date: "2026-11-25", why: "…"}, '),
}  # fmt: skip


@pytest.mark.parametrize("how", LISTED)
def test_the_line_to_paste_fits_where_it_is_to_be_pasted(
    data: Copy, capsys: Capture, how: str
) -> None:
    listed, expected = LISTED[how]
    data.seed((ORDERING, "source: user-page\n", f"source: user-page\n{listed}"))
    git(data.root, "init", "--quiet", "--initial-branch=main")
    keep(data.root)
    assert advice(capsys, data.root) == []
    data.seed((ORDERING, REVIEW, "do: Look at it\n"))
    where, line = advice(capsys, data.root)
    assert line == expected
    assert "steps changed since " in where
    place = where.split(": ")[0]
    file, number, column = place.split(":")
    path = data.root / file
    lines = path.read_text(encoding="utf-8").split("\n")
    if "behind its [" in where:
        text = lines[int(number) - 1]
        lines[int(number) - 1] = f"{text[: int(column)]}{line}{text[int(column) :]}"
    else:
        lines.insert(int(number) - 1, line)
    path.write_text("\n".join(lines).replace("…", "It is so."), encoding="utf-8")
    assert advice(capsys, data.root) == []
    newest = data.load().handbook.sops["ordering"].changes[0]
    assert (newest.date.isoformat(), newest.why.source) == ("2026-11-25", "It is so.")


def test_no_reason_is_asked_for_what_is_new_or_means_the_same(
    branch: Copy, capsys: Capture
) -> None:
    main(["new-sop", "Invoice a customer", str(branch.root)])
    capsys.readouterr()
    branch.seed((ORDERING, "title: Ordering", "title: Orders"))
    assert advice(capsys, branch.root) == []


def test_the_past_is_read_only_where_an_sop_differs(
    branch: Copy, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        raise AssertionError("the past was read")

    monkeypatch.setattr(reasons, "load_at", read)
    branch.seed(("systems.yaml", "title: HubSpot", "title: The CRM"))
    assert advice(capsys, branch.root) == []


def test_without_git_no_reason_is_asked_for(
    branch: Copy, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch.seed((ORDERING, REVIEW, "do: Look at it\n"))
    assert len(advice(capsys, branch.root)) == 2
    monkeypatch.setenv("PATH", "")
    assert advice(capsys, branch.root) == []
    shutil.rmtree(branch.root / ".git")
    monkeypatch.undo()
    assert advice(capsys, branch.root) == []


def test_what_git_complains_of_is_passed_on(branch: Copy) -> None:
    (branch.root / ".git" / "config").write_text("[broken", encoding="utf-8")
    with pytest.raises(HistoryError, match=r"git cannot tell what was before: .*config"):
        history.base(branch.root)
