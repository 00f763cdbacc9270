"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { sop } = require("./support.js");
const { links } = require("../../_ext/handbook/scripts/acts/origin.js");

const FILE = "https://github.com/tea-house/kitchen/blob/main/_data/sops/ordering.yaml";
const ORIGIN = { issues: "https://github.com/tea-house/kitchen/issues/new", file: FILE, page: "https://book.example/ordering.html" };
const DEFINITION = sop([{ id: "review", text: "Review {{community}}'s Order & more" }]);
const [STEP] = DEFINITION.steps;
const reported = (...args) => new URL(new Map(links(...args)).get("Report this step"));

test("a report says which step of which version it is about, and where it stands", () => {
  const url = reported(ORIGIN, DEFINITION, STEP, "67");
  assert.equal(`${url.origin}${url.pathname}`, ORIGIN.issues);
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    template: "step-is-wrong.yml",
    title: "Ordering: Review [community]'s Order & more",
    step: "Ordering: Review [community]'s Order & more (ordering.review, revision 0123456)",
    page: "https://book.example/ordering.html#step--ordering--review",
    source: `${FILE}#L67`,
  });
});

test("a change is proposed at the step's line", () => {
  assert.deepEqual(links(ORIGIN, DEFINITION, STEP, "67")[1], ["Propose a change", `${FILE}#L67`]);
  assert.deepEqual(links(ORIGIN, DEFINITION, STEP, null)[1], ["Propose a change", FILE]);
});

test("a page whose address is not known is not named", () => {
  const { searchParams } = reported({ ...ORIGIN, page: "" }, DEFINITION, STEP, "67");
  assert.ok(!searchParams.has("page"));
  assert.ok(searchParams.has("source"));
});

test("without a repository both lead to the page about contributing", () => {
  const address = "../contributing.html";
  const found = links({ contributing: address }, DEFINITION, STEP, null);
  assert.deepEqual(found, [["Report this step", address], ["Propose a change", address]]);
}); // prettier-ignore

test("a step's words may be long or broken", () => {
  const step = { ...STEP, text: `\ud800${"x".repeat(5000)}` };
  const url = reported(ORIGIN, DEFINITION, step, null);
  assert.ok(url.href.length < 1500, `${url.href.length}`);
});
