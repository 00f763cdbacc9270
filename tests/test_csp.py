"""The policy of every page, and what is reported because it would be blocked."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.csp import _PLAIN_TAG, _Auditor, audit, policy
from support.build import Built, build
from support.trust import so_many

CONF = """
from handbook.csp import setup_csp
from handbook.theme import setup_theme

project = "Sample"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton"]
html_theme = "pydata_sphinx_theme"
handbook_site = "sample"

def setup(app):
    setup_theme(app)
    setup_csp(app)
"""

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script with a file": '<script src="x.js"></script>',
    "script that is nearly data": '<script type="application/jsonp">1</script>',
    "capitals": "<ScRiPt>alert(1)</sCrIpT>",
    "style block": "<style>p { color: red }</style>",
    "style attribute": '<p style="color: red">x</p>',
    "handler": '<img src="x.png" onerror="alert(1)">',
    "handler without quotes": "<b onclick=alert(1)>x</b>",
    "handler on a new line": '<b\nonclick="alert(1)">x</b>',
    "handler after a slash": "<svg/onload=alert(1)>",
    "javascript link": '<a href="javascript:alert(1)">x</a>',
    "javascript link in entities": '<a href="&#106;avascript:alert(1)">x</a>',
    "javascript link with a tab": '<a href="java\tscript:alert(1)">x</a>',
    "javascript link after spaces": '<a href="  JavaScript:alert(1)">x</a>',
    "javascript link in single quotes": "<a href='javascript:alert(1)'>x</a>",
    "data link": '<a href="data:text/html,x">x</a>',
    "vbscript link": '<a href="vbscript:x">x</a>',
    "SVG link": '<svg><a xlink:href="javascript:alert(1)"></a></svg>',
    "base": '<base href="https://example.org/">',
    "meta": '<meta http-equiv="refresh" content="0">',
    "link": '<link rel="stylesheet" href="x.css">',
    "frame": '<iframe src="x.html"></iframe>',
    "frame with a document": '<p srcdoc="x"></p>',
    "object": '<object data="x.swf"></object>',
    "embed": '<embed src="x.swf">',
    "foreign image": '<img src="https://example.org/x.png" alt="">',
    "foreign image, same scheme": '<img src="//example.org/x.png" alt="">',
    "foreign image, backslashes": '<img src="\\\\example.org/x.png" alt="">',
    "foreign image set": '<img srcset="https://example.org/x.png 2x" alt="">',
    "foreign form": '<form action="javascript:alert(1)"></form>',
    "comment that ends at once": "<!--> <script>alert(1)</script> -->",
    "comment that ends soon": "<!---> <script>alert(1)</script> -->",
    "comment that ends otherwise": "<!-- a --!> <script>alert(1)</script> -->",
    "character data": "<![CDATA[> <script>alert(1)</script> ]]>",
    "declaration": "<!DOCTYPE a [> <script>alert(1)</script> ]>",
    "instruction": "<?a > <script>alert(1)</script> ?>",
    "foreign button": '<button formaction="https://example.org/">x</button>',
}
HARMLESS = {
    "text": "<p>1 &lt; 2 &amp; javascript: is a word, and so is onclick=</p>",
    "web link": '<a class="reference external" href="https://example.org/?a=b&amp;c=d:e#f">x</a>',
    "mail link": '<a href="mailto:a@example.org?subject=x">x</a>',
    "page link": '<a href="../sops/ordering.html#step--ordering--configure">x</a>',
    "fragment with a colon": '<a href="#delivery:asana">x</a>',
    "image": '<img alt="a: b" src="../_images/x.png" />',
    "image in the page": '<img alt="" src="data:image/png;base64,AAAA">',
    "answer": '<input aria-labelledby="a" autocomplete="off" type="checkbox" checked>',
    "figure": '<svg viewBox="0 0 9 9" role="group"><path fill="var(--line)" d="M0 0h9"/></svg>',
    "data": '<script type="application/json" id="sop">{"a": "\\u003cb"}</script>',
    "comment": "<!-- <script> -->",
    "details": "<details><summary>x</summary>y</details>",
}


FRAGMENTS = so_many(100, 5000)
#: What tags are made of, whole and broken, for the quick look to be tried on.
PIECES = [
    *"<>/=\"' \t\n:#?&;\\",
    *("a", "svg", "script", "style", "base", "href", "src", "on", "onload", "data", "class"),
    *("javascript:", "https://x", "//x", "&#106;", "data:", "xlink:href", "</", "<script "),
    *('<a href="', '<img src="', 'type="application/json"'),
]


class Shell(HTMLParser):
    """What a whole written page would run or load, apart from its own files."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.head: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"meta", "script", "link", "base"}:
            self.head.append(given.get("http-equiv") or tag)
        data = given.get("type") == "application/json"  # never run
        inline = tag in {"style", "base"} or (tag == "script" and not data and not given.get("src"))
        acting = [name for name in given if name == "style" or name.startswith("on")]
        loads = (given.get("src") or "", (tag == "link" and given.get("href")) or "")
        if inline or acting or any("//" in address for address in loads):
            self.foreign.append(f"{tag} {given}")


def site_of(folder: Path, **pages: str) -> Built:
    folder.mkdir()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in {"index": "# Sample\n", **pages}.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return build(folder, "html", folder.with_name("out"))


def test_the_policy_holds_no_exception() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy(trusted_types=True).split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["base-uri"] == rules["object-src"] == rules["trusted-types"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in policy(trusted_types=False)
    assert "trusted-types" not in policy(trusted_types=False)


@pytest.mark.trust("policy", "what it blocks, found in a built page")
@pytest.mark.parametrize("fragment", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_the_policy_blocks_is_found(fragment: str) -> None:
    assert audit(f"<p>before</p>\n{fragment}\n<p>after</p>")


@pytest.mark.parametrize("fragment", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_the_policy_allows_passes(fragment: str) -> None:
    assert audit(fragment) == []


@pytest.mark.trust("policy", "fragments of tags, drawn at random", cases=FRAGMENTS)
@settings(max_examples=FRAGMENTS)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_quick_look_never_passes_what_the_parser_finds(fragment: str) -> None:
    """Pages that look plain are not parsed; nothing may hide behind that."""
    if "<" not in _PLAIN_TAG.sub("", fragment):
        auditor = _Auditor()
        auditor.feed(fragment)
        auditor.close()
        assert auditor.found == []


@pytest.mark.trust("policy", "injections that fail the build")
@pytest.mark.parametrize(
    "injected",
    [
        "<script>alert(1)</script>",
        'A <b onclick="alert(1)">word</b>.',
        'A <a href="javascript:alert(1)">link</a>.',
        "<style>p { color: red }</style>",
        '<base href="https://example.org/">',
        '```{raw} html\n<img src="https://example.org/x.png" alt="">\n```',
        "## A <i onclick='alert(1)'>heading</i>",
    ],
)
def test_an_injection_fails_the_build(tmp_path: Path, injected: str) -> None:
    built = site_of(tmp_path / "src", index=f"# Sample\n\nText.\n\n{injected}\n")
    assert len(built.warnings) == 1
    assert built.warnings[0].endswith("[handbook.csp]")
    assert "index" in built.warnings[0]


def test_a_refreshing_meta_element_fails_the_build(tmp_path: Path) -> None:
    front = (
        '---\nmyst:\n  html_meta:\n    "http-equiv=refresh": "0; url=https://example.org/"\n---\n'
    )
    built = site_of(tmp_path / "src", index=f"{front}# Sample\n")
    assert [line[-14:] for line in built.warnings] == ["[handbook.csp]"]


def test_every_page_carries_the_policy_first_and_nothing_inline(site: Built) -> None:
    assert "search.html" in site.pages()
    for name in site.pages():
        shell = Shell(site.read(name))
        assert shell.foreign == [], name
        policies = shell.head.index("Content-Security-Policy")
        assert not {"script", "link", "base"} & set(shell.head[:policies]), name


def test_trusted_types_hold_where_a_checklist_runs(tmp_path: Path) -> None:
    checklist = "# Steps\n\n:::{container} sop sop-checklist\nText.\n:::\n"
    built = site_of(
        tmp_path / "src",
        index=checklist.replace(":::", "```"),
        plain="---\norphan: true\n---\n# Plain\n",
    )
    assert built.warnings == []
    assert "require-trusted-types-for" in built.read("index.html")
    assert "require-trusted-types-for" not in built.read("plain.html")


def test_a_page_of_every_kind_passes(tmp_path: Path) -> None:
    """Tabs, dropdowns, tables, code and figures need nothing the policy refuses."""
    page = """# Sample

| a | b |
|---|---|
| 1 | 2 |

```python
print(1)
```

````{tab-set}
```{tab-item} One
Text.
```
````

```{dropdown} More
Text.
```
"""
    built = site_of(tmp_path / "src", index=page)
    assert built.warnings == []
    assert Shell(built.read("index.html")).foreign == []
    assert re.search(r"copybutton\.js", built.read("index.html"))
