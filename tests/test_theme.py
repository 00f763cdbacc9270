"""The shell: what a page loads, where its links lead, and which builders meet it."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from handbook.theme import HERE, joined_assets, needed_assets
from support.browser import driver
from support.build import Built, build

CONF = """
from handbook.theme import setup_theme

project = "Sample"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton"]
html_theme = "pydata_sphinx_theme"
handbook_site = "sample"
templates_path, html_static_path = [], []
epub_show_urls = "no"
version = release = "1"
project_copyright = "Nobody"

def setup(app):
    setup_theme(app)
"""
PAGES = {
    "index": "# Sample\n\n```{toctree}\n:hidden:\nBook <book/index>\nHow <book/how/index>\n```\n",
    "book/index": "# The book\n\nFirst words of it.\n\n```{toctree}\nchapter\n```\n",
    "book/chapter": "# A chapter\n\n" + "".join(f"## Part {n}\n\nText.\n\n" for n in range(6)),
    "book/how/index": "# How it is done\n\n```{toctree}\nsteps\n```\n",
    "book/how/steps": "# Steps\n\n```{container} sop sop-checklist\nText.\n```\n\n```c\n1\n```\n",
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "src"
    for name, text in PAGES.items():
        page = folder / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def sample(source: Path) -> Built:
    built = build(source, "html", source.with_name("html"))
    assert built.warnings == []
    return built


def loaded(page: str) -> set[str]:
    """Return the file names of a page's scripts and style sheets."""
    found = re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]+\.(?:js|css))[?"]', page)
    return {name.rpartition("/")[2] for name in found}


def current(page: str) -> list[str]:
    return re.findall(r'aria-current="\w+">([^<]+)</a>', page)


SHELL = {"basic.css", "pydata-sphinx-theme.css", "pygments.css", "handbook.css", "site.js"}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("book/index.html", set()),
        ("book/how/steps.html", {"checklist.js"}),
        ("search.html", {"search.js", "searchtools.js", "language_data.js", "searchindex.js"}),
    ],
)
def test_a_page_loads_what_it_needs(sample: Built, name: str, more: set[str]) -> None:
    assert loaded(sample.read(name)) == SHELL | more


@pytest.mark.parametrize(
    ("body", "wanted", "unwanted"),
    [
        ('<div class="highlight-python notranslate">', set(), {"copybutton.js"}),
        ('<div class="highlight"><pre>', {"copybutton.js", "copybutton.css"}, {"checklist.js"}),
        (
            '<section class="sop sop-checklist"><div class="highlight">',
            {"checklist.js"},
            {"copybutton.js", "copybutton.css", "clipboard.min.js"},
        ),
        ('<div class="sd-tab-set docutils">', {"design-tabs.js", "sphinx-design.min.css"}, set()),
        ("<p>sd-tab-set and sop-checklist</p>", set(), {"design-tabs.js", "checklist.js"}),
    ],
)
def test_assets_follow_the_body(body: str, wanted: set[str], unwanted: set[str]) -> None:
    needed = needed_assets("page", body)
    assert wanted <= needed
    assert not unwanted & needed


def test_the_header_marks_the_nearest_page(sample: Built) -> None:
    assert current(sample.read("book/how/steps.html")) == ["How"]
    assert current(sample.read("book/chapter.html")) == ["Book"]
    assert current(sample.read("index.html")) == []


def test_the_breadcrumb_uses_the_names_of_the_header(sample: Built) -> None:
    page = sample.read("book/how/steps.html").partition('class="site-breadcrumb"')[2]
    breadcrumb = page.partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', breadcrumb) == [("index.html", "How")]
    assert "site-breadcrumb" not in sample.read("index.html")


def test_contents_are_shown_where_they_help(sample: Built) -> None:
    assert "On this page" in sample.read("book/chapter.html")
    assert "On this page" not in sample.read("book/index.html")
    assert "On this page" not in sample.read("book/how/steps.html")


def test_a_page_is_described_by_its_first_words(sample: Built) -> None:
    assert '<meta name="description" content="First words of it." />' in sample.read(
        "book/index.html"
    )


def test_a_second_build_writes_nothing(source: Path, sample: Built) -> None:
    before = (sample.outdir / "index.html").stat().st_mtime_ns
    again = build(source, "html", sample.outdir)
    assert again.warnings == []
    assert (sample.outdir / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "text"])
def test_other_builders_build(source: Path, tmp_path: Path, builder: str) -> None:
    # Sphinx wonders at its own pickles when they are inside the output; ours are beside it.
    built = build(source, builder, tmp_path / builder)
    assert built.warnings == []
    pages = "\n".join(path.read_text("utf-8") for path in built.outdir.glob("index.*html"))
    assert ("site-header" in pages) == (builder in {"dirhtml", "singlehtml"})


def test_the_real_pages_say_their_language_and_have_one_main_part(site: Built) -> None:
    for name in site.pages():
        page = site.read(name)
        assert '<html lang="en-GB"' in page, name
        assert page.count("<main") == page.count("<h1") == 1, name


def test_no_script_turns_text_into_html_or_code() -> None:
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser"
    for path in (HERE / "scripts").rglob("*.js"):
        assert not re.search(sinks, path.read_text(encoding="utf-8")), path.name


def test_ours_is_light() -> None:
    """What a checklist's page loads of ours, as a server sends it, may shrink but not grow."""
    loaded = ("handbook.css", "site.js", "checklist.js")
    packed = [gzip.compress(joined_assets()[name].encode(), 9) for name in loaded]
    assert sum(map(len, packed)) < 43_000


@pytest.mark.parametrize(
    ("script", "expression", "expected"),
    [
        ("search", 'address("../", "a/index", ".html")', "../a/index.html"),
        ("search", 'address("../", "a/index", "/")', "../a/"),
        ("search", 'address("./", "index", "/")', "./"),
        ("search", 'address("./", "a/myindex", "/")', "./a/myindex/"),
        ("search", 'words("A &amp;lt; &amp; B > C")', "A &lt; & B \u203a C"),
        ("search", 'summary(0, "")', ""),
        ("search", 'summary(1, "x")', "One place found."),
        ("search", 'summary(2, "x")', "2 places found."),
        (
            "checklist",
            'asPasted([{text: "For ", blank: false}, {text: "Community", blank: true},'
            ' {text: "\\n\\n", blank: false}])',
            "For [Community]",
        ),
    ],
)
def test_script(script: str, expression: str, expected: str) -> None:
    """The scripts' logic runs without a page."""
    path = HERE / "scripts" / f"{script}.js"
    code = f"with (require({str(path)!r})) console.log(String({expression}))"
    ran = subprocess.run([driver(), "-e", code], capture_output=True, text=True, check=True)
    assert ran.stdout.rstrip("\n") == expected
