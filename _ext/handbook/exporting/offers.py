"""What a step offers, as Markdown: links to open, texts to copy, e-mails and issues to draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handbook.exporting.inlines import Inlines, begun, code, escaped, fenced, linked
from handbook.model.actions import Action, Copy, Email, GithubIssue, Open
from handbook.model.base import Verbatim
from handbook.model.conditions import words
from handbook.model.fields import Field


def offer(inlines: Inlines, action: Action, answers: Mapping[str, Field]) -> Iterator[list[str]]:
    """Yield the blocks of ``action``; ``answers`` are the fields that it may wait for."""
    only = f"Only if {escaped(words(action.when, answers))}: " if action.when else ""
    label = escaped(action.label)
    match action:
        case Open():
            yield [begun(only + inlines.link(label, action.open.parts))]
        case Copy():
            yield [begun(f"{only}{label}:")]
            yield _text(inlines, action.copy_)
        case Email():
            yield [begun(only + _mailed(inlines, action))]
            yield from _texts(inlines, {"Subject": action.subject, "Body": action.body})
        case GithubIssue():
            yield [only + linked(label, action.address)]
            parts = {"Title": action.title, **action.fields, "Body": action.body}
            yield from _texts(inlines, parts)


def _mailed(inlines: Inlines, action: Email) -> str:
    label, whom = escaped(action.label), inlines.leaves(action.email.parts)
    return f"{label} ({code(whom)})" if action.email.blanks else linked(label, f"mailto:{whom}")


def _texts(inlines: Inlines, parts: Mapping[str, Verbatim | None]) -> Iterator[list[str]]:
    for name, text in parts.items():
        if text is not None:
            yield [begun(f"{escaped(name)}:")]
            yield _text(inlines, text)


def _text(inlines: Inlines, text: Verbatim) -> list[str]:
    return fenced(inlines.leaves(text.parts), "text")
