// @ts-check
"use strict";

/*
 * The steps on the page, found once, and what is said below each.
 *
 * Only what changed is touched: a page may hold two thousand steps.
 */
((handbook) => {
  const { make, button } = handbook.dom;

  /**
   * @param {HTMLElement} root
   * @param {Handbook.Definition} definition
   * @returns {Map<string, Handbook.View>}
   */
  const find = (root, definition) => {
    /** @type {Map<string, Handbook.View>} */
    const views = new Map();
    for (const step of definition.steps) {
      const item = document.getElementById(`step--${definition.id}--${step.id}`);
      const head = item?.firstElementChild;
      const box = head?.firstElementChild?.firstElementChild;
      if (!item || !head || !(box instanceof HTMLInputElement) || !root.contains(item)) continue;
      const next = head.nextElementSibling;
      const body = next instanceof HTMLElement && next.classList.contains("sop-body") ? next : null;
      const parent = (step.parent && views.get(step.parent)) || null;
      /** @type {Handbook.View} */
      const view = {
        step, item, box, body, parent,
        key: step.id, children: [], said: null, open: false, told: "",
      }; // prettier-ignore
      parent?.children.push(view);
      views.set(step.id, view);
    }
    return views;
  };

  /**
   * Where the open checklist keeps what is said of a step: an older version may call it otherwise.
   *
   * @param {Map<string, Handbook.View>} views
   * @param {Handbook.Definition} version
   */
  const match = (views, version) => {
    const known = new Set(version.steps.map((step) => step.id));
    for (const view of views.values()) {
      const names = [view.step.id, ...(view.step.was ?? [])];
      view.key = names.find((name) => known.has(name)) ?? null;
    }
  };

  /** @param {Handbook.View} view */
  const saidOf = (view) => {
    if (view.said) return view.said;
    view.said = make("div", "sop-said", make("div", "sop-lines"));
    // What stands where the person works must not be pushed away by it.
    if (view.children.length) view.item.firstElementChild?.after(view.said);
    else (view.body ?? view.item.firstElementChild)?.after(view.said);
    return view.said;
  };

  /**
   * Fold a step's body away, so that the browser's own search still finds it; or show it.
   *
   * @param {Handbook.View} view
   * @param {boolean} folded
   */
  const fold = (view, folded) => {
    if (!view.body || view.body.hasAttribute("hidden") === folded) return;
    if (folded) view.body.setAttribute("hidden", "until-found");
    else view.body.removeAttribute("hidden");
  };

  /**
   * @param {string} kind a class
   * @param {...(Node | string | null)} content
   */
  const line = (kind, ...content) => make("p", `sop-line ${kind}`, ...content);

  /**
   * Show what is said about a step.
   *
   * @param {Handbook.View} view
   * @param {{ status: string, lines: [string, string, ([string, () => void])?][] }} shown
   *   each line's class and words, and a button that follows them
   */
  const show = (view, { status, lines }) => {
    // Nothing is said of an open step, as of two thousand at the start.
    const told = status === "todo" && !lines.length ? "" : JSON.stringify([status, lines]);
    if (told === view.told) return;
    view.told = told;
    // An open step has no mark: so that two thousand of them are not touched at the start.
    if (status !== "todo") view.item.dataset.status = status;
    else if (view.item.dataset.status) delete view.item.dataset.status;
    const done = status === "done";
    if (view.box.checked !== done) view.box.checked = done;
    if (!lines.length && !view.said) return;
    const said = saidOf(view);
    const held = said.firstElementChild;
    const focused = held?.contains(document.activeElement);
    held?.replaceChildren(
      ...lines.map(([kind, words, act]) =>
        line(kind, words, act ? " " : null, act ? button(act[0], act[1], "sop-link") : null)),
    ); // prettier-ignore
    if (focused) view.box.focus();
  };

  handbook.views = { find, match, saidOf, fold, show };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
