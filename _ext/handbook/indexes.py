"""``{sop:index} roles``: everything of one kind on one page, a section an item.

``{sop:index} artefacts`` with ``:stage: leads`` lists what one stage makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.directive import HandbookDirective, field_list, joined
from handbook.model.problem import did_you_mean

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from handbook.model.entities import Artefact, Entity, Role, System, Team

Row = tuple[str, list[nodes.Node]]


class Index(HandbookDirective):
    """Shows everything of one kind: roles (with teams), systems, artefacts, or SOPs by stage."""

    option_spec: ClassVar[OptionSpec] = {"stage": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        shown: dict[str, Callable[[], list[nodes.Node]]] = {
            "roles": self._people,
            "systems": self._systems,
            "artefacts": self._artefacts,
            "sops": self._sops,
        }
        what = self.arguments[0]
        if what not in shown:
            return self.refuse(f"there is no index of '{what}' · {did_you_mean(what, shown)}")
        if "stage" in self.options:
            return self._of_stage(what, self.options["stage"])
        return shown[what]()

    def _of_stage(self, what: str, stage_id: str) -> list[nodes.Node]:
        if what != "artefacts":
            return self.refuse(f"{what} are not listed by stage · use artefacts")
        stage = self.handbook.stages.get(stage_id)
        if stage is None:
            cure = did_you_mean(stage_id, self.handbook.stages)
            return self.refuse(f"no stage has the id '{stage_id}' · {cure}")
        self.show("whole", "stage", stage_id)
        items = (
            nodes.list_item("", nodes.paragraph("", "", self._to("artefact", name)))
            for name in stage.artefacts
        )
        return [nodes.bullet_list("", *items, bullet="-")]

    def _to(self, kind: str, name: str, words: str = "") -> nodes.Element:
        """Return a link whose place in the data is the file of its kind."""
        return self.mention(kind, name, (_FILES[kind],), words)

    def _section(
        self, kind: str, entity: Entity, position: int, title: str = ""
    ) -> nodes.section:
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
        """Yield a row for each verb, with the steps."""
        rows: dict[str, list[nodes.Node]] = {}
        for verb, sop_id, step_id in self.handbook.mentions(kind, name):
            title = self.handbook.sops[sop_id].title
            self.show("name", "sop", sop_id)
            link = self._to("step", f"{sop_id}.{step_id}")
            rows.setdefault(verb, []).append(
                nodes.inline("", "", nodes.Text(f"{title}: "), link)
            )
        for verb, links in rows.items():
            yield _VERBS[verb], joined(links)

    def _people(self) -> list[nodes.Node]:
        self.show("list", "team", "")
        self.show("list", "role", "")
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
        section += _rows(*self._mentions("team", team.id))
        return section

    def _role(self, role: Role, position: int) -> nodes.section:
        section = self._section("role", role, position)
        followed = [
            self._to("sop", sop_id)
            for sop_id, sop in self.handbook.sops.items()
            if sop.done_by == role.id
        ]
        rows: list[Row] = [("Follows", joined(followed))] if followed else []
        section += _rows(*rows, *self._mentions("role", role.id))
        return section

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
        stages = [
            self._to("stage", stage.id)
            for stage in self.handbook.stages.values()
            if artefact.id in stage.artefacts
        ]
        rows: list[Row] = [("Stage", joined(stages))] if stages else []
        if artefact.made_by:
            rows.append(("Made by", [self.person(artefact.made_by, (*here, "made_by"))]))
        if artefact.kept_in:
            rows.append(("Kept in", [self._to("system", artefact.kept_in)]))
        section += _rows(*rows, *self._mentions("artefact", artefact.id))
        return section

    def _sops(self) -> list[nodes.Node]:
        self.show("list", "sop", "")
        found: list[nodes.Node] = []
        for stage in self.handbook.stages.values():
            cards = [
                self.card(sop_id)
                for sop_id, sop in self.handbook.sops.items()
                if sop.stage == stage.id
            ]
            if cards:
                self.show("name", "stage", stage.id)
                title = nodes.title(stage.title, stage.title)
                found.append(nodes.section("", title, *cards, ids=[f"sops--{stage.id}"]))
        return found


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
