// @ts-check
"use strict";

/*
 * What My checklists says where there is nothing to show.
 */
((handbook) => {
  const { make } = handbook.dom;

  /** @type {Record<Handbook.Place, string>} */
  const IN = {
    open: "No checklist is open.",
    waiting: "No checklist waits on anybody.",
    finished: "No checklist is finished.",
    archived: "The archive is empty.",
    trash: "The trash is empty.",
  };

  /**
   * What stands in place of the list in a browser that has none.
   *
   * @param {string | undefined} index where the SOPs are listed
   * @param {() => void} bring
   */
  const card = (index, bring) => {
    const words = "No checklists in this browser. Open an SOP and press Start, or bring in a copy someone sent you.";
    const acts = make("p", "sop-acts", handbook.copies.button(bring));
    if (index !== undefined) {
      const link = handbook.dom.link("See the SOPs", index);
      link.className = "sop-button sop-solid";
      acts.prepend(link);
    }
    return make("div", "sop-mine-empty", make("p", "", words), acts);
  };

  handbook.nothing = { IN, card };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
