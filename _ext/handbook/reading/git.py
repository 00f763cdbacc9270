"""git asked for something about the handbook's folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class HistoryError(Exception):
    """The past cannot be read: what is wrong, and the cure, in one line."""


def git(root: Path, *arguments: str) -> bytes:
    """Run git in ``root`` and return what it printed.

    Raises:
        HistoryError: There is no git, no repository, or git cannot tell.
    """
    command = ["git", "-C", str(root), *arguments]
    quiet = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        ran = subprocess.run(command, env=quiet, capture_output=True, check=False)
    except FileNotFoundError:
        raise HistoryError("git was not found · install git, which keeps what was before") from None
    if ran.returncode == 0:
        return ran.stdout
    said = ran.stderr.decode("utf-8", "replace")
    if "not a git repository" in said:
        raise HistoryError(
            f"{root.resolve()} is in no git repository · clone the handbook with git"
        )
    line = next((line for line in said.splitlines() if line.strip()), f"exit {ran.returncode}")
    raise HistoryError(f"git cannot tell what was before: {line.strip()} · mend that first")
