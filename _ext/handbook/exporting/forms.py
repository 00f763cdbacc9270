"""SOPs as GitHub issue forms: the steps as boxes, the answers as inputs, nothing private.

The format is GitHub's form schema (docs.github.com, "Syntax for GitHub's form schema"), with
the rules it enforces beyond that: labels and ids that differ, no option "None", no empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from handbook.exporting.definition import spoken
from handbook.exporting.inlines import Addresses, Inlines, escaped
from handbook.exporting.outline import Block, Placed, outline, people
from handbook.exporting.words import DRAFT, notes, reviewed, revision
from handbook.model.base import Text
from handbook.model.fields import Field
from handbook.model.handbook import Handbook

#: Where GitHub looks for them, from the handbook's root.
FOLDER = ".github/ISSUE_TEMPLATE"
#: How each file begins: what does not is none of ours.
MARK = "# Written by `nox -s sync` from "
_PUBLIC = (
    "An issue is as public as its repository: private answers are not asked for here. "
    "Details, links and texts to copy are on the SOP's page."
)
_LONG = ("long-text", "list")
_CHOSEN = ("choice", "choices", "check")
#: GitHub refuses a label that holds this word.
_REFUSED = "password"


def issue_forms(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield (path from the handbook's root, text) of the form of each SOP that wants one."""
    for sop_id, sop in handbook.sops.items():
        if sop.issue_form:
            yield f"{FOLDER}/{form_name(sop_id)}", issue_form(handbook, sop_id)


def form_name(sop_id: str) -> str:
    """Return the file name of an SOP's form, which is what GitHub's addresses call it."""
    return f"sop-{sop_id}.yml"


def issue_form(handbook: Handbook, sop_id: str) -> str:
    """Return the form of the SOP ``sop_id`` as YAML, whether it wants one or not."""
    sop = handbook.sops[sop_id]
    form = {
        "name": f"SOP: {sop.title}",
        "description": spoken(handbook, sop.purpose.parts, {}),
        "title": f"{sop.title}: ",
        "body": list(_Form(handbook, sop_id).body()),
    }
    written = yaml.dump(form, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
    return f"{MARK}_data/sops/{sop_id}.yaml: edit that file instead.\n{written}"


class _Form:
    """Writes the body of one form, element by element."""

    def __init__(self, handbook: Handbook, sop_id: str) -> None:
        self.id = sop_id
        self.sop = sop = handbook.sops[sop_id]
        self.answers = sop.answers
        self.handbook = handbook
        self.labels = {name: field.label for name, field in self.answers.items()}
        # The handbook's own pages have no address that a committed file could know.
        self.to = Inlines(handbook, self.labels, Addresses(thing=handbook.address))
        self.people = people(sop)

    def body(self) -> Iterator[dict[str, Any]]:
        """Yield every element, top down."""
        yield _markdown("\n\n".join(self._lead()))
        yield _element("input", self.sop.subject.id, self.sop.about, required=True)
        blocks = outline(self.sop)
        for block in blocks:
            yield from self._fields(block, first=True)
        for block in blocks:
            yield self._steps(block)
            yield from self._fields(block, first=False)
        if self.sop.then:
            yield _markdown(f"Next: {self.to.mention('sop', self.sop.then)}")
        if self.sop.waive:
            yield _markdown("\n\n".join(self.to.waiver(self.id, w) for w in self.sop.waive))

    def _lead(self) -> Iterator[str]:
        sop = self.sop
        yield self.to.text(sop.purpose.parts)
        if sop.source == "draft":
            yield f"*{escaped(DRAFT)}*"
        facts = []
        if sop.done_by:
            facts.append(f"Done by: {self.to.person(sop.done_by)}")
        if sop.reviewed or sop.review_every:
            facts.append(f"Review: {reviewed(sop)}")
        if sop.kept_by:
            facts.append(f"Kept by: {self.to.person(sop.kept_by)}")
        if sop.starts_when:
            facts.append(f"Starts when: {self.to.text(sop.starts_when.parts)}")
        if sop.done_when:
            facts.append(f"Done when: {self.to.text(sop.done_when.parts)}")
        if facts:
            yield "\n".join(f"* {fact}" for fact in facts)
        yield f"{_PUBLIC} {revision(sop)}."

    def _steps(self, block: Block) -> dict[str, Any]:
        name, title = (block.section.id, block.section.title) if block.section else ("all", "Steps")
        placed = [(top, inner) for top in block.steps for inner in top.walk()]
        names = [inner.step.id for _, inner in placed]
        labels = _distinct(names, (self._label(top, inner) for top, inner in placed))
        # Ids of fields hold no underscore, so these are none of theirs.
        return _element(
            "checkboxes", f"steps_{name}", title, options=[{"label": label} for label in labels]
        )

    def _label(self, top: Placed, placed: Placed) -> str:
        """Return what a step says: its number or, inside another, that one's; then its rules."""
        step = placed.step
        # Bold, since "1." at the start of a text is a list.
        number = f"**{top.number}**{' ' * bool(placed.depth)}{'↳' * placed.depth}"
        must = " (must do)" if step.must_do else ""
        rules = list(self._rules(placed))
        after = f" – {' '.join(rules)}" if rules else ""
        return f"{number} {self.to.text(step.do.parts)}{must}{after}"

    def _rules(self, placed: Placed) -> Iterator[str]:
        step = placed.step
        if named := self.people[step.id]:
            yield f"{' → '.join(map(self.to.person, named))}."
        yield from map(escaped, notes(step, self.answers))
        if step.sign_off:
            yield f"Signed off by {self.to.person(step.sign_off)}."
        if step.sop:
            yield f"Follow {self.to.mention('sop', step.sop)}."
        for verb, artefacts in (("Makes", step.makes), ("Uses", step.uses)):
            if artefacts:
                listed = ", ".join(self.to.mention("artefact", name) for name in artefacts)
                yield f"{verb} {listed}."
        if step.gate:
            yield f"Before you go on: {self.to.text(step.gate.parts)}"

    def _fields(self, block: Block, *, first: bool) -> Iterator[dict[str, Any]]:
        """Yield what is asked before the steps, or in them; who signs off signs in them."""
        for placed in block.walk():
            step = placed.step
            place = f"For: {self._said(step.do)}."
            for field in step.fields:
                if bool(field.asked) == first and _may_be_asked(field):
                    yield self._field(field, place)
            if step.sign_off and not first:
                who = self.handbook.title(self.handbook.person(step.sign_off), step.sign_off)
                yield _element(
                    "input", f"sign_{step.id}", f"Signed off by {who}",
                    description=f"{place} A name; typed, not verified.",
                )  # fmt: skip

    def _field(self, field: Field, place: str) -> dict[str, Any]:
        hint = f" {self._said(field.hint)}" if field.hint else ""
        more: dict[str, Any] = {"description": f"{place}{hint}"}
        if field.type in _CHOSEN:
            options = field.options or ()
            names = [option.id for option in options] or ["yes", "no"]
            labels = [option.label for option in options] or ["Yes", "No"]
            more["options"] = _distinct(names, labels, refused="none")
            more |= {"multiple": True} if field.type == "choices" else {}
            return _element("dropdown", field.id, field.label, **more)
        if field.type in _LONG:
            return _element("textarea", field.id, field.label, **more)
        if field.starts_with:
            more["placeholder"] = f"{field.starts_with}…"
        return _element("input", field.id, field.label, **more)

    def _said(self, text: Text) -> str:
        """Return a text as plain words: GitHub promises Markdown only in what it says it is in."""
        return spoken(self.handbook, text.parts, self.labels)


def _may_be_asked(field: Field) -> bool:
    return not field.private and _REFUSED not in field.label.lower()


def _markdown(value: str) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": value}}


def _element(
    kind: str, name: str, label: str, *, required: bool = False, **attributes: Any
) -> dict[str, Any]:
    made = {"type": kind, "id": name, "attributes": {"label": label, **attributes}}
    return {**made, "validations": {"required": True}} if required else made


def _distinct(names: Iterable[str], labels: Iterable[str], refused: str = "") -> list[str]:
    """Return ``labels``; one that is there already, or refused, has its name behind it."""
    found: list[str] = []
    for name, label in zip(names, labels, strict=True):
        taken = label in found or label.lower() == refused
        found.append(f"{label} ({name})" if taken else label)
    return found


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
