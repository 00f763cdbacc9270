// @ts-check
"use strict";

/* What changed between two versions of an SOP, step by step; `was` ties new ids to old ones. */
((handbook) => {
  /** @typedef {Handbook.Step} Step @typedef {{was: Step, now: Step}} Pair */
  /** @typedef {{id: string, was?: string[]}} Named */

  /**
   * Old ids by new ones. Each old id goes to one thing: the one that still has it, or else the
   * first that names it; what else names it is new.
   *
   * @param {Named[]} was
   * @param {Named[]} now
   * @returns {Map<string, string>}
   */
  const origins = (was, now) => {
    const old = new Set(was.map(({ id }) => id));
    const taken = new Set(now.map(({ id }) => id));
    const found = new Map();
    for (const { id, was: earlier = [] } of now) {
      const origin = old.has(id) ? id : earlier.find((name) => old.has(name) && !taken.has(name));
      if (origin === undefined) continue;
      taken.add(origin);
      found.set(id, origin);
    }
    return found;
  };

  /**
   * The places of a longest run of rising numbers: what can stay when the rest moves.
   *
   * @param {number[]} numbers all different
   * @returns {Set<number>} indexes into `numbers`
   */
  const rising = (numbers) => {
    /** Where the best run of each length ends. @type {number[]} */
    const ends = [];
    /** @type {(number | undefined)[]} */
    const before = [];
    numbers.forEach((number, index) => {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (numbers[ends[middle]] < number) low = middle + 1;
        else high = middle;
      }
      before[index] = ends[low - 1];
      ends[low] = index;
    });
    const run = new Set();
    /** @type {number | undefined} */
    let at = ends[ends.length - 1];
    while (at !== undefined) {
      run.add(at);
      at = before[at];
    }
    return run;
  };

  /**
   * The fewest pairs that moved: those with another parent or section, and those out of order
   * among the children of one parent. Children go along with their parent and have not moved.
   *
   * @param {Pair[]} pairs in their new order
   * @param {Step[]} oldSteps
   * @param {(pair: Pair) => boolean} stayed whether parent and section are the same
   */
  const movedOf = (pairs, oldSteps, stayed) => {
    const place = new Map(oldSteps.map(({ id }, index) => [id, index]));
    /** @type {Map<string, Pair[]>} */
    const groups = new Map();
    for (const pair of pairs.filter(stayed)) {
      const parent = pair.now.parent ?? "";
      groups.set(parent, [...(groups.get(parent) ?? []), pair]);
    }
    const still = new Set();
    for (const group of groups.values()) {
      const kept = rising(group.map(({ was }) => place.get(was.id) ?? 0));
      group.forEach((pair, index) => kept.has(index) && still.add(pair));
    }
    return pairs.filter((pair) => !still.has(pair));
  };

  /**
   * What is different in `now`. A step may have moved and changed; what only follows from a
   * change elsewhere, as a new title of a page it links to, is no change of its own.
   *
   * @param {Handbook.Definition} was
   * @param {Handbook.Definition} now
   * @returns {Handbook.Changes}
   */
  const compare = (was, now) => {
    const stepOrigin = origins(was.steps, now.steps);
    const sectionOrigin = origins(was.sections, now.sections);
    const old = new Map(was.steps.map((step) => [step.id, step]));
    const kept = new Set(stepOrigin.values());
    /** @type {Pair[]} */
    const pairs = now.steps.flatMap((step) => {
      const before = old.get(stepOrigin.get(step.id) ?? "");
      return before ? [{ was: before, now: step }] : [];
    });
    /** @type {(pair: Pair) => boolean} */
    const stayed = (pair) =>
      pair.now.parent === undefined
        ? pair.was.parent === undefined &&
          sectionOrigin.get(pair.now.section ?? "") === pair.was.section
        : stepOrigin.has(pair.now.parent) && stepOrigin.get(pair.now.parent) === pair.was.parent;
    const changed = pairs.filter((pair) => pair.was.hash !== pair.now.hash);
    const told = new Set(was.changes.map(({ date, why }) => `${date} ${why}`));
    return {
      added: now.steps.filter(({ id }) => !stepOrigin.has(id)),
      removed: was.steps.filter(({ id }) => !kept.has(id)),
      reworded: changed.filter((pair) => pair.was.text !== pair.now.text),
      moved: movedOf(pairs, was.steps, stayed),
      altered: changed.filter((pair) => pair.was.text === pair.now.text),
      why: now.changes.filter(({ date, why }) => !told.has(`${date} ${why}`)),
    };
  };

  /**
   * Whether the steps are as they were.
   *
   * @param {Handbook.Changes} changes
   */
  const same = ({ added, removed, reworded, moved, altered }) =>
    [added, removed, reworded, moved, altered].every((found) => !found.length);

  handbook.changes = { compare, same };
  if (typeof document === "undefined") module.exports = handbook.changes;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
