// @ts-check
"use strict";

/*
 * What is taken for a word, in the handbook and in a query alike.
 *
 * Abbreviations and identifiers keep their marks ("cs&s", "0-3", "helm"), and are found by their
 * parts as well.
 */
((handbook) => {
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
  const MARKS = /[^\p{L}\p{N}]+/u;
  /** The engine takes a star for "anything". */
  const SPACE = /[\s/*]+/;

  /** @param {string} text its words in small letters, without what encloses them */
  const words = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .split(SPACE)
      .map((word) => word.replace(EDGES, ""))
      .filter(Boolean);

  /** @param {string} text its words, and the parts of those that have marks within */
  const tokens = (text) =>
    words(text).flatMap((word) => {
      const parts = word.split(MARKS);
      return parts.length > 1 ? [word, ...parts] : [word];
    });

  /**
   * Whether a word says too little to be looked for. "Who" is none: it asks for people.
   *
   * @param {string} word
   */
  const isStop = (word) => word !== "who" && !lunr.stopWordFilter(new lunr.Token(word, {}));

  /**
   * A name, or a query that may be one: "what is an SoW" asks for "sow".
   *
   * @param {string} text
   */
  const name = (text) => {
    const all = words(text.replace(/^SOP: /, ""));
    const telling = all.map((word) => !isStop(word));
    if (!telling.includes(true)) return "";
    return all.slice(telling.indexOf(true), telling.lastIndexOf(true) + 1).join(" ");
  };

  handbook.terms = { words, tokens, name, isStop };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
