"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, Log } = require("./support.js");
const { SAMPLES } = require("./samples.js");
require("../../_ext/handbook/scripts/run/copy.js");

test("a copy is the same whatever order the log came in, and reads back as it was", () => {
  const log = new Log(SAMPLES.nested());
  log.do("rename", { about: "Tern" });
  log.do("note", { text: "ünï — 日本 🪺" }, SAMPLES.nested().steps[0].id);
  const { events } = log;
  const text = handbook.copy.text(events);
  assert.equal(handbook.copy.text([...events].reverse()), text);
  const back = JSON.parse(text).events.map((raw) => handbook.log.event(raw));
  assert.ok(back.every(Boolean));
  assert.equal(handbook.copy.text(back), text);
});

test("a file is named after the SOP and whom it is for", () => {
  const named = (about) => handbook.copy.fileName({ about, definition: { id: "ordering" } });
  assert.equal(named("Tern University / Söst"), "ordering-tern-university-söst.json");
  assert.equal(named(" ../ "), "ordering-checklist.json");
});

test("a copy is due three days after the last one, unless the browser has promised", () => {
  const since = "2026-11-20T10:00:00.000+00:00";
  const at = (day, hour) => new Date(Date.UTC(2026, 10, day, hour));
  assert.equal(handbook.copy.isDue(since, false, at(23, 9)), false);
  assert.equal(handbook.copy.isDue(since, false, at(23, 10)), true);
  assert.equal(handbook.copy.isDue(since, undefined, at(29, 0)), true);
  assert.equal(handbook.copy.isDue(since, null, at(29, 0)), true);
  assert.equal(handbook.copy.isDue(since, true, at(29, 0)), false);
});
