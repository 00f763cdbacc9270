"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { anchor } = require("../../_ext/handbook/scripts/moved.js");

test("what an address asked for comes along", () => {
  assert.equal(anchor("#run=abc"), "#run=abc");
  assert.equal(anchor("#asana"), "#asana");
});

test("an anchor with the SOP's earlier id is found under its present one", () => {
  assert.equal(anchor("#step--brew--boil", "--brew--", "--tea--"), "#step--tea--boil");
  assert.equal(anchor("#run=--brew", "--brew--", "--tea--"), "#run=--brew");
  assert.equal(anchor("#step--brew--pot--brew--cup", "--brew--", "--tea--"), "#step--tea--pot--brew--cup");
});
