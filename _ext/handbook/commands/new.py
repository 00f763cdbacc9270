"""``python -m handbook new-sop "Invoice a customer"``: a valid SOP to fill in, with its page."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from handbook.reading.load import DATA, PAGES, SOPS, load

_SOP = """\
# yaml-language-server: $schema=../schema/sop.json
# Fill this in, delete what you do not need, and run: nox -s check
title: {title}
stage: {stage}  # one of: {stages}
about: Community  # what one checklist is for; the question asked first
purpose: What this procedure is good for, in one sentence.
# starts_when: What starts it.
# done_when: How one knows that it is done.
# done_by: account-manager  # a role or a team, if you know who
source: draft

steps:
  - id: first-step
    do: Begin with a verb, and ask for one act only
    # who: account-manager  # where that changes
    # details: What helps to do it. Markdown works here.
    # must_do: true
    # fields:
    #   - {{id: answer, label: What to write down}}
"""
_PAGE = """\
```{{sop:checklist}} {sop_id}
```
"""


def new_sop(root: Path, title: str, stage: str | None = None) -> int:
    """Write the SOP ``title`` and its page, and say where; return 1 if that cannot be done."""
    sop_id = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("&", " and ")).strip("-")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", sop_id):
        return _refuse(f"'{title}' gives no id · begin the title with a letter")
    stages = list(load(root).handbook.stages)
    if not stages:
        return _refuse(f"{DATA}/stages.yaml names no stage to put it in · run: nox -s check")
    if stage and stage not in stages:
        return _refuse(f"there is no stage '{stage}' · use one of: {', '.join(stages)}")
    files = {
        root / DATA / SOPS / f"{sop_id}.yaml": _SOP.format(
            # JSON's quotes are YAML's: whatever the title holds, it is read as written.
            title=json.dumps(title, ensure_ascii=False),
            stage=stage or stages[0],
            stages=", ".join(stages),
        ),
        root / PAGES / f"{sop_id}.md": _PAGE.format(sop_id=sop_id),
    }
    there = [path for path in files if path.exists()]
    if there:
        return _refuse(f"{there[0].relative_to(root)} is there already · choose another title")
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"wrote {path.relative_to(root)}")
    return 0


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
