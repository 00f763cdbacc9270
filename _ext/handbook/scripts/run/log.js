// @ts-check
"use strict";

/*
 * A checklist's log: its order, its union with another, and what may enter it.
 *
 * Whatever comes from storage, a file or a link is hostile until `event` or `definition` has
 * copied it. What they return is frozen, so that it need not be looked at twice.
 */
((handbook) => {
  const {
    refuse, keysOf, record, list, byId, orNull, one, whole,
    text, line, id, key, day, moment, yesOrNo, scalar, nothing,
  } = handbook.checks; // prettier-ignore

  /** @typedef {(raw: any) => any} Check */

  const LARGEST = 2_000_000;
  const MOST_STEPS = 2_000;
  const MOST_ITEMS = 500;
  const MOST_DAYS = 36_500;
  const MOST_PARTS = 50;
  const DEEPEST = 8;

  /** What has passed already, and how long it is. @type {WeakMap<object, number>} */
  const passed = new WeakMap();

  // ------------------------------------------------------------- a definition

  /** @type {(depth: number) => Check} */
  const condition = (depth) => (raw) => {
    if (depth === 0) refuse();
    const parts = list(condition(depth - 1), MOST_PARTS);
    const keys = keysOf(raw);
    if (keys.includes("all")) return record({ all: parts })(raw);
    if (keys.includes("any")) return record({ any: parts })(raw);
    return fieldTest(raw);
  };

  const earlier = list(id, MOST_ITEMS);

  const fieldTest = record(
    { field: id },
    { is: scalar, in: list(scalar, MOST_ITEMS), not: scalar, has: scalar, filled: yesOrNo },
  );

  const TYPES = [
    "text", "long-text", "url", "email", "number", "date", "choice", "choices", "list", "person",
    "check",
  ]; // prettier-ignore

  const field = record(
    { id, label: line, type: one(...TYPES) },
    {
      options: list(record({ id, label: line }, { was: earlier }), MOST_ITEMS),
      starts_with: line,
      path_has: line,
      strip_query: yesOrNo,
      take: byId(line),
      decode: id,
      private: yesOrNo,
      asked: one("start"),
      was: earlier,
    },
  );

  const step = record(
    { id, hash: line, text },
    {
      parent: id,
      section: id,
      number: whole(1),
      was: earlier,
      must_do: yesOrNo,
      optional: yesOrNo,
      when: condition(DEEPEST),
      when_words: text,
      gate: text,
      fields: list(field, MOST_PARTS),
      sign_off: line,
      due: record({ days: whole(0, MOST_DAYS) }, { before: id, after: id }),
      wait: line,
      sop: id,
      who: line,
      to: line,
    },
  );

  const written = record(
    {
      v: one(1),
      id,
      title: line,
      revision: line,
      changes: list(record({ date: day, why: text }), MOST_ITEMS),
      kind: one("read-do", "do-confirm"),
      about: record({ id, label: line }),
      sections: list(record({ id, title: line }, { was: earlier }), MOST_ITEMS),
      steps: list(step, MOST_STEPS),
    },
    { was: earlier, then: record({ id, title: line }) },
  );

  /**
   * Steps have ids of their own, stand in sections that there are, and below earlier steps, not
   * too deep: so nothing is its own parent.
   *
   * @param {Handbook.Definition} definition
   */
  const hangsTogether = ({ sections, steps }) => {
    const places = new Set(sections.map((section) => section.id));
    const depths = new Map();
    return steps.every(({ id: own, parent, section }) => {
      const depth = parent === undefined ? 1 : depths.get(parent) + 1;
      const fits =
        !depths.has(own) && depth <= DEEPEST && (section === undefined || places.has(section));
      depths.set(own, depth);
      return fits;
    });
  };

  /** @type {Check} */
  const cleanDefinition = (raw) => {
    if (passed.has(raw)) return raw;
    const clean = written(raw);
    const length = JSON.stringify(clean).length;
    if (!hangsTogether(clean) || length > LARGEST) refuse();
    passed.set(clean, length);
    return clean;
  };

  // ------------------------------------------------------------- an event

  /** @type {Check} */
  const anyAnswer = (raw) => (Array.isArray(raw) ? list(text, MOST_ITEMS)(raw) : scalar(raw));
  const answer = orNull(anyAnswer);
  const ids = list(id, MOST_STEPS);
  /** @type {Check} */
  const untilWhen = (raw) => (String(raw).length === 10 ? day(raw) : moment(raw));

  /** What `value` may be, by kind. @type {Record<Handbook.Kind, Check>} */
  const VALUES = {
    start: record({ definition: cleanDefinition, about: line, practice: yesOrNo }),
    adopt: record({ definition: cleanDefinition }),
    tick: nothing,
    untick: nothing,
    value: record({ field: id, value: answer }),
    skip: record({ how: one("skipped", "not-applicable"), reason: text }),
    note: record({ text }),
    sign: record({ name: line }),
    wait: orNull(record({ on: line, until: orNull(untilWhen) })),
    override: record({ reason: text }),
    undo: record({ event: key }),
    hand: record({ to: line }),
    take: nothing,
    finish: record({ open: ids, skipped: ids, late: ids }),
    abandon: record({ reason: text }),
    reopen: nothing,
    rename: record({ about: line }),
    archive: yesOrNo,
    trash: nothing,
    restore: nothing,
  };

  /** Acts on a step; without one they mean nothing. */
  const ON_A_STEP = ["tick", "untick", "skip", "note", "sign", "wait", "override"];

  /** @type {Record<string, Check>} */
  const EVENTS = Object.fromEntries(
    Object.entries(VALUES).map(([kind, value]) => [
      kind,
      record({
        v: one(1),
        id: key,
        run: key,
        n: whole(0),
        at: moment,
        by: line,
        step: ON_A_STEP.includes(kind) ? id : orNull(id),
        kind: one(kind),
        value,
      }),
    ]),
  );

  /** @type {(event: Handbook.Event) => number} a definition in it was measured when it passed */
  const lengthOf = (event) => {
    const { value } = event;
    const known = passed.get(value?.definition);
    if (known === undefined) return JSON.stringify(event).length;
    return known + JSON.stringify({ ...event, value: { ...value, definition: null } }).length;
  };

  /** @type {Check} */
  const cleanEvent = (raw) => {
    if (passed.has(raw)) return raw;
    if (!Object.hasOwn(EVENTS, raw.kind)) refuse();
    const clean = EVENTS[raw.kind](raw);
    const length = lengthOf(clean);
    if (length > LARGEST) refuse();
    passed.set(clean, length);
    return clean;
  };

  /** @type {(check: Check) => (raw: unknown) => any} */
  const orRefused = (check) => (raw) => {
    try {
      return check(raw);
    } catch {
      return null;
    }
  };

  // ------------------------------------------------------------- order and union

  /**
   * @param {Handbook.Event} a
   * @param {Handbook.Event} b
   */
  const before = (a, b) => a.n - b.n || (a.id < b.id ? -1 : Number(a.id > b.id));

  /**
   * The events, earliest first.
   *
   * @param {Handbook.Event[]} events
   * @returns {Handbook.Event[]}
   */
  const order = (events) => [...events].sort(before);

  /**
   * Of two events with one id, which only damage or malice makes differ, always the same one.
   *
   * @param {Handbook.Event | undefined} a
   * @param {Handbook.Event} b
   */
  const chosen = (a, b) =>
    a === undefined || (a !== b && JSON.stringify(b) < JSON.stringify(a)) ? b : a;

  /**
   * Both logs as one: each event once, in order, whichever side it comes from.
   *
   * @param {Handbook.Event[]} a
   * @param {Handbook.Event[]} b
   * @returns {Handbook.Event[]}
   */
  const merge = (a, b) => {
    /** @type {Map<string, Handbook.Event>} */
    const union = new Map();
    for (const event of [...a, ...b]) union.set(event.id, chosen(union.get(event.id), event));
    return order([...union.values()]);
  };

  /** @type {Handbook.Namespace["log"]["entry"]} */
  const entry = ({ id, at, by }) => ({ at, by, event: id });

  handbook.log = {
    order,
    merge,
    entry,
    event: orRefused(cleanEvent),
    definition: orRefused(cleanDefinition),
  };
  if (typeof document === "undefined") module.exports = handbook.log;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
