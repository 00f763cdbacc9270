"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, sop, Log, plain, AT } = require("./support.js");
const { SAMPLES } = require("./samples.js");

const { log, ids } = handbook;

const event = (more = {}) => ({
  v: 1, id: "a-1", run: "run-1", n: 1, at: AT, by: "Ana", step: "one", kind: "tick", value: null,
  ...more,
}); // prettier-ignore
const hostile = (text) => JSON.parse(text);
const definitionWith = (more) => sop([{ id: "one", ...more }]);

test("an id is new each time, and passes", () => {
  const made = new Set(Array.from({ length: 1000 }, ids.newId));
  assert.equal(made.size, 1000);
  for (const id of made) assert.notEqual(log.event(event({ id, run: id })), null);
});

test("a moment says how far the clock is from UTC", () => {
  const zone = process.env.TZ;
  const at = (name, date) => {
    process.env.TZ = name;
    return ids.now(new Date(date));
  };
  assert.equal(at("Europe/Berlin", "2026-11-20T13:05:00Z"), "2026-11-20T14:05:00.000+01:00");
  assert.equal(at("Asia/Kolkata", "2026-11-20T20:05:00Z"), "2026-11-21T01:35:00.000+05:30");
  assert.equal(at("America/St_Johns", "2026-01-01T00:00:00Z"), "2025-12-31T20:30:00.000-03:30");
  process.env.TZ = zone ?? "UTC";
  assert.notEqual(log.event(event({ at: ids.now() })), null);
});

test("an event is copied, frozen, and keeps no key of its own making", () => {
  const raw = event({ extra: 1, value: { text: "Note", extra: 2 }, kind: "note" });
  const clean = log.event(raw);
  assert.deepEqual(clean, event({ kind: "note", value: { text: "Note" } }));
  assert.ok(Object.isFrozen(clean) && Object.isFrozen(clean.value));
  assert.equal(log.event(clean), clean);
});

const VALUES = {
  start: { definition: SAMPLES.nested(), about: "Tern University", practice: false },
  adopt: { definition: SAMPLES.sectioned() },
  tick: null,
  untick: null,
  value: { field: "seats", value: ["a", "b"] },
  skip: { how: "not-applicable", reason: "They have one." },
  note: { text: "é ✓ \u202e <b>" },
  sign: { name: "Ana" },
  wait: { on: "CS&S", until: "2026-11-30" },
  override: { reason: "Urgent" },
  undo: { event: "a-1" },
  hand: { to: "Bo" },
  take: null,
  finish: { open: ["one"], skipped: [], late: [] },
  abandon: { reason: "Fell through" },
  reopen: null,
  rename: { about: "Tern" },
  archive: true,
  trash: null,
  restore: null,
};

test("every kind of act passes as it is, and survives being written down", () => {
  for (const [kind, value] of Object.entries(VALUES)) {
    const raw = event({ kind, value });
    assert.deepEqual(plain(log.event(raw)), plain(raw), kind);
    assert.deepEqual(log.event(plain(log.event(raw))), log.event(raw), kind);
  }
});

test("answers of every type pass", () => {
  for (const value of ["x", "", 1.5, true, false, null, [], ["a"]]) {
    assert.deepEqual(log.event(event({ kind: "value", value: { field: "f", value } })).value.value, value);
  }
});

const WRONG = {
  "no object": [null, undefined, 1, "x", [], () => 1, Symbol("x"), new Map(), 10n],
  version: [event({ v: 2 }), event({ v: "1" }), event({ v: undefined })],
  kind: ["ticked", "__proto__", "constructor", "toString", null, 1, ["tick"]].map((kind) => event({ kind })),
  n: [-1, 1.5, NaN, Infinity, 2 ** 53, "1", null].map((n) => event({ n })),
  id: ["", "__proto__", "constructor", "prototype", "toString", "a b", "x".repeat(65), 1, null].map((id) => event({ id })),
  run: ["", "__proto__", "a/b", null].map((run) => event({ run })),
  at: ["", "yesterday", "2026-13-40T00:00:00Z", "2026-11-20", 1, null].map((at) => event({ at })),
  by: [null, 1, "x".repeat(1001)].map((by) => event({ by })),
  step: [null, "", "One", "constructor", "__proto__", "a_b", "x".repeat(101), 1].map((step) => event({ step })),
  value: [
    event({ value: 1 }),
    event({ kind: "note", value: { text: "x".repeat(20_001) } }),
    event({ kind: "note", value: { text: 1 } }),
    event({ kind: "note", value: null }),
    event({ kind: "skip", value: { how: "later", reason: "" } }),
    event({ kind: "wait", value: { on: "x", until: "soon" } }),
    event({ kind: "archive", value: "yes" }),
    event({ kind: "undo", value: { event: "__proto__" } }),
    event({ kind: "value", value: { field: "f", value: { a: 1 } } }),
    event({ kind: "value", value: { field: "f", value: [[1]] } }),
    event({ kind: "value", value: { field: "f", value: NaN } }),
    event({ kind: "value", value: { field: "f" , value: Array(501).fill("x") } }),
    event({ kind: "finish", value: { open: Array(2001).fill("x"), skipped: [], late: [] } }),
  ],
  keys: [
    hostile(`{"__proto__": {}, ${JSON.stringify(event()).slice(1)}`),
    hostile(`{"constructor": {}, ${JSON.stringify(event()).slice(1)}`),
    hostile(`{"prototype": {}, ${JSON.stringify(event()).slice(1)}`),
    event({ kind: "note", value: hostile('{"text": "x", "__proto__": {"a": 1}}') }),
    event(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`k${at}`, at]))),
  ],
}; // prettier-ignore

for (const [what, events] of Object.entries(WRONG)) {
  test(`an event is refused whole for its ${what}`, () => {
    for (const raw of events) assert.equal(log.event(raw), null, String(JSON.stringify(raw, (_, v) => typeof v === "bigint" ? "n" : v)).slice(0, 200));
  });
}

test("an object that misbehaves when looked at is refused", () => {
  const trap = { get kind() { throw new Error("gotcha"); } }; // prettier-ignore
  assert.equal(log.event(trap), null);
  assert.equal(log.event(new Proxy({}, { get: () => { throw new Error("gotcha"); } })), null); // prettier-ignore
  const loop = event({ kind: "start", value: { definition: definitionWith({}), about: "", practice: false } });
  const turning = {};
  turning.all = [turning];
  loop.value.definition.steps[0].when = turning;
  assert.equal(log.event(loop), null);
});

test("a definition passes as the build writes it", () => {
  for (const make of Object.values(SAMPLES)) {
    assert.deepEqual(plain(log.definition(make())), plain(make()));
  }
});

test("a definition keeps no unknown key, and null stands for nothing", () => {
  const raw = definitionWith({ gate: null, style: "x", fields: [{ id: "f", label: "F", type: "text", html: "x" }] });
  const [step] = log.definition({ ...raw, script: "x" }).steps;
  assert.deepEqual(Object.keys(step), ["id", "hash", "text", "number", "fields"]);
  assert.deepEqual(Object.keys(step.fields[0]), ["id", "label", "type"]);
});

const nestedCondition = (depth) => (depth ? { all: [nestedCondition(depth - 1)] } : { field: "f", is: 1 });

const BROKEN = {
  "is no definition": [null, [], "x", {}, { ...definitionWith({}), v: 2 }],
  "has an unknown kind": [{ ...definitionWith({}), kind: "do-read" }],
  "has two steps of one id": [sop([{ id: "one" }, { id: "one" }])],
  "has a parent that comes later": [sop([{ id: "one", parent: "two" }, { id: "two" }])],
  "has a step that is its own parent": [sop([{ id: "one", parent: "one" }])],
  "nests too deep": [sop(Array.from({ length: 9 }, (_, at) => ({ id: `s${at}`, ...(at && { parent: `s${at - 1}` }) })))],
  "names a section that is not there": [sop([{ id: "one", section: "gone" }])],
  "has too many steps": [sop(Array.from({ length: 2001 }, (_, at) => ({ id: `s${at}` })))],
  "is too large": [sop(Array.from({ length: 200 }, (_, at) => ({ id: `s${at}`, text: "x".repeat(15_000) })))],
  "has a field of no type": [definitionWith({ fields: [{ id: "f", label: "F", type: "html" }] })],
  "has an odd condition": [
    definitionWith({ when: { is: 1 } }),
    definitionWith({ when: { all: 1 } }),
    definitionWith({ when: "true" }),
    definitionWith({ when: { field: "f", is: { a: 1 } } }),
    definitionWith({ when: nestedCondition(20) }),
  ],
  "takes into a forbidden name": [
    definitionWith({ fields: [{ id: "f", label: "F", type: "url", take: hostile('{"__proto__": "last number"}') }] }),
    definitionWith({ fields: [{ id: "f", label: "F", type: "url", take: { constructor: "last number" } }] }),
  ],
  "has a forbidden id": [definitionWith({ id: "constructor" }), definitionWith({ id: "prototype" })],
}; // prettier-ignore

for (const [why, definitions] of Object.entries(BROKEN)) {
  test(`a definition is refused that ${why}`, () => {
    for (const raw of definitions) assert.equal(log.definition(raw), null);
  });
}

test("2,000 steps are not too many", () => {
  assert.equal(log.definition(sop(Array.from({ length: 2000 }, (_, at) => ({ id: `s${at}` })))).steps.length, 2000);
});

test("no damage to an event makes it throw, and what passes is sound", () => {
  const chance = random(1);
  const odd = [null, undefined, NaN, -1, 1e400, "", "x".repeat(30_000), "__proto__", [], {}, [[]], true, Symbol("s"), 1n, () => 1, new Date(NaN), new Map(), "\ud800"]; // prettier-ignore
  const damage = (value, depth = 0) => {
    if (chance.next() < 0.08) return chance.pick(odd);
    if (Array.isArray(value)) return value.map((item) => damage(item, depth + 1));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).filter(() => chance.next() > 0.03).map(([key, item]) => [key, damage(item, depth + 1)]));
  };
  let passed = 0;
  for (let round = 0; round < 6000; round += 1) {
    const kind = chance.pick(Object.keys(VALUES));
    const clean = log.event(damage(event({ kind, value: VALUES[kind] })));
    if (clean === null) continue;
    passed += 1;
    assert.deepEqual(log.event(plain(clean)), clean);
  }
  assert.ok(passed > 500, `${passed} passed`);
});

test("neither a log cut short nor a flipped bit makes reading it throw", () => {
  const lines = new Log(SAMPLES.ruled());
  for (const step of ["deal", "sizes", "parts"]) lines.tick(step);
  const written = JSON.stringify(lines.events);
  const chance = random(2);
  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return [];
    }
  };
  for (let round = 0; round < 300; round += 1) {
    const at = chance.below(written.length);
    const text = round < 100
      ? written.slice(0, Math.floor((written.length * round) / 100))
      : written.slice(0, at) + String.fromCharCode(written.charCodeAt(at) ^ (1 << chance.below(7))) + written.slice(at + 1);
    const parsed = read(text);
    const run = handbook.fold.fold(Array.isArray(parsed) ? parsed : []);
    if (run) handbook.progress.progress(run);
  }
});
