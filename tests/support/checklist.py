"""A checklist on its page, worked by what a person sees: names, roles and words."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Route, expect

from handbook.model.decoders import Decoder
from handbook.reading.load import load
from support.paths import ROOT
from support.watch import Place, Watched

ORDERING = "sales-operations/sops/ordering.html"


def configurator_url(tier: str = "Essential", **choices: object) -> str:
    """Return a URL as the Hub Configurator makes it."""
    return _packed({"tier": tier, "selections": {tier: choices}})


def whole_url(tier: str, **choices: object) -> str:
    """Return a URL that holds every choice of every tier, as one with all its defaults does."""
    items = [item for group in _configurator().groups for item in group.items]
    tiers = {name: None for item in items for name in item.defaults}
    selections = {name: {item.id: item.defaults.get(name) for item in items} for name in tiers}
    selections[tier] |= choices
    return _packed({"tier": tier, "selections": selections})


def _configurator() -> Decoder:
    return load(ROOT).handbook.decoders["hub-configurator"]


def _packed(state: object) -> str:
    text = json.dumps(state, ensure_ascii=False)
    packed = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"https://2i2c.org/hub-configurator/?state={packed}"


def newer(route: Route) -> None:
    """Answer with the page as a later version of the SOP would have it."""
    body = route.fetch().text()
    changed = re.sub(r'"revision":"\w+"', '"revision":"ffffffffffff"', body).replace(
        '"changes":[]', '"changes":[{"date":"2026-12-02","why":"Nobody knew where."}]'
    )
    step = '"text":"Guide the customer through the choices in the Hub Configurator"'
    assert step in changed
    changed = changed.replace(step, '"text":"Guide the customer through all choices"')
    changed = re.sub(r'("id":"configure","hash":")\w+', r"\1ffffffffffff", changed)
    route.fulfill(body=changed, content_type="text/html")


@dataclass
class Checklist:
    """An SOP's page, and what a person does on it."""

    watched: Watched
    place: Place
    name: str = ORDERING

    def __post_init__(self) -> None:
        """Wait for nothing as long as Playwright would."""
        self.page.set_default_timeout(8000)

    @property
    def page(self) -> Page:
        """The page as Playwright has it."""
        return self.watched.page

    def open(self, fragment: str = "") -> None:
        """Come to the page anew, as from a bookmark."""
        self.page.goto("about:blank")
        self.page.goto(self.place.base + self.name + fragment)
        self.watched.settle()

    def start(self, about: str = "Tern University", name: str = "Ana") -> None:
        """Start a checklist, and give one's name where it is asked for."""
        self.page.get_by_label("Community", exact=True).fill(about)
        self.button("Start").click()
        expect(self.bar.get_by_text(about or "Not named yet", exact=True)).to_be_visible()
        if name:
            self.page.get_by_label("Your name").fill(name)
            self.button("Keep it").click()

    @property
    def bar(self) -> Locator:
        """The bar that stays."""
        return self.page.get_by_role("region", name="Your checklist")

    def button(self, name: str) -> Locator:
        """The button that says exactly this."""
        return self.page.get_by_role("button", name=name, exact=True)

    def field(self, label: str) -> Locator:
        """The field of this label, private or not."""
        return self.page.get_by_role("textbox", name=re.compile(rf"^{label}( private)?$"))

    def box(self, words: str) -> Locator:
        """The box of the step whose words begin so; a full stop ends them."""
        start = re.escape(words.removesuffix(".")) + ("$" if words.endswith(".") else "")
        return self.page.get_by_role("checkbox", name=re.compile(rf"^(\d+ )?{start}"))

    def step(self, words: str) -> Locator:
        """The whole step, without what is around it."""
        return self.page.get_by_role("listitem").filter(has=self.box(words)).last

    def tick(self, words: str) -> None:
        """Tick a step and see that it is done: said only once it is kept."""
        self.box(words).click()
        expect(self.box(words)).to_be_checked()
        expect(self.step(words)).to_contain_text("Done ")

    def more(self, words: str, act: str) -> None:
        """Choose one of a step's rare acts."""
        self.step(words).get_by_role("button", name="More").first.click()
        self.page.get_by_role("list", name="More about this step").get_by_text(act).click()

    def menu(self, act: str) -> None:
        """Choose one of the checklist's own acts."""
        self.bar.get_by_role("button", name="Menu").click()
        self.bar.get_by_role("button", name=act).click()

    def answer(self, label: str, words: str) -> None:
        """Write an answer and leave the field."""
        field = self.field(label)
        field.fill(words)
        field.blur()

    def has_done(self, count: str) -> None:
        """See how far it is, and that this is kept."""
        expect(self.bar).to_contain_text(count)
        expect(self.bar).to_contain_text("Saved in this browser")


def quiet(*checklists: Checklist) -> None:
    """Hold that on none of them anything was refused, thrown or said on the console."""
    for checklist in checklists:
        assert not list(checklist.watched.faults(checklist.place))
