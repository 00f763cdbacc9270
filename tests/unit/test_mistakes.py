"""Every mistake people make is told with its place and its cure, and all of them in one go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handbook.reading.load import DATA, PAGES

if TYPE_CHECKING:
    from conftest import Copy

ORDERING = "sops/ordering.yaml"
ENGAGEMENT = "sops/open-an-engagement.yaml"
DECOMMISSION = "sops/decommission-a-hub.yaml"

#: What is wrong -> (file, what stands there, what to put, the ¦ before the place; what the
#: message and the cure say). Those whose old texts do not meet can all be made at once.
SEEDS: dict[str, tuple[str, str, str, str, str]] = {
    # Keys and their values
    "unknown key": (
        ORDERING, "    details: Go", "    ¦detials: Go",
        "'detials' is not supported", "did you mean 'details'?"),
    "unknown key where no other may be": (
        "glossary.yaml", "terms:\n", "¦oops: 1\nterms:\n",
        "'oops' is not supported", "delete it: every key there can be is there"),
    "missing key": (
        "systems.yaml", "- id: asana\n    title: Asana\n", "- ¦id: asana\n",
        "'title' is missing", "add title: …"),
    "list for text": (
        ORDERING, "title: Ordering", "title: ¦[Ordering]",
        "this is a list, and should be text", "write it as text"),
    "keys for text": (
        "systems.yaml", "title: HelloSign", "title: ¦{name: HelloSign}",
        "this is keys and values, and should be text", "write it as text"),
    "text for list": (
        ORDERING, "makes: [hub-configurator-url]", "makes: ¦hub-configurator-url",
        "this is text, and should be a list", "with -"),
    "text for keys": (
        ENGAGEMENT, "steps:\n", "steps:\n  - ¦deal-name\n",
        "this is text, and should be keys and values", "write key: value"),
    "number in text": (
        ORDERING, "about: Community", "about: ¦1.10",
        "1.10 is not text to YAML", 'put it in quotes: "1.10"'),
    "true in text": (
        "people.yaml", "short: BD", "short: ¦true",
        "true is not text to YAML", 'put it in quotes: "true"'),
    "null in text": (
        "people.yaml", "short: DE", "short: ¦null",
        "null is nothing to YAML", 'put it in quotes: "null"'),
    "text for true": (
        ORDERING, "must_do: true", "must_do: ¦yes",
        "this is text, and should be true or false", "write true or false, without quotes"),
    "nothing written": (
        ORDERING, "who: account-manager", "who:¦",
        "nothing is written here", "write it, or delete the key"),
    "bad date": (
        DECOMMISSION, "source: draft\n", "source: draft\nreviewed: ¦2026-02-30\n",
        "'2026-02-30' is not a date", 'write it as "2026-11-22"'),
    "text for true, of an SOP": (
        "sops/community-check-in.yaml", "source: draft\n", "source: draft\nissue_form: ¦yes\n",
        "this is text, and should be true or false", "write true or false, without quotes"),
    "minutes of nothing": (
        ENGAGEMENT, "source: draft\n", "source: draft\nminutes: ¦0\n",
        "the number is too small", "write a number above 0"),
    "half a minute": (
        "sops/add-a-hub.yaml", "source: draft\n", "source: draft\nminutes: ¦1.5\n",
        "this is 1.5, and should be a whole number", "whole number"),
    "no such advice": (
        "sops/add-a-hub.yaml", "stage: delivery\n",
        "stage: delivery\nwaive: [{advice: ¦many-step, why: It is so.}]\n",
        "'many-step' is not one of the choices", "did you mean 'many-steps'?"),
    "waived for no step": (
        "sops/community-check-in.yaml", "done_by: business-development\n",
        "done_by: business-development\nwaive: "
        "[{advice: two-acts, step: ¦gathre, why: It is so.}]\n",
        "no step has the id 'gathre'", "did you mean 'gather'?"),
    "reviewed at no time": (
        DECOMMISSION, "stage: renewals\n", "stage: renewals\nreview_every: ¦often\n",
        "'often' is not a time between reviews", "write a number and weeks, months or years"),
    "checked without an address": (
        "systems.yaml", "  - id: airtable\n",
        "  - ¦id: airtable\n    checked: \"2026-11-22\"\n",
        "'checked' is given, but no address", "add url: …, or delete checked"),
    "no such choice": (        ORDERING, "kind: read-do", "kind: ¦raed-do",
        "'raed-do' is not one of the choices", "did you mean 'read-do'?"),
    "no id": (
        "people.yaml", "- id: delivery-manager", "- id: ¦Delivery Manager",
        "'Delivery Manager' is not an id", "delivery-manager"),
    "key twice": (
        ORDERING, "to: product-and-services", "to: product-and-services\n    ¦to: customer",
        "the key 'to' is given twice (first on line", "delete one of the two"),
    "empty text": (
        ENGAGEMENT, "    details: The project", '    details: ¦""\n    gate: The project',
        "the text is empty", "leave the key out"),
    "several lines": (
        "systems.yaml", "title: GitHub\n", 'title: ¦"Git\\nHub"\n',
        "the text runs over several lines", "keep it on one line"),
    # Names of other things
    "unknown role": (
        ENGAGEMENT, "done_by: delivery-enablement", "done_by: ¦delivery-enablment",
        "no role or team has the id 'delivery-enablment'", "did you mean 'delivery-enablement'?"),
    "unknown system": (
        "artefacts.yaml", "kept_in: asana", "kept_in: ¦asna",
        "no system has the id 'asna'", "did you mean 'asana'?"),
    "unknown team": (
        "people.yaml", "    team: cs-and-s", "    team: ¦cs-and-ss",
        "no team has the id 'cs-and-ss'", "did you mean 'cs-and-s'?"),
    "unknown artefact": (
        ORDERING, "makes: [order]", "makes: [¦ordre]",
        "no artefact has the id 'ordre'", "did you mean 'order'?"),
    "unknown stage": (
        ORDERING, "stage: sales", "stage: ¦slaes",
        "no stage has the id 'slaes'", "did you mean 'sales'?"),
    "unknown SOP": (
        ENGAGEMENT, "about: Deal\n", "about: Deal\nthen: ¦orderign\n",
        "no sop has the id 'orderign'", "did you mean 'ordering'?"),
    "unknown system in a text": (
        ORDERING, "do: Make the Order in [HubSpot](system:hubspot)",
        "do: ¦Make the Order in [HubSpot](system:hubsport)",
        "no system has the id 'hubsport'", "did you mean 'hubspot'?"),
    "unknown step in a text": (
        DECOMMISSION, "do: Remove the configuration",
        "do: ¦Remove what [the review](step:ordering.reveiw) names",
        "no step has the id 'ordering.reveiw'", "did you mean 'ordering.review'?"),
    "unknown team in details": (
        ORDERING, "details: They tell P&S", "details: ¦They tell [P&S](team:product-and-service)",
        "no team has the id 'product-and-service'", "did you mean 'product-and-services'?"),
    # Ids given twice
    "system twice": (
        "systems.yaml", "  - id: google-drive",
        "  - {id: ¦airtable, title: A, used_for: a}\n  - id: google-drive",
        "the system id 'airtable' is used twice (first on line", "another id"),
    "role named like a team": (
        "people.yaml", "  - id: community-representative",
        "  - {id: ¦customer, title: A, team: customer}\n  - id: community-representative",
        "the team or role id 'customer' is used twice (first on line", "another id"),
    "item of a decoder twice": (
        "decoders/hub-configurator.yaml", "          - id: signin:auth",
        "          - {id: ¦cluster:billing, label: A, defaults: {}}\n          - id: signin:auth",
        "the item id 'cluster:billing' is used twice (first on line", "another id"),
    "part of a stage twice": (
        "stages.yaml", "      - id: prospecting",
        "      - {id: ¦qualifying, title: A}\n      - id: prospecting",
        "the sub stage id 'qualifying' is used twice (first on line", "another id"),
    "step twice": (
        ORDERING, "- id: move\n", "- id: ¦configure\n",
        "the step id 'configure' is used twice (first on line", "another id"),
    "section twice": (
        DECOMMISSION, "- id: record\n", "- id: ¦agree\n",
        "the section id 'agree' is used twice (first on line", "another id"),
    "field twice": (
        ENGAGEMENT, "{id: end-date,", "{id: ¦start-date,",
        "the field id 'start-date' is used twice (first on line", "another id"),
    "option twice": (
        ENGAGEMENT, "{id: starter,", "{id: ¦member,",
        "the option id 'member' is used twice (first on line", "another id"),
    # What does not go together
    "must and may": (
        "sops/add-a-hub.yaml", "      - id: cost\n",
        "      - ¦id: cost\n        must_do: true\n        optional: true\n",
        "a step is both must_do and optional", "keep one of the two"),
    "choice without options": (
        "sops/community-check-in.yaml", "{id: date,", "¦{id: meeting, label: Kind, type: choice}\n"
        "          - {id: date,", "a choice has no options", "add options"),
    "condition on no field": (
        DECOMMISSION, "when: {field: data,", "when: {field: ¦dtaa,",
        "no field has the id 'dtaa'", "did you mean 'data'?"),
    "condition on a later field": (
        DECOMMISSION, "- id: remove-data\n",
        "- id: remove-data\n        when: {field: ¦cluster, is: single}\n",
        "the condition needs 'cluster', which is asked only here or later", "in an earlier step"),
    "condition on no option": (
        ENGAGEMENT, "is: several}", "is: ¦severla}",
        "'contracts' has no option 'severla'", "did you mean 'several'?"),
    "condition without a test": (
        "sops/community-check-in.yaml", "- id: recap\n",
        "- id: recap\n        when: ¦{field: date}\n",
        "a condition on a field needs exactly one test", "use one of: is, in"),
    "condition without a field": (
        "sops/community-check-in.yaml", "- id: ask\n",
        "- id: ask\n        when: {all: [¦{is: a}]}\n",
        "a condition needs 'field', 'all' or 'any'", "write it as {field:"),
    "artefact not made yet": (
        ORDERING, "    to: product-and-services\n",
        "    to: product-and-services\n    uses: [order, ¦proposals]\n"
        "    actions: [{copy: x, label: X}]\n    makes: [proposals]\n",
        "'proposals' is used here, but made only here or in a later step", "move the step"),
    "due on no date": (
        ENGAGEMENT, "- id: fill-in\n", "- id: fill-in\n    due: {days: 3, before: ¦contracts}\n",
        "'due' needs a date field, and 'contracts' is not a date", "use one of: "),
    "no time to wait": (
        ENGAGEMENT, "    optional: true", "    optional: true\n    wait: ¦soon",
        "'soon' is not a time to wait", "10 minutes"),
    "action without an act": (
        DECOMMISSION, "- id: remove-auth\n",
        "- id: remove-auth\n        actions: [¦{label: Look}]\n",
        "an action needs 'open', 'copy', 'email' or 'github_issue'", "write {open:"),
    "e-mail to nobody": (
        "sops/community-check-in.yaml", "- id: thank\n",
        "- id: thank\n        actions: [{email: ¦them, subject: Thanks, label: Thank them}]\n",
        "'them' is not an e-mail address", "write name@example.org"),
    "subject of two lines": (
        "sops/community-check-in.yaml", "- id: summary\n",
        '- id: summary\n        actions: [{email: a@b.example, subject: ¦"A\\nB", label: A}]\n',
        "the text runs over several lines", "keep it on one line"),
    "no repository": (
        DECOMMISSION, "- id: remove-dns\n",
        "- id: remove-dns\n        actions: [{github_issue: ¦https://github.com/a/b, title: T, "
        "label: L}]\n",
        "'https://github.com/a/b' is not a repository on GitHub", "write owner/name"),
    "status of a form": (
        DECOMMISSION, "- id: remove-cluster\n",
        "- id: remove-cluster\n        actions: [{github_issue: a/b, template: a.yaml, title: T, "
        "label: L, fields: {status: ¦READY, text: a}}]\n",
        "'status' is a dropdown, which breaks the form", "leave it out"),
    "GitHub's own key among fields": (
        "sops/request-action-from-cs-and-s.yaml", "  - id: assign\n",
        "  - id: assign\n    actions: [{github_issue: a/b, template: a.yaml, title: T, label: L, "
        "fields: {body: ¦B}}]\n",
        "'body' means something else in GitHub's address", "title and template are keys"),
    "fields and a body": (
        "sops/request-action-from-cs-and-s.yaml", "    details: CS&S may change",
        "    actions: [¦{github_issue: a/b, template: a.yaml, title: T, label: L, fields: {t: a}, "
        "body: B}]\n    details: CS&S may change",
        "an issue has both fields and a body", "keep fields for a form, else body"),
    "fields without a form": (
        "sops/add-a-hub.yaml", "      - id: load\n",
        "      - id: load\n        actions: [¦{github_issue: a/b, title: T, label: L, "
        "fields: {t: a}}]\n",
        "'fields' needs the form that has them", "add template: the-form.yaml"),
    "fields of what is no form": (
        "sops/add-a-hub.yaml", "      - id: prepare\n",
        "      - id: prepare\n        actions: [¦{github_issue: a/b, template: a.md, title: T, "
        "label: L, fields: {t: a}}]\n",
        "this template has no fields", "write body"),
    "body for a form": (
        "sops/add-a-hub.yaml", "      - id: decide\n",
        "      - id: decide\n        actions: [¦{github_issue: a/b, template: a.yaml, title: T, "
        "label: L, body: B}]\n",
        "GitHub leaves the body out where there is a form", "write fields:"),
    "no template": (
        "sops/add-a-hub.yaml", "      - id: scope-together\n",
        "      - id: scope-together\n        actions: [{github_issue: a/b, template: ¦../a.yaml, "
        "title: T, label: L}]\n",
        "'../a.yaml' is not the file of an issue template", "such as new-hub.yaml"),
    "no field of a form": (
        "sops/add-a-hub.yaml", "      - id: tell\n",
        "      - id: tell\n        actions: [{github_issue: a/b, template: a.yaml, title: T, "
        "label: L, fields: {a b: ¦c}}]\n",
        "'a b' is not the id of a field in an issue form", "letters, digits, - and _"),
    "unknown placeholder in an issue": (
        ENGAGEMENT, "  - id: leave\n",
        "  - id: leave\n    actions: [{github_issue: a/b, template: a.yaml, title: T, label: L, "
        "fields: {t: ¦'{{membershp}}'}}]\n",
        "the placeholder {{membershp}} names no field", "did you mean 'membership'?"),
    "action on no field": (
        ENGAGEMENT, "  - id: portfolio\n",
        "  - id: portfolio\n    actions: [{copy: a, label: A, when: {field: ¦contrcats, "
        "is: one}}]\n",
        "no field has the id 'contrcats'", "did you mean 'contracts'?"),
    "action on a later field": (
        ENGAGEMENT, "  - id: deal-name\n",
        "  - id: deal-name\n    actions: [{copy: a, label: A, when: {field: ¦contracts, "
        "is: one}}]\n",
        "the condition needs 'contracts', which is asked only later", "in an earlier step"),
    "no such choice to take": (
        ORDERING, 'cloud-provider: "cluster:provider"', 'cloud-provider: ¦"cluster:provder"',
        "nothing of 'hub-configurator' is called 'cluster:provder'",
        "did you mean 'cluster:provider'?"),
    "choice to take from a plain link": (
        ORDERING, "take: {deal-id: last number}", "take: {deal-id: ¦last nubmer}",
        "nothing is called 'last nubmer'", "did you mean 'last number'?"),
    # Text
    "unknown placeholder": (
        ENGAGEMENT, "details: Name it exactly as the Deal, {{deal}}.",
        "details: ¦Name it exactly as the Deal, {{dael}}.",
        "the placeholder {{dael}} names no field", "did you mean 'deal'?"),
    "malformed placeholder": (
        DECOMMISSION, "do: Remove the DNS entries", "do: ¦Remove the DNS entries of {{The Hub}}",
        "'{{The Hub}}' is not a placeholder", "write {{field-id}}"),
    "misplaced placeholder": (
        DECOMMISSION, "label: The cluster\n", 'label: ¦"{{hub}}"\n',
        "a placeholder cannot stand here", "write it without"),
    "placeholder outside of steps": (
        "systems.yaml", "used_for: Requests", "used_for: ¦For {{community}}",
        "no answer can stand here for {{community}}", "placeholders belong into steps"),
    "javascript: link": (
        ORDERING, "do: Review the Order\n", "do: ¦Review [the Order](javascript:alert)\n",
        "'javascript:alert' is not an address the handbook links to", "start it with https://"),
    "relative link": (
        ORDERING, "do: Check that the Deal", "do: ¦Check [here](../index.md) that the Deal",
        "'../index.md' is not an address the handbook links to", "system:"),
    "javascript: action": (
        DECOMMISSION, "- open: https://github.com", "- open: ¦javascript://github.com",
        "is not an address the handbook links to", "start it with https://"),
    "space in an address": (
        "systems.yaml", "url: https://2i2c.org/hub-configurator",
        "url: ¦https://2i2c.org/hub configurator",
        "holds a space", "as the browser shows it"),
    # What YAML takes for something else
    "colon in text": (
        ORDERING, "gate: The Order exists.", "gate: The Order exists¦: look.",
        "a colon and a space inside unquoted text", "put the whole text in quotes"),
    "text begins with a placeholder": (
        ENGAGEMENT, "do: Put the project", "do: ¦{{deal}} needs the project",
        "text that begins with {{ has to be in quotes", 'write "{{field}} …"'),
    "text begins with a link": (
        ENGAGEMENT, "do: Put it on", "do: [Put]¦(system:asana) it on",
        "text goes on after the closing bracket", "put the whole text in quotes"),
    "text begins with @": (
        ENGAGEMENT, "do: Leave the", "do: ¦@you Leave the",
        "text cannot begin with this character", "put the whole text in quotes"),
    "comment in text": (
        DECOMMISSION, "do: Remove the data\n", "do: Remove the data ¦#everything\n",
        "'#everything' is left out", "put the whole text in quotes"),
    "unclosed quotation mark": (
        "people.yaml", "title: Delivery Manager", 'title: ¦"Delivery Manager',
        "a quotation mark is opened and n", "close it"),
    "apostrophe in quotation marks": (
        "glossary.yaml", "about: The board", "about: 'The board'¦s name",
        "text goes on after the closing quotation mark", "double a mark inside it"),
    "backslash": (
        "glossary.yaml", "title: Engagement\n", 'title: "C:¦\\work"\n',
        "a backslash means something else", "single quotes"),
    "control character": (
        "glossary.yaml", "title: Orders Board", 'title: ¦"\\e"',
        "a control character (U+001B)", "delete it"),
    "unclosed bracket": (
        "artefacts.yaml", "    about: They tell", "    about: ¦[They tell",
        "a bracket is opened and not closed", "close it with ]"),
    "alias": (
        "artefacts.yaml", "title: Proposals", "title: ¦*proposals",
        "aliases are not supported", "write the value out"),
    "anchor": (
        "artefacts.yaml", "title: Quotes", "title: ¦&quotes Quotes",
        "anchors are not supported", "write the value where it is needed"),
    "tag": (
        "artefacts.yaml", "title: Order\n", "title: ¦!text Order\n",
        "the tag !text is not supported", "delete it"),
    "merge key": (
        "artefacts.yaml", "title: Signed agreement\n",
        "title: Signed agreement\n    ¦<<: {kept_in: asana}\n",
        "merge keys are not supported", "write the keys out"),
    "list as a key": (
        "artefacts.yaml", "title: Usage reports\n", "title: Usage reports\n    ¦[a]: b\n",
        "a key has to be a word", "write key: value"),
    "no key": (
        "artefacts.yaml", "title: Agreement renewals\n", 'title: Agreement renewals\n    ¦"": b\n',
        "a key has to be a word", "write key: value"),
    "tab": (
        ORDERING, "        uses: [order]\n", "¦\tuses: [order]\n",
        "a tab in the indentation", "indent with spaces"),
    "no space after -": (
        ENGAGEMENT, "  - id: create-project\n", "  ¦-id: create-project\n",
        "a space is missing after the -", "write - and a space"),
    "no space after the colon": (
        DECOMMISSION, "        do: Record the date\n", "        ¦do:Record the date\n",
        "a key without a colon and a space", "write key: value"),
    "out of line": (
        "sops/request-action-from-cs-and-s.yaml", "purpose:", " ¦purpose:",
        "the line is not aligned with the one above", "align it"),
    "second document": (
        "stages.yaml", "  - id: renewals\n", "¦---\n  - id: renewals\n",
        "a second document begins here", "delete the line with ---"),
    "end of document": (
        "stages.yaml", "  - id: delivery\n", "¦...\n  - id: delivery\n",
        "the document ends here", "delete the line with ..."),
}  # fmt: skip


@pytest.mark.trust("YAML", "kinds of mistakes, each with its place and cure")
@pytest.mark.parametrize("kind", SEEDS)
def test_a_mistake_is_told_with_place_and_cure(kind: str, data: Copy) -> None:
    *edit, message, cure = SEEDS[kind]
    (place,) = data.seed((edit[0], edit[1], edit[2]))
    found = data.findings()
    assert [finding.place for finding in found] == [place], list(map(str, found))
    assert message in found[0].message
    assert cure in found[0].cure


@pytest.mark.trust("YAML", "mistakes told in one go", cases=len(SEEDS))
def test_all_mistakes_are_told_in_one_go(data: Copy) -> None:
    edits = [(file, old, new) for file, old, new, _, _ in SEEDS.values()]
    places = data.seed(*edits)
    assert len(places) == len(SEEDS)
    found = {finding.place: finding for finding in data.findings()}
    untold = {kind: place for kind, place in zip(SEEDS, places, strict=True) if place not in found}
    assert not untold
    for (_, _, _, message, cure), place in zip(SEEDS.values(), places, strict=True):
        assert message in found[place].message
        assert cure in found[place].cure
    spurious = [str(finding) for place, finding in found.items() if place not in places]
    assert not spurious


def test_two_mistakes_in_one_text_are_both_told(data: Copy) -> None:
    data.seed(
        (ORDERING, "do: Review the Order\n", "do: '[a](system:hubspt) [b](role:acount-manager)'\n")
    )
    assert [finding.cure for finding in data.findings()] == [
        "did you mean 'account-manager'?",
        "did you mean 'hubspot'?",
    ]


def test_an_id_of_several_lines_breaks_no_message(data: Copy) -> None:
    data.seed(
        ("systems.yaml", "- id: hubspot", '- id: "hub\\nspot"'),
        (ENGAGEMENT, "do: Put it on", "do: '[x](system:zzz) Put it on'  #"),
    )
    told = [str(finding) for finding in data.findings()]
    assert any("no system has the id 'zzz' · use one of: " in line for line in told)
    assert all(len(line.splitlines()) == 1 for line in told)


def test_too_deep(data: Copy) -> None:
    (place,) = data.seed(
        (ORDERING, "details: Go", "details: " + "[" * 17 + "¦[" + "]" * 18 + "  # ")
    )
    deep = next(finding for finding in data.findings() if finding.place == place)
    assert (deep.message, deep.cure) == ("nested more than 20 deep", "flatten it")


def test_a_line_out_of_line_does_not_spread(data: Copy) -> None:
    data.seed((ORDERING, "      - id: review\n", "        id: review\n"))
    assert len(data.findings()) == 1


# -- Whole files ---------------------------------------------------------------------------------


def only(data: Copy) -> tuple[str, str, str]:
    """Return place, message and cure of the one mistake there is."""
    (finding,) = data.findings()
    return finding.place, finding.message, finding.cure


def test_missing_file(data: Copy) -> None:
    data.path("glossary.yaml").unlink()
    assert only(data) == (
        f"{DATA}/glossary.yaml:1:1",
        "the file is missing",
        "put it back: the handbook needs it",
    )


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n"])
def test_empty_file(data: Copy, text: str) -> None:
    data.path("glossary.yaml").write_text(text, encoding="utf-8")
    place, message, _ = only(data)
    assert (place, message) == (f"{DATA}/glossary.yaml:1:1", "the file is empty")


def test_file_that_nothing_reads(data: Copy) -> None:
    data.path("system.yaml").write_text("a: b\n", encoding="utf-8")
    assert only(data) == (
        f"{DATA}/system.yaml:1:1",
        "no part of the handbook reads this file",
        "did you mean 'systems.yaml'?",
    )


@pytest.mark.parametrize("name", ["ordering.yml", "ordering.YAML"])
def test_other_ending(data: Copy, name: str) -> None:
    data.path(f"sops/{name}").write_text("a: b\n", encoding="utf-8")
    assert only(data)[2] == "name it with .yaml at the end"


def test_sop_whose_name_is_no_id(data: Copy) -> None:
    (data.root / PAGES / "New SOP.md").touch()
    data.path("sops/New SOP.yaml").touch()
    assert only(data)[1:] == ("the file's name is not an id", "name it new-sop.yaml")


def test_sop_without_page_is_read_all_the_same(data: Copy) -> None:
    (data.root / PAGES / "ordering.md").unlink()
    (place,) = data.seed((ORDERING, "    details: Go", "    ¦detials: Go"))
    pageless, misspelt = data.findings()
    assert pageless.message == "the SOP is on no page"
    assert pageless.cure == f"add {PAGES}/ordering.md"
    assert misspelt.place == place


def test_link_to_elsewhere(data: Copy, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    data.path("glossary.yaml").rename(elsewhere)
    data.path("glossary.yaml").symlink_to(elsewhere)
    assert only(data)[1:] == ("this is a link", "put the file itself here")


def test_linked_folder(data: Copy, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    data.path("more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert only(data)[1] == "this is a link"


def test_folder_in_place_of_a_file(data: Copy) -> None:
    data.path("glossary.yaml").unlink()
    data.path("glossary.yaml").mkdir()
    assert only(data)[1] == "the file is missing"


def test_file_that_cannot_be_opened(data: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "glossary.yaml":
            raise PermissionError(13, os.strerror(13))
        return readable(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert only(data)[1] == f"the file cannot be opened: {os.strerror(13)}"


def test_no_data_at_all(tmp_path: Path, data: Copy) -> None:
    data.root.rename(tmp_path / "gone")
    assert {finding.message for finding in data.findings()} == {"the file is missing"}


def test_loop_of_sops(data: Copy) -> None:
    places = data.seed(
        (ORDERING, "    details: Go", "    sop: ¦open-an-engagement\n    details: Go"),
        (ENGAGEMENT, "    details: Name", "    sop: ¦ordering\n    details: Name"),
    )
    found = data.findings()
    assert sorted(finding.place for finding in found) == sorted(places)
    assert all("leads back to" in finding.message for finding in found)


def test_earlier_id_of_two_sops(data: Copy) -> None:
    (place,) = data.seed(
        (ORDERING, "stage: sales\n", "stage: sales\nwas: [order, ¦open-an-engagement]\n"),
    )
    assert only(data)[:2] == (place, "'open-an-engagement' already leads to 'open-an-engagement'")


def test_references_to_a_file_that_could_not_be_read_are_let_through(data: Copy) -> None:
    data.path("systems.yaml").write_bytes(b"\xff")
    assert only(data)[:2] == (f"{DATA}/systems.yaml:1:1", "the file is not UTF-8 from here on")


def test_sops_with_mistakes_are_not_shown(data: Copy) -> None:
    data.seed((DECOMMISSION, "when: {field: data,", "when: {field: dtaa,"))
    handbook = data.load().handbook
    assert handbook.broken == {"decommission-a-hub"}
    assert "decommission-a-hub" not in handbook.sops
    assert "ordering" in handbook.sops
