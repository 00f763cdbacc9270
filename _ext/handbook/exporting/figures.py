"""The two figures of the process as SVG files of their own, for slides and other sites."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.drawing import layout, plan
from handbook.drawing.svg import standalone_svg
from handbook.model.handbook import Handbook

#: Figure -> its file, from the handbook's root.
FIGURES = {
    "simplified": "images/sales-process.svg",
    "expanded": "images/sales-process-stages.svg",
}


def figures(handbook: Handbook) -> Iterator[tuple[str, str]]:
    """Yield (path from the handbook's root, text) of both figures."""
    yield FIGURES["simplified"], standalone_svg(layout.draw_simplified(plan.simplified(handbook)))
    yield FIGURES["expanded"], standalone_svg(layout.draw_expanded(plan.expanded(handbook)))
