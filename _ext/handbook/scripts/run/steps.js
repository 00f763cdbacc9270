// @ts-check
"use strict";

/*
 * What each step of the open checklist is said to be, in words, and which are folded.
 */
((handbook) => {
  const { fold, show } = handbook.views;
  const { ended, titled } = handbook.text;

  /** @param {Handbook.Entry} entry */
  const when = (entry) =>
    handbook.text.moment(entry.at) + (entry.by ? `, by ${entry.by}` : "");

  /**
   * The answers of a folded step, in a line.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const summary = (page, view) => {
    const { answers } = page.session;
    return (view.step.fields ?? [])
      .filter((field) => handbook.conditions.filled(answers[field.id]))
      .map((field) => {
        const value = answers[field.id];
        const words = handbook.configured?.summary(field, value);
        return words || titled(field.label, handbook.text.said(value, field));
      })
      .join(" · ");
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {string} key
   * @param {string} status
   * @param {{ due?: string, pause?: Handbook.Moment }} dates
   * @returns {[string, string, ([string, () => void])?][]}
   */
  const lines = (page, view, key, status, { due, pause }) => {
    const { session } = page;
    const state = session.run?.steps[key];
    const { step } = view;
    /** @type {[string, string, ([string, () => void])?][]} */
    const found = [];
    const folded = view.body?.hasAttribute("hidden") ?? false;
    /** What is closed, or with somebody else, is only told. */
    const can = !session.refusal("tick");
    /** @type {(words: string) => [string, () => void] | undefined} */
    const open = (words) => (folded ? [words, () => unfold(page, view)] : undefined);
    const summed = folded ? summary(page, view) : "";
    if (summed) found.push(["sop-summed", summed]);
    if (status === "done" && state?.ticked) {
      found.push(["sop-done", `Done ${when(state.ticked)}`, open(can ? "change" : "show")]);
    }
    if (pause) found.push(["sop-waiting", `Wait until ${handbook.text.clock(pause, new Date())}`]);
    if (status === "off") {
      const why = step.when_words ? `only if ${step.when_words}` : "as its larger step does not";
      found.push(["sop-off", ended(`Does not apply: ${why}`), open("show")]);
    }
    if (state?.skipped && status !== "done" && status !== "off") {
      const { how, reason } = state.skipped;
      const said = how === "skipped" ? "Skipped" : "Not applicable";
      const why = reason ? `: ${ended(reason)}` : "";
      found.push([
        "sop-skipped", `${said} ${when(state.skipped)}${why}`,
        can ? ["take it back", () => void session.act(key, "untick", null)] : undefined,
      ]); // prettier-ignore
    }
    if (state?.lookAgain) {
      found.push([
        "sop-look", "Its words changed after it was ticked: look at it again.",
        can ? ["Still right", () => void session.act(key, "tick", null)] : undefined,
      ]); // prettier-ignore
    }
    if (state?.signed) {
      found.push(["sop-done", `Signed off by ${state.signed.name}, ${when(state.signed)} (typed, not verified)`]);
    }
    if (state?.overridden) {
      found.push(["sop-over", `Gone on without it ${when(state.overridden)}: ${ended(state.overridden.reason)}`]);
    }
    if (state?.note) found.push(["sop-noted", `Note: ${state.note.text}`]);
    if (state?.waiting) {
      found.push([
        "sop-waiting", `Waiting on ${handbook.resume.wait(state.waiting)}`,
        can ? ["stop waiting", () => void session.act(key, "wait", null)] : undefined,
      ]); // prettier-ignore
    }
    if (due && (status === "todo")) {
      const late = due < handbook.ids.now().slice(0, 10);
      found.push([late ? "sop-look" : "sop-due", `Due ${handbook.text.day(due)}${late ? ": overdue" : ""}`]);
    }
    return found;
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const unfold = (page, view) => {
    view.open = true;
    fold(view, false);
    void page.render();
    view.box.focus();
  };

  /** @param {Handbook.View} view @param {Record<string, string>} status */
  const settled = (view, status) => {
    const own = view.key === null ? "todo" : status[view.key];
    return own !== "todo" && view.children.every((child) => {
      return (child.key === null ? "todo" : status[child.key]) !== "todo";
    });
  };

  /** @type {Map<string, Handbook.Step>} */
  let reworded = new Map();
  /** @type {Handbook.Definition | null} */
  let compared = null;

  /** @param {Handbook.Page} page */
  const compare = (page) => {
    const { session, views } = page;
    const version = session.run?.definition ?? session.definition;
    if (version === compared) return;
    handbook.views.match(views, version);
    const older = version.revision !== session.definition.revision;
    if (older && !page.has("versions")) return;
    compared = version;
    const changes = older ? handbook.changes.compare(version, session.definition).reworded : [];
    reworded = new Map(changes.map(({ was, now }) => [now.id, was]));
  };

  /** @type {Handbook.View | null} */
  let next = null;

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View | null} now
   */
  const point = (page, now) => {
    if (now === next) return;
    next?.item.removeAttribute("aria-current");
    page.root.querySelector(":scope .sop-next-step")?.classList.remove("sop-next-step");
    next = now;
    if (!now) return;
    now.item.setAttribute("aria-current", "step");
    let top = now;
    while (top.parent) top = top.parent;
    top.item.classList.add("sop-next-step");
  };

  let timer = 0;
  /** A timer takes no longer. */
  const LONGEST = 2 ** 31 - 1;
  /** A page out of sight may sleep through a timer. @type {(() => void) | null} */
  let back = null;

  /**
   * The waits that are not over, by step; when the first of them is, the steps are shown anew.
   *
   * @param {Handbook.Page} page
   * @returns {Map<string, Handbook.Moment>}
   */
  const pauses = (page) => {
    const { run, progress } = page.session;
    const now = Date.now();
    const left = run?.status === "open" && progress
      ? progress.pauses.filter(({ until }) => Date.parse(until) > now) : [];
    window.clearTimeout(timer);
    if (back) document.removeEventListener("visibilitychange", back);
    back = left.length ? () => void page.render() : null;
    if (back) {
      const soonest = Math.min(...left.map(({ until }) => Date.parse(until) - now), LONGEST);
      timer = window.setTimeout(back, soonest);
      document.addEventListener("visibilitychange", back);
    }
    return new Map(left.map(({ step, until }) => [step, until]));
  };

  /**
   * Show the open checklist in the steps; fold what is done only as the page comes up.
   *
   * @param {Handbook.Page} page
   * @param {boolean} arriving
   */
  const render = (page, arriving) => {
    const { session, views } = page;
    const { run, progress } = session;
    if (!run || !progress) return;
    compare(page);
    const due = new Map(progress.due.map((entry) => [entry.step, entry.date]));
    const waits = pauses(page);
    /** @param {string} text */
    const asWas = (text) => handbook.text.words(text, run.definition, session.answers);
    /** @type {Handbook.View | null} */
    let now = null;
    for (const view of views.values()) {
      if (view.key === null) {
        show(view, { status: "new", lines: [["sop-look", "New in this SOP. Use the new version to tick it."]] });
        continue;
      }
      const status = progress.status[view.key] ?? "todo";
      if (view.key === progress.next) now = view;
      const was = reworded.get(view.step.id);
      // As it came, and nothing is said of it: two thousand steps are passed by quickly.
      if (status === "todo" && !view.told && !was && !run.steps[view.key] && !due.has(view.key)) continue;
      if (arriving && !view.open) fold(view, status !== "todo" && settled(view, progress.status));
      else if (status === "off" && !view.open) fold(view, true);
      else if (status === "todo" && view.told && view.item.dataset.status === "off") fold(view, false);
      const dates = { due: due.get(view.key), pause: waits.get(view.key) };
      const said = lines(page, view, view.key, status, dates);
      if (was) said.unshift(["sop-was", `In this checklist’s version: “${asWas(was.text)}”`]);
      show(view, { status, lines: said });
    }
    point(page, run.status === "open" && !run.handed ? now : null);
  };

  handbook.steps = { render, unfold };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
