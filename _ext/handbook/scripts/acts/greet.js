// @ts-check
"use strict";

/*
 * Coming back: where a checklist stands and whether its last step holds, or which one to go on with.
 */
((handbook) => {
  const { button, make } = handbook.dom;
  const { put, drop, find, told, list } = handbook.cards;
  const { far, named } = handbook.resume;

  /** @param {Handbook.View} view @returns {Handbook.View} */
  const top = (view) => (view.parent ? top(view.parent) : view);

  /** @param {Handbook.Page} page */
  const lastDone = ({ session, views }) => {
    const { run } = session;
    const ticked = [...views.values()].filter((view) => view.key && run?.steps[view.key]?.ticked);
    const at = (/** @type {Handbook.View} */ view) =>
      Date.parse(run?.steps[view.key ?? ""]?.ticked?.at ?? "") || 0;
    return ticked.sort((a, b) => at(b) - at(a))[0] ?? null;
  };

  /**
   * Where the open checklist stands, and what it waits for.
   *
   * @param {Handbook.Page} page
   */
  const greet = (page) => {
    const { session, cards, views } = page;
    const { run, progress } = session;
    if (!run || !progress) return;
    const next = [...views.values()].find((view) => view.key && view.key === progress.next) ?? null;
    const last = lastDone(page);
    const ago = handbook.text.ago(run.touched.at, new Date());
    const where = next ? `You stopped at ${page.called(top(next).step)}, ${ago}.` : `You were here ${ago}.`;
    const content = [told(where, last ? `Before that: “${handbook.text.fill(last.step.text, {}, {})}”. Is it still right?` : "")];
    for (const waiting of progress.waiting) {
      const view = [...views.values()].find((one) => one.key === waiting.step);
      const what = view ? page.called(view.step) : "A step";
      content.push(make("p", "", `${what[0].toUpperCase()}${what.slice(1)} waits on ${handbook.resume.wait(waiting)}.`));
    }
    const close = () => drop(cards, "resume");
    const on = button(last ? "Still right, go on" : "Go on", () => {
      close();
      if (next) page.go(next);
    }, "sop-button sop-solid");
    const acts = [on];
    if (last) {
      const label = last.step.number ? `Look at ${page.called(last.step)}` : "Look at it";
      acts.push(button(label, () => {
        close();
        handbook.steps.unfold(page, last);
        page.go(last);
      }));
    }
    put(cards, "resume", content, acts).dataset.touched = run.touched.event;
  };

  /**
   * Several checklists and none asked for: which one?
   *
   * @param {Handbook.Page} page
   */
  const choose = (page) => {
    const { known } = page.session;
    const open = known.filter(({ run }) => run.status === "open" && !run.handed);
    const [first] = open;
    if (!first) return;
    const go = handbook.dom.link(`Go on with ${named(first.run)}`, `#run=${first.run.id}`);
    go.className = "sop-button sop-solid";
    const rest = known.filter((one) => one !== first).map((one) => [
      handbook.dom.link(named(one.run), `#run=${one.run.id}`), ` · ${far(one)}`,
    ]); // prettier-ignore
    const content = [told(`${named(first.run)}:`, `${far(first)}.`)];
    if (rest.length) content.push(list("Or one of your other checklists:", rest));
    // Above all else: it is what most people came for.
    const top = page.root.querySelector(".sop-folds");
    if (top instanceof HTMLElement) put(top, "choose", content, [go]);
  };

  /**
   * The card is answered by going on as well.
   *
   * @param {Handbook.Page} page
   */
  const render = ({ session, cards }) => {
    const card = find(cards, "resume");
    if (card && card.dataset.touched !== session.run?.touched.event) card.remove();
  };

  handbook.greet = { greet, choose, render };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
