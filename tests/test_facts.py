"""Every fact of the user's page is where readers look for it; every link of the data is tried."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handbook.reading.load import DATA, data_files
from handbook.reading.reader import read
from support.build import Built, build
from support.html import Element, parse
from support.paths import ROOT

ARC = "sales-operations/index.html"
ORDERING = "sales-operations/sops/ordering.html"
ENGAGEMENT = "sales-operations/engagement.html"
TEMPLATES = "sales-operations/agreements.html"
REQUEST = "sales-operations/sops/request-action-from-cs-and-s.html"

# (page, section's anchor, what has to be said there), in the order of the user's page.
FACTS = [
    (ARC, "sales-operations-index", r"five stages"),
    (ARC, "sales-operations-index", r"Simplified sales process"),
    (ARC, "leads", r"tells the market what 2i2c's products and services are"),
    (ARC, "leads", r"brings communities together.*science and open source"),
    (ARC, "leads", r"sub-process is Marketing, which creates and curates content"),
    (ARC, "leads", r"Shareable assets.*Social media posts"),
    (ARC, "sales", r"Two sub-processes.*Pre-sales and Sales"),
    (ARC, "sales", r"Pre-sales identifies customers and communities.*Business Development"),
    (ARC, "sales", r"CRM pipeline, which is a workflow of five pipeline stages"),
    (ARC, "sales", r"Qualifying.*sales opportunity.*Prospecting.*filters.*prioritises"),
    (ARC, "sales", r"Closing settles the agreement between 2i2c and the customer or community"),
    (ARC, "sales", r"Ordering specifies the hub, with the Hub Configurator"),
    (ARC, "sales", r"Invoicing.*contract.*Memorandum of Understanding \(MoU\).*invoice.*paid"),
    (ARC, "sales", r"makes them a 2i2c customer"),
    (ARC, "sales", r"Proposals.*Quotes.*Signed agreement.*Order.*Asana \(2i2c ↔ CS&S\)"),
    (ARC, "sales", r"HelloSign \(CS&S\).*Invoice \(CS&S\).*Airtable \(CS&S\)"),
    (ARC, "sop-ordering", r"Account Manager.*technical choices in the Hub Configurator"),
    (ARC, "sop-ordering", r"long URL.*every choice.*first specification of the hub"),
    (ARC, "sop-ordering", r"HubSpot.*creates an Order.*Line items.*Deal.*P&S.*membership"),
    (ARC, "sop-ordering", r"review of the Order.*Orders Board.*Open.*Ready for P&S Request"),
    (ARC, "sop-ordering", r"automation, which generates the GitHub issues for deploying the hub"),
    (ARC, "delivery", r"rolled out.*work closely with two teams, P&S and Delivery Enablement"),
    (ARC, "delivery", r"Provisioning.*project management of contractual obligations"),
    (ARC, "delivery", r"see Engagement management"),
    (ARC, "delivery", r"Hub Configurator URL.*HubSpot Order.*Airtable records.*Work \(SoW\)"),
    (ARC, "delivery", r"Ongoing services delivery.*P&S's delivery process.*monitoring and support"),
    (ARC, "delivery", r"P&S backlog items.*Delivery commitments"),
    (ARC, "delivery", r"Milestone reporting.*impact.*goals of the contracts or grants.*Reports"),
    (ARC, "renewals", r"renews or extends the collaboration and partnership"),
    (ARC, "renewals", r"Usage reports.*Agreement renewals.*Decommission requests"),
    (ARC, "renewals", r"Expanded sales process"),
    (ARC, "service-agreements-template-and-guidelines", r"service agreement.*relationship"),
    (
        ARC,
        "service-agreements-template-and-guidelines",
        r"Outbound Services Agreement template.*fiscal sponsor, Code for Science & Society",
    ),
    (
        ARC,
        "service-agreements-template-and-guidelines",
        r"together with the customer, in Google Drive.*2i2c fills in.*work plan.*value",
    ),
    (ENGAGEMENT, "engagement-management", r"red.*Action is needed.*amber.*risk.*green.*track"),
    (ENGAGEMENT, "delivery-asana", r"assignee at CS&S.*due date"),
    (TEMPLATES, "agreement-templates", r"Open the template · Make a copy"),
    (TEMPLATES, "agreement-templates", r"together with the customer.*Filled in by 2i2c"),
    (ORDERING, "step--ordering--configure", r"^1 Guide the customer.*Hub Configurator"),
    (ORDERING, "step--ordering--copy-url", r"^2 Copy the URL.*first specification of the hub"),
    (ORDERING, "step--ordering--create-order", r"^3 Make the Order.*Deal has line items must do"),
    (ORDERING, "step--ordering--create-order", r"Before you go on: The Order exists\.$"),
    (ORDERING, "step--ordering--hand-to-ps", r"^4 Review the Order.*Open to Ready for P&S Request"),
    (ORDERING, "step--ordering--hand-to-ps", r"automation.*None appeared\? Open them by hand"),
    (ORDERING, "step--ordering--order-link", r"Order text Order for Community Deal: HubSpot Deal"),
    (ORDERING, "step--ordering--open-by-hand", r"must not exist twice.*an inference from 2i2c's"),
    (ORDERING, "step--ordering--open-by-hand", r"Phase 1 is only for .* a cluster of its own"),
    (ORDERING, "step--ordering--open-by-hand", r"choose the status there"),
    (REQUEST, "step--request-action-from-cs-and-s--create-task", r"Assignee at CS&S: .*Due: "),
]  # fmt: skip

TEMPLATE = "https://docs.google.com/document/d/1kPgSddJ_Sob0XcTbkDy5UShIAVKPmm04P9ZLsYiOV20"
# Address on the user's page -> a page that has to link there.
LINKS = {
    "https://2i2c.org/hub-configurator": ARC,
    f"{TEMPLATE}/edit?usp=sharing": ARC,
    f"{TEMPLATE}/copy": TEMPLATES,
    "engagement.html": ARC,
    "engagement.html#delivery-asana": ARC,
}  # fmt: skip


@pytest.fixture(scope="module")
def read_page(site: Built) -> dict[str, Element]:
    return {
        name: parse(site.read(name)) for name in (ARC, ORDERING, ENGAGEMENT, TEMPLATES, REQUEST)
    }


@pytest.mark.parametrize(("page", "anchor", "fact"), FACTS)
def test_fact_is_told(read_page: dict[str, Element], page: str, anchor: str, fact: str) -> None:
    told = read_page[page].by_id()[anchor].text.replace("#", "")
    assert re.search(fact, told, re.IGNORECASE), told[:1500]


@pytest.mark.parametrize("address", LINKS)
def test_link_is_there(read_page: dict[str, Element], address: str) -> None:
    addresses = {
        link.attributes["href"] for link in read_page[LINKS[address]].find("a", has="href")
    }
    assert address in addresses


def test_the_order_is_the_users(read_page: dict[str, Element]) -> None:
    headings = [h.text.rstrip("# ") for h in read_page[ARC].find("h2")]
    assert headings[:5] == [
        "Leads",
        "Sales",
        "Delivery",
        "Renewals",
        "Service Agreements template and guidelines",
    ]


# The forms of the deployment issues: template -> title, and its fields with what they ask for.
FORMS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "03_new-hub_phase-1.yaml": (
        "[New Hub] [Phase 1] Cloud Account Setup - Community",
        {
            "info-table": (
                "Cloud provider", "2i2c pay", "cloud account", "representatives", "Airtable",
                "HubSpot deal URL",
            ),
        },
    ),
    "04_new-hub_phase-2.yaml": (
        "[New Hub] [Phase 2] Cluster Setup - Community",
        {"info-table": ("Region or zone", "Cluster name", "GPUs")},
    ),
    "05_new-hub_phase-3.yaml": (
        "[New Hub] [Phase 3] Hub Setup - Community",
        {
            "context": ("tier",),
            "hub-num": ("____",),
            "cluster": ("____",),
            "info-tables": (
                "Name of the hub", "Dask gateway", "Splash image URL", "Homepage URL", "Funded by",
                "Authentication", "Admin users", "Scratch bucket", "Persistent bucket",
                "Profile list", "GPU", "Default interface",
            ),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("template", FORMS)
def test_form_of_a_deployment_issue_is_filled_in_whole(
    read_page: dict[str, Element], template: str
) -> None:
    step = read_page[ORDERING].by_id()["step--ordering--open-by-hand"]
    (issue,) = (i for i in step.find(kind="sop-issue") if i.attributes["data-template"] == template)
    assert issue.attributes["data-repository"] == "2i2c-org/infrastructure"
    parts = {part.attributes["data-part"]: part for part in issue.find("pre")}
    title, fields = FORMS[template]
    assert parts.pop("title").text == title
    # The status is a dropdown, which must never be sent along.
    assert set(parts) == set(fields)
    for field, asked in fields.items():
        assert [words for words in asked if words not in parts[field].text] == []
        words = (c if isinstance(c, str) else c.text for c in parts[field].children)
        rows = [line.split("|") for line in "".join(words).splitlines() if line.startswith("|")]
        # What nobody knows is blank to the eye, too.
        assert [row[1] for row in rows if not row[2].strip()] == []
        assert bool(rows) == ("table" in field)


def _addresses(data: Any) -> Iterator[str]:
    """Yield every outward address in a data file, in keys of their own and in texts."""
    if isinstance(data, dict):
        if "github_issue" in data:
            yield f"https://github.com/{data['github_issue']}/issues/new?template={data['template']}"
        for value in data.values():
            yield from _addresses(value)
    elif isinstance(data, list):
        for value in data:
            yield from _addresses(value)
    elif isinstance(data, str):
        yield from re.findall(r"https?://[^\s)>{]+", data)


def test_linkcheck_sees_every_address_of_the_data(tmp_path: Path) -> None:
    """Nothing is asked of the network: the builder lists what it was told to ignore, too."""
    built = build(ROOT, "linkcheck", tmp_path / "out", confoverrides={"linkcheck_ignore": [".*"]})
    assert built.warnings == []
    lines = built.read("output.json").splitlines()
    seen = {json.loads(line)["uri"] for line in lines}
    # A beginning that answers must have is no link.
    held = {
        address
        for file in data_files(ROOT)
        for address in _addresses(_without_beginnings(read((ROOT / DATA / file).read_bytes()).data))
    }
    assert len(held) > 10
    assert held - seen == set()


def _without_beginnings(data: Any) -> Any:
    if isinstance(data, dict):
        return {k: _without_beginnings(v) for k, v in data.items() if k != "starts_with"}
    if isinstance(data, list):
        return [_without_beginnings(value) for value in data]
    return data
