// @ts-check
"use strict";

/*
 * What the keys do.
 */
((handbook) => {
  /** @param {Handbook.Page} page */
  const next = (page) => {
    const { progress, run, definition } = page.session;
    const key = progress?.next ?? (run ? null : definition.steps[0]?.id);
    for (const view of page.views.values()) if (view.key === key) return page.go(view);
    page.say("No step is open.");
  };

  /** @type {Record<string, (page: Handbook.Page, view: Handbook.View | null) => void>} */
  const ACTS = {
    n: next,
    x: (page, view) => {
      if (view) void page.tick(view, view.item.dataset.status !== "done");
      else next(page);
    },
    m: (page, view) => {
      if (view) handbook.asks.note(page, view);
      else next(page);
    },
    "?": () => handbook.help.open(),
    undo: (page) => void handbook.menus.undo(page),
    redo: (page) => void handbook.menus.redo(page),
  };

  /**
   * @param {Handbook.Page} page
   * @param {string} key
   * @param {Handbook.View | null} view the step one is at
   */
  const press = (page, key, view) => ACTS[key](page, view);

  handbook.press = { press };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
