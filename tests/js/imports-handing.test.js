"use strict";

/* What is handed back and forth by links, which leave out what no longer counts. */

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop, Log, recordOf } = require("./incoming.js");

const STEPS = [{ id: "one" }, { id: "two" }, { id: "three" }];
const clean = (log) => log.events.map(handbook.log.event);

/** A log as a link has it: of what follows each other only the last, and so never whole. */
const linked = (log, dropped) => recordOf(log.events.filter(({ id }) => !dropped.includes(id)), { from: "link" });

test("who handed a checklist over, and nothing since, has not gone on", () => {
  const mine = new Log(sop(STEPS));
  mine.tick("one");
  const handed = mine.do("hand", { to: "Bo" });
  const theirs = mine.fork("b");
  theirs.do("take");
  theirs.tick("two");
  theirs.do("hand", { to: "Ana" });
  const { relation, conflicts, changes } = handbook.imports.plan(linked(theirs, [handed]), clean(mine));
  assert.equal(relation, "ahead");
  assert.deepEqual(conflicts, []);
  assert.deepEqual(changes.map(({ what }) => what).sort(), ["Handing over", "Step 2"]);
});

test("who took it back and went on has, whatever was handed since", () => {
  const mine = new Log(sop(STEPS));
  const handed = mine.do("hand", { to: "Bo" });
  const theirs = mine.fork("b");
  mine.do("take");
  mine.tick("three");
  theirs.do("take");
  theirs.tick("two");
  theirs.do("hand", { to: "Ana" });
  const { relation } = handbook.imports.plan(linked(theirs, [handed]), clean(mine));
  assert.equal(relation, "both");
});

test("in a whole copy, a hand-over that is missing was never seen", () => {
  const mine = new Log(sop(STEPS));
  const theirs = mine.fork("b");
  mine.do("hand", { to: "Bo" });
  theirs.tick("two");
  theirs.do("hand", { to: "Cy" });
  const { relation, conflicts } = handbook.imports.plan(recordOf(theirs.events), clean(mine));
  assert.equal(relation, "both");
  assert.deepEqual(conflicts.map(({ what }) => what), ["Handing over"]);
});
