r"""The words of a text as a checklist carries them: what is a placeholder, and what is not.

`tests/js/text.test.js` holds the other side to the same pairs.
"""

from __future__ import annotations

import pytest

from handbook.exporting.definition import spoken
from handbook.model.text import parse
from handbook.reading.load import load
from support.paths import ROOT

# As written in YAML -> as a checklist carries it.
CARRIED = {
    "Write to {{community}}": "Write to {{community}}",
    r"Write \{{community}}": r"Write \{{community}}",
    r"Type `\{{ x }}` in **\{{y}}**": r"Type \{{ x }} in \{{y}}",
    "In {{{community}}}": "In {{{community}}}",
    "Open [](system:hubspot) for {{a-b}}": "Open HubSpot for {{a-b}}",
}


@pytest.mark.parametrize("written", CARRIED)
def test_literal_braces_stay_marked(written: str) -> None:
    """Else a literal `{{x}}` would be filled as if it were a placeholder."""
    handbook = load(ROOT).handbook
    assert spoken(handbook, parse(written)) == CARRIED[written]


def test_where_nothing_is_filled_later_braces_are_braces() -> None:
    handbook = load(ROOT).handbook
    words = parse(r"Write \{{x}} to {{community}}")
    assert spoken(handbook, words, {"community": "Community"}) == "Write {{x}} to [Community]"
