// @ts-check
"use strict";

/*
 * A glance at what is going on: what to continue, on the home page; what is going on in a stage,
 * below its figure. Nothing is there where nothing is open.
 */
((handbook) => {
  const { make, link } = handbook.dom;
  const MOST = { continue: 5, stage: 3 };

  /**
   * @param {Handbook.ListEntry} entry
   * @param {Date} now
   */
  const row = (entry, now) => {
    const words = `${entry.title} for ${entry.run.about || "nobody named yet"}`;
    return make(
      "li", "",
      link(words, entry.href ?? ""),
      make("span", "sop-mine-facts", ` · ${handbook.words.line(entry, now)}`),
    );
  };

  /**
   * @param {HTMLElement} root
   * @param {Handbook.Listing} listing
   * @param {Handbook.Store} store
   */
  const draw = (root, { show, sops, pages }, store) => {
    const home = show === "continue";
    const most = home ? MOST.continue : MOST.stage;
    const place = make("div", "");
    root.append(place);
    let shown = "";

    return async () => {
      const { logs } = await store.all();
      const read = Object.values(logs).map((log) => handbook.entries.read(log, sops));
      const going = read.filter(
        (entry) =>
          entry !== null &&
          entry.href !== null &&
          handbook.entries.matches(entry, "open", "") &&
          !entry.run.handed,
      );
      const entries = handbook.entries.order(/** @type {Handbook.ListEntry[]} */ (going), "touched");
      const now = new Date();
      const rows = entries.slice(0, most).map((entry) => row(entry, now));
      const more = entries.length - rows.length;
      if (more > 0 && pages.all !== undefined) {
        rows.push(make("li", "", link(`${more} more in My checklists`, pages.all)));
      }
      const list = make("ul", "sop-mine-rows", ...rows);
      list.setAttribute("role", "list");
      if (!home) list.setAttribute("aria-label", "Your checklists in this stage");
      // Drawn again only where it says something else: who has the focus here keeps it.
      const said = list.textContent ?? "";
      if (said === shown) return;
      shown = said;
      const heading = home ? [make("h2", "", "Continue")] : [];
      const address = place.contains(document.activeElement)
        ? document.activeElement?.getAttribute("href") : null;
      place.replaceChildren(...(rows.length ? [...heading, list] : []));
      const links = [...place.querySelectorAll("a")];
      links.find((found) => found.getAttribute("href") === address)?.focus();
    };
  };

  handbook.glance = { draw };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
