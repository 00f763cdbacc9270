"""Where a reader reports a step or proposes a change: the repository, else the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.exporting.forms import form_name
from handbook.model.actions import REPOSITORY
from handbook.nodes import on_github, origin
from handbook.reading.load import DATA, SOPS
from handbook.reporting import Subtype, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from handbook.directive import HandbookDirective

#: The page that tells how the handbook is changed.
PAGE = "sales-operations/contributing"


def setup_contributing(app: Sphinx) -> None:
    """Register the settings that name the repository."""
    app.add_config_value("handbook_repository", "", "env", types=frozenset({str}))
    app.add_config_value("handbook_branch", "main", "env", types=frozenset({str}))
    app.connect("config-inited", _check)


def _check(app: Sphinx, config: Config) -> None:
    """Warn of a repository that cannot be one, and do without it."""
    named = config.handbook_repository
    if named and not REPOSITORY.fullmatch(named):
        cure = 'write it as owner/name, for example handbook_repository = "2i2c-org/handbook"'
        warn(
            Subtype.SETTING,
            f"conf.py: handbook_repository is '{named}', which is no repository on GitHub · {cure}",
            None,
        )
        config["handbook_repository"] = ""


def change_at(config: Config, file: str, line: int | None = None) -> str:
    """Return where on GitHub a file of the handbook is changed.

    With a ``line`` it is the file to read, as GitHub's editor does not go to one.
    """
    repository, branch = config.handbook_repository, config.handbook_branch
    address = on_github(repository, branch, file, edit=line is None)
    return f"{address}#L{line}" if line else address


def origin_of(directive: HandbookDirective, sop_id: str) -> origin:
    """Return the note of where an SOP comes from, for those who want to change it."""
    config = directive.config
    return origin(
        repository=config.handbook_repository,
        branch=config.handbook_branch,
        file=f"{DATA}/{SOPS}/{sop_id}.yaml",
        contributing=PAGE,
    )


def form_of(directive: HandbookDirective, sop_id: str) -> nodes.paragraph:
    """Return the words that name an SOP's issue form, linked where its repository is known."""
    name = form_name(sop_id)
    words: nodes.Node = nodes.literal(name, name)
    if repository := directive.config.handbook_repository:
        uri = f"https://github.com/{repository}/issues/new?template={name}"
        words = nodes.reference("", "", words, refuri=uri)
    return nodes.paragraph("", "", nodes.Text("On GitHub it is an issue form: "), words)


def lines_of(directive: HandbookDirective, sop_id: str) -> dict[str, int]:
    """Return the line of each step (by its id) in the SOP's file; none without a repository.

    The page is then read again when a line changes, although it says the same words.
    """
    if not directive.config.handbook_repository:
        return {}
    directive.show("lines", "sop", sop_id)
    return dict(directive.handbook.lines[sop_id])
