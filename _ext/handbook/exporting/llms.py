"""``llms.txt``: what the site holds and where, for programs that read it (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handbook.exporting.blocks import joined
from handbook.exporting.definition import spoken
from handbook.exporting.inlines import escaped, linked
from handbook.exporting.words import count
from handbook.model.handbook import Handbook


class Entry(NamedTuple):
    """A link, what it says, and perhaps a note about what is behind it."""

    words: str
    address: str
    note: str = ""


def llms(handbook: Handbook, title: str, faces: Mapping[str, str], **others: list[Entry]) -> str:
    """Return the file's text.

    Args:
        handbook: What the first words are about.
        title: The site's name.
        faces: SOP id -> the address of its Markdown.
        others: What else there is, by the heading it stands under, in lower case.
    """
    sections = {"sops": list(_sops(handbook, faces)), **others}
    parts = [
        [f"# {escaped(title)}"],
        [f"> {_summary(handbook)}"],
        [
            "Each SOP is a checklist. Its Markdown lists every step with a box and its id; "
            "its JSON, beside it, is what checklists run by."
        ],
    ]
    for name, entries in sections.items():
        if entries:
            parts.append([f"## {'SOPs' if name == 'sops' else name.capitalize()}"])
            parts.append([_line(entry) for entry in entries])
    return "\n".join(joined(parts)) + "\n"


def _summary(handbook: Handbook) -> str:
    names = ", ".join(escaped(stage.title) for stage in handbook.stages.values())
    number = count(len(handbook.stages), "stage")
    tell = "tells" if len(handbook.sops) == 1 else "tell"
    told = f"{count(len(handbook.sops), 'SOP')} {tell} it step by step."
    return f"How the work is done, in {number}: {names}. {told}"


def _sops(handbook: Handbook, faces: Mapping[str, str]) -> Iterator[Entry]:
    for sop_id, address in faces.items():
        sop = handbook.sops[sop_id]
        purpose = spoken(handbook, sop.purpose.parts, {})
        draft = " (Draft.)" if sop.source == "draft" else ""
        yield Entry(f"SOP: {sop.title}", address, f"{purpose}{draft}")


def stages(handbook: Handbook, addresses: Mapping[str, str | None]) -> list[Entry]:
    """Return the stages, with their ``addresses`` by id; those on no page are left out."""
    return [
        Entry(stage.title, address, stage.brief)
        for stage in handbook.stages.values()
        if (address := addresses.get(stage.id))
    ]


def _line(entry: Entry) -> str:
    note = f": {escaped(entry.note)}" if entry.note else ""
    return f"- {linked(escaped(entry.words), entry.address)}{note}"
