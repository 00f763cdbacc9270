"""The extension is what its features bring; take a line out and the feature is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handbook.abbreviations import setup_abbreviations
from handbook.agreements import setup_agreements
from handbook.change_figure import setup_change_figure
from handbook.checklists import setup_checklists
from handbook.collecting import setup_collecting
from handbook.csp import setup_csp
from handbook.faces import setup_faces
from handbook.indexes import setup_indexes
from handbook.live import setup_live
from handbook.missing import setup_missing
from handbook.moved import setup_moved
from handbook.my_checklists import setup_my_checklists
from handbook.one_page import setup_one_page
from handbook.pictures import setup_pictures
from handbook.reference import setup_reference
from handbook.searching import setup_searching
from handbook.self_check import setup_self_check
from handbook.sitemap import setup_sitemap
from handbook.sources import setup_sources
from handbook.stage_diagrams import setup_stage_diagrams
from handbook.stages import setup_stages
from handbook.store import setup_store
from handbook.theme import setup_theme
from handbook.trail import setup_trail
from handbook.upkeep import setup_upkeep

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_extension(app: Sphinx) -> None:
    """Set every feature up."""
    setup_collecting(app)
    setup_store(app)
    setup_pictures(app)
    setup_sources(app)
    setup_checklists(app)
    setup_my_checklists(app)
    setup_self_check(app)
    setup_indexes(app)
    setup_stage_diagrams(app)
    setup_change_figure(app)
    setup_stages(app)
    setup_agreements(app)
    setup_abbreviations(app)
    setup_reference(app)
    setup_faces(app)
    setup_searching(app)
    setup_one_page(app)
    setup_trail(app)
    setup_upkeep(app)
    setup_moved(app)
    setup_missing(app)
    setup_sitemap(app)
    setup_theme(app)
    setup_csp(app)
    setup_live(app)
