"""``{sop:reference} sop``: every key of a data file, what it takes, and which page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from handbook.directive import HandbookDirective
from handbook.exporting.as_yaml import as_yaml
from handbook.exporting.reference import files
from handbook.exporting.takes import NOUNS
from handbook.model.problem import did_you_mean

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from handbook.exporting.reference import Block, Key, Page
    from handbook.exporting.takes import Part

#: Kind of page -> how it is called.
_PAGES: Mapping[Page, str] = {
    "sop": "the SOP's page",
    "stage": "the stage's page",
    "people": "the page of roles",
    "systems": "the page of systems",
    "artefacts": "the page of artefacts",
    "agreements": "the template's page",
    "words": "the glossary",
    "overview": "the figures of all stages",
    "home": "the home page",
}
_CODE = re.compile(r"`([^`]+)`")


class Reference(HandbookDirective):
    """Shows the keys of one kind of data file, a section for each mapping inside it."""

    def run(self) -> list[nodes.Node]:
        """Return the keys of the file itself, then the sections."""
        name, known = self.arguments[0], files()
        if name not in known:
            return self.refuse(f"there is no data file '{name}' · {did_you_mean(name, known)}")
        file = known[name]
        self.anchors = {block.model: block.anchor for block in file.blocks}
        outermost, *inner = file.blocks
        where = nodes.paragraph("", "", *_words(f"In `{file.path}`. {outermost.about}"))
        return [where, self._keys(outermost), *map(self._section, inner)]

    def _section(self, block: Block) -> nodes.section:
        title = nodes.title(block.title, block.title)
        made = nodes.section("", title, ids=[block.anchor], names=[block.anchor])
        self.set_source_info(made)
        self.state.document.note_explicit_target(made)
        made += [nodes.paragraph("", "", *_words(block.about)), self._keys(block)]
        return made

    def _keys(self, block: Block) -> nodes.definition_list:
        return nodes.definition_list("", *map(self._key, block.keys), classes=["sop-keys"])

    def _key(self, key: Key) -> nodes.definition_list_item:
        name = nodes.literal("", key.name)
        term = nodes.term("", "", nodes.reference("", "", name, refid=key.anchor))
        term["ids"], term["names"] = [key.anchor], [key.anchor]
        self.set_source_info(term)
        self.state.document.note_explicit_target(term)
        written = as_yaml({key.name: key.example})
        code = nodes.literal_block(written, written, language="yaml")
        about = nodes.paragraph("", "", *_words(key.about))
        facts = nodes.paragraph("", "", *_words(_facts(key)), classes=["sop-key-facts"])
        takes = nodes.classifier("", "", *self._takes(key.takes))
        body = nodes.definition("", about, facts, code)
        item = nodes.definition_list_item("", term, takes, body)
        self.set_source_info(item)  # Sphinx asks it for the line of what is in it
        return item

    def _takes(self, parts: tuple[Part, ...]) -> Iterator[nodes.Node]:
        for part in parts:
            if isinstance(part, str):
                yield nodes.Text(part)
            else:
                noun = NOUNS[part]
                yield nodes.reference("", noun, refid=self.anchors[part])


def _facts(key: Key) -> str:
    """Say whether a key is required, else what it is without it, and which page shows it."""
    optional = f"Optional, else `{key.left_out}`" if key.left_out else "Optional"
    page = f"on {_PAGES[key.page]}" if key.page else "on no page"
    return f"{'Required' if key.required else optional} · {page}"


def _words(text: str) -> Iterator[nodes.Node]:
    """Yield the nodes of words that may hold code between backticks."""
    for number, part in enumerate(_CODE.split(text)):
        if part:
            yield nodes.literal("", part) if number % 2 else nodes.Text(part)


def setup_reference(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("sop", "reference", Reference)
