"""A bare page that holds the storage of runs and nothing else, as strict as the handbook's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page

from support.paths import ROOT

SCRIPTS = ROOT / "_ext" / "handbook" / "scripts" / "run"
STORAGE = (
    "ids", "checks", "log", "sentences", "memory", "records", "database", "connection", "tabs",
    "store",
)  # fmt: skip
"""What storage is made of, in the order in which it is loaded."""

_POLICY = (
    "default-src 'none'; script-src 'self'; frame-src 'self'; img-src data:;"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEAD = f"""<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<link rel="icon" href="data:,">
<title>Storage</title>
"""
_FRAME = '<iframe sandbox="allow-scripts" src="page.html" title="Storage"></iframe>\n'

# Hands tests what they say most often. `lines` is a plain log: its notes' words, in order.
_HELP = """
globalThis.start = async (site = "test") => {
  globalThis.store = await handbook.store.open(site);
  return { state: store.state, sentence: store.sentence };
};
globalThis.note = async (text, run = "run-one") => {
  const act = { run, step: "one", kind: "note", value: { text }, by: "Ana" };
  const event = await store.append(act);
  return { n: event.n, state: store.state, sentence: store.sentence };
};
globalThis.lines = async (run = "run-one") =>
  (await store.events(run)).map((event) => event.value.text);
globalThis.runs = async () => {
  const { logs, corrupt } = await store.all();
  return Object.keys({ ...logs, ...corrupt })
    .map((run) => ({ run, events: logs[run]?.length ?? 0, corrupt: run in corrupt }));
};
globalThis.until = (state) => new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error(`Never ${state}, but ${store.state}`)), 15000);
  const look = () => {
    if (store.state !== state) return;
    clearTimeout(late);
    resolve({ state, sentence: store.sentence });
  };
  store.watch(look);
  look();
});
globalThis.idb = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
"""


def write_bare(folder: Path) -> Path:
    """Write the bare pages into a folder, and return it.

    ``page.html`` holds the scripts; ``framed.html`` shows it in a frame without an origin.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in STORAGE:
        shutil.copy(SCRIPTS / f"{name}.js", folder)
    (folder / "help.js").write_text(_HELP, encoding="utf-8")
    loaded = "".join(f'<script defer src="{name}.js"></script>\n' for name in (*STORAGE, "help"))
    (folder / "page.html").write_text(_HEAD + loaded, encoding="utf-8")
    (folder / "framed.html").write_text(_HEAD + _FRAME, encoding="utf-8")
    return folder


def opened(page: Page, base: str, site: str = "test") -> Page:
    """Go to the bare page and open storage on it; return the page."""
    page.goto(base + "page.html")
    page.evaluate("(site) => start(site)", site)
    return page
