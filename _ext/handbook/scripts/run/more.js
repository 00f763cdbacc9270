// @ts-check
"use strict";

/*
 * "More" at the end of a step's line: what it opens comes when it is asked for.
 */
((handbook) => {
  const { make } = handbook.dom;

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    for (const view of page.views.values()) {
      const more = make("button", "sop-more", "More");
      more.type = "button";
      more.setAttribute("aria-expanded", "false");
      more.setAttribute("aria-describedby", view.box.getAttribute("aria-labelledby") ?? "");
      view.item.firstElementChild?.append(more);
    }
    page.root.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLButtonElement) || !target.classList.contains("sop-more")) return;
      const view = page.view(target);
      if (view) void page.late("acts", () => handbook.menus.step(page, view, target));
    });
  };

  handbook.more = { wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
