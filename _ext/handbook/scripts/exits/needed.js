// @ts-check
"use strict";

/*
 * Of a checklist's acts, those that its state needs: for every thing that can be said, what was
 * said of it last. They are the real ones, so that they meet the whole log again without harm.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event */

  /**
   * What an act says something about: a later act on the same takes its place. "" is what stays
   * in this browser: where its owner puts the checklist away is no matter of anybody else's.
   *
   * @type {Record<Handbook.Kind, (event: Event) => string>}
   */
  const ABOUT = {
    start: ({ id }) => `start ${id}`,
    adopt: ({ id }) => `adopt ${id}`,
    tick: ({ step }) => `done ${step}`,
    untick: ({ step }) => `done ${step}`,
    skip: ({ step }) => `done ${step}`,
    note: ({ step }) => `note ${step}`,
    sign: ({ step }) => `sign ${step}`,
    wait: ({ step }) => `wait ${step}`,
    override: ({ step }) => `override ${step}`,
    value: ({ value }) => `value ${value.field}`,
    rename: () => "about",
    hand: () => "hand",
    take: () => "hand",
    finish: () => "status",
    abandon: () => "status",
    reopen: () => "status",
    undo: () => "",
    archive: () => "",
    trash: () => "",
    restore: () => "",
  };

  /** What lets others go on past a gate. @type {(event: Event) => boolean} */
  const passes = ({ kind, value }) =>
    kind === "tick" || kind === "override" || (kind === "skip" && value.how === "not-applicable");

  /**
   * The acts by which gates were first gone through: who came later was not too early.
   *
   * @param {Handbook.Run} run
   */
  const passings = ({ definition, history }) => {
    /** @type {Map<string, string>} */
    const gates = new Map();
    for (const { id, was = [], gate } of definition.steps) {
      if (gate !== undefined) for (const name of [...was, id]) gates.set(name, id);
    }
    /** @type {Map<string, string>} */
    const first = new Map();
    for (const event of history) {
      const gate = gates.get(event.step ?? "");
      if (gate !== undefined && passes(event) && !first.has(gate)) first.set(gate, event.id);
    }
    return new Set(first.values());
  };

  /**
   * @param {Handbook.Run} run
   * @returns {Event[]} in order
   */
  const of = (run) => {
    const { history } = run;
    const versions = new Set(handbook.versions.of(history).map((/** @type {{event: string}} */ { event }) => event));
    const through = passings(run);
    /** @type {Map<string, string>} */
    const last = new Map();
    for (const event of history) last.set(ABOUT[event.kind](event), event.id);
    last.delete("");
    const wanted = new Set([...last.values(), ...through]);
    // An SOP that is not this one's was never used.
    return history.filter(({ id, kind }) => wanted.has(id) && (kind !== "adopt" || versions.has(id)));
  };

  handbook.needed = { of };
  if (typeof document === "undefined") module.exports = handbook.needed;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
