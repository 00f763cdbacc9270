// @ts-check
"use strict";

/*
 * The part of a text that shows why it was found, and which of its words to mark.
 */
((handbook) => {
  const LENGTH = 160;
  /** How much stands before the first word that was found. */
  const BEFORE = 50;
  /** A word with the marks in it, but not those around it. */
  const WORDS = /[\p{L}\p{N}](?:[^\s/]*[\p{L}\p{N}])?/gu;

  /** @type {Handbook.Namespace["excerpts"]["parts"]} */
  const parts = (text, isFound) => {
    const all = [];
    let done = 0;
    for (const { 0: word, index } of text.matchAll(WORDS)) {
      if (!isFound(word)) continue;
      if (index > done) all.push({ text: text.slice(done, index), found: false });
      all.push({ text: word, found: true });
      done = index + word.length;
    }
    if (done < text.length) all.push({ text: text.slice(done), found: false });
    return all;
  };

  /** @type {Handbook.Namespace["excerpts"]["excerpt"]} */
  const excerpt = (text, isFound) => {
    if (text.length <= LENGTH) return text;
    const words = [...text.matchAll(WORDS)];
    const first = words.find(([word]) => isFound(word))?.index ?? 0;
    const from = first <= BEFORE ? 0 : words.find(({ index }) => index >= first - BEFORE)?.index ?? 0;
    const fitting = words.filter(({ 0: word, index }) => index + word.length <= from + LENGTH);
    const last = fitting.at(-1);
    const to = last && last.index >= from ? last.index + last[0].length : from + LENGTH;
    return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
  };

  handbook.excerpts = { parts, excerpt };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
