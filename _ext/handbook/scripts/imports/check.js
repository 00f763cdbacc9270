// @ts-check
"use strict";

/*
 * Whether events from outside are the sound log of one checklist.
 *
 * A log with an entry that is not understood is refused whole: what is missing might be the very
 * act that took another one back, and a checklist with a hole in it looks like a whole one.
 */
((handbook) => {
  const LARGEST = 5_000_000;
  const MOST_EVENTS = 20_000;
  const MOST_LEFT_OUT = 500;
  /** As far as the store counts: with a higher one no later act would find its place. */
  const HIGHEST = 2 ** 40;
  /**
   * Each act takes the number after the highest its writer knew, so numbers rise by one, and jump
   * only over what was left out. Bounding the jump keeps the highest number far below `HIGHEST`:
   * whoever goes on from a record can still save a copy that opens.
   */
  const FARTHEST = 2 ** 20;

  /** How often two names may be compared in finding out what earlier ids are called now. */
  const MOST_WORK = 5_000_000;

  const { id, list } = handbook.checks;

  /** @type {(number: number) => string} */
  const entries = (number) => handbook.text.count(number, "entry", "entries");

  /** @param {Handbook.Event[]} log in order */
  const jumps = (log) =>
    log.some(({ n }, index) => n > HIGHEST || n - (index ? log[index - 1].n : 0) > FARTHEST);

  /**
   * @param {unknown[]} raw
   * @returns {Handbook.Event[] | string} the events, or how many are not understood
   */
  const understood = (raw) => {
    /** @type {Handbook.Event[]} */
    const events = [];
    for (const one of raw) {
      const event = handbook.log.event(one);
      if (event) events.push(event);
    }
    const bad = raw.length - events.length;
    if (!bad) return events;
    const [are, they] = bad === 1 ? ["is", "it is"] : ["are", "they are"];
    return `${capital(entries(bad))} of its ${raw.length} ${are} not understood here: ${they} damaged, ` +
      "or made with a newer version of the handbook. So nothing of it was opened."; // prettier-ignore
  };

  /** @type {(words: string) => string} */
  const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  /**
   * How long folding takes at worst: every answer may be looked for among all options and their
   * earlier ids, and every earlier id in all versions.
   *
   * @param {Handbook.Event[]} log
   */
  const work = (log) => {
    const versions = log.flatMap(({ value }) => /** @type {Handbook.Definition[]} */ (value?.definition ?? []));
    /** @type {(things: { was?: string[] }[]) => number} */
    const names = (things) => things.reduce((sum, { was }) => sum + 1 + (was?.length ?? 0), 0);
    let [options, ids, answers] = [0, 0, 0];
    for (const { steps } of versions) {
      const fields = steps.flatMap((step) => step.fields ?? []);
      ids = Math.max(ids, names(steps) + names(fields));
      for (const field of fields) options = Math.max(options, names(field.options ?? []));
    }
    for (const { kind, value } of log) {
      if (kind === "value") answers += Array.isArray(value.value) ? value.value.length : 1;
    }
    return answers * options + versions.length * ids;
  };

  /** @param {Handbook.Event[]} events */
  const fits = (events) =>
    events.length <= MOST_EVENTS && work(events) <= MOST_WORK &&
    JSON.stringify({ events }, null, 1).length < LARGEST - 1000; // prettier-ignore

  /**
   * What keeps sound events from being one checklist, or "".
   *
   * @param {Handbook.Event[]} log in order
   */
  const wrong = (log) => {
    const starts = log.filter(({ kind }) => kind === "start");
    if (new Set(log.map(({ run }) => run)).size > 1) {
      return "It mixes entries of several checklists, so it was not opened.";
    }
    if (!starts.length) return "Its beginning is missing, so it cannot be opened.";
    if (starts.length > 1) return "It has more than one beginning, so it was not opened.";
    if (new Set(log.map(({ id }) => id)).size < log.length) {
      return "It has two entries of one name, so it was not opened.";
    }
    if (jumps(log)) return "Its entries are numbered as no checklist numbers them, so it was not opened.";
    if (starts[0].value.practice) return "It was made for practice, which leaves no trace, so it was not opened.";
    // So that what is opened can be saved, and opened again.
    if (!fits(log)) return "It is larger than a copy of a checklist can be, so it was not opened.";
    return "";
  };

  /**
   * @param {unknown} raw anything at all
   * @returns {{ events: Handbook.Event[] } | { sentence: string }}
   */
  const check = (raw) => {
    if (!Array.isArray(raw) || !raw.length) return { sentence: "It holds no entries of a checklist." };
    if (raw.length > MOST_EVENTS) {
      return { sentence: "It has more entries than a checklist can have, so it was not opened." };
    }
    const events = understood(raw);
    if (typeof events === "string") return { sentence: events };
    const log = handbook.log.order(events);
    const sentence = wrong(log);
    return sentence ? { sentence } : { events: log };
  };

  /**
   * @param {unknown} raw ids of fields, or "notes"; nothing at all is none
   * @returns {string[] | null}
   */
  const leftOut = (raw) => {
    try {
      return raw == null ? [] : [...new Set(list(id, MOST_LEFT_OUT)(raw))].sort();
    } catch {
      return null;
    }
  };

  handbook.incoming = { LARGEST, MOST_EVENTS, check, leftOut, fits };
  if (typeof document === "undefined") module.exports = handbook.incoming;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
