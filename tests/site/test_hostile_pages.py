"""Pages of a pull request that mean harm: refused at their line, or on the page without effect.

A build runs before anybody has read what it builds, so nothing in it may run code, read a file of
elsewhere, or ask another host.
"""

from __future__ import annotations

import pytest

from support.addresses import acting
from support.build import Built, build
from support.html import parse
from support.trees import contents, copy_tree

#: What stands in files that no page may show, and what a command would say if it ran.
SECRET, RAN = "open-sesame", "ran-42"
RUN = f"{{{{ cycler.__init__.__globals__.os.popen('echo {RAN}').read() }}}}"
RAW = "raw HTML is not shown"
NOT_LINKED = "is not an address the handbook links to"
NOT_THERE = "is not in images/ or sales-operations/"
OWN = "a page cannot set"
META = "a meta element can only have"


def own(settings: str, text: str = "") -> str:
    """Return a page that sets MyST for itself."""
    return f"---\norphan: true\nmyst:\n  {settings}\n---\n# Page\n\n{text}\n"


def page(text: str) -> str:
    """Return a page with a text, which begins on line 6."""
    return f"---\norphan: true\n---\n# Page\n\n{text}\n"


#: Name -> page, the line that is told of, and what is said.
REFUSED: dict[str, tuple[str, int, str]] = {
    # Code that runs as a page is built
    "template": (own("enable_extensions: [substitution]", RUN), 4, OWN),
    "template-quoted": (own('"enable_extensions": ["substitution"]', RUN), 4, OWN),
    "template-in-settings": (
        own(f"substitutions:\n    a: \"{RUN}\"\n  enable_extensions: [substitution]"), 4, OWN),
    "attributes": (
        own("enable_extensions: [attrs_inline]", '[a](https://a.example){onclick="x"}'), 4, OWN),
    "images-in-html": (own("enable_extensions: [html_image]", "<img src=x onerror=x>"), 4, OWN),
    "other-addresses": (own("url_schemes: [javascript]", "[a](javascript:x)"), 4, OWN),
    "tagged-front-matter": (
        "---\n!!python/object/apply:os.system ['true']\n---\n# Page\n", 1, "Malformed YAML"),
    "condition": (page("```{only} __import__('os').system('true')\na\n```"), 6, "exception while"),
    # Raw HTML in every disguise
    "script": (page("<script>alert(1)</script>"), 6, RAW),
    "script-spaced": (page("<ScRiPt\n>alert(1)</sCrIpT>"), 6, RAW),
    "block": (page("<div class='x'>a</div>"), 6, RAW),
    "inline": (page("A\nb <b onclick='alert(1)'>c</b>."), 6, RAW),
    "in-a-heading": (page("## A <script>alert(1)</script>"), 6, RAW),
    "in-a-table": (page("| a |\n| --- |\n| <s onclick=x>b</s> |"), 8, RAW),
    "in-cells": (page("```{csv-table}\n<script>alert(1)</script>,b\n```"), 7, RAW),
    "in-literal": (page("```{parsed-literal}\n<script>\n```"), 7, RAW),
    "in-a-note": (page("````{note}\n```{tip}\n\n<iframe src=x></iframe>\n```\n````"), 9, RAW),
    "comment": (page("<!--> <script>alert(1)</script> -->"), 6, RAW),
    "comment-ended": (page("<!-- --!> <script>alert(1)</script> -->"), 6, RAW),
    "cdata": (page("<![CDATA[> <script>alert(1)</script> ]]>"), 6, RAW),
    "instruction": (page("<?a > <script>alert(1)</script> ?>"), 6, RAW),
    "doctype": (page("<!DOCTYPE a [> <script>alert(1)</script> ]>"), 6, RAW),
    "svg": (page("<svg><script>alert(1)</script></svg>"), 6, RAW),
    "mathml": (page("<math><mtext><style></math><img src onerror=alert(1)>"), 6, RAW),
    "raw": (page("```{raw} html\n<b>a</b>\n```"), 6, '"raw" directive disabled'),
    "raw-tex": (page("```{raw} latex\n\\input{/etc/passwd}\n```"), 6, '"raw" directive disabled'),
    "raw-in-rst": (
        page("```{eval-rst}\n.. raw:: html\n\n   <script>\n```"), 7, '"raw" directive disabled'),
    "raw-role-in-rst": (
        page("```{eval-rst}\n.. role:: h(raw)\n   :format: html\n\n:h:`<b onclick=x>`\n```"),
        11, "raw (and derived) roles disabled"),  # docutils counts one too many
    "refresh": (own('html_meta: {"http-equiv=refresh": "0; url=https://a.example"}'), 1, META),
    "meta-handler": (own("html_meta: {'name=a onload=b': c}"), 1, META),
    "refresh-in-rst": (
        page("```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0\n```"), 1, META),
    # Files of elsewhere
    "include": (page("```{include} ../../secret.txt\n```"), 6, '"include" disabled'),
    "include-settings": (page("```{include} /conf.py\n```"), 6, '"include" disabled'),
    "include-in-rst": (
        page("```{eval-rst}\n.. include:: /../secret.txt\n```"), 7, '"include" directive disabled'),
    "literal": (page("```{literalinclude} /../secret.txt\n```"), 6, "File insertion disabled"),
    "table": (page("```{csv-table}\n:file: ../../secret.txt\n```"), 6, "access deactivated"),
    "table-fetched": (page("```{csv-table}\n:url: http://127.0.0.1:9/\n```"), 6, "deactivated"),
    "raw-file": (page("```{raw} html\n:file: ../../secret.txt\n```"), 6, "directive disabled"),
    "raw-fetched": (page("```{raw} html\n:url: http://127.0.0.1:9/\n```"), 6, "disabled"),
    "picture": (page("![a](../../secret.png)"), 6, NOT_THERE),
    "picture-from-the-top": (page("![a](/../secret.png)"), 6, NOT_THERE),
    "picture-linked": (page("![a](/images/linked.png)"), 6, NOT_THERE),
    "figure": (page("```{figure} ../../secret.png\na\n```"), 6, NOT_THERE),
    "picture-of-a-card": (page("```{card} a\n:img-top: ../../secret.png\n```"), 6, NOT_THERE),
    "download": (page("{download}`a <../../secret.txt>`"), 6, NOT_THERE),
    "link-to-a-file": (page("[a](../../secret.txt)"), 6, NOT_THERE),
    "path-to-a-file": (page("<path:../../secret.txt>"), 6, NOT_THERE),
    "link-to-settings": (page("[a](/conf.py)"), 6, NOT_THERE),
    "link-to-hidden": (page("[a](/.git/config)"), 6, NOT_THERE),
    # Other hosts, and addresses that run something
    "remote-picture": (page("![a](https://evil.example/a.png)"), 6, "is on another host"),
    "remote-card": (page("```{card} a\n:img-top: https://evil.example/a.png\n```"), 6, "another"),
    "ftp": (page("[a](ftp://evil.example)"), 6, NOT_LINKED),
    "ftp-in-brackets": (page("<ftp://evil.example>"), 6, NOT_LINKED),
    "intent": (page("<intent:a>"), 6, NOT_LINKED),
    "another-host": (page("[a](//evil.example)"), 6, "target not found"),
    "backslashes": (page(r"[a](\\\\evil.example)"), 6, "target not found"),
    "javascript-of-a-picture": (
        page("```{image} /images/cup.png\n:target: javascript:alert(1)\n```"), 6, NOT_LINKED),
    "javascript-of-a-button": (page("```{button-link} javascript:alert(1)\n```"), 6, NOT_LINKED),
    "javascript-of-a-card": (page("```{card} a\n:link: javascript:alert(1)\n```"), 6, NOT_LINKED),
    "javascript-in-rst": (page("```{eval-rst}\n`a <javascript:alert(1)>`_\n```"), 7, NOT_LINKED),
    "javascript-in-contents": (
        page("```{toctree}\na <javascript:alert(1)>\n```"), 6, "nonexisting document"),
    # Too much, and what nobody can see
    "huge": (page("word " * 220_000), 1, "larger than 1 MB"),
    "deep": (page("\n".join("`" * (60 - n) + "{note}" for n in range(50))), 6, "nested too deep"),
    "deep-quotes": (page("> - 1. " + "`" * 30 + "{note}"), 6, "nested too deep"),
    "nul": (page("a\0b"), 6, "a control character (U+0000)"),
    "escape": (page("a\x1b[31mb"), 6, "a control character (U+001B)"),
}  # fmt: skip
#: Name -> page and its words, among which what meant harm is only text.
INERT: dict[str, tuple[str, str]] = {
    "link": (page("[a](javascript:alert(1))"), "[a](javascript:alert(1))"),
    "link-in-brackets": (page("<javascript:alert(1)>"), "<javascript:alert(1)>"),
    "link-defined": (page("[a]\n\n[a]: javascript:alert(1)"), "[a]: javascript:alert(1)"),
    "link-in-entities": (page("[a](&#106;avascript:alert(1))"), "[a](javascript:alert(1))"),
    "link-of-data": (page("[a](data:text/html,b)"), "[a](data:text/html,b)"),
    "link-vbscript": (page("[a](VBScript:b)"), "[a](VBScript:b)"),
    "picture-of-script": (page("![a](javascript:alert(1))"), "![a](javascript:alert(1))"),
    "picture-of-data": (page("![a](data:image/svg+xml,b)"), "![a](data:image/svg+xml,b)"),
    "picture-of-a-disk": (page("![a](file:///etc/passwd)"), "![a](file:///etc/passwd)"),
    "template-words": (page(RUN), "cycler"),
    "title": (page('{abbr}`a ("onmouseover=alert(1))`'), "a"),
    "class": (page('```{container} "><script>\na\n```'), "a"),
    "caption": (page("```{code-block} html\n:caption: <script>\n<b>\n```"), "<script>"),
    "names": (page("## __proto__\n\n## location\n\n```{container} a\n:name: a-b\n```"), "l"),
    "right-to-left": (page("a \u202egpj.exe\n\nb"), "b"),
    "deep-in-quotes": (page(">" * 3000 + " a"), ""),
    "brackets": (page("[" * 20_000), "["),
    "description": (own("html_meta: {description: '\"><script>alert(1)</script>'}", "a"), "a"),
}  # fmt: skip


def at(name: str) -> str:
    return f"sales-operations/x-{name}.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every page, built at once, with files beside the source that none may show."""
    base = tmp_path_factory.mktemp("pull-request")
    root = copy_tree("everything", base / "source")
    (base / "secret.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    (base / "secret.png").write_bytes((root / "images/cup.png").read_bytes() + SECRET.encode())
    (base / "folder").mkdir()
    (base / "folder" / "secret.md").write_text(f"# {SECRET}\n", encoding="utf-8")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text(SECRET, encoding="utf-8")
    (root / "images" / "linked.png").symlink_to(base / "secret.png")
    (root / "sales-operations" / "linked.md").symlink_to(base / "secret.txt")
    (root / "sales-operations" / "folder").symlink_to(base / "folder", target_is_directory=True)
    for name, (text, *_) in {**REFUSED, **INERT}.items():
        (root / at(name)).write_text(text, encoding="utf-8")
    return build(root, "html", base / "out", parallel=2)


@pytest.mark.trust("hostile pull requests", "pages refused at their line")
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_at_its_line(built: Built, name: str) -> None:
    _, line, said = REFUSED[name]
    told = [warning for warning in built.warnings if f"{at(name)}:{line}: " in warning]
    assert any(said in warning for warning in told), [w for w in built.warnings if at(name) in w]


@pytest.mark.trust("hostile pull requests", "pages that act on nobody")
@pytest.mark.parametrize("name", [*REFUSED, *INERT])
def test_nothing_of_it_acts(built: Built, name: str) -> None:
    text = built.read(at(name).replace(".md", ".html"))
    (article,) = parse(text).find("article")
    assert list(acting(article)) == []
    assert "refresh" not in text.partition("</head>")[0]
    if name in INERT:
        assert INERT[name][1] in article.text


@pytest.mark.trust("hostile pull requests", "pages that are links")
@pytest.mark.parametrize("page", ["linked.md", "folder/secret.md"])
def test_a_page_that_is_a_link_is_refused(built: Built, page: str) -> None:
    place = f"sales-operations/{page}:1: "
    assert any(f"{place}WARNING: this is a link" in warning for warning in built.warnings)


def test_nothing_of_elsewhere_is_published_and_nothing_ran(built: Built) -> None:
    for name, content in contents(built.outdir).items():
        assert SECRET.encode() not in content, name
        assert RAN.encode() not in content.replace(b"echo ran-42", b""), name
