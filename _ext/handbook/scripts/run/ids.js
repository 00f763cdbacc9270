// @ts-check
"use strict";

/* What tells one act from another, and when it was: ids and moments. */
((handbook) => {
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");

  /**
   * A new id, never seen before. `crypto.randomUUID` would need a secure context.
   *
   * @returns {string} 32 hexadecimal digits
   */
  const newId = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join("");

  /** @type {Handbook.Namespace["ids"]["at"]} */
  const at = (time, ahead) => {
    const shown = new Date(time + ahead * 60_000).toISOString().slice(0, -1);
    const far = Math.abs(ahead);
    return `${shown}${ahead < 0 ? "-" : "+"}${two(Math.floor(far / 60))}:${two(far % 60)}`;
  };

  /**
   * The moment as the person's clock shows it, with how far that clock is from UTC.
   *
   * @param {Date} [date] now, unless told otherwise
   * @returns {Handbook.Moment}
   */
  const now = (date = new Date()) => at(date.getTime(), -date.getTimezoneOffset());

  handbook.ids = { newId, now, at };
  if (typeof document === "undefined") module.exports = handbook.ids;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
