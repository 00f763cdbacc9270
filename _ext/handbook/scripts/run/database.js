// @ts-check
"use strict";

/*
 * IndexedDB as promises: opening, and what runs need to read and write in one transaction each.
 *
 * `events` holds one record an event under its id and is only ever added to, but for deleting a
 * whole run. `settings` holds the person's name, and a mark for every run deleted on purpose, so
 * that no tab takes its log for lost and writes it again.
 */
((handbook) => {
  const VERSION = 1;
  const EVENTS = "events";
  const SETTINGS = "settings";

  const { asked, newest, records } = handbook.records;

  /** @param {IDBDatabase} database */
  const build = (database) => {
    // A record without an id, a run or a number is still kept; it only has no place in the index.
    const events = database.createObjectStore(EVENTS, { keyPath: "id" });
    events.createIndex("run", ["run", "n"]);
    database.createObjectStore(SETTINGS);
  };

  /**
   * Open the database.
   *
   * @param {string} name
   * @param {{
   *   readOnly: boolean,
   *   blocked: () => void,
   *   lost: (why: "closed" | "deleted" | "newer") => void,
   * }} options `readOnly` takes whatever version there is; `blocked` is called when another tab
   *   has to close first, `lost` when the connection ends without our doing.
   * @returns {Promise<IDBDatabase>} rejects with the browser's error
   */
  const connect = (name, { readOnly, blocked, lost }) =>
    new Promise((resolve, reject) => {
      if (!globalThis.indexedDB) throw new DOMException("No IndexedDB", "NotSupportedError");
      const request = indexedDB.open(name, readOnly ? undefined : VERSION);
      request.onupgradeneeded = () => build(request.result);
      request.onblocked = blocked;
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const database = request.result;
        database.onclose = () => lost("closed");
        database.onversionchange = ({ newVersion }) => {
          // Whoever asks for this waits until we are out of the way.
          database.close();
          lost(newVersion === null ? "deleted" : "newer");
        };
        resolve(database);
      };
    });

  /**
   * Do work in one transaction.
   *
   * @template T
   * @param {IDBDatabase} database
   * @param {IDBTransactionMode} mode
   * @param {(events: IDBObjectStore, settings: IDBObjectStore) => Promise<T>} work
   * @returns {Promise<T>} once everything is on the disk; rejects if nothing was changed
   */
  const transact = (database, mode, work) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction([EVENTS, SETTINGS], mode, { durability: "strict" });
      /** @type {T} */
      let result;
      /** @type {unknown} */
      let cause = null;
      transaction.oncomplete = () => (cause ? reject(cause) : resolve(result));
      transaction.onabort = () => reject(transaction.error ?? cause ?? new Error("Aborted"));
      /** @param {unknown} error */
      const giveUp = (error) => {
        cause = error;
        try {
          transaction.abort();
        } catch {
          // It has ended already, and says how by itself.
        }
      };
      try {
        work(transaction.objectStore(EVENTS), transaction.objectStore(SETTINGS)).then(
          (value) => (result = value),
          giveUp,
        );
      } catch (error) {
        giveUp(error);
      }
    });

  /** @param {string} run */
  const removedKey = (run) => `removed:${run}`;

  /**
   * @param {IDBDatabase} database
   * @returns {Promise<any[]>}
   */
  const readAll = (database) => transact(database, "readonly", (events) => records(events));

  /**
   * @param {IDBDatabase} database
   * @param {string} run
   * @returns {Promise<{ records: any[], removed: boolean }>} `removed`: it was deleted on purpose
   */
  const readRun = (database, run) =>
    transact(database, "readonly", async (events, settings) => ({
      records: await records(events, run),
      removed: (await asked(settings.getKey(removedKey(run)))) !== undefined,
    }));

  /**
   * @param {IDBDatabase} database
   * @param {string} run
   */
  const newestOf = (database, run) =>
    transact(database, "readonly", (events) => newest(events, run));

  /**
   * Put back what storage had and has no more, but for runs that were deleted on purpose.
   *
   * @param {IDBObjectStore} events
   * @param {IDBObjectStore} settings
   * @param {Handbook.Memory} memory
   * @param {Set<string>} wanted runs to put back even so: they are being written to
   * @returns {Promise<number>} how many events were put back
   */
  const restore = async (events, settings, memory, wanted) => {
    let restored = 0;
    for (const [run, known] of memory.kept()) {
      if (!wanted.has(run) && (await asked(settings.getKey(removedKey(run)))) !== undefined) continue;
      for (const event of known) {
        if ((await asked(events.getKey(event.id))) !== undefined) continue;
        events.add(event);
        restored += 1;
      }
    }
    return restored;
  };

  /**
   * Write everything that waits, in one transaction with reading the highest n.
   *
   * @param {IDBDatabase} database
   * @param {Handbook.Waiting[]} batch in order; those without a place get it now
   * @param {Map<string, string>} changed settings to write
   * @param {Handbook.Memory} memory
   * @param {boolean} check whether to look if something known is missing in any case
   * @returns {Promise<Handbook.Written>}
   */
  const write = (database, batch, changed, memory, check) =>
    transact(database, "readwrite", async (events, settings) => {
      /** @type {Map<string, number>} */
      const stored = new Map();
      for (const { act, event } of batch) {
        if (stored.has(act.run)) continue;
        // What begins here has an id that nobody has seen: there is nothing to look for.
        const begins = act.kind === "start" && !event;
        stored.set(act.run, begins ? 0 : await newest(events, act.run));
      }
      let missing = check;
      for (const [run, n] of stored) {
        if (n < memory.newestKept(run)) missing = true;
        if (n === 0) settings.delete(removedKey(run));
      }
      const runs = new Set(stored.keys());
      const restored = missing ? await restore(events, settings, memory, runs) : 0;
      const there = [];
      for (const entry of batch) {
        const { act, event } = entry;
        const known = event && (await asked(events.getKey(event.id))) !== undefined;
        if (known) there.push(entry);
        else events.add(event ?? memory.place(entry, stored.get(act.run) ?? 0));
      }
      for (const [name, value] of changed) settings.put(value, name);
      return { there, restored };
    });

  /**
   * Delete all that belongs to a run, damaged records included.
   *
   * @param {IDBDatabase} database
   * @param {string} run
   * @returns {Promise<void>}
   */
  const remove = (database, run) =>
    transact(database, "readwrite", async (events, settings) => {
      for (const record of await records(events)) {
        if (handbook.memory.runOf(record) === run) events.delete(record.id);
      }
      settings.put(true, removedKey(run));
    });

  /**
   * @param {IDBDatabase} database
   * @param {string} name
   * @returns {Promise<unknown>}
   */
  const setting = (database, name) =>
    transact(database, "readonly", (_, settings) => asked(settings.get(name)));

  handbook.database = { connect, readAll, readRun, newestOf, write, remove, setting };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
