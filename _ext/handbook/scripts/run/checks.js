// @ts-check
"use strict";

/*
 * Checks for what comes from outside. Each takes anything and gives a sound, frozen copy, or
 * throws: only keys that are named, only of the types named, each of a bounded size.
 */
((handbook) => {
  const LONGEST_TEXT = 20_000;
  const LONGEST_LINE = 1_000;
  const LONGEST_ID = 100;
  const MOST_KEYS = 50;

  const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
  const KEY = /^[A-Za-z0-9_-]{1,64}$/;
  const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;
  const DAY = /^\d{4}-\d\d-\d\d$/;

  /** @typedef {(raw: any) => any} Check */

  /** @returns {never} */
  const refuse = () => {
    throw new TypeError("refused");
  };

  /**
   * Whether a name may become a key: none that every object has by birth.
   *
   * @param {string} name
   */
  const harmless = (name) => !(name in Object.prototype) && name !== "prototype";

  /** @type {(holds: (raw: any) => boolean) => Check} */
  const where = (holds) => (raw) => (holds(raw) ? raw : refuse());

  /** @type {(most: number) => Check} */
  const upTo = (most) => where((raw) => typeof raw === "string" && raw.length <= most);

  /** @type {(pattern: RegExp, most: number) => Check} */
  const named = (pattern, most) =>
    where(
      (raw) =>
        typeof raw === "string" && raw.length <= most && pattern.test(raw) && harmless(raw),
    );

  /** @type {(least: number, most?: number) => Check} */
  const whole = (least, most = Number.MAX_SAFE_INTEGER) =>
    where((raw) => Number.isSafeInteger(raw) && raw >= least && raw <= most);

  /** @type {(...values: any[]) => Check} */
  const one = (...values) => where((raw) => values.includes(raw));

  /** @type {(check: Check) => Check} */
  const orNull = (check) => (raw) => (raw == null ? null : check(raw));

  /** @type {(of: Check, most: number) => Check} */
  const list = (of, most) => (raw) => {
    if (!Array.isArray(raw) || raw.length > most) refuse();
    return Object.freeze(Array.from(raw, of));
  };

  /** @type {(raw: any) => string[]} */
  const keysOf = (raw) => {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) refuse();
    const keys = Object.keys(raw);
    if (keys.length > MOST_KEYS || !keys.every(harmless)) refuse();
    return keys;
  };

  /** @type {(required: Record<string, Check>, optional?: Record<string, Check>) => Check} */
  const record =
    (required, optional = {}) =>
    (raw) => {
      const keys = keysOf(raw);
      /** @type {Record<string, any>} */
      const copy = {};
      for (const key of Object.keys(required)) {
        copy[key] = required[key](keys.includes(key) ? raw[key] : undefined);
      }
      for (const key of Object.keys(optional)) {
        if (keys.includes(key) && raw[key] != null) copy[key] = optional[key](raw[key]);
      }
      return Object.freeze(copy);
    };

  /** @type {(of: Check) => Check} */
  const byId = (of) => (raw) =>
    Object.freeze(Object.fromEntries(keysOf(raw).map((key) => [id(key), of(raw[key])])));

  const text = upTo(LONGEST_TEXT);
  const line = upTo(LONGEST_LINE);
  const id = named(ID, LONGEST_ID);
  const key = named(KEY, 64);
  const day = named(DAY, 10);
  const yesOrNo = where((raw) => typeof raw === "boolean");
  const scalar = where(
    (raw) =>
      typeof raw === "boolean" ||
      Number.isFinite(raw) ||
      (typeof raw === "string" && raw.length <= LONGEST_TEXT),
  );
  const moment = where(
    (raw) => typeof raw === "string" && MOMENT.test(raw) && !Number.isNaN(Date.parse(raw)),
  );
  /** @type {Check} */
  const nothing = orNull(refuse);

  handbook.checks = {
    refuse, keysOf, record, list, byId, orNull, one, whole,
    text, line, id, key, day, moment, yesOrNo, scalar, nothing,
  }; // prettier-ignore
  if (typeof document === "undefined") module.exports = handbook.checks;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
