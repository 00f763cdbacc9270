"""What WCAG 2.2 AA asks and axe cannot see: keyboard, targets, reflow, colours, motion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from support.build import Built
from support.checklist import Checklist
from support.trust import Tried, some
from support.watch import DESKTOP, PHONE, SPACED, NewPage, Place, Watched

NARROW: ViewportSize = {"width": 320, "height": 640}
#: More than a page has to stop at: a walk that goes on is caught in a trap.
MOST_STOPS = 600

STOPS = """a[href], button, input, textarea, select, summary, [tabindex='0']"""
# The stop that has the focus: whether it is seen, and where in the page it is. A date has a stop
# for each of its parts; after the last stop comes the first.
STOP = f"""() => {{
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const shown = (x, y) => {{
    const top = document.elementFromPoint(x, y);
    return top && (top.contains(one) || one.contains(top));
  }};
  const {{before}} = globalThis;
  const stays = before === one;
  const follows = before && before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  globalThis.before = one;
  const again = one.walked && !stays;
  one.walked = true;
  return {{
    what: one.outerHTML.slice(0, 90),
    again,
    seen: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none",
    uncovered: [...one.getClientRects()].some((part) =>
      shown(part.left + part.width / 2,
        (Math.max(part.top, 0) + Math.min(part.bottom, innerHeight)) / 2)),
    later: stays || !before || follows || one === document.querySelector(`{STOPS}`),
  }};
}}"""
# Everything the keyboard should reach that the walk did not. Of radio buttons, one has the stop.
MISSED = f"""() => [...document.querySelectorAll(`{STOPS}`)]
  .filter((one) => one.checkVisibility({{visibilityProperty: true}}) && !one.disabled
    && !one.closest("[inert]") && one.tabIndex >= 0 && !one.walked
    && !(one.type === "radio" && document.querySelector(`[name="${{one.name}}"]`)?.walked))
  .map((one) => one.outerHTML.slice(0, 90))"""
# Targets smaller than 24 by 24, links within a sentence apart (WCAG 2.5.8, "Inline"); what a label
# or a drawn box around it makes larger counts with it.
SMALL = f"""() => [...document.querySelectorAll(`{STOPS}`)]
  .filter((one) => one.checkVisibility({{visibilityProperty: true, opacityProperty: true}}))
  .filter((one) => {{
    const {{display}} = getComputedStyle(one);
    if (one.matches("a") && display === "inline") return false;
    const boxes = [one, one.closest("label"), ...(one.labels ?? [])].filter(Boolean)
      .map((each) => each.getBoundingClientRect());
    return !boxes.some(({{width, height}}) => width >= 24 && height >= 24)
      && boxes[0].width > 1;
  }})
  .map((one) => one.outerHTML.slice(0, 90))"""
# The document's width, and the innermost that reaches past the screen, to find it by.
WIDTH = """() => [document.documentElement.scrollWidth,
  [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility()
    && one.getBoundingClientRect().right > innerWidth + 1).pop()?.outerHTML.slice(0, 120)]"""
# What is cut off, for want of room, where text takes more.
CUT = """() => [...document.querySelectorAll("main *")]
  .filter((one) => {
    const style = getComputedStyle(one);
    return one.checkVisibility() && one.childElementCount === 0 && one.textContent.trim()
      && ["hidden", "clip"].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 2
      && one.clientHeight > 2;
  })
  .map((one) => one.outerHTML.slice(0, 90))"""
# Controls that nothing outlines once the system chooses the colours.
BARE = """() => [...document.querySelectorAll("button, input, textarea, select")]
  .filter((one) => one.checkVisibility() && !one.closest(".site-hidden"))
  .filter((one) => {
    const style = getComputedStyle(one);
    const native = style.appearance !== "none" && one.matches("input, select");
    const lined = ["Top", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0
      && style[`border${side}Style`] !== "none");
    return !native && !lined && style.textDecorationLine === "none" && !one.textContent.trim();
  })
  .map((one) => one.outerHTML.slice(0, 90))"""
MOVING = """() => document.getAnimations().length
  + [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior === "smooth"
        || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0.01);
    }).length"""


def under_way(watched: Watched, place: Place) -> Page:
    """Return Ordering with a checklist half done, a note, a gate and a card."""
    checklist = Checklist(watched, place)
    checklist.open()
    checklist.start()
    checklist.tick("Guide the customer")
    checklist.answer("Link to the Order", "nonsense")
    checklist.box("Review the Order, then").click()
    expect(checklist.page.get_by_label("Why do you go on without it?")).to_be_visible()
    return checklist.page


def pages(
    site: Built, place: Place, new_page: NewPage, **options: Any
) -> Iterator[tuple[str, Page]]:
    """Yield every page with its name, some of them in the tests, and one under way."""
    watched = new_page(**options)
    for name in some(list(site.pages()), 4):
        watched.page.goto("about:blank")
        watched.page.goto(place.base + name)
        watched.settle()
        yield name, watched.page
    yield "Ordering, under way", under_way(new_page(**options), place)


def walked(page: Page) -> Iterator[str]:
    """Press Tab through the whole page and yield what is wrong with a stop."""
    ended = False
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None and not ended:
            ended = True  # The page is left once, and comes again from its beginning.
            continue
        if stop is None or stop["again"]:
            break
        for fault in ("seen", "uncovered", "later"):
            if not stop[fault]:
                yield f"not {fault}: {stop['what']}"
    else:
        yield f"more than {MOST_STOPS} stops"
    yield from (f"not reached: {missed}" for missed in page.evaluate(MISSED))


def spaced(page: Page) -> Iterator[str]:
    """Space the text out as WCAG 1.4.12 asks, and yield what has no room then."""
    page.add_style_tag(content=SPACED)
    width, past = page.evaluate(WIDTH)
    if width > NARROW["width"]:
        yield f"{width} px wide: {past}"
    yield from (f"cut off: {cut}" for cut in page.evaluate(CUT))


def unclear(page: Page) -> Iterator[str]:
    """Yield what the system's colours leave without an edge, and whether anything moves."""
    yield from (f"no edge: {bare}" for bare in page.evaluate(BARE))
    if page.evaluate(MOVING):
        yield "moves"


def hold(
    visited: Iterator[tuple[str, Page]], faults_of: Callable[[Page], Iterable[str]], tried: Tried
) -> None:
    """Hold that no page has any of the faults looked for; tell all there are at once."""
    faults, count = [], 0
    for name, page in visited:
        faults += [f"{name}: {fault}" for fault in faults_of(page)]
        count += 1
    tried(count)
    assert not faults, "\n".join(faults)


@pytest.mark.trust("accessibility", "pages walked by keyboard")
@pytest.mark.parametrize("screen", [DESKTOP, NARROW], ids=["desktop", "narrow"])
def test_every_stop_of_the_keyboard_is_seen_in_order(
    screen: ViewportSize, site: Built, places: dict[str, Place], new_page: NewPage, tried: Tried
) -> None:
    hold(pages(site, places["http"], new_page, viewport=screen), walked, tried)


@pytest.mark.trust("accessibility", "pages whose targets were measured")
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_target_is_large_enough(
    screen: ViewportSize, site: Built, places: dict[str, Place], new_page: NewPage, tried: Tried
) -> None:
    visited = pages(site, places["http"], new_page, viewport=screen)
    hold(visited, lambda page: page.evaluate(SMALL), tried)


@pytest.mark.trust("accessibility", "pages with spaced text on the narrowest screen")
def test_spaced_text_fits_a_page_four_times_as_large(
    site: Built, places: dict[str, Place], new_page: NewPage, tried: Tried
) -> None:
    """320 pixels are a screen of 1,280 at 400 per cent."""
    options = {"viewport": NARROW, "bypass_csp": True}
    hold(pages(site, places["http"], new_page, **options), spaced, tried)


@pytest.mark.trust("accessibility", "pages in the system's colours, without motion")
def test_the_systems_colours_and_no_motion(
    site: Built, places: dict[str, Place], new_page: NewPage, tried: Tried
) -> None:
    options = {"forced_colors": "active", "reduced_motion": "reduce"}
    hold(pages(site, places["http"], new_page, **options), unclear, tried)


BAR = """
- region "Your checklist":
  - strong: Tern University
  - text: /started .*/
  - button "Hand over"
  - button "Save a copy"
  - button "Menu"
  - text: 1 of 4 steps
  - progressbar "Steps done"
  - text: Saved in this browser
"""
STEPS = """
- list:
  - listitem:
    - checkbox "1 Guide the customer through the choices in the Hub Configurator" [checked]
    - paragraph
    - paragraph:
      - link "Account Manager"
    - button "More"
    - paragraph: Go through the technical choices together.
    - paragraph: /Done .*, by Ana/
  - listitem:
    - checkbox "2 Copy the URL that the Hub Configurator makes"
    - text: Hub Configurator URL
    - textbox "Hub Configurator URL"
  - listitem:
    - checkbox "3 Make the Order in HubSpot"
    - list:
      - listitem:
        - checkbox "Check that the Deal has line items must do"
      - listitem:
        - checkbox "Create the Order with the Hub Configurator URL"
        - textbox "Link to the Order" [invalid]: nonsense
        - paragraph: /This is not a link/
    - paragraph:
      - strong: "Before you go on:"
      - text: The Order exists.
  - listitem:
    - checkbox "4 Review the Order, then pass it on"
    - paragraph: /You can go on without it and say why/
    - textbox "Why do you go on without it?"
    - paragraph:
      - button "Go on without it"
      - button "Not yet"
"""


def test_a_checklist_reads_as_it_should(places: dict[str, Place], new_page: NewPage) -> None:
    """What a screen reader is told of a checklist under way: names, roles, states, in order."""
    page = under_way(new_page(), places["http"])
    expect(page.get_by_role("region", name="Your checklist")).to_match_aria_snapshot(BAR)
    expect(page.get_by_role("article")).to_match_aria_snapshot(STEPS)
