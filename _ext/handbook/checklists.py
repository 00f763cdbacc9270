"""``{sop:checklist} ordering``: an SOP as a checklist, on its own page or as a card elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.actions import action_of
from handbook.answers import answer_to, signature
from handbook.contributing import form_of, lines_of, origin_of, setup_contributing
from handbook.directive import HandbookDirective, field_list, joined
from handbook.drawing.course import course, course_twin
from handbook.drawing.lanes import draw_course
from handbook.exporting.definition import decoder
from handbook.exporting.words import DRAFT, KINDS, day, notes, revision, waived
from handbook.model.problem import did_you_mean
from handbook.nodes import defined, embedded, marker, setup_nodes, starter
from handbook.offers import setup_offers
from handbook.pictures import listed, pictured
from handbook.reading.load import PAGES, SOPS
from handbook.reviews import review_state, setup_reviews
from handbook.steps import (
    inner_step_list,
    setup_steps,
    step_do,
    step_gate,
    step_item,
    step_list,
    step_who,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.model.base import Text
    from handbook.model.problem import DataPath
    from handbook.model.sop import Sop, Step

#: From this number on, a step is laid out only when it comes near.
_FAR = 40

#: The artefact that HubSpot's Orders Board, and no checklist, keeps the truth about.
_ORDER = "order"


class Checklist(HandbookDirective):
    """Shows an SOP: whole on the page ``sops/<id>``, as a card with a link elsewhere."""

    sop_id: str
    sop: Sop

    def run(self) -> list[nodes.Node]:
        """Return the checklist, or the card."""
        self.sop_id = self.arguments[0]
        found = self.handbook.sops.get(self.sop_id)
        if found is None and self.sop_id in self.handbook.broken:
            # Its mistakes were told when the data was read.
            self.show("whole", "sop", self.sop_id)
            return [nodes.paragraph("", "This checklist cannot be shown: its file has mistakes.")]
        if found is None:
            cure = did_you_mean(self.sop_id, self.handbook.sops)
            return self.refuse(f"no SOP has the id '{self.sop_id}' · {cure}")
        self.sop = found
        self.labels = {name: field.label for name, field in found.answers.items()}
        self.labels |= dict(self._choices())
        if self.env.docname == f"{PAGES}/{self.sop_id}":
            return [self._page()]
        return [self.card(self.sop_id)]

    def path(self, *keys: str | int) -> DataPath:
        """Return the path to a value of this SOP."""
        return (f"{SOPS}/{self.sop_id}.yaml", *keys)

    def _page(self) -> nodes.section:
        sop = self.sop
        anchor = f"sop-{self.sop_id}"
        self.show("whole", "sop", self.sop_id)
        title = f"SOP: {sop.title}"
        page = nodes.section(
            "", nodes.title(title, title), ids=[anchor, *(f"sop-{was}" for was in sop.was)],
            names=[anchor], classes=["sop", "sop-checklist"],
        )  # fmt: skip
        self.at(page, self.path("title"))
        self.state.document.note_explicit_target(page)
        self.domain.note_place("sop", self.sop_id, self.env.docname, anchor, page, sop.was)
        page += self.paragraph(sop.purpose, self.path("purpose"), "sop-purpose")
        if sop.source == "draft":
            page += nodes.paragraph("", DRAFT, classes=["sop-draft"])
        page += self._facts()
        page += self._when()
        page += self._glance()
        about = answer_to(self, sop.subject, f"about--{self.sop_id}", self.path("about"))
        about["classes"].append("sop-begins")
        about.append(starter("", orders=self._about_orders()))
        page += about
        page += list(self._asked_first())
        self._blocks(page)
        page += list(self._ending())
        page += defined(sop=self.sop_id, name="sop-definition")
        page += list(self._decoders())
        page += origin_of(self, self.sop_id)
        self.loaded.forget(f"{SOPS}/{self.sop_id}.yaml")  # a thousand of them are large
        return page

    def _about_orders(self) -> bool:
        return any(_ORDER in (*step.makes, *step.uses) for _, step in self.sop.walk())

    def _asked_first(self) -> Iterator[nodes.Node]:
        for path, step in self.sop.walk():
            yield from self._answers(step, path, first=True)

    def _answers(self, step: Step, path: DataPath, *, first: bool) -> Iterator[nodes.Node]:
        """Yield the answers that are asked before the steps, or those that stand in the step."""
        for n, field in enumerate(step.fields):
            if bool(field.asked) == first:
                anchor = f"field--{self.sop_id}--{field.id}"
                yield answer_to(self, field, anchor, self.path(*path, "fields", n))

    def _decoders(self) -> Iterator[nodes.Node]:
        named = {field.decode for _, step in self.sop.walk() for field in step.fields}
        for name in sorted(filter(None, named)):
            self.show("whole", "decoder", name)
            if name in self.handbook.decoders:  # else its file has mistakes, which are told
                yield embedded(data=decoder(self.handbook.decoders[name]), name="sop-decoder")

    def _choices(self) -> Iterator[tuple[str, str]]:
        """Yield the answers that are read out of another's choices, each with its choice's name."""
        for _, step in self.sop.walk():
            for field in step.fields:
                reads = self.handbook.decoders.get(field.decode or "")
                items = reads.items if reads else {}
                for name, what in field.take.items():
                    if what in items:
                        yield name, items[what].label

    def _facts(self) -> nodes.Node:
        sop = self.sop
        rows: list[tuple[str, list[nodes.Node]]] = [
            ("Stage", [self.mention("stage", sop.stage, self.path("stage"))]),
            ("Tick", [nodes.Text(KINDS[sop.kind])]),
            ("Review", [review_state(sop)]),
        ]
        if sop.kept_by:
            rows.append(("Kept by", [self.person(sop.kept_by, self.path("kept_by"))]))
        if sop.done_by:
            rows.insert(0, ("Done by", [self.person(sop.done_by, self.path("done_by"))]))
        if sop.minutes:
            rows.append(("Takes", [nodes.Text(f"{sop.minutes} minutes")]))
        return field_list(*rows, classes=["sop-facts"])

    def _when(self) -> list[nodes.Node]:
        rows = [
            (label, self.text(text, self.path(key)))
            for label, key in (("Starts when", "starts_when"), ("Done when", "done_when"))
            if (text := getattr(self.sop, key))
        ]
        return [field_list(*rows, classes=["sop-when"])] if rows else []

    def _glance(self) -> list[nodes.Node]:
        """Return the figure that a longer SOP opens with."""
        told = course(self.handbook, self.sop_id)
        if told is None:
            return []
        twin = listed(self, course_twin(told), self.path(), numbered=False)
        both = pictured(draw_course(told), [twin], f"sop-{self.sop_id}")
        return [nodes.container("", *both, classes=["sop-figure", "sop-glance"])]

    def _blocks(self, page: nodes.section) -> None:
        """Add every section's heading and steps; numbers run on through all of them."""
        number = 1
        self.who: str | None = None
        self.doers = self.sop.doers()
        self.lines = lines_of(self, self.sop_id)
        for path, section, steps in self.sop.blocks():
            holder: nodes.Element = page
            if section:
                anchor = f"section--{self.sop_id}--{section.id}"
                ids = [anchor, *(f"section--{self.sop_id}--{was}" for was in section.was)]
                holder = nodes.section("", nodes.title(section.title, section.title), ids=ids)
                self.at(holder, self.path(*path))
                page += holder
            holder += step_list(
                "", *(self._step(step, (*path, n), number + n) for n, step in enumerate(steps)),
                enumtype="arabic", prefix="", suffix=".", start=number, classes=["sop-steps"],
            )  # fmt: skip
            number += len(steps)

    def _step(self, step: Step, path: DataPath, number: int | None = None) -> step_item:
        here = self.path(*path)
        name = f"{self.sop_id}--{step.id}"
        ids = [f"step--{name}", *(f"step--{self.sop_id}--{was}" for was in step.was)]
        item = step_item(ids=ids, classes=["sop-step"], begins=self.lines.get(step.id))
        self.at(item, here)
        self.domain.note_place("step", f"{self.sop_id}.{step.id}", self.env.docname, ids[0], item)
        if number and number >= _FAR:
            item["classes"].append("sop-distant")
        item += self._do(step, (*here, "do"), f"do--{name}", number)
        if who := self._who(step, here):
            item += step_who("", "", *who, classes=["sop-who"])
        item += list(self._body(step, path))
        if step.gate:
            item += self._gate(step.gate, (*here, "gate"))
        return item

    def _do(self, step: Step, path: DataPath, anchor: str, number: int | None) -> step_do:
        do = step_do(step.do.source, "", *self.text(step.do, path), number=number)
        self.at(do, path)
        do["ids"], do["classes"] = [anchor], ["sop-do"]
        if step.must_do:
            do += [nodes.Text(" "), marker.of("must do", "sop-must")]
        return do

    def _gate(self, gate: Text, path: DataPath) -> step_gate:
        words = [nodes.strong("", "Before you go on:"), nodes.Text(" "), *self.text(gate, path)]
        made = step_gate(gate.source, "", *words, classes=["sop-gate"])
        self.at(made, path)
        return made

    def _who(self, step: Step, here: DataPath) -> list[nodes.Node]:
        """Return who does the step where that changes, and who takes over."""
        doer = self.doers[step.id]
        people = []
        if doer and (doer != self.who or step.to):
            people.append(self.person(doer, (*here, "who"), brief=True))
        if step.to:
            people.append(self.person(step.to, (*here, "to"), brief=True))
        self.who = doer
        return joined(people, " → ")

    def _body(self, step: Step, path: DataPath) -> Iterator[nodes.Node]:
        here = self.path(*path)
        if notes := list(self._notes(step, here)):
            yield nodes.paragraph("", "", *joined(notes, " "), classes=["sop-note"])
        if step.details:
            yield self.block(step.details, (*here, "details"), "sop-details")
        if step.steps:
            yield inner_step_list(
                "", *(self._step(s, (*path, "steps", n)) for n, s in enumerate(step.steps)),
                bullet="-", classes=["sop-steps"],
            )  # fmt: skip
        yield from self._answers(step, path, first=False)
        if step.sign_off:
            yield signature(f"sign--{self.sop_id}--{step.id}")
        for n, action in enumerate(step.actions):
            yield action_of(self, action, (*here, "actions", n), self.sop.answers)
        if step.sop:
            link = self.mention("sop", step.sop, (*here, "sop"))
            yield nodes.paragraph("", "", nodes.Text("Follow "), link, classes=["sop-action"])
        if artefacts := list(self._artefacts(step, here)):
            yield nodes.paragraph("", "", *joined(artefacts), classes=["sop-artefacts"])

    def _notes(self, step: Step, here: DataPath) -> Iterator[nodes.Node]:
        yield from map(nodes.Text, notes(step, self.sop.answers))
        if step.sign_off:
            person = self.person(step.sign_off, (*here, "sign_off"))
            yield nodes.inline("", "", nodes.Text("Signed off by "), person, nodes.Text("."))

    def _artefacts(self, step: Step, here: DataPath) -> Iterator[nodes.Node]:
        for verb, key in (("Makes ", "makes"), ("Uses ", "uses")):
            links = [
                self.mention("artefact", name, (*here, key, n))
                for n, name in enumerate(getattr(step, key))
            ]
            if links:
                yield nodes.inline("", "", nodes.Text(verb), *joined(links, ", "))

    def _ending(self) -> Iterator[nodes.Node]:
        sop = self.sop
        if sop.then:
            link = self.mention("sop", sop.then, self.path("then"))
            yield nodes.paragraph("", "", nodes.Text("Next: "), link, classes=["sop-next"])
        for n, change in enumerate(sop.changes):
            why = self.paragraph(change.why, self.path("changes", n, "why"), "sop-change")
            why.insert(0, nodes.Text(f"{day(change.date)}: "))
            yield why
        if sop.issue_form:
            yield form_of(self, self.sop_id)
        for n, waiver in enumerate(sop.waive):
            why = self.paragraph(waiver.why, self.path("waive", n, "why"), "sop-waived")
            why.insert(0, nodes.Text(waived(waiver)))
            if waiver.step:
                step = f"{self.sop_id}.{waiver.step}"
                link = self.mention("step", step, self.path("waive", n, "step"))
                why += [nodes.Text(" Step: "), link]
            yield why
        text = revision(sop)
        yield nodes.paragraph(text, text, classes=["sop-revision"])


def setup_checklists(app: Sphinx) -> None:
    """Register the directive, its nodes and its settings."""
    setup_nodes(app)
    setup_steps(app)
    setup_offers(app)
    setup_reviews(app)
    setup_contributing(app)
    app.add_directive_to_domain("sop", "checklist", Checklist)
