// @ts-check
"use strict";

/*
 * What people wrote, as Markdown that shows it and does nothing else.
 *
 * Escaping is not enough: GitHub looks for names, numbers of issues and addresses in the text
 * that is left after Markdown, and bots read what was there before. What could set something off
 * stands in code, where nothing looks, and reads and copies as it was written.
 */
((handbook) => {
  const BREAK = /\r\n?|[\n\v\f\u0085\u2028\u2029]/;

  /** Controls, and what hides or turns text round; joiners and marks that scripts need stay. */
  const UNSEEN = /[\p{Cc}\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

  /**
   * The lines of a text as they can be seen.
   *
   * @param {string} text
   */
  const seen = (text) =>
    handbook.text
      .whole(String(text))
      .split(BREAK)
      .map((line) => line.replace(/\t/g, " ").replace(UNSEEN, "").trim());

  /** @param {string} text on one line */
  const plain = (text) => seen(text).filter(Boolean).join(" ");

  // ------------------------------------------------------------- what could set something off

  /** What must not stand bare, and what of it goes into code: all, or all but its first sign. */
  const PARTS = {
    address: "(?<![\\w+.-])[\\w+.-]*://[^\\s`<>|]*|(?<![a-z0-9])www\\.[^\\s`<>|]*",
    mail: "(?<![\\w+.-])(?:mailto:|xmpp:)?[\\w+.-]+@[\\w.-]*\\.[\\w-]+",
    name: "(?<=@)[\\p{L}\\p{N}_]+(?:[-/][\\p{L}\\p{N}_]+)*",
    issue: "(?<=#)[\\p{L}\\p{N}_]+|(?<=\\bGH-)\\w+",
    commit: "\\b(?=[0-9a-f]*\\d)[0-9a-f]{7,40}\\b",
    command: "(?<=^/)[^\\s`<>|]+",
  };
  const LIVE = new RegExp(Object.values(PARTS).join("|"), "giu");

  /** What may follow an address and is hardly a part of it. */
  const AFTER = new Set(".,;:!?'\")]*_~");

  /** @param {string} address */
  const trimmed = (address) => {
    let end = address.length;
    while (AFTER.has(address[end - 1])) end -= 1;
    return address.slice(0, end);
  };

  // ------------------------------------------------------------- the rest

  /** @type {Record<string, string>} */
  const NAMED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;" };

  /** @param {string} text */
  const escaped = (text) =>
    text
      .replace(/[\\*_[\]{}~|$^#]|=(?==)|(?<==)=/g, "\\$&")
      .replace(/[<>`]|&(?=#?\w+;)/g, (sign) => NAMED[sign]);

  /** What only means something where a line begins. @param {string} line */
  const begun = (line) => line.replace(/^[-+=:%]/, "\\$&").replace(/^(\d{1,9})([.)])/, "$1\\$2");

  /** @param {string} line as it can be seen */
  const inert = (line) => {
    if (!line) return "";
    let made = "";
    let at = 0;
    for (const { 0: found, index } of line.matchAll(LIVE)) {
      const code = found.includes("://") || /^www\./i.test(found) ? trimmed(found) : found;
      const between = escaped(line.slice(at, index));
      // Two pieces of code that touch are one: their signs would be read together.
      made = !between && at ? `${made.slice(0, -1)}${code}\`` : `${made}${between}\`${code}\``;
      at = index + code.length;
    }
    return begun(made + escaped(line.slice(at)));
  };

  /** @param {string} text */
  const lines = (text) => seen(text).map(inert);

  /** @param {string} text */
  const line = (text) => inert(plain(text));

  /**
   * A title is no Markdown, but where it is quoted it may be read as such.
   *
   * @param {string} text
   */
  const title = (text) => plain(text).replace(/[@#](?=[\p{L}\p{N}])|^\/(?=\S)/gu, "$&\u2060");

  handbook.inert = { lines, line, seen, plain, title };
  if (typeof document === "undefined") module.exports = handbook.inert;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
