"""What the policy of a page is for: whatever is injected into one, nothing of it takes effect.

What a build refuses is put into the built page here, as if it had come past all that.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from support.build import Built
from support.trust import Tried, some
from support.watch import NewPage, Place

#: Name -> what is put at the end of a page, and the part of the policy that refuses it.
INJECTED = {
    "script": ("<script>globalThis.ran = 1</script>", "script-src-elem"),
    "handler": (
        '<button id="injected" onclick="globalThis.ran = 1">a</button>', "script-src-attr"),
    "link": (
        '<a id="injected" href="javascript:void(globalThis.ran = 1)">a</a>', "script-src-elem"),
    "style": ("<style>body { outline: 7px solid rgb(1, 2, 3) }</style>", "style-src-elem"),
    "base": ('<base href="https://evil.example/">', "base-uri"),
}  # fmt: skip
ACT = """() => document.getElementById("injected")?.click()"""
EFFECTS = """(address) => [
  globalThis.ran === undefined ? "" : "a script ran",
  getComputedStyle(document.body).outlineWidth === "7px" ? "a style applied" : "",
  document.baseURI === address ? "" : `the base is ${document.baseURI}`,
].filter(Boolean)"""


def inject(page: Page, text: str) -> None:
    """Have every page that is opened end in a text."""

    def answer(route: Route) -> None:
        if route.request.resource_type != "document":
            route.continue_()
            return
        response = route.fetch()
        body = response.text()
        assert body.count("</main>") == 1, (route.request.url, response.status, body[:300])
        route.fulfill(response=response, body=body.replace("</main>", f"{text}</main>"))

    page.route(lambda address: ".html" in address, answer)


@pytest.mark.trust("policy", "injections into every page, without effect")
@pytest.mark.parametrize("name", INJECTED)
def test_an_injection_has_no_effect(
    name: str, site: Built, places: dict[str, Place], new_page: NewPage, tried: Tried
) -> None:
    text, directive = INJECTED[name]
    watched = new_page()
    inject(watched.page, text)
    pages = some(site.pages(), 3)
    faults: list[Any] = []
    for address in (places["http"].base + name for name in pages):
        watched.forget()
        watched.page.goto(address)
        watched.page.evaluate(ACT)
        watched.settle()
        faults += [(address, effect) for effect in watched.page.evaluate(EFFECTS, address)]
        if not any(directive in violation for violation in watched.violations):
            faults.append((address, "no violation", watched.violations))
        faults += [(address, url) for url in watched.requests if not places["http"].owns(url)]
    assert not faults
    tried(len(pages))


def test_without_a_policy_each_would_have_an_effect(new_page: NewPage) -> None:
    """So that the test above cannot pass for want of harm."""
    page = new_page().page
    for text, _ in INJECTED.values():
        bare = f"<!doctype html><main>{text}</main>"
        page.route(
            "https://a.example/", partial(Route.fulfill, body=bare, content_type="text/html")
        )
        page.goto("https://a.example/")
        page.evaluate(ACT)
        page.wait_for_function(f"({EFFECTS})('https://a.example/').length > 0")
