"use strict";

/*
 * Copies and links in every format that was ever released: they open for good, and mean what they
 * meant. A folder holds one version's, as that version wrote them, and what they come to. Nothing
 * in it is written anew: a later format gets a folder of its own.
 */
const assert = require("node:assert/strict");
const { createHash } = require("node:crypto");
const { readdirSync, readFileSync } = require("node:fs");
const { test } = require("node:test");

require("./exits-support.js");
const { handbook } = require("./incoming.js");

const ROOT = `${__dirname}/frozen`;
const text = (...path) => readFileSync([ROOT, ...path].join("/"), "utf8");

/** What a person sees of a checklist, in few words. */
const told = (events) => {
  const run = handbook.fold.fold(events);
  const steps = Object.entries(run.steps);
  const which = (key) => steps.filter(([, step]) => step[key]).map(([id]) => id);
  const notes = steps.filter(([, { note }]) => note).map(([id, { note }]) => [id, note.text]);
  return {
    sop: run.definition.id,
    about: run.about,
    status: run.status,
    events: events.length,
    ticked: which("ticked"),
    skipped: which("skipped"),
    notes: Object.fromEntries(notes),
    answers: Object.fromEntries(Object.entries(run.answers).map(([id, { value }]) => [id, value])),
  };
};

for (const version of readdirSync(ROOT)) {
  const expected = JSON.parse(text(version, "expected.json"));
  const definition = handbook.log.definition(JSON.parse(text(version, "link-definition.json")));

  for (const [file, { digest, refused = "", ...checklist }] of Object.entries(expected)) {
    test(`${version}: ${file} ${refused ? "is refused in words" : "opens as it did"}`, async () => {
      const written = text(version, file);
      const found = createHash("sha256").update(written).digest("hex").slice(0, 16);
      assert.equal(found, digest, "the file is as it was released");
      const outcome = await handbook.imports.read(written.trim(), definition);
      if (refused) return assert.equal(outcome.sentence, refused);
      assert.ok(outcome.ok, outcome.sentence);
      assert.deepEqual(told(outcome.record.events), checklist);
    });
  }

  test(`${version}: every file has its expectation`, () => {
    const beside = ["expected.json", "link-definition.json"];
    assert.deepEqual(readdirSync(`${ROOT}/${version}`).sort(), [...Object.keys(expected), ...beside].sort());
  });
}
