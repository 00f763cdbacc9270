// @ts-check
"use strict";

/*
 * What the two menus hold: the rare acts on a step, under "More", and those on the checklist.
 */
((handbook) => {
  /** @typedef {[string, (() => void) | string][]} Entries what each says and does; text is an address */

  /** @param {Handbook.Page} page */
  const undo = async ({ session, say }) => {
    if (await session.turn(true)) say("Undone.");
  };

  /** @param {Handbook.Page} page */
  const redo = async ({ session, say }) => {
    if (await session.turn(false)) say("Done again.");
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const ofStep = (page, view) => {
    const { skip, note, wait } = handbook.asks;
    const { run, refusal } = page.session;
    const state = run?.steps[view.key ?? ""];
    const can = view.key !== null && !refusal("tick");
    /** @type {Entries} */
    const found = [];
    if (can && !state?.ticked && !state?.skipped) {
      found.push(["Skip it…", () => skip(page, view, "skipped")]);
      found.push(["Does not apply…", () => skip(page, view, "not-applicable")]);
    }
    if (can) {
      found.push([state?.note ? "Change the note…" : "Add a note…", () => note(page, view)]);
      found.push([state?.waiting ? "Change the wait…" : "Waiting…", () => wait(page, view)]);
    }
    const last = run?.history.find((event) => event.id === run.undoable);
    if (can && last && last.step === view.key) found.push(["Undo the last act", () => void undo(page)]);
    found.push(["Link to this step", `#${view.item.id}`], ...handbook.origin.of(page, view));
    return found;
  };

  /** @param {Handbook.Page} page */
  const ofChecklist = (page) => {
    const { run } = page.session;
    /** @type {Entries} */
    const found = [];
    if (!run) return found;
    if (run.undoable) found.push(["Undo", () => void undo(page)]);
    if (run.redoable) found.push(["Redo", () => void redo(page)]);
    if (run.status === "open" && !run.handed) {
      found.push(["Change who it is for…", () => handbook.names.about(page, true)]);
      found.push(["Finish…", () => handbook.review.review(page)]);
      found.push(["Give it up…", () => handbook.review.giveUp(page)]);
    }
    found.push(...handbook.leaving.entries(page));
    found.push(["Start another", () => page.leave()]);
    found.push(["Keyboard shortcuts", () => handbook.help.open()]);
    return found;
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {HTMLButtonElement} opener
   */
  const step = (page, view, opener) =>
    handbook.menu.toggle(opener, ofStep(page, view), "More about this step");

  /**
   * @param {Handbook.Page} page
   * @param {HTMLButtonElement} opener
   */
  const checklist = (page, opener) => handbook.menu.toggle(opener, ofChecklist(page), "This checklist");

  handbook.menus = { step, checklist, undo, redo };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
