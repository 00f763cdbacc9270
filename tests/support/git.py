"""Repositories to test with: commits of a given moment, by nobody in particular."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_NOBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Nobody"), ("EMAIL", "nobody@example.org"))
}


def git(root: Path, *arguments: str, **environment: str) -> str:
    """Run git in a folder, whatever this machine has set; return what it printed."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **_NOBODY,
        **environment,
    }
    ran = subprocess.run(
        ["git", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **settings},
    )
    return ran.stdout.strip()


def commit(root: Path, moment: str, files: Mapping[str, str] = {}) -> None:
    """Write files into a repository, begun if it is not there, and commit all that is in it."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "--all")
    git(root, "commit", "-q", "-m", "Work", GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
