"use strict";

/* Whatever comes in by a file, a text, a link or out of storage is refused in words or is plain data. */

const assert = require("node:assert/strict");
const { test, after } = require("node:test");

const { handbook, plain, bytesOf } = require("./incoming.js");
const hostile = require("./hostile.js");

const scripts = "../../_ext/handbook/scripts";
require(`${scripts}/run/choices.js`);
for (const name of ["record", "redact", "needed", "pack", "link"]) require(`${scripts}/exits/${name}.js`);
const { sort } = require(`${scripts}/run/memory.js`);

const { read, readFile, linked, match, plan, asNew } = handbook.imports;

const MOST_MS = 500;
const DEFINITION = handbook.log.definition(hostile.sample());
const OWN = hostile.record(hostile.sample()).events.slice(0, 5).map(handbook.log.event);

const BORN = [Object, Array, String, Number, Function, Map, Promise, RegExp].map(({ prototype }) => prototype);
const names = () => BORN.map((prototype) => Reflect.ownKeys(prototype).map(String).join());
const before = names();
const unpolluted = () => {
  assert.deepEqual(names(), before);
  assert.equal({}.polluted, undefined);
  assert.equal([].polluted, undefined);
};
after(unpolluted);

/** Do it, in time; what this computer does for others meanwhile does not count. */
const inTime = async (name, work) => {
  const start = performance.now();
  const result = await work();
  if (performance.now() - start <= MOST_MS) return result;
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system <= MOST_MS * 1000, `${name} took ${Math.round((user + system) / 1000)} ms`);
  return result;
};

const isPlain = (value) =>
  value === null || typeof value !== "object" ||
  ([Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)) && Object.isFrozen(value) && Object.values(value).every(isPlain)); // prettier-ignore

/** A sentence, or a record that is nothing but data and can be looked at and added without harm. */
const sound = async (name, outcome, expected) => {
  if (!outcome.ok) {
    assert.notEqual(expected, "data", `${name}: ${outcome.sentence}`);
    assert.match(outcome.sentence, /^[A-Z].*[.]$/, name);
    assert.deepEqual(Object.keys(outcome), ["ok", "sentence"]);
    return;
  }
  assert.notEqual(expected, "refused", name);
  const { record } = outcome;
  assert.ok(record.events.every(isPlain), name);
  await inTime(`planning ${name}`, () => {
    const run = handbook.fold.fold(record.events);
    handbook.progress.progress(run);
    for (const published of [DEFINITION, null]) assert.match(match(record, published).sentence, /^[A-Z].*[.]$/);
    const own = OWN.map((event) => (record.events.some(({ id }) => id === event.id) ? event : { ...event }));
    const { adds, conflicts, changes, sentence } = plan(record, own);
    assert.match(sentence, /^[A-Z].*[.]$/);
    const held = new Set(own.map(({ id }) => id));
    assert.ok(adds.every(({ id, run: of }) => !held.has(id) && of === record.run));
    for (const one of [...conflicts, ...changes]) {
      for (const words of [one.what, one.mine, one.theirs]) assert.doesNotMatch(words, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
    }
  });
  const fresh = asNew(record, handbook.ids.newId);
  assert.equal(fresh.length, record.events.length);
  unpolluted();
};

const TEXTS = hostile.texts();
const LINKS = hostile.links();

test("there are many of them, all different", () => {
  assert.ok(hostile.SCRIPTS.length >= 200, `${hostile.SCRIPTS.length}`);
  assert.ok(new Set(TEXTS.map(({ text }) => text)).size > 1000);
  assert.ok(new Set(LINKS.map(({ fragment }) => fragment)).size > 400);
  assert.ok(TEXTS.filter(({ expect }) => expect === "data").length > 300);
  const every = hostile.record(hostile.sample(), (place) => `@${place}@`);
  for (const place of hostile.PLACES) assert.ok(JSON.stringify(every).includes(`@${place}@`), place);
});

test("as text and as a file: refused in words, or taken as it is", async () => {
  for (const { name, text, expect } of TEXTS) {
    const outcome = await inTime(name, () => read(text, DEFINITION));
    await sound(name, outcome, expect);
    const file = await inTime(`file: ${name}`, () => readFile(bytesOf(text)));
    assert.equal(file.ok, outcome.ok, name);
    if (expect !== "data") continue;
    assert.deepEqual(plain(outcome.record.events), handbook.log.order(JSON.parse(text).events), name);
    assert.deepEqual(file.record.events, outcome.record.events, name);
  }
});

test("as bytes of a file", async () => {
  for (const { name, base64, expect } of hostile.files()) {
    const bytes = Uint8Array.from(Buffer.from(base64, "base64")).buffer;
    await sound(name, await inTime(name, () => readFile(bytes)), expect);
  }
});

test("as a link", async () => {
  for (const { name, fragment, expect } of LINKS) {
    await sound(name, await inTime(name, () => read(fragment, DEFINITION)), expect);
    const where = await inTime(`where ${name} leads`, () => linked(`https://handbook.example/${fragment}`));
    if (where) assert.match(where.sop, /^[a-z][a-z0-9-]*$/);
  }
});

test("as a text that was taken, written into a link, and read again", async () => {
  let carried = 0;
  for (const { name, text, expect } of TEXTS) {
    if (expect !== "data" || !name.startsWith("everywhere")) continue;
    const { record } = await read(text);
    const run = handbook.fold.fold(record.events);
    const made = await handbook.link.make(record.events, run, "https://handbook.example/x.html", { private: true, notes: true });
    if (!made.url) continue;
    carried += 1;
    const back = await inTime(name, () => read(made.url, run.definition));
    assert.ok(back.ok, `${name}: ${back.sentence}`);
    await sound(name, back, "data");
  }
  assert.ok(carried > 200, `${carried} fitted into a link`);
});

test("a copy with something left out, opened and saved again, is the same to the byte", async () => {
  const { events } = hostile.record(hostile.sample(), (place) => `Some ${place} — 🪺`);
  const run = handbook.fold.fold(events.map(handbook.log.event));
  const { events: going, leftOut } = handbook.redact.events(events, run, { private: false, notes: false });
  const text = handbook.record.text(going, leftOut);
  const { record } = await readFile(bytesOf(text));
  assert.deepEqual(record.leftOut, ["deal", "notes"]);
  assert.equal(handbook.record.text(record.events, record.leftOut), text);
});

test("who opens the link or the file they sent has all of it, whatever versions it went through", async () => {
  const { events } = hostile.record(hostile.sample());
  const newer = { ...hostile.sample(), revision: "bbbbbbbbbbbb" };
  const last = { ...events.at(-1), id: "adopted", n: 99, kind: "adopt", value: { definition: newer } };
  const own = [...events, last].map(handbook.log.event);
  const run = handbook.fold.fold(own);
  const all = { private: true, notes: true };
  const { url } = await handbook.link.make(own, run, "https://handbook.example/x.html", all);
  for (const text of [url, handbook.record.text(own)]) {
    const { record } = await read(text, newer);
    assert.equal(match(record, newer).kind, "same");
    assert.equal(plan(record, own).relation, "same", record.from);
    assert.equal(plan(record, []).relation, "new");
  }
});

test("as records out of storage: kept apart, or understood", async () => {
  const all = hostile.stored(TEXTS);
  assert.ok(all.length > 600, `${all.length}`);
  for (const { name, records } of all) {
    const { logs, corrupt } = await inTime(name, () => sort(records));
    const count = (found) => Object.values(found).reduce((sum, some) => sum + some.length, 0);
    assert.equal(count(logs) + count(corrupt), records.length, name);
    for (const event of Object.values(logs).flat()) assert.ok(isPlain(event), name);
    for (const record of records) handbook.log.event(record);
    unpolluted();
  }
});

test("whoever writes it for a browser gets the same", () => {
  const { execFileSync } = require("node:child_process");
  const options = { maxBuffer: 2 ** 28, encoding: "utf8" };
  const out = JSON.parse(execFileSync(process.execPath, [require.resolve("./hostile.js")], options));
  assert.deepEqual(Object.keys(out), ["texts", "files", "links"]);
  assert.ok(out.texts.length > 2000 && out.links.length > 400 && out.files.length > 10);
  const known = new Map(plain(TEXTS).map((one) => [one.name, one]));
  for (const one of out.texts) assert.deepEqual(one, known.get(one.name));
});
