"""What scripts, style sheets and people may rely on in every HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from support.build import Built
from support.html import Element, parse

Build = Callable[..., Built]
Pages = dict[str, Element]

TREES = ("handbook", "everything")
SITES = ("html", "dirhtml", "singlehtml")
EVERY = [(tree, builder) for tree in TREES for builder in SITES]
CHECKLISTS = (
    ("handbook", "sales-operations/sops/ordering.html"),
    ("everything", "sales-operations/sops/make-tea.html"),
    ("everything", "sales-operations/sops/wash-up.html"),
)
#: Anchors that other pages of the user's link to.
PROMISED = (
    "leads", "sales", "sop-ordering", "delivery", "renewals",
    "service-agreements-template-and-guidelines",
)  # fmt: skip


@pytest.fixture(scope="session")
def pages(built: Build) -> Callable[[str, str], Pages]:
    """Return `pages(tree, builder)`: every built page as its elements, by its path."""

    @cache
    def read(tree: str, builder: str) -> Pages:
        made = built(tree, builder)
        return {name: parse(made.read(name)) for name in made.pages()}

    return read


@pytest.mark.parametrize(("tree", "builder"), EVERY)
def test_ids_are_unique_on_a_page(
    pages: Callable[[str, str], Pages], tree: str, builder: str
) -> None:
    for name, page in pages(tree, builder).items():
        ids = Counter(element.attributes["id"] for element in page.find(has="id"))
        assert ids, name
        assert [anchor for anchor, count in ids.items() if count > 1] == [], name


@pytest.mark.parametrize(("tree", "builder"), EVERY)
def test_every_link_inside_the_site_leads_somewhere(
    built: Build, pages: Callable[[str, str], Pages], tree: str, builder: str
) -> None:
    outdir = built(tree, builder).outdir.resolve()
    read = pages(tree, builder)
    ids = {name: page.by_id() for name, page in read.items()}
    dead, followed = [], 0
    for name, page in read.items():
        for element in page.walk():
            for key in ("href", "src"):
                address = urlsplit(element.attributes.get(key, "#"))
                if address.scheme or address.netloc:
                    continue
                target = (outdir / name).parent / unquote(address.path) if address.path else None
                target = (target or outdir / name).resolve()
                if target.is_dir():
                    target /= "index.html"
                file = target.relative_to(outdir).as_posix()
                anchor = unquote(address.fragment)
                followed += 1
                if not target.is_file() or (anchor and anchor not in ids.get(file, ())):
                    dead.append(f"{name}: {element.attributes[key]}")
    assert dead == []
    assert followed > 50


def test_where_all_pages_are_one_links_lead_to_the_page_they_mean(
    pages: Callable[[str, str], Pages],
) -> None:
    """Ordering is a heading on the page of all stages, and an SOP, to which every link leads."""
    (page,) = pages("handbook", "singlehtml").values()
    ids = page.by_id()
    named = [
        link.attributes["href"].removeprefix("#")
        for link in page.find("a", has="href")
        if link.text in ("SOP: Ordering", "Ordering")
    ]
    assert len(named) > 3
    assert [anchor for anchor in named if "sop-checklist" not in ids[anchor].classes] == []


def names_of(element: Element, key: str, ids: dict[str, Element]) -> str:
    """Return the words of the elements that an attribute points at; each has to be there."""
    return " ".join(ids[name].text for name in element.attributes[key].split())


@pytest.mark.parametrize(("tree", "builder"), EVERY)
def test_what_points_at_an_element_finds_it(
    pages: Callable[[str, str], Pages], tree: str, builder: str
) -> None:
    for page in pages(tree, builder).values():
        ids = page.by_id()
        for key in ("aria-labelledby", "aria-describedby"):
            for element in page.find(has=key):
                assert names_of(element, key, ids)
        for label in page.find("label", has="for"):
            assert ids[label.attributes["for"]].tag in ("input", "textarea", "select")


@pytest.mark.parametrize(("tree", "page"), CHECKLISTS)
def test_every_step_has_a_box_with_its_words(
    pages: Callable[[str, str], Pages], built: Build, tree: str, page: str
) -> None:
    whole = pages(tree, "html")[page]
    ids = whole.by_id()
    steps = list(whole.find("li", kind="sop-step"))
    sop = built(tree, "html").app.env.get_domain("sop").handbook.sops[Path(page).stem]
    assert len(steps) == sum(1 for _ in sop.walk())
    for item in steps:
        box = next(item.find("input", kind="sop-tick"))
        assert box.attributes["type"] == "checkbox"
        assert "checked" not in box.attributes
        words = names_of(box, "aria-labelledby", ids)
        do = ids[box.attributes["aria-labelledby"]]
        assert do in item.walk()
        assert words == do.text != ""


@pytest.mark.parametrize(("tree", "page"), CHECKLISTS)
def test_every_answer_can_be_given_and_has_a_name(
    pages: Callable[[str, str], Pages], tree: str, page: str
) -> None:
    whole = pages(tree, "html")[page]
    labelled = {label.attributes["for"] for label in whole.find("label", has="for")}
    asked = 0
    for element in whole.find():
        if element.tag not in ("input", "textarea") or element.attributes.get("type") == "search":
            continue
        named = element.attributes.get("id") in labelled or "aria-labelledby" in element.attributes
        assert named or element.inside("label"), element.attributes
        if element.attributes.get("type") in ("radio", "checkbox"):
            chosen = "sop-tick" not in element.classes
            assert element.inside("fieldset") or not chosen, element.attributes
        assert element.attributes["autocomplete"] == "off"
        asked += 1
    assert asked > 2
    for group in whole.find("fieldset"):
        assert next(group.find("legend")).text


def test_each_type_of_answer_has_its_own_input(pages: Callable[[str, str], Pages]) -> None:
    ids = pages("everything", "html")["sales-operations/sops/make-tea.html"].by_id()
    found = {
        name: (ids[f"field--make-tea--{name}"].tag, ids[f"field--make-tea--{name}"].attributes)
        for name in ("a-text", "a-long-text", "an-url", "an-email", "a-number", "a-date", "a-list")
    }
    assert {name: (tag, given.get("type")) for name, (tag, given) in found.items()} == {
        "a-text": ("input", "text"),
        "a-long-text": ("textarea", None),
        "an-url": ("input", "url"),
        "an-email": ("input", "email"),
        "a-number": ("input", "number"),
        "a-date": ("input", "date"),
        "a-list": ("textarea", None),
    }


def test_a_choice_is_one_of_and_choices_are_any_of(pages: Callable[[str, str], Pages]) -> None:
    page = pages("everything", "html")["sales-operations/sops/make-tea.html"]
    groups: dict[str, list[str]] = {}
    for element in page.find("input", has="name"):
        if not element.inside("fieldset"):
            continue
        name = f"{element.attributes['type']} {element.attributes['name']}"
        label = element.parent
        groups.setdefault(name, []).append(label.text if label else "")
    assert groups == {
        "radio field--make-tea--a-choice": ["Weak as rain", "Strong as oak", "Odd as moss"],
        "checkbox field--make-tea--some-choices": ["Milk of oats", "Lemon of Menton"],
        "checkbox field--make-tea--a-check": ["Yes"],
    }


def test_the_anchors_that_were_promised_are_there(pages: Callable[[str, str], Pages]) -> None:
    ids = pages("handbook", "html")["sales-operations/index.html"].by_id()
    assert [name for name in PROMISED if name not in ids] == []


def test_only_an_sop_about_orders_points_to_the_orders_board(
    pages: Callable[[str, str], Pages],
) -> None:
    told = {
        name.rpartition("/")[2]
        for name, page in pages("handbook", "html").items()
        if any("Orders Board shows" in p.text for p in page.find("p", kind="sop-where"))
    }
    assert told == {"ordering.html"}


def test_a_team_is_spelled_out_where_a_page_says_who_does_it(
    pages: Callable[[str, str], Pages],
) -> None:
    made = pages("handbook", "html")
    for name, words in (
        ("sops/open-an-engagement", "Delivery Enablement (DE)"),
        ("sales", "accountable Business Development (BD)"),
    ):
        assert words in made[f"sales-operations/{name}.html"].text


def test_steps_have_the_anchors_that_are_written(pages: Callable[[str, str], Pages]) -> None:
    ids = pages("handbook", "html")["sales-operations/sops/ordering.html"].by_id()
    assert {"sop-ordering", "step--ordering--configure", "step--ordering--line-items"} <= set(ids)


def element_of(mark: Element) -> Element:
    """Return the element that an id stands for."""
    return mark.parent if mark.tag == "span" and not mark.children and mark.parent else mark


def test_earlier_ids_still_lead_to_the_thing(pages: Callable[[str, str], Pages]) -> None:
    ids = pages("everything", "html")["sales-operations/sops/make-tea.html"].by_id()
    for now, was in (
        ("sop-make-tea", "sop-brew-tea"),
        ("section--make-tea--prepare", "section--make-tea--get-ready"),
        ("step--make-tea--ask", "step--make-tea--enquire"),
    ):
        # Of several ids an element carries one; the others are marks just inside it.
        assert element_of(ids[now]) is element_of(ids[was])


@pytest.mark.parametrize(("tree", "page"), CHECKLISTS)
def test_the_whole_sop_is_one_heading_down(
    pages: Callable[[str, str], Pages], tree: str, page: str
) -> None:
    whole = pages(tree, "html")[page]
    levels = [int(element.tag[1]) for element in whole.walk() if element.tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_people_are_told_which_sops_they_follow_and_keep(
    pages: Callable[[str, str], Pages],
) -> None:
    ids = pages("everything", "html")["sales-operations/people.html"].by_id()
    for person, row in (
        ("team--kitchen", "Follows: SOP: Wash up"),
        ("role--tea-maker", "Follows: SOP: Make tea"),
        ("role--butler", "Keeps up to date: SOP: Make tea"),
    ):
        assert row in " ".join(ids[person].text.split())
