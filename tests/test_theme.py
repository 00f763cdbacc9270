"""The shell: what a page loads, where its links lead, and which builders meet it."""

from __future__ import annotations

import gzip
import re
import subprocess
import zlib
from pathlib import Path

import pytest

from handbook import assets
from handbook.bundles import LATER, SCRIPTS, STYLES, later_assets, needed_assets
from handbook.joining import HERE, joined_assets
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


LATE = re.compile(r'<template class="sop-later" data-name="([^"]+)">(.*?)</template>')


def files(html: str) -> list[str]:
    """Return the addresses of scripts and style sheets, in order."""
    return re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]+\.(?:js|css)[^"]*)"', html)


def loaded(page: str) -> set[str]:
    """Return the file names of the scripts and style sheets that a page loads with itself."""
    return {name.partition("?")[0].rpartition("/")[2] for name in files(LATE.sub("", page))}


def current(page: str) -> list[str]:
    return re.findall(r'aria-current="\w+">([^<]+)</a>', page)


SHELL = {"basic.css", "pydata-sphinx-theme.css", "pygments.css", "handbook.css", "site.js"}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("book/index.html", set()),
        ("book/how/steps.html", {"checklist.js"}),
        ("search.html", {"search.css", "lunr.js", "search.js"}),
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


def test_what_is_rare_comes_when_it_is_asked_for(sample: Built) -> None:
    """As templates, which load nothing, with the files' checksums as everywhere else."""
    page = sample.outdir / "book/how/steps.html"
    late = dict(LATE.findall(page.read_text("utf-8")))
    assert list(late) == list(LATER)
    for name, html in late.items():
        wanted = [f"{name}.css"] * bool(LATER[name].styles) + [f"{name}.js"]
        found = [address.partition("?v=") for address in files(html)]
        assert [Path(path).name for path, _, _ in found] == wanted
        for path, _, checksum in found:
            assert checksum == f"{zlib.crc32((page.parent / path).read_bytes()):08x}"
    assert not LATE.search(sample.read("book/chapter.html"))


def test_lists_ask_for_no_more_than_they_use() -> None:
    shared = [name for name, late in LATER.items() if late.lists]
    assert later_assets('<div class="sop-mine-all sop-mine">') == shared
    assert later_assets('<div class="sop-mine-some sop-mine">') == []


@pytest.mark.parametrize(
    ("body", "sheet"),
    [
        ('<figure class="sop-figure">', "figures.css"),
        ('<div class="sop-mine-some sop-mine">', "my-checklists.css"),
        (
            '<figure class="sop-figure"></figure><div class="sop-mine-all sop-mine">',
            "figures-and-checklists.css",
        ),
        ('<section class="sop sop-checklist">', None),
    ],
)
def test_a_page_loads_two_style_sheets_of_ours_at_most(body: str, sheet: str | None) -> None:
    own = {name for name in needed_assets("page", body) if name in joined_assets()}
    sheets = {name for name in own if name.endswith(".css")}
    assert sheets == ({"handbook.css", sheet} if sheet else {"handbook.css"})


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
    if assets.minify is None:
        pytest.skip("tdewolff-minify is not made for this machine: sources are sent as written")
    own = ("handbook.css", "site.js", "checklist.js")
    packed = [gzip.compress(joined_assets()[name].encode(), 9) for name in own]
    assert sum(map(len, packed)) <= 30_000


def test_every_script_and_style_is_part_of_something() -> None:
    used = [part for parts in (*STYLES.values(), *SCRIPTS.values()) for part in parts]
    used += [part for late in LATER.values() for part in (*late.styles, *late.scripts)]
    for folder, kind in (("scripts", "js"), ("styles", "css")):
        top = HERE / folder
        assert {path.relative_to(top).as_posix() for path in top.rglob(f"*.{kind}")} <= set(used)


@pytest.mark.parametrize(
    ("script", "expression", "expected"),
    [
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
