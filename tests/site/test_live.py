"""`nox -s live`: a build's mistakes stand on top of every page until they are cured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.errors import SphinxError

from handbook import live, theme
from support.build import Built, build
from support.html import parse
from support.trees import copy_tree, edit

WASH = "_data/sops/wash-up.yaml"
SLOT = "<!-- live -->"


class Live:
    """A tree that is edited and built again and again, as `nox -s live` does."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_tree("everything", folder / "source")
        self.out = folder / "out"

    def build(self) -> Built:
        return build(self.root, "html", self.out, confoverrides={"handbook_live": True})


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Live:
    tree = Live(tmp_path_factory.mktemp("live"))
    assert tree.build().warnings == []
    return tree


def shown(page: str) -> list[str]:
    """Return the lines of the banner on a page."""
    banners = [aside for aside in parse(page).find("aside") if "Mistakes" in str(aside.attributes)]
    return [line.text.replace(" : ", ": ") for banner in banners for line in banner.find("li")]


def everywhere(made: Built) -> list[str]:
    """Return the lines of the banner, which are the same on every page."""
    pages = [shown(made.read(name)) for name in made.pages()]
    assert len(pages) > 5
    assert all(page == pages[0] for page in pages)
    return pages[0]


def test_mistakes_stand_on_every_page_until_they_are_cured(start: Live) -> None:
    assert everywhere(start.build()) == []
    edit(start.root, WASH, "purpose: Clean cups", "purpsoe: Clean cups")
    page = start.root / "sales-operations/people.md"
    was = page.read_text(encoding="utf-8")
    page.write_text(f"{was}\n```{{nosuch}} <b>&</b>\n```\n", encoding="utf-8")
    line = was.count("\n") + 2

    made = start.build()
    told = everywhere(made)
    assert re.match(rf"{WASH}:\d+:\d+: 'purpsoe' is not supported · did you mean", told[0])
    assert any(entry.startswith(f"sales-operations/people.md:{line}: ") for entry in told)
    assert str(start.root) not in made.read("index.html").partition("</aside>")[0]
    # Nothing has changed, and a page that is not edited is not forgiven.
    assert everywhere(start.build()) == told

    page.write_text(was, encoding="utf-8")
    told = everywhere(start.build())
    assert [entry.partition(":")[0] for entry in told] == [WASH]
    edit(start.root, WASH, "purpsoe: Clean cups", "purpose: Clean cups")
    made = start.build()
    assert made.warnings == everywhere(made) == []


def test_a_script_that_cannot_be_read_is_told(start: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {f"{start.root.as_posix()}/scripts/bar.js:2:9": "expected Identifier"}
    made = theme.made_assets
    monkeypatch.setattr(theme, "made_assets", lambda store: made(store)._replace(broken=broken))
    (told,) = everywhere(start.build())
    assert told.startswith("scripts/bar.js:2:9: expected Identifier · ")
    monkeypatch.undo()
    assert everywhere(start.build()) == []


def test_what_stops_a_build_is_shown(start: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing else would be: the build ends before it says what it warned of."""

    def stop(*_: object) -> None:
        raise SphinxError("no room <left>")

    monkeypatch.setattr("sphinx.builders.html.StandaloneHTMLBuilder.finish", stop)
    with pytest.raises(SphinxError):
        start.build()
    page = (start.out / "index.html").read_text(encoding="utf-8")
    assert shown(page) == ["The build stopped: no room <left>"]
    monkeypatch.undo()
    assert everywhere(start.build()) == []


def test_the_page_admits_the_script_that_reloads_it(start: Live) -> None:
    """sphinx-autobuild writes it into the page as it is sent; it waits at a web socket."""
    page = start.build().read("index.html")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["script-src"] == "'self' 'unsafe-inline'"
    assert rules["connect-src"] == "'self' ws:"


def test_other_builds_have_none_of_it(start: Live, tmp_path: Path) -> None:
    root = copy_tree("everything", tmp_path / "source")
    edit(root, WASH, "purpose: Clean cups", "purpsoe: Clean cups")
    made = build(root, "html", tmp_path / "out")
    assert made.warnings
    for name in made.pages():
        page = made.read(name)
        assert "live" not in page.partition("<main")[0]
        assert SLOT not in page
        assert "unsafe-inline" not in page


def test_a_banner_is_text() -> None:
    html = live.banner([("a<b.yaml:1", "is & stays <script>"), ("", "two")])
    assert "<script>" not in html
    assert shown(html) == ["a<b.yaml:1: is & stays <script>", "two"]
    assert live.banner([]) == ""
