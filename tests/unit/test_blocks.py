"""MyST blocks become Markdown that any parser reads: directives and roles leave their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from handbook.exporting.blocks import blocks, item, joined
from handbook.exporting.inlines import Addresses, Inlines
from handbook.model import blocks as model_blocks
from handbook.model.base import Markdown
from handbook.model.blocks import EXTENSIONS, prose
from handbook.model.handbook import Handbook
from support.markdown import PARSERS, both, links, words

KNOWN = Addresses(
    thing=lambda kind, name: f"/{kind}/{name}",
    page=lambda target: f"/page/{target}" if target.startswith("..") else None,
    picture=lambda path: f"/pictures{path}" if path.startswith("/") else None,
)
WRITTEN = Inlines(Handbook(), {"guest": "Guest", "shop": "Shop"}, KNOWN)


def plain(source: str) -> str:
    """Return MyST as plain Markdown."""
    return "\n".join(joined(blocks(WRITTEN, Markdown(source))))


#: What is written -> what stands there instead.
SAID = {
    "words": ("Mind *the* `tray`,\n**{{guest}}**.", "Mind *the* `tray`, **\\[Guest\\]**."),
    "literal braces": ("Use \\{{cup}}.", "Use {{cup}}."),
    "hard break": ("One\\\ntwo.", "One\\\ntwo."),
    "hard break before a mark": ("One\\\n\\# two.", "One\\\n\\# two."),
    "thing": ("In [HubSpot](system:hubspot).", "In [HubSpot](/system/hubspot)."),
    "thing without words": ("In [](system:hubspot).", "In [hubspot](/system/hubspot)."),
    "page": ("See [this](../delivery.md).", "See [this](/page/../delivery.md)."),
    "unknown page": ("See [this](#nowhere).", "See this."),
    "outside": ("See <https://a.example/b>.", "See [https://a.example/b](https://a.example/b)."),
    "by reference": ("See [a][b].\n\n[b]: https://a.example/", "See [a](https://a.example/)."),
    "refused scheme": ("See [a](javascript://b).", "See a."),
    "address that waits": ("[Go](https://a.example/{{shop}})", "Go (`https://a.example/[Shop]`)"),
    "address that is an answer": ("[Go]({{shop}})", "Go (`[Shop]`)"),
    "picture": ("![A *cup*](/images/cup.png)", "![A \\*cup\\*](/pictures/images/cup.png)"),
    "unknown picture": ("![A cup](cup.png)", "A cup"),
    "heading": ("# Tea\n\nSip.", "**Tea**\n\nSip."),
    "list": ("- a\n- b\n  - c", "* a\n* b\n  * c"),
    "loose list": ("- a\n\n- b", "* a\n\n* b"),
    "two lists": ("- a\n\n* b", "* a\n\n+ b"),
    "numbers": ("3. a\n4. b\n   ```\n   c\n   ```", "3. a\n4. b\n   ```\n   c\n   ```"),
    "long numbers": ("9. a\n10. b\n\n    c", "9. a\n\n10. b\n\n    c"),
    "quote": ("> a\n>\n> - b", "> a\n>\n> * b"),
    "rule": ("a\n\n---\n\nb", "a\n\n***\n\nb"),
    "code": ("```shell\npour {{guest}}\n```", "```shell\npour [Guest]\n```"),
    "code that holds a fence": ("~~~\n```\n~~~", "````\n```\n````"),
    "indented code": ("    pour", "```\npour\n```"),
    "code block": (
        "```{code-block} python\n:linenos:\n\npour()\n```", "```python\npour()\n```"),
    "table": (
        "| A | B |\n| :-- | --: |\n| {{guest}} | c\\|d |",
        "| A | B |\n| :-- | --: |\n| \\[Guest\\] | c\\|d |"),
    "definitions": ("Tea\n: Leaves.\n: More.", "* **Tea**\n\n  Leaves.\n\n  More."),
    "dropdown": (
        ":::{dropdown} If *it* spills\nSay sorry.\n:::", "**If *it* spills**\n\nSay sorry."),
    "dropdown with settings": (
        ":::{dropdown} More\n:open:\n:color: info\n\nSay sorry.\n:::", "**More**\n\nSay sorry."),
    "dropdown without a title": (":::{dropdown}\nSay sorry.\n:::", "Say sorry."),
    "settings as YAML": ("```{note}\n---\nclass: a\n---\nHot.\n```", "> **Note**\n>\n> Hot."),
    "notice": (":::{warning}\nHot for {{guest}}.\n:::", "> **Warning**\n>\n> Hot for \\[Guest\\]."),
    "notice on one line": ("```{note} It is hot.\n```", "> **Note**\n>\n> It is hot."),
    "notice of two words": (":::{seealso}\nA.\n:::", "> **See also**\n>\n> A."),
    "admonition": (":::{admonition} Mind\nHot.\n:::", "**Mind**\n\nHot."),
    "tabs": (
        "::::{tab-set}\n:::{tab-item} A\na\n:::\n:::{tab-item} B\nb\n:::\n::::",
        "**A**\n\na\n\n**B**\n\nb"),
    "grid": ("::::{grid} 2\n:gutter: 1\n\n:::{grid-item}\na\n:::\n::::", "a"),
    "figure": (
        ":::{figure} /cup.png\n:alt: A cup\n\nIts caption.\n:::",
        "![A cup](/pictures/cup.png)\n\nIts caption."),
    "formula": ("```{math}\na_b * c\n```", "```\na_b * c\n```"),
    "directive unknown to us": (":::{glow} bright\nInner *text*.\n:::", "Inner *text*."),
    "directive in a list": (
        "1. a\n\n   :::{tip}\n   b\n   :::", "1. a\n\n   > **Tip**\n   >\n   > b"),
    "raw": ("```{raw} html\n<b>a</b>\n```", ""),
    "include": ("```{include} /etc/passwd\n```", ""),
    "HTML": ("<div>\na\n</div>\n\nb <i>c</i> <!-- step: d -->", "b c"),
    "comment": ("% a\n\nb", "b"),
    "target": ("(a)=\nb", "b"),
    "role": ("{sub}`a` and {kbd}`Enter`", "a and `Enter`"),
    "role that refers": (
        "See {doc}`the page <../delivery.md>`.", "See [the page](/page/../delivery.md)."),
    "raw role": ("a {raw}`<b>`", "a"),
    "what looks like a mark": ("1\\. a\n\n\\- b\n\n\\# c", "1\\. a\n\n\\- b\n\n\\# c"),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_block_is_said_plainly(what: str) -> None:
    source, said = SAID[what]
    assert plain(source) == said


@pytest.mark.parametrize("what", SAID)
def test_both_parsers_read_the_same(what: str) -> None:
    said = SAID[what][1]
    one, other = ("".join(words(html).split()) for html in both(said))
    assert one == other
    one_led, other_led = (links(html) for html in both(said))
    assert one_led == other_led


@pytest.mark.parametrize("parser", PARSERS)
def test_nothing_left_over_of_myst(parser: str) -> None:
    """Every kind at once, one below the other: no directive, role or raw HTML shows."""
    together = "\n\n".join(source for source, _ in SAID.values() if "javascript" not in source)
    html = PARSERS[parser](plain(together))
    for left in (":::", "{note}", "{dropdown}", ":open:", "<div", "<i>", "<b>", "<!--", "passwd"):
        assert left not in html, left


PROSE = st.lists(
    st.text(st.sampled_from("ABc1 .,;:&!?()'\"-+#=%é—/@"), max_size=12), min_size=1, max_size=4
).map("\n".join)


@settings(max_examples=500)
@given(source=PROSE.filter(str.strip))
def test_prose_is_told_at_once_as_a_parser_would(source: str) -> None:
    """What is not parsed is what a parser would have made of it, in the middle of anything."""
    whole = plain(f"{source}\n\n*end*")
    (last,) = blocks(WRITTEN, Markdown("*end*"))
    assert whole == "\n".join(joined([*blocks(WRITTEN, Markdown(source)), last]))


def test_most_details_are_told_at_once() -> None:
    said = "Ask P&S (twice!), and wait;\nthen go on: 10 minutes."
    assert prose(f"{said}\n") == said
    for source in SAID:
        assert not prose(SAID[source][0]), source


@settings(max_examples=500)
@given(
    source=st.from_regex(
        model_blocks._PROSE, fullmatch=True, alphabet=st.characters(exclude_categories=["C"])
    )
)
def test_prose_is_one_paragraph_of_words_to_myst(source: str) -> None:
    """A page does not have it parsed: MyST would have made nothing else of it."""
    config = MdParserConfig(enable_extensions=set(EXTENSIONS))
    begin, inline, end = create_md_parser(config, RendererHTML).parse(source)
    assert (begin.type, end.type) == ("paragraph_open", "paragraph_close")
    assert {part.type for part in inline.children or ()} <= {"text", "softbreak"}
    assert "".join(part.content or "\n" for part in inline.children or ()) == prose(source)


def test_blocks_stand_inside_an_item() -> None:
    inner = blocks(WRITTEN, Markdown("a\n\n```\nb\n\nc\n```\n\n- d"))
    lines = item("10.", [["[ ] step"], *inner])
    assert lines == [
        "10. [ ] step", "", "    a", "", "    ```", "    b", "", "    c", "    ```", "", "    * d",
    ]  # fmt: skip
    for html in both("\n".join(["9. nine", *lines])):
        assert "b\n\nc" in html
        assert html.count("<ol") == 1
