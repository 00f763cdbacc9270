"""An SOP as Markdown: a task list that is read, printed and copied anywhere.

Each step ends its line with ``<!-- step: its-id -->``, so that what is ticked can be told by
name, and only steps have a box. What is listed inside a step has other marks than steps have.
"""

from __future__ import annotations

from collections.abc import Iterator

from handbook.exporting.blocks import blocks, item, joined
from handbook.exporting.forms import form_name
from handbook.exporting.inlines import Addresses, Inlines, begun, code, escaped, linked
from handbook.exporting.offers import offer
from handbook.exporting.outline import Placed, outline, people
from handbook.exporting.words import BLANK, DRAFT, KINDS, day, notes, reviewed, revision
from handbook.model.fields import Field
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop, Step

#: Before an option: one of them, or any number.
_BOXES = {"choice": "○", "choices": "□", "check": "□"}


def markdown(handbook: Handbook, sop_id: str, addresses: Addresses) -> str:
    """Return the SOP ``sop_id`` as Markdown, with links as ``addresses`` say."""
    return "\n".join(joined(_Page(handbook, sop_id, addresses).blocks())) + "\n"


class _Page:
    """Writes one SOP, block by block."""

    def __init__(self, handbook: Handbook, sop_id: str, addresses: Addresses) -> None:
        self.id = sop_id
        self.sop: Sop = handbook.sops[sop_id]
        self.answers = self.sop.answers
        labels = {name: field.label for name, field in self.answers.items()}
        self.to = Inlines(handbook, labels, addresses)
        self.people = people(self.sop)

    def blocks(self) -> Iterator[list[str]]:
        """Yield every block of the page, top down."""
        sop = self.sop
        yield [f"# {escaped(f'SOP: {sop.title}')}"]
        yield [begun(self.to.text(sop.purpose.parts))]
        if sop.source == "draft":
            yield [f"*{escaped(DRAFT)}*"]
        yield [f"* {name}: {told}" for name, told in self._facts()]
        yield self._field(sop.subject)
        for step in (placed.step for block in outline(sop) for placed in block.walk()):
            yield from self._fields(step, first=True)
        for block in outline(sop):
            yield [f"## {escaped(block.section.title if block.section else 'Steps')}"]
            yield joined(self._step(placed) for placed in block.steps)
        if sop.then:
            yield [f"Next: {self.to.mention('sop', sop.then)}"]
        for change in sop.changes:
            yield [f"{day(change.date)}: {self.to.text(change.why.parts)}"]
        for waiver in sop.waive:
            yield [self.to.waiver(self.id, waiver)]
        yield [revision(sop)]

    def _facts(self) -> Iterator[tuple[str, str]]:
        sop = self.sop
        if address := self.to.addresses.thing("sop", self.id):
            yield "Page", linked(escaped(f"SOP: {sop.title}"), address)
        if sop.done_by:
            yield "Done by", self.to.person(sop.done_by)
        yield "Stage", self.to.mention("stage", sop.stage)
        yield "Tick", KINDS[sop.kind]
        yield "Review", reviewed(sop)
        if sop.kept_by:
            yield "Kept by", self.to.person(sop.kept_by)
        if sop.minutes:
            yield "Takes", f"{sop.minutes} minutes"
        if sop.issue_form:
            yield "Issue form on GitHub", code(form_name(self.id))
        if sop.starts_when:
            yield "Starts when", self.to.text(sop.starts_when.parts)
        if sop.done_when:
            yield "Done when", self.to.text(sop.done_when.parts)

    def _step(self, placed: Placed) -> list[str]:
        marker = f"{placed.number}." if placed.number else "-"
        return item(marker, self._parts(placed))

    def _parts(self, placed: Placed) -> Iterator[list[str]]:
        step = placed.step
        must = " (must do)" if step.must_do else ""
        yield [f"[ ] {self.to.text(step.do.parts)}{must} <!-- step: {step.id} -->"]
        if named := self.people[step.id]:
            yield [begun(" → ".join(map(self.to.person, named)))]
        if told := list(self._notes(step)):
            yield [" ".join(told)]
        if step.details:
            yield from blocks(self.to, step.details)
        if placed.nested:
            yield joined(self._step(inner) for inner in placed.nested)
        yield from self._fields(step, first=False)
        if step.sign_off:
            yield [f"Name of who signs (typed, not verified): {BLANK}"]
        for action in step.actions:
            yield from offer(self.to, action, self.answers)
        if step.sop:
            yield [f"Follow {self.to.mention('sop', step.sop)}"]
        if made := list(self._artefacts(step)):
            yield [" · ".join(made)]
        if step.gate:
            yield [f"**Before you go on:** {self.to.text(step.gate.parts)}"]

    def _notes(self, step: Step) -> Iterator[str]:
        yield from map(escaped, notes(step, self.answers))
        if step.sign_off:
            yield f"Signed off by {self.to.person(step.sign_off)}."

    def _artefacts(self, step: Step) -> Iterator[str]:
        for verb, names in (("Makes", step.makes), ("Uses", step.uses)):
            if names:
                listed = ", ".join(self.to.mention("artefact", name) for name in names)
                yield f"{verb} {listed}"

    def _fields(self, step: Step, *, first: bool) -> Iterator[list[str]]:
        """Yield the answers that are asked before the steps, or those that stand in the step."""
        for field in step.fields:
            if bool(field.asked) == first:
                yield self._field(field)

    def _field(self, field: Field) -> list[str]:
        private = " (private)" if field.private else ""
        hint = f" · {self.to.text(field.hint.parts)}" if field.hint else ""
        return [f"**{escaped(field.label)}**{private}: {self._blank(field)}{hint}"]

    def _blank(self, field: Field) -> str:
        if box := _BOXES.get(field.type):
            labels = [option.label for option in field.options] or ["Yes"]
            return " · ".join(f"{box} {escaped(label)}" for label in labels)
        return f"{code(f'{field.starts_with}…')} {BLANK}" if field.starts_with else BLANK
