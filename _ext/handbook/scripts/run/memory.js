// @ts-check
"use strict";

/*
 * What this page knows of runs, whether or not the browser keeps it.
 *
 * `kept` is what storage has acknowledged or shown, so that it can be written again should it be
 * lost; `waiting` is what storage has not taken yet, in the order in which it was done.
 */
((handbook) => {
  /**
   * The run a record belongs to, "" where it does not say.
   *
   * @param {any} record
   * @returns {string}
   */
  const runOf = (record) => (typeof record?.run === "string" ? record.run : "");

  /**
   * Records as logs; what cannot be read comes apart.
   *
   * @param {any[]} records
   * @returns {{ logs: Record<string, Handbook.Event[]>, corrupt: Record<string, any[]> }}
   */
  const sort = (records) => {
    // Without a prototype: a run may be called anything.
    const logs = Object.create(null);
    const corrupt = Object.create(null);
    for (const record of records) {
      const event = handbook.log.event(record);
      if (event) (logs[event.run] ??= []).push(event);
      else (corrupt[runOf(record)] ??= []).push(record);
    }
    return { logs, corrupt };
  };

  /** @implements {Handbook.Memory} */
  class Memory {
    /** @type {Handbook.Waiting[]} */
    waiting = [];

    /** Settings that storage has not taken yet. @type {Map<string, string>} */
    settings = new Map();

    /** By run, then by event id. @type {Map<string, Map<string, Handbook.Event>>} */
    #kept = new Map();

    /** The highest n seen, by run. @type {Map<string, number>} */
    #newest = new Map();

    /** Is there anything that storage has not taken yet? */
    get unsaved() {
      return this.waiting.length > 0 || this.settings.size > 0;
    }

    /**
     * Keep an act until storage takes it. It has no place yet.
     *
     * @param {Handbook.Event} act whose n means nothing
     * @returns {Handbook.Waiting}
     */
    wait(act) {
      const entry = { act, event: null };
      this.waiting.push(entry);
      return entry;
    }

    /**
     * Keep events that have their place until storage takes them, but for those already known.
     *
     * @param {Handbook.Event[]} events
     * @returns {Handbook.Waiting[]} those that were not known
     */
    bring(events) {
      const known = new Set(this.waiting.map(({ act }) => act.id));
      const fresh = [];
      for (const event of events) {
        if (known.has(event.id) || this.#kept.get(event.run)?.has(event.id)) continue;
        known.add(event.id);
        fresh.push({ act: event, event });
        this.#see(event);
      }
      this.waiting.push(...fresh);
      return fresh;
    }

    /**
     * Give an act its place: after everything this page and storage have seen of its run.
     *
     * @param {Handbook.Waiting} entry
     * @param {number} stored the highest n that storage has for the run
     * @returns {Handbook.Event}
     */
    place(entry, stored) {
      const newest = Math.max(stored, this.newest(entry.act.run));
      // A hostile import may have used up all numbers; then ids decide, and nothing is lost.
      const n = Math.min(newest + 1, Number.MAX_SAFE_INTEGER);
      entry.event = Object.freeze({ ...entry.act, n });
      this.#see(entry.event);
      return entry.event;
    }

    /**
     * Storage has taken these.
     *
     * @param {Handbook.Waiting[]} entries
     */
    took(entries) {
      for (const { event } of entries) if (event) this.#keep(event);
      const gone = new Set(entries);
      this.waiting = this.waiting.filter((entry) => !gone.has(entry));
    }

    /**
     * Storage has shown a run's log.
     *
     * @param {string} run
     * @param {Handbook.Event[]} events
     * @param {Set<unknown>} ids of everything storage has for the run, the unreadable too
     * @param {boolean} removed deleted on purpose: what is missing is not missed
     * @returns {boolean} whether something is missing that storage had before
     */
    learn(run, events, ids, removed) {
      if (removed) this.#kept.delete(run);
      for (const event of events) this.#keep(event);
      for (const id of this.#kept.get(run)?.keys() ?? []) if (!ids.has(id)) return true;
      return false;
    }

    /** @param {string} run */
    newest(run) {
      return this.#newest.get(run) ?? 0;
    }

    /**
     * The highest n that storage is known to have had for a run.
     *
     * @param {string} run
     */
    newestKept(run) {
      let newest = 0;
      for (const event of this.#kept.get(run)?.values() ?? []) newest = Math.max(newest, event.n);
      return newest;
    }

    /**
     * What storage had, by run.
     *
     * @returns {Iterable<[string, Iterable<Handbook.Event>]>}
     */
    *kept() {
      for (const [run, events] of this.#kept) yield [run, events.values()];
    }

    /**
     * A run's log as this page knows it, in order, together with what storage showed.
     *
     * @param {string} run
     * @param {Handbook.Event[]} [stored] in place of what storage is known to have had
     * @returns {Handbook.Event[]}
     */
    log(run, stored) {
      const log = new Map(stored ? stored.map((event) => [event.id, event]) : this.#kept.get(run));
      for (const { event } of this.waiting) if (event?.run === run) log.set(event.id, event);
      return handbook.log.order([...log.values()]);
    }

    /** Every run this page knows of. @returns {Set<string>} */
    runs() {
      return new Set([...this.#kept.keys(), ...this.waiting.map(({ act }) => act.run)]);
    }

    /**
     * Forget a run, as it is deleted for good.
     *
     * @param {string} run
     */
    forget(run) {
      this.#kept.delete(run);
      this.#newest.delete(run);
      this.waiting = this.waiting.filter(({ act }) => act.run !== run);
    }

    /** @param {Handbook.Event} event */
    #keep(event) {
      let events = this.#kept.get(event.run);
      if (!events) this.#kept.set(event.run, (events = new Map()));
      events.set(event.id, event);
      this.#see(event);
    }

    /** @param {Handbook.Event} event */
    #see(event) {
      if (event.n > this.newest(event.run)) this.#newest.set(event.run, event.n);
    }
  }

  handbook.memory = { Memory, runOf, sort };

  if (typeof document === "undefined") module.exports = handbook.memory;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
