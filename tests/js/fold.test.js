"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop, spent, Log, plain, AT } = require("./support.js");
const { SAMPLES } = require("./samples.js");

const { fold } = handbook.fold;
const entry = (event) => ({ at: AT, by: "Ana", event });

test("no start, no checklist", () => {
  assert.equal(fold([]), null);
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  assert.equal(fold(log.events.slice(1)), null);
});

test("a start gives a checklist that nothing was said about", () => {
  const run = new Log(SAMPLES.nested()).fold();
  assert.equal(run.id, "run-1");
  assert.equal(run.about, "Tern University");
  assert.equal(run.status, "open");
  assert.equal(run.practice, false);
  assert.deepEqual(run.started, entry("a-1"));
  assert.deepEqual(plain(run.steps), {});
  assert.equal(run.answers.community.value, "Tern University");
  assert.deepEqual([run.undoable, run.redoable], [null, null]);
});

test("of two starts the earlier counts, and acts of another checklist do not", () => {
  const log = new Log(SAMPLES.nested());
  log.do("start", { definition: SAMPLES.ruled(), about: "Other", practice: true });
  log.do("tick", null, "review", { run: "run-2" });
  const run = log.fold();
  assert.equal(run.definition.id, "ordering");
  assert.equal(run.about, "Tern University");
  assert.deepEqual(plain(run.steps), {});
});

test("nothing done is dropped because a damaged log puts it before the start", () => {
  const log = new Log(SAMPLES.nested());
  log.do("tick", null, "review", { n: 0 });
  assert.ok(log.fold().steps.review.ticked);
});

test("done and skipped replace each other, and unticking takes both back", () => {
  const log = new Log(SAMPLES.nested());
  const skip = () => log.do("skip", { how: "skipped", reason: "Later" }, "review");
  const state = () => log.fold().steps.review;
  const skipped = skip();
  assert.deepEqual(state().skipped, { ...entry(skipped), how: "skipped", reason: "Later" });
  const ticked = log.tick("review");
  assert.deepEqual([state().ticked, state().skipped], [entry(ticked), null]);
  skip();
  assert.equal(state().ticked, null);
  log.do("untick", null, "review");
  assert.equal(state(), undefined);
});

test("notes, sign-offs, waits and overrides are kept beside the tick", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("move");
  log.do("note", { text: "Moved" }, "move");
  log.do("sign", { name: "Bo" }, "move");
  log.do("wait", { on: "CS&S", until: null }, "move");
  log.do("override", { reason: "Urgent" }, "move");
  const state = log.fold().steps.move;
  assert.equal(state.note.text, "Moved");
  assert.equal(state.signed.name, "Bo");
  assert.equal(state.waiting.on, "CS&S");
  assert.equal(state.overridden.reason, "Urgent");
  assert.ok(state.ticked);
  log.do("note", { text: "" }, "move");
  log.do("sign", { name: "" }, "move");
  log.do("wait", null, "move");
  const { note, signed, waiting } = log.fold().steps.move;
  assert.deepEqual([note, signed, waiting], [null, null, null]);
});

test("the newest answer counts, an empty one is none", () => {
  const log = new Log(SAMPLES.ruled());
  log.answer("seats", 3, "sizes");
  const last = log.answer("seats", 4, "sizes");
  assert.deepEqual(log.fold().answers.seats, { ...entry(last), value: 4 });
  for (const empty of [null, "", []]) {
    log.answer("seats", 5, "sizes");
    log.answer("seats", empty, "sizes");
    assert.equal("seats" in log.fold().answers, false);
  }
  log.answer("agreed", false, "parts");
  assert.equal(log.fold().answers.agreed.value, false);
});

test("an answer read out of another follows it", () => {
  const log = new Log(SAMPLES.ruled());
  const link = (id) => `https://app-na2.hubspot.com/contacts/12/record/0-3/${id}`;
  log.answer("deal-link", link(345), "deal");
  assert.equal(log.fold().answers["deal-id"].value, "345");
  log.answer("deal-link", link(678), "deal");
  assert.equal(log.fold().answers["deal-id"].value, "678");
  log.answer("deal-link", null, "deal");
  assert.equal("deal-id" in log.fold().answers, false);
});

test("the subject is renamed, or answered as a question", () => {
  const log = new Log(SAMPLES.nested(), { about: "" });
  assert.equal("community" in log.fold().answers, false);
  log.answer("community", "Tern");
  assert.equal(log.fold().about, "Tern");
  log.do("rename", { about: "Tern University" });
  assert.equal(log.fold().answers.community.value, "Tern University");
});

test("hand and take, finish and reopen, abandon, archive, trash and restore", () => {
  const log = new Log(SAMPLES.nested());
  log.do("hand", { to: "Bo" });
  assert.equal(log.fold().handed.to, "Bo");
  log.do("take");
  assert.equal(log.fold().handed, null);
  log.do("finish", { open: ["review"], skipped: [], late: [] });
  assert.equal(log.fold().status, "finished");
  assert.deepEqual(log.fold().finished.open, ["review"]);
  log.do("abandon", { reason: "Fell through" });
  assert.deepEqual([log.fold().status, log.fold().finished], ["abandoned", null]);
  log.do("reopen");
  assert.deepEqual([log.fold().status, log.fold().abandoned], ["open", null]);
  log.do("archive", true);
  log.do("trash");
  assert.ok(log.fold().archived && log.fold().trashed);
  log.do("restore");
  log.do("archive", false);
  assert.deepEqual([log.fold().archived, log.fold().trashed], [false, null]);
});

test("touched is the last act of all, undoing included", () => {
  const log = new Log(SAMPLES.nested());
  const tick = log.tick("review");
  const undo = log.do("undo", { event: tick });
  assert.equal(log.fold().touched.event, undo);
});

/** Do what the buttons do. */
const undo = (log) => log.do("undo", { event: log.fold().undoable });
const redo = (log) => log.do("undo", { event: log.fold().redoable });
const ticked = (log) => Object.keys(log.fold().steps).filter((id) => log.fold().steps[id].ticked);

test("undo steps back one by one, redo forward again", () => {
  const log = new Log(SAMPLES.nested());
  for (const step of ["configure", "review", "move"]) log.tick(step);
  for (const left of [2, 1, 0]) {
    undo(log);
    assert.equal(ticked(log).length, left);
  }
  assert.equal(log.fold().undoable, null);
  for (const there of [["configure"], ["configure", "review"], ["configure", "review", "move"]]) {
    redo(log);
    assert.deepEqual(ticked(log), there);
  }
  assert.equal(log.fold().redoable, null);
  undo(log);
  undo(log);
  redo(log);
  assert.deepEqual(ticked(log), ["configure", "review"]);
  assert.deepEqual(log.fold().history.map((event) => event.kind), ["start", "tick", "tick"]);
});

test("a new act ends what can be redone", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("configure");
  undo(log);
  assert.notEqual(log.fold().redoable, null);
  log.tick("review");
  assert.equal(log.fold().redoable, null);
});

test("decisions are not undone in passing", () => {
  const log = new Log(SAMPLES.nested());
  const tick = log.tick("configure");
  log.do("hand", { to: "Bo" });
  assert.deepEqual([log.fold().undoable, log.fold().redoable], [null, null]);
  log.do("take");
  assert.equal(log.fold().undoable, tick);
  log.do("trash");
  assert.equal(log.fold().undoable, null);
  log.do("restore");
  log.do("finish", { open: [], skipped: [], late: [] });
  assert.equal(log.fold().undoable, null);
});

test("nothing undoes the start, itself, or what comes later", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  log.do("undo", { event: "a-1" });
  log.do("undo", { event: "a-5" });
  log.do("undo", { event: "a-5" });
  log.do("undo", { event: "nowhere" });
  log.do("undo", { event: "a-8" });
  log.tick("move");
  assert.deepEqual(ticked(log), ["review", "move"]);
});

// ----------------------------------------------------------------- versions

const adopt = (log, steps, more) => log.do("adopt", { definition: sop(steps, more) });

test("a checklist follows its own version until it uses a new one", () => {
  const log = new Log(sop([{ id: "one" }]));
  log.tick("one");
  adopt(log, [{ id: "one" }, { id: "two" }]);
  assert.deepEqual(log.fold().definition.steps.map(({ id }) => id), ["one", "two"]);
  assert.equal(log.fold().steps.one.lookAgain, false);
});

test("another SOP is not adopted, a renamed one is", () => {
  const log = new Log(sop([{ id: "one" }]));
  adopt(log, [{ id: "two" }], { id: "other" });
  assert.equal(log.fold().definition.id, "ordering");
  adopt(log, [{ id: "two" }], { id: "order", was: ["ordering"] });
  assert.equal(log.fold().definition.id, "order");
});

test("a reworded step is looked at again until it is ticked again", () => {
  const log = new Log(sop([{ id: "one", text: "Add a price" }, { id: "two" }]));
  log.tick("one");
  log.tick("two");
  adopt(log, [{ id: "one", text: "Add line items" }, { id: "two", gate: "Now a gate" }]);
  assert.equal(log.fold().steps.one.lookAgain, true);
  assert.equal(log.fold().steps.two.lookAgain, false);
  log.do("untick", null, "one");
  log.tick("one");
  assert.equal(log.fold().steps.one.lookAgain, false);
});

test("a title that changed elsewhere does not ask to look again", () => {
  const before = sop([{ id: "one", text: "Open HubSpot" }]);
  const after = { ...before, steps: [{ ...before.steps[0], text: "Open the CRM" }] };
  const log = new Log(before);
  log.tick("one");
  log.do("adopt", { definition: after });
  assert.equal(log.fold().steps.one.lookAgain, false);
});

test("earlier ids are followed, also by acts that come late from another tab", () => {
  const log = new Log(sop([{ id: "one", fields: [{ id: "f", label: "F", type: "text" }] }, { id: "two" }]));
  log.tick("one");
  log.answer("f", "kept", "one");
  const other = log.fork("b");
  adopt(log, [
    { id: "first", was: ["one"], text: "Do one", fields: [{ id: "g", label: "F", type: "text", was: ["f"] }] },
    { id: "second", was: ["two"] },
  ]); // prettier-ignore
  other.do("note", { text: "From the other tab" }, "one");
  other.tick("two");
  const run = fold([...log.events, ...other.events]);
  assert.ok(run.steps.first.ticked);
  assert.equal(run.steps.first.note.text, "From the other tab");
  assert.equal(run.answers.g.value, "kept");
  assert.ok(run.steps.second.ticked);
  assert.equal(run.steps.second.lookAgain, true, "ticked in its old words");
  assert.deepEqual(plain(run.orphans), {});
});

test("a late tick on an earlier id is measured by the words it had", () => {
  const log = new Log(sop([{ id: "one", text: "Same words" }]));
  const other = log.fork("b");
  adopt(log, [{ id: "first", was: ["one"], text: "Same words" }]);
  other.do("note", { text: "x" }, "one");
  other.tick("one");
  const { ticked, lookAgain } = fold([...log.events, ...other.events]).steps.first;
  assert.deepEqual([ticked.event, lookAgain], ["b-3", false]);
});

test("what is gone stays with the orphans, and comes back with its step", () => {
  const log = new Log(sop([{ id: "one" }, { id: "two" }]));
  log.tick("two");
  adopt(log, [{ id: "one" }]);
  assert.equal("two" in log.fold().steps, false);
  assert.ok(log.fold().orphans.two.ticked);
  adopt(log, [{ id: "one" }, { id: "two" }]);
  assert.ok(log.fold().steps.two.ticked);
  assert.deepEqual(plain(log.fold().orphans), {});
});

test("a chosen option is followed to its new id", () => {
  const asking = (type, ...options) => [{ id: "one", fields: [{ id: "f", label: "F", type, options }] }];
  const option = (id, ...was) => ({ id, label: id, was });
  const log = new Log(sop(asking("choice", option("a"), option("b"))));
  log.answer("f", "a", "one");
  adopt(log, asking("choice", option("new-a", "a"), option("b")));
  assert.equal(log.fold().answers.f.value, "new-a");
  log.tick("one");
  assert.deepEqual(log.progress().unanswered, []);
  adopt(log, asking("choices", option("new-a", "a"), option("c", "b")));
  log.answer("f", ["a", "b", "gone"], "one");
  assert.deepEqual(log.fold().answers.f.value, ["new-a", "c", "gone"]);
});

test("a step for two is done only if both were", () => {
  const log = new Log(sop([{ id: "one" }, { id: "two" }]));
  log.tick("one");
  adopt(log, [{ id: "both", was: ["one", "two"] }]);
  assert.equal("both" in log.fold().steps, false);
  assert.ok(log.fold().orphans.one.ticked);
  const all = new Log(sop([{ id: "one" }, { id: "two" }]));
  const last = [all.tick("two"), all.tick("one")][1];
  adopt(all, [{ id: "both", was: ["one", "two"] }]);
  const run = all.fold();
  assert.equal(run.steps.both.ticked.event, last);
  assert.equal(run.steps.both.lookAgain, true);
  assert.deepEqual(Object.keys(run.orphans), ["two"]);
  all.do("untick", null, "both");
  assert.equal("both" in all.fold().steps, false);
  assert.deepEqual(Object.keys(all.fold().orphans).sort(), ["one", "two"]);
});

test("a step that takes another in keeps its own tick alone", () => {
  const log = new Log(sop([{ id: "one" }, { id: "two" }]));
  log.tick("two");
  adopt(log, [{ id: "one", was: ["two"], text: "Do both" }]);
  assert.equal("one" in log.fold().steps, false);
  assert.ok(log.fold().orphans.two.ticked);
});

test("of two parts of a step the first one that names it has its tick", () => {
  const log = new Log(sop([{ id: "one" }]));
  log.tick("one");
  adopt(log, [{ id: "half", was: ["one"] }, { id: "rest", was: ["one"] }]);
  assert.deepEqual(Object.keys(log.fold().steps), ["half"]);
  assert.equal(log.fold().steps.half.lookAgain, true);
});

test("the result has nothing by birth, so that no id is mistaken for an answer", () => {
  const run = new Log(SAMPLES.nested()).fold();
  for (const things of [run.steps, run.answers, run.orphans]) {
    assert.equal(things.constructor, undefined);
    assert.equal(things.__proto__, undefined);
  }
});

test("2,000 steps and 4,000 acts fold within a blink", async () => {
  const definition = sop(Array.from({ length: 2000 }, (_, at) => ({ id: `s${at}` })));
  const log = new Log(definition);
  const { run } = log;
  for (let n = 2; n < 4002; n += 1) {
    log.events.push({ v: 1, id: `a-${n}`, run, n, at: AT, by: "", step: `s${n % 2000}`, kind: n < 2002 ? "tick" : "note", value: n < 2002 ? null : { text: "x" } });
  }
  const clean = log.events.map(handbook.log.event);
  fold(clean);
  const took = await spent(() => {
    assert.equal(handbook.progress.progress(fold(clean)).done, 2000);
  });
  assert.ok(took < 250, `${took} ms`);
});
