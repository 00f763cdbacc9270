"""``{sop:my-checklists}``: what this browser keeps, whole, to continue, or of one stage.

The pages hold no list: a script draws it from the browser's storage. What a page gives the script
is the address of every SOP, as data; other builders have words that say where the list is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from handbook.directive import HandbookDirective
from handbook.model.problem import did_you_mean
from handbook.nodes import embedded
from handbook.pages import is_site
from handbook.store import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.model.sop import Sop

#: The class of the data that a list is drawn with.
_ADDRESSES = "sop-addresses"
#: Pages that lists lead to, by what the data calls them.
_PAGES = {"index": "sales-operations/sops/index", "all": "sales-operations/my-checklists"}
_WHOLE = "all"
_CONTINUE = "continue"
_WITHOUT = (
    "The list itself is drawn by a browser, from what that browser keeps: open this page of the "
    "handbook's site in one, with JavaScript. Without it every SOP can be read, printed, and "
    "ticked by hand."
)


class MyChecklists(HandbookDirective):
    """Shows the checklists of this browser.

    Without an argument all of them, with ``continue`` what to go on with, with a stage's id what
    is going on there. The latter two take no room on the page unless there is something to show.
    """

    required_arguments = 0
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the container that the list is drawn into."""
        what = self.arguments[0] if self.arguments else _WHOLE
        known = [_WHOLE, _CONTINUE, *self.handbook.stages]
        if what not in known:
            return self.refuse(
                f"no list of checklists is called '{what}' · {did_you_mean(what, known)}"
            )
        self.show("addresses", "sop", "")
        shown = [
            (sop_id, sop)
            for sop_id, sop in self.handbook.sops.items()
            if what not in self.handbook.stages or sop.stage == what
        ]
        whole = what == _WHOLE
        if whole:
            self.show("revisions", "sop", "")
        sops = {sop_id: _told(sop, revision=whole) for sop_id, sop in shown}
        data = {"show": what, "sops": sops}
        words = [nodes.paragraph("", _WITHOUT, classes=["sop-mine-without"])] if whole else []
        kind = "all" if whole else "some"
        classes = [f"sop-mine-{kind}", "sop-mine"]
        made = nodes.container("", *words, embedded(data=data, name=_ADDRESSES), classes=classes)
        self.set_source_info(made)
        return [made]


def _told(sop: Sop, *, revision: bool) -> dict[str, Any]:
    """Return what a list says of an SOP: its title, its stage, and the ids it had.

    Where checklists are brought in, its *revision* as well: whether one was made with it.
    """
    told: dict[str, Any] = {"title": sop.title, "stage": sop.stage}
    if revision:
        told["revision"] = sop.revision
    return {**told, "was": list(sop.was)} if sop.was else told


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the addresses, as this builder writes them; take the data out where no script runs."""
    lists = [node for node in doctree.findall(embedded) if node["name"] == _ADDRESSES]
    for node in lists:
        if not is_site(app.builder):
            node.parent.remove(node)
            continue
        data = node["data"]
        pages = {
            name: app.builder.get_relative_uri(docname, page)
            for name, page in _PAGES.items()
            if page in app.env.found_docs
        }
        sops = {name: told | _address(app, docname, name) for name, told in data["sops"].items()}
        node["data"] = {**data, "pages": pages, "sops": sops}


def _address(app: Sphinx, docname: str, sop_id: str) -> dict[str, str]:
    """Return the address of an SOP's page, without an anchor; nothing if no page shows it."""
    uri = domain_of(app.env).uri(app.builder, docname, "sop", sop_id)
    return {} if uri is None else {"href": uri.partition("#")[0]}


def setup_my_checklists(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "my-checklists", MyChecklists)
    app.connect("doctree-resolved", _resolve)
