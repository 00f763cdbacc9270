"""What was said to be saved survives the browser being killed right after.

HANDBOOK_KILLS says how often; the usual few are a sample of the fifty that a release is held to.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Playwright

from support.bare import opened
from support.killed import own_browser
from support.watch import Place

KILLS = int(os.environ.get("HANDBOOK_KILLS", "6"))
# Every third act is as large as the start of a long SOP: such values go to a file of their own.
LARGE = 19_000


def test_acknowledged_acts_survive_a_kill(
    playwright: Playwright, on_http: Place, tmp_path: Path
) -> None:
    said: list[str] = []
    for number in range(KILLS):
        with own_browser(playwright, tmp_path) as browser:
            page = opened(browser.page, on_http.base)
            assert page.evaluate("lines()") == said, f"after {number} kills"
            said.append(f"act {number} " + "x" * (LARGE if number % 3 == 2 else 0))
            done = page.evaluate("(text) => note(text)", said[-1])
            browser.kill()
        assert done["state"] == "saved"
        assert done["n"] == number + 1
    with own_browser(playwright, tmp_path) as browser:
        assert opened(browser.page, on_http.base).evaluate("lines()") == said
