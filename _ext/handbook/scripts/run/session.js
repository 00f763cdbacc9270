// @ts-check
"use strict";

/*
 * The checklist that is open on the page: its log, what the log comes to, and every act on it.
 *
 * Acts go one after another, so that the first may start the checklist the others belong to.
 */
((handbook) => {
  const CLOSED_TAKE = new Set(["reopen", "archive", "rename", "restore"]);

  /**
   * @param {Handbook.Definition} definition the SOP as the page shows it
   * @param {Promise<Handbook.Store>} opening
   * @returns {Handbook.Session}
   */
  const open = (definition, opening) => {
    /** @type {Set<() => void>} */
    const listeners = new Set();
    const names = new Set([definition.id, ...(definition.was ?? [])]);
    /** @type {Handbook.Event[]} */
    let events = [];
    let id = "";
    let stop = () => {};
    /** @type {Promise<any>} */
    let line = Promise.resolve();

    const tell = () => {
      for (const listener of listeners) listener();
    };

    /**
     * @template T
     * @param {() => Promise<T>} job
     * @returns {Promise<T>}
     */
    const inLine = (job) => {
      const done = line.then(job);
      line = done.catch(() => {});
      return done;
    };

    /** @param {Handbook.Run} run */
    const answersOf = (run) => {
      /** @type {Record<string, Handbook.Value>} */
      const found = {};
      for (const [field, answer] of Object.entries(run.answers)) found[field] = answer.value;
      const about = run.definition.about.id;
      if (run.about) found[about] ||= run.about;
      return found;
    };

    /** @param {Handbook.Event[]} log */
    const take = (log) => {
      events = log;
      session.run = handbook.fold.fold(log);
      session.progress = session.run && handbook.progress.progress(session.run);
      session.answers = session.run ? answersOf(session.run) : {};
      tell();
    };

    /** @param {Handbook.Step["id"] | null} step @param {Handbook.Kind} kind @param {any} value */
    const write = async (step, kind, value) => {
      const act = { run: id, step, kind, value, by: session.name };
      if (session.practice || !session.store) {
        const n = events.length ? events[events.length - 1].n + 1 : 1;
        const raw = { v: 1, id: handbook.ids.newId(), n, at: handbook.ids.now(), ...act };
        const event = handbook.log.event(raw);
        if (event) take([...events, event]);
        return;
      }
      writing = true;
      const event = await session.store.append(act);
      window.setTimeout(() => (writing = false));
      if (!events.some((known) => known.id === event.id)) take(handbook.log.order([...events, event]));
    };

    const look = async () => {
      if (!session.store) return;
      const { logs } = await session.store.all();
      const known = [];
      for (const log of Object.values(logs)) {
        const start = log.find((event) => event.kind === "start");
        if (!names.has(start?.value?.definition?.id)) continue;
        const run = handbook.fold.fold(log);
        if (!run || run.trashed || run.archived) continue;
        known.push({ run, progress: handbook.progress.progress(run) });
      }
      known.sort((a, b) => Date.parse(b.run.touched.at) - Date.parse(a.run.touched.at));
      session.known = known;
    };

    /** An act of ours is being written: the store tells us too. */
    let writing = false;
    let state = "";

    /** @param {string | null} run */
    const follow = async (run) => {
      if (session.practice || !session.store) return;
      const turned = session.store.state !== state;
      state = session.store.state;
      if (run === null && turned) return tell();
      if (id && (run === id || run === null)) {
        const log = await session.store.events(id);
        const held = new Set(events.map((event) => event.id));
        if (log.some((event) => !held.has(event.id))) take(handbook.log.merge(events, log));
      } else if (!id) {
        await look();
        tell();
      }
    };

    /** @param {boolean} practice */
    const start = async (practice) => {
      await session.ready();
      const { about, answers } = session.wanted;
      id = handbook.ids.newId();
      events = [];
      session.practice = practice;
      await write(null, "start", { definition, about, practice });
      for (const step of definition.steps) {
        for (const field of step.fields ?? []) {
          const read = field.id in answers ? handbook.fields.read(field, answers[field.id]) : null;
          if (read && "value" in read) await write(step.id, "value", { field: field.id, value: read.value });
        }
      }
    };

    /** @type {ReturnType<typeof openStore> | null} */
    let readied = null;
    const openStore = async () => {
      session.store = await opening;
      stop = session.store.watch((run) => {
        if (run === null || run !== id || !writing) void inLine(() => follow(run));
      });
      session.name = await session.store.setting("name");
      await look();
      tell();
    };

    const keep = async () => {
      if (session.persisted !== undefined || session.practice || !session.store) return;
      session.persisted = null;
      session.persisted = await session.store.persist();
      tell();
    };

    /** @type {{-readonly [K in keyof Handbook.Session]: Handbook.Session[K]}} */
    const session = {
      definition,
      run: null,
      progress: null,
      answers: {},
      practice: false,
      name: "",
      store: null,
      persisted: undefined,
      copied: "",
      known: [],
      wanted: { about: "", answers: {} },
      ready: () => (readied ??= openStore()),
      load: (run) =>
        inLine(async () => {
          await session.ready();
          const log = (await session.store?.events(run)) ?? [];
          session.copied = (await session.store?.setting(`copied:${run}`)) ?? "";
          session.persisted = (await session.store?.kept()) || undefined;
          const found = log.length ? handbook.fold.fold(log) : null;
          if (!found || !names.has(found.definition.id)) return false;
          id = run;
          session.practice = false;
          take(log);
          return true;
        }),
      starting: false,
      log: () => events,
      setCopied: async (at) => {
        session.copied = at;
        if (!session.practice) await session.store?.set(`copied:${id}`, at);
        tell();
      },
      settled: () => inLine(async () => {}),
      begin: ({ practice }) => {
        session.starting = true;
        return inLine(async () => {
          if (!id) await start(practice);
        });
      },
      turn: (back) =>
        inLine(async () => {
          // What came before in the line counts: only now is it known what is last.
          const event = back ? session.run?.undoable : session.run?.redoable;
          if (!event || session.refusal("undo")) return false;
          await write(null, "undo", { event });
          return true;
        }),
      act: (step, kind, value) => {
        session.starting = true;
        return inLine(async () => {
          if (!id) await start(false);
          if (session.refusal(kind)) return false;
          try {
            await write(step, kind, value);
          } catch {
            return false; // too long to be kept, which the field says
          }
          if (kind === "tick") void keep();
          return true;
        });
      },
      refusal: (kind) => {
        const { run } = session;
        if (!run || CLOSED_TAKE.has(kind)) return "";
        if (run.trashed) return "This checklist is in the trash.";
        if (run.status === "finished") return "This checklist is finished. Reopen it to change it.";
        if (run.status === "abandoned") return "This checklist was given up. Reopen it to change it.";
        return "";
      },
      setName: async (name) => {
        session.name = name;
        await session.store?.set("name", name);
        tell();
      },
      changed: (listener) => void listeners.add(listener),
      close: () => {
        stop();
        session.store?.close();
      },
    };
    return session;
  };

  handbook.session = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
