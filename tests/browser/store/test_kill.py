"""What was said to be saved survives the browser being killed right after."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from support.bare import opened
from support.killed import own_browser
from support.trust import Tried, so_many
from support.watch import Place

KILLS = so_many(6, 50)
# Every third act is as large as the start of a long SOP: such values go to a file of their own.
LARGE = 19_000


@pytest.mark.trust("storage", "kills right after “Saved”")
def test_acknowledged_acts_survive_a_kill(
    playwright: Playwright, on_http: Place, tmp_path: Path, tried: Tried
) -> None:
    tried(KILLS)
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
