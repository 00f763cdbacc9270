// @ts-check
"use strict";

/*
 * Checklists as lists show them: read out of their logs, filtered, put in order.
 */
((handbook) => {
  /**
   * The SOP as the handbook has it now, also where its id has changed since.
   *
   * @param {{ id: Handbook.Id }} definition
   * @param {Record<string, Handbook.KnownSop>} sops
   * @returns {Handbook.KnownSop | undefined}
   */
  const sopOf = ({ id }, sops) =>
    Object.hasOwn(sops, id) ? sops[id] : Object.values(sops).find(({ was }) => was?.includes(id));

  /**
   * Where a checklist belongs: one place each.
   *
   * @param {Handbook.Run} run
   * @param {Handbook.Progress} progress
   * @returns {Handbook.Place}
   */
  const placeOf = (run, { waiting }) => {
    if (run.trashed) return "trash";
    if (run.archived) return "archived";
    if (run.status !== "open") return "finished";
    return waiting.length ? "waiting" : "open";
  };

  /**
   * @param {Handbook.Event[]} log
   * @param {Record<string, Handbook.KnownSop>} sops
   * @returns {Handbook.ListEntry | null} null for practice, and for what cannot be read
   */
  const read = (log, sops) => {
    const run = handbook.fold.fold(log);
    if (!run || run.practice) return null;
    const { definition } = run;
    const sop = sopOf(definition, sops);
    const progress = handbook.progress.progress(run);
    /** @type {Handbook.ListEntry} */
    const entry = {
      id: run.id,
      run,
      progress,
      name: run.about || `${definition.about.label} not named yet`,
      title: sop?.title ?? definition.title,
      href: sop?.href === undefined ? null : `${sop.href}#run=${encodeURIComponent(run.id)}`,
      place: placeOf(run, progress),
      due: run.status === "open" ? (progress.due[0]?.date ?? "") : "",
      words: "",
    };
    const { next, waiting, due } = handbook.words;
    const told = [next(entry), ...waiting(entry), due(entry, handbook.ids.now().slice(0, 10)).words];
    const said = [entry.name, entry.title, ...told, run.handed?.to ?? ""];
    entry.words = said.join(" ").toLowerCase();
    return entry;
  };

  /**
   * @param {Handbook.ListEntry} entry
   * @param {Handbook.Place} place what waits is open, too
   * @param {string} text words that must all be there, in any order
   */
  const matches = (entry, place, text) => {
    const there = entry.place === place || (place === "open" && entry.place === "waiting");
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    return there && wanted.every((word) => entry.words.includes(word));
  };

  /** @type {(a: string, b: string) => number} */
  const inWords = (a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });

  /** @type {(a: Handbook.ListEntry, b: Handbook.ListEntry) => number} */
  const touched = (a, b) =>
    Date.parse(b.run.touched.at) - Date.parse(a.run.touched.at) || (a.id < b.id ? -1 : 1);

  /** Nobody's name goes last, as does what is never due. @type {Record<Handbook.Sorting, (a: Handbook.ListEntry, b: Handbook.ListEntry) => number>} */
  const ORDERS = {
    touched,
    due: (a, b) => Number(!a.due) - Number(!b.due) || inWords(a.due, b.due),
    about: (a, b) =>
      Number(!a.run.about) - Number(!b.run.about) || inWords(a.name, b.name) || inWords(a.title, b.title),
    sop: (a, b) => inWords(a.title, b.title) || inWords(a.name, b.name),
  };

  /**
   * @param {Handbook.ListEntry[]} entries
   * @param {Handbook.Sorting} by
   * @returns {Handbook.ListEntry[]}
   */
  const order = (entries, by) =>
    [...entries].sort((a, b) => ORDERS[by](a, b) || touched(a, b));

  /**
   * What storage holds that cannot be read, by checklist.
   *
   * @param {{ logs: Record<string, Handbook.Event[]>, corrupt: Record<string, any[]> }} found
   * @param {Map<string, Handbook.ListEntry>} entries what could be read
   * @returns {Handbook.Damage[]}
   */
  const damage = ({ logs, corrupt }, entries) => {
    const damages = [];
    for (const run of new Set([...Object.keys(corrupt), ...Object.keys(logs)])) {
      const events = logs[run] ?? [];
      const damaged = corrupt[run] ?? [];
      const entry = entries.get(run);
      const opens = entry !== undefined || handbook.fold.fold(events) !== null;
      if (opens && !damaged.length) continue;
      const name = entry?.name ?? "A checklist without a name";
      damages.push({ run, name, events, damaged, opens });
    }
    return damages;
  };

  handbook.entries = { sopOf, read, matches, order, damage };
  if (typeof document === "undefined") module.exports = handbook.entries;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
