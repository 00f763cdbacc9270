// @ts-check
"use strict";

/*
 * The page's one voice: a polite announcement an act, at most one a second.
 */
((handbook) => {
  const PAUSE = 1000;
  /** @type {HTMLElement | null} */
  let region = null;
  let spoken = -PAUSE;
  let waiting = 0;
  let next = "";

  const speak = () => {
    waiting = 0;
    spoken = performance.now();
    if (region) region.textContent = next;
    next = "";
  };

  /**
   * Say something to who listens rather than looks; what waits is joined by what comes.
   *
   * @param {string} words
   */
  const say = (words) => {
    if (!words) return;
    next = next ? `${next} ${words}` : words;
    if (waiting) return;
    const wait = Math.max(50, spoken + PAUSE - performance.now());
    waiting = window.setTimeout(speak, wait);
  };

  /** @param {Element} place where the region is to stand */
  const listen = (place) => {
    if (region) return;
    region = document.createElement("p");
    region.className = "site-hidden";
    region.setAttribute("role", "status");
    place.append(region);
  };

  handbook.announce = { say, listen };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
