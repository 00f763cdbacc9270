"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { turned } = require("../../_ext/handbook/scripts/site.js");

test("turning the colours over is remembered where the system asks for the other", () => {
  assert.equal(turned(false, false), "dark");
  assert.equal(turned(true, true), "light");
});

test("turning back to what the system asks for means following it again", () => {
  assert.equal(turned(true, false), null);
  assert.equal(turned(false, true), null);
});
