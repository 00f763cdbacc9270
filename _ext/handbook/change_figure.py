"""``{sop:change-figure} ordering.review``: how a step is changed, from its page to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.directive import HandbookDirective
from handbook.drawing.proposal import Example, draw_way, way_twin
from handbook.model.problem import did_you_mean
from handbook.pictures import listed, pictured
from handbook.reading.load import DATA, SOPS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ChangeFigure(HandbookDirective):
    """Shows the way of a change with one step of the handbook as its example."""

    def run(self) -> list[nodes.Node]:
        """Return the figure, with a list that says the same."""
        name = self.arguments[0]
        self.show("name", "step", name)  # so that the page is read again when its words change
        if self.domain.told("step", name):
            return []
        words = self.handbook.title("step", name)
        if words is None:
            cure = did_you_mean(name, self.handbook.ids("step"))
            return self.refuse(f"no step has the id '{name}' · {cure}")
        sop_id, _, step_id = name.partition(".")
        file = f"{SOPS}/{sop_id}.yaml"
        picture = draw_way(Example(f"{DATA}/{file}", step_id, words))
        twin = listed(self, way_twin(), (file,), numbered=True)
        caption = nodes.caption(picture.title, picture.title)
        figure = nodes.figure(
            "", *pictured(picture, [twin], "change"), caption, classes=["sop-figure"]
        )
        self.set_source_info(figure)
        self.set_source_info(caption)
        return [figure]


def setup_change_figure(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "change-figure", ChangeFigure)
