"""What axe-core, with its best practices, finds on a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()


def axe_faults(page: Page, state: str = "") -> list[str]:
    """Return what is wrong with the page as it is now; ``state`` says what that is."""
    return [
        f"{state}: {rule['id']}: {rule['help']}: "
        + ", ".join(str(node["target"]) for node in rule["nodes"])
        for rule in _AXE.run(page).response["violations"]
    ]
