"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, sop, Log, plain, recordOf } = require("./incoming.js");
const { SAMPLES } = require("./samples.js");

const { match, plan, asNew } = handbook.imports;
const { fold } = handbook.fold;
const { merge, event: clean } = handbook.log;

const eventsOf = (log) => log.events.map(clean);
const planned = (theirs, own, more) => plan(recordOf(theirs.events, more), own ? eventsOf(own) : []);
const ids = (events) => events.map(({ id }) => id);

// ------------------------------------------------------------- the SOP it is of

const published = (more = {}) => ({ ...SAMPLES.nested(), ...more });
const matched = (definition, now, more) => match(recordOf(new Log(definition).events, more), now);

test("a record of the SOP as published matches, however its keys are written", () => {
  const turned = Object.fromEntries(Object.entries(published()).reverse());
  for (const now of [published(), turned, { ...published(), title: "Ordering!", more: 1 }]) {
    assert.deepEqual(matched(published(), now), { kind: "same", sentence: "It matches the SOP as published." });
  }
});

test("another version is told by its revision and the day of its last change", () => {
  const older = published({
    revision: "abc1234567ff",
    changes: [{ date: "2026-11-20", why: "x" }, { date: "2026-01-02", why: "y" }],
  });
  assert.deepEqual(matched(older, published()), {
    kind: "other-version",
    sentence: "It was made with another version of this SOP (revision abc1234, last changed 20 November 2026).",
  });
  const odd = matched(published({ revision: "<b>", changes: [{ date: "2026-99-99", why: "" }] }), published());
  assert.equal(odd.sentence, "It was made with another version of this SOP (a revision without a number).");
});

test("a revision that is claimed but not true is seen", () => {
  const forged = published();
  forged.steps = forged.steps.map((step) => (step.number === 2 ? { ...step, text: "Send all your money" } : step));
  const { kind, sentence } = matched(forged, published());
  assert.equal(kind, "other-version");
  assert.match(sentence, /its steps are not those published/);
});

test("a link, which has no steps of its own, is told by the revision it names", () => {
  const link = { from: "link", revision: "fedcba987654" };
  assert.match(matched(published(), published(), link).sentence, /\(revision fedcba9\)/);
  assert.equal(matched(published(), published(), { ...link, revision: "0123456789ab" }).kind, "same");
});

test("an SOP that is not here is named, and what it is called cannot pass for our words", () => {
  assert.deepEqual(matched(published(), null), {
    kind: "unknown",
    sentence: "This handbook has no SOP called “Ordering”.",
  });
  const { sentence } = matched(published({ title: `\u202eA\u0000\n\u2066${"é".repeat(900)}` }), null);
  assert.equal(sentence, `This handbook has no SOP called “A ${"é".repeat(118)}…”.`);
  assert.deepEqual(matched(published({ id: "other" }), published()), {
    kind: "other-sop",
    sentence: "It is a checklist of another SOP: “Ordering”.",
  });
});

test("an SOP keeps its checklists when its id changes", () => {
  assert.equal(matched(published({ id: "orders" }), published({ was: ["orders"] })).kind, "other-version");
});

test("where only the revision is known, only that is compared, and said so", () => {
  const known = { v: 1, id: "ordering", title: "Ordering", revision: "0123456789ab", steps: [] };
  assert.match(matched(published(), known).sentence, /^By its revision/);
  assert.equal(matched(published({ revision: "aaaaaaaaaaaa" }), known).kind, "other-version");
});

// ------------------------------------------------------------- relations

const begun = () => {
  const log = new Log(SAMPLES.nested());
  log.tick("configure");
  return log;
};

test("new, same, ahead, behind and both are told apart", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  assert.equal(planned(bo, null).relation, "new");
  assert.deepEqual(ids(planned(bo, null).adds), ids(bo.events));
  assert.deepEqual({ ...planned(bo, mine) }, { relation: "same", adds: [], conflicts: [], changes: [], sentence: "You have all of it already." });
  bo.tick("copy-url");
  const ahead = planned(bo, mine);
  assert.equal(ahead.relation, "ahead");
  assert.equal(ahead.sentence, "It goes on from yours: one change in it is new to you.");
  assert.deepEqual(ids(ahead.adds), ["bo-3"]);
  assert.deepEqual(ahead.changes.map(({ what, mine: was }) => [what, was]), [["Step 2", "not ticked"]]);
  assert.match(ahead.changes[0].theirs, /^ticked on 20 November 2026, \d\d:05 by Ana$/);
  assert.equal(planned(mine, bo).relation, "behind");
  assert.deepEqual(planned(mine, bo).adds, []);
  mine.tick("create-order");
  const both = planned(bo, mine);
  assert.equal(both.relation, "both");
  assert.deepEqual(both.conflicts, []);
});

test("a checklist of another run here makes it no less new", () => {
  const other = new Log(SAMPLES.nested(), { run: "run-2", tab: "x" });
  assert.equal(planned(begun(), other).relation, "new");
});

// ------------------------------------------------------------- conflicts

test("where both acted unknown to each other, it is told step by step what is kept", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  mine.tick("copy-url");
  mine.do("untick", null, "configure");
  bo.tick("configure");
  bo.do("skip", { how: "not-applicable", reason: "They have one" }, "copy-url");
  const { conflicts } = planned(bo, mine);
  assert.deepEqual(
    conflicts.map(({ step, what, kept }) => ({ step, what, kept })),
    [
      { step: "configure", what: "Step 1", kept: "mine" },
      { step: "copy-url", what: "Step 2", kept: "theirs" },
    ],
  );
  const [first, second] = conflicts;
  assert.equal(first.mine, "not ticked");
  assert.match(first.sentence, /^Step 1: here not ticked; in the copy ticked on .* by Ana\. Together: yours stays\.$/);
  assert.match(second.theirs, /^not applicable on .* by Ana: “They have one”$/);
  assert.match(second.sentence, /Together: the copy’s counts\.$/);
  const union = fold(merge(mine.events, bo.events));
  assert.equal(union.steps.configure, undefined, "as the union decides");
  assert.equal(union.steps["copy-url"].skipped.reason, "They have one");
});

test("both coming to the same is no conflict, nor is what only one touched", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  mine.tick("copy-url");
  bo.tick("copy-url");
  bo.tick("hand-on");
  const { conflicts, changes } = planned(bo, mine);
  assert.deepEqual(conflicts, []);
  assert.deepEqual(changes.map(({ step }) => step), ["hand-on"]);
});

test("answers, the subject, notes, hand-overs and the end are told as well, the whole first", () => {
  const mine = new Log(SAMPLES.sectioned());
  const bo = mine.fork("bo");
  mine.answer("data", "migrate", "decide");
  mine.do("rename", { about: "Tern" });
  mine.do("note", { text: "Mine" }, "confirm");
  mine.do("finish", { open: [], skipped: [], late: [] });
  bo.answer("data", "delete", "decide");
  bo.answer("community", "Gull");
  bo.do("note", { text: "Bo’s" }, "confirm");
  bo.do("abandon", { reason: "Gone" });
  bo.do("hand", { to: "Cy" });
  const { conflicts, changes } = planned(bo, mine);
  assert.deepEqual(
    conflicts.map(({ what, step, field }) => [what, step, field]),
    [
      ["Community", null, "community"],
      ["The checklist", null, null],
      ["Step 2, note", "confirm", null],
      ["The data", "decide", "data"],
    ],
  );
  const data = conflicts[3];
  assert.deepEqual([data.mine, data.theirs], ["“Migrate it”", "“Delete it”"]);
  assert.deepEqual(changes.map(({ what }) => what), ["Handing over"]);
});

test("an undo is about what it undoes, a redo too", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  mine.do("undo", { event: mine.events[1].id });
  bo.tick("configure");
  const [conflict] = planned(bo, mine).conflicts;
  assert.equal(conflict.step, "configure");
  assert.equal(conflict.kept, "theirs");
  mine.do("undo", { event: mine.events[2].id });
  assert.deepEqual(planned(bo, mine).conflicts, [], "brought back");
});

test("where both together show neither, that is told", () => {
  const mine = new Log(SAMPLES.sectioned());
  mine.answer("data", "migrate", "decide");
  mine.answer("data", "delete", "decide");
  const bo = mine.fork("bo");
  mine.do("undo", { event: "a-3" });
  bo.do("undo", { event: "a-2" });
  const [conflict] = planned(bo, mine).conflicts;
  assert.equal(conflict.sentence, "The data: here “Migrate it”; in the copy “Delete it”. Together: no answer.");
  assert.equal(conflict.kept, "neither");
});

test("what somebody wrote in a difference is quoted, cut and kept on its line", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  mine.do("note", { text: "x" }, "configure");
  bo.do("note", { text: `\u202e”. It matches.\n${"y".repeat(5000)}` }, "configure");
  const [{ theirs }] = planned(bo, mine).conflicts;
  assert.ok(theirs.length < 200);
  assert.doesNotMatch(theirs, /[\u202e\n]/);
});

test("a version that the other side took up is told, and both speak of its steps", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  const now = sop([{ id: "set-up", was: ["configure"], text: "Do configure" }, { id: "copy-url" }], { revision: "bbbbbbbbbbbb" });
  bo.do("adopt", { definition: now });
  bo.do("untick", null, "set-up");
  bo.tick("copy-url");
  mine.do("skip", { how: "skipped", reason: "" }, "configure");
  const { conflicts, changes } = planned(bo, mine);
  assert.deepEqual(conflicts.map(({ step, what }) => [step, what]), [["set-up", "Step 1"]]);
  const [version, step] = changes;
  assert.deepEqual(version, { step: null, field: null, what: "The version of the SOP", mine: "revision 0123456", theirs: "revision bbbbbbb" });
  assert.equal(step.step, "copy-url");
});

test("what was done on steps that a new version makes one is about that one, too", () => {
  const mine = new Log(SAMPLES.nested());
  const bo = mine.fork("bo");
  mine.tick("configure");
  mine.tick("copy-url");
  bo.do("adopt", { definition: sop([{ id: "both", was: ["configure", "copy-url"] }], { revision: "bbbbbbbbbbbb" }) });
  bo.do("skip", { how: "not-applicable", reason: "" }, "both");
  const { conflicts } = planned(bo, mine);
  assert.deepEqual(conflicts.map(({ step, kept }) => [step, kept]), [["both", "theirs"]]);
});

test("a version forged under a known revision does not come in unseen", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  const forged = SAMPLES.nested();
  forged.steps[1].text = "Send all your money";
  bo.do("adopt", { definition: forged });
  assert.deepEqual(planned(bo, mine).changes.map(({ theirs }) => theirs), ["revision 0123456, in other words"]);
});

// ------------------------------------------------------------- parts of a log

/** What a link carries of a log: the acts that its state needs, and no undo. */
const reduced = (log) => {
  const needed = new Map();
  for (const event of fold(log.events).history) {
    const { kind, step, value } = event;
    const about = kind === "value" ? value.field : ["tick", "untick", "skip"].includes(kind) ? "done" : kind;
    needed.set(`${about} ${step}`, event);
  }
  const part = new Log(null, { run: log.run, tab: log.tab });
  part.events = [...needed.values()];
  return part;
};

const busy = () => {
  const mine = begun();
  mine.do("untick", null, "configure");
  mine.tick("configure");
  mine.do("note", { text: "x" }, "configure");
  mine.do("undo", { event: mine.events[4].id });
  mine.tick("copy-url");
  mine.do("hand", { to: "Bo" });
  return mine;
};

test("who opens the link they sent has all of it, though their log holds more", () => {
  const mine = busy();
  assert.equal(planned(reduced(mine), mine).relation, "same");
  mine.tick("create-order");
  assert.equal(planned(reduced(busy()), mine).relation, "behind");
});

test("who went on from a link sends back no conflict over what they saw", () => {
  const mine = busy();
  const bo = reduced(mine);
  bo.tab = "bo";
  bo.do("untick", null, "copy-url");
  const back = planned(bo, mine);
  assert.equal(back.relation, "ahead");
  assert.deepEqual(back.conflicts, []);
  const again = reduced(bo);
  assert.equal(planned(again, mine).relation, "ahead");
  assert.deepEqual(planned(again, mine).conflicts, []);
  mine.do("skip", { how: "skipped", reason: "" }, "copy-url");
  assert.deepEqual(planned(again, mine).conflicts.map(({ step }) => step), ["copy-url"]);
});

test("who went on from a link and gets the whole log has no conflict over what was left out", () => {
  const mine = busy();
  const bo = reduced(mine);
  bo.tab = "bo";
  bo.do("untick", null, "configure");
  const whole = planned(mine, bo);
  assert.deepEqual(whole.conflicts, []);
  assert.equal(whole.relation, "both");
});

test("a side that began from a link in a later version, or with an address of its choices, is no clash", () => {
  const field = { id: "hub", label: "Hub", type: "url", decode: "hub-configurator" };
  const mine = new Log(sop([{ id: "one", fields: [field] }]));
  mine.answer("hub", "https://2i2c.example/?state=long", "one");
  const bo = new Log(null, { tab: "bo" });
  bo.events = plain(mine.events);
  bo.events[0].value.definition = sop([{ id: "one", fields: [field] }, { id: "two" }], { revision: "bbbbbbbbbbbb" });
  bo.events[1].value.value = "https://2i2c.example/?state=short";
  bo.tick("one");
  const { relation, adds } = planned(bo, mine);
  assert.equal(relation, "ahead");
  assert.deepEqual(ids(adds), ["bo-3"]);
});

// ------------------------------------------------------------- clashes

const clashes = (theirs, own, told) => {
  const found = planned(theirs, own);
  assert.equal(found.relation, "clash");
  assert.deepEqual([found.adds, found.conflicts, found.changes], [[], [], []]);
  assert.match(found.sentence, told);
  assert.match(found.sentence, /checklist of its own\.$/);
};

test("an event of mine that says something else there is a clash", () => {
  const mine = begun();
  for (const more of [{ n: 3 }, { by: "Bo" }, { step: "copy-url" }, { kind: "untick" }, { at: "2026-11-21T14:05:00.000Z" }]) {
    const bo = new Log(null);
    bo.events = [mine.events[0], { ...mine.events[1], ...more }];
    clashes(bo, mine, /one thing in it reads otherwise/);
  }
});

test("a second beginning, or the beginning of another SOP, is a clash", () => {
  const mine = begun();
  const other = new Log(SAMPLES.nested(), { tab: "bo" });
  clashes(other, mine, /began as another/);
  const forged = begun();
  forged.events[0] = { ...forged.events[0], value: { ...forged.events[0].value, definition: SAMPLES.sectioned() } };
  forged.events = forged.events.slice(0, 1);
  clashes(forged, mine, /began as another/);
});

test("an id that another checklist here has taken is a clash: the store would drop the event", () => {
  const other = new Log(SAMPLES.nested(), { run: "run-2" });
  clashes(begun(), other, /belong to another checklist/);
});

test("two that would be too large together are a clash", () => {
  const mine = begun();
  const bo = mine.fork("bo");
  const takes = (log, most) => {
    const [start] = log.events;
    log.events.push(...Array.from({ length: most }, (_, at) => ({ ...start, id: `${log.tab}-t${at}`, n: at + 3, kind: "take", value: null })));
  };
  takes(mine, 12_000);
  takes(bo, 12_000);
  clashes(bo, mine, /too large/);
});

test("a checklist here that lost its beginning gets it back", () => {
  const whole = begun();
  const mine = begun();
  mine.events = mine.events.slice(1);
  const { relation, adds } = planned(whole, mine);
  assert.equal(relation, "ahead");
  assert.deepEqual(ids(adds), ["a-1"]);
});

// ------------------------------------------------------------- as a checklist of its own

const counter = (name) => {
  let made = 0;
  return () => `${name}${(made += 1)}`;
};
/** What a run shows, but for the names of its acts. */
const shown = (events) => {
  const { id, started, touched, undoable, redoable, history, ...run } = fold(events);
  return JSON.stringify([run, history.length, Boolean(undoable), Boolean(redoable)]).replace(/"event":"[^"]*"/g, "");
};

test("a checklist of its own shows the same, and has no id of the other's", () => {
  const log = busy();
  const fresh = asNew(recordOf(log.events), counter("z"));
  assert.equal(shown(fresh), shown(log.events));
  assert.equal(new Set(fresh.map(({ run }) => run)).size, 1);
  const taken = new Set([...ids(log.events), log.run]);
  for (const { id, run } of fresh) assert.ok(!taken.has(id) && !taken.has(run));
  const undo = fresh.find(({ kind }) => kind === "undo");
  assert.ok(ids(fresh).includes(undo.value.event));
  assert.equal(plan(recordOf(fresh), eventsOf(log)).relation, "new");
});

test("an undo of what is not there goes on undoing nothing", () => {
  const log = begun();
  log.do("undo", { event: "gone" });
  const fresh = asNew(recordOf(log.events), counter("z"));
  assert.ok(!ids(fresh).includes(fresh[2].value.event));
  assert.equal(shown(fresh), shown(log.events));
});

// ------------------------------------------------------------- laws

/** Honest acts of one person on one side. */
const work = (chance, log, versions) => {
  const definition = fold(log.events).definition;
  const step = chance.pick(definition.steps).id;
  const fields = definition.steps.flatMap((one) => one.fields ?? []).map(({ id }) => id);
  const acts = {
    tick: () => log.tick(step),
    untick: () => log.do("untick", null, step),
    skip: () => log.do("skip", { how: chance.pick(["skipped", "not-applicable"]), reason: chance.pick(["r", "s"]) }, step),
    note: () => log.do("note", { text: chance.pick(["", "x", "y"]) }, step),
    value: () => log.answer(chance.pick([...fields, definition.about.id]), chance.pick([null, "x", 3, ["a"], "https://a.example/9"]), step),
    undo: () => {
      const { undoable, redoable } = log.fold();
      const event = chance.pick([undoable, redoable]);
      if (event) log.do("undo", { event });
    },
    rename: () => log.do("rename", { about: chance.pick(["", "Tern"]) }),
    hand: () => log.do(...chance.pick([["hand", { to: "Bo" }], ["take"]])),
    status: () => log.do(...chance.pick([["finish", { open: [], skipped: [], late: [] }], ["abandon", { reason: "r" }], ["reopen"]])),
    adopt: () => log.do("adopt", { definition: chance.pick(versions) }),
  };
  acts[chance.pick(chance.next() < 0.5 ? ["tick", "untick", "value"] : Object.keys(acts))]();
};

const versionsOf = (definition) => {
  const { steps, id, sections } = definition;
  const bare = ({ hash, number, parent, ...step }) => step;
  const renamed = steps.map((step) => ({ ...bare(step), id: `new-${step.id}`, was: [step.id] }));
  const both = { id: "both", was: [steps[0].id, steps[1].id] };
  const more = { id, sections };
  return [
    definition,
    sop(renamed, { ...more, revision: "aaaaaaaaaaaa" }),
    sop([both, ...steps.slice(2).map(bare)], { ...more, revision: "bbbbbbbbbbbb" }),
  ];
};
const PREPARED = Object.values(SAMPLES).map((make) => versionsOf(make()));

/** Two sides of one checklist that went on apart, and met now and then. */
const sides = (seed) => {
  const chance = random(seed);
  const versions = chance.pick(PREPARED);
  const mine = new Log(versions[0]);
  for (let act = chance.below(6); act > 0; act -= 1) work(chance, mine, versions);
  const bo = mine.fork("bo");
  for (let act = chance.below(10); act > 0; act -= 1) {
    work(chance, chance.next() < 0.5 ? mine : bo, versions);
    if (chance.next() < 0.1) mine.events = merge(mine.events, bo.events);
    if (chance.next() < 0.1) bo.events = merge(mine.events, bo.events);
  }
  return { chance, mine, bo, versions };
};

const ROUNDS = 600;

test("what is added to mine makes both: the union, and no conflict is untrue", () => {
  const seen = {};
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { mine, bo } = sides(seed);
    const own = eventsOf(mine);
    const before = JSON.stringify(own);
    const record = recordOf(bo.events);
    const { relation, adds, conflicts } = plan(record, own);
    seen[relation] = (seen[relation] ?? 0) + 1;
    assert.equal(JSON.stringify(own), before);
    const union = merge(own, record.events);
    assert.deepEqual(ids(merge(own, adds)), ids(union));
    assert.deepEqual(fold([...own, ...adds]), fold(union));
    const held = new Set(ids(own));
    assert.ok(adds.every(({ id }) => !held.has(id)), "nothing of mine is written over");
    for (const { kept, mine: ours, theirs, shown: then } of conflicts) {
      seen[kept] = (seen[kept] ?? 0) + 1;
      assert.equal(then, { mine: ours, theirs, neither: then }[kept]);
    }
  }
  for (const relation of ["same", "ahead", "behind", "both", "mine", "theirs"]) {
    assert.ok(seen[relation] > 20, `${relation}: ${seen[relation]} of ${ROUNDS}`);
  }
  assert.equal(seen.clash, undefined);
});

test("planning again after adding finds nothing more to add", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { mine, bo } = sides(seed);
    const own = eventsOf(mine);
    const record = recordOf(bo.events);
    const first = plan(record, own);
    const again = plan(record, merge(own, first.adds));
    const wentOn = ["behind", "both"].includes(first.relation);
    assert.equal(again.relation, wentOn ? "behind" : "same");
    assert.deepEqual([again.adds, again.conflicts, again.changes], [[], [], []]);
    assert.equal(plan(record, plan(record, []).adds).relation, "same");
  }
});

test("each side is told the other's part of the same conflicts", () => {
  const other = { mine: "theirs", theirs: "mine", neither: "neither" };
  let conflicts = 0;
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { mine, bo } = sides(seed);
    const here = plan(recordOf(bo.events), eventsOf(mine)).conflicts;
    const there = plan(recordOf(mine.events), eventsOf(bo)).conflicts;
    const turned = there.map((one) => ({ ...one, mine: one.theirs, theirs: one.mine, kept: other[one.kept] }));
    const bare = (found) => found.map(({ sentence, ...one }) => JSON.stringify(one)).sort();
    assert.deepEqual(bare(here), bare(turned));
    conflicts += here.length;
  }
  assert.ok(conflicts > 40, `${conflicts} conflicts`);
});

test("what adding changes is told, all of it", () => {
  let told = 0;
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { mine, bo } = sides(seed);
    const own = eventsOf(mine);
    const { adds, conflicts, changes } = plan(recordOf(bo.events), own);
    if (conflicts.length || changes.length) {
      told += 1;
      continue;
    }
    const says = (events) => {
      const run = fold(events);
      const said = [...handbook.said.of(run)].map(([matter, { is }]) => `${matter} ${is}`).sort();
      return [run.definition.revision, said];
    };
    assert.deepEqual(says([...own, ...adds]), says(own));
  }
  assert.ok(told > 200 && told < ROUNDS - 50, `${told} told of something`);
});

test("a checklist of its own shows what the record shows, for every log", () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { mine, bo } = sides(seed);
    const events = merge(mine.events, bo.events);
    const fresh = asNew(recordOf(events), counter("z"));
    assert.equal(shown(fresh), shown(events));
    assert.equal(plan(recordOf(fresh), eventsOf(mine)).relation, "new");
  }
});

test("no forged record drops or changes anything of mine", () => {
  const seen = {};
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const { chance, mine, bo, versions } = sides(seed);
    const own = eventsOf(mine);
    const forged = plain(bo.events).map((event) => {
      if (chance.next() < 0.8) return event;
      const other = chance.pick(bo.events);
      return chance.pick([
        { ...event, n: 1 + chance.below(2 ** 20) },
        { ...event, by: "Mallory" },
        { ...event, id: other.id },
        { ...event, id: chance.pick(own).id },
        { ...event, kind: "undo", step: null, value: { event: chance.pick(own).id } },
        { ...event, kind: "trash", value: null },
        { ...event, kind: "adopt", value: { definition: chance.pick(versions) } },
        { ...event, kind: "start", value: { definition: chance.pick(versions), about: "", practice: false } },
      ]);
    });
    const checked = handbook.incoming.check(forged);
    if ("sentence" in checked) continue;
    const { relation, adds } = plan(recordOf(forged), own);
    seen[relation] = (seen[relation] ?? 0) + 1;
    const after = new Map(merge(own, adds).map((event) => [event.id, event]));
    for (const event of own) assert.equal(after.get(event.id), event, "the very same");
    assert.equal(after.size, own.length + adds.length);
    assert.equal([...after.values()].filter(({ kind }) => kind === "start").length, 1);
    if (relation === "clash") assert.deepEqual(adds, []);
  }
  assert.ok(seen.clash > 50 && seen.both > 10, JSON.stringify(seen));
});
