"""Text becomes Markdown that says the same words, whatever characters are in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.exporting.inlines import Addresses, Inlines, begun, code, escaped, fenced, linked
from handbook.model.base import Text
from handbook.model.handbook import Handbook
from support.markdown import PARSERS, links, words

#: What means something somewhere, among letters; no newline, which one line has none of.
LINES = st.text(
    st.sampled_from("ab1 \\`*_[](){}<>#+-=.!|~&;:/\"'x" + "é…“☐"), min_size=1, max_size=30
)
PARSER = pytest.mark.parametrize("parser", PARSERS)

AWKWARD = [
    "*a* _b_ **c** ~~d~~ ~e~ `f`", "[g](h) ![i](j) [k]: l", "<b>m</b> <!-- step: n -->",
    "&amp; &lt; &#35; &", "1. o", "12) p", "- q", "+ r", "# s", "> t", "===", "---", "***",
    "u_v__w", "[x]", "[ ] y", "\\z", "| a | b |", "``` c", ":::{note}", "snake_case_", "_x", "x_",
]  # fmt: skip


def plain(text: str) -> str:
    """Return words as a parser gives them back: blanks around them mean nothing."""
    return text.strip(" ")


@PARSER
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_stay_words(parser: str, text: str) -> None:
    html = PARSERS[parser](begun(escaped(text)))
    assert words(html) == text
    assert html.startswith("<p>")
    assert links(html) == []


@PARSER
@settings(max_examples=400)
@given(text=LINES)
def test_any_words_stay_words(parser: str, text: str) -> None:
    line = begun(escaped(plain(text)))
    html = PARSERS[parser](line)
    # GitHub makes links of bare addresses; their words are the same.
    assert words(html).split() == plain(text).split()
    assert html.count("<") == html.count("<p>") * 2 or "<a href" in html


@PARSER
@settings(max_examples=300)
@given(text=LINES.filter(lambda text: text.strip(" ")))
def test_any_code_stays_code(parser: str, text: str) -> None:
    html = PARSERS[parser](f"Type {code(text)} here.")
    assert html.count("<code>") == 1
    assert words(html) == f"Type {text} here."


@PARSER
@settings(max_examples=200)
@given(lines=st.lists(LINES, min_size=1, max_size=4))
def test_any_text_to_copy_stays_as_it_is(parser: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    html = PARSERS[parser]("\n".join(fenced(text, "text")))
    assert html.count("<pre") == 1
    assert words(html) == text.strip()


@PARSER
@pytest.mark.parametrize(
    "address",
    ["https://a.example/b_(c)?d=e&copy;=f#g", "../a b.html", "https://a.example/<b>", "m.md#n--o"],
)
def test_any_address_stays_an_address(parser: str, address: str) -> None:
    html = PARSERS[parser](f"See {linked('*here*', address)}.")
    (found,) = links(html)
    assert found.replace("%20", " ").replace("%3C", "<").replace("%3E", ">") == address
    assert "<em>here</em>" in html


WHERE = Inlines(
    Handbook(), {"guest": "Guest [of honour]"}, Addresses(thing=lambda kind, name: f"{kind}/{name}")
)
SAID = {
    "Ask `{{guest}}` twice": "Ask `[Guest [of honour]]` twice",
    "Ask {{guest}}": "Ask \\[Guest \\[of honour\\]\\]",
    "A *b* **c** ***d***": "A *b* **c** ***d***",
    "See [it](system:kettle)": "See [it](system/kettle)",
    "See [](system:kettle)": "See [kettle](system/kettle)",
    "[A](https://b.example/c)": "[A](https://b.example/c)",
    "[A](https://b.example/{{guest}})": "A (`https://b.example/[Guest [of honour]]`)",
}


@pytest.mark.parametrize("source", SAID)
def test_text_is_said_as_markdown(source: str) -> None:
    assert WHERE.text(Text._read(source).parts) == SAID[source]
