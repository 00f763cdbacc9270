"""Spell an abbreviation out at its first use on a page, unless the page does so itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from handbook.noted import View
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Text inside these is left as it is.
_NOT_IN = (
    nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.abbreviation,
    nodes.term, nodes.field_name, nodes.caption, nodes.raw, addnodes.pending_xref,
)  # fmt: skip


class SpellOut(SphinxTransform):
    """Makes the first use of each abbreviation carry its meaning."""

    #: After references and titles are in place.
    default_priority: ClassVar[int] = 860

    def apply(self, **kwargs: Any) -> None:
        """Replace the first use of each abbreviation in the document."""
        domain = domain_of(self.env)
        meanings = domain.handbook.abbreviations()
        if not meanings:
            return
        pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, meanings))})(?!\w)")
        todo = dict(meanings)
        spelt = {short: meaning.lower() for short, meaning in meanings.items()}
        domain.note_view(self.env.docname, View("shorts", "", ""))
        for text in list(self.document.findall(nodes.Text)):
            if not todo:
                return
            words = text.lower()
            for short in [short for short in todo if spelt[short] in words]:
                del todo[short]
            # Most texts have none of them, which is told sooner so than by the pattern.
            if any(short in text for short in todo) and not _inside(text):
                _spell(text, pattern, todo)


def _inside(text: nodes.Text) -> bool:
    node: nodes.Element | None = text.parent
    while node is not None:
        if isinstance(node, _NOT_IN):
            return True
        node = node.parent
    return False


def _spell(text: nodes.Text, pattern: re.Pattern[str], todo: dict[str, str]) -> None:
    parts: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(text):
        if meaning := todo.pop(match[1], None):
            parts += [nodes.Text(text[end : match.start()])] if match.start() > end else []
            parts.append(nodes.abbreviation(match[1], match[1], explanation=meaning))
            end = match.end()
    if parts:
        if end < len(text):
            parts.append(nodes.Text(text[end:]))
        text.parent.replace(text, parts)


def setup_abbreviations(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(SpellOut)
