"""Read a built page: its elements, its words, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements that have no end tag.
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
#: Elements whose text nobody reads.
UNREAD = frozenset({"script", "style", "template", "head"})


@dataclass(eq=False)
class Element:
    """An element of a page, with its attributes, the elements around it, and its own words."""

    tag: str
    attributes: Mapping[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """Its words, blanks squeezed."""
        return " ".join(" ".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in UNREAD:
                yield "".join(child._words())

    def walk(self) -> Iterator[Element]:
        """Yield it and every element inside it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str = "", *, has: str = "", kind: str = "") -> Iterator[Element]:
        """Yield elements inside, by tag, by an attribute they have, by a class."""
        for element in self.walk():
            of_class = not kind or kind in element.classes
            if tag in ("", element.tag) and of_class and (not has or has in element.attributes):
                yield element

    def inside(self, tag: str) -> bool:
        """Tell whether an element of that tag is around it."""
        above = self.parent
        while above and above.tag != tag:
            above = above.parent
        return above is not None

    def by_id(self) -> dict[str, Element]:
        """Return every element inside that has an id; of two with the same, the first."""
        found: dict[str, Element] = {}
        for element in self.find(has="id"):
            found.setdefault(element.attributes["id"], element)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.here = self.here.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.tag == tag, f"line {self.getpos()[0]}: <{self.here.tag}> ends as </{tag}>"
        self.here = self.here.parent or self.root

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(html: str) -> Element:
    """Return the page as one element.

    Raises:
        AssertionError: When elements are not properly nested and closed.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root
