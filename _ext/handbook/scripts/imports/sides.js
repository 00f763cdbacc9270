// @ts-check
"use strict";

/*
 * Two logs of one checklist side by side: what differs, what both went on with unknown to each
 * other, and what they show together, which the fold of the union decides.
 *
 * Each side is folded with the other's versions added, so that both speak of the same steps.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event */

  /**
   * Whether nothing was left out of a log: each act takes the number after the highest there is,
   * so a log with every act has every number.
   *
   * @param {Event[]} log in order
   */
  const whole = (log) => log.every(({ n }, index) => n - (index ? log[index - 1].n : 0) <= 1);

  /** @param {Event} event */
  const isHanding = ({ kind }) => kind === "hand" || kind === "take";

  /**
   * What a side did that the other has not seen. Where the other's log is whole, that is what it
   * lacks; else it may have seen, and left out, what came before the last event that both have,
   * and all handing back and forth before its own.
   *
   * @param {Event[]} log in order
   * @param {Event[]} other in order
   */
  const unseen = (log, other) => {
    const ids = new Set(other.map(({ id }) => id));
    const last = log.reduce((found, { id }, index) => (ids.has(id) ? index : found), -1);
    if (whole(other)) return log.filter(({ id }) => !ids.has(id));
    const hands = other.filter(isHanding).map(({ n }) => n);
    return log
      .slice(last + 1)
      .filter((event) => !ids.has(event.id) && !(isHanding(event) && event.n < Math.max(0, ...hands)));
  };

  /** @type {Record<string, string>} what an act on a step is about */
  const ON_STEP = {
    tick: "done", untick: "done", skip: "done", note: "note", sign: "sign", wait: "wait",
    override: "override",
  }; // prettier-ignore
  /** @type {Record<string, string>} */
  const ON_WHOLE = {
    rename: "about ", hand: "handed ", take: "handed ", finish: "status ", abandon: "status ",
    reopen: "status ", archive: "archived ", trash: "trashed ", restore: "trashed ",
    adopt: "version ",
  }; // prettier-ignore

  /** @param {Handbook.Definition} definition */
  const fieldsOf = ({ steps }) => steps.flatMap((step) => step.fields ?? []);

  /**
   * From an event to the matters it is about, as `handbook.said` names them.
   *
   * @param {Event[]} union
   * @param {Handbook.Run} run what the union comes to
   */
  const matters = (union, run) => {
    /** @type {Handbook.Definition[]} */
    const versions = handbook.versions.of(run.history).map((/** @type {any} */ version) => version.definition);
    const { definition } = run;
    const steps = handbook.versions.heirs(definition.steps, versions.map((one) => one.steps));
    const fields = handbook.versions.heirs(fieldsOf(definition), versions.map(fieldsOf));
    const subjects = new Set(versions.map((one) => one.about.id));
    const byId = new Map(union.map((event) => [event.id, event]));
    /** A step that took part in another → that other. @type {Map<string, string>} */
    const into = new Map();
    for (const [id, sources] of steps.merged) for (const source of sources) into.set(source, id);

    /** @type {(event: Event) => string[]} */
    const direct = ({ kind, step, value }) => {
      if (step !== null && kind in ON_STEP) {
        const ids = new Set([steps.now(step), into.get(step) ?? steps.now(step)]);
        return [...ids].map((id) => `${ON_STEP[kind]} ${id}`);
      }
      if (kind === "value") {
        return subjects.has(value.field) ? ["about "] : [`answer ${fields.now(value.field)}`];
      }
      return kind in ON_WHOLE ? [ON_WHOLE[kind]] : [];
    };

    /** @type {(event: Event) => string[]} */
    return (event) => {
      // An undo is about what the act is about that it takes back, or brings back.
      const passed = new Set();
      /** @type {Event | undefined} */
      let act = event;
      while (act?.kind === "undo" && !passed.has(act.id)) {
        passed.add(act.id);
        act = byId.get(act.value.event);
      }
      return act ? direct(act) : [];
    };
  };

  /**
   * What a checklist says, its version among it.
   *
   * @param {Handbook.Run} run
   * @param {Handbook.Definition} version the one it ends with by itself
   * @param {Handbook.Definition} ours
   */
  const saidBy = (run, version, ours) => {
    const is = JSON.stringify(version);
    const forged = version.revision === ours.revision && is !== JSON.stringify(ours);
    const words = handbook.said.shortened(version.revision) + (forged ? ", in other words" : "");
    return handbook.said.of(run).set("version ", { is, words });
  };

  /**
   * What a side comes to in the versions of both.
   *
   * @param {Event[]} log
   * @param {Handbook.Run | null} alone what it comes to by itself
   * @param {Event[]} versions
   */
  const inVersions = (log, alone, versions) => {
    const ids = new Set(log.map(({ id }) => id));
    return versions.every(({ id }) => ids.has(id)) ? alone : handbook.fold.fold([...log, ...versions]);
  };

  /**
   * @param {Event[]} own in order
   * @param {Event[]} theirs in order; what both have is the same in both
   * @returns {Handbook.Sides}
   */
  const compare = (own, theirs) => {
    const { fold } = handbook.fold;
    const union = handbook.log.merge(own, theirs);
    const [mineNew, theirNew] = [unseen(own, theirs), unseen(theirs, own)];
    const mineWentOn = mineNew.length > 0;
    const versions = union.filter(({ kind }) => kind === "start" || kind === "adopt");
    const both = fold(union);
    const [alone, sent] = [fold(own), fold(theirs)];
    const [here, there] = [inVersions(own, alone, versions), inVersions(theirs, sent, versions)];
    if (!both || !here || !there) return { conflicts: [], changes: [], mineWentOn };

    const ours = (alone ?? both).definition;
    const mine = saidBy(here, ours, ours);
    const other = saidBy(there, (sent ?? both).definition, ours);
    const together = saidBy(both, both.definition, ours);
    const of = matters(union, both);
    const touchedThere = new Set(theirNew.flatMap(of));
    const touchedTwice = new Set(mineNew.flatMap(of).filter((matter) => touchedThere.has(matter)));
    /** @type {Handbook.Conflict[]} */
    const conflicts = [];
    /** @type {Handbook.Difference[]} */
    const changes = [];
    for (const matter of new Set([...mine.keys(), ...together.keys(), ...touchedTwice])) {
      const [now, theirOwn, then] = [mine, other, together].map(
        (all) => all.get(matter) ?? handbook.said.nothing(matter),
      );
      const about = handbook.said.about(matter, both.definition);
      if (touchedTwice.has(matter) && now.is !== theirOwn.is) {
        conflicts.push(conflict(about, now, theirOwn, then));
      } else if (now.is !== then.is) {
        changes.push({ ...about, mine: now.words, theirs: then.words });
      }
    }
    const place = inOrder(both.definition);
    return { conflicts: conflicts.sort(place), changes: changes.sort(place), mineWentOn };
  };

  /**
   * @param {{ step: string | null, field: string | null, what: string }} about
   * @param {{ is: string, words: string }} mine
   * @param {{ is: string, words: string }} theirs
   * @param {{ is: string, words: string }} then
   * @returns {Handbook.Conflict}
   */
  const conflict = (about, mine, theirs, then) => {
    const kept = then.is === mine.is ? "mine" : then.is === theirs.is ? "theirs" : "neither";
    const end = kept === "mine" ? "yours stays" : kept === "theirs" ? "the copy’s counts" : then.words;
    const sentence = `${about.what}: here ${mine.words}; in the copy ${theirs.words}. Together: ${end}.`;
    return { ...about, mine: mine.words, theirs: theirs.words, kept, shown: then.words, sentence };
  };

  /**
   * As the steps stand; the checklist as a whole comes first, what is gone last.
   *
   * @param {Handbook.Definition} definition
   * @returns {(a: Handbook.Difference, b: Handbook.Difference) => number}
   */
  const inOrder = ({ steps }) => {
    const places = new Map(steps.map(({ id }, index) => [id, index]));
    /** @type {(difference: Handbook.Difference) => number} */
    const place = ({ step, field }) =>
      step === null ? (field === null ? -1 : -2) : (places.get(step) ?? steps.length);
    return (a, b) => place(a) - place(b);
  };

  handbook.sides = { compare };
  if (typeof document === "undefined") module.exports = handbook.sides;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
