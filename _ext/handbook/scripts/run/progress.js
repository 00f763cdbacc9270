// @ts-check
"use strict";

/*
 * How far a checklist is: what is done, what is open, what comes next, what is out of order.
 *
 * Nothing here is kept; it is read out of the state each time.
 */
((handbook) => {
  /** @typedef {Handbook.Run} Run @typedef {Handbook.Step} Step @typedef {Handbook.Status} Status */

  /** @template T @returns {Record<string, T>} without anything by birth */
  const bare = () => Object.create(null);

  /** @type {(run: Run) => Record<string, Handbook.Value>} */
  const valuesOf = ({ answers }) => {
    /** @type {Record<string, Handbook.Value>} */
    const values = bare();
    for (const id of Object.keys(answers)) values[id] = answers[id].value;
    return values;
  };

  /**
   * What a step says of itself; null where it is for its parent to say.
   *
   * @type {(run: Run, step: Step) => Status | null}
   */
  const ownStatus = (run, { id }) => {
    const state = run.steps[id];
    if (state?.ticked) return "done";
    return state?.skipped?.how ?? null;
  };

  /**
   * The status of every step. A parent that does not apply or was left out takes its children
   * with it; one that is ticked says nothing about them.
   *
   * @type {(run: Run) => Record<string, Status>}
   */
  const statuses = (run) => {
    const values = valuesOf(run);
    /** @type {Record<string, Status>} */
    const status = bare();
    for (const step of run.definition.steps) {
      const above = step.parent === undefined ? "todo" : status[step.parent];
      const off = above === "off" || (step.when && !handbook.conditions.holds(step.when, values));
      const left = above === "done" ? "todo" : above;
      status[step.id] = off ? "off" : (ownStatus(run, step) ?? left);
    }
    return status;
  };

  /**
   * Steps that may be left out without a word: optional ones, and all below them.
   *
   * @type {(steps: Step[]) => Set<string>}
   */
  const leavable = (steps) => {
    const found = new Set();
    for (const { id, optional, parent } of steps) {
      if (optional || found.has(parent)) found.add(id);
    }
    return found;
  };

  /**
   * When each step's gate was first passed: the place in the history, or Infinity.
   *
   * @type {(run: Run) => Map<string, number>}
   */
  const passings = (run) => {
    /** @type {Map<string, string>} */
    const now = new Map();
    for (const { id, was } of run.definition.steps) {
      for (const name of was ?? []) now.set(name, id);
      now.set(id, id);
    }
    const passed = new Map();
    run.history.forEach(({ kind, step, value }, index) => {
      const passes =
        kind === "tick" ||
        kind === "override" ||
        (kind === "skip" && value.how === "not-applicable");
      const id = now.get(step ?? "");
      if (passes && id !== undefined && !passed.has(id)) passed.set(id, index);
    });
    return passed;
  };

  /**
   * The steps that a gate still stands open before, and those ticked before a gate was passed. A
   * gate guards what comes after its step and all that is below that, in reading order.
   *
   * Gates are noted as they are passed by, so that long SOPs are read once, not once a gate.
   *
   * @param {Run} run
   * @param {Record<string, Status>} status
   */
  const gating = (run, status) => {
    const { steps } = run.definition;
    const parents = new Map(steps.map(({ id, parent }) => [id, parent]));
    const passed = passings(run);
    const place = new Map(run.history.map((event, index) => [event.id, index]));
    /** @type {(id: string | undefined, above: string) => boolean} */
    const within = (id, above) => id !== undefined && (id === above || within(parents.get(id), above));
    /** Those that stand open, in reading order. @type {string[]} */
    const standing = [];
    /** Those that had to be passed, the one that was passed last first. @type {{id: string, at: number}[]} */
    const toPass = [];
    /** @type {Record<string, string>} */
    const gated = bare();
    /** @type {string[]} */
    const late = [];
    for (const { id, parent, gate } of steps) {
      if (status[id] === "todo") {
        const open = standing.find((other) => !within(parent, other));
        if (open !== undefined) gated[id] = open;
      } else if (status[id] === "done") {
        const ticked = place.get(run.steps[id]?.ticked?.event ?? "") ?? -1;
        const last = toPass.find((other) => !within(parent, other.id));
        if (last && last.at > ticked) late.push(id);
      }
      if (gate === undefined || status[id] === "off") continue;
      if (status[id] !== "done" && status[id] !== "not-applicable" && !run.steps[id]?.overridden) standing.push(id);
      if (status[id] === "not-applicable") continue;
      const at = passed.get(id) ?? Infinity;
      const before = toPass.findIndex((other) => other.at <= at);
      toPass.splice(before < 0 ? toPass.length : before, 0, { id, at });
    }
    return { gated, late };
  };

  /**
   * The step to offer: the first one open in reading order, but a parent only after its children,
   * and an optional step only until a later one is settled.
   *
   * @param {Step[]} steps
   * @param {Record<string, Status>} status
   * @param {Set<string>} optional
   */
  const nextOf = (steps, status, optional) => {
    const settled = steps.map(({ id }) => status[id] !== "todo" && status[id] !== "off");
    const last = settled.lastIndexOf(true);
    const open = steps.filter(
      ({ id }, index) => status[id] === "todo" && !(optional.has(id) && index < last),
    );
    /** @type {string | null} */
    let next = null;
    /** @type {Step | undefined} */
    let step = open[0];
    while (step) {
      next = step.id;
      step = open.find(({ parent }) => parent === next);
    }
    return next;
  };

  /**
   * The day a step is due, counted in calendar days: no clock, no zone.
   *
   * @param {Step} step
   * @param {Run} run
   */
  const dueOf = ({ id, due }, run) => {
    if (!due) return [];
    const day = run.answers[due.before ?? due.after ?? ""]?.value;
    if (!handbook.fields.isDay(day)) return [];
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + (due.before === undefined ? due.days : -due.days));
    const text = date.toISOString().slice(0, 10);
    // The year 0001 less a week is no day to tell anybody.
    return handbook.fields.isDay(text) ? [{ step: id, date: text }] : [];
  };

  const CLOCK = { minute: 60_000, hour: 3_600_000 };

  /**
   * Some time after a moment; days, weeks and months by the calendar of who looks.
   *
   * @param {Date} from
   * @param {number} number
   * @param {string} unit
   */
  const after = (from, number, unit) => {
    const date = new Date(from);
    if (unit === "minute" || unit === "hour") date.setTime(date.getTime() + number * CLOCK[unit]);
    else if (unit === "month") {
      date.setMonth(date.getMonth() + number);
      // 31 January and a month is the last of February.
      if (date.getDate() !== from.getDate()) date.setDate(0);
    } else date.setDate(date.getDate() + number * (unit === "week" ? 7 : 1));
    return date;
  };

  /**
   * Until when the SOP asks to wait after a step, counted from its tick.
   *
   * @param {Step} step
   * @param {Run} run
   * @returns {Handbook.Progress["pauses"]}
   */
  const pauseOf = ({ id, wait }, run) => {
    const ticked = run.steps[id]?.ticked;
    const written = /^([1-9]\d{0,4}) (minute|hour|day|week|month)s?$/.exec(wait ?? "");
    if (!ticked || !written) return [];
    const until = after(new Date(ticked.at), Number(written[1]), written[2]);
    return [{ step: id, until: handbook.ids.now(until) }];
  };

  /** @type {(a: {date: string}, b: {date: string}) => number} */
  const sooner = (a, b) => (a.date < b.date ? -1 : Number(a.date > b.date));

  /**
   * How far a checklist is.
   *
   * @param {Run} run
   * @returns {Handbook.Progress}
   */
  const progress = (run) => {
    const { steps } = run.definition;
    const status = statuses(run);
    const optional = leavable(steps);
    const todo = steps.filter(({ id }) => status[id] === "todo");
    const open = todo.filter(({ id }) => !optional.has(id));
    const counted = steps.filter(
      ({ id, parent }) => parent === undefined && !["off", "not-applicable"].includes(status[id]),
    );
    const asking = steps.filter(
      ({ id }) => status[id] === "done" || (status[id] === "todo" && !optional.has(id)),
    );
    /** @type {(steps: Step[]) => string[]} */
    const ids = (some) => some.map(({ id }) => id);
    return {
      done: counted.filter(({ id }) => status[id] === "done").length,
      total: counted.length,
      next: nextOf(steps, status, optional),
      status,
      open: ids(open),
      // A child left out with its parent is not listed beside it.
      skipped: ids(steps.filter(({ id }) => status[id] === "skipped" && run.steps[id]?.skipped)),
      mustDo: ids(open.filter((step) => step.must_do)),
      unanswered: asking
        .flatMap((step) => step.fields ?? [])
        .filter((field) => !handbook.fields.answered(field, run.answers[field.id]?.value))
        .map((field) => field.id),
      waiting: todo.flatMap(({ id }) => {
        const waiting = run.steps[id]?.waiting;
        return waiting ? [{ step: id, on: waiting.on, until: waiting.until }] : [];
      }),
      pauses: steps.flatMap((step) => (status[step.id] === "done" && step.wait ? pauseOf(step, run) : [])),
      due: todo.flatMap((step) => dueOf(step, run)).sort(sooner),
      ...gating(run, status),
    };
  };

  handbook.progress = { progress };
  if (typeof document === "undefined") module.exports = handbook.progress;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
