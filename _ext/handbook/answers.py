"""The answers that a step asks for, as nodes: a label, perhaps a hint, and a blank or options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from handbook.nodes import (
    BLANK,
    answer,
    answer_blank,
    answer_label,
    choice,
    choice_list,
    marker,
)

if TYPE_CHECKING:
    from handbook.directive import HandbookDirective
    from handbook.model.fields import Field
    from handbook.model.problem import DataPath


def answer_to(directive: HandbookDirective, field: Field, anchor: str, path: DataPath) -> answer:
    """Return the answer to ``field``, whose input has the id ``anchor``; it stands at ``path``."""
    chosen = bool(field.options) or field.type == "check"
    made = answer(classes=["sop-field"], options=chosen, field=field.id)
    directive.at(made, path)
    label = answer_label(field.label, field.label)
    directive.at(label, path)
    made += label
    if field.private:
        label += [nodes.Text(" "), marker.of("private", "sop-private")]
    hint = directive.paragraph(field.hint, (*path, "hint"), "sop-hint") if field.hint else None
    if hint:
        hint["ids"].append(f"hint-{anchor}")
        made += hint
    if chosen:
        made += _options(field, anchor)
        return made
    label["for"] = anchor
    text = f"{field.starts_with}… {BLANK}" if field.starts_with else BLANK
    blank = answer_blank(text, text, type=field.type, starts=field.starts_with, id=anchor)
    blank["hint"] = hint["ids"][0] if hint else None
    made += blank
    return made


def signature(anchor: str) -> answer:
    """Return the place where somebody signs by name."""
    label = answer_label("", "Name of who signs (typed, not verified)")
    label["for"] = anchor
    blank = answer_blank(BLANK, BLANK, type="text", starts=None, id=anchor, hint=None)
    return answer("", label, blank, classes=["sop-field", "sop-sign"])


def _options(field: Field, anchor: str) -> choice_list:
    kind = "radio" if field.type == "choice" else "checkbox"
    options = [(o.id, o.label) for o in field.options] or [("yes", "Yes")]
    items = (
        choice("", nodes.paragraph("", words), name=anchor, type=kind, value=name)
        for name, words in options
    )
    return choice_list("", *items, bullet="-")
