"""What a step offers beside its words: something to open, to copy, to send or to ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from handbook.model.base import Address, Line, Model, Verbatim
from handbook.model.conditions import Condition
from handbook.model.entities import example
from handbook.model.problem import DataPath, fault, shown
from handbook.model.text import Blank, Plain, TextError
from handbook.model.unions import by_key, tag

#: A repository on GitHub: its owner's name and its own.
REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_MAILBOX = re.compile(r"[^\s@,;:?&<>/\\\"]+@[^\s@,;:?&<>/\\\"]+\.[^\s@,;:?&<>/\\\"]+")
_FORM = re.compile(r"[A-Za-z0-9._-]+\.ya?ml")
_TEMPLATE = re.compile(r"[A-Za-z0-9._-]+\.(ya?ml|md)")
_FIELD = re.compile(r"[A-Za-z0-9_-]{1,100}")
#: What GitHub's address for a new issue takes beside the fields of a form.
_GITHUBS_OWN = {
    "title", "body", "template", "labels", "assignees", "milestone", "projects", "type",
}  # fmt: skip


class OneLine(Verbatim):
    """A text of one line, letter by letter; placeholders stand for answers."""

    __slots__ = ()

    @classmethod
    def _read(cls, source: str) -> OneLine:
        if "\n" in source.strip():
            raise TextError("the text runs over several lines", "keep it on one line")
        read = Verbatim._read(source.strip())
        return cls(read.source, read.parts)


class Mailbox(OneLine):
    """An e-mail address, or the placeholder of an answer that is one."""

    __slots__ = ()

    @classmethod
    def _read(cls, source: str) -> Mailbox:
        read = super()._read(source)
        match read.parts:
            case (Blank(),):
                pass
            case (Plain(text),) if _MAILBOX.fullmatch(text):
                pass
            case _:
                what = f"'{shown(source)}' is not an e-mail address"
                raise TextError(what, "write name@example.org, or one {{placeholder}} alone")
        return cls(read.source, read.parts)


def _check_repository(value: str) -> str:
    if not REPOSITORY.fullmatch(value):
        raise fault(
            f"'{shown(value)}' is not a repository on GitHub",
            "write owner/name, without https://github.com/",
        )
    return value


def _check_template(value: str) -> str:
    if not _TEMPLATE.fullmatch(value):
        what = f"'{shown(value)}' is not the file of an issue template"
        raise fault(what, "write its name in .github/ISSUE_TEMPLATE, such as new-hub.yaml")
    return value


def _check_field(value: str) -> str:
    if value == "status":
        raise fault(
            "'status' is a dropdown, which breaks the form when it is sent along",
            "leave it out: who opens the issue chooses it there",
        )
    if value in _GITHUBS_OWN:
        raise fault(
            f"'{value}' means something else in GitHub's address",
            "name a field of the form; title and template are keys of the action",
        )
    if not _FIELD.fullmatch(value):
        raise fault(
            f"'{shown(value)}' is not the id of a field in an issue form",
            "write it as the form does: letters, digits, - and _",
        )
    return value


Repository = Annotated[
    str,
    AfterValidator(_check_repository),
    Field(json_schema_extra={"pattern": "^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$"}),
]
Template = Annotated[
    str,
    AfterValidator(_check_template),
    Field(json_schema_extra={"pattern": f"^{_TEMPLATE.pattern}$"}),
]
FormField = Annotated[str, AfterValidator(_check_field)]


class Offer(Model):
    """What every action says: what it is, and when it is of use."""

    label: Line = Field(description="What the link or the text says it is.")
    when: Condition | None = Field(
        None,
        description="The action is shown only then.",
        examples=[{"field": "phases", "has": "phase-1"}],
    )

    @property
    def texts(self) -> Iterator[tuple[DataPath, Verbatim]]:
        """Yield key path and text of all that may hold placeholders."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            key = field.alias or name
            if isinstance(value, Verbatim):
                yield (key,), value
            elif isinstance(value, dict):
                yield from (((key, inner), text) for inner, text in value.items())


class Open(Offer):
    """A link to open."""

    model_config = example(open="{{deal}}", label="Open the Deal")

    open: Address = Field(description="The address; it may hold answers, or be one.")


class Copy(Offer):
    """A text to copy; placeholders stand for answers."""

    model_config = example(copy="Order for {{community}}\nDeal: {{deal}}\n", label="Order text")

    copy_: Verbatim = Field(alias="copy", description="The text, letter by letter.")


class Email(Offer):
    """An e-mail to draft; whoever follows the SOP sends it, or does not."""

    model_config = example(
        email="{{contact}}", subject="A hub for {{community}}", label="Tell the contact"
    )

    email: Mailbox = Field(description="To whom: an address, or the answer that is one.")
    subject: OneLine = Field(description="The subject; placeholders stand for answers.")
    body: Verbatim | None = Field(
        None,
        description="The text; placeholders stand for answers.",
        examples=["Dear {{community}},\n\nyour hub is ready.\n"],
    )


class GithubIssue(Offer):
    """An issue to open on GitHub; nothing is sent before it is sent there."""

    model_config = example(
        github_issue="2i2c-org/infrastructure",
        title="[New Hub] {{community}}",
        label="Open the form of phase 3",
    )

    github_issue: Repository = Field(description="The repository: owner/name.")
    template: Template | None = Field(
        None,
        description="The file of the issue template or form.",
        examples=["05_new-hub_phase-3.yaml"],
    )
    title: OneLine = Field(description="The title; placeholders stand for answers.")
    fields: dict[FormField, Verbatim] = Field(
        {},
        description="The form's text fields by id; each text replaces the form's own.",
        examples=[{"context": "{{community}} chose the tier {{tier}}."}],
    )
    body: Verbatim | None = Field(
        None,
        description="The text, where there is no form.",
        examples=["{{community}} needs a hub.\n"],
    )

    @model_validator(mode="after")
    def _fields_or_body(self) -> GithubIssue:
        form = self.template is not None and _FORM.fullmatch(self.template) is not None
        if self.fields and self.body:
            raise fault("an issue has both fields and a body", "keep fields for a form, else body")
        if self.fields and not self.template:
            raise fault("'fields' needs the form that has them", "add template: the-form.yaml")
        if self.fields and not form:
            raise fault("this template has no fields", "write body, or name a form: .yaml")
        if self.body and form:
            raise fault("GitHub leaves the body out where there is a form", "write fields: {id: …}")
        return self

    @property
    def address(self) -> str:
        """The address of the form as it is, with nothing filled in."""
        query = f"?template={self.template}" if self.template else ""
        return f"https://github.com/{self.github_issue}/issues/new{query}"


Action = Annotated[
    Annotated[Open, tag("open")]
    | Annotated[Copy, tag("copy")]
    | Annotated[Email, tag("email")]
    | Annotated[GithubIssue, tag("github_issue")],
    by_key(
        "open",
        "copy",
        "email",
        "github_issue",
        message="an action needs 'open', 'copy', 'email' or 'github_issue'",
        cure="write {open: 'https://…', label: …} or {copy: …, label: …}",
    ),
]
