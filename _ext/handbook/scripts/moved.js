// @ts-check
"use strict";

/*
 * A page that has moved: goes on to where it is now, and takes along what the address asked for.
 */
(() => {
  /**
   * @param {string} hash of the old address: a step, or a checklist of this browser
   * @param {string} [was] what anchors held that has another id now
   * @param {string} [now] that id
   */
  const anchor = (hash, was, now) => (was && now ? hash.replace(was, now) : hash);

  if (typeof document === "undefined") {
    module.exports = { anchor };
    return;
  }

  const link = document.querySelector(".site-moved a");
  if (!(link instanceof HTMLAnchorElement)) return;
  const { was, now } = link.dataset;
  link.search = location.search;
  // Somebody who asked for a part of the page asked for more than the page's own redirect says.
  if (location.hash) link.hash = anchor(location.hash, was, now);
  location.replace(link.href);
})();
