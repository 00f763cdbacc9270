// @ts-check
"use strict";

/*
 * The page's one voice: a polite announcement an act, at most one a second.
 *
 * What is said together is told together. What is said while the last words are still fresh
 * waits; of much that waits, only the newest is news.
 */
((handbook) => {
  /** Between two announcements. */
  const PAUSE = 1000;
  /** An act may say something more once it is kept: that goes along. */
  const TOGETHER = 200;
  const MOST = 3;
  /** @type {HTMLElement | null} */
  let region = null;
  let spoken = -PAUSE;
  let waiting = 0;
  /** @type {string[]} */
  let next = [];

  const speak = () => {
    waiting = 0;
    spoken = performance.now();
    if (region) region.textContent = next.join(" ");
    next = [];
  };

  /**
   * Say something to who listens rather than looks.
   *
   * @param {string} words
   */
  const say = (words) => {
    if (!words) return;
    next = [...next.filter((other) => other !== words), words].slice(-MOST);
    if (waiting) return;
    // Emptied first: the same words again would be no change, and no news.
    if (region) region.textContent = "";
    waiting = window.setTimeout(speak, Math.max(TOGETHER, spoken + PAUSE - performance.now()));
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
