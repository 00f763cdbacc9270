// @ts-check
"use strict";

/*
 * The bar that stays: for whom, how far, whether it is saved, and the checklist's own acts.
 */
((handbook) => {
  const { make, button, setText } = handbook.dom;

  /** @param {Handbook.Page} page */
  const saved = ({ session }) => {
    if (session.practice) return { words: "Practice: nothing is kept", good: false };
    if (session.run?.handed) return { words: `Handed to ${session.run.handed.to || "somebody else"}`, good: false };
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
    const more = button("Menu", () => handbook.menus.checklist(page, more), "sop-button sop-bar-menu");
    more.setAttribute("aria-expanded", "false");
    const trouble = make("span", "");
    const hand = button("Hand over", () => handbook.leave.hand(page));
    const save = button("Save a copy", () => handbook.leave.save(page));
    const acts = make("div", "sop-bar-acts", hand, save);
    const copy = button("Save a copy", () => handbook.leave.save(page), "sop-link");
    const warned = make("p", "sop-trouble", trouble, " ", copy);
    page.bar.setAttribute("aria-label", "Your checklist");
    page.bar.append(
      make("div", "sop-bar-line", name, since, acts, make("div", "sop-bar-more", more)),
      make("div", "sop-bar-line sop-bar-state", words, line, kept),
      warned,
      make("div", "sop-asking"),
    );

    return () => {
      const { run, progress, store, practice } = page.session;
      page.bar.hidden = !run;
      if (!run || !progress) return;
      acts.hidden = practice;
      hand.hidden = !handbook.leave.canHand(page.session);
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
  };

  handbook.bar = { wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
