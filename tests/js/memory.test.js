"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const scripts = "../../_ext/handbook/scripts/run";
require(`${scripts}/checks.js`);
require(`${scripts}/log.js`);
const { Memory, runOf, sort } = require(`${scripts}/memory.js`);
const { stateOf, storage } = require(`${scripts}/sentences.js`);

/** A note, in the run "r" unless told otherwise. */
const note = (id, n, run = "r") => ({
  v: 1, id, run, n, at: "2026-11-20T14:05:00.000Z", by: "Ana", step: "one", kind: "note",
  value: { text: id },
});
const ids = (events) => events.map((event) => event.id);

test("an act has no place until it is given one, after everything seen", () => {
  const memory = new Memory();
  memory.bring([note("a", 4)]);
  const entry = memory.wait(note("b", 0));
  assert.deepEqual(ids(memory.log("r")), ["a"]);
  assert.equal(memory.place(entry, 9).n, 10);
  assert.equal(memory.place(memory.wait(note("c", 0)), 0).n, 11);
  assert.deepEqual(ids(memory.log("r")), ["a", "b", "c"]);
});

test("numbers stay safe where an import used them up", () => {
  const memory = new Memory();
  memory.bring([note("a", Number.MAX_SAFE_INTEGER)]);
  const placed = memory.place(memory.wait(note("b", 0)), 0);
  assert.ok(Number.isSafeInteger(placed.n));
});

test("what is known already is not brought again", () => {
  const memory = new Memory();
  assert.equal(memory.bring([note("a", 1), note("a", 1), note("b", 2)]).length, 2);
  memory.took(memory.waiting);
  assert.equal(memory.unsaved, false);
  assert.equal(memory.bring([note("a", 1), note("c", 3)]).length, 1);
  assert.equal(memory.newestKept("r"), 2);
});

test("what storage had and shows no more is missed, unless it was deleted on purpose", () => {
  const memory = new Memory();
  const events = [note("a", 1), note("b", 2)];
  assert.equal(memory.learn("r", events, new Set(["a", "b"]), false), false);
  assert.equal(memory.learn("r", [events[0]], new Set(["a", "b"]), false), false, "damaged only");
  assert.equal(memory.learn("r", [events[0]], new Set(["a"]), false), true);
  assert.equal(memory.learn("r", [], new Set(), true), false);
  assert.deepEqual(memory.log("r"), []);
});

test("a forgotten run is gone, the others stay", () => {
  const memory = new Memory();
  memory.bring([note("a", 1), note("b", 1, "s")]);
  memory.forget("r");
  assert.deepEqual([...memory.runs()], ["s"]);
  assert.equal(memory.newest("r"), 0);
});

test("records sort into logs and what cannot be read", () => {
  const bad = [null, 7, { run: 3 }, { run: "r", id: "x" }, { run: "__proto__" }];
  const { logs, corrupt } = sort([note("a", 1), ...bad]);
  assert.deepEqual(Object.keys(logs), ["r"]);
  assert.deepEqual(Object.keys(corrupt).sort(), ["", "__proto__", "r"]);
  assert.equal(corrupt[""].length, 3);
  assert.equal(runOf({ run: {} }), "");
});

test("errors become states, unknown ones too", () => {
  const of = (name) => stateOf(new DOMException("", name));
  assert.equal(of("QuotaExceededError"), "full");
  assert.equal(of("SecurityError"), "refused");
  assert.equal(of("VersionError"), "newer");
  for (const odd of [null, "full", new Error("?"), new DOMException("", "constructor")]) {
    assert.equal(stateOf(odd), "failed");
  }
  for (const state of Object.keys(storage)) assert.equal(typeof storage[state], "string");
});
