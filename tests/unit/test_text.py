"""Text in YAML: what becomes of Markdown, placeholders and links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.model import text
from handbook.model.text import (
    Blank,
    Code,
    Emphasis,
    Link,
    Mention,
    Plain,
    Strong,
    TextError,
    check_url,
    mark,
    parse,
    plain,
    walk,
)

TREES = {
    "words": (Plain("words"),),
    "  spaces around \n": (Plain("spaces around"),),
    "two\nlines": (Plain("two lines"),),
    "`code`": (Code((Plain("code"),)),),
    "`{{a}}.yaml`": (Code((Blank("a"), Plain(".yaml"))),),
    "*soft* and **loud**": (
        Emphasis((Plain("soft"),)), Plain(" and "), Strong((Plain("loud"),))),
    "**{{a-b}}**": (Strong((Blank("a-b"),)),),
    "[HubSpot](system:hubspot)": (Mention("system", "hubspot", (Plain("HubSpot"),)),),
    "[](sop:ordering)": (Mention("sop", "ordering", ()),),
    "[a](step:ordering.review)": (Mention("step", "ordering.review", (Plain("a"),)),),
    "[a](https://x.org)": (Link((Plain("https://x.org"),), (Plain("a"),)),),
    "[](https://x.org)": (Link((Plain("https://x.org"),), (Plain("https://x.org"),)),),
    "[a](https://x.org/{{b}}/c)": (
        Link((Plain("https://x.org/"), Blank("b"), Plain("/c")), (Plain("a"),)),),
    "[a](mailto:b@x.org)": (Link((Plain("mailto:b@x.org"),), (Plain("a"),)),),
    r"\*no\*": (Plain("*no*"),),
    "a &amp; b": (Plain("a & b"),),
    "<b>no</b>": (Plain("<b>no</b>"),),
    r"\{{a}}": (Plain("{{a}}"),),
    "{{ a }}": (Blank("a"),),
    "{{{a}}}": (Plain("{"), Blank("a"), Plain("}")),
    "blank0z {{a}} blankq": (Plain("blank0z "), Blank("a"), Plain(" blankq")),
    "`[a](system:b)`": (Code((Plain("[a](system:b)"),)),),
    "![a](https://x.org/a.png)": (
        Plain("!"), Link((Plain("https://x.org/a.png"),), (Plain("a"),))),
}  # fmt: skip


@pytest.mark.parametrize("source", TREES)
def test_tree(source: str) -> None:
    assert parse(source) == TREES[source]


@pytest.mark.parametrize(
    "source",
    ["{{A}}", "{{a", "{{}}", "{{a b}}", "{{ 1a }}", "{{a--b}}", "[x](https://y.org/{{Z}})"],
)
def test_malformed_placeholder(source: str) -> None:
    with pytest.raises(TextError) as told:
        parse(source)
    assert "is not a placeholder" in told.value.message
    assert told.value.cure == r"write {{field-id}}, or \{{ for the braces"


ADDRESSES = [
    "", "#top", "a", "/a", "../a", "//x.org", "https:", "https:x.org", "https:///a", "https://",
    "https://[x", "https://[::1", "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:a",
    "\x01javascript:a", "vbscript:a", "data:text/html,a", "blob:https://x.org/a", "file:///a",
    "ftp://x.org", "intent://a", "tel:1", "mailto:", "https://x.org/a b", "https://x.org\\a",
    "https://x.org/\u202egpj", "https://x.org/\u00a0", "https://x.org/\n", " https://x.org",
    "%6aavascript:a", "{{a}}", "{{a}}://x.org", "unknown:a",
]  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES)
def test_address_that_is_refused(url: str) -> None:
    with pytest.raises(TextError):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    ["https://x.org", "HTTPS://x.org/a?b=c#d", "http://x.org", "mailto:a@x.org", "https://ü.org"],
)
def test_address_that_is_linked(url: str) -> None:
    check_url(url)


def test_refused_link_is_told_as_written() -> None:
    with pytest.raises(TextError, match=r"^'\{\{a\}\}/b' is not an address"):
        parse("[x]({{a}}/b)")


def test_plain_words() -> None:
    source = "Move *it* from `Open` to **{{column}}** in [HubSpot](system:hubspot)"
    assert plain(parse(source)) == "Move it from Open to [column] in HubSpot"


def test_walk_yields_parents_before_children() -> None:
    found = [type(part).__name__ for part in walk(parse("**a `{{b}}`** [c](https://x.org/{{d}})"))]
    assert found == ["Strong", "Plain", "Code", "Blank", "Plain", "Link", "Plain", "Blank", "Plain"]


SYNTAX = st.text(
    st.one_of(
        st.sampled_from("\\`*_[]()<>{}&;:!#\n \tab0/é😀"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=60,
)
PIECES = st.lists(
    st.sampled_from(
        ["{{a}}", "{{", "}}", r"\{{", "[", "](", ")", "system:b", "https://x.org", "blank", "q",
         "0z",
         "`", "**", "*", "_", " ", "\\", "&lt;", "javascript:"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=400)
@given(st.one_of(SYNTAX, PIECES))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        tree = parse(source)
    except TextError as error:
        refusal = error
    else:
        refusal = None
    if refusal:
        assert refusal.message
        assert refusal.cure
        return
    assert isinstance(plain(tree), str)
    for part in walk(tree):
        if isinstance(part, Link):
            start = part.url[0]
            assert isinstance(start, Plain)
            assert start.text.lower().startswith(("https://", "http://", "mailto:"))


MENTIONS = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "![", "](", "[](role:a)", "[Ask *them*](role:a)", "[ a. ](step:a.b)",
         "[HubSpot](system:b-1)", "[c!](term:d)", "](team:e)", " ", "words", "a ", ", ", "<", "&",
         "\n"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


@settings(max_examples=600)
@given(MENTIONS.filter(str.strip))
def test_what_is_told_at_once_is_what_a_parser_makes_of_it(source: str) -> None:
    at_once = tried(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_at_once", lambda _: ())
        assert at_once == tried(source)


def tried(source: str) -> object:
    """Return the tree of a text, or what is said against it."""
    try:
        return parse(source)
    except TextError as error:
        return str(error)


def test_most_texts_are_told_at_once() -> None:
    for source in ("Ask them", "Ask [them](role:a), and [](sop:b).", "[a](system:b)"):
        assert text._at_once(source) == parse(source)
    for source in ("Ask `them`", "[*a*](system:b)", "[a](https://x.org)", "{{a}} [a](role:b)"):
        assert text._at_once(source) == ()


@settings(max_examples=300)
@given(st.one_of(SYNTAX, PIECES))
def test_marks_turn_back_into_what_was_written(source: str) -> None:
    try:
        marked = mark(source)
    except TextError:
        return
    leaves = marked.split(marked.text)
    back = "".join(
        leaf.text if isinstance(leaf, Plain) else f"{{{{{leaf.field}}}}}" for leaf in leaves
    )
    # A literal is told by its backslash, which goes; so do spaces beside a field's id.
    assert tight(back) == tight(source.replace(r"\{{", "{{"))


def tight(text: str) -> str:
    """Return ``text`` without the spaces inside its placeholders."""
    return re.sub(r"\{\{\s*([a-z0-9-]+)\s*\}\}", r"{{\1}}", text)


@pytest.mark.parametrize(
    "piece", ["[", "`", "*", "_", "[a](", "blank", "blankq", "{{a}}", "&", "\\", "`` ` "]
)
def test_no_text_takes_long(piece: str) -> None:
    source = piece * (20_000 // len(piece))
    try:
        assert plain(parse(source))
    except TextError:
        pytest.fail("there is nothing to refuse")
