// @ts-check
"use strict";

/*
 * What stands above a checklist that is finished or given up: how it ended, and what comes next.
 */
((handbook) => {
  const { button } = handbook.dom;
  const { put, find, told } = handbook.cards;

  /** @param {Handbook.Progress} progress */
  const summed = (progress) => {
    const { skipped } = progress;
    const left = skipped.length ? `${handbook.text.count(skipped.length, "step")} skipped or not applicable` : "nothing skipped";
    return `${handbook.dom.far(progress)}; ${left}.`;
  };

  /** @param {Handbook.Page} page of a checklist that is not open */
  const render = (page) => {
    const { session, cards } = page;
    const { run, progress } = session;
    if (!run || !progress) return;
    const shown = JSON.stringify([run.id, run.status, run.about, progress.done, progress.skipped.length, run.handed?.event]);
    if (find(cards, "closed")?.dataset.shown === shown) return;
    const name = `${run.definition.title} for ${handbook.resume.named(run)}`;
    const reopen = button("Open it again", async () => {
      await session.act(null, "reopen", null);
      page.say("The checklist is open again.");
    });
    const next = page.root.querySelector(":scope > .sop-next a");
    const acts = [];
    const content = [];
    if (run.status === "finished" && run.finished) {
      content.push(told(`${name} is done.`, `${summed(progress)} Finished ${handbook.text.moment(run.finished.at)}.`));
      if (next instanceof HTMLAnchorElement) {
        const link = handbook.dom.link(`Next: ${next.textContent}`, handbook.finish.carrying(page, next.href));
        link.className = "sop-button sop-solid";
        acts.push(link);
      }
    } else if (run.abandoned) {
      content.push(told(`${name} was given up.`, handbook.text.ended(`${handbook.text.moment(run.abandoned.at)}: ${run.abandoned.reason}`)));
    }
    const save = button("Save a copy", () => handbook.leave.save(page));
    const card = put(cards, "closed", content, session.refusal("reopen") ? [...acts, save] : [...acts, save, reopen]);
    card.dataset.shown = shown;
    card.classList.toggle("sop-finished", run.status === "finished");
  };

  handbook.closed = { render };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
