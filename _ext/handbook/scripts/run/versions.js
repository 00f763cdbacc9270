// @ts-check
"use strict";

/* The versions of an SOP that a checklist went through, and what became of earlier ids. */
((handbook) => {
  /** @typedef {Handbook.Event} Event */
  /** @typedef {Handbook.Definition} Definition */

  /**
   * The versions a checklist went through; another SOP's is none of them.
   *
   * @param {Event[]} acts the start first
   * @returns {{event: string, definition: Definition}[]}
   */
  const of = ([start, ...acts]) => {
    const versions = [{ event: start.id, definition: start.value.definition }];
    for (const { id, kind, value } of acts) {
      if (kind !== "adopt") continue;
      const { definition } = value;
      const earlier = versions[versions.length - 1].definition.id;
      if (definition.id === earlier || definition.was?.includes(earlier)) {
        versions.push({ event: id, definition });
      }
    }
    return versions;
  };

  /**
   * Of these ids, those that the first version had that had several of them.
   *
   * @param {string[]} ids
   * @param {Map<string, number[]>} known
   */
  const sideBySide = (ids, known) => {
    /** @type {Map<number, string[]>} */
    const found = new Map();
    for (const id of ids) {
      for (const version of known.get(id) ?? []) {
        const there = found.get(version);
        if (there) there.push(id);
        else found.set(version, [id]);
      }
    }
    const several = [...found].filter(([, there]) => there.length > 1);
    return several.sort(([a], [b]) => a - b)[0]?.[1];
  };

  /**
   * For whom acts on earlier ids count.
   *
   * @param {{id: string, was?: string[]}[]} things steps or fields, as they are now
   * @param {{id: string}[][]} versions the same, of every version
   */
  const heirs = (things, versions) => {
    const renamed = things.filter(({ was }) => was);
    if (!renamed.length) return { merged: new Map(), now: (/** @type {string} */ id) => id };
    /** Id → the versions that had it, by number. @type {Map<string, number[]>} */
    const known = new Map();
    versions.forEach((version, number) => {
      for (const { id } of version) {
        const there = known.get(id) ?? [];
        if (there[there.length - 1] !== number) there.push(number);
        known.set(id, there);
      }
    });
    const claimed = new Set(things.map(({ id }) => id));
    /** Earlier id → id now. @type {Map<string, string>} */
    const aliases = new Map();
    /** Id now → the ids that stood side by side. @type {Map<string, string[]>} */
    const merged = new Map();
    for (const { id, was = [] } of renamed) {
      const names = was.filter((name) => !claimed.has(name));
      if (!names.length) continue;
      for (const name of names) claimed.add(name);
      const beside = sideBySide([id, ...names], known);
      if (beside) merged.set(id, beside);
      else for (const name of names) aliases.set(name, id);
    }
    return { merged, now: (/** @type {string} */ id) => aliases.get(id) ?? id };
  };

  /**
   * The words a step had when something was done on it: in the version of that time, or else in
   * the newest before it that had the step.
   *
   * @param {{event: string, definition: Definition}[]} versions
   */
  const wordings = (versions) => {
    const steps = versions.map(
      ({ definition }) => new Map(definition.steps.map((step) => [step.id, step])),
    );
    /** @type {(id: string, version: number) => Handbook.Step | undefined} */
    return (id, version) => {
      while (version > 0 && !steps[version].has(id)) version -= 1;
      return steps[version].get(id);
    };
  };

  /**
   * Whether a step says something else than it did. Its text may change without its hash: when
   * something it names got another title.
   *
   * @param {Handbook.Step | undefined} was
   * @param {Handbook.Step} now
   */
  const reworded = (was, now) =>
    was === undefined || (was.hash !== now.hash && was.text !== now.text);

  handbook.versions = { of, heirs, wordings, reworded };
  if (typeof document === "undefined") module.exports = handbook.versions;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
