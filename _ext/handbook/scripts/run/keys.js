// @ts-check
"use strict";

/*
 * Keys for who works without a mouse: only where no field has the focus, and only if wanted.
 */
((handbook) => {
  const { make, button } = handbook.dom;
  const OFF = "handbook:keys-off";
  const KEYS = [
    ["n", "Go to the next open step"],
    ["x", "Tick the step you are at, or take the tick back"],
    ["m", "Write a note on the step you are at"],
    ["Ctrl + Z", "Undo"],
    ["Ctrl + Shift + Z", "Redo"],
    ["?", "Show these keys"],
  ];

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

  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  const help = () => {
    if (!dialog) {
      const list = make("dl", "sop-keys");
      for (const [key, words] of KEYS) list.append(make("dt", "", make("kbd", "", key)), make("dd", "", words));
      const box = make("input", "");
      box.type = "checkbox";
      box.checked = wanted();
      box.addEventListener("change", () => want(box.checked));
      const close = button("Close", () => dialog?.close());
      const title = make("h2", "", "Keys");
      title.id = "sop-keys-title";
      dialog = make("dialog", "sop-dialog", title, list, make("label", "sop-option", box, "Use the keys n, x, m and ?"), close);
      dialog.setAttribute("aria-labelledby", title.id);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  };

  /** @param {Element | null} element */
  const writes = (element) =>
    element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(element.type)) ||
    (element instanceof HTMLElement && element.isContentEditable);

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    const here = () => page.view(document.activeElement);
    const next = () => {
      const key = page.session.progress?.next ?? (page.session.run ? null : page.session.definition.steps[0]?.id);
      for (const view of page.views.values()) if (view.key === key) return page.go(view);
      page.say("No step is open.");
    };
    /** @type {Record<string, () => void>} */
    const acts = {
      n: next,
      x: () => {
        const view = here() ?? null;
        if (view) void page.tick(view, view.item.dataset.status !== "done");
        else next();
      },
      m: () => {
        const view = here();
        if (view) handbook.more.note(page, view);
        else next();
      },
      "?": help,
    };
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || writes(document.activeElement) || dialog?.open) return;
      const turns = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (turns && event.key.toLowerCase() === "z" && page.session.run) {
        event.preventDefault();
        void (event.shiftKey ? handbook.bar.redo(page) : handbook.bar.undo(page));
        return;
      }
      if (turns || event.altKey || !Object.hasOwn(acts, event.key) || !wanted()) return;
      event.preventDefault();
      acts[event.key]();
    });
  };

  handbook.keys = { wire, help };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
