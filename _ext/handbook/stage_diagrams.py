"""``{sop:stage-diagram} expanded``: the process as a picture, and as a list that says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from handbook.directive import HandbookDirective
from handbook.drawing import layout, plan
from handbook.exporting.figures import FIGURES
from handbook.model.problem import did_you_mean
from handbook.pictures import listed, pictured

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.drawing.shapes import Picture
    from handbook.model.handbook import Handbook


class _Figure(NamedTuple):
    picture: Picture
    twin: tuple[plan.Item, ...]
    notes: tuple[str, ...] = ()


def _simplified(handbook: Handbook) -> _Figure:
    told = plan.simplified(handbook)
    return _Figure(layout.draw_simplified(told), plan.simplified_twin(told))


def _expanded(handbook: Handbook) -> _Figure:
    told = plan.expanded(handbook)
    return _Figure(layout.draw_expanded(told), plan.expanded_twin(told), told.below)


_WHOLE: dict[str, Callable[[Handbook], _Figure]] = {
    "simplified": _simplified,
    "expanded": _expanded,
}


class StageDiagram(HandbookDirective):
    """Shows the whole process, simplified or expanded, or where one stage is in it."""

    def run(self) -> list[nodes.Node]:
        """Return the figure."""
        what = self.arguments[0]
        self._note()
        if self.domain.told("stage", what):
            return []
        if what not in _WHOLE and what not in self.handbook.stages:
            known = [*_WHOLE, *self.handbook.stages]
            return self.refuse(f"there is no stage diagram '{what}' · {did_you_mean(what, known)}")
        if what not in _WHOLE:
            told = plan.position(self.handbook, what)
            found = _Figure(layout.draw_position(told), plan.position_twin(told))
            classes = ["sop-figure", "sop-position"]
            return [nodes.container("", *self._both(found, what), classes=classes)]
        found = _WHOLE[what](self.handbook)
        title = found.picture.title
        caption = nodes.caption(title, title)
        figure = nodes.figure("", *self._both(found, what), caption, classes=["sop-figure"])
        figure += nodes.legend("", nodes.paragraph("", "", self._save(what)))
        self.set_source_info(figure)
        self.set_source_info(caption)
        return [figure]

    def _note(self) -> None:
        """Note all that the figures show: they are redrawn when any of it changes."""
        for kind in ("stage", "team"):
            self.show("list", kind, "")
            for name in self.handbook.ids(kind):
                self.show("whole" if kind == "stage" else "name", kind, name)
        for name in self.handbook.stages:
            self.show("made in", "stage", name)

    def _both(self, figure: _Figure, name: str) -> list[nodes.Node]:
        told = listed(self, figure.twin, ("stages.yaml",), numbered=True)
        notes = [nodes.paragraph("", words) for words in figure.notes]
        return pictured(figure.picture, [told, *notes], name)

    def _save(self, what: str) -> nodes.Node:
        return addnodes.download_reference(
            "", "", nodes.inline("", "Save as SVG"), reftarget=f"/{FIGURES[what]}",
            refdoc=self.env.docname, refexplicit=True, refdomain="", reftype="download",
        )  # fmt: skip


def setup_stage_diagrams(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "stage-diagram", StageDiagram)
