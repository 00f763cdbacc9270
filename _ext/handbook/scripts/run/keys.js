// @ts-check
"use strict";

/*
 * Keys for who works without a mouse: only where no field has the focus, and only if wanted.
 *
 * What they do comes when it is asked for.
 */
((handbook) => {
  const OFF = "handbook:keys-off";
  const KEYS = ["n", "x", "m", "?"];

  /** Storage may be refused: then the choice holds for this page. */
  let off = false;
  const wanted = () => {
    try {
      return localStorage.getItem(OFF) === null && !off;
    } catch {
      return !off;
    }
  };

  /** @param {boolean} on */
  const want = (on) => {
    off = !on;
    try {
      if (on) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // Refused: `off` stands.
    }
  };

  /** @param {Element | null} element */
  const writes = (element) =>
    element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(element.type)) ||
    (element instanceof HTMLElement && element.isContentEditable);

  /**
   * Tell at the page's end that there are keys; the style sheet hides it where there is no mouse.
   *
   * @param {Handbook.Page} page
   */
  const tell = (page) => {
    const show = () => void page.late("acts", () => handbook.help.open());
    const button = handbook.dom.button("Keyboard shortcuts", show, "sop-link");
    page.root.querySelector(".sop-revision")?.append(handbook.dom.make("span", "sop-keys-told", " · ", button));
  };

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    tell(page);
    /** An act is on its way: what is typed meanwhile is meant for it, not for the page. */
    let coming = false;
    document.addEventListener("keydown", async (event) => {
      const at = document.activeElement;
      if (event.defaultPrevented || writes(at) || document.querySelector("dialog[open]")) return;
      const turns = (event.ctrlKey || event.metaKey) && !event.altKey;
      const turn = turns && event.key.toLowerCase() === "z" && page.session.run !== null;
      const key = turn ? (event.shiftKey ? "redo" : "undo") : event.key;
      if (!turn && (turns || event.altKey || !KEYS.includes(key) || !wanted())) return;
      event.preventDefault();
      if (coming) return;
      coming = true;
      await page.late("acts", () => handbook.press.press(page, key, page.view(at)));
      coming = false;
    });
  };

  handbook.keys = { wire, want, wanted };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
