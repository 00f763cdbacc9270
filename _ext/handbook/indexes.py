"""``{sop:index} roles``: everything of one kind on one page, a section an item."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.directive import HandbookDirective, field_list, joined
from handbook.exporting.words import count, link_checked
from handbook.model.problem import did_you_mean
from handbook.model.stages import Teams
from handbook.reviews import review_state

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.model.entities import Artefact, Entity, Role, System, Team

Row = tuple[str, list[nodes.Node]]


class Index(HandbookDirective):
    """Shows everything of one kind; roles come with their teams, SOPs by stage."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        shown: dict[str, Callable[[], list[nodes.Node]]] = {
            "roles": self._people,
            "systems": self._systems,
            "artefacts": self._artefacts,
            "sops": self._sops,
            "stages": self._stages,
            "terms": self._terms,
        }
        what = self.arguments[0]
        if what not in shown:
            return self.refuse(f"there is no index of '{what}' · {did_you_mean(what, shown)}")
        return shown[what]()

    def _to(self, kind: str, name: str, words: str = "") -> nodes.Element:
        """Return a link whose place in the data is the file of its kind."""
        return self.mention(kind, name, (_FILES[kind],), words)

    def _section(self, kind: str, entity: Entity, position: int, title: str = "") -> nodes.section:
        anchor = f"{kind}--{entity.id}"
        title = title or entity.title
        made = nodes.section("", nodes.title(title, title), ids=[anchor], names=[anchor])
        self.at(made, (_FILES[kind], f"{kind}s", position))
        self.state.document.note_explicit_target(made)
        self.domain.note_place(kind, entity.id, self.env.docname, anchor, made)
        self.show("whole", kind, entity.id)
        self.show("mentions", kind, entity.id)
        return made

    def _mentions(self, kind: str, name: str) -> Iterator[Row]:
        """Yield a row for each verb, with a line for each SOP and its steps."""
        rows: dict[str, dict[str, list[str]]] = {}
        for verb, sop_id, step_id in self.handbook.mentions(kind, name):
            rows.setdefault(verb, {}).setdefault(sop_id, []).append(f"{sop_id}.{step_id}")
        for verb, sops in rows.items():
            line = self._line if len(sops) <= _MANY else self._short_line
            yield _VERBS[verb], [line(sop_id, steps) for sop_id, steps in sops.items()]

    def _line(self, sop_id: str, steps: list[str]) -> nodes.Node:
        """Return an SOP's title, and a link to each of the ``steps``."""
        self.show("name", "sop", sop_id)
        words = nodes.Text(f"{self.handbook.sops[sop_id].title}: ")
        links = [self._to("step", step) for step in steps]
        return nodes.paragraph("", "", words, *joined(links))

    def _short_line(self, sop_id: str, steps: list[str]) -> nodes.Node:
        """Return a link to an SOP, and how many ``steps`` it is about: among many, enough."""
        link = self._to("sop", sop_id, self.handbook.sops[sop_id].title)
        return nodes.paragraph("", "", link, nodes.Text(f": {count(len(steps), 'step')}"))

    def _people(self) -> list[nodes.Node]:
        self.show("list", "team", "")
        self.show("list", "role", "")
        self.show("list", "stage", "")
        found: list[nodes.Node] = []
        for n, team in enumerate(self.handbook.teams.values()):
            section = self._team(team, n)
            for m, role in enumerate(self.handbook.roles.values()):
                if role.team == team.id:
                    section += self._role(role, m)
            found.append(section)
        return found

    def _team(self, team: Team, position: int) -> nodes.section:
        title = f"{team.title} ({team.short})" if team.short else team.title
        section = self._section("team", team, position, title)
        if team.about:
            section += self.paragraph(team.about, ("people.yaml", "teams", position, "about"))
        works = self._works(team.id)
        rows = [*works, *self._charges(team.id), *self._mentions("team", team.id)]
        section += _rows(*rows) or [nodes.paragraph("", _UNNAMED)]
        return section

    def _works(self, team_id: str) -> Iterator[Row]:
        """Yield what a team answers for in the stages, a row for each way of doing so."""
        rows: dict[str, list[nodes.Node]] = {}
        for stage in self.handbook.stages.values():
            self.show("whole", "stage", stage.id)
            for title, teams in stage.works:
                for how in Teams.model_fields:
                    if team_id in getattr(teams, how):
                        words = title if title == stage.title else f"{stage.title}: {title}"
                        rows.setdefault(how, []).append(self._to("stage", stage.id, words))
        for how in Teams.model_fields:
            if how in rows:
                yield how.capitalize(), joined(rows[how])

    def _role(self, role: Role, position: int) -> nodes.section:
        section = self._section("role", role, position)
        found = _rows(*self._charges(role.id), *self._mentions("role", role.id))
        section += found or [nodes.paragraph("", _UNNAMED)]
        return section

    def _charges(self, person: str) -> Iterator[Row]:
        """Yield the SOPs that a role or team follows, and those that it keeps up to date."""
        for words, key in (("Follows", "done_by"), ("Keeps up to date", "kept_by")):
            links = [
                self._to("sop", sop_id)
                for sop_id, sop in self.handbook.sops.items()
                if getattr(sop, key) == person
            ]
            if links:
                yield words, joined(links)

    def _systems(self) -> list[nodes.Node]:
        self.show("list", "system", "")
        return [self._system(s, n) for n, s in enumerate(self.handbook.systems.values())]

    def _system(self, system: System, position: int) -> nodes.section:
        here = ("systems.yaml", "systems", position)
        section = self._section("system", system, position)
        section += self.paragraph(system.used_for, (*here, "used_for"))
        rows: list[Row] = []
        if system.url:
            link = nodes.reference(system.url, system.url, refuri=system.url)
            self.at(link, (*here, "url"))
            rows.append(("Address", [link]))
        if system.checked:
            rows.append(("Link checked", [nodes.Text(link_checked(system.checked))]))
        kept: list[nodes.Node] = [
            self._to("artefact", a.id)
            for a in self.handbook.artefacts.values()
            if a.kept_in == system.id
        ]
        if kept:
            rows.append(("Keeps", joined(kept)))
        section += _rows(*rows, *self._mentions("system", system.id))
        return section

    def _artefacts(self) -> list[nodes.Node]:
        self.show("list", "artefact", "")
        return [self._artefact(a, n) for n, a in enumerate(self.handbook.artefacts.values())]

    def _artefact(self, artefact: Artefact, position: int) -> nodes.section:
        here = ("artefacts.yaml", "artefacts", position)
        section = self._section("artefact", artefact, position)
        if artefact.about:
            section += self.paragraph(artefact.about, (*here, "about"))
        stages = [self._made_in(place) for place in artefact.made_in]
        rows: list[Row] = [("Stage", joined(stages))] if stages else []
        if artefact.made_by:
            rows.append(("Made by", [self.person(artefact.made_by, (*here, "made_by"))]))
        if artefact.kept_in:
            rows.append(("Kept in", [self._to("system", artefact.kept_in)]))
        section += _rows(*rows, *self._mentions("artefact", artefact.id))
        return section

    def _made_in(self, place: str) -> nodes.Node:
        """Return a link to a stage; it names the part of it that is meant, if one is."""
        stage_id, _, part_id = place.partition(".")
        stage = self.handbook.stages.get(stage_id)
        self.show("whole", "stage", stage_id)
        if stage is None:  # its file has mistakes, which were told
            return self._to("stage", stage_id)
        parts = [part.title for part in stage.sub_stages if part.id == part_id]
        return self._to("stage", stage_id, ": ".join([stage.title, *parts]) if parts else "")

    def _sops(self) -> list[nodes.Node]:
        self.show("list", "sop", "")
        self.show("list", "stage", "")
        found: list[nodes.Node] = []
        for stage in self.handbook.stages.values():
            cards: list[nodes.Node] = []
            for sop_id, sop in self.handbook.sops.items():
                if sop.stage == stage.id:
                    self.show("review", "sop", sop_id)
                    cards.append(self.card(sop_id, review_state(sop)))
            if cards:
                self.show("name", "stage", stage.id)
                title = nodes.title(stage.title, stage.title)
                found.append(nodes.section("", title, *cards, ids=[f"sops--{stage.id}"]))
        return found

    def _stages(self) -> list[nodes.Node]:
        self.show("list", "stage", "")
        items = []
        for stage in self.handbook.stages.values():
            self.show("whole", "stage", stage.id)
            title = nodes.paragraph("", "", self._to("stage", stage.id))
            items.append(nodes.list_item("", title, nodes.paragraph("", stage.brief)))
        return [
            nodes.enumerated_list(
                "", *items, enumtype="arabic", prefix="", suffix=".", classes=["stage-row"]
            )
        ]

    def _terms(self) -> list[nodes.Node]:
        """Return every word with its meaning, abbreviations of teams too, by the alphabet."""
        entries: list[tuple[str, nodes.Element, nodes.Element]] = []
        self.show("list", "term", "")
        word: nodes.Element
        about: nodes.Element
        for n, term in enumerate(self.handbook.terms.values()):
            self.show("whole", "term", term.id)
            anchor = f"term--{term.id}"
            word = nodes.term("", f"{term.short}: {term.title}" if term.short else term.title)
            word["ids"].append(anchor)
            self.at(word, ("glossary.yaml", "terms", n))
            self.domain.note_place("term", term.id, self.env.docname, anchor, word)
            about = self.paragraph(term.about, ("glossary.yaml", "terms", n, "about"))
            entries.append((term.short or term.title, word, about))
        self.show("list", "team", "")
        for n, team in enumerate(self.handbook.teams.values()):
            if team.short:
                word = nodes.term("", team.short)
                self.at(word, ("people.yaml", "teams", n, "short"))
                link = self.mention("team", team.id, ("people.yaml", "teams", n))
                entries.append((team.short, word, nodes.paragraph("", "", link)))
        listed = nodes.definition_list(classes=["sop-terms"])
        for _, word, about in sorted(entries, key=lambda entry: entry[0].lower()):
            listed += nodes.definition_list_item("", word, nodes.definition("", about))
        return [listed]


#: Where more SOPs than these have to do with a thing, nobody reads all of their steps.
_MANY = 25
#: Said of a role or team that the data has no work for.
_UNNAMED = "No SOP names it yet."
_VERBS = {
    "does": "Does", "takes over": "Takes over after", "signs": "Signs off",
    "makes": "Made by", "uses": "Used by", "works with": "Used in",
}  # fmt: skip
_FILES = {
    "stage": "stages.yaml", "team": "people.yaml", "role": "people.yaml",
    "system": "systems.yaml", "artefact": "artefacts.yaml", "sop": "stages.yaml",
    "step": "stages.yaml",
}  # fmt: skip


def _rows(*rows: Row) -> list[nodes.Node]:
    return [field_list(*rows, classes=["sop-index"])] if rows else []


def setup_indexes(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "index", Index)
