// @ts-check
"use strict";

/*
 * From a log to a checklist: a pure function of the set of events.
 *
 * The state is that of the version that the log ends with. So no state is ever carried over:
 * every act is read anew, and an act on an earlier id counts for the step (or field) that names
 * that id in `was`. Where one step takes the place of several that stood side by side, it is done
 * only if all of them were; else they stay apart, and nobody claims a tick that was not made.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event */
  /** @typedef {Handbook.Definition} Definition */
  /** @typedef {"history" | "undoable" | "redoable" | "answers" | "orphans"} Later */
  /** @typedef {Omit<Handbook.Run, Later>} Draft */

  /**
   * What undo steps back through: what is done in working through the steps. Starting, finishing,
   * handing over, using a new version, archiving and the like are decisions with a way back of
   * their own, and stepping over one unseen would surprise.
   */
  const STEPS_BACK = new Set(
    ["tick", "untick", "value", "skip", "note", "sign", "wait", "override", "rename"],
  ); // prettier-ignore

  const { entry: entryOf } = handbook.log;

  /** @template T @returns {Record<string, T>} without anything by birth */
  const bare = () => Object.create(null);

  // ------------------------------------------------------------- which acts count

  /**
   * The events that count. Read from the end, each is settled before what it undoes; an undo of
   * something later, which only damage or malice makes, undoes nothing.
   *
   * @param {Event[]} log in order, from its start
   */
  const counting = (log) => {
    const place = new Map(log.map((event, index) => [event.id, index]));
    const undone = new Set();
    for (let index = log.length - 1; index > 0; index -= 1) {
      const { id, kind, value } = log[index];
      if (kind !== "undo" || undone.has(id)) continue;
      const target = place.get(value.event) ?? 0;
      // The start stands at 0, and nothing takes it back.
      if (target > 0 && target < index) undone.add(value.event);
    }
    return log.filter((event) => !undone.has(event.id));
  };

  /** @type {(events: Event[], holds: (event: Event) => boolean) => Event | undefined} */
  const newest = (events, holds) => [...events].reverse().find(holds);

  /**
   * What undo and redo would act on. Redo is the undo of the newest undo, as long as no other act
   * came after it.
   *
   * @param {Event[]} counted
   * @param {Map<string, Event>} byId
   */
  const turns = (counted, byId) => {
    const undoable = newest(counted, (event) => STEPS_BACK.has(event.kind))?.id ?? null;
    // An undo of an undo, a redo, is neither a new act nor one to redo.
    const last = newest(
      counted,
      (event) => event.kind !== "undo" || byId.get(event.value.event)?.kind !== "undo",
    );
    const redoes =
      last?.kind === "undo" && STEPS_BACK.has(byId.get(last.value.event)?.kind ?? "");
    return { undoable, redoable: redoes && last ? last.id : null };
  };

  // ------------------------------------------------------------- what acts do

  /** @returns {Handbook.StepState} */
  const untouched = () => ({
    ticked: null,
    skipped: null,
    note: null,
    signed: null,
    waiting: null,
    overridden: null,
    lookAgain: false,
  });

  /** @type {(state: Handbook.StepState) => boolean} */
  const isUntouched = (state) => Object.values(state).every((value) => !value);

  /**
   * Done and skipped replace each other.
   *
   * @type {Record<string, (entry: Handbook.Entry, value: any) => Partial<Handbook.StepState>>}
   */
  const ON_STEP = {
    tick: (entry) => ({ ticked: entry, skipped: null }),
    untick: () => ({ ticked: null, skipped: null }),
    skip: (entry, value) => ({ ticked: null, skipped: { ...entry, ...value } }),
    note: (entry, value) => ({ note: value.text ? { ...entry, ...value } : null }),
    sign: (entry, value) => ({ signed: value.name ? { ...entry, ...value } : null }),
    wait: (entry, value) => ({ waiting: value && { ...entry, ...value } }),
    override: (entry, value) => ({ overridden: { ...entry, ...value } }),
  };

  /** @type {Record<string, (entry: Handbook.Entry, value: any) => Partial<Draft>>} */
  const ON_RUN = {
    rename: (_, value) => ({ about: value.about }),
    hand: (entry, value) => ({ handed: { ...entry, ...value } }),
    take: () => ({ handed: null }),
    finish: (entry, value) => ({
      status: "finished",
      finished: { ...entry, ...value },
      abandoned: null,
    }),
    abandon: (entry, value) => ({
      status: "abandoned",
      abandoned: { ...entry, ...value },
      finished: null,
    }),
    reopen: () => ({ status: "open", finished: null, abandoned: null }),
    archive: (_, value) => ({ archived: value }),
    trash: (entry) => ({ trashed: entry }),
    restore: () => ({ trashed: null }),
  };

  // ------------------------------------------------------------- steps

  /**
   * @param {Event[]} acts
   * @param {{event: string, definition: Definition}[]} versions
   */
  const foldSteps = (acts, versions) => {
    const { steps } = versions[versions.length - 1].definition;
    const { now, merged } = handbook.versions.heirs(steps, versions.map(({ definition }) => definition.steps));
    const then = handbook.versions.wordings(versions);
    const adopted = new Map(versions.map(({ event }, index) => [event, index]));
    let version = 0;
    /** By the event of a tick: the step as it was ticked. */
    const asTicked = new Map();
    /** @type {Map<string, Handbook.StepState>} */
    const states = new Map();
    for (const act of acts) {
      version = adopted.get(act.id) ?? version;
      if (act.step === null || !Object.hasOwn(ON_STEP, act.kind)) continue;
      const id = now(act.step);
      const state = states.get(id) ?? untouched();
      states.set(id, Object.assign(state, ON_STEP[act.kind](entryOf(act), act.value)));
      if (act.kind === "tick") asTicked.set(act.id, then(act.step, version));
    }
    inherit(states, merged, acts);
    return told(states, steps, asTicked);
  };

  /**
   * A step that stands for several takes the newest tick, if all were ticked and nothing was said
   * about the step itself.
   *
   * @param {Map<string, Handbook.StepState>} states
   * @param {Map<string, string[]>} merged
   * @param {Event[]} acts
   */
  const inherit = (states, merged, acts) => {
    const place = new Map(acts.map((act, index) => [act.id, index]));
    /** @type {(id: string) => number} */
    const tickedAt = (id) => place.get(states.get(id)?.ticked?.event ?? "") ?? -1;
    for (const [id, sources] of merged) {
      if (states.has(id) || sources.some((one) => tickedAt(one) < 0)) continue;
      const last = sources.reduce((a, b) => (tickedAt(b) > tickedAt(a) ? b : a));
      states.set(id, states.get(last) ?? untouched());
      states.delete(last);
    }
  };

  /**
   * The states by step, those whose step is gone apart.
   *
   * @param {Map<string, Handbook.StepState>} states
   * @param {Handbook.Step[]} steps
   * @param {Map<string, Handbook.Step | undefined>} asTicked
   */
  const told = (states, steps, asTicked) => {
    const known = new Map(steps.map((step) => [step.id, step]));
    /** @type {Record<string, Handbook.StepState>} */
    const kept = bare();
    /** @type {Record<string, Handbook.StepState>} */
    const orphans = bare();
    for (const [id, state] of states) {
      if (isUntouched(state)) continue;
      const step = known.get(id);
      const { ticked } = state;
      state.lookAgain = Boolean(step && ticked && handbook.versions.reworded(asTicked.get(ticked.event), step));
      (step ? kept : orphans)[id] = state;
    }
    return { steps: kept, orphans };
  };

  // ------------------------------------------------------------- the whole

  /**
   * What a log comes to, or null where it holds no start. Events that make no sense, and those of
   * another checklist, are left out; nothing throws.
   *
   * @param {Event[]} events in any order, repeated or not
   * @returns {Handbook.Run | null}
   */
  const fold = (events) => {
    const sound = events.flatMap((event) => handbook.log.event(event) ?? []);
    const whole = handbook.log.merge(sound, []);
    const start = whole.find((event) => event.kind === "start");
    if (start === undefined) return null;
    // One start, and before all else, whatever a damaged log says: nothing done is dropped.
    const others = whole.filter(({ run, kind }) => run === start.run && kind !== "start");
    return folded([start, ...others]);
  };

  /** @type {(log: Event[]) => Handbook.Run} */
  const folded = (log) => {
    const [start] = log;
    const counted = counting(log);
    const history = counted.filter((event) => event.kind !== "undo");
    /** @type {{event: string, definition: Definition}[]} */
    const versions = handbook.versions.of(history);
    const { definition } = versions[versions.length - 1];
    const subjects = new Set(versions.map((version) => version.definition.about.id));
    const acts = history.map((act) => handbook.foldAnswers.asRename(act, subjects));

    /** @type {Draft} */
    const run = {
      id: start.run,
      definition,
      about: start.value.about,
      practice: start.value.practice,
      started: entryOf(start),
      touched: entryOf(log[log.length - 1]),
      status: "open",
      finished: null,
      abandoned: null,
      handed: null,
      archived: false,
      trashed: null,
      steps: bare(),
    };
    let named = run.started;
    for (const act of acts) {
      if (!Object.hasOwn(ON_RUN, act.kind)) continue;
      Object.assign(run, ON_RUN[act.kind](entryOf(act), act.value));
      if (act.kind === "rename") named = entryOf(act);
    }
    const answers = handbook.foldAnswers.answers(acts, versions);
    if (run.about) answers[definition.about.id] = { ...named, value: run.about };

    const still = run.status !== "open" || run.handed !== null || run.trashed !== null;
    const turning = turns(counted, new Map(log.map((event) => [event.id, event])));
    return {
      ...run,
      ...foldSteps(acts, versions),
      answers,
      history,
      undoable: still ? null : turning.undoable,
      redoable: still ? null : turning.redoable,
    };
  };

  handbook.fold = { fold };
  if (typeof document === "undefined") module.exports = handbook.fold;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
