// @ts-check
"use strict";

/*
 * The checklist that is open on the page: its log, what the log comes to, and every act on it.
 *
 * Acts go one after another, so that the first may start the checklist the others belong to.
 */
((handbook) => {
  const CLOSED_TAKE = new Set(["reopen", "archive", "rename", "restore"]);
  /** What may be done to a copy of what somebody else goes on with. */
  const HANDED_TAKE = new Set(["take", "archive", "trash", "restore"]);
  /** That an act is being saved is said only where it takes longer than this. */
  const PATIENCE_MS = 200;

  /** @typedef {{ step: Handbook.Id | null, kind: Handbook.Kind, value: any }} Act */

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

    /**
     * Practice, and what is done before storage is there, stays in this page.
     *
     * @param {Act} act
     * @param {Handbook.Event[]} log what it comes after
     */
    const jot = (act, log) => {
      const n = log.length ? log[log.length - 1].n + 1 : 1;
      const { newId, now } = handbook.ids;
      return handbook.log.event({ v: 1, id: newId(), run: id || newId(), n, at: now(), by: session.name, ...act });
    };

    /**
     * Write acts, all of them at once, and show them once they are kept.
     *
     * @param {Act[]} acts
     * @returns {Promise<boolean>} whether the last of them was taken: it may be too long
     */
    const write = async (acts) => {
      const { practice, store, name: by } = session;
      /** @type {(Handbook.Event | null)[]} */
      let written = [];
      if (practice || !store) {
        for (const act of acts) written.push(jot(act, [...events, ...sound(written)]));
      } else {
        writing = true;
        written = await Promise.all(
          // Too long to be kept, which the field says.
          acts.map((act) => store.append({ run: id, by, ...act }).catch(() => null)),
        );
        window.setTimeout(() => (writing = false));
      }
      const known = new Set(events.map((event) => event.id));
      const fresh = sound(written).filter((event) => !known.has(event.id));
      if (fresh.length) take(handbook.log.order([...events, ...fresh]));
      sayTrouble();
      return written[written.length - 1] !== null;
    };

    let trouble = "";
    /** Who listens is told, once, that storage does not keep what is done. */
    const sayTrouble = () => {
      const sentence = session.practice ? "" : (session.store?.sentence ?? "");
      if (sentence !== trouble) handbook.announce.say(sentence);
      trouble = sentence;
    };

    /** @param {(Handbook.Event | null)[]} some */
    const sound = (some) => some.flatMap((event) => event ?? []);

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
    let slow = 0;

    /** Storage says something else of itself. */
    const turned = () => {
      window.clearTimeout(slow);
      if (session.store?.state === "saving") slow = window.setTimeout(tell, PATIENCE_MS);
      else tell();
    };

    /** @param {string | null} run */
    const follow = async (run) => {
      if (session.practice || !session.store) return;
      if (id && (run === id || run === null)) {
        const log = await session.store.events(id);
        const held = new Set(events.map((event) => event.id));
        if (log.some((event) => !held.has(event.id))) take(handbook.log.merge(events, log));
      } else if (!id) {
        await look();
        tell();
      }
    };

    /**
     * Begin a checklist; what is returned is still to be written.
     *
     * @param {boolean} practice
     * @returns {Promise<Act[]>}
     */
    const start = async (practice) => {
      session.starting = true;
      await session.ready();
      const { about, answers } = session.wanted;
      id = handbook.ids.newId();
      events = [];
      session.practice = practice;
      /** @type {Act[]} */
      const acts = [{ step: null, kind: "start", value: { definition, about, practice } }];
      for (const step of definition.steps) {
        for (const field of step.fields ?? []) {
          const read = field.id in answers ? handbook.fields.read(field, answers[field.id]) : null;
          if (!read || !("value" in read)) continue;
          acts.push({ step: step.id, kind: "value", value: { field: field.id, value: read.value } });
        }
      }
      return acts;
    };

    /** @type {ReturnType<typeof openStore> | null} */
    let readied = null;
    const openStore = async () => {
      session.store = await opening;
      stop = session.store.watch((run, why) => {
        if (why === "state") turned();
        else if (why === "elsewhere" || run !== id || !writing) void inLine(() => follow(run));
      });
      session.name = await session.store.setting("name");
      await look();
      tell();
    };

    /** @param {string} run */
    const load = async (run) => {
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
      load: (run) => inLine(() => load(run)),
      arrive: (choose) =>
        inLine(async () => {
          await session.ready();
          // Who starts one meanwhile does not want another.
          const run = session.starting ? "" : choose();
          return run !== "" && load(run);
        }),
      starting: false,
      rehearse: () => {
        if (id) return;
        const start = jot({ step: null, kind: "start", value: { definition, about: "", practice: true } }, []);
        const run = start && handbook.fold.fold([start]);
        if (run) handbook.progress.progress(run);
      },
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
          if (!id) await write(await start(practice));
        });
      },
      turn: (back) =>
        inLine(async () => {
          // What came before in the line counts: only now is it known what is last.
          const event = back ? session.run?.undoable : session.run?.redoable;
          if (!event || session.refusal("undo")) return false;
          return write([{ step: null, kind: "undo", value: { event } }]);
        }),
      act: (step, kind, value) =>
        inLine(async () => {
          // What starts a checklist is kept together with its start.
          const before = id ? [] : await start(false);
          if (session.refusal(kind)) return false;
          const kept = await write([...before, { step, kind, value }]);
          if (kept && kind === "tick") void keep();
          return kept;
        }),
      refusal: (kind) => {
        const { run } = session;
        if (run?.handed && !HANDED_TAKE.has(kind)) {
          return `This is handed to ${run.handed.to || "somebody else"}; yours is a copy. Take it back to change it.`;
        }
        if (!run || run.handed || CLOSED_TAKE.has(kind)) return "";
        if (run.trashed) return "This checklist is in the trash.";
        if (run.status === "finished") return "This checklist is finished. Open it again to change it.";
        if (run.status === "abandoned") return "This checklist was given up. Open it again to change it.";
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
