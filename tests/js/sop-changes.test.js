"use strict";

/*
 * The twelve ways in which an SOP changes, applied to every step of several SOPs, under a
 * checklist that is half done: nothing is lost, and nothing is claimed that was not done.
 */
const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop, Log } = require("./support.js");
const { SAMPLES } = require("./samples.js");

/** The handbook's own SOPs as pages embed them; whoever runs the tests says where they are. */
const OWN = process.env.HANDBOOK_DEFINITIONS
  ? JSON.parse(require("node:fs").readFileSync(process.env.HANDBOOK_DEFINITIONS, "utf-8"))
  : [];
const MAKERS = [
  ...Object.values(SAMPLES),
  ...OWN.map((raw) => () => handbook.log.definition(structuredClone(raw))),
];

const { hasOwn } = Object;

/** The SOP with its steps rewritten, numbered and hashed anew. */
const rewritten = (definition, steps) =>
  sop(steps.map(({ hash, number, ...step }) => step), { ...definition, revision: "abcdef012345" });

const replace = (steps, at, ...others) => [...steps.slice(0, at), ...others, ...steps.slice(at + 1)];
const below = (steps, from, to) =>
  steps.map((step) => (step.parent === from ? { ...step, parent: to } : step));
const withFields = (step, change) => ({ ...step, fields: (step.fields ?? []).map(change) });
const subtree = (steps, { id }) => {
  const inside = new Set([id]);
  for (const step of steps) if (inside.has(step.parent)) inside.add(step.id);
  return inside;
};

/**
 * By kind: the steps after the change of the step at a place, or null where it cannot apply.
 * What happens to a step's fields in a split or a merger is the author's to say: they go along.
 */
const KINDS = {
  add: (steps, at) => replace(steps, at, { id: "brand-new", parent: steps[at].parent, section: steps[at].section }, steps[at]),
  delete: (steps, at) => steps.filter((step) => !subtree(steps, steps[at]).has(step.id)),
  "rename id": (steps, at) => {
    const renamed = withFields({ ...steps[at], id: "renamed", was: [steps[at].id] }, (field) => ({ ...field, id: `new-${field.id}`, was: [field.id] }));
    return below(replace(steps, at, renamed), steps[at].id, "renamed");
  },
  reword: (steps, at) => replace(steps, at, { ...steps[at], text: "In other words" }),
  reorder: (steps, at) => {
    const moving = subtree(steps, steps[at]);
    const block = steps.filter((step) => moving.has(step.id)).map((step) => (step.id === steps[at].id ? { ...step, parent: undefined } : step));
    return [...steps.filter((step) => !moving.has(step.id)), ...block];
  },
  "move to another section": (steps, at, { sections }) => {
    // A nested step is where its parent is.
    const other = steps[at].parent ? null : sections.find(({ id }) => id !== steps[at].section);
    return other ? replace(steps, at, { ...steps[at], section: other.id }) : null;
  },
  split: (steps, at) => {
    const { id } = steps[at];
    const first = { ...steps[at], id: "first-half", was: [id], text: "The first half" };
    const second = { ...steps[at], id: "second-half", was: [id], text: "The second half", fields: [] };
    return below(replace(steps, at, first, second), id, "first-half");
  },
  merge: (steps, at) => {
    const [one, two] = [steps[at], steps[at + 1]];
    if (!two || two.parent === one.id) return null;
    const both = { ...one, id: "both", was: [one.id, two.id], text: "Do both", fields: [...(one.fields ?? []), ...(two.fields ?? [])] };
    return below(below([...steps.slice(0, at), both, ...steps.slice(at + 2)], one.id, "both"), two.id, "both");
  },
  "field type": (steps, at) => (steps[at].fields ? replace(steps, at, withFields(steps[at], ({ id, label, type }) => ({ id, label, type: type === "number" ? "date" : "number" }))) : null),
  "tightened rule": (steps, at) => (steps[at].fields ? replace(steps, at, withFields(steps[at], (field) => ({ ...field, type: "url", starts_with: "https://only.example/" }))) : null),
  "removed option": (steps, at) => (steps[at].fields?.some((field) => field.options) ? replace(steps, at, withFields(steps[at], (field) => (field.options ? { ...field, options: field.options.slice(1) } : field))) : null),
  gate: (steps, at) => replace(steps, at, { ...steps[at], gate: steps[at].gate ? undefined : "Something holds." }),
}; // prettier-ignore

/** An answer that fits, by type. */
const FITTING = {
  text: () => "Tern",
  "long-text": () => "Two\nlines",
  person: () => "Ana",
  url: (field) => `${field.starts_with ?? "https://a.example"}/contacts/1/record/0-3/77`,
  number: () => 12,
  choice: (field) => field.options[0].id,
  choices: (field) => [field.options[0].id],
  check: () => true,
  date: () => "2026-11-20",
  email: () => "ana@example.org",
  list: () => ["https://a.example/1"],
};

/** A checklist in which every other act was done, beginning with the first or the second. */
const halfDone = (definition, parity) => {
  const log = new Log(definition);
  const did = { ticks: new Map(), notes: new Map(), answers: new Map() };
  definition.steps.forEach((step, at) => {
    if (at % 2 === parity) did.ticks.set(step.id, log.tick(step.id));
    else log.do("skip", { how: "skipped", reason: "r" }, step.id);
    log.do("note", { text: `About ${step.id}` }, step.id);
    for (const field of step.fields ?? []) {
      const value = FITTING[field.type](field);
      did.answers.set(field.id, value);
      log.answer(field.id, value, step.id);
    }
  });
  return { log, did };
};

/** All that is said about steps, wherever it stands. */
const everything = (run) => [...Object.entries(run.steps), ...Object.entries(run.orphans)];

const checkKept = (before, after, did) => {
  const kept = (kind) => everything(after).flatMap(([, state]) => state[kind]?.event ?? []).sort();
  const were = (kind) => everything(before).flatMap(([, state]) => state[kind]?.event ?? []).sort();
  for (const kind of ["ticked", "skipped", "note"]) assert.deepEqual(kept(kind), were(kind), kind);
  for (const [id, value] of did.answers) {
    const now = after.answers[id] ?? after.answers[`new-${id}`];
    assert.deepEqual(now.value, value, `the answer to ${id}`);
  }
};

const checkClaims = (before, after) => {
  const places = new Map(after.definition.steps.map((step) => [step.id, step]));
  for (const id of Object.keys(after.orphans)) assert.equal(places.has(id), false);
  for (const [id, state] of Object.entries(after.steps)) {
    const step = places.get(id);
    assert.ok(step, `${id} is a step`);
    if (!state.ticked) continue;
    const names = [id, ...(step.was ?? [])];
    const sources = before.definition.steps.filter((old) => names.includes(old.id));
    assert.ok(sources.length, `${id} was a step`);
    for (const old of sources) {
      assert.ok(before.steps[old.id].ticked, `${id} is done, so ${old.id} was`);
      assert.equal(state.lookAgain, old.text !== step.text, `look again at ${id}`);
    }
  }
};

/** Fields whose kept answer does not fit any more are asked again. */
const checkAnswers = (after) => {
  const { unanswered, status } = handbook.progress.progress(after);
  for (const step of after.definition.steps) {
    for (const field of step.fields ?? []) {
      const value = after.answers[field.id]?.value;
      if (status[step.id] !== "done" || handbook.fields.answered(field, value)) continue;
      assert.ok(unanswered.includes(field.id), `${field.id} is asked again`);
    }
  }
};

/** What the person is shown accounts for every step. */
const checkTold = (was, now) => {
  const changes = handbook.changes.compare(was, now);
  const removed = new Set(changes.removed.map(({ id }) => id));
  const added = new Set(changes.added.map(({ id }) => id));
  const stays = was.steps.length - removed.size;
  assert.equal(stays, now.steps.length - added.size);
  const shown = (id) => [changes.reworded, changes.altered].some((pairs) => pairs.some((pair) => pair.now.id === id));
  for (const step of now.steps) {
    const old = was.steps.find(({ id }) => id === step.id);
    if (old && old.hash !== step.hash) assert.ok(shown(step.id), `${step.id} is told`);
  }
  return changes;
};

const TOLD = {
  add: "added", delete: "removed", reword: "reworded", "move to another section": "moved", split: "added",
  merge: "removed", "field type": "altered", "tightened rule": "altered", "removed option": "altered",
  gate: "altered",
}; // prettier-ignore

for (const [kind, change] of Object.entries(KINDS)) {
  test(`${kind}: nothing lost, nothing claimed`, () => {
    let cases = 0;
    for (const make of MAKERS) {
      const was = make();
      was.steps.forEach((_, at) => {
        const steps = change(was.steps, at, was);
        if (steps === null) return;
        const now = handbook.log.definition(rewritten(was, steps));
        assert.ok(now, `${kind} at ${was.steps[at].id} makes a sound SOP`);
        const changes = checkTold(was, now);
        if (hasOwn(TOLD, kind)) assert.ok(changes[TOLD[kind]].length, `${kind} is told`);
        for (const parity of [0, 1]) {
          const { log, did } = halfDone(was, parity);
          const before = log.fold();
          log.do("adopt", { definition: now });
          const after = log.fold();
          assert.equal(after.definition, now);
          checkKept(before, after, did);
          checkClaims(before, after);
          checkAnswers(after);
          cases += 1;
        }
      });
    }
    assert.ok(cases >= 4, `${cases} cases`);
  });
}

test("all twelve kinds are tried", () => assert.equal(Object.keys(KINDS).length, 12));
