"""An SOP as the one object that a checklist runs by: embedded in its page, kept in every record.

Its shape is `Definition` in ``scripts/handbook.d.ts``. Texts are plain words in which
placeholders stay as ``{{field}}``; keys that say nothing are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handbook.exporting.outline import Placed, walk
from handbook.model.conditions import words
from handbook.model.decoders import Decoder
from handbook.model.fields import Field
from handbook.model.handbook import Handbook
from handbook.model.sop import Sop
from handbook.model.text import Blank, Code, Emphasis, Inline, Link, Mention, Plain, Strong


def definition(handbook: Handbook, sop_id: str) -> dict[str, Any]:
    """Return the SOP ``sop_id`` as plain data, in an order that is always the same."""
    sop = handbook.sops[sop_id]
    follows = handbook.sops.get(sop.then or "")  # none either where its file has mistakes
    found = {
        "v": 1,
        "id": sop_id,
        "was": list(sop.was),
        "title": sop.title,
        "revision": sop.revision,
        "changes": [
            {"date": change.date.isoformat(), "why": spoken(handbook, change.why.parts, {})}
            for change in sop.changes
        ],
        "kind": sop.kind,
        "about": {"id": sop.subject.id, "label": sop.about},
        "then": {"id": sop.then, "title": follows.title} if follows else None,
        "sections": [
            _told({"id": section.id, "title": section.title, "was": list(section.was)})
            for section in sop.sections
        ],
        "steps": [_step(handbook, sop, placed) for placed in walk(sop)],
    }
    kept = ("changes", "sections", "steps")
    return {key: value for key, value in found.items() if key in kept or _says(value)}


def decoder(found: Decoder) -> dict[str, Any]:
    """Return a decoder as plain data: its shape is `Decoder` in ``scripts/handbook.d.ts``."""
    defaults: dict[str, dict[str, Any]] = {}
    for group in found.groups:
        for item in group.items:
            for tier, value in item.defaults.items():
                defaults.setdefault(tier, {})[item.id] = value
    groups = [
        {
            "title": group.title,
            "items": [
                _told({"id": item.id, "label": item.label, "options": item.options})
                for item in group.items
            ],
        }
        for group in found.groups
    ]
    return {"starts_with": found.starts_with, "groups": groups, "defaults": defaults}


def spoken(
    handbook: Handbook, parts: tuple[Inline, ...], labels: Mapping[str, str] | None = None
) -> str:
    """Return the words of a text; a link to a thing without words of its own says its title.

    Placeholders stay as they are written, or with ``labels`` become these in square brackets.
    """
    return "".join(_spoken(handbook, part, labels) for part in parts)


def _spoken(handbook: Handbook, part: Inline, labels: Mapping[str, str] | None) -> str:
    match part:
        case Plain(text):
            # Else whoever fills the placeholders would take literal braces for one.
            return text.replace("{{", r"\{{") if labels is None else text
        case Blank(field):
            return f"{{{{{field}}}}}" if labels is None else f"[{labels.get(field, field)}]"
        case Mention(kind, name, ()):
            return handbook.title(kind, name) or name
        case Code() | Emphasis() | Strong() | Link() | Mention():
            return spoken(handbook, part.parts, labels)


def _step(handbook: Handbook, sop: Sop, placed: Placed) -> dict[str, Any]:
    step, section = placed.step, placed.section

    def person(name: str | None) -> str | None:
        return handbook.title(handbook.person(name), name) if name else None

    def written(value: Any) -> Any:
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True) if value else None

    return _told(
        {
            "id": step.id,
            "hash": step.hash,
            "text": spoken(handbook, step.do.parts),
            "parent": placed.parent,
            "section": section.id if section else None,
            "number": placed.number,
            "was": list(step.was),
            "must_do": step.must_do,
            "optional": step.optional,
            "when": written(step.when),
            "when_words": words(step.when, sop.answers) if step.when else None,
            "gate": spoken(handbook, step.gate.parts) if step.gate else None,
            "fields": [_field(field) for field in step.fields],
            "sign_off": person(step.sign_off),
            "due": written(step.due),
            "wait": step.wait,
            "sop": step.sop,
            "who": person(step.who),
            "to": person(step.to),
        }
    )


def _field(field: Field) -> dict[str, Any]:
    dumped = field.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"hint"})
    return _told({**dumped, "type": field.type})


def _told(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if _says(value)}


def _says(value: Any) -> bool:
    return value not in (None, False, [], {})
