// @ts-check
"use strict";

/*
 * When it is time for a copy: a browser that has not promised to keep what it stores may delete
 * it after a week without a visit.
 */
((handbook) => {
  /** How long a checklist may go without a copy: well before that week is over. */
  const DAYS = 3;

  /**
   * Whether it is time for a copy.
   *
   * @param {Handbook.Moment} since the last copy, or else the start
   * @param {boolean | null | undefined} promised whether the browser has promised to keep it
   * @param {Date} now
   */
  const isDue = (since, promised, now) =>
    promised !== true && now.getTime() - Date.parse(since) >= DAYS * 86_400_000;

  /** @param {Handbook.Page} page what to say of the open checklist, or "" */
  const warning = ({ session }) => {
    const { run, practice, copied, persisted } = session;
    if (!run || practice || run.status !== "open" || run.handed) return "";
    if (!isDue(copied || run.started.at, persisted, new Date())) return "";
    return "This browser may delete what it keeps when the handbook is not visited for a week.";
  };

  handbook.copy = { isDue, warning };
  if (typeof module !== "undefined") module.exports = handbook.copy;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
