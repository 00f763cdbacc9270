// @ts-check
"use strict";

/*
 * The search page: results as one types, from the index Sphinx writes.
 *
 * Sphinx's search finds; this file shows. It is loaded before Sphinx's scripts and gives them
 * the few names they expect of a page, so that nothing else of Sphinx's need be loaded, no HTML
 * is written from text, and a page opened from disk searches like any other.
 */

/* Names Sphinx's search looks up: start later, translate nothing, mark nothing on other pages. */
var _ready = () => {};
var _ = (/** @type {string} */ text) => text;
var SPHINX_HIGHLIGHT_ENABLED = false;

(() => {
  const PAUSE_MS = 150;

  /**
   * Where a page is, seen from the search page.
   *
   * @param {string} root the way to the site's root, ending in a slash
   * @param {string} name the page's name, such as "sales-operations/index"
   * @param {string} suffix ".html", or "/" where each page has a folder
   * @returns {string}
   */
  const address = (root, name, suffix) => {
    if (suffix !== "/") return root + name + suffix;
    return root + `${name}/`.replace(/(^|\/)index\/$/, "$1");
  };

  /** @param {number} count @param {string} query @returns {string} */
  const summary = (count, query) => {
    if (!query) return "";
    if (!count) return `Nothing found for “${query}”. Try fewer or other words.`;
    return count === 1 ? "One place found." : `${count} places found.`;
  };

  const ESCAPED = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };

  /**
   * The words of a title: Sphinx's index holds names of things, but not of pages, as HTML.
   *
   * @param {string} title
   * @returns {string}
   */
  const words = (title) => {
    let text = title.replaceAll(" > ", " › ");
    for (const [code, letter] of Object.entries(ESCAPED).reverse()) {
      text = text.replaceAll(code, letter);
    }
    return text;
  };

  if (typeof document === "undefined") {
    module.exports = { address, summary, words };
    return;
  }

  /**
   * @param {string} query
   * @returns {[string, string, string, string | null][]} page, title, anchor and description of
   *   each place, best first
   */
  const find = (query) => {
    // @ts-expect-error Search is Sphinx's
    const search = Search;
    if (!query || !search.hasIndex()) return [];
    return search._performSearch(...search._parseQuery(query)).reverse();
  };

  const begin = () => {
    const form = document.querySelector("form.site-find");
    const box = document.getElementById("site-find");
    const status = document.querySelector(".site-found");
    const list = document.querySelector(".site-results");
    if (!(form instanceof HTMLFormElement) || !(box instanceof HTMLInputElement)) return;
    if (!status || !list) return;
    const root = document.documentElement.dataset.content_root ?? "./";
    const suffix = form.dataset.suffix ?? ".html";

    const show = () => {
      const query = box.value.trim();
      /** @type {Map<string, HTMLLIElement>} a place is shown once, by what was found first */
      const items = new Map();
      for (const [name, title, anchor, description] of find(query)) {
        const place = address(root, name, suffix) + anchor;
        if (items.has(place)) continue;
        const link = document.createElement("a");
        link.href = place;
        link.textContent = words(title);
        const item = document.createElement("li");
        item.append(link);
        if (description) item.append(` ${description}`);
        items.set(place, item);
      }
      list.replaceChildren(...items.values());
      status.textContent = summary(items.size, query);
    };

    let timer = 0;
    box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, PAUSE_MS);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const here = new URL(window.location.href);
      here.searchParams.set("q", box.value);
      window.history.replaceState(null, "", here);
      show();
    });
    box.value = new URLSearchParams(window.location.search).get("q") ?? "";
    show();
  };

  document.addEventListener("DOMContentLoaded", begin);
})();
