// @ts-check
"use strict";

/*
 * The search page: results as one types.
 *
 * Results are links in a list, so Tab and a screen reader go through them as through any other;
 * the arrow keys do too. Enter in the box leads nowhere: the results are there already, and who
 * wants the first is one key away.
 */
(() => {
  const PAUSE_MS = 120;
  /** More is no help: a longer query is. */
  const MOST_SHOWN = 25;
  const MOST_READ = 200;
  const MOST_QUOTED = 60;

  /** What readers call each kind. */
  const KINDS = new Map([
    ["agreement", "Template"], ["artefact", "Artefact"], ["page", "Page"], ["role", "Role"],
    ["section", "Section"], ["sop", "SOP"], ["stage", "Stage"], ["step", "Step"],
    ["system", "System"], ["team", "Team"], ["term", "Term"],
  ]); // prettier-ignore

  /**
   * Where a page is, seen from the search page.
   *
   * @param {string} root the way to the site's root, ending in a slash
   * @param {string} name the page's name, such as "sales-operations/index"
   * @param {string} suffix ".html", or "/" where each page has a folder
   */
  const address = (root, name, suffix) => {
    if (suffix !== "/") return root + name + suffix;
    return root + `${name}/`.replace(/(^|\/)index\/$/, "$1");
  };

  /** @param {string} query */
  const quoted = (query) =>
    `“${query.length > MOST_QUOTED ? `${query.slice(0, MOST_QUOTED)}…` : query}”`;

  /**
   * What was found, in a sentence.
   *
   * @param {string} query
   * @param {number} count
   * @param {string[]} [unknown] words of the query that nothing says
   */
  const summary = (query, count, unknown = []) => {
    if (!query) return "";
    if (!count) return `Nothing found for ${quoted(query)}. Try fewer or other words.`;
    const near = unknown.length
      ? `Nothing says ${unknown.map(quoted).join(" or ")}; this comes close. `
      : "";
    if (count > MOST_SHOWN) return `${near}The best ${MOST_SHOWN} of ${count} places.`;
    return near + (count === 1 ? "One place found." : `${count} places found.`);
  };

  if (typeof document === "undefined") {
    module.exports = { address, summary };
    return;
  }

  const { finder, excerpts } = handbook;
  const form = document.querySelector("form.site-find");
  const box = document.getElementById("site-find");
  const status = document.querySelector(".site-found");
  const list = document.querySelector(".site-results");
  if (!(form instanceof HTMLFormElement) || !(box instanceof HTMLInputElement)) return;
  if (!status || !list || !handbook.findable) return;

  const root = document.documentElement.dataset.content_root ?? "./";
  const suffix = form.dataset.suffix ?? ".html";
  const find = finder.finder(finder.read(handbook.findable));

  /**
   * @param {string} tag
   * @param {string} name its class
   * @param {...(Node | string)} content
   */
  const make = (tag, name, ...content) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  };

  /** @param {Handbook.Found} found */
  const item = ({ place, terms }) => {
    /** @param {string} word */
    const isFound = (word) => finder.isFound(word, terms);
    /** @param {string} text */
    const marked = (text) =>
      excerpts
        .parts(text, isFound)
        .map((part) => (part.found ? make("mark", "site-match", part.text) : part.text));
    const { anchor, kind, page, related, short, text, title, where } = place;
    const name = short && !title.includes(short) ? `${title} (${short})` : title;
    const link = document.createElement("a");
    link.href = address(root, page, suffix) + (anchor && `#${anchor}`);
    link.append(...marked(name));
    const facts = [KINDS.get(kind) ?? kind, where.join(" › ")].filter(Boolean).join(" · ");
    const made = make("li", "", link, make("p", "site-where", facts));
    // The words that it was found by, if its own are not the ones.
    const says = [text, related].find((words) => words.split(/\s/).some(isFound)) ?? text;
    if (says) made.append(make("p", "site-excerpt", ...marked(excerpts.excerpt(says, isFound))));
    return made;
  };

  const show = () => {
    const query = box.value.slice(0, MOST_READ).trim();
    const { found, unknown } = find(query);
    list.replaceChildren(...found.slice(0, MOST_SHOWN).map(item));
    status.textContent = summary(query, found.length, unknown);
    const here = new URL(window.location.href);
    if ((here.searchParams.get("q") ?? "") === query) return;
    if (query) here.searchParams.set("q", query);
    else here.searchParams.delete("q");
    window.history.replaceState(null, "", here);
  };

  let timer = 0;
  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(timer);
    show();
  });
  document.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const stops = [box, ...list.querySelectorAll("a")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = at < 0 ? undefined : stops[at + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  box.value = new URLSearchParams(window.location.search).get("q") ?? "";
  show();
})();
