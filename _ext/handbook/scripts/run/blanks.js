// @ts-check
"use strict";

/*
 * Placeholders, filled while the answers are written: in words, code, links and texts to copy.
 */
((handbook) => {
  const PLACEHOLDER = /\{\{\s*([a-z0-9-]+)\s*\}\}/g;

  /** @param {string} address */
  const safe = (address) => {
    try {
      return ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
    } catch {
      return false;
    }
  };

  /** @param {string} words half a character would not pass */
  const encoded = (words) => encodeURIComponent(handbook.text.whole(words));

  /**
   * A part of an e-mail's address: to whom, the subject, or the text, whose lines end with both
   * characters.
   *
   * @param {string} before what stands before it
   * @param {string} words
   */
  const mailed = (before, words) => {
    if (!before.includes("?")) return encoded(words).replace(/%40/g, "@");
    if (!before.includes("&body=")) return encoded(words.replace(/\s+/g, " "));
    return encoded(words.replace(/\r\n?|\n/g, "\r\n"));
  };

  /**
   * The address of a link, or "" while an answer in it is missing.
   *
   * @param {string} template
   * @param {(field: string) => string} said
   * @returns {string}
   */
  const address = (template, said) => {
    const mail = template.startsWith("mailto:");
    let missing = false;
    const filled = template.replace(PLACEHOLDER, (_, field, at) => {
      const words = said(field);
      missing ||= !words;
      // An answer that begins the address is one; elsewhere it is a part of one.
      if (at === 0) return words;
      return mail ? mailed(template.slice(0, at), words) : encoded(words);
    });
    return !missing && safe(filled) ? filled : "";
  };

  /** @param {string} template @returns {string[]} the answers that an address waits for */
  const needed = (template) => [...template.matchAll(PLACEHOLDER)].map(([, field]) => field);

  /**
   * What the page knows of a choice that a link carries.
   *
   * @param {string} what as `take` names it
   */
  const itemOf = (what) => {
    for (const data of document.querySelectorAll("script.sop-decoder")) {
      /** @type {Handbook.Decoder} */
      const { groups } = JSON.parse(data.textContent ?? "");
      for (const { items } of groups) for (const item of items) if (item.id === what) return item;
    }
    return null;
  };

  /**
   * Where every answer is written, by its id: its field, or the field that it is taken out of.
   *
   * @param {Handbook.Definition} definition
   * @returns {Map<string, Handbook.Source>}
   */
  const sources = ({ about, steps }) => {
    /** @type {Map<string, Handbook.Source>} */
    const found = new Map([[about.id, { id: about.id, label: about.label, field: null, item: null }]]);
    for (const field of steps.flatMap((step) => step.fields ?? [])) {
      found.set(field.id, { id: field.id, label: field.label, field, item: null });
      for (const [id, what] of Object.entries(field.take ?? {})) {
        found.set(id, { id: field.id, label: field.label, field, item: itemOf(what) });
      }
    }
    return found;
  };

  /**
   * Fill every placeholder on the page.
   *
   * @param {Handbook.Page} page
   */
  const wire = (page) => {
    const { root, session } = page;
    const places = sources(session.definition);
    const blanks = [...root.querySelectorAll(".sop-blank[data-field]")].map((element) => ({
      element, label: element.textContent ?? "", field: element.getAttribute("data-field") ?? "",
    })); // prettier-ignore
    const links = [...root.querySelectorAll("[data-address]")].map((element) => ({
      element, template: element.getAttribute("data-address") ?? "",
    })); // prettier-ignore
    /** Whether a field is answered, asked once a rendering. @type {Map<string, boolean>} */
    const right = new Map();

    /** @param {Handbook.Field} field a wrong answer leads nowhere: it fills nothing until mended */
    const answered = (field) => {
      const known = right.get(field.id) ?? handbook.fields.answered(field, session.answers[field.id]);
      right.set(field.id, known);
      return known;
    };

    /**
     * @param {string} id
     * @param {boolean} [raw] as it is kept, for addresses: ids and days, not their words
     */
    const said = (id, raw = false) => {
      const { field = null, item = null } = places.get(id) ?? {};
      if (field && !answered(field)) return "";
      const value = session.answers[id] ?? null;
      if (item && !raw) return String(handbook.choices.own(item.options, String(value)) ?? value ?? "");
      return handbook.text.said(value, raw ? undefined : (field ?? undefined));
    };

    /** @param {string} id what to ask for where an answer is missing, and where it is written */
    const missing = (id) => {
      const place = places.get(id);
      if (!place) return { id, label: id };
      const { field, item, label } = place;
      // The link is there, but nothing was chosen in it.
      return { id: place.id, label: item && field && answered(field) ? item.label : label };
    };

    const offers = handbook.offers.wire(page, said, missing);

    return {
      render: () => {
        right.clear();
        for (const { element, label, field } of blanks) {
          const words = said(field);
          element.classList.toggle("sop-blank", !words);
          element.classList.toggle("sop-filled", words !== "");
          handbook.dom.setText(element, words || label);
        }
        for (const { element, template } of links) {
          // An e-mail is for people: it says the words of an answer.
          const raw = !template.startsWith("mailto:");
          const href = address(template, (id) => said(id, raw));
          const link = element.querySelector(":scope > a");
          if (link instanceof HTMLAnchorElement) {
            if (href) link.href = href;
            else link.replaceWith(...link.childNodes);
          } else if (href) {
            const made = handbook.dom.link("", href);
            made.className = "reference external";
            made.append(...element.childNodes);
            element.append(made);
          }
        }
        offers.render();
      },
    };
  };

  handbook.blanks = { wire, address, needed };
  if (typeof document === "undefined") module.exports = handbook.blanks;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
