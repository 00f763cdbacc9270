// @ts-check
"use strict";

/*
 * Whether a text of JSON is built as a copy may be, told before it is parsed: a few megabytes of
 * brackets keep a browser busy for seconds.
 */
((handbook) => {
  /** A condition within conditions in a step of a version is the deepest there is. */
  const DEEPEST = 40;
  const MOST_KEYS = 50;
  const MOST_ITEMS = 50_000;
  const MOST_LISTS = 400_000;

  const [QUOTE, ESCAPE, COMMA] = [0x22, 0x5c, 0x2c];
  const [OPEN_LIST, OPEN_RECORD, CLOSE_LIST, CLOSE_RECORD] = [0x5b, 0x7b, 0x5d, 0x7d];

  /** @param {string} text @param {number} at of its opening quote @returns {number} of its closing one */
  const endOfString = (text, at) => {
    for (;;) {
      const end = text.indexOf('"', at + 1);
      if (end < 0) return text.length;
      let escapes = 0;
      while (text.charCodeAt(end - 1 - escapes) === ESCAPE) escapes += 1;
      if (escapes % 2 === 0) return end;
      at = end;
    }
  };

  /**
   * @param {string} text sound JSON or not, which `JSON.parse` tells
   * @returns {boolean}
   */
  const fits = (text) => {
    /** By depth: how many more things may follow. @type {number[]} */
    const left = [];
    let lists = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at = endOfString(text, at);
      } else if (code === COMMA) {
        left[left.length - 1] -= 1;
        if (left[left.length - 1] <= 0) return false;
      } else if (code === OPEN_LIST || code === OPEN_RECORD) {
        lists += 1;
        left.push(code === OPEN_LIST ? MOST_ITEMS : MOST_KEYS);
        if (left.length > DEEPEST || lists > MOST_LISTS) return false;
      } else if (code === CLOSE_LIST || code === CLOSE_RECORD) {
        left.pop();
      }
    }
    return true;
  };

  handbook.shape = { fits };
  if (typeof document === "undefined") module.exports = handbook.shape;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
