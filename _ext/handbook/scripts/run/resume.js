// @ts-check
"use strict";

/*
 * Coming back to a checklist: where it stands, what it waits for, and whether its last step holds.
 */
((handbook) => {
  const { button, make } = handbook.dom;
  const { put, drop, told, list } = handbook.cards;
  /** After this long, the last step is asked about again. */
  const GAP = 60 * 60 * 1000;

  /** @param {Handbook.Known} known */
  const far = ({ run, progress }) => {
    const state = run.status === "finished" ? "finished" : run.status === "abandoned" ? "given up" : "";
    return [state || handbook.dom.far(progress), handbook.text.ago(run.touched.at, new Date())].join(" · ");
  };

  /** @param {Handbook.Run} run */
  const named = (run) => run.about || "Not named yet";

  /**
   * This SOP's checklists in this browser, but the open one.
   *
   * @param {Handbook.Session} session
   */
  const others = (session) =>
    session.known
      .filter(({ run }) => run.id !== session.run?.id)
      .map((known) => [handbook.dom.link(named(known.run), `#run=${known.run.id}`), ` · ${far(known)}`]);

  /** @param {{ on: string, until: string | null }} waiting */
  const wait = ({ on, until }) => {
    if (!until) return on;
    return `${on} until ${until.length > 10 ? handbook.text.moment(until) : handbook.text.day(until)}`;
  };

  /** @param {Handbook.View} view @returns {Handbook.View} */
  const top = (view) => (view.parent ? top(view.parent) : view);

  /**
   * The card is answered by going on as well.
   *
   * @param {Handbook.Page} page
   */
  const render = ({ session, cards }) => {
    const card = handbook.cards.find(cards, "resume");
    if (card && card.dataset.touched !== session.run?.touched.event) card.remove();
  };

  /** @param {Handbook.Page} page */
  const lastDone = ({ session, views }) => {
    const { run } = session;
    const ticked = [...views.values()].filter((view) => view.key && run?.steps[view.key]?.ticked);
    const at = (/** @type {Handbook.View} */ view) =>
      Date.parse(run?.steps[view.key ?? ""]?.ticked?.at ?? "") || 0;
    return ticked.sort((a, b) => at(b) - at(a))[0] ?? null;
  };

  /**
   * @param {Handbook.Page} page
   * @param {boolean} asked whether to put the card up however short the gap was
   */
  const greet = (page, asked) => {
    const { session, cards, views } = page;
    const { run, progress } = session;
    if (!run || !progress || run.status !== "open") return;
    if (!asked && Date.now() - Date.parse(run.touched.at) < GAP) return;
    const next = [...views.values()].find((view) => view.key && view.key === progress.next) ?? null;
    const last = lastDone(page);
    const ago = handbook.text.ago(run.touched.at, new Date());
    const where = next ? `You stopped at ${page.called(top(next).step)}, ${ago}.` : `You were here ${ago}.`;
    const content = [told(where, last ? `Before that: “${handbook.text.fill(last.step.text, {}, {})}”. Is it still right?` : "")];
    for (const waiting of progress.waiting) {
      const view = [...views.values()].find((one) => one.key === waiting.step);
      const what = view ? page.called(view.step) : "A step";
      content.push(make("p", "", `${what[0].toUpperCase()}${what.slice(1)} waits on ${wait(waiting)}.`));
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
    const open = known.filter(({ run }) => run.status === "open");
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

  handbook.resume = { greet, render, choose, others, named, wait };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
