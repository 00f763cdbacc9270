"""``{sop:self-check}``: whether a browser, and the host of the site, are as checklists need them.

The page lists what is needed and why, in every builder. In a browser a script tries each and says
what it found, in words for people and as JSON for whoever watches a published site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.directive import HandbookDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Check -> what it is called, and what depends on it; ``scripts/self-check.js`` tries each.
CHECKS = {
    "storage": ("Storage", "Checklists are kept in it. Without it they last as long as the page."),
    "persistence": ("Lasting storage", "Otherwise the browser may clear it when it needs room."),
    "room": ("Room", "A checklist takes some kilobytes; this tells how much there is."),
    "tabs": ("Several tabs", "A checklist that is open twice shows the same in both."),
    "compression": ("Compression", "Hand-over links are packed with it."),
    "clipboard": ("Clipboard", "Texts are copied with one press. Without it they are selected."),
    "policy": ("Content Security Policy", "It keeps foreign scripts and styles out of the pages."),
    "clock": ("Clock", "Acts carry the time of this device, and due dates hang on it."),
    "display": ("Display", "Dialogs and folded steps need a browser of the last few years."),
}
_WITHOUT = "A browser with JavaScript says here whether it is so."


class SelfCheck(HandbookDirective):
    """Lists what checklists need, for the script to try."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return a line for the outcome, and the list."""
        listed = nodes.definition_list("", *map(_entry, CHECKS), classes=["sop-self-checks"])
        words = nodes.paragraph("", _WITHOUT, classes=["sop-self-checked"])
        made = nodes.container("", words, listed, classes=["sop-self-check"])
        self.set_source_info(made)
        return [made]


def _entry(name: str) -> nodes.definition_list_item:
    title, why = CHECKS[name]
    term = nodes.term("", title, ids=[f"self-check-{name}"])
    return nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", why)))


def setup_self_check(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "self-check", SelfCheck)
