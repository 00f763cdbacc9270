"use strict";

/* What must be so for every log, shown on thousands of random ones. */

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, sop, Log } = require("./support.js");
const { SAMPLES } = require("./samples.js");

const { fold } = handbook.fold;
const { merge, order } = handbook.log;

const acts = (chance, log, definition, versions) => {
  const step = () => chance.pick([...definition.steps.map(({ id }) => id), "gone"]);
  const fields = definition.steps.flatMap((one) => one.fields ?? []).map(({ id }) => id);
  const field = () => chance.pick([...fields, "community", "gone"]);
  const any = () => chance.pick(log.events).id;
  return {
    tick: () => log.do("tick", null, step()),
    untick: () => log.do("untick", null, step()),
    skip: () => log.do("skip", { how: chance.pick(["skipped", "not-applicable"]), reason: "r" }, step()),
    note: () => log.do("note", { text: chance.pick(["", "x"]) }, step()),
    sign: () => log.do("sign", { name: chance.pick(["", "Bo"]) }, step()),
    wait: () => log.do("wait", chance.pick([null, { on: "CS&S", until: null }]), step()),
    override: () => log.do("override", { reason: "r" }, step()),
    value: () => log.answer(field(), chance.pick([null, "", "x", 3, true, ["a"], "https://a.example/9"])),
    undo: () => log.do("undo", { event: any() }),
    adopt: () => log.do("adopt", { definition: chance.pick(versions) }),
    rename: () => log.do("rename", { about: chance.pick(["", "Tern"]) }),
    hand: () => log.do("hand", { to: "Bo" }),
    take: () => log.do("take"),
    finish: () => log.do("finish", { open: [], skipped: [], late: [] }),
    abandon: () => log.do("abandon", { reason: "r" }),
    reopen: () => log.do("reopen"),
    archive: () => log.do("archive", chance.next() < 0.5),
    trash: () => log.do("trash"),
    restore: () => log.do("restore"),
    start: () => log.do("start", { definition: chance.pick(versions), about: "B", practice: true }),
  };
};

/** Other versions of an SOP: steps renamed, merged, dropped, turned round. */
const versionsOf = (definition) => {
  const { steps } = definition;
  const bare = ({ hash, number, parent, ...step }) => step;
  const renamed = steps.map((step) => ({ ...bare(step), id: `new-${step.id}`, was: [step.id] }));
  const both = { id: "both", was: [steps[0].id, steps[1].id] };
  const rest = steps.slice(2).map(bare);
  const more = { id: definition.id, sections: definition.sections };
  return [definition, sop(renamed, more), sop([both, ...rest], more), sop(rest.reverse(), more)];
};
const PREPARED = Object.values(SAMPLES).map((make) => ({ definition: make(), versions: versionsOf(make()) }));

/** Two or three tabs that write, and now and then hear of each other. */
const replicas = (seed) => {
  const chance = random(seed);
  const { definition, versions } = chance.pick(PREPARED);
  const first = new Log(definition);
  const logs = [first, ...["b", "c"].slice(0, 1 + chance.below(2)).map((tab) => first.fork(tab))];
  const writers = logs.map((log) => acts(chance, log, definition, versions));
  const kinds = Object.keys(writers[0]);
  for (let round = 0; round < 24; round += 1) {
    const at = chance.below(logs.length);
    const often = chance.next() < 0.4 ? ["tick", "undo"] : kinds;
    writers[at][chance.pick(often)]();
    if (chance.next() < 0.15) logs[at].events = merge(logs[at].events, chance.pick(logs).events);
  }
  return { chance, logs: logs.map((log) => log.events) };
};

test("merging is the same from either side, in any grouping, and again", () => {
  for (let seed = 1; seed <= 1500; seed += 1) {
    const { logs } = replicas(seed);
    const [a, b, c = []] = logs;
    const ids = (events) => events.map(({ id }) => id).join();
    assert.equal(ids(merge(a, b)), ids(merge(b, a)));
    assert.equal(ids(merge(merge(a, b), c)), ids(merge(a, merge(b, c))));
    assert.equal(ids(merge(a, a)), ids(order(a)));
    assert.equal(ids(merge(merge(a, b), b)), ids(merge(a, b)));
  }
});

test("merged logs give one checklist from either side, in any order, repeated or not", () => {
  let ticks = 0;
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { chance, logs } = replicas(seed);
    const all = logs.flat();
    const expected = fold(logs.reduce(merge));
    assert.deepEqual(fold(logs.reduceRight(merge)), expected);
    assert.deepEqual(fold(all), expected);
    assert.deepEqual(fold(chance.shuffled([...all, ...all])), expected);
    assert.deepEqual(fold(JSON.parse(JSON.stringify(chance.shuffled(all)))), expected);
    ticks += Object.values(expected.steps).filter((state) => state.ticked).length;
  }
  assert.ok(ticks > 2000, `${ticks} ticks were folded`);
});

test("two events of one id are settled the same way from either side", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  const [start, tick] = log.events;
  const forged = [{ ...tick, step: "move" }, { ...tick, n: 9 }, { ...tick, by: "Bo" }, tick];
  for (let seed = 1; seed <= 100; seed += 1) {
    const chance = random(seed);
    const [a, b, c] = [chance.shuffled(forged), chance.shuffled(forged), [start]];
    const expected = merge(merge(forged, c), []);
    assert.deepEqual(merge(a, merge(b, c)), expected);
    assert.deepEqual(fold([...b, ...c, ...a]), fold(expected));
  }
});

/** What the page shows; when it was touched and what undo would do next are another matter. */
const shown = ({ touched, undoable, redoable, ...run }) => run;

test("undoing and redoing leaves everything as it was", () => {
  let turns = 0;
  for (let seed = 1; seed <= 2500; seed += 1) {
    const { logs } = replicas(seed);
    const log = new Log(null, { tab: "d" });
    log.events = logs.reduce(merge);
    const before = log.fold();
    if (before.undoable === null) continue;
    turns += 1;
    log.do("undo", { event: before.undoable });
    const between = log.fold();
    assert.equal(between.history.length, before.history.length - 1);
    assert.notEqual(between.redoable, null);
    log.do("undo", { event: between.redoable });
    assert.deepEqual(shown(log.fold()), shown(before));
    assert.equal(log.fold().undoable, before.undoable);
  }
  assert.ok(turns > 300, `${turns} logs had something to undo`);
});

test("undo comes to an end, and redo brings everything back", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = random(seed);
    const definition = SAMPLES.ruled();
    const log = new Log(definition);
    const writer = acts(chance, log, definition, []);
    const kinds = ["tick", "untick", "value", "skip", "note", "rename"];
    for (let round = 0; round < 12; round += 1) writer[chance.pick(kinds)]();
    const before = shown(log.fold());
    for (let left = 12; left > 0; left -= 1) log.do("undo", { event: log.fold().undoable });
    assert.equal(log.fold().undoable, null);
    assert.deepEqual(shown(log.fold()), shown(fold(log.events.slice(0, 1))));
    for (let left = 12; left > 0; left -= 1) log.do("undo", { event: log.fold().redoable });
    assert.equal(log.fold().redoable, null);
    assert.deepEqual(shown(log.fold()), before);
  }
});

test("no log makes it throw", () => {
  const odd = [null, undefined, NaN, -1, 1e400, "", "x".repeat(50_000), "__proto__", "constructor", [], {}, [[]], true, Symbol("s"), 1n, () => 1, JSON.parse('{"__proto__": {"ticked": 1}}')]; // prettier-ignore
  let folded = 0;
  for (let seed = 1; seed <= 1500; seed += 1) {
    const { chance, logs } = replicas(seed);
    const damaged = logs.flat().map((event) => {
      if (chance.next() < 0.7) return event;
      const key = chance.pick(Object.keys(event));
      if (chance.next() < 0.2) return chance.pick(odd);
      if (key === "value" && event.value && chance.next() < 0.7) {
        return { ...event, value: { ...event.value, [chance.pick(Object.keys(event.value))]: chance.pick(odd) } };
      }
      return { ...event, [key]: chance.pick(odd) };
    });
    const run = fold(damaged);
    if (run === null) continue;
    folded += 1;
    handbook.progress.progress(run);
    assert.equal({}.ticked, undefined);
  }
  assert.ok(folded > 700, `${folded} were folded`);
});
