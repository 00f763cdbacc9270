"""What a step offers, as nodes: links to open, texts to copy, e-mails and issues to draft."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from handbook.model.actions import Copy, Email, GithubIssue, Open
from handbook.model.conditions import words
from handbook.model.text import Blank, Plain
from handbook.offers import draft, mail_link, offer, part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handbook.directive import HandbookDirective
    from handbook.model.actions import Action
    from handbook.model.base import Verbatim
    from handbook.model.fields import Field
    from handbook.model.problem import DataPath
    from handbook.model.text import Leaf


#: Parts of a draft that are no fields of a form.
_PARTS = ("to", "subject", "title", "body")


def action_of(
    directive: HandbookDirective, action: Action, path: DataPath, answers: Mapping[str, Field]
) -> nodes.Element:
    """Return ``action``, which stands at ``path``; ``answers`` are the fields it may wait for."""
    waits = any(text.blanks for _, text in action.texts)
    if isinstance(action, Open):
        opened = _linked(directive, action, path)
        if not (waits or action.when):
            opened["classes"] = ["sop-action"]
            return opened
    made = offer(waits=waits)
    if action.when:
        made["when"] = action.when.model_dump(mode="json", by_alias=True, exclude_unset=True)
        only = f"Only if {words(action.when, answers)}."
        made += nodes.paragraph(only, only, classes=["sop-only"])
    match action:
        case Open():
            made["classes"] = ["sop-action"]
            made += opened
        case Copy():
            made["classes"] = ["sop-copy"]
            made += list(_copied(directive, action, path))
        case Email():
            made["classes"] = ["sop-action", "sop-email"]
            made += list(_mailed(directive, action, path))
        case GithubIssue():
            made["classes"] = ["sop-action", "sop-issue"]
            made["repository"] = action.github_issue
            made["template"] = action.template
            made += list(_asked_for(directive, action, path))
    return made


def _linked(directive: HandbookDirective, action: Open, path: DataPath) -> nodes.paragraph:
    link = directive.link(action.open.parts, [nodes.Text(action.label)], path)
    return nodes.paragraph("", "", link, classes=["sop-open"])


def _copied(directive: HandbookDirective, action: Copy, path: DataPath) -> Iterator[nodes.Node]:
    text = nodes.literal_block(
        # As written, so that Sphinx colours only what has no placeholder to fill.
        action.copy_.source, "", *map(directive.leaf, action.copy_.parts),
        language="text", classes=["sop-copy-text"],
    )  # fmt: skip
    directive.at(text, (*path, "copy"))
    yield nodes.paragraph("", action.label, classes=["sop-copy-label"])
    yield text


def _mailed(directive: HandbookDirective, action: Email, path: DataPath) -> Iterator[nodes.Node]:
    whom, whole = action.email.parts, mail_address(action)
    label = nodes.Text(action.label)
    link: nodes.Node
    if any(isinstance(leaf, Blank) for leaf in whole):
        link = directive.link(whole, [label], path)
    else:
        # Elsewhere than in a browser the text stands below anyway.
        link = mail_link("", "", label, refuri=_joined((Plain("mailto:"), *whom)))
        link["classes"] = ["reference", "external"]
        link["whole"] = _joined(whole)
        directive.at(link, path)
    yield nodes.paragraph("", "", link)
    texts = {"to": action.email, "subject": action.subject, "body": action.body}
    yield _draft(directive, texts, path, "sop-email-text", "The text of the e-mail")


def _asked_for(
    directive: HandbookDirective, action: GithubIssue, path: DataPath
) -> Iterator[nodes.Node]:
    link = nodes.reference("", "", nodes.Text(action.label), refuri=action.address)
    directive.at(link, path)
    yield nodes.paragraph("", "", link)
    texts = {"title": action.title, **action.fields, "body": action.body}
    yield _draft(directive, texts, path, "sop-issue-text", "The text of the issue")


def _draft(
    directive: HandbookDirective,
    texts: Mapping[str, Verbatim | None],
    path: DataPath,
    name: str,
    summary: str,
) -> draft:
    """Return the ``texts`` (part to text) of something to send, each under its name."""
    made = draft(summary=summary, classes=[name])
    for key, text in texts.items():
        if text is None:
            continue
        label = key.capitalize() if key in _PARTS else key
        made += nodes.paragraph(label, label, classes=["sop-copy-label"])
        shown = part(
            text.source, "", *map(directive.leaf, text.parts), language="text", part=key,
            classes=["sop-copy-text"],
        )  # fmt: skip
        directive.at(shown, path)
        made += shown
    return made


def mail_address(action: Email) -> tuple[Leaf, ...]:
    """Return the ``mailto:`` address of an e-mail, ready but for the answers in it (RFC 6068)."""
    made = [Plain("mailto:"), *_encoded(action.email, safe="@")]
    made += [Plain("?subject="), *_encoded(action.subject)]
    if action.body:
        made += [Plain("&body="), *_encoded(action.body)]
    return tuple(made)


def _encoded(text: Verbatim, safe: str = "") -> Iterator[Leaf]:
    for leaf in text.parts:
        if isinstance(leaf, Plain):
            # An e-mail's lines end with both characters.
            yield Plain(quote(leaf.text.replace("\n", "\r\n"), safe=safe))
        else:
            yield leaf


def _joined(leaves: tuple[Leaf, ...]) -> str:
    return "".join(leaf.text for leaf in leaves if isinstance(leaf, Plain))
