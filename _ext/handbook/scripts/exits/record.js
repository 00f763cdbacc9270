// @ts-check
"use strict";

/*
 * A checklist as a file: its whole log, which the handbook opens again.
 */
((handbook) => {
  const LONGEST_NAME = 40;

  /** @type {(value: any) => any} every key in order, so that what is equal reads equal */
  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };

  /**
   * The file of a log.
   *
   * @param {Handbook.Event[]} events
   * @param {string[]} [leftOut] what is not in it on purpose: ids of fields, or "notes"
   */
  const text = (events, leftOut = []) => {
    const left = leftOut.length ? { left_out: [...leftOut].sort() } : {};
    const copy = { handbook: "checklist", v: 1, ...left, events: handbook.log.order(events) };
    return `${JSON.stringify(sorted(copy), null, 1)}\n`;
  };

  /**
   * "ordering-tern-university.json"
   *
   * @param {Handbook.Run} run
   * @param {"json" | "md" | "ics" | "txt"} ending
   */
  const fileName = (run, ending) => {
    const words = run.about.normalize("NFC").toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu);
    // By whole characters, so that none is cut in two.
    const about = [...(words ?? []).join("-")].slice(0, LONGEST_NAME).join("").replace(/-+$/, "");
    return `${run.definition.id}-${about || "checklist"}.${ending}`;
  };

  handbook.record = { text, fileName, sorted };
  if (typeof document === "undefined") module.exports = handbook.record;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
