// @ts-check
"use strict";

/*
 * A button that opens a short list of acts; Escape, a press elsewhere or an act closes it.
 */
((handbook) => {
  const { make, button } = handbook.dom;
  /** @type {(() => void) | null} */
  let close = null;

  /**
   * Open the list below `opener`, or close it if it is open.
   *
   * @param {HTMLButtonElement} opener
   * @param {[string, (() => void) | string][]} entries what each says and does; text is an address
   * @param {string} label what the list is
   */
  const toggle = (opener, entries, label) => {
    const mine = opener.getAttribute("aria-expanded") === "true";
    close?.();
    if (mine) return;
    const list = make("ul", "sop-menu");
    list.setAttribute("aria-label", label);
    for (const [words, act] of entries) {
      const entry = typeof act === "string" ? handbook.dom.link(words, act) : button(words, () => {
        shut();
        opener.focus();
        act();
      }, "");
      if (typeof act === "string") entry.addEventListener("click", () => shut());
      list.append(make("li", "", entry));
    }
    const shut = () => {
      close = null;
      list.remove();
      opener.setAttribute("aria-expanded", "false");
      document.removeEventListener("pointerdown", outside, true);
      document.removeEventListener("keydown", escape);
    };
    /** @param {Event} event */
    const outside = (event) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!list.contains(target) && !opener.contains(target)) shut();
    };
    /** @param {KeyboardEvent} event */
    const escape = ({ key }) => {
      if (key !== "Escape") return;
      shut();
      opener.focus();
    };
    list.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && to !== opener && !list.contains(to)) shut();
    });
    document.addEventListener("pointerdown", outside, true);
    document.addEventListener("keydown", escape);
    opener.setAttribute("aria-expanded", "true");
    opener.after(list);
    close = shut;
  };

  handbook.menu = { toggle };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
