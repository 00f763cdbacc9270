"""``python -m handbook changes``: what a branch changes, as a checklist for whoever reviews it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from handbook.comparing.handbooks import compare
from handbook.comparing.markdown import markdown
from handbook.comparing.page import page
from handbook.reading.git import HistoryError
from handbook.reading.history import base, commit, load_at
from handbook.reading.load import DATA, FILES, SOPS, Finding, Loaded, load

#: A comment on GitHub holds 65,536 characters; some are left for whoever writes around it.
_ROOM = 60_000


def changes(root: Path, since: str | None = None, to: Path | None = None) -> int:
    """Print as Markdown how the data in ``root`` differs from an earlier revision.

    Args:
        root: The handbook's folder.
        since: The revision; without it the commit at which the branch left main.
        to: A file to write the same to as a page.

    Returns:
        0 whether or not anything differs; 1 if the revision cannot be read, or ``to`` not written.
    """
    try:
        revision = commit(root, since) if since else base(root)
        was = load_at(root, revision)
    except HistoryError as error:
        print(error, file=sys.stderr)
        return 1
    now = load(root)
    unread = {**dict(_unread(was, f"at {revision[:7]}")), **dict(_unread(now, "now"))}
    groups = compare(was.handbook, now.handbook, frozenset(unread))
    where = f"{revision[:7]} ({since})" if since else f"{revision[:7]}, where this branch left main"
    notes = list(dict.fromkeys(unread.values()))
    print(markdown(groups, where, notes, _ROOM), end="")
    return _write(to, page(markdown(groups, where, notes))) if to else 0


def _write(file: Path, text: str) -> int:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        print(f"{file} cannot be written: {error.strerror} · name another file", file=sys.stderr)
        return 1
    print(f"wrote {file}", file=sys.stderr)
    return 0


def _unread(loaded: Loaded, when: str) -> Iterator[tuple[str, str]]:
    """Yield what cannot be compared because of mistakes in it, each SOP or kind with a sentence."""
    firsts: dict[str, Finding] = {}
    for finding in loaded.findings:
        firsts.setdefault(finding.file.removeprefix(f"{DATA}/"), finding)
    for file, finding in firsts.items():
        told = f"What changes in {DATA}/{file} is not told: {when}, {finding.message}."
        model = FILES.get(file)
        # A file that is not there is no mistake here: it is new, or gone.
        if model and file in loaded.sources:
            yield from ((key, told) for key in model.model_fields)
        elif file.startswith(f"{SOPS}/"):
            yield Path(file).stem, told
