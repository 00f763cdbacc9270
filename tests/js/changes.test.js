"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, sop, spent } = require("./support.js");

const { compare, same } = handbook.changes;
const steps = (...ids) => ids.map((id) => ({ id }));

/** What changed, as ids. */
const told = (was, now) => {
  const changes = compare(was, now);
  const names = Object.fromEntries(
    ["added", "removed", "reworded", "moved", "altered"].map((kind) => [
      kind,
      changes[kind].map((found) => found.id ?? found.now.id),
    ]),
  );
  assert.equal(same(changes), Object.values(names).every((ids) => !ids.length));
  return Object.fromEntries(Object.entries(names).filter(([, ids]) => ids.length));
};
const toldOf = (was, now, more, moreNow = more) => told(sop(was, more), sop(now, moreNow));

test("the same SOP has not changed", () => {
  assert.deepEqual(toldOf(steps("a", "b"), steps("a", "b")), {});
});

test("steps are added and removed, and nothing else moves for it", () => {
  assert.deepEqual(toldOf(steps("a", "b", "c"), steps("new", "a", "c")), { added: ["new"], removed: ["b"] });
});

test("a step is reworded, or altered where its words stay", () => {
  const was = [{ id: "a", text: "Old words" }, { id: "b" }];
  assert.deepEqual(toldOf(was, [{ id: "a", text: "New words" }, { id: "b" }]), { reworded: ["a"] });
  assert.deepEqual(toldOf(was, [{ id: "a", text: "Old words" }, { id: "b", gate: "Now" }]), { altered: ["b"] });
});

test("what is reworded says both", () => {
  const [{ was, now }] = compare(sop([{ id: "a", text: "Old" }]), sop([{ id: "a", text: "New" }])).reworded;
  assert.deepEqual([was.text, now.text], ["Old", "New"]);
});

test("a title that changed elsewhere is no change", () => {
  const was = sop([{ id: "a", text: "Open HubSpot" }]);
  const now = { ...was, steps: [{ ...was.steps[0], text: "Open the CRM" }] };
  assert.deepEqual(told(was, now), {});
});

test("earlier ids are followed; an id is a written key, so its step has altered", () => {
  const now = [{ id: "a" }, { id: "c", was: ["x", "b"], text: "Do b" }];
  assert.deepEqual(toldOf(steps("a", "b"), now), { altered: ["c"] });
});

test("parts of a step: the first that names it stands for it; of a merger, the first named", () => {
  const halves = [{ id: "b", was: ["a"], text: "Do a" }, { id: "c", was: ["a"] }];
  assert.deepEqual(toldOf(steps("a"), halves), { added: ["c"], altered: ["b"] });
  const both = [{ id: "m", was: ["a", "b"], text: "Do both" }];
  assert.deepEqual(toldOf(steps("a", "b"), both), { removed: ["b"], reworded: ["m"] });
});

test("the fewest steps have moved", () => {
  assert.deepEqual(toldOf(steps("a", "b", "c", "d"), steps("d", "a", "b", "c")), { moved: ["d"] });
  assert.deepEqual(toldOf(steps("a", "b", "c", "d"), steps("b", "c", "d", "a")), { moved: ["a"] });
  assert.equal(toldOf(steps("a", "b", "c"), steps("c", "b", "a")).moved.length, 2);
});

test("children go along with their parent", () => {
  const family = [{ id: "p" }, { id: "x", parent: "p" }, { id: "y", parent: "p" }];
  const [a, b] = steps("a", "b");
  assert.deepEqual(toldOf([...family, a, b], [a, b, ...family]), { moved: ["p"] });
  assert.deepEqual(toldOf([a, ...family], [a, family[0], family[2], family[1]]).moved.length, 1);
  assert.deepEqual(toldOf([a, ...family], [a, family[0], family[1], { id: "y", parent: "a" }]).moved, ["y"]);
  assert.deepEqual(toldOf([a, ...family], [a, family[0], family[1], { id: "y" }]), { moved: ["y"] });
  const around = [{ id: "new" }, { ...a, parent: "new" }, b];
  assert.deepEqual(toldOf([a, b], around), { added: ["new"], moved: ["a"] });
  const renamed = [{ id: "q", was: ["p"], text: "Do p" }, { id: "x", parent: "q" }, { id: "y", parent: "q" }];
  assert.deepEqual(toldOf(family, renamed), { altered: ["q"] });
});

test("a step moves to another section; a renamed section is the same", () => {
  const sections = [{ id: "s", title: "S" }, { id: "t", title: "T" }];
  const inSections = (...pairs) => pairs.map(([id, section]) => ({ id, section }));
  const was = inSections(["a", "s"], ["b", "s"], ["c", "t"]);
  assert.deepEqual(toldOf(was, inSections(["a", "s"], ["b", "t"], ["c", "t"]), { sections }), { moved: ["b"] });
  const later = [{ id: "u", title: "U", was: ["s"] }, sections[1]];
  const now = inSections(["a", "u"], ["b", "u"], ["c", "t"]);
  assert.deepEqual(toldOf(was, now, { sections }, { sections: later }), {});
});

test("a step may move and change at once, and neither is hidden", () => {
  const now = [{ id: "c", gate: "Now" }, ...steps("a", "b")];
  assert.deepEqual(toldOf(steps("a", "b", "c"), now), { moved: ["c"], altered: ["c"] });
});

test("why is told for what is new only", () => {
  const first = { date: "2026-11-01", why: "First version." };
  const second = { date: "2026-12-02", why: "P&S could not see the membership." };
  const was = sop(steps("a"), { changes: [first] });
  const now = sop(steps("a"), { changes: [second, first] });
  assert.deepEqual(compare(was, now).why, [second]);
});

test("however steps are shuffled, those that stay are in their old order, and no fewer could move", () => {
  const longestRise = (numbers) => {
    const lengths = [];
    numbers.forEach((number, at) => {
      lengths[at] = 1 + Math.max(0, ...lengths.filter((_, before) => numbers[before] < number));
    });
    return Math.max(...lengths);
  };
  for (let seed = 1; seed <= 500; seed += 1) {
    const chance = random(seed);
    const numbers = chance.shuffled(Array.from({ length: 1 + chance.below(12) }, (_, at) => at));
    const was = sop(steps(...[...numbers].sort((a, b) => a - b).map((number) => `s${number}`)));
    const now = sop(steps(...numbers.map((number) => `s${number}`)));
    const moved = new Set((told(was, now).moved ?? []).map((id) => Number(id.slice(1))));
    const stayed = numbers.filter((number) => !moved.has(number));
    assert.deepEqual(stayed, [...stayed].sort((a, b) => a - b));
    assert.equal(stayed.length, longestRise(numbers));
  }
});

test("2,000 steps compare within a blink", async () => {
  const ids = Array.from({ length: 2000 }, (_, at) => `s${at}`);
  const [was, now] = [sop(steps(...ids)), sop(steps(...random(1).shuffled(ids)))];
  const took = await spent(() => compare(was, now));
  assert.ok(took < 250, `${took} ms`);
});
