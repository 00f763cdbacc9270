// @ts-check
"use strict";

/*
 * Finishing is an act of its own: first what is open, skipped, out of order and unanswered is
 * listed. Giving up takes a reason; both can be undone by opening the checklist again.
 */
((handbook) => {
  const { button } = handbook.dom;
  const { put, drop, find, told, list } = handbook.cards;

  /**
   * @param {Handbook.Page} page
   * @param {string[]} keys
   * @param {(key: string) => string} [reason]
   */
  const links = (page, keys, reason = () => "") => {
    const found = [];
    for (const view of page.views.values()) {
      if (view.key === null || !keys.includes(view.key)) continue;
      const link = handbook.dom.link(words(view.step), `#${view.item.id}`);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        page.go(view);
      });
      found.push([link, reason(view.key)]);
    }
    return found;
  };

  /** @param {Handbook.Step} step */
  const words = (step) => (step.number ? `${step.number} ` : "") + handbook.text.fill(step.text, {}, {});

  /** @param {Handbook.Page} page */
  const lists = (page) => {
    const { run, progress } = page.session;
    const found = [];
    if (!run || !progress) return [];
    const must = new Set(progress.mustDo);
    /** @type {(key: string) => string} */
    const reason = (key) => (run.steps[key]?.skipped?.reason ? `: ${run.steps[key].skipped?.reason}` : "");
    const groups = [
      { name: "Still open:", entries: links(page, progress.open, (key) => (must.has(key) ? " (must do)" : "")) },
      { name: "Skipped or not applicable:", entries: links(page, progress.skipped, reason) },
      { name: "Done before what should come first:", entries: links(page, progress.late) },
    ];
    for (const { name, entries } of groups) if (entries.length) found.push(list(name, entries));
    const fields = progress.unanswered;
    const labels = run.definition.steps.flatMap((step) => step.fields ?? [])
      .filter((field) => fields.includes(field.id)).map((field) => [field.label]); // prettier-ignore
    if (labels.length) found.push(list("Not answered:", labels));
    return found;
  };

  /**
   * List what is not done, by the button that asked: nothing moves away from it.
   *
   * @param {Handbook.Page} page
   */
  const review = (page) => {
    const { session } = page;
    const { run, progress } = session;
    const end = page.root.querySelector(".sop-end");
    if (!run || !progress || !(end instanceof HTMLElement)) return;
    drop(page.cards, "resume");
    const found = lists(page);
    const all = found.length ? "Look through this first." : "Every step is done, and nothing was skipped.";
    const finish = button(found.length ? "Finish all the same" : "Finish", async () => {
      const { open, skipped, late } = session.progress ?? progress;
      drop(end, "review");
      await session.act(null, "finish", { open, skipped, late });
      page.say("The checklist is finished.");
      await page.render();
      find(page.cards, "closed")?.focus();
    }, "sop-button sop-solid");
    const later = button("Not yet", () => {
      drop(end, "review");
      end.querySelector("button")?.focus();
    });
    const name = handbook.resume.named(run);
    put(end, "review", [told(`Finish ${run.definition.title} for ${name}?`, all), ...found], [finish, later]).focus();
  };

  /** @param {Handbook.Page} page */
  const giveUp = (page) => {
    handbook.ask.ask(
      page.cards,
      { key: "abandon", question: "Why is it given up?", save: "Give it up" },
      async (reason) => {
        await page.session.act(null, "abandon", { reason });
        page.say("The checklist is given up.");
        await page.render();
        find(page.cards, "closed")?.focus();
      },
    );
  };

  handbook.review = { review, giveUp };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
