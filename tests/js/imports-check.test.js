"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop, spent, Log, plain } = require("./incoming.js");
const { SAMPLES } = require("./samples.js");

const { check, fits, leftOut, LARGEST, MOST_EVENTS } = handbook.incoming;

const logged = () => {
  const log = new Log(SAMPLES.nested());
  log.tick("configure");
  log.answer("configurator-url", "https://2i2c.org/hub-configurator?x", "copy-url");
  log.tick("copy-url");
  return plain(log.events);
};
const changed = (at, more) => logged().map((event, index) => (index === at ? { ...event, ...more } : event));
const sentence = (raw) => {
  const checked = check(raw);
  assert.ok("sentence" in checked, "it passed");
  return checked.sentence;
};

test("a sound log passes, in order, frozen, as it was", () => {
  const checked = check([...logged()].reverse());
  assert.deepEqual(plain(checked.events), logged());
  assert.ok(checked.events.every(Object.isFrozen));
});

test("one event that is not understood refuses the whole, and it is told how many there are", () => {
  assert.match(sentence(changed(1, { kind: "ticked" })), /^One entry of its 4 is not understood/);
  const two = changed(1, { v: 2 }).map((event, at) => (at === 2 ? null : event));
  assert.match(sentence(two), /^Two entries of its 4 are not understood/);
  assert.match(sentence(two), /damaged, or made with a newer version/);
});

test("it has to be the log of one checklist", () => {
  assert.match(sentence(logged().slice(1)), /beginning is missing/);
  assert.match(sentence(changed(2, { run: "run-2" })), /several checklists/);
  assert.match(sentence(changed(3, { id: "a-2" })), /two entries of one name/);
  const [start, ...rest] = logged();
  assert.match(sentence([start, ...rest, { ...start, id: "a-9", n: 9 }]), /more than one beginning/);
  assert.match(sentence([start, start, ...rest]), /more than one beginning/);
});

test("practice leaves no trace, not in a file either", () => {
  const [start] = logged();
  assert.match(sentence([{ ...start, value: { ...start.value, practice: true } }]), /practice/);
});

test("nothing and no list hold no entries", () => {
  for (const raw of [null, undefined, [], {}, "x", 3, { length: 3 }]) {
    assert.match(sentence(raw), /no entries/);
  }
});

test("numbers rise as acts do: none is beyond what the store counts, none jumps far", () => {
  for (const n of [2 ** 40, 2 ** 40 + 1, Number.MAX_SAFE_INTEGER, 2 ** 30]) {
    assert.match(sentence(changed(3, { n })), /numbered as no checklist/, String(n));
  }
  assert.ok("events" in check(changed(3, { n: 5000 })), "what was left out leaves gaps");
});

test("whoever goes on from what was accepted can save a copy that opens, whatever its numbers", () => {
  const [start] = logged();
  const far = Array.from({ length: MOST_EVENTS - 2 }, (_, at) => ({
    ...start, id: `f${at}`, n: (at + 1) * 2 ** 20, kind: "take", value: null,
  })); // prettier-ignore
  const checked = check([start, ...far]);
  assert.ok("events" in checked);
  const memory = new (require("../../_ext/handbook/scripts/run/memory.js").Memory)();
  memory.bring(checked.events);
  const next = memory.place(memory.wait(handbook.log.event({ ...far[0], id: "mine", n: 0 })), 0);
  assert.ok(next.n < 2 ** 40);
  assert.ok("events" in check([...checked.events, next]));
});

test("there may be as many events as the bound says, and no more", () => {
  const [start] = logged();
  const takes = (most) => Array.from({ length: most }, (_, at) => ({ ...start, id: `t${at}`, n: at + 2, kind: "take", value: null }));
  assert.ok("events" in check([start, ...takes(MOST_EVENTS - 1)]));
  assert.match(sentence([start, ...takes(MOST_EVENTS)]), /more entries/);
});

test("what is opened can be saved and opened again: its copy is not too large", () => {
  const [start] = logged();
  // Short as a line, far longer as a copy writes it.
  const lists = Array.from({ length: 1200 }, (_, at) => ({
    ...start, id: `v${at}`, n: at + 2, kind: "value", value: { field: "issues", value: Array(500).fill("") },
  })); // prettier-ignore
  assert.ok(JSON.stringify([start, ...lists]).length < LARGEST);
  assert.match(sentence([start, ...lists]), /larger than/);
});

/** An SOP whose options, or steps, had very many names. */
const renamed = (count, each) => {
  const was = (at) => Array.from({ length: each }, (_, name) => `w${at}-a${name}`);
  return {
    options: sop([
      {
        id: "one",
        fields: [
          {
            id: "f",
            label: "F",
            type: "choices",
            options: Array.from({ length: count }, (_, at) => ({ id: `o${at}`, label: "O", was: was(at) })),
          },
        ],
      },
    ]),
    steps: sop(Array.from({ length: count }, (_, at) => ({ id: `s${at}`, was: was(at) }))),
  };
};

test("a log that would take very long to fold is refused, and quickly", async () => {
  const answers = new Log(renamed(500, 20).options);
  for (let at = 0; at < 60; at += 1) answers.answer("f", Array(400).fill("b"), "one");
  const versions = new Log(sop([{ id: "one" }]));
  for (let at = 0; at < 400; at += 1) versions.do("adopt", { definition: sop([{ id: "one" }]) });
  versions.do("adopt", { definition: renamed(400, 200).steps });
  for (const { events } of [answers, versions]) {
    const took = await spent(() => assert.match(sentence(plain(events)), /larger than/));
    assert.ok(took < 500, `${took} ms`);
  }
});

test("a long life is none too long: many answers, many versions, renamed steps", () => {
  const { options } = renamed(40, 2);
  const log = new Log(options);
  for (let at = 0; at < 1000; at += 1) log.answer("f", ["o1", "o2", "o3"], "one");
  for (let at = 0; at < 50; at += 1) log.do("adopt", { definition: renamed(300, 2).steps });
  assert.ok(fits(log.events));
});

test("what was left out is told by ids, each once, in order", () => {
  assert.deepEqual(leftOut(["notes", "deal", "deal"]), ["deal", "notes"]);
  assert.deepEqual(leftOut(undefined), []);
  for (const raw of ["deal", {}, [1], ["a b"], ["__proto__"], ["constructor"], Array(501).fill("deal")]) {
    assert.equal(leftOut(raw), null, JSON.stringify(raw).slice(0, 40));
  }
});
