"""The nodes of an SOP's steps, and what HTML makes of them.

A step is a list item of what to do, perhaps who does it, what belongs to it, and perhaps its
gate. What only a browser needs (the box to tick, the number, the link to the step, what holds
the parts together) is no node: every transform of every build would visit it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class step_list(nodes.enumerated_list):
    """Steps that stand together; numbers run on from ``start``."""


class inner_step_list(nodes.bullet_list):
    """The steps inside a step."""


class step_item(nodes.list_item):
    """A step: its `step_do` first, then a `step_who` if there is one, a `step_gate` last.

    ``begins`` is the line of its file on which it begins, where anybody may want to know it.
    """


class step_do(nodes.paragraph):
    """What to do; ``number`` is what people say aloud, None in a step inside another."""


class step_who(nodes.paragraph):
    """Who does the step, and who takes over."""


class step_gate(nodes.paragraph):
    """What has to be true before anybody goes on."""


def _visit_step_list(self: HTML5Translator, node: step_list) -> None:
    self.body.append(self.starttag(node, "ol", start=node["start"]))


def _depart_step_list(self: HTML5Translator, node: step_list) -> None:
    self.body.append("</ol>\n")


def _visit_inner_step_list(self: HTML5Translator, node: inner_step_list) -> None:
    self.body.append(self.starttag(node, "ul"))


def _depart_inner_step_list(self: HTML5Translator, node: inner_step_list) -> None:
    self.body.append("</ul>\n")


def _visit_step_item(self: HTML5Translator, node: step_item) -> None:
    do, *body = node.children
    assert isinstance(do, step_do)
    who = [body.pop(0)] if body and isinstance(body[0], step_who) else []
    gate = [body.pop()] if body and isinstance(body[-1], step_gate) else []
    line = f' data-line="{node["begins"]}"' if node["begins"] else ""
    self.body.append(self.starttag(node, "li"))
    self.body.append(
        '<div class="sop-head">\n<label class="sop-box"><input type="checkbox" class="sop-tick" '
        f'autocomplete="off" aria-labelledby="{do["ids"][0]}"></label>'
    )
    _write(self, [do, *who])
    self.body.append(
        f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="Link to this step"{line}>'
        "#</a></div>\n"
    )
    if body:
        self.body.append('<div class="sop-body">\n')
        _write(self, body)
        self.body.append("</div>\n")
    _write(self, gate)
    self.body.append("</li>\n")
    raise nodes.SkipNode


def _write(self: HTML5Translator, parts: Iterable[nodes.Node]) -> None:
    for part in parts:
        part.walkabout(self)


def _visit_step_do(self: HTML5Translator, node: step_do) -> None:
    self.body.append(self.starttag(node, "p", ""))
    if node["number"]:
        self.body.append(f'<span class="sop-number">{node["number"]}</span> ')


def _depart_step_do(self: HTML5Translator, node: step_do) -> None:
    self.body.append("</p>\n")


def setup_steps(app: Sphinx) -> None:
    """Register the nodes with what HTML makes of them."""
    app.add_node(step_list, html=(_visit_step_list, _depart_step_list))
    app.add_node(inner_step_list, html=(_visit_inner_step_list, _depart_inner_step_list))
    app.add_node(step_item, html=(_visit_step_item, None))
    app.add_node(step_do, html=(_visit_step_do, _depart_step_do))
    app.add_node(step_who)
    app.add_node(step_gate)
