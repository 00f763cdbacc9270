// @ts-check
"use strict";

/*
 * A copy of a checklist as a file, and when it is time for one: a browser that has not promised
 * to keep what it stores may delete it after a week without a visit.
 */
((handbook) => {
  /** How long a checklist may go without a copy: well before that week is over. */
  const DAYS = 3;

  /** @type {(value: any) => any} every key in order, so that equal logs make equal files */
  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };

  /**
   * The file of a checklist: its whole log.
   *
   * @param {Handbook.Event[]} events
   */
  const text = (events) => {
    const copy = { handbook: "checklist", v: 1, events: handbook.log.order(events) };
    return `${JSON.stringify(sorted(copy), null, 1)}\n`;
  };

  /** @param {Handbook.Run} run */
  const fileName = (run) => {
    const about = run.about.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
    return `${run.definition.id}-${about.slice(0, 40) || "checklist"}.json`;
  };

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
    if (!run || practice || run.status !== "open") return "";
    if (!isDue(copied || run.started.at, persisted, new Date())) return "";
    return "This browser may delete what it keeps when the handbook is not visited for a week.";
  };

  /** @param {Handbook.Page} page */
  const save = async ({ session, say }) => {
    await session.settled();
    const { run } = session;
    if (!run) return;
    const name = fileName(run);
    handbook.dom.download(text(session.log()), name);
    say(`A copy is saved as ${name}. It holds everything, private answers too.`);
    await session.setCopied(handbook.ids.now());
  };

  handbook.copy = { text, fileName, isDue, warning, save };
  if (typeof module !== "undefined") module.exports = handbook.copy;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
