"""``{sop:stage} leads``: what happens in a stage, what it makes, who answers for it, its SOPs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from handbook.directive import HandbookDirective, field_list, joined
from handbook.model.problem import did_you_mean
from handbook.model.stages import Teams

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from handbook.model.problem import DataPath
    from handbook.model.stages import Stage, SubStage

#: Where it is said how to propose an SOP.
_PROPOSE = "sales-operations/contributing"
_OLDER = "from 2i2c's older figure"


class StageFacts(HandbookDirective):
    """Shows a stage in sections; with ``:only: artefacts`` one part of it, without a heading."""

    option_spec: ClassVar[OptionSpec] = {"only": directives.unchanged_required}
    stage: Stage
    here: DataPath

    def run(self) -> list[nodes.Node]:
        """Return the sections, or the one part."""
        parts: dict[str, tuple[str, Callable[[], list[nodes.Node]]]] = {
            "happens": ("What happens", self._happens),
            "artefacts": ("Key artefacts", self._artefacts),
            "teams": ("Who answers for it", self._teams),
            "sops": ("SOPs", self._sops),
        }
        name, only = self.arguments[0], self.options.get("only")
        self.show("whole", "stage", name)  # so that the page is read again when it is there
        if self.domain.told("stage", name):
            return []
        if name not in self.handbook.stages:
            cure = did_you_mean(name, self.handbook.stages)
            return self.refuse(f"no stage has the id '{name}' · {cure}")
        if only and only not in parts:
            return self.refuse(f"a stage has no '{only}' · {did_you_mean(only, parts)}")
        self.stage = self.handbook.stages[name]
        self.here = ("stages.yaml", "stages", list(self.handbook.stages).index(name))
        self.show("whole", "stage", name)
        if only:
            return parts[only][1]()
        return [self._section(key, title, draw()) for key, (title, draw) in parts.items()]

    def _section(self, key: str, title: str, content: list[nodes.Node]) -> nodes.section:
        made = nodes.section("", nodes.title(title, title), *content, ids=[key], names=[key])
        self.at(made, self.here)
        self.state.document.note_implicit_target(made)
        return made

    def _happens(self) -> list[nodes.Node]:
        stage = self.stage
        listed: nodes.Element = (
            nodes.enumerated_list("", enumtype="arabic", prefix="", suffix=".")
            if stage.in_order
            else nodes.bullet_list("", bullet="-")
        )
        for n, part in enumerate(stage.sub_stages):
            listed += self._part(part, (*self.here, "sub_stages", n))
        self.at(listed, (*self.here, "sub_stages"))
        ways_back = [
            self.paragraph(way.why, (*self.here, "returns", n, "why"))
            for n, way in enumerate(stage.returns)
        ]
        return [listed, *ways_back]

    def _part(self, part: SubStage, path: DataPath) -> nodes.list_item:
        words: list[nodes.Node] = [nodes.strong(part.title, part.title)]
        if part.about:
            words += [nodes.Text(": "), *self.text(part.about, (*path, "about"))]
        if part.tasks:
            tasks = " and ".join(task.title for task in part.tasks)
            words.append(nodes.Text(f" This is {tasks}." if part.about else f": {tasks}."))
        if part.older:
            words.append(nodes.Text(f" ({_OLDER})"))
        item = nodes.list_item("", nodes.paragraph("", "", *words))
        extra: list[nodes.Node] = []
        if part.sop:
            extra += [nodes.Text("How: "), self.mention("sop", part.sop, (*path, "sop"))]
        if extra:
            item += nodes.paragraph("", "", *extra)
        self.at(item, path)
        return item

    def _artefacts(self) -> list[nodes.Node]:
        listed = nodes.bullet_list("", bullet="-")
        self.show("made in", "stage", self.stage.id)
        for artefact in self.handbook.made_in(self.stage.id):
            line = nodes.paragraph("", "", self.mention("artefact", artefact.id, self.here))
            if artefact.older:
                line += nodes.Text(f" ({_OLDER})")
            listed += nodes.list_item("", line)
        return [listed] if listed.children else [nodes.paragraph("", "None is named.")]

    def _teams(self) -> list[nodes.Node]:
        works = list(self.stage.works)
        if not works:
            return [nodes.paragraph("", "No source names a team.")]
        self.spelled: set[str] = set()
        rows = [(title, joined(self._roles(teams), "; ")) for title, teams in works]
        return [
            field_list(*rows, classes=["sop-index"]),
            nodes.paragraph("", f"The teams are {_OLDER}."),
        ]

    def _roles(self, teams: Teams) -> Iterator[nodes.Node]:
        for how in Teams.model_fields:
            names: Iterable[str] = getattr(teams, how)
            links = [self.person(name, self.here, brief=name in self.spelled) for name in names]
            self.spelled.update(names)
            if links:
                yield nodes.inline("", "", nodes.Text(f"{how} "), *joined(links, " and "))

    def _sops(self) -> list[nodes.Node]:
        self.show("list", "sop", "")
        cards: list[nodes.Node] = [
            self.card(sop_id)
            for sop_id, sop in self.handbook.sops.items()
            if sop.stage == self.stage.id
        ]
        if cards:
            return cards
        return [nodes.paragraph("", "", nodes.Text("No SOP yet: "), self._propose())]

    def _propose(self) -> nodes.Node:
        return self.page(_PROPOSE, "propose one")


def setup_stages(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "stage", StageFacts)
