"""The nodes of what a step offers: links, drafts of e-mails and issues, and when they are of use.

As in `handbook.nodes`, every builder already knows how to write each; only HTML adds to it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes

from handbook.pages import runs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class mail_link(nodes.reference):
    """A link to an e-mail address; ``whole`` is the draft that HTML opens."""


class offer(nodes.container):
    """What a step offers: ``when`` (data) it is of use, and whether it ``waits`` for answers.

    An issue has its ``repository`` and perhaps a ``template`` as well.
    """


class draft(nodes.container):
    """The texts of something to send; HTML folds them under ``summary``."""


class part(nodes.literal_block):
    """One text of a draft: its ``part`` is ``title``, ``body``, or the id of a form's field."""


def _visit_mail_link(self: HTML5Translator, node: mail_link) -> None:
    self.body.append(self.starttag(node, "a", "", href=node["whole"]))


def _depart_mail_link(self: HTML5Translator, node: mail_link) -> None:
    self.body.append("</a>")


def _visit_offer(self: HTML5Translator, node: offer) -> None:
    keys = ("repository", "template")
    data: dict[str, Any] = {f"data-{key}": node[key] for key in keys if node.get(key)}
    if "when" in node:
        data["data-when"] = json.dumps(node["when"], ensure_ascii=False, separators=(",", ":"))
    self.body.append(self.starttag(node, "div", **data))


def _depart_offer(self: HTML5Translator, node: offer) -> None:
    if node["waits"] and runs(self.builder):
        self.body.append('<p class="sop-missing" hidden></p>\n')
    self.body.append("</div>\n")


def _visit_draft(self: HTML5Translator, node: draft) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])}</summary>\n")


def _depart_draft(self: HTML5Translator, node: draft) -> None:
    self.body.append("</details>\n")


def _visit_part(self: HTML5Translator, node: part) -> None:
    self.body.append(self.starttag(node, "pre", "", **{"data-part": node["part"]}))


def _depart_part(self: HTML5Translator, node: part) -> None:
    self.body.append("</pre>\n")


def setup_offers(app: Sphinx) -> None:
    """Register the nodes with what HTML makes of them."""
    app.add_node(mail_link, html=(_visit_mail_link, _depart_mail_link))
    app.add_node(offer, html=(_visit_offer, _depart_offer))
    app.add_node(draft, html=(_visit_draft, _depart_draft))
    app.add_node(part, html=(_visit_part, _depart_part))
