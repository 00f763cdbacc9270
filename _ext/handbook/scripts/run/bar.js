// @ts-check
"use strict";

/*
 * The bar that stays: for whom, how far, whether it is saved, and the checklist's own acts.
 */
((handbook) => {
  const { make, button, setText } = handbook.dom;

  /** @param {Handbook.Page} page @returns {[string, () => void][]} */
  const entries = (page) => {
    const { session } = page;
    const { run } = session;
    if (!run) return [];
    /** @type {[string, () => void][]} */
    const found = [];
    const { undoable, redoable } = run;
    if (undoable) found.push(["Undo", () => void undo(page)]);
    if (redoable) found.push(["Redo", () => void redo(page)]);
    if (run.status === "open") {
      found.push(["Change who it is for…", () => askAbout(page, true)]);
      found.push(["Finish…", () => handbook.finish.review(page)]);
      found.push(["Give it up…", () => handbook.finish.giveUp(page)]);
    }
    if (!session.practice) found.push(["Save a copy", () => void handbook.copy.save(page)]);
    found.push(["Start another", () => page.leave()]);
    found.push(["Keys", () => handbook.keys.help()]);
    return found;
  };

  /** @param {Handbook.Page} page */
  const undo = async ({ session, say }) => {
    if (await session.turn(true)) say("Undone.");
  };

  /** @param {Handbook.Page} page */
  const redo = async ({ session, say }) => {
    if (await session.turn(false)) say("Done again.");
  };

  /** @type {HTMLElement} */
  let asking;

  /**
   * @param {Handbook.Page} page
   * @param {boolean} focus
   */
  const askAbout = (page, focus) => {
    const { session } = page;
    handbook.ask.ask(
      asking,
      {
        key: "about", question: `Who is this for? (${session.definition.about.label})`,
        value: session.run?.about ?? "", save: "Keep it", cancel: "Later",
      },
      async (about) => {
        await session.act(null, "rename", { about });
        askName(page, false);
      },
      undefined,
      focus,
    ); // prettier-ignore
  };

  /**
   * @param {Handbook.Page} page
   * @param {boolean} focus
   * @param {boolean} [again] also where it is known
   */
  const askName = (page, focus, again = false) => {
    const { session } = page;
    if ((session.name && !again) || session.practice) return;
    handbook.ask.ask(
      asking,
      { key: "name", value: session.name, question: "Your name (shown in hand-overs, not checked)", save: "Keep it", cancel: "Later" },
      (name) => void session.setName(name),
      undefined,
      focus,
    );
  };

  /** @param {Handbook.Page} page */
  const saved = ({ session }) => {
    if (session.practice) return { words: "Practice: nothing is kept", good: false };
    const state = session.store?.state ?? "opening";
    if (state === "saved") return { words: "Saved in this browser", good: true };
    if (state === "opening" || state === "saving") return { words: "Saving…", good: false };
    return { words: "Not saved", good: false };
  };

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    const name = make("strong", "sop-for");
    const since = make("span", "sop-since");
    const count = make("span", "");
    const words = make("span", "sop-far", count, make("span", "sop-unit", " steps"));
    const line = make("progress", "sop-progress");
    line.setAttribute("aria-label", "Steps done");
    const kept = make("span", "sop-kept");
    const more = button("Menu", () => handbook.menu.toggle(more, entries(page), "This checklist"), "sop-button sop-bar-menu");
    more.setAttribute("aria-expanded", "false");
    const trouble = make("span", "");
    const copy = button("Save a copy", () => void handbook.copy.save(page), "sop-link");
    const warned = make("p", "sop-trouble", trouble, " ", copy);
    asking = make("div", "sop-asking");
    const menu = make("div", "sop-bar-more", more);
    const bar = make("section", "sop-bar", make("div", "sop-bar-line", name, since, menu),
      make("div", "sop-bar-line sop-bar-state", words, line, kept), warned, asking); // prettier-ignore
    bar.setAttribute("aria-label", "Your checklist");
    bar.hidden = true;

    const render = () => {
      const { run, progress, store, practice } = page.session;
      bar.hidden = !run;
      if (!run || !progress) return;
      setText(name, practice && !run.about ? "Practice" : handbook.resume.named(run));
      setText(since, `started ${handbook.text.moment(run.started.at).split(",")[0]}`);
      setText(count, `${progress.done} of ${progress.total}`);
      if (line.max !== progress.total || line.value !== progress.done) {
        line.max = progress.total || 1;
        line.value = progress.done;
      }
      const { words: told, good } = saved(page);
      setText(kept, told);
      kept.classList.toggle("sop-good", good);
      setText(trouble, practice ? "" : store?.sentence || handbook.copy.warning(page));
      warned.hidden = trouble.textContent === "";
    };
    return { bar, render };
  };

  handbook.bar = { wire, undo, redo, askAbout, askName };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
