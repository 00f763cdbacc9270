"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop, Log } = require("./support.js");
const { SAMPLES } = require("./samples.js");

for (const name of ["entries", "words"]) require(`../../_ext/handbook/scripts/my/${name}.js`);
const { read, matches, order, damage } = handbook.entries;
const { facts, next, waiting, pauses, due, line } = handbook.words;

const SOPS = { ordering: { title: "Order a hub", stage: "sales", href: "sops/ordering.html" } };
const NOW = new Date("2026-11-22T14:05:00+01:00");
const log = (about, more = {}) => new Log(SAMPLES.nested(), { run: `run-${about.replace(/\W/g, "")}`, about, ...more });
const entry = (written, sops = SOPS) => read(written.events, sops);

test("an entry has the SOP's present title and address", () => {
  const { title, href, name } = entry(log("Tern"));
  assert.deepEqual([title, href, name], ["Order a hub", "sops/ordering.html#run=run-Tern", "Tern"]);
});

test("an SOP that has another id now is found, one that is gone keeps its title", () => {
  const sops = { "order-a-hub": { title: "Order a hub", stage: "sales", was: ["ordering"], href: "x" } };
  assert.equal(entry(log("Tern"), sops).href, "x#run=run-Tern");
  const gone = entry(log("Tern"), {});
  assert.deepEqual([gone.title, gone.href], ["Ordering", null]);
  // A name that every object has by birth is no SOP.
  const odd = new Log(sop([{ id: "one" }], { id: "to-string" }));
  assert.equal(entry(odd, {}).href, null);
});

test("an SOP on no page has no link", () => {
  assert.equal(entry(log("Tern"), { ordering: { title: "Ordering", stage: "sales" } }).href, null);
});

test("a checklist is in one place", () => {
  const written = log("Tern");
  const place = () => entry(written).place;
  assert.equal(place(), "open");
  written.do("wait", { on: "Ana", until: null }, "configure");
  assert.equal(place(), "waiting");
  written.do("abandon", { reason: "No money." });
  assert.equal(place(), "finished");
  written.do("archive", true);
  assert.equal(place(), "archived");
  written.do("trash");
  assert.equal(place(), "trash");
  written.do("restore");
  assert.equal(place(), "archived");
});

test("practice and what has no start are no entries", () => {
  const practice = new Log(null);
  practice.do("start", { definition: SAMPLES.nested(), about: "x", practice: true });
  assert.equal(entry(practice), null);
  assert.equal(read([], SOPS), null);
});

test("the filter wants every word, in any order, in capitals or not", () => {
  const written = log("Tern University");
  written.do("wait", { on: "The Lawyers", until: null }, "configure");
  const made = entry(written);
  assert.ok(matches(made, "open", ""));
  assert.ok(matches(made, "waiting", "HUB tern"));
  assert.ok(matches(made, "open", "lawyers"));
  assert.ok(!matches(made, "open", "tern egret"));
  assert.ok(!matches(made, "finished", ""));
});

test("each order has its first and its last", () => {
  const late = new Log(SAMPLES.sectioned(), { run: "run-late", about: "b" });
  late.answer("date", "2026-12-24", "record");
  const nobody = log("");
  const early = log("A");
  early.do("tick", null, "configure", { at: "2026-11-21T09:00:00.000Z" });
  const made = [nobody, late, early].map((written) => entry(written));
  const by = (sorting) => order(made, sorting).map(({ run }) => run.about);
  assert.equal(by("touched")[0], "A");
  assert.equal(by("due")[0], "b");
  assert.deepEqual(by("about"), ["A", "b", ""]);
  assert.deepEqual(by("sop"), ["A", "", "b"]);
  assert.equal(made[0].name, "Community not named yet");
});

test("what is said of it", () => {
  const written = log("Tern");
  for (const step of ["configure", "copy-url"]) written.tick(step);
  const made = entry(written);
  assert.equal(facts(made, NOW, false), "Order a hub · 2 of 4 done · two days ago");
  assert.equal(next(made), "Next: 3 Do line-items");
  assert.equal(line(made, NOW), "step 3 of 4 · two days ago");
  written.do("wait", { on: "Ana", until: "2026-12-01" }, "line-items");
  assert.deepEqual(waiting(entry(written)), ["Waiting on Ana until 1 December 2026"]);
  assert.equal(line(entry(written), NOW), "step 3 of 4 · waiting on Ana until 1 December 2026");
  written.do("trash");
  assert.match(facts(entry(written), NOW, false), /in the trash/);
  assert.doesNotMatch(facts(entry(written), NOW, true), /in the trash/);
});

test("what is over or handed on asks for nothing", () => {
  const written = log("Tern");
  written.do("hand", { to: "Ben" });
  assert.equal(next(entry(written)), "");
  assert.match(facts(entry(written), NOW, false), /handed to Ben on 20 November 2026/);
  const over = log("Tern");
  over.do("finish", { open: [], skipped: [], late: [] });
  assert.equal(next(entry(over)), "");
  assert.match(facts(entry(over), NOW, false), /finished 20 November 2026/);
});

test("when everything is settled it says what is left to do", () => {
  const written = new Log(sop([{ id: "one" }]));
  written.tick("one");
  assert.match(next(entry(written)), /open it to finish it/);
});

test("what is due is said by the day", () => {
  const written = new Log(SAMPLES.sectioned());
  written.answer("date", "2026-12-24", "record");
  const made = entry(written);
  assert.deepEqual(due(made, "2026-11-22"), { words: "Due 10 December 2026", late: false });
  assert.deepEqual(due(made, "2026-12-10"), { words: "Due today", late: false });
  assert.equal(due(made, "2026-12-11").late, true);
  assert.equal(due(entry(log("Tern")), "2026-11-22").words, "");
});

test("what the SOP asks to wait for is told until it is over", () => {
  const zone = process.env.TZ;
  process.env.TZ = "Europe/Berlin";
  const written = new Log(sop([{ id: "one" }, { id: "big" }, { id: "small", parent: "big", wait: "10 minutes" }]));
  written.do("tick", null, "small", { at: "2026-11-22T14:00:00.000+01:00" });
  const made = entry(written);
  assert.deepEqual(pauses(made, NOW), ["After step 2, wait until 14:10"]);
  assert.equal(line(made, NOW), "step 1 of 2 · after step 2, wait until 14:10");
  assert.deepEqual(pauses(made, new Date("2026-11-22T14:10:00+01:00")), []);
  assert.deepEqual(waiting(made), [], "nobody was said to be waited on");
  assert.equal(made.place, "open");
  written.do("hand", { to: "Ben" });
  assert.deepEqual(pauses(entry(written), NOW), []);
  process.env.TZ = zone ?? "UTC";
});

test("where little room is, what is due is told as well", () => {
  const written = new Log(SAMPLES.sectioned());
  written.answer("date", "2026-12-24", "record");
  assert.equal(line(entry(written), NOW), "step 1 of 6 · due 10 December 2026 · two days ago");
  const late = new Date("2026-12-11T12:00:00Z");
  assert.match(line(entry(written), late), /^step 1 of 6 · overdue: was due 10 December 2026 · /);
  written.do("wait", { on: "Ana", until: null }, "open-issue");
  assert.equal(line(entry(written), NOW), "step 1 of 6 · due 10 December 2026 · waiting on Ana");
  assert.ok(matches(entry(written), "open", "december due"));
});

test("what is over or handed on is neither due nor waited for", () => {
  const ends = [
    ["finish", { open: [], skipped: [], late: [] }],
    ["abandon", { reason: "No money." }],
    ["hand", { to: "Ben" }],
  ];
  for (const [kind, value] of ends) {
    const written = new Log(SAMPLES.sectioned());
    written.answer("date", "2026-12-24", "record");
    written.do("wait", { on: "Ana", until: null }, "open-issue");
    assert.equal(due(entry(written), "2026-12-24").late, true);
    written.do(kind, value);
    assert.deepEqual([due(entry(written), "2026-12-24").words, waiting(entry(written))], ["", []], kind);
  }
});

test("a choice in the next step's words is told by what it is called", () => {
  const options = [{ id: "aws", label: "Amazon" }];
  const written = new Log(sop([{ id: "one", fields: [{ id: "cloud", label: "Cloud", type: "choice", options }] }, { id: "two", text: "Open {{cloud}} for {{community}}" }])); // prettier-ignore
  written.tick("one");
  assert.equal(next(entry(written)), "Next: 2 Open [Cloud] for Tern University");
  written.answer("cloud", "aws", "one");
  assert.equal(next(entry(written)), "Next: 2 Open Amazon for Tern University");
});

test("damage is told apart from what still opens", () => {
  const good = log("Tern");
  const headless = log("Egret").events.slice(1);
  const logs = { [good.run]: good.events, headless };
  const corrupt = { [good.run]: [{ id: "bad" }], ruin: [1, 2] };
  const entries = new Map([[good.run, entry(good)]]);
  const found = damage({ logs, corrupt }, entries);
  const told = found.map(({ run, opens, damaged }) => [run, opens, damaged.length]);
  assert.deepEqual(told, [[good.run, true, 1], ["ruin", false, 2], ["headless", false, 0]]);
  assert.deepEqual(damage({ logs: { [good.run]: good.events }, corrupt: {} }, entries), []);
});
