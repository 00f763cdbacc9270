// @ts-check
"use strict";

/*
 * Shows a checklist that is under way: its bar, its steps, what is filled in, how it ends.
 */
((handbook) => {
  /** What keeps elements of its own, made once. @type {(() => void)[] | null} */
  let parts = null;
  /** Of which checklist it was asked whose it is. */
  let asked = "";

  /**
   * Links to other SOPs take along for whom this checklist is.
   *
   * @param {Handbook.Page} page
   */
  const carry = (page) => {
    for (const { step, body } of page.views.values()) {
      const link = step.sop ? body?.querySelector(":scope > .sop-action > a.internal") : null;
      if (link instanceof HTMLAnchorElement) link.href = handbook.finish.carrying(page, link.href);
    }
  };

  /** @param {Handbook.Page} page on which a checklist is likely to be started */
  const prepare = (page) =>
    (parts ??= [handbook.bar.wire(page), handbook.finish.wire(page), handbook.blanks.wire(page).render]);

  /**
   * @param {Handbook.Page} page
   * @param {boolean} arriving
   */
  const render = (page, arriving) => {
    for (const part of prepare(page)) part();
    if (page.session.run && page.session.run.id !== asked) {
      asked = page.session.run.id;
      handbook.names.first(page);
    }
    carry(page);
    handbook.steps.render(page, arriving);
    handbook.changed?.render(page);
    handbook.greet.render(page);
    handbook.finish.render(page);
    handbook.leave.render(page);
  };

  handbook.running = { prepare, render };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
