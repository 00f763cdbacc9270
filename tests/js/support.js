"use strict";

/*
 * What the tests of checklists share: the pure scripts, loaded, and ways to write small SOPs,
 * logs, and random ones that are the same in every run.
 */
const { createHash } = require("node:crypto");

const PURE = [
  "ids", "checks", "log", "versions", "conditions", "choices", "fields", "text", "fold-answers", "fold", "progress",
  "changes", "configurator",
]; // prettier-ignore
for (const name of PURE) require(`../../_ext/handbook/scripts/run/${name}.js`);

/** Random numbers from a seed (mulberry32). */
const random = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (number) => Math.floor(next() * number);
  const pick = (things) => things[below(things.length)];
  const shuffled = (things) => {
    const copy = [...things];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  };
  return { next, below, pick, shuffled };
};

/** For how many milliseconds work keeps this thread busy: what the computer does besides does not count. */
const spent = async (work) => {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

/** Where a step stands and what it was called do not count; everything else does. */
const hashOf = (step) => {
  const { hash, was, parent, section, number, ...written } = step;
  return createHash("sha256").update(JSON.stringify(written)).digest("hex").slice(0, 12);
};

/** An SOP of the steps given, with hashes and numbers as the build gives them. */
const sop = (steps, more = {}) => {
  let number = 0;
  return {
    v: 1,
    id: "ordering",
    title: "Ordering",
    revision: "0123456789ab",
    changes: [],
    kind: "read-do",
    about: { id: "community", label: "Community" },
    sections: [],
    ...more,
    steps: steps.map((given) => {
      const step = { text: `Do ${given.id}`, ...given };
      if (step.parent === undefined) step.number = number += 1;
      return { ...step, hash: hashOf(step) };
    }),
  };
};

const AT = "2026-11-20T14:05:00.000+01:00";

/** A log that is written act by act, as one tab writes it. */
class Log {
  constructor(definition, { run = "run-1", tab = "a", about = "Tern University" } = {}) {
    Object.assign(this, { run, tab, events: [] });
    if (definition) this.do("start", { definition, about, practice: false });
  }

  /** Write one act; gives its id. */
  do(kind, value = null, step = null, more = {}) {
    const n = Math.max(0, ...this.events.map((event) => event.n)) + 1;
    const id = `${this.tab}-${n}`;
    const { run } = this;
    this.events.push({ v: 1, id, run, n, at: AT, by: "Ana", step, kind, value, ...more });
    return id;
  }

  tick(step) {
    return this.do("tick", null, step);
  }

  answer(field, value, step = null) {
    return this.do("value", { field, value }, step);
  }

  /** Another tab that has seen everything up to now. */
  fork(tab) {
    const other = new Log(null, { run: this.run, tab });
    other.events = [...this.events];
    return other;
  }

  fold() {
    return handbook.fold.fold(this.events);
  }

  progress() {
    return handbook.progress.progress(this.fold());
  }
}

/** Plain objects all the way, for comparing. */
const plain = (value) => JSON.parse(JSON.stringify(value));

module.exports = { handbook: globalThis.handbook, random, spent, sop, hashOf, Log, plain, AT };
