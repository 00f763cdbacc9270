// @ts-check
"use strict";

/*
 * The end of a checklist: the button that finishes it, and what goes along to the next SOP.
 */
((handbook) => {
  const { button } = handbook.dom;
  const { drop, find } = handbook.cards;

  /**
   * A link that carries the checklist's answers to another SOP, private ones left out.
   *
   * @param {Handbook.Page} page
   * @param {string} href
   */
  const carrying = ({ session }, href) => {
    const carried = new URLSearchParams();
    if (session.run?.about) carried.set("about", session.run.about);
    for (const step of session.definition.steps) {
      for (const field of step.fields ?? []) {
        const value = session.answers[field.id];
        if (field.private || !handbook.conditions.filled(value)) continue;
        carried.set(`answer.${field.id}`, Array.isArray(value) ? value.join("\n") : String(value));
      }
    }
    const words = carried.toString();
    return words ? `${href.split("#")[0]}#${words}` : href;
  };

  /** @param {Handbook.Page} page */
  const render = (page) => {
    const { run } = page.session;
    if (!run || run.status === "open") drop(page.cards, "closed");
    else handbook.closed.render(page);
  };

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    const { end } = page;
    end.append(button("Finish", () => handbook.review.review(page)));
    return () => {
      const { run } = page.session;
      end.hidden = run?.status !== "open" || run.handed !== null;
      const done = page.session.progress?.next === null;
      end.firstElementChild?.classList.toggle("sop-solid", done && !find(end, "review"));
    };
  };

  handbook.finish = { wire, render, carrying };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
