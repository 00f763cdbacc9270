// @ts-check
"use strict";

/* How the built pages are held against HTML's own rules: `nox -s lint`. */
module.exports = {
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // Firefox keeps ticks over a reload, by their position on the page, unless each box is told
    // not to: a page with a step more would show the wrong ones ticked. HTML has no other word for it.
    "valid-autocomplete": "off",
  },
};
