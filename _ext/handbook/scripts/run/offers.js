// @ts-check
"use strict";

/*
 * What steps offer, while a checklist is on: what is of no use is hidden, and what cannot be used
 * yet says which answers it waits for.
 */
((handbook) => {
  const { make, button } = handbook.dom;

  /**
   * Bring the person to where an answer is written.
   *
   * @param {Handbook.Page} page
   * @param {string} id
   */
  const reach = (page, id) => {
    const holder = page.root.querySelector(`.sop-field[data-field="${id}"]`);
    const input = holder?.querySelector("input, textarea");
    if (!holder || !(input instanceof HTMLElement)) return;
    if (holder.hasAttribute("hidden")) {
      // For whom the checklist is was asked before it was started.
      return void page.late("acts", () => handbook.names.about(page, true));
    }
    for (let view = page.view(holder); view; view = view.parent) {
      view.open = true;
      handbook.views.fold(view, false);
    }
    holder.classList.remove("sop-tucked");
    input.scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
  };

  /**
   * @param {HTMLElement} element
   * @returns {string[]} the ids of the answers that it waits for, as they stand in it
   */
  const needs = (element) => {
    const found = [...element.querySelectorAll("[data-address], [data-field]")].flatMap((part) => {
      const field = part.getAttribute("data-field");
      return field ? [field] : handbook.blanks.needed(part.getAttribute("data-address") ?? "");
    });
    return [...new Set(found)];
  };

  /**
   * @param {Handbook.Page} page
   * @param {(id: string) => string} said what is answered, or ""
   * @param {(id: string) => {id: string, label: string}} missing what to ask for, and where
   */
  const wire = (page, said, missing) => {
    const { root, session } = page;
    const offers = [...root.querySelectorAll(".sop-action, .sop-copy")].flatMap((element) => {
      if (!(element instanceof HTMLElement)) return [];
      const when = element.getAttribute("data-when");
      const place = element.querySelector(":scope > .sop-missing");
      if (when === null && !(place instanceof HTMLElement)) return [];
      return [{
        element,
        /** @type {Handbook.Condition | null} */
        when: when === null ? null : JSON.parse(when),
        place: place instanceof HTMLElement ? place : null,
        needs: needs(element),
        told: "",
      }]; // prettier-ignore
    });

    /** @param {(typeof offers)[number]} offer */
    const tell = (offer) => {
      const { place } = offer;
      if (!place) return;
      const asked = offer.needs.filter((id) => !said(id)).map(missing);
      const labels = new Map(asked.map(({ id, label }) => [label, id]));
      const told = [...labels.keys()].join("\n");
      if (told === offer.told) return;
      offer.told = told;
      place.hidden = !told;
      const links = [...labels].flatMap(([label, id], at) => [
        at ? ", " : "", button(label, () => reach(page, id), "sop-link"),
      ]); // prettier-ignore
      place.replaceChildren("Still needed: ", ...links, make("span", "", "."));
    };

    return {
      render: () => {
        for (const offer of offers) {
          const off = session.run !== null && offer.when !== null &&
            !handbook.conditions.holds(offer.when, session.answers); // prettier-ignore
          if (offer.element.hidden !== off) offer.element.hidden = off;
          if (!off) tell(offer);
        }
      },
    };
  };

  handbook.offers = { wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
