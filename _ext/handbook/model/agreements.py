"""The templates that agreements start from, and what helps to fill them in."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from pydantic import Field

from handbook.model.base import Day, Id, Line, Many, Model, Text, Url
from handbook.model.entities import Entity, SystemId, TeamId, example


class TableGroup(Model):
    """Tables of the template that are filled in together."""

    id: Id = Field(description="Unique in the agreement.", examples=["with-the-customer"])
    title: Line = Field(
        description="Who fills them in, as a heading.",
        examples=["Filled in together with the customer"],
    )
    about: Text = Field(
        description="What they hold and where they are filled in.",
        examples=["In [Google Drive](system:google-drive), so that both sides can write."],
    )


class Clause(Model):
    """Something the agreement holds."""

    id: Id = Field(description="Unique in the agreement.", examples=["scope"])
    about: Text = Field(
        description="What it is, in a few words.", examples=["The scope of services"]
    )


class Guide(Model):
    """A document that helps with the agreement."""

    title: Line = Field(
        description="What it helps to do.", examples=["Generate a quote for a deal"]
    )
    url: Url = Field(description="Its address.", examples=["https://docs.google.com/document/d/…"])
    checked: Day | None = Field(
        None, description="When a person last opened the link.", examples=["2026-11-22"]
    )


class Agreement(Entity):
    """The template of an agreement."""

    model_config = example(
        id="outbound-services",
        title="Outbound Services Agreement template",
        url="https://docs.google.com/document/d/…/edit",
        made_with="cs-and-s",
        signed_in="hellosign",
    )

    url: Url = Field(description="The address of the template.")
    made_with: TeamId = Field(description="The team that it was worked out with.")
    signed_in: SystemId = Field(description="The system in which it is signed.")
    checked: Day | None = Field(
        None,
        description="When a person last opened the link: robots cannot see private documents.",
        examples=["2026-11-22"],
    )
    table_groups: Many[TableGroup] = Field((), description="The groups of its tables.")
    clauses: Many[Clause] = Field((), description="What it holds.")
    guidance: Many[Text] = Field(
        (),
        description="What to see to when filling it in.",
        examples=[["It names a point of contact for access requests."]],
    )
    guides: Many[Guide] = Field((), description="Documents that help.")

    @property
    def address(self) -> str | None:
        """The address of the template."""
        return self.url

    @property
    def copy_url(self) -> str | None:
        """The address that makes a copy, which Google Docs offers beside ``/edit``."""
        parts = urlsplit(self.url)
        if parts.netloc != "docs.google.com":
            return None
        path = parts.path.removesuffix("/").removesuffix("/edit")
        return urlunsplit((parts.scheme, parts.netloc, f"{path}/copy", "", ""))


class AgreementsFile(Model):
    """The templates that agreements start from."""

    agreements: Many[Agreement] = Field(description="The templates.")
