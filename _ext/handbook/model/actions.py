"""What a step offers beside its words: a link to open, a text to copy."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handbook.model.base import Address, Line, Model, Verbatim
from handbook.model.unions import by_key, tag


class Open(Model):
    """A link to open."""

    open: Address = Field(description="The address; it may hold answers, or be one.")
    label: Line = Field(description="What the link says.")


class Copy(Model):
    """A text to copy; placeholders stand for answers."""

    copy_: Verbatim = Field(alias="copy", description="The text, letter by letter.")
    label: Line = Field(description="What the text is.")


Action = Annotated[
    Annotated[Open, tag("open")] | Annotated[Copy, tag("copy")],
    by_key(
        "open",
        "copy",
        message="an action needs 'open' or 'copy'",
        cure="write {open: 'https://…', label: …} or {copy: …, label: …}",
    ),
]
