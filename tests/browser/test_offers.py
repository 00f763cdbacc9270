"""What steps offer while a checklist is on: filled in, hidden, or saying what it waits for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from support.checklist import Checklist, configurator_url
from support.sites import with_sop
from support.watch import NewPage, Place

DEAL = "https://app.hubspot.com/contacts/1/record/0-3/77"
OFFERS = """
title: Offers
stage: sales
about: Community
purpose: Try every kind of action.
source: draft
steps:
  - id: ask
    do: Ask
    fields:
      - {id: contact, label: Contact, type: email}
      - {id: words, label: Words, type: long-text}
      - id: url
        label: Hub Configurator URL
        type: url
        starts_with: https://2i2c.org/hub-configurator
        decode: hub-configurator
        take:
          cloud: "cluster:provider"
          billing: "cluster:billing"
          gpu: "hub:gpu"
          dask: "hub:dask"
  - id: send
    do: Send it
    actions:
      - email: "{{contact}}"
        subject: "For {{community}}"
        body: "Dear all,\\n{{words}}"
        label: Write to them
      - {email: team@example.org, subject: Ready, label: Write to the team}
      - {copy: "{{cloud}}, {{billing}}, {{gpu}}", label: Choices}
      - {open: "https://dask.example/{{cloud}}", label: Set up Dask, when: {field: dask, is: "yes"}}
  - id: tell
    do: Tell of it
    fields:
      - {id: told, label: Told}
    actions:
      - {github_issue: tea-house/kitchen, title: "{{told}}", body: a, label: Open an issue}
"""
PAGE = "sales-operations/sops/offers.html"


@pytest.fixture(scope="module")
def offers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The handbook with one more SOP, and with a repository."""
    folder = tmp_path_factory.mktemp("offers")
    with with_sop(folder, "offers", OFFERS, handbook_repository="a/b") as place:
        yield place


@pytest.fixture
def checklist(offers: Place, new_page: NewPage) -> Iterator[Checklist]:
    """The SOP that offers everything, started."""
    found = Checklist(new_page(), offers, PAGE)
    found.open()
    found.start()
    yield found
    assert not list(found.watched.faults(found.place))


def action(page: Page, label: str) -> Locator:
    """Return the action that says ``label``."""
    return page.locator(".sop-action, .sop-copy").filter(has_text=label)


def test_an_e_mail_waits_for_its_answers_and_names_them(checklist: Checklist) -> None:
    page = checklist.page
    mail = action(page, "Write to them")
    expect(mail.get_by_role("link")).to_have_count(0)
    expect(mail).to_contain_text("Still needed: Contact, Words.")
    mail.get_by_role("button", name="Words").click()
    expect(checklist.field("Words")).to_be_focused()
    checklist.answer("Words", "one & two\nthree")
    expect(mail).to_contain_text("Still needed: Contact.")
    checklist.answer("Contact", "nobody")
    expect(mail).to_contain_text("Still needed: Contact.")
    checklist.answer("Contact", "ana@tern.example")
    link = mail.get_by_role("link", name="Write to them")
    expect(link).to_be_visible()
    expect(mail.get_by_text("Still needed")).to_be_hidden()
    address = urlsplit(link.get_attribute("href") or "")
    assert (address.scheme, address.path) == ("mailto", "ana@tern.example")
    assert parse_qs(address.query) == {
        "subject": ["For Tern University"],
        "body": ["Dear all,\r\none & two\r\nthree"],
    }
    ready = action(page, "Write to the team").get_by_role("link")
    expect(ready).to_have_attribute("href", "mailto:team@example.org?subject=Ready")


def test_choices_of_a_link_are_answers(checklist: Checklist) -> None:
    """By their labels where people read them, as they are kept in addresses and conditions."""
    page = checklist.page
    copied, opened = action(page, "Choices"), page.get_by_text("Set up Dask")
    expect(copied).to_contain_text("Still needed: Hub Configurator URL.")
    expect(opened).to_be_hidden()
    chosen = {"cluster:provider": "A/B", "cluster:billing": "2i2c-pays", "hub:gpu": None}
    checklist.answer("Hub Configurator URL", configurator_url(**chosen, **{"hub:dask": False}))
    expect(copied.locator("pre")).to_have_text("A/B, 2i2c pays; pass-through costs, GPU")
    expect(copied).to_contain_text("Still needed: GPU.")
    expect(opened).to_be_hidden()
    chosen["hub:gpu"] = "T4"
    checklist.answer("Hub Configurator URL", configurator_url(**chosen, **{"hub:dask": True}))
    expect(copied.locator("pre")).to_have_text("A/B, 2i2c pays; pass-through costs, T4")
    expect(copied.get_by_text("Still needed")).to_be_hidden()
    expect(page.get_by_role("link", name="Set up Dask")).to_have_attribute(
        "href", "https://dask.example/A%2FB"
    )


def test_a_damaged_link_answers_nothing(checklist: Checklist) -> None:
    page = checklist.page
    good = configurator_url(**{"cluster:provider": "AWS"})
    checklist.answer("Hub Configurator URL", good)
    expect(action(page, "Choices").locator("pre")).to_contain_text("AWS")
    checklist.answer("Hub Configurator URL", good[:-7])
    expect(page.get_by_text("This link is damaged")).to_be_visible()
    expect(action(page, "Choices")).to_contain_text("Still needed: Hub Configurator URL.")
    expect(action(page, "Choices").locator("pre")).not_to_contain_text("AWS")


def test_answering_does_not_tick_what_has_something_to_send(checklist: Checklist) -> None:
    checklist.answer("Told", "yes")
    expect(action(checklist.page, "Open an issue").get_by_text("Still needed")).to_be_hidden()
    expect(checklist.box("Tell of it")).not_to_be_checked()


def test_who_it_is_for_is_asked_where_that_is_missing(offers: Place, new_page: NewPage) -> None:
    checklist = Checklist(new_page(), offers, PAGE)
    checklist.open()
    checklist.start(about="", name="")
    mail = action(checklist.page, "Write to them")
    expect(mail).to_contain_text("Still needed: Contact, Community, Words.")
    mail.get_by_role("button", name="Community").click()
    expect(checklist.page.get_by_label("Who is this for?")).to_be_focused()


def test_before_it_is_started_everything_is_there_with_its_words(
    offers: Place, new_page: NewPage
) -> None:
    checklist = Checklist(new_page(), offers, PAGE)
    checklist.open()
    expect(checklist.page.get_by_text("Only if “Dask” is “yes”.")).to_be_visible()
    expect(checklist.page.get_by_text("Set up Dask")).to_be_visible()


def test_reporting_and_proposing_lead_to_the_step(checklist: Checklist) -> None:
    """And carry what the page says, but no answer."""
    page = checklist.page
    checklist.answer("Words", "a secret")
    checklist.step("Send it").get_by_role("button", name="More").first.click()
    menu = page.get_by_role("list", name="More about this step")
    report = urlsplit(menu.get_by_role("link", name="Report this step").get_attribute("href") or "")
    assert (report.netloc, report.path) == ("github.com", "/a/b/issues/new")
    said = json.dumps(parse_qs(report.query))
    assert "secret" not in said
    assert "Tern" not in said
    assert re.search(r"Offers: Send it \(offers\.send, revision \w{7}\)", said)
    proposed = menu.get_by_role("link", name="Propose a change").get_attribute("href") or ""
    line = OFFERS.splitlines().index("  - id: send") + 1
    assert proposed == f"https://github.com/a/b/blob/main/_data/sops/offers.yaml#L{line}"


def test_the_forms_of_ordering_are_filled_in(places: dict[str, Place], new_page: NewPage) -> None:
    checklist = Checklist(new_page(), places["http"])
    checklist.open()
    checklist.start()
    page = checklist.page
    forms = page.locator(".sop-issue:visible")
    expect(forms).to_have_count(0)
    checklist.answer("HubSpot Deal", DEAL)
    checklist.answer(
        "Hub Configurator URL",
        configurator_url(
            "Advanced",
            **{
                "cluster:provider": "GCP", "cluster:account": "cloudbank", "hub:gpu": "T4",
                "cluster:billing": "2i2c-pays", "hub:count": "Up to 3 hubs", "hub:dask": True,
            },
        ),
    )  # fmt: skip
    page.get_by_label("Phase 1: the cloud account").check()
    page.get_by_label("Phase 2: the cluster").check()
    expect(forms).to_have_count(2)
    expect(checklist.box("None appeared?")).not_to_be_checked()
    first = page.locator('[data-template="03_new-hub_phase-1.yaml"]')
    expect(first.get_by_text("Still needed")).to_be_hidden()
    first.get_by_text("The text of the issue").click()
    table = first.locator('[data-part="info-table"]')
    expect(first.locator('[data-part="title"]')).to_have_text(
        "[New Hub] [Phase 1] Cloud Account Setup - Tern University"
    )
    for row in (
        "| Cloud provider | GCP | |",
        "| 2i2c pays; pass-through costs | 2i2c-managed via CloudBank |",
        f"| HubSpot deal URL | {DEAL} | |",
        "| Name of the cloud account | ____ | |",
    ):
        expect(table).to_contain_text(row)
    page.get_by_label("Phase 1: the cloud account").uncheck()
    expect(forms).to_have_count(1)
    # Found after all: then there is nothing to open by hand.
    checklist.answer("Links to the deployment issues", "https://github.com/2i2c-org/infra/issues/1")
    expect(checklist.step("None appeared?")).to_contain_text("Does not apply")
    expect(forms).to_have_count(0)
    assert not list(checklist.watched.faults(checklist.place))
