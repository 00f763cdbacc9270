// @ts-check
"use strict";

/* What the checklist's menu offers to take out of the browser, and to bring in. */
((handbook) => {
  /**
   * @param {Handbook.Page} page
   * @returns {[string, () => void][]}
   */
  const entries = (page) => {
    const { run, progress, practice } = page.session;
    // Where there is room, the first two stand in the bar.
    const narrow = !page.bar.querySelector(".sop-bar-acts")?.checkVisibility();
    if (!run || !progress || practice) return [];
    /** @type {[string, () => void][]} */
    const found = [];
    if (narrow && handbook.leave.canHand(page.session)) found.push(["Hand over…", () => handbook.leave.hand(page)]);
    if (narrow) found.push(["Save a copy…", () => handbook.leave.save(page)]);
    if (progress.due.length || progress.waiting.some(({ until }) => until)) {
      found.push(["Calendar file…", () => void page.late("exits", () => void handbook.dates.open(page))]);
    }
    found.push(["Make a GitHub issue…", () => void page.late("exits", () => void handbook.github.open(page))]);
    found.push(["Open a copy…", () => void handbook.arrive.choose(page)]);
    return found;
  };

  handbook.leaving = { entries };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
