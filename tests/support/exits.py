"""What leaves a browser and what comes in, worked by what a person sees."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Download, Locator, Page, expect

from support.checklist import Checklist
from support.watch import Place, Watched

MINE = "sales-operations/my-checklists.html"
SITE = "2i2c-sales-operations"
PROBE_PAGE = "sales-operations/sops/probe.html"
SECRET = "hush-hush-4711"
NOTE = "between us 0815"
#: An SOP with everything that may leave: private answers, dates, forms of GitHub.
PROBE = """
title: Probe
stage: sales
about: Community
purpose: Try what leaves the browser.
source: draft
steps:
  - id: pick
    do: Pick the cloud for {{community}}
    fields:
      - id: cloud
        label: Cloud
        type: choice
        options: [{id: aws, label: AWS}, {id: gcp, label: GCP}]
      - {id: secret, label: Secret, private: true}
  - id: live
    do: Agree when it goes live
    fields:
      - {id: go-live, label: Go-live, type: date}
  - id: prepare
    do: Prepare the page
    due: {days: 14, before: go-live}
  - id: ask
    do: Ask for the hub
    fields:
      - {id: words, label: Words}
    actions:
      - github_issue: owner/name
        template: form.yaml
        title: "A hub for {{community}}"
        fields:
          info: "Words: {{words}}, secret: {{secret}}, live: {{go-live}}"
        label: Open the form
"""
SIDEWAYS = """() => [document.documentElement, document.querySelector("dialog[open]")]
  .some((element) => element.scrollWidth > element.clientWidth)"""
STORED = """async (site) => {
  const store = await handbook.store.open(site);
  const { logs } = await store.all();
  store.close();
  return logs;
}"""


def logs(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return every checklist's log that this browser keeps."""
    found: dict[str, list[dict[str, Any]]] = page.evaluate(STORED, SITE)
    return found


def dialog(page: Page, title: str | re.Pattern[str] = "") -> Locator:
    """The dialog that is open, with this title."""
    return (
        page.get_by_role("dialog", name=title, exact=True) if title else page.get_by_role("dialog")
    )


def press(page: Page, words: str) -> None:
    """Press a button of the open dialog."""
    dialog(page).get_by_role("button", name=words, exact=True).click()


def going(page: Page) -> str:
    """What the dialog says goes, once it has stopped changing."""
    shown = dialog(page).get_by_role("group", name=re.compile("^This is what goes"))
    expect(shown.first).to_be_visible()
    page.wait_for_timeout(400)
    return "\n\n".join(part.text_content() or "" for part in shown.all())


def leave(checklist: Checklist, words: str) -> None:
    """Open one of the dialogs about what leaves: from the bar, or else from the menu."""
    barred = checklist.bar.get_by_role("button", name=words, exact=True)
    if barred.count() and barred.first.is_visible():
        barred.first.click()
    else:
        checklist.bar.get_by_role("button", name="Menu").click()
        checklist.bar.get_by_role("button", name=re.compile(f"^{words}…")).click()
    expect(dialog(checklist.page, words)).to_be_visible()


def downloaded(page: Page, words: str) -> tuple[str, str]:
    """Press what saves a file; return its name and its text."""
    with page.expect_download() as started:
        press(page, words)
    download: Download = started.value
    return download.suggested_filename, Path(download.path()).read_bytes().decode()


def saved(checklist: Checklist, *, private: bool = False) -> str:
    """Save a copy to open again later, and return the file's text."""
    leave(checklist, "Save a copy")
    box = dialog(checklist.page).get_by_role("checkbox", name=re.compile("^Private answers"))
    if private:
        box.check()
        expect(dialog(checklist.page)).not_to_contain_text("Left out:")
    _, text = downloaded(checklist.page, "Save")
    checklist.page.keyboard.press("Escape")
    return text


def handed(checklist: Checklist, to: str) -> str:
    """Hand a checklist over and return the text that goes."""
    expect(checklist.bar).not_to_contain_text("Handed to")
    leave(checklist, "Hand over")
    page = checklist.page
    page.get_by_label("To whom?").fill(to)
    text = going(page)
    press(page, "Copy the text")
    expect(dialog(page)).to_contain_text(f"Handed to {to}")
    press(page, "Done")
    expect(page.get_by_text(f"Handed to {to}, ")).to_be_visible()
    return text


def link_in(text: str) -> str:
    """Return the one link to a checklist in a text."""
    [link] = re.findall(r"https?://\S+#import=\S+", text)
    return str(link)


def fragment_of(text: str) -> str:
    """Return the fragment of the one link to a checklist in a text."""
    return "#" + link_in(text).partition("#")[2]


def choose(page: Page, *texts: str) -> None:
    """Choose files with these texts in the dialog that asks for them."""
    files: Any = [
        {"name": f"copy-{n}.json", "mimeType": "application/json", "buffer": text.encode()}
        for n, text in enumerate(texts, 1)
    ]
    page.get_by_label("Files").set_input_files(files)
    press(page, "Look at it")


def paste(page: Page, text: str) -> None:
    """Paste a text into the dialog that asks for one."""
    page.get_by_label("Or paste a link, or the text of a copy").fill(text)
    press(page, "Look at it")


def bring(page: Page, base: str) -> None:
    """Open My checklists, and there the dialog that asks for a copy."""
    page.goto(base + MINE)
    page.get_by_role("button", name="Open a copy…").locator("visible=true").click()
    expect(dialog(page, "Open a copy")).to_be_visible()


def events_of(text: str) -> list[dict[str, Any]]:
    """Return the events in a saved copy."""
    found: list[dict[str, Any]] = json.loads(text)["events"]
    return found


def probe(watched: Watched, place: Place, page: str = PROBE_PAGE) -> Checklist:
    """The Probe, under way: a private answer, a date, a note, one step done."""
    checklist = Checklist(watched, place, page)
    checklist.open()
    checklist.start()
    checklist.answer("Secret", SECRET)
    checklist.answer("Go-live", "2031-05-20")
    checklist.more("Prepare the page", "Add a note")
    checklist.page.get_by_label("Note", exact=True).fill(NOTE)
    checklist.button("Keep the note").click()
    checklist.has_done("1 of 4")
    return checklist
