"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const SCRIPTS = "../../_ext/handbook/scripts/search";
// Of the engine only the words that it skips are needed here.
const skipped = new Set(["the", "is", "an", "what", "of", "who"]);
globalThis.lunr = {
  Token: class {
    constructor(text) {
      this.text = text;
    }
  },
  stopWordFilter: (token) => (skipped.has(token.text) ? undefined : token),
};
for (const name of ["terms", "excerpts"]) require(`${SCRIPTS}/${name}.js`);
const { address, summary } = require(`${SCRIPTS}/page.js`);
const { words, tokens, name } = globalThis.handbook.terms;
const { parts, excerpt } = globalThis.handbook.excerpts;

test("words keep the marks within them and lose those around", () => {
  assert.deepEqual(words("“Ask” CS&S (today), /record/0-3/ or 2i2c’s!"), [
    "ask", "cs&s", "today", "record", "0-3", "or", "2i2c’s",
  ]); // prettier-ignore
  assert.deepEqual(words(" * ** – "), []);
  assert.deepEqual(words("a*b"), ["a", "b"], "the engine takes a star for anything");
});

test("a word with marks is found by its parts, too", () => {
  assert.deepEqual(tokens("CS&S 0-3 order"), ["cs&s", "cs", "s", "0-3", "0", "3", "order"]);
});

test("a query is a name without what asks for it", () => {
  assert.equal(name("What is an SoW?"), "sow");
  assert.equal(name("Statement of Work"), "statement of work");
  assert.equal(name("SOP: Ordering"), "ordering");
  assert.equal(name("What is the"), "");
  assert.equal(name("who"), "who", "it asks for people");
});

test("what was found is marked, without the marks around it", () => {
  const found = parts("(Order) the order.", (word) => word.toLowerCase() === "order");
  assert.deepEqual(
    found.map(({ text, found }) => (found ? `<${text}>` : text)),
    ["(", "<Order>", ") the ", "<order>", "."],
  );
  assert.deepEqual(parts("", () => true), []);
});

test("an excerpt begins shortly before what was found, and is cut between words", () => {
  const text = `${"before ".repeat(40)}here ${"after ".repeat(40)}`.trim();
  const cut = excerpt(text, (word) => word === "here");
  assert.match(cut, /^… before (before )+here (after )+after …$/);
  assert.ok(cut.length < 170);
  assert.match(excerpt(text, () => false), /^before .* before …$/);
  assert.equal(excerpt("short", () => true), "short");
  assert.ok(excerpt("x".repeat(500), () => true).length < 170, "a word longer than an excerpt");
});

test("pages are found where the builder puts them", () => {
  assert.equal(address("../", "a/index", ".html"), "../a/index.html");
  assert.equal(address("../", "a/index", "/"), "../a/");
  assert.equal(address("./", "index", "/"), "./");
  assert.equal(address("./", "a/myindex", "/"), "./a/myindex/");
});

test("a sentence says what was found, and what had to be guessed", () => {
  assert.equal(summary("", 0), "");
  assert.equal(summary("x", 0), "Nothing found for “x”. Try fewer or other words.");
  assert.equal(summary("x", 1), "One place found.");
  assert.equal(summary("x", 2), "2 places found.");
  assert.equal(summary("x", 99), "The best 25 of 99 places.");
  assert.equal(summary("ordr", 2, ["ordr"]), "Nothing says “ordr”; this comes close. 2 places found.");
  assert.ok(summary("x".repeat(5000), 0).length < 130);
});
