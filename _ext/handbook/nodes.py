"""The nodes that checklists are made of.

Each is a docutils node that every builder already knows how to write; only HTML
adds to it. So a checklist is an ordinary list in text, LaTeX, man pages and EPUB.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from handbook.exporting.definition import definition
from handbook.pages import runs
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

#: Field type -> the type of the HTML input. The others are a textarea or options.
_INPUTS = {"url": "url", "email": "email", "number": "number", "date": "date"}
#: Field types whose answer may need several lines.
_LONG = ("long-text", "list")
#: What stands for an answer on paper.
BLANK = "________________"


class marker(nodes.inline):
    """A word about what stands before it, such as must do: in brackets, and coloured in HTML."""

    @classmethod
    def of(cls, word: str, name: str) -> marker:
        """Return the marker that says ``word``, with the HTML class ``name``."""
        return cls("", f"({word})", word=word, classes=[name])


class blank(nodes.inline):
    """The labelled blank of an answer that is not given yet; ``field`` names the answer."""


class later_link(nodes.inline):
    """Words that become a link once the answers in its address, ``template``, are given."""


class starter(nodes.container):
    """What starts a checklist: only HTML has it, and shows it where scripts run.

    ``orders`` tells whether the SOP makes or uses an Order, whose truth HubSpot keeps.
    """


class answer(nodes.container):
    """An answer to give, to the field ``field``: a label, perhaps a hint, a blank or options."""


class answer_label(nodes.paragraph):
    """What the answer is. ``for`` names its blank; without it the label is for options."""


class answer_blank(nodes.paragraph):
    """The blank to fill in: ``id``, ``type``, ``hint`` (the id of the hint) and ``starts``."""


class choice_list(nodes.bullet_list):
    """The options of a choice."""


class choice(nodes.list_item):
    """One option: ``name`` (of the choice), ``type`` (radio or checkbox) and its ``value``."""


class embedded(nodes.container):
    """Data for the page's scripts: ``data`` as JSON, under the class ``name``. Only HTML has it."""


class defined(embedded):
    """What the SOP ``sop`` runs by, as data that is made when it is written.

    Pages wait to be written in memory, where a thousand definitions would take much of it.
    """


class origin(nodes.container):
    """Where an SOP comes from, for the page's scripts: repository, branch, file, or a page."""


def _tag(self: HTML5Translator, element: str, suffix: str = "", **attributes: Any) -> str:
    """Return a start tag that stands for no node of its own."""
    return str(self.starttag(nodes.inline(), element, suffix, **attributes))


def _visit_marker(self: HTML5Translator, node: marker) -> None:
    self.body.append(self.starttag(node, "span", ""))
    self.body.append(f"{self.encode(node['word'])}</span>")
    raise nodes.SkipNode


def _visit_blank(self: HTML5Translator, node: blank) -> None:
    self.body.append(self.starttag(node, "span", "", **{"data-field": node["field"]}))


def _visit_later_link(self: HTML5Translator, node: later_link) -> None:
    self.body.append(self.starttag(node, "span", "", **{"data-address": node["template"]}))


def _depart_span(self: HTML5Translator, node: nodes.Node) -> None:
    self.body.append("</span>")


def _visit_starter(self: HTML5Translator, node: starter) -> None:
    if not runs(self.builder):
        raise nodes.SkipNode
    words = "It is kept in this browser. 2i2c cannot see it."
    if node["orders"]:
        words += " HubSpot's Orders Board shows where orders really are."
    self.body.append(
        '<p class="sop-begin">'
        '<button type="button" class="sop-button sop-solid sop-start">Start</button> '
        '<button type="button" class="sop-button sop-practise">Just practising</button></p>\n'
        f'<p class="sop-begin sop-where">{words}</p>\n'
    )
    raise nodes.SkipNode


def _visit_answer(self: HTML5Translator, node: answer) -> None:
    tag = "fieldset" if node.get("options") else "div"
    field = {"data-field": node["field"]} if "field" in node else {}
    self.body.append(self.starttag(node, tag, **field))


def _depart_answer(self: HTML5Translator, node: answer) -> None:
    self.body.append("</fieldset>\n" if node.get("options") else "</div>\n")


def _visit_answer_label(self: HTML5Translator, node: answer_label) -> None:
    if "for" in node:
        self.body.append(self.starttag(node, "label", "", **{"for": node["for"]}))
    else:
        self.body.append(self.starttag(node, "legend", ""))


def _depart_answer_label(self: HTML5Translator, node: answer_label) -> None:
    self.body.append("</label>\n" if "for" in node else "</legend>\n")


def _visit_answer_blank(self: HTML5Translator, node: answer_blank) -> None:
    attributes: dict[str, Any] = {
        "class": "sop-input", "ids": [node["id"]], "autocomplete": "off",
    }  # fmt: skip
    if node.get("hint"):
        attributes["aria-describedby"] = node["hint"]
    if node.get("starts"):
        attributes["placeholder"] = f"{node['starts']}…"
    if node["type"] in _LONG:
        self.body.append(_tag(self, "textarea", rows="3", **attributes))
        self.body.append("</textarea>\n")
    else:
        kind = _INPUTS.get(node["type"], "text")
        self.body.append(_tag(self, "input", "\n", type=kind, **attributes))
    raise nodes.SkipNode


def _visit_choice_list(self: HTML5Translator, node: choice_list) -> None:
    """The options stand directly in their fieldset."""


def _visit_choice(self: HTML5Translator, node: choice) -> None:
    box = _tag(
        self, "input", type=node["type"], name=node["name"], value=node["value"],
        autocomplete="off",
    )  # fmt: skip
    # A label may hold words only, not the paragraph that other builders write.
    self.body.append(f'<label class="sop-option">{box} {self.encode(node.astext())}</label>\n')
    raise nodes.SkipNode


def _data(name: str, value: Any) -> str:
    # Data is never run, so the page's policy lets it pass; < must not end the element.
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    return f'<script type="application/json" class="{name}">{data}</script>\n'


def _visit_embedded(self: HTML5Translator, node: embedded) -> None:
    self.body.append(_data(node["name"], node["data"]))
    raise nodes.SkipNode


def _visit_defined(self: HTML5Translator, node: defined) -> None:
    node["data"] = definition(domain_of(self.builder.env).handbook, node["sop"])
    _visit_embedded(self, node)


def on_github(repository: str, branch: str, file: str, *, edit: bool = False) -> str:
    """Return the address of a file on GitHub, to read it or to edit it."""
    how = "edit" if edit else "blob"
    return f"https://github.com/{repository}/{how}/{quote(branch)}/{quote(file)}"


def _visit_origin(self: HTML5Translator, node: origin) -> None:
    if not runs(self.builder):
        raise nodes.SkipNode
    builder, here = self.builder, self.builder.current_docname
    if node["repository"]:
        base = self.config.html_baseurl
        found = {
            "issues": f"https://github.com/{node['repository']}/issues/new",
            # To read, not to edit: GitHub's editor does not go to a line. It is one press away.
            "file": on_github(node["repository"], node["branch"], node["file"]),
            "page": f"{base.rstrip('/')}/{builder.get_target_uri(here)}" if base else "",
        }
    else:
        found = {"contributing": builder.get_relative_uri(here, node["contributing"])}
    self.body.append(_data("sop-origin", found))
    raise nodes.SkipNode


def _nothing(self: Any, node: nodes.Node) -> None:
    """Write nothing of the node itself."""


def setup_nodes(app: Sphinx) -> None:
    """Register the nodes with what HTML makes of them."""
    app.add_node(marker, html=(_visit_marker, None))
    app.add_node(blank, html=(_visit_blank, _depart_span))
    app.add_node(later_link, html=(_visit_later_link, _depart_span))
    app.add_node(starter, html=(_visit_starter, None))
    app.add_node(answer, html=(_visit_answer, _depart_answer))
    app.add_node(answer_label, html=(_visit_answer_label, _depart_answer_label))
    app.add_node(answer_blank, html=(_visit_answer_blank, None))
    app.add_node(choice_list, html=(_visit_choice_list, _nothing))
    app.add_node(choice, html=(_visit_choice, None))
    app.add_node(embedded, html=(_visit_embedded, None))
    app.add_node(defined, html=(_visit_defined, None))
    app.add_node(origin, html=(_visit_origin, None))
