"""Every spelling of an address that means harm, at every place of the data for one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from handbook.model.blocks import misuses
from handbook.model.text import Link, TextError, parse, walk
from handbook.reading.decode import first_refused
from support.addresses import SPELLINGS, leads_astray
from support.trust import some

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"
DECOMMISSION = "sops/decommission-a-hub.yaml"
CHECK_IN = "sops/community-check-in.yaml"
ISSUE = "title: T, label: L}]\n"
GUIDE = "https://docs.google.com/document/d/1_8rhMBo9eyaQbgzWUACRHtMWdjcWj8PKqS0OmdXZ2rg/edit"
TEMPLATE = "https://docs.google.com/document/d/1kPgSddJ_Sob0XcTbkDy5UShIAVKPmm04P9ZLsYiOV20/edit?usp=sharing"

#: Where only an address, or the name of something, may be: file, what stands there, what is put.
TYPED: dict[str, tuple[str, str, str]] = {
    "url of a system": ("systems.yaml", "url: https://2i2c.org/hub-configurator", "url: ¦{}"),
    "url of an agreement": ("agreements.yaml", f"url: {TEMPLATE}", "url: ¦{}"),
    "url of a guide": ("agreements.yaml", f"url: {GUIDE}", "url: ¦{}"),
    "open": (
        DECOMMISSION, "open: https://github.com/2i2c-org/infrastructure/issues/new?template=06_"
        "decommission-hub.md", "open: ¦{}"),
    "email": (
        CHECK_IN, "- id: thank\n",
        "- id: thank\n        actions: [{{email: ¦{}, subject: S, label: L}}]\n"),
    "github_issue": (
        CHECK_IN, "- id: summary\n",
        "- id: summary\n        actions: [{{github_issue: ¦{}, " + ISSUE.replace("}", "}}")),
    "template": (
        CHECK_IN, "- id: recap\n",
        "- id: recap\n        actions: [{{github_issue: a/b, template: ¦{}, "
        + ISSUE.replace("}", "}}")),
    "id": (ORDERING, "stage: sales", "stage: ¦{}"),
    "decoder": (ORDERING, "decode: hub-configurator", "decode: ¦{}"),
}  # fmt: skip
#: Where text with links may be.
TEXTS: dict[str, tuple[str, str, str]] = {
    "do": (DECOMMISSION, "do: Remove the DNS entries", "do: ¦{}"),
    "gate": (ORDERING, "gate: The Order exists.", "gate: ¦{}"),
    "done_when": (
        CHECK_IN, "done_when: The community has been thanked, and the team knows what came up.",
        "done_when: ¦{}"),
    "used_for": (
        "systems.yaml", "used_for: Requests to CS&S, and one project for each engagement.",
        "used_for: ¦{}"),
    "clause": ("agreements.yaml", "about: Term and renewal", "about: ¦{}"),
    "hint": (
        CHECK_IN, "label: Date of the meeting,", "label: Date of the meeting, hint: ¦{},"),
}  # fmt: skip
#: How an address can stand in text, and in the details of a step.
IN_TEXT = "[a]({})"
IN_DETAILS = ["[a]({})", "[a](<{}>)", "<{}>", "[a]\n\n[a]: {}", "![a]({})"]
DETAILS = {
    form: (DECOMMISSION, f"do: {words}\n", f"do: {words}\n        details: ¦{{}}\n")
    for form, words in zip(
        IN_DETAILS,
        [
            "Remove the data", "Remove the authentication app", "Remove the configuration",
            "Record the date", "Remove the cluster and its account",
        ],
        strict=True,
    )
}  # fmt: skip
#: Where an address is words, or a beginning to compare an answer with.
WORDS: dict[str, tuple[str, str, str]] = {
    "copy": (ORDERING, 'copy: "{{configurator-url}}"', "copy: ¦{}"),
    "label": (DECOMMISSION, "label: Open the issue template on GitHub", "label: ¦{}"),
    "title": ("systems.yaml", "title: HelloSign", "title: ¦{}"),
    "starts_with": (DECOMMISSION, 'starts_with: "https://github.com/"', "starts_with: ¦{}"),
    "path_has": (ORDERING, "path_has: /record/0-3/", "path_has: ¦{}"),
    "subject": (
        CHECK_IN, "- id: happiness\n",
        "- id: happiness\n            actions: [{{email: a@b.example, subject: ¦{}, label: L}}]\n"),
    "body": (
        CHECK_IN, "- id: activity\n",
        "- id: activity\n            actions: [{{github_issue: a/b, title: T, body: ¦{}, "
        "label: L}}]\n"),
}  # fmt: skip


def quoted(text: str) -> str:
    """Return a text in YAML's double quotes, everything odd escaped."""
    return json.dumps(text)


def seeds(address: str) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """Yield kind, text put in and edit for each place; the text as YAML will read it."""
    for places, form in ((TYPED, "{}"), (WORDS, "{}"), (TEXTS, IN_TEXT)):
        kind = {id(TYPED): "typed", id(WORDS): "words", id(TEXTS): "text"}[id(places)]
        for file, old, new in places.values():
            text = form.format(address)
            yield kind, text, (file, old, new.format(quoted(text)))
    for form, (file, old, new) in DETAILS.items():
        text = form.format(address)
        yield "details", text, (file, old, new.format(quoted(text)))


def links_astray(text: str) -> bool:
    """Tell whether a text is read, and has a link that leads where none may."""
    try:
        parts = list(walk(parse(text)))
    except TextError:
        return False
    links = [part.url for part in parts if isinstance(part, Link)]
    return any(leads_astray("".join(getattr(leaf, "text", "") for leaf in url)) for url in links)


PLACES = len(list(seeds("")))


@pytest.mark.trust(
    "hostile pull requests", "spellings of an address, at each place of the data", cases=PLACES
)
@pytest.mark.parametrize("address", some(SPELLINGS, 16), ids=ascii)
def test_no_spelling_becomes_a_link(address: str, data: Copy) -> None:
    """Refused at file, line and column where an address must be; else refused, or only words."""
    put = list(seeds(address))
    places = data.seed(*(edit for _, _, edit in put))
    assert len(places) == len(put)
    found = {finding.place: finding for finding in data.findings()}
    for (kind, text, edit), place in zip(put, places, strict=True):
        told = place in found and bool(found[place].message and found[place].cure)
        if kind == "typed" or first_refused(text):
            assert told, edit
        elif kind == "text":
            assert told or not links_astray(text), edit
        elif kind == "details":
            assert told == bool(list(misuses(text))), edit
