"""What is at old and wrong addresses, and what a page tells others of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.csp import policy
from support.build import Built, build
from support.html import Element, parse
from support.trees import add_sop, copy_tree

Build = Callable[..., Built]
MOVED = {
    "sales-operations/kettles": "sales-operations/systems#system-kettle",
    "old/kettles": "sales-operations/kettles",
    "people": "sales-operations/people",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tree("everything", tmp_path_factory.mktemp("addresses") / "source")


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def based(request: pytest.FixtureRequest, root: Path) -> Built:
    """The small tree as it is published below a path, with pages that have moved."""
    out = root.parent / request.param
    settings = {"html_baseurl": "https://book.example/tea/", "handbook_redirects": MOVED}
    made = build(root, request.param, out, confoverrides=settings)
    assert made.warnings == []
    return made


def page(made: Built, name: str) -> Element:
    ending = "/index.html" if made.app.builder.name == "dirhtml" else ".html"
    return parse(made.read(f"{name}{ending}"))


def meta(page: Element) -> dict[str, str]:
    """Return what the head says of a page: name or property -> content."""
    return {
        element.attributes.get("property") or element.attributes["name"]: element.attributes[
            "content"
        ]
        for element in page.find("meta", has="content")
        if "http-equiv" not in element.attributes
    }


def address(made: Built, name: str, anchor: str = "") -> str:
    return made.app.builder.get_target_uri(name) + anchor


@pytest.mark.parametrize(
    ("old", "new", "anchor"),
    [
        ("sales-operations/kettles", "sales-operations/systems", "#system-kettle"),
        ("old/kettles", "sales-operations/systems", "#system-kettle"),
        ("people", "sales-operations/people", ""),
        ("sales-operations/sops/brew-tea", "sales-operations/sops/make-tea", ""),
    ],
)
def test_an_old_address_leads_on(based: Built, old: str, new: str, anchor: str) -> None:
    """By a link, and by a refresh for those without scripts; both as the page is found there."""
    moved = page(based, old)
    (link,) = next(moved.find("p", kind="site-moved")).find("a")
    target = based.app.builder.get_relative_uri(old, new) + anchor
    assert link.attributes["href"] == target
    (refresh,) = next(moved.find("noscript")).find("meta")
    assert refresh.attributes == {"http-equiv": "refresh", "content": f"0; url={target}"}
    (canonical,) = [e for e in moved.find("link") if e.attributes.get("rel") == "canonical"]
    assert canonical.attributes["href"] == f"https://book.example/tea/{address(based, new)}"
    assert meta(moved)["robots"] == "noindex"
    scripts = [script.attributes["src"] for script in moved.find("script", has="src")]
    assert any("moved.js" in script for script in scripts)


def test_an_sop_tells_how_its_anchors_changed(based: Built) -> None:
    (link,) = next(page(based, "sales-operations/sops/brew-tea").find("p", kind="site-moved")).find(
        "a"
    )
    told = link.attributes
    assert (told["data-was"], told["data-now"]) == ("--brew-tea--", "--make-tea--")


def test_old_and_wrong_addresses_live_under_the_policy(based: Built) -> None:
    for name in ("people", "404"):
        html = page(based, name) if name == "people" else parse(based.read("404.html"))
        policies = [e.attributes["content"] for e in html.find("meta", has="http-equiv")][:1]
        assert policies == [policy(trusted_types=False)]


def test_a_page_not_found_names_everything_from_the_top(based: Built) -> None:
    """So that it works at whatever depth a server shows it."""
    html = parse(based.read("404.html"))
    found = [
        element.attributes[key]
        for key in ("href", "src", "action")
        for element in html.find(has=key)
        if not element.attributes[key].startswith("#")
    ]
    assert f"/tea/{address(based, 'search')}" in found
    assert f"/tea/{address(based, 'index')}" in found
    assert len(found) > 10
    assert [uri for uri in found if not uri.startswith("/tea/")] == []
    for uri in found:
        path = based.outdir / uri.partition("?")[0].removeprefix("/tea/")
        assert path.is_file() or (path / "index.html").is_file(), uri


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_without_an_address_a_page_not_found_is_right_at_the_top(
    built: Build, builder: str
) -> None:
    made = built("everything", builder)
    html = parse(made.read("404.html"))
    links = [link.attributes["href"] for link in html.find("a")]
    assert address(made, "sales-operations/index") in links
    assert not any(uri.startswith(("/", "../")) for uri in links)
    assert meta(html)["robots"] == "noindex"


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_what_is_one_whole_has_neither(built: Build, builder: str) -> None:
    outdir = built("everything", builder).outdir
    names = {path.stem for path in outdir.rglob("*")}
    assert not names & {"404", "brew-tea"}


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ({"sales-operations/people": "index"}, "'sales-operations/people', which is a page · take"),
        ({"a": "sales-operations/peple"}, "did you mean 'sales-operations/people'?"),
        ({"a": "b", "b": "a"}, "from 'a' to 'a', which is no page"),
    ],
)
def test_a_redirect_that_cannot_be_is_told(
    root: Path, tmp_path: Path, moves: dict[str, str], said: str
) -> None:
    made = build(root, "html", tmp_path / "out", confoverrides={"handbook_redirects": moves})
    assert made.warnings[0].startswith("WARNING: conf.py: handbook_redirects leads from ")
    assert said in "".join(made.warnings)


def test_a_redirect_that_is_written_wrong_is_told(root: Path, tmp_path: Path) -> None:
    """And no page is written for it, least of all outside the site."""
    place = 'name the old page from the top of the site: "sales-operations/asana"'
    wrong = {
        "a": (3, "write both as text, in quotes"),
        "b/c.html": ("index", "leave the ending away: 'b/c'"),
        "../d": ("index", place),
        "/e": ("index", place),
        "": ("index", place),
        "search": ("index", "take one of the two away"),
    }
    moves = {old: new for old, (new, _) in wrong.items()}
    out = tmp_path / "site" / "out"
    made = build(root, "html", out, confoverrides={"handbook_redirects": moves})
    assert [line.rpartition(" · ")[2].partition(" [")[0] for line in made.warnings] == [
        cure for _, cure in wrong.values()
    ]
    moved = [path for path in tmp_path.rglob("*.html") if "site-moved" in path.read_text("utf-8")]
    assert [path.name for path in moved] == ["brew-tea.html"]


def test_a_page_that_is_there_is_never_an_old_address(tmp_path: Path) -> None:
    """The data says so as well; meanwhile the page stays."""
    root = copy_tree("everything", tmp_path / "source")
    other = (root / "_data/sops/wash-up.yaml").read_text(encoding="utf-8")
    add_sop(
        root,
        "dry-up",
        other.replace("Wash up", "Dry up").replace("source:", "was: [wash-up]\nsource:", 1),
    )
    made = build(root, "html", tmp_path / "out")
    assert any("'wash-up' already leads to 'wash-up'" in line for line in made.warnings)
    assert "site-moved" not in made.read("sales-operations/sops/wash-up.html")


def test_a_page_tells_others_what_it_is(based: Built) -> None:
    told = meta(page(based, "sales-operations/sops/wash-up"))
    card = "https://book.example/tea/_static/social-card.png"
    assert (based.outdir / "_static/social-card.png").is_file()
    assert told["description"] == told["og:description"] == "Clean cups for the next tea."
    assert {
        name: value for name, value in told.items() if name.startswith(("og:", "twitter:"))
    } == {
        "og:type": "article",
        "og:title": "SOP: Wash up",
        "og:site_name": "Sales operations",
        "og:locale": "en_GB",
        "og:description": "Clean cups for the next tea.",
        "og:url": f"https://book.example/tea/{address(based, 'sales-operations/sops/wash-up')}",
        "og:image": card,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Sales operations",
        "twitter:card": "summary_large_image",
    }
    assert meta(parse(based.read("index.html")))["og:type"] == "website"
