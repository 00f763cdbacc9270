"""Handbooks to build: N SOPs as this handbook writes them, and as a team would without it.

*Plain* is the same pages written by hand in MyST with task lists and the theme as it comes:
section sidebar on, no PyStemmer.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from support.paths import ROOT

STEPS = 10
#: Stage id -> title, in order.
STAGES = {
    "leads": "Leads",
    "pre-sales": "Pre-sales",
    "sales": "Sales",
    "delivery": "Delivery",
    "renewals": "Renewals",
}
#: Index pages that SOPs lead to, and their titles.
INDEXES = {"roles": "Roles", "systems": "Systems", "artefacts": "Artefacts"}
#: A page that stage pages lead to where they have no SOP; no directive of ours is on it.
CONTRIBUTING = "# Contributing\n\nHow to change this handbook.\n"
DATA = ("people.yaml", "systems.yaml", "artefacts.yaml", "agreements.yaml", "decoders")
DETAILS = (
    "Look at the record before you write anything, and compare it with what was agreed in the "
    "last conversation. Where the two differ, ask first and write down who answered."
)
PLAIN_CONF = """
import sys
sys.modules["Stemmer"] = None  # the theme as it comes: without PyStemmer
project = "Sales operations"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton"]
myst_enable_extensions = ["colon_fence", "deflist", "tasklist"]
html_theme = "pydata_sphinx_theme"
html_context = {"default_mode": "auto"}
"""


def name_of(number: int) -> str:
    """Return the id of one of the SOPs."""
    return f"procedure-{number:04}"


def stage_of(number: int) -> str:
    """Return the stage that one of the SOPs belongs to."""
    return list(STAGES)[number % len(STAGES)]


def words_of(number: int, step: int) -> str:
    """Return what a step says; no two say the same."""
    return f"Agree on point {step} of matter {number} with the customer"


def sop_yaml(number: int, steps: int = STEPS) -> str:
    """Return the YAML of one of the SOPs."""
    lines = [
        f"title: Procedure {number}",
        f"stage: {stage_of(number)}",
        "kind: read-do",
        "done_by: account-manager",
        "about: Community",
        f"purpose: Settle matter {number} so that the work can go on.",
        "starts_when: The customer has agreed to talk.",
        f"done_when: Matter {number} is settled.",
        "source: draft",
        "steps:",
    ]
    for step in range(1, steps + 1):
        lines += [
            f"  - id: step-{step}",
            f"    do: {words_of(number, step)} in [HubSpot](system:hubspot)",
        ]
        lines += [f"    details: {DETAILS}"]
        if step % 5 == 1:
            lines += ["    must_do: true"]
        if step % 5 == 2:
            lines += [
                "    fields:",
                f"      - {{id: answer-{step}, label: Link to record {step}, type: url}}",
            ]
        if step % 5 == 4:
            lines += [f"    gate: Point {step} is settled."]
    return "\n".join(lines) + "\n"


def _sop_plain(number: int) -> str:
    """Return the same SOP as a page written by hand."""
    lines = [
        f"# SOP: Procedure {number}\n",
        f"Settle matter {number} so that the work can go on.\n",
        "Draft, from 2i2c's public pages.\n",
        ":Done by: Account Manager",
        f":Stage: [{STAGES[stage_of(number)]}](../{stage_of(number)}.md)",
        ":Tick: as you go",
        ":Review: Not yet reviewed by 2i2c",
        ":Starts when: The customer has agreed to talk.",
        f":Done when: Matter {number} is settled.\n",
        "Community: ____\n",
    ]
    for step in range(1, STEPS + 1):
        must = " *must do*" if step % 5 == 1 else ""
        lines += [f"- [ ] **{step}. {words_of(number, step)} in [HubSpot](../systems.md)**{must}\n"]
        lines += [f"  {DETAILS}\n"]
        if step % 5 == 2:
            lines += [f"  Link to record {step}: ____\n"]
        if step % 5 == 4:
            lines += [f"  **Before you go on:** Point {step} is settled.\n"]
    return "\n".join(lines)


def _toctree(entries: list[str]) -> str:
    return "```{toctree}\n:hidden:\n\n" + "\n".join(entries) + "\n```\n"


def _home() -> str:
    entries = [f"sales-operations/{name}" for name in (*STAGES, *INDEXES, "contributing")]
    return f"# Sales operations\n\nHow a community becomes a customer.\n\n{_toctree(entries)}"


def _stage_page(stage: str, count: int, body: str) -> str:
    here = [f"sops/{name_of(n)}" for n in range(count) if stage_of(n) == stage]
    return f"# {STAGES[stage]}\n\n{body}\n\n{_toctree(here)}"


def make_ours(to: Path, count: int, steps: int = STEPS) -> Path:
    """Write this handbook's own settings and data with so many generated SOPs; return where."""
    pages = to / "sales-operations"
    (pages / "sops").mkdir(parents=True)
    (to / "_data" / "sops").mkdir(parents=True)
    shutil.copy(ROOT / "conf.py", to)
    shutil.copytree(ROOT / "images", to / "images")
    for name in DATA:
        source = ROOT / "_data" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, to / "_data" / name)
    stages = (ROOT / "_data" / "stages.yaml").read_text(encoding="utf-8")
    # The real SOPs are not here, nor what leads to them.
    stages = re.sub(r"^ +sop: .*\n", "", stages, flags=re.MULTILINE)
    (to / "_data" / "stages.yaml").write_text(stages, encoding="utf-8")
    (to / "_data" / "glossary.yaml").write_text(
        "terms:\n  - {id: sop, title: Standard operating procedure, short: SOP, about: How to.}\n",
        encoding="utf-8",
    )
    (to / "index.md").write_text(_home(), encoding="utf-8")
    (pages / "contributing.md").write_text(CONTRIBUTING, encoding="utf-8")
    for stage in STAGES:
        label, body = f"(stage:{stage})=\n\n", f"```{{sop:stage}} {stage}\n```"
        (pages / f"{stage}.md").write_text(label + _stage_page(stage, count, body), "utf-8")
    for name, title in INDEXES.items():
        page = f"# {title}\n\n```{{sop:index}} {name}\n```\n"
        (pages / f"{name}.md").write_text(page, encoding="utf-8")
    for number in range(count):
        name = name_of(number)
        (to / "_data" / "sops" / f"{name}.yaml").write_text(sop_yaml(number, steps), "utf-8")
        page = f"```{{sop:checklist}} {name}\n```\n"
        (pages / "sops" / f"{name}.md").write_text(page, encoding="utf-8")
    return to


def make_plain(to: Path, count: int) -> Path:
    """Write the same pages by hand, with the theme as it comes; return where."""
    pages = to / "sales-operations"
    (pages / "sops").mkdir(parents=True)
    (to / "conf.py").write_text(PLAIN_CONF, encoding="utf-8")
    (to / "index.md").write_text(_home(), encoding="utf-8")
    (pages / "contributing.md").write_text(CONTRIBUTING, encoding="utf-8")
    for stage in STAGES:
        here = [n for n in range(count) if stage_of(n) == stage]
        body = "\n".join(f"- [Procedure {n}](sops/{name_of(n)}.md)" for n in here)
        (pages / f"{stage}.md").write_text(_stage_page(stage, count, body), encoding="utf-8")
    for name, title in INDEXES.items():
        data = (ROOT / "_data" / ("people.yaml" if name == "roles" else f"{name}.yaml")).read_text()
        items = re.findall(r"^ +title: (.*)$", data, re.MULTILINE)
        body = "\n\n".join(f"## {item}\n\nUsed all along." for item in items)
        (pages / f"{name}.md").write_text(f"# {title}\n\n{body}\n", encoding="utf-8")
    for number in range(count):
        (pages / "sops" / f"{name_of(number)}.md").write_text(_sop_plain(number), "utf-8")
    return to


def edit(tree: Path, turn: int) -> None:
    """Change the words of one step in a tree of either kind, differently at each turn.

    Raises:
        LookupError: When no file of the tree has that step.
    """
    old = words_of(0, 3)
    for file in (f"_data/sops/{name_of(0)}.yaml", f"sales-operations/sops/{name_of(0)}.md"):
        path = tree / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old in text:
            changed = re.sub(rf"{old}( again \d+)?", f"{old} again {turn}", text)
            path.write_text(changed, encoding="utf-8")
            return
    raise LookupError(f"nothing in {tree} says {old!r}")
