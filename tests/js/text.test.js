"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, sop } = require("./support.js");

const { fill, words, moment, clock, day, ago, count, ended, titled } = handbook.text;

test("placeholders are filled, and what is missing is named in brackets", () => {
  const labels = { community: "Community", deal: "Deal" };
  assert.equal(fill("[New Hub] {{community}}", { community: "Tern" }, labels), "[New Hub] Tern");
  assert.equal(fill("{{community}} {{ deal }} {{x-1}}", {}, labels), "[Community] [Deal] [x-1]");
  assert.equal(fill("{{a}} {{b}} {{c}} {{d}}", { a: ["x", "y"], b: true, c: 0, d: "" }, {}), "x, y yes 0 [d]");
  assert.equal(fill("{{constructor}}", {}, {}), "[constructor]");
  assert.equal(fill("{{a}}", { a: "$& {{b}}" }, {}), "$& {{b}}");
  assert.equal(fill("{{}} {{A}} {x}", {}, {}), "{{}} {{A}} {x}");
});

test("literal braces are no placeholder: tests/unit/test_spoken.py carries them so", () => {
  const answers = { community: "Tern", x: "wrong", y: "wrong" };
  assert.equal(fill("Write to {{community}}", answers, {}), "Write to Tern");
  assert.equal(fill("Write \\{{community}}", answers, {}), "Write {{community}}");
  assert.equal(fill("Type \\{{ x }} in \\{{y}}", answers, {}), "Type {{ x }} in {{y}}");
  assert.equal(fill("In {{{community}}}", answers, {}), "In {Tern}");
});

test("a text of an SOP says choices and days in words, and what is missing by its question", () => {
  const options = [{ id: "aws", label: "Amazon (AWS)" }, { id: "gcp", label: "Google Cloud" }];
  const fields = [
    { id: "cloud", label: "Cloud", type: "choice", options },
    { id: "clouds", label: "Clouds", type: "choices", options },
    { id: "day", label: "Go-live", type: "date" },
    { id: "deal", label: "HubSpot Deal", type: "url", take: { "deal-id": "last number" } },
    { id: "sure", label: "Sure", type: "check" },
  ];
  const definition = sop([{ id: "a", fields }]);
  const answers = { cloud: "aws", clouds: ["gcp", "aws", "old"], day: "2026-11-20", sure: true };
  const text = "{{community}}: {{cloud}}, {{clouds}}, {{day}}, {{deal}}, {{deal-id}}, {{sure}}, {{gone}}";
  assert.equal(words(text, definition, answers), "[Community]: Amazon (AWS), Google Cloud, Amazon (AWS), old, 20 November 2026, [HubSpot Deal], [Deal id], yes, [gone]"); // prettier-ignore
  assert.equal(words("{{cloud}} {{toString}}", definition), "[Cloud] {{toString}}");
});

test("days and moments are told in full, on the clock of who looks", () => {
  assert.equal(day("2026-11-20"), "20 November 2026");
  assert.equal(day("2026-01-02"), "2 January 2026");
  assert.equal(day("soon"), "soon");
  assert.equal(day("2026-02-30"), "2026-02-30");
  const zone = process.env.TZ;
  process.env.TZ = "Europe/Berlin";
  assert.equal(moment("2026-11-20T13:05:59.000+00:00"), "20 November 2026, 14:05");
  assert.equal(moment("2026-12-31T23:00:00.000Z"), "1 January 2027, 00:00");
  const noon = new Date("2026-11-20T11:00:00Z");
  assert.equal(clock("2026-11-20T13:05:59.000+00:00", noon), "14:05");
  assert.equal(clock("2026-11-20T23:05:59.000+00:00", noon), "21 November 2026, 00:05");
  assert.equal(clock("never", noon), "");
  process.env.TZ = "America/New_York";
  assert.equal(moment("2026-11-20T14:05:00.000+01:00"), "20 November 2026, 08:05");
  process.env.TZ = zone ?? "UTC";
  assert.equal(moment("never"), "");
});

test("how long ago is told in the largest span that fits", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const cases = [
    ["2026-11-22T11:59:30Z", "just now"],
    ["2026-11-22T12:30:00Z", "just now"],
    ["never", "just now"],
    ["2026-11-22T11:58:59Z", "one minute ago"],
    ["2026-11-22T11:15:00Z", "45 minutes ago"],
    ["2026-11-22T09:00:00Z", "three hours ago"],
    ["2026-11-20T11:00:00Z", "two days ago"],
    ["2026-11-14T12:00:00Z", "one week ago"],
    ["2026-08-20T12:00:00Z", "three months ago"],
    ["2024-11-20T12:00:00Z", "two years ago"],
  ];
  for (const [at, expected] of cases) assert.equal(ago(at, now), expected);
});

test("small numbers are words", () => {
  assert.deepEqual([0, 1, 2, 9, 10, 12].map((number) => count(number, "step")), ["no steps", "one step", "two steps", "nine steps", "10 steps", "12 steps"]); // prettier-ignore
});

test("a sentence has one end, and an answer stands after a colon or its question", () => {
  assert.deepEqual(["Too late", "Why?", "So."].map(ended), ["Too late.", "Why?", "So."]);
  assert.equal(titled("Cloud", "AWS"), "Cloud: AWS");
  assert.equal(titled("Which phases apply?", "Phase 3"), "Which phases apply? Phase 3");
});
