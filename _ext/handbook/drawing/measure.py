"""How wide words are, and where their lines break, without asking for a font.

The widths are those of DejaVu Sans, the widest of the fonts that pages are likely to be
shown in; with any other there is a little more air.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# Width in twentieths of an em -> the characters that wide (DejaVu Sans 2.37, advance widths).
_REGULAR = {
    5: "'", 6: " ,.IJijl", 7: "-/:;\\f|", 8: "!()[]rt", 9: '"', 10: "*_`sz", 11: "?Lc",
    12: "FPTYaekovxy", 13: "$0123456789EKSbdghnpqu{}", 14: "ABCRVXZ", 15: "DGHNU", 16: "&OQw",
    17: "#+<=>M^~", 19: "%m", 20: "@W",
}  # fmt: skip
_BOLD = {
    6: "'", 7: " /IJ\\ijl|", 8: ",-.:;", 9: "!()[]f", 10: '"*_`rt', 12: "?csz", 13: "Lakvxy",
    14: "$0123456789EFSTYbdeghnopqu{}", 15: "ABCKPRVXZ", 16: "GU", 17: "#&+<=>DHNOQ^~",
    18: "w", 20: "%@M", 21: "m", 22: "W",
}  # fmt: skip
#: Letters outside ASCII are mostly accented ones and signs; this is a wide guess.
_OTHER = 17


def _table(widths: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in widths.items() for letter in letters}


_TABLES = {False: _table(_REGULAR), True: _table(_BOLD)}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide ``text`` is at font size ``size``, in the unit of ``size``."""
    table = _TABLES[bold]
    return sum(table.get(letter, _OTHER) for letter in text) * size / 20


def wrap(
    items: Iterable[str],
    room: float,
    joint: str,
    size: float,
    *,
    whole: bool = False,
    bold: bool = False,
) -> Iterator[list[str]]:
    """Yield lines of items that fit into ``room``; text is broken at spaces unless ``whole``."""
    pieces = list(items) if whole else [word for item in items for word in item.split()]
    line: list[str] = []
    for piece in pieces:
        if line and width(joint.join([*line, piece]), size, bold=bold) > room:
            yield line if whole else [joint.join(line)]
            line = []
        line.append(piece)
    if line:
        yield line if whole else [joint.join(line)]
