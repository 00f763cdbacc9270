"""The handbook as it was: what git kept of the data, read like any other."""

from __future__ import annotations

import tarfile
import tempfile
from io import BytesIO
from pathlib import Path

from handbook.reading.git import HistoryError, git
from handbook.reading.load import DATA, PAGES, SOPS, Loaded, load

#: The branches that others begin from: here, and where this clone came from.
_MAIN = ("refs/heads/main", "refs/remotes/origin/main")


def base(root: Path) -> str:
    """Return the commit at which the work in ``root`` left ``main``.

    On ``main`` itself that is what was last fetched of it, or else its last commit.

    Raises:
        HistoryError: There is no git, no repository, no ``main``, or too little history.
    """
    told = git(root, "for-each-ref", "--format=%(HEAD)%(refname)", *_MAIN).decode().splitlines()
    mains = [line[1:] for line in told]
    if "*refs/heads/main" in told and len(mains) > 1:
        mains.remove("refs/heads/main")
    if not mains:
        raise HistoryError("there is no branch main to compare with · name a revision: --since REV")
    try:
        # Of several, the nearest: the branch may begin from either.
        return git(root, "merge-base", "HEAD", *mains).decode().strip()
    except HistoryError:
        message = f"it is not known where this branch left main · {_deeper(root)}"
        raise HistoryError(message) from None


def commit(root: Path, revision: str) -> str:
    """Return the commit that ``revision`` names.

    Raises:
        HistoryError: There is no git, no repository, or no such revision.
    """
    git(root, "rev-parse", "--git-dir")
    try:
        if revision.startswith("-"):
            raise HistoryError("git would take it for an option")
        return git(root, "rev-parse", "--verify", f"{revision}^{{commit}}").decode().strip()
    except HistoryError:
        message = f"there is no revision '{revision}' here · {_deeper(root)}"
        raise HistoryError(message) from None


def sops_differ(root: Path, revision: str) -> bool:
    """Tell whether any SOP's file that was there at ``revision`` is not as it was then.

    Raises:
        HistoryError: git cannot tell.
    """
    changed = git(root, "diff", "--name-only", "--diff-filter=a", revision, "--", f"{DATA}/{SOPS}")
    return bool(changed)


def load_at(root: Path, revision: str) -> Loaded:
    """Read the handbook in ``root`` as it was at a commit, by the rules of today.

    Raises:
        HistoryError: git cannot give it.
    """
    there = git(root, "ls-tree", "-z", "--name-only", revision, DATA, PAGES)
    paths = there.decode("utf-8", "surrogateescape").split("\0")[:-1]
    with tempfile.TemporaryDirectory() as folder:
        if paths:
            packed = git(root, "archive", "--format=tar", revision, "--", *paths)
            with tarfile.open(fileobj=BytesIO(packed)) as tar:
                # Python 3.11 has it since 3.11.4 only.
                tar.extraction_filter = getattr(tarfile, "data_filter", None)
                for member in tar:
                    # Links are left where they are: the reader would only refuse them.
                    if member.isfile():
                        tar.extract(member, folder)
        return load(Path(folder))


def _deeper(root: Path) -> str:
    """Return the cure for a revision that is not here."""
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    if shallow:
        return "this clone is shallow, so run: git fetch --unshallow origin"
    return "name one that git log shows: --since REV"
