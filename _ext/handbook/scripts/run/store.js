// @ts-check
"use strict";

/*
 * Where runs are kept: in this browser, or, where it cannot keep them, in this page.
 *
 * Every act first joins what waits in memory; what waits is then written, all of it in one
 * transaction, and is said to be saved only once that has reached the disk. When writing fails it
 * goes on waiting, and the next act, or coming back to the page, tries again.
 */
((handbook) => {
  /** How often a lost connection is opened again unasked, and after how long once more. */
  const REOPENINGS = 3;
  const PAUSE_MS = 500;

  /** @implements {Handbook.Store} */
  class RunStore {
    /** @type {Handbook.StorageState} */
    state = "opening";

    #memory = new handbook.memory.Memory();
    /** @type {Handbook.Connection} */
    #connection;
    #tabs;
    /** @type {Set<Handbook.StoreListener>} */
    #listeners = new Set();
    /** The last of the writings, which are done one after another. */
    #writing = Promise.resolve();
    /** The connection was lost, or records are missing: look at what storage still has. */
    #check = false;
    #reopened = 0;
    /** Something was missing and has been written again; said for as long as this page is open. */
    #restored = false;
    /** What was to be added and was there already. @type {WeakSet<Handbook.Waiting>} */
    #there = new WeakSet();

    /** @param {string} site */
    constructor(site) {
      const name = `handbook:${site}`;
      this.#connection = new handbook.connection.Connection(name, {
        lost: (why) => this.#lost(why),
        late: () => void this.#write(),
      });
      this.#tabs = handbook.tabs.follow(
        name,
        (run) => this.#changed(run, "elsewhere"),
        () => void this.#write(),
      );
    }

    get sentence() {
      const { storage } = handbook.sentences;
      return storage[this.state] || (this.#restored ? storage.cleared : "");
    }

    /** Open the database; what comes of it is in `state`. */
    async begin() {
      try {
        await this.#connection.open();
        this.#works();
      } catch (error) {
        this.#failed(error);
      }
    }

    /**
     * @param {{ run: string, step: string | null, kind: Handbook.Kind, value: any, by: string }} act
     * @returns {Promise<Handbook.Event>}
     * @throws {TypeError} where it could not be read again: the log refuses it
     */
    async append({ run, step, kind, value, by }) {
      const { newId, now } = handbook.ids;
      // Its place, n, is found when it is written.
      const raw = { v: 1, id: newId(), run, n: 0, at: now(), by, step, kind, value };
      const act = handbook.log.event(raw);
      if (!act) throw new TypeError(`Not an act that a log takes: ${kind}`);
      const entry = this.#memory.wait(act);
      await this.#write();
      return entry.event ?? this.#memory.place(entry, 0);
    }

    /** @param {Handbook.Event[]} events */
    async add(events) {
      const { logs } = handbook.memory.sort(events);
      const fresh = this.#memory.bring(handbook.log.order(Object.values(logs).flat()));
      await this.#write();
      return fresh.filter((entry) => !this.#there.has(entry)).length;
    }

    /** @param {string} run */
    async events(run) {
      try {
        const ask = handbook.database.readRun;
        const { records, removed } = await this.#connection.ask((db) => ask(db, run));
        const good = handbook.memory.sort(records).logs[run] ?? [];
        const ids = new Set(records.map((record) => record.id));
        if (this.#memory.learn(run, good, ids, removed)) {
          this.#check = true;
          await this.#write();
          return this.#memory.log(run);
        }
        this.#works();
        return this.#memory.log(run, good);
      } catch (error) {
        this.#failed(error);
        return this.#memory.log(run);
      }
    }

    async all() {
      let found = null;
      try {
        found = handbook.memory.sort(await this.#connection.ask(handbook.database.readAll));
        this.#works();
      } catch (error) {
        this.#failed(error);
      }
      const { logs, corrupt } = found ?? handbook.memory.sort([]);
      for (const run of new Set([...Object.keys(logs), ...this.#memory.runs()])) {
        // Where storage could be read, it knows better than we do what there is.
        const log = this.#memory.log(run, found ? (logs[run] ?? []) : undefined);
        if (log.length) logs[run] = log;
      }
      return { logs, corrupt };
    }

    /**
     * @param {string} run
     * @throws {Error} where the browser keeps the run and could not delete it; says so in words
     */
    async remove(run) {
      await this.#writing;
      try {
        if (this.#connection.newer) throw new DOMException("Only read from here", "VersionError");
        await this.#connection.ask((db) => handbook.database.remove(db, run));
      } catch (error) {
        this.#failed(error);
        if (this.state !== "memory" && this.state !== "refused") {
          throw new Error(this.sentence, { cause: error });
        }
      }
      this.#memory.forget(run);
      this.#works();
      this.#tell([run]);
    }

    /** @param {Handbook.Setting} name */
    async setting(name) {
      const waiting = this.#memory.settings.get(name);
      if (waiting !== undefined) return waiting;
      try {
        const value = await this.#connection.ask((db) => handbook.database.setting(db, name));
        return typeof value === "string" ? value : "";
      } catch (error) {
        this.#failed(error);
        return "";
      }
    }

    /** @type {Handbook.Store["set"]} */
    async set(name, value) {
      this.#memory.settings.set(name, value);
      await this.#write();
    }

    /** @param {Handbook.StoreListener} listener */
    watch(listener) {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    }

    async kept() {
      try {
        return await navigator.storage.persisted();
      } catch {
        return false;
      }
    }

    async persist() {
      try {
        return (await navigator.storage.persisted()) || (await navigator.storage.persist());
      } catch {
        return null;
      }
    }

    close() {
      this.#listeners.clear();
      this.#tabs.close();
      this.#connection.close();
    }

    /** Write what waits, after what is being written now. */
    #write() {
      this.#writing = this.#writing.then(() => this.#writeNow());
      return this.#writing;
    }

    async #writeNow() {
      const memory = this.#memory;
      if (!memory.unsaved && !this.#check) return this.#works();
      const batch = [...memory.waiting];
      const settings = new Map(memory.settings);
      const check = this.#check;
      if (this.state === "saved" || this.state === "cleared") this.#be("saving");
      try {
        if (this.#connection.newer) throw new DOMException("Only read from here", "VersionError");
        const { there, restored } = await this.#connection.ask((db) =>
          handbook.database.write(db, batch, settings, memory, check),
        );
        for (const entry of there) this.#there.add(entry);
        this.#wrote(batch, settings, restored);
      } catch (error) {
        // Kept in this page, they have a place in the log all the same.
        for (const entry of batch) {
          if (!entry.event) memory.place(entry, await this.#newest(entry.act.run));
        }
        this.#failed(error);
      }
      this.#tell(batch.map(({ act }) => act.run));
    }

    /** @param {string} run that may not have been read on this page yet */
    async #newest(run) {
      if (this.#memory.newest(run)) return 0;
      return this.#connection.ask((db) => handbook.database.newestOf(db, run)).catch(() => 0);
    }

    /**
     * @param {Handbook.Waiting[]} batch
     * @param {Map<string, string>} settings
     * @param {number} restored
     */
    #wrote(batch, settings, restored) {
      this.#memory.took(batch);
      for (const [name, value] of settings) {
        if (this.#memory.settings.get(name) === value) this.#memory.settings.delete(name);
      }
      this.#check = false;
      if (batch.length) this.#reopened = 0;
      if (restored) this.#restored = true;
      this.#be(restored ? "cleared" : this.#memory.unsaved ? "saving" : "saved");
    }

    /** @param {Handbook.Lost} why */
    #lost(why) {
      if (why === "newer") return this.#be("newer");
      this.#check = true;
      void this.#recover();
    }

    /** While it is being cleared, storage refuses; what is lost for longer waits for an act. */
    async #recover() {
      this.#reopened += 1;
      if (this.#reopened > REOPENINGS) return;
      await this.#write();
      if (this.#check) setTimeout(() => void this.#recover(), PAUSE_MS);
    }

    /** Storage has answered. */
    #works() {
      if (this.#connection.newer) this.#be("newer");
      else if (!this.#memory.unsaved && this.#connection.isOpen && this.state !== "cleared") {
        this.#be("saved");
      }
    }

    /** @param {unknown} error */
    #failed(error) {
      this.#be(this.#connection.newer ? "newer" : handbook.sentences.stateOf(error));
    }

    /** @param {Handbook.StorageState} state */
    #be(state) {
      if (this.state === state) return;
      this.state = state;
      this.#changed(null, "state");
    }

    /** @param {string[]} runs */
    #tell(runs) {
      for (const run of new Set(runs)) {
        this.#tabs.tell(run);
        this.#changed(run, "written");
      }
    }

    /** @type {Handbook.StoreListener} */
    #changed(run, why) {
      // Apart from us, so that a listener's mistake is its own and stops no writing.
      for (const listener of this.#listeners) queueMicrotask(() => listener(run, why));
    }
  }

  /**
   * Open the storage of one handbook. Always resolves: `state` says what came of it.
   *
   * @param {string} site the handbook's name among those that share an origin
   * @returns {Promise<Handbook.Store>}
   */
  const open = async (site) => {
    const store = new RunStore(site);
    await store.begin();
    return store;
  };

  handbook.store = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
