// @ts-check
"use strict";

/*
 * The rare acts on a step, under "More" at the end of its line.
 */
((handbook) => {
  const { make } = handbook.dom;
  const { ask } = handbook.ask;
  const { saidOf } = handbook.views;

  /**
   * Ask for a reason below a step, then leave the step out.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {"skipped" | "not-applicable"} how
   */
  const skip = (page, view, how) => {
    const skipped = how === "skipped";
    ask(
      saidOf(view),
      {
        key: `${how}--${view.step.id}`,
        question: skipped ? "Why is it skipped?" : "Why does it not apply?",
        save: skipped ? "Skip it" : "Does not apply",
        optional: skipped && view.step.optional,
      },
      async (reason) => {
        if (await page.session.act(view.key, "skip", { how, reason })) {
          page.say(`${skipped ? "Skipped" : "Not applicable"}: ${page.called(view.step)}.`);
        }
      },
      () => view.box.focus(),
    );
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const note = (page, view) => {
    const said = page.session.run?.steps[view.key ?? ""]?.note?.text ?? "";
    ask(
      saidOf(view),
      { key: `note--${view.step.id}`, question: "Note", save: "Keep the note", value: said, optional: true },
      async (text) => {
        if (await page.session.act(view.key, "note", { text })) page.say("Note kept.");
      },
      () => view.box.focus(),
    );
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const wait = (page, view) => {
    const waiting = page.session.run?.steps[view.key ?? ""]?.waiting;
    ask(
      saidOf(view),
      {
        key: `wait--${view.step.id}`, question: "Waiting on whom or what?", save: "Keep it",
        value: waiting?.on ?? "",
        more: { label: "Until (if you know)", type: "date", value: waiting?.until?.slice(0, 10) ?? "" },
      },
      async (on, until) => {
        const done = await page.session.act(view.key, "wait", { on, until: until || null });
        if (done) page.say(`Waiting on ${on}.`);
      },
      () => view.box.focus(),
    ); // prettier-ignore
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @returns {[string, (() => void) | string][]}
   */
  const entries = (page, view) => {
    const state = page.session.run?.steps[view.key ?? ""];
    const can = view.key !== null && !page.session.refusal("tick");
    /** @type {[string, (() => void) | string][]} */
    const found = [];
    if (can && !state?.ticked && !state?.skipped) {
      found.push(["Skip it…", () => skip(page, view, "skipped")]);
      found.push(["Does not apply…", () => skip(page, view, "not-applicable")]);
    }
    if (can) {
      found.push([state?.note ? "Change the note…" : "Add a note…", () => note(page, view)]);
      found.push([state?.waiting ? "Change the wait…" : "Waiting…", () => wait(page, view)]);
    }
    const undoable = page.session.run?.undoable;
    const last = page.session.run?.history.find((event) => event.id === undoable);
    if (can && last && last.step === view.key) {
      found.push(["Undo the last act", () => void handbook.bar.undo(page)]);
    }
    found.push(["Link to this step", `#${view.item.id}`]);
    return found;
  };

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
      if (view) handbook.menu.toggle(target, entries(page, view), "More about this step");
    });
  };

  handbook.more = { wire, note };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
