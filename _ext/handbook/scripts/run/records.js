// @ts-check
"use strict";

/*
 * Reading within a transaction: every record, whatever is in it, and the place of the last act.
 */
((handbook) => {
  /** No log comes near this: a higher n is damage, and must not drive all that follow. */
  const HIGHEST = 2 ** 40;

  /**
   * @template T
   * @param {IDBRequest<T>} request
   * @returns {Promise<T>}
   */
  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** @param {string} run */
  const rangeOf = (run) => IDBKeyRange.bound([run], [run, []]);

  /**
   * The highest n that is stored for a run, or 0.
   *
   * @param {IDBObjectStore} events
   * @param {string} run
   * @returns {Promise<number>}
   */
  const newest = async (events, run) => {
    const range = IDBKeyRange.bound([run, 0], [run, HIGHEST]);
    const cursor = await asked(events.index("run").openKeyCursor(range, "prev"));
    const n = /** @type {any[] | undefined} */ (cursor?.key)?.[1] ?? 0;
    return Math.floor(n);
  };

  /**
   * Records one by one, where reading them all at once failed: a single one whose bytes are
   * damaged must not hide the others.
   *
   * @param {IDBObjectStore} events
   * @param {IDBKeyRange} [range] of the index on runs
   * @returns {Promise<any[]>}
   */
  const readEach = async (events, range) => {
    const index = events.index("run");
    /** @type {Map<IDBValidKey, string>} */
    const keys = new Map();
    if (!range) for (const id of await asked(events.getAllKeys())) keys.set(id, "");
    await new Promise((resolve, reject) => {
      const request = index.openKeyCursor(range);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve(null);
        keys.set(cursor.primaryKey, String(/** @type {any[]} */ (cursor.key)[0]));
        cursor.continue();
      };
    });
    const records = [];
    for (const [id, run] of keys) {
      records.push(await get(events, id).catch(() => ({ id, run, unreadable: true })));
    }
    return records;
  };

  /**
   * @param {IDBObjectStore} events
   * @param {IDBValidKey} id
   * @returns {Promise<any>}
   */
  const get = (events, id) => quietly(events.get(id));

  /**
   * Ask for something whose failure the transaction survives.
   *
   * @template T
   * @param {IDBRequest<T>} request
   * @returns {Promise<T>}
   */
  const quietly = (request) => {
    request.addEventListener("error", (event) => {
      event.preventDefault();
      event.stopPropagation();
    });
    return asked(request);
  };

  /**
   * Every record, or a run's, whatever is in it.
   *
   * @param {IDBObjectStore} events
   * @param {string} [run]
   * @returns {Promise<any[]>}
   */
  const records = async (events, run) => {
    const range = run === undefined ? undefined : rangeOf(run);
    try {
      return await quietly(range ? events.index("run").getAll(range) : events.getAll());
    } catch {
      return readEach(events, range);
    }
  };

  handbook.records = { asked, newest, records };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
