"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, Log, OWN, EVERYTHING, NOTHING, secretive, busy, WORDS, FITTING, random } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const { text, fileName } = handbook.record;

const DEFINITIONS = [...Object.values(SAMPLES).map((make) => make()), secretive(), ...OWN]
  .map((raw) => handbook.log.definition(raw)); // prettier-ignore

test("the file is canonical: keys in order, one space, a line end, events in order", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  const written = text([...log.events].reverse());
  assert.equal(text(log.events), written);
  assert.match(written, /^\{\n "events": \[\n {2}\{\n {3}"at": /);
  assert.match(written, /\n \],\n "handbook": "checklist",\n "v": 1\n\}\n$/);
  assert.deepEqual(JSON.parse(written).events.map(({ n }) => n), [1, 2]);
});

test("what was left out is said, in order, and only where something was", () => {
  const { events } = new Log(SAMPLES.nested());
  assert.deepEqual(JSON.parse(text(events, ["notes", "deal"])).left_out, ["deal", "notes"]);
  assert.equal("left_out" in JSON.parse(text(events, [])), false);
  assert.equal(text(events, []), text(events));
});

/** Nothing done, every other step, every step; and everything at random. */
const logsOf = (definition, seed) => {
  const chance = random(seed);
  const logs = [new Log(definition), new Log(definition), new Log(definition), busy(definition, seed)];
  definition.steps.forEach((step, at) => {
    for (const log of [logs[at % 2 ? 2 : 1], logs[2]]) {
      for (const field of step.fields ?? []) log.answer(field.id, FITTING[field.type](field, chance), step.id);
      log.tick(step.id);
      log.do("note", { text: chance.pick(WORDS) }, step.id);
    }
  });
  return logs;
};

test("saved, opened and saved again it is the same, byte for byte", () => {
  let cases = 0;
  for (const definition of DEFINITIONS) {
    for (let seed = 1; seed <= 11; seed += 1) {
      for (const log of logsOf(definition, seed)) {
        for (const redaction of [EVERYTHING, NOTHING, { private: false, notes: true }]) {
          const { events, leftOut } = handbook.redact.events(log.events, log.fold(), redaction);
          const first = text(events, leftOut);
          const opened = JSON.parse(first);
          const read = opened.events.map((raw) => handbook.log.event(raw));
          assert.ok(read.every(Boolean), "every event may enter a log");
          assert.equal(text(read, opened.left_out), first);
          assert.deepEqual(handbook.fold.fold(read), handbook.fold.fold(events));
          cases += 1;
        }
      }
    }
  }
  assert.ok(cases >= DEFINITIONS.length * 132, `${cases} cases`);
  assert.ok(!process.env.HANDBOOK_DEFINITIONS || OWN.length > 5);
});

test("half a character comes back as it was", () => {
  const log = new Log(SAMPLES.nested());
  log.do("note", { text: "a\ud83d \udc4db\u0000\u2028" }, "review");
  const written = text(log.events);
  assert.equal(text(JSON.parse(written).events), written);
  assert.equal(Buffer.from(written, "utf-8").toString("utf-8"), written);
});

test("a file is named after the SOP and whom it is for", () => {
  const named = (about, ending = "json") => fileName({ about, definition: { id: "ordering" } }, ending);
  assert.equal(named("Tern University / Söst"), "ordering-tern-university-söst.json");
  assert.equal(named("So\u0308st", "md"), "ordering-söst.md");
  assert.equal(named("हिन्दी", "ics"), "ordering-हिन्दी.ics");
  for (const nothing of ["", " ../ ", "...", "🪺", "\u0301"]) assert.equal(named(nothing), "ordering-checklist.json");
  assert.equal(named(`${"a".repeat(39)} b`), `ordering-${"a".repeat(39)}.json`);
  const astral = named("𝒜".repeat(60));
  assert.equal(astral, `ordering-${"𝒜".repeat(40)}.json`);
  for (const hostile of ["a/b\\c:d*e?f\"g<h>i|j", "con\u0000\u202egnp.exe", "a\nb"]) {
    assert.match(named(hostile), /^ordering-[\p{L}\p{N}\p{M}-]+\.json$/u);
  }
}); // prettier-ignore
