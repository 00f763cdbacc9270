// @ts-check
"use strict";

/*
 * Placeholders, filled while the answers are written: in words, code, links and texts to copy.
 */
((handbook) => {
  /** @param {string} address */
  const safe = (address) => {
    try {
      return ["http:", "https:", "mailto:"].includes(new URL(address).protocol);
    } catch {
      return false;
    }
  };

  /**
   * The address of a link, or "" while an answer in it is missing.
   *
   * @param {string} template
   * @param {(field: string) => string} said
   * @returns {string}
   */
  const address = (template, said) => {
    let missing = false;
    const filled = template.replace(/\{\{\s*([a-z0-9-]+)\s*\}\}/g, (_, field, at) => {
      const words = said(field);
      missing ||= !words;
      // An answer that begins the address is one; elsewhere it is a part of one.
      return at === 0 ? words : encodeURIComponent(words);
    });
    return !missing && safe(filled) ? filled : "";
  };

  /**
   * Fill every placeholder on the page.
   *
   * @param {Handbook.Page} page
   */
  const wire = ({ root, session }) => {
    /** By the id of an answer: the field it is written in, which may be another's. */
    /** @type {Map<string, Handbook.Field>} */
    const fields = new Map();
    for (const field of session.definition.steps.flatMap((step) => step.fields ?? [])) {
      for (const id of [field.id, ...Object.keys(field.take ?? {})]) fields.set(id, field);
    }
    const blanks = [...root.querySelectorAll(".sop-blank[data-field]")].map((element) => ({
      element, label: element.textContent ?? "", field: element.getAttribute("data-field") ?? "",
    })); // prettier-ignore
    const links = [...root.querySelectorAll("[data-address]")];

    /**
     * @param {string} id
     * @param {boolean} [raw] as it is kept, for addresses: ids and days, not their words
     */
    const said = (id, raw = false) => {
      const field = fields.get(id);
      const { answers } = session;
      // A wrong answer leads nowhere: it fills nothing until it is mended.
      if (field && !handbook.fields.answered(field, answers[field.id])) return "";
      return handbook.answers.words(raw ? undefined : field, answers[id] ?? null);
    };

    return {
      render: () => {
        for (const { element, label, field } of blanks) {
          const words = said(field);
          element.classList.toggle("sop-blank", !words);
          element.classList.toggle("sop-filled", words !== "");
          handbook.dom.setText(element, words || label);
        }
        for (const holder of links) {
          const href = address(holder.getAttribute("data-address") ?? "", (id) => said(id, true));
          const link = holder.querySelector(":scope > a");
          if (link instanceof HTMLAnchorElement) {
            if (href) link.href = href;
            else link.replaceWith(...link.childNodes);
          } else if (href) {
            const made = handbook.dom.link("", href);
            made.className = "reference external";
            made.append(...holder.childNodes);
            holder.append(made);
          }
        }
      },
    };
  };

  handbook.blanks = { wire, address };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
