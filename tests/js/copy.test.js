"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook } = require("./support.js");
require("../../_ext/handbook/scripts/run/copy.js");

test("a copy is due three days after the last one, unless the browser has promised", () => {
  const since = "2026-11-20T10:00:00.000+00:00";
  const at = (day, hour) => new Date(Date.UTC(2026, 10, day, hour));
  assert.equal(handbook.copy.isDue(since, false, at(23, 9)), false);
  assert.equal(handbook.copy.isDue(since, false, at(23, 10)), true);
  assert.equal(handbook.copy.isDue(since, undefined, at(29, 0)), true);
  assert.equal(handbook.copy.isDue(since, null, at(29, 0)), true);
  assert.equal(handbook.copy.isDue(since, true, at(29, 0)), false);
});
