"""A page in a real Chromium: how heavy it is, how fast it opens, ticks and finds."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from bench.report import Figure
from bench.trees import make_ours, name_of, words_of
from support.browser import launch_options
from support.paths import ROOT
from support.serve import serve

LOAD_MS, FIRST_MS, LATER_MS = 1500, 100, 100
OURS_KB, ALL_KB, HTML_KB, REQUESTS = 30, 120, 32, 14
TICKS = 20
BOX = ".sop-step input[type=checkbox]"
READY = "() => document.querySelector('.sop-more') && performance.timing.loadEventEnd > 0"
# From the click until the step says so, the bar says that it is kept, and both are painted.
TICK = """([boxes, number]) => new Promise((done) => {
  const box = document.querySelectorAll(boxes)[number];
  const item = box.closest(".sop-step");
  const bar = document.querySelector(".sop-bar");
  const begun = performance.now();
  const look = () => {
    if (!item.textContent.includes("Done ")) return;
    if (!bar.textContent.includes("Saved in this browser")) return;
    changes.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  };
  const changes = new MutationObserver(look);
  changes.observe(item, {subtree: true, childList: true, characterData: true});
  changes.observe(bar, {subtree: true, childList: true, characterData: true});
  box.click();
})"""
FOUND = "() => document.querySelector('.site-results li a')"


def build(tree: Path) -> Path:
    """Build a tree as HTML beside it and return the folder of the site."""
    out = tree.with_name(f"{tree.name}-html-1")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(tree), str(out)]
    subprocess.run(command, check=True, env={"PYTHONPATH": str(ROOT / "_ext")})
    return out


def _chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(**launch_options(playwright))


def _sop(site: Path) -> str:
    return f"{site.as_uri()}/sales-operations/sops/{name_of(0)}.html"


def _visit(browser: Browser, address: str) -> tuple[float, float, list[float]]:
    """Open an SOP in a browser that has never seen it; return load, first and later ticks in ms."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(READY, polling="raf")
    load = page.evaluate("performance.now()")
    page.wait_for_timeout(500)  # a person reads before ticking; what is still due by then is late
    page.hover(BOX)  # and the mouse is there before its button is down
    page.wait_for_timeout(200)
    first = page.evaluate(TICK, [BOX, 0])
    later = []
    boxes = page.locator(BOX).count()
    for number in range(1, min(TICKS + 1, boxes)):
        later.append(page.evaluate(TICK, [BOX, number]))
    context.close()
    return load, first, later


def _speed(browser: Browser, site: Path, steps: int, visits: int) -> Iterator[Figure]:
    seen = [_visit(browser, _sop(site)) for _ in range(visits)]
    told = f"{steps:,} steps"
    yield Figure.of(f"{told}: load", (load for load, _, _ in seen), "ms", LOAD_MS)
    yield Figure.of(f"{told}: first tick, shown and saved", (f for _, f, _ in seen), "ms", FIRST_MS)
    later = sorted(tick for _, _, ticks in seen for tick in ticks)
    p95 = later[int(len(later) * 0.95)]
    yield Figure.of(f"{told}: later ticks", later, "ms")
    yield Figure(f"{told}: later ticks, p95", p95, "ms", LATER_MS)


def _weigh(page: Page, address: str) -> dict[str, bytes]:
    """Return what a page loads by itself, by path."""
    loaded: dict[str, bytes] = {}
    page.on("response", lambda answer: loaded.update({urlsplit(answer.url).path: answer.body()}))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return loaded


def _weight(browser: Browser, site: Path, what: str) -> Iterator[Figure]:
    """Yield what an SOP's page weighs as a server sends it, compressed."""
    with serve(site) as base:
        page = browser.new_page()
        loaded = _weigh(page, f"{base}sales-operations/sops/{name_of(0)}.html")
        page.close()
    code = {path: body for path, body in loaded.items() if path.endswith((".js", ".css"))}
    packed = {path: len(gzip.compress(body, 9)) / 1000 for path, body in code.items()}
    ours = sum(size for path, size in packed.items() if "/_static/handbook/" in path)
    html = sum(len(body) for path, body in loaded.items() if path.endswith(".html")) / 1000
    yield Figure(f"{what}: ours, JS and CSS, gzipped", ours, "KB", OURS_KB)
    yield Figure(f"{what}: all JS and CSS, gzipped", sum(packed.values()), "KB", ALL_KB)
    yield Figure(f"{what}: HTML", html, "KB", HTML_KB)
    yield Figure(f"{what}: requests", len(loaded), "", REQUESTS)


def _search(browser: Browser, site: Path, count: int, visits: int) -> Iterator[Figure]:
    """Yield how long it takes from opening the search page to its first result."""
    words = words_of(count // 2, 7).replace(" ", "+")
    taken = []
    for _ in range(visits):
        page = browser.new_page()
        page.goto(f"{site.as_uri()}/search.html?q={words}")
        page.wait_for_function(FOUND, polling="raf")
        taken.append(page.evaluate("performance.now()"))
        page.close()
    yield Figure.of(f"{count:,} SOPs: search, from opening to the first result", taken, "ms")


def measure_pages(work: Path, sizes: list[int], counts: list[int], visits: int) -> Iterator[Figure]:
    """Yield speed by number of steps, then weight and search by number of SOPs.

    Sites of so many SOPs that ``measure_builds`` left in ``work`` are used as they are.
    """
    with sync_playwright() as playwright, _chromium(playwright) as browser:
        for steps in sizes:
            site = build(make_ours(work / f"steps-{steps}", 1, steps))
            yield from _speed(browser, site, steps, visits)
        for count in counts:
            site = work / f"ours-{count}-html-1"
            if not site.is_dir():
                site = build(make_ours(work / f"ours-{count}", count))
            yield from _weight(browser, site, f"an SOP's page among {count:,}")
            yield from _search(browser, site, count, visits)
