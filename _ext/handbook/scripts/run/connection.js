// @ts-check
"use strict";

/*
 * The connection to the database: opened when it is needed, and again when it was lost.
 */
((handbook) => {
  /** How long opening may take before the person is told; it goes on meanwhile. */
  const PATIENCE_MS = 4000;

  /**
   * @param {unknown} error
   * @param {string} name
   */
  const is = (error, name) => error instanceof DOMException && error.name === name;

  /** @implements {Handbook.Connection} */
  class Connection {
    newer = false;

    /** @type {string} */
    #name;
    /** @type {{ lost(why: Handbook.Lost): void, late(): void }} */
    #told;
    /** @type {IDBDatabase | null} */
    #database = null;
    /** @type {Promise<IDBDatabase> | null} */
    #opening = null;
    #closed = false;

    /**
     * @param {string} name of the database
     * @param {{ lost(why: Handbook.Lost): void, late(): void }} told `lost` is called when the
     *   connection ended without our doing, `late` when it came about after we had given up.
     */
    constructor(name, told) {
      this.#name = name;
      this.#told = told;
    }

    get isOpen() {
      return this.#database !== null;
    }

    /**
     * The database, opened where it is not.
     *
     * @returns {Promise<IDBDatabase>} rejects with the browser's error; with a TimeoutError when
     *   another tab is in the way, but goes on trying
     */
    open() {
      if (this.#database) return Promise.resolve(this.#database);
      return (this.#opening ??= new Promise((resolve, reject) => {
        let late = false;
        const blocked = () => {
          late = true;
          reject(new DOMException("Another tab is in the way", "TimeoutError"));
        };
        const timer = setTimeout(blocked, PATIENCE_MS);
        const done = () => {
          clearTimeout(timer);
          this.#opening = null;
        };
        this.#connect(blocked).then(
          (database) => {
            done();
            resolve(database);
            if (late) this.#told.late();
          },
          (error) => {
            done();
            reject(error);
          },
        );
      }));
    }

    /**
     * Ask the database, once more where its connection has been closed meanwhile.
     *
     * @template T
     * @param {(database: IDBDatabase) => Promise<T>} work
     * @returns {Promise<T>}
     */
    async ask(work) {
      const database = await this.open();
      try {
        return await work(database);
      } catch (error) {
        if (!is(error, "InvalidStateError")) throw error;
        if (this.#database === database) this.#database = null;
        return work(await this.open());
      }
    }

    close() {
      this.#closed = true;
      this.#database?.close();
      this.#database = null;
    }

    /**
     * @param {() => void} blocked
     * @returns {Promise<IDBDatabase>}
     */
    async #connect(blocked) {
      const lost = this.#lost.bind(this);
      const connect = () =>
        handbook.database.connect(this.#name, { readOnly: this.newer, blocked, lost });
      const database = await connect().catch((error) => {
        if (!is(error, "VersionError")) throw error;
        this.newer = true;
        return connect();
      });
      if (this.#closed) {
        database.close();
        throw new DOMException("The store is closed", "AbortError");
      }
      this.#database = database;
      return database;
    }

    /** @param {Handbook.Lost} why */
    #lost(why) {
      this.#database = null;
      if (why === "newer") this.newer = true;
      if (!this.#closed) this.#told.lost(why);
    }
  }

  handbook.connection = { Connection };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
