"""The handbook's own data: without a mistake, and saying what the process is."""

from __future__ import annotations

import pytest

from handbook.model.handbook import Handbook
from handbook.model.text import plain
from handbook.reading.load import load
from support.paths import ROOT


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    loaded = load(ROOT)
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.handbook.broken == frozenset()
    return loaded.handbook


def test_five_stages_in_order(handbook: Handbook) -> None:
    assert [stage.title for stage in handbook.stages.values()] == [
        "Leads", "Pre-sales", "Sales", "Delivery", "Renewals",
    ]  # fmt: skip


#: Every artefact as the page lists it, in its order; one of Pre-sales is from the older figure.
ARTEFACTS = {
    "leads": ["Shareable assets", "Social media posts"],
    "pre-sales": ["Decision to engage"],
    "sales": [
        "Proposals", "Quotes", "Signed agreement", "Order", "Asana (2i2c ↔ CS&S)",
        "HelloSign (CS&S)", "Invoice (CS&S)", "Airtable (CS&S)",
    ],
    "delivery": [
        "Hub Configurator URL", "Order", "Airtable records", "Statement of Work (SoW)",
        "P&S backlog items", "Delivery commitments", "Reports",
    ],
    "renewals": ["Usage reports", "Agreement renewals", "Decommission requests"],
}  # fmt: skip


@pytest.mark.parametrize("stage", ARTEFACTS)
def test_artefacts_of_a_stage_in_order(stage: str, handbook: Handbook) -> None:
    named = handbook.made_in(stage)
    assert [artefact.title for artefact in named] == ARTEFACTS[stage]


def test_what_is_from_the_older_figure_only_is_marked(handbook: Handbook) -> None:
    older = [artefact.id for artefact in handbook.artefacts.values() if artefact.older]
    assert older == ["decision-to-engage"]


def test_pipeline_stages_of_sales(handbook: Handbook) -> None:
    assert [part.title for part in handbook.stages["sales"].sub_stages] == [
        "Qualifying", "Prospecting", "Closing", "Ordering", "Invoicing",
    ]  # fmt: skip


def test_teams(handbook: Handbook) -> None:
    assert {team.short for team in handbook.teams.values() if team.short} == {
        "BD",
        "P&S",
        "DE",
        "CS&S",
    }


#: What the page says in each of the four steps, wherever in the step it stands.
ORDERING = [
    ["Hub Configurator", "account-manager", "choices"],
    ["URL", "choices", "first specification", "makes hub-configurator-url"],
    ["HubSpot", "Order", "line items", "membership", "must do", "makes order",
     "uses hub-configurator-url"],
    ["Review the Order", "Open", "Ready for P&S Request", "Orders Board", "automation", "issues",
     "to product-and-services"],
]  # fmt: skip


def test_ordering_has_four_steps_that_say_what_the_page_says(handbook: Handbook) -> None:
    sop = handbook.sops["ordering"]
    ((_, _, top),) = sop.blocks()
    assert len(top) == 4
    for number, (first, facts) in enumerate(zip(top, ORDERING, strict=True)):
        said: list[str] = []
        for path, step in sop.walk():
            if path[:2] == ("steps", number):
                said += [plain(step.do.parts), step.details.source if step.details else ""]
                said += [f"makes {name}" for name in step.makes]
                said += [f"uses {name}" for name in step.uses]
                said += [step.who or "", f"to {step.to}", "must do" if step.must_do else ""]
        missing = [fact for fact in facts if fact not in "\n".join(said)]
        assert not missing, first.id


def test_ordering_says_who_does_it_and_where_it_comes_from(handbook: Handbook) -> None:
    sop = handbook.sops["ordering"]
    assert (sop.title, sop.stage, sop.done_by, sop.source) == (
        "Ordering", "sales", "account-manager", "user-page",
    )  # fmt: skip
    assert sop.reviewed is None


def test_what_rests_on_other_pages_is_a_draft(handbook: Handbook) -> None:
    assert {name for name, sop in handbook.sops.items() if sop.source != "draft"} == {"ordering"}


def test_the_agreement_starts_from_the_template(handbook: Handbook) -> None:
    agreement = handbook.agreements["outbound-services"]
    assert agreement.url == (
        "https://docs.google.com/document/d/1kPgSddJ_Sob0XcTbkDy5UShIAVKPmm04P9ZLsYiOV20/edit?usp=sharing"
    )
