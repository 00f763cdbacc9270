"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, sop, Log, plain, AT } = require("./support.js");
const { SAMPLES } = require("./samples.js");

const { holds, filled } = handbook.conditions;
const skip = (log, step, how = "skipped") => log.do("skip", { how, reason: "r" }, step);

test("a fresh checklist offers its first step", () => {
  const progress = new Log(SAMPLES.nested()).progress();
  assert.deepEqual([progress.done, progress.total, progress.next], [0, 4, "configure"]);
  assert.equal(progress.open.length, 9);
  assert.deepEqual(progress.mustDo, ["line-items"]);
  assert.deepEqual(progress.unanswered, ["configurator-url", "order", "issues"]);
  assert.deepEqual(progress.late, []);
});

test("the next step is walked through in order, children before their parent", () => {
  const log = new Log(SAMPLES.nested());
  const walked = [];
  for (let next = log.progress().next; next !== null; next = log.progress().next) {
    walked.push(next);
    log.tick(next);
  }
  assert.deepEqual(walked, ["configure", "copy-url", "line-items", "order-link", "create-order", "review", "move", "check-issues", "hand-on"]); // prettier-ignore
  const { done, total, open, late } = log.progress();
  assert.deepEqual([done, total, open, late], [4, 4, [], []]);
});

test("a parent is ticked by hand, and says nothing about its children", () => {
  const log = new Log(SAMPLES.nested());
  for (const step of ["configure", "copy-url", "line-items", "order-link"]) log.tick(step);
  assert.equal(log.progress().done, 2);
  log.do("untick", null, "line-items");
  log.tick("create-order");
  const { done, next, mustDo, status } = log.progress();
  assert.deepEqual([done, next, mustDo], [3, "line-items", ["line-items"]]);
  assert.equal(status["line-items"], "todo");
});

test("a parent that is left out takes its children with it, listed once", () => {
  const log = new Log(SAMPLES.nested());
  skip(log, "create-order");
  let progress = log.progress();
  assert.deepEqual([progress.total, progress.skipped], [4, ["create-order"]]);
  assert.equal(progress.status["line-items"], "skipped");
  assert.deepEqual(progress.mustDo, []);
  assert.equal(progress.open.includes("order-link"), false);
  skip(log, "create-order", "not-applicable");
  log.tick("line-items");
  progress = log.progress();
  assert.deepEqual([progress.total, progress.skipped], [3, []]);
  assert.equal(progress.status["line-items"], "done");
  assert.equal(progress.status["order-link"], "not-applicable");
});

test("a step whose condition does not hold is not counted, nor what is below it", () => {
  const log = new Log(SAMPLES.sectioned());
  assert.deepEqual([log.progress().total, log.progress().status.migrate], [6, "off"]);
  log.answer("data", "migrate", "decide");
  assert.deepEqual([log.progress().total, log.progress().status.migrate], [7, "todo"]);
  log.tick("migrate");
  log.answer("data", "delete", "decide");
  assert.equal(log.progress().status.migrate, "off");
  assert.equal(log.progress().done, 0);
  const below = new Log(sop([{ id: "a", when: { field: "f", filled: true } }, { id: "b", parent: "a" }]));
  below.tick("b");
  assert.deepEqual(plain(below.progress().status), { a: "off", b: "off" });
});

test("an optional step is not open, and is offered only until a later one is settled", () => {
  const log = new Log(SAMPLES.sectioned());
  for (const step of ["open-issue", "confirm", "decide", "remove"]) log.tick(step);
  assert.equal(log.progress().next, "tell");
  assert.deepEqual(log.progress().open, ["record"]);
  log.tick("record");
  const { next, open, status } = log.progress();
  assert.deepEqual([next, open, status.tell], [null, [], "todo"]);
});

test("what an optional step asks is unanswered only once it is done", () => {
  const log = new Log(sop([{ id: "a", optional: true, fields: [{ id: "f", label: "F", type: "text" }] }, { id: "b", parent: "a", must_do: true }])); // prettier-ignore
  assert.deepEqual([log.progress().unanswered, log.progress().open], [[], []]);
  log.tick("a");
  assert.deepEqual(log.progress().unanswered, ["f"]);
});

test("an answer that does not fit any more is no answer", () => {
  const log = new Log(SAMPLES.ruled());
  log.answer("deal-link", "https://a.example/contacts/1", "deal");
  log.answer("seats", 12, "sizes");
  log.answer("extras", ["gpu", "gone"], "parts");
  log.answer("agreed", false, "parts");
  assert.deepEqual(log.progress().unanswered, ["deal-link", "extras", "agreed", "to"]);
  log.answer("extras", ["gpu"], "parts");
  log.answer("agreed", true, "parts");
  assert.deepEqual(log.progress().unanswered, ["deal-link", "to"]);
});

// ----------------------------------------------------------------- gates

test("a gate stands open before all that is later, not before what is below it", () => {
  const log = new Log(SAMPLES.nested());
  const after = { "hand-on": "create-order", review: "create-order", move: "create-order", "check-issues": "create-order" }; // prettier-ignore
  assert.deepEqual(plain(log.progress().gated), after);
  skip(log, "create-order");
  assert.deepEqual(plain(log.progress().gated), after, "left out is not done");
  for (const pass of [
    () => log.tick("create-order"),
    () => skip(log, "create-order", "not-applicable"),
    () => log.do("override", { reason: "Urgent" }, "create-order"),
  ]) {
    const before = log.events.length;
    pass();
    assert.deepEqual(plain(log.progress().gated), {});
    log.events.length = before;
  }
});

test("of several open gates the first is told, and a gate that does not apply is none", () => {
  const log = new Log(sop([
    { id: "a", gate: "A", when: { field: "f", is: "x" } },
    { id: "b", gate: "B" },
    { id: "c", gate: "C" },
    { id: "d" },
  ])); // prettier-ignore
  assert.deepEqual(plain(log.progress().gated), { c: "b", d: "b" });
  log.tick("b");
  assert.deepEqual(plain(log.progress().gated), { d: "c" });
});

test("ticked before the gate is late, also when the gate is passed afterwards", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  assert.deepEqual(log.progress().late, ["review"]);
  log.tick("create-order");
  assert.deepEqual(log.progress().late, ["review"]);
  log.tick("move");
  assert.deepEqual(log.progress().late, ["review"]);
  log.do("untick", null, "create-order");
  log.tick("create-order");
  assert.deepEqual(log.progress().late, ["review"], "done in time stays done in time");
});

test("a gate that turns out not to apply makes nothing late", () => {
  const log = new Log(SAMPLES.nested());
  log.tick("review");
  skip(log, "create-order", "not-applicable");
  assert.deepEqual(log.progress().late, []);
});

test("going on past a gate with a reason is not late; a reason given afterwards is", () => {
  const log = new Log(SAMPLES.nested());
  log.do("override", { reason: "Urgent" }, "create-order");
  log.tick("review");
  assert.deepEqual(log.progress().late, []);
  const other = new Log(SAMPLES.nested());
  other.tick("review");
  other.do("override", { reason: "Urgent" }, "create-order");
  assert.deepEqual(other.progress().late, ["review"]);
});

test("a gate that was passed under an earlier id was passed", () => {
  const log = new Log(sop([{ id: "a", gate: "A" }, { id: "b" }]));
  log.tick("a");
  log.tick("b");
  log.do("adopt", { definition: sop([{ id: "new-a", was: ["a"], gate: "A" }, { id: "b" }]) });
  assert.deepEqual(log.progress().late, []);
});

/** What gates do, gate by gate and step by step, however long that takes. */
const plainly = (run, status) => {
  const { steps } = run.definition;
  const parents = new Map(steps.map(({ id, parent }) => [id, parent]));
  const within = (id, above) => id !== undefined && (id === above || within(parents.get(id), above));
  const first = (id, passes) => {
    const at = run.history.findIndex((event) => event.step === id && passes(event));
    return at < 0 ? Infinity : at;
  };
  const passed = ({ kind, value }) =>
    kind === "tick" || kind === "override" || (kind === "skip" && value.how === "not-applicable");
  const gated = {};
  const late = [];
  steps.forEach(({ id }, place) => {
    const before = steps.slice(0, place).filter(
      (gate) => gate.gate !== undefined && status[gate.id] !== "off" && !within(id, gate.id),
    ); // prettier-ignore
    const open = before.find((gate) => ["todo", "skipped"].includes(status[gate.id]) && !run.steps[gate.id]?.overridden);
    if (open && status[id] === "todo") gated[id] = open.id;
    const ticked = run.history.findIndex((event) => event.id === run.steps[id]?.ticked?.event);
    const missed = before.some((gate) => status[gate.id] !== "not-applicable" && first(gate.id, passed) > ticked);
    if (status[id] === "done" && missed) late.push(id);
  });
  return { gated, late };
};

test("gates are told as they are when each is looked at alone", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const chance = random(seed);
    const steps = Array.from({ length: 12 }, (_, n) => {
      const step = { id: `s${n}` };
      if (chance.next() < 0.4) step.gate = "G";
      // No deeper than a definition may be.
      if (n % 6 && chance.next() < 0.7) step.parent = `s${n - 1 - chance.below(Math.min(n % 6, 3))}`;
      if (chance.next() < 0.2) step.when = { field: "f", is: chance.pick(["x", "y"]) };
      return step;
    });
    const log = new Log(sop(steps));
    for (let act = chance.below(25); act > 0; act -= 1) {
      const step = `s${chance.below(12)}`;
      chance.pick([
        () => log.tick(step),
        () => log.tick(step),
        () => log.do("untick", null, step),
        () => skip(log, step, chance.pick(["skipped", "not-applicable"])),
        () => log.do("override", { reason: "r" }, step),
        () => log.answer("f", chance.pick(["x", "y"])),
      ])();
    }
    const { gated, late, status } = log.progress();
    assert.deepEqual(plain({ gated, late }), plainly(log.fold(), status), `seed ${seed}`);
  }
});

test("a long SOP with a gate at every step is read as fast as it is long", () => {
  const time = (length) => {
    const log = new Log(sop(Array.from({ length }, (_, n) => ({ id: `s${n}`, gate: "G" }))));
    const run = log.fold();
    for (let n = 0; n < length; n += 1) run.steps[`s${n}`] = { ticked: { at: AT, by: "", event: "none" } };
    const times = Array.from({ length: 9 }, () => {
      const begun = process.cpuUsage().user;
      handbook.progress.progress(run);
      return process.cpuUsage().user - begun;
    });
    return times.sort((a, b) => a - b)[4];
  };
  const [short, long] = [time(500), time(2000)];
  assert.ok(long < 12 * Math.max(short, 1000), `500 steps: ${short} µs, 2,000 steps: ${long} µs`);
});

// ----------------------------------------------------------------- waiting and due

test("what is open and waited for is told", () => {
  const log = new Log(SAMPLES.nested());
  log.do("wait", { on: "CS&S", until: "2026-12-01" }, "review");
  assert.deepEqual(log.progress().waiting, [{ step: "review", on: "CS&S", until: "2026-12-01" }]);
  log.tick("review");
  assert.deepEqual(log.progress().waiting, []);
});

test("the SOP's own wait is counted from the tick, on the clock of who looks", () => {
  const zone = process.env.TZ;
  process.env.TZ = "Europe/Berlin";
  const until = (wait, at) => {
    const log = new Log(sop([{ id: "a", wait }, { id: "b" }]));
    assert.deepEqual(log.progress().pauses, [], "not before it is done");
    log.do("tick", null, "a", { at });
    return log.progress().pauses.map((pause) => [pause.step, pause.until]);
  };
  const at = "2026-11-20T14:05:00.000+01:00";
  assert.deepEqual(until("10 minutes", at), [["a", "2026-11-20T14:15:00.000+01:00"]]);
  assert.deepEqual(until("1 hour", "2026-11-20T22:30:00.000Z"), [["a", "2026-11-21T00:30:00.000+01:00"]]);
  assert.deepEqual(until("2 hours", "2026-10-25T01:30:00.000+02:00"), [["a", "2026-10-25T02:30:00.000+01:00"]]);
  assert.deepEqual(until("1 day", "2026-10-24T12:00:00.000+02:00"), [["a", "2026-10-25T12:00:00.000+01:00"]]);
  assert.deepEqual(until("2 weeks", at), [["a", "2026-12-04T14:05:00.000+01:00"]]);
  assert.deepEqual(until("3 months", "2026-11-30T14:05:00.000+01:00"), [["a", "2027-02-28T14:05:00.000+01:00"]]);
  for (const wait of ["a while", "0 minutes", "10 minutes ", "999999999 months"]) assert.deepEqual(until(wait, at), []);
  process.env.TZ = zone ?? "UTC";
});

test("a tick that was taken back asks nobody to wait", () => {
  const log = new Log(sop([{ id: "a", wait: "10 minutes" }]));
  log.tick("a");
  assert.equal(log.progress().pauses.length, 1);
  assert.deepEqual(log.progress().waiting, [], "nobody said that they wait on somebody");
  log.do("untick", null, "a");
  assert.deepEqual(log.progress().pauses, []);
});

test("days are counted on the calendar, whatever the clock says", () => {
  const zone = process.env.TZ;
  const dates = (due, date) => {
    const log = new Log(sop([{ id: "a", due, fields: [{ id: "date", label: "D", type: "date" }] }]));
    log.answer("date", date, "a");
    return log.progress().due.map((one) => one.date);
  };
  for (const name of ["UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin"]) {
    process.env.TZ = name;
    assert.deepEqual(dates({ days: 14, before: "date" }, "2026-04-05"), ["2026-03-22"]);
    assert.deepEqual(dates({ days: 1, after: "date" }, "2026-10-24"), ["2026-10-25"]);
    assert.deepEqual(dates({ days: 1, after: "date" }, "2028-02-28"), ["2028-02-29"]);
    assert.deepEqual(dates({ days: 0, before: "date" }, "2026-12-31"), ["2026-12-31"]);
  }
  process.env.TZ = zone ?? "UTC";
  assert.deepEqual(dates({ days: 1, after: "date" }, "2026-02-30"), []);
  assert.deepEqual(dates({ days: 400, before: "date" }, "0001-01-01"), []);
});

test("due steps come soonest first, done ones not at all", () => {
  const due = (days) => ({ days, after: "date" });
  const log = new Log(sop([{ id: "a", due: due(9) }, { id: "b", due: due(2) }, { id: "c", due: due(5) }]));
  log.answer("date", "2026-11-20");
  log.tick("c");
  assert.deepEqual(log.progress().due, [{ step: "b", date: "2026-11-22" }, { step: "a", date: "2026-11-29" }]); // prettier-ignore
});

// ----------------------------------------------------------------- conditions

test("conditions hold as they read", () => {
  const answers = { cloud: "community", parts: ["gpu", "dask"], seats: 3, agreed: true, empty: "" };
  const cases = [
    [{ field: "cloud", is: "community" }, true],
    [{ field: "cloud", is: "2i2c" }, false],
    [{ field: "cloud", not: "2i2c" }, true],
    [{ field: "cloud", not: "community" }, false],
    [{ field: "cloud", in: ["2i2c", "community"] }, true],
    [{ field: "cloud", in: ["2i2c"] }, false],
    [{ field: "parts", has: "gpu" }, true],
    [{ field: "parts", has: "x" }, false],
    [{ field: "parts", is: "gpu,dask" }, false],
    [{ field: "cloud", has: "community" }, true],
    [{ field: "seats", is: 3 }, true],
    [{ field: "seats", is: "3" }, true],
    [{ field: "agreed", is: true }, true],
    [{ field: "agreed", is: false }, false],
    [{ field: "untouched", is: false }, true],
    [{ field: "untouched", not: true }, true],
    [{ field: "untouched", is: "x" }, false],
    [{ field: "untouched", filled: false }, true],
    [{ field: "empty", filled: true }, false],
    [{ field: "cloud", filled: true }, true],
    [{ field: "constructor", filled: true }, false],
    [{ all: [{ field: "seats", is: 3 }, { field: "agreed", is: true }] }, true],
    [{ all: [{ field: "seats", is: 3 }, { field: "agreed", is: false }] }, false],
    [{ any: [{ field: "seats", is: 4 }, { field: "agreed", is: true }] }, true],
    [{ any: [{ field: "seats", is: 4 }, { field: "agreed", is: false }] }, false],
  ]; // prettier-ignore
  for (const [condition, expected] of cases) {
    assert.equal(holds(condition, answers), expected, JSON.stringify(condition));
  }
});

test("a text, a number and a ticked box answer; nothing empty does", () => {
  for (const value of ["x", 0, true, ["a"]]) assert.equal(filled(value), true);
  for (const value of ["", null, undefined, false, []]) assert.equal(filled(value), false);
});
