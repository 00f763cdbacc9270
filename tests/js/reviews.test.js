"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { overdue } = require("../../_ext/handbook/scripts/reviews.js");

test("a day is over when the next one begins, where the reader is", () => {
  assert.equal(overdue("2026-07-31", new Date(2026, 6, 31, 0, 0)), false);
  assert.equal(overdue("2026-07-31", new Date(2026, 6, 31, 23, 59, 59)), false);
  assert.equal(overdue("2026-07-31", new Date(2026, 7, 1, 0, 0)), true);
  assert.equal(overdue("2025-12-31", new Date(2026, 0, 1)), true);
});

test("what is no day is never over", () => {
  assert.equal(overdue("", new Date()), false);
});
