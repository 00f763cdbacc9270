// @ts-check
"use strict";

/*
 * Draws every list of checklists that the page has room for, and keeps it up to date.
 */
(async () => {
  const PAUSE_MS = 50;
  const roots = [...document.querySelectorAll(".sop-mine")].filter((root) => root instanceof HTMLElement);
  if (!roots.length) return;
  const store = await handbook.store.open(document.body.dataset.site ?? "");

  const drawn = roots.map((root) => {
    /** @type {Handbook.Listing} */
    const listing = JSON.parse(root.querySelector("script.sop-addresses")?.textContent ?? "");
    const { draw } = listing.show === "all" ? handbook.list : handbook.glance;
    return draw(root, listing, store);
  });

  let waiting = 0;
  const redraw = () => {
    waiting = 0;
    for (const draw of drawn) void draw();
  };
  // An act tells of itself several times: one look is enough.
  store.watch(() => {
    waiting ||= window.setTimeout(redraw, PAUSE_MS);
  });
  // How long ago, what is due and what a wait has left are told by the clock.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") redraw();
  });
  redraw();
})();
