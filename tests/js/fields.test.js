"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random } = require("./support.js");

const { read, answered, isDay } = handbook.fields;
const field = (type, more = {}) => ({ id: "f", label: "F", type, ...more });
const value = (...args) => {
  const found = read(...args);
  assert.equal("sentence" in found, false, found.sentence);
  return found.value;
};
const sentence = (...args) => {
  const { sentence: said } = read(...args);
  assert.match(said ?? "", /^[A-Z].*[.a-z0-9]$/);
  return said;
};

const DEAL = field("url", { path_has: "/record/0-3/", strip_query: true, take: { "deal-id": "last number" } });
const record = (kind) => `https://app-na2.hubspot.com/contacts/4321/record/${kind}/987654321`;

test("a link to a Deal gives its number, and loses what comes after ?", () => {
  assert.deepEqual(read(DEAL, ` ${record("0-3")}?eschref=%2Fdeals `), {
    value: record("0-3"),
    taken: { "deal-id": "987654321" },
    told: "The part after ? was left out: ?eschref=%2Fdeals",
  });
  assert.deepEqual(read(DEAL, record("0-3")), { value: record("0-3"), taken: { "deal-id": "987654321" }, told: "" });
});

test("a link to another record is not a Deal", () => {
  assert.match(sentence(DEAL, record("0-1")), /^That is not a Deal: /);
  assert.match(sentence(DEAL, "https://a.example/?x=/record/0-3/1"), /^That is not a Deal: /);
  assert.match(sentence(field("url", { path_has: "/issues/" }), "https://a.example/pull/1"), /“\/issues\/”/);
});

test("a link without the number that is wanted is told apart", () => {
  const numbered = field("url", { take: { "deal-id": "last number" } });
  assert.deepEqual(read(numbered, "https://a1.example/7/x/12/y").taken, { "deal-id": "12" });
  assert.match(sentence(numbered, "https://a1.example/deals?id=7"), /no number/);
});

test("links are web links", () => {
  const url = field("url");
  for (const good of ["https://a.example", "http://a.example/é?x=1#y", "HTTPS://A.example/"]) {
    assert.equal(value(url, good), good);
  }
  for (const bad of ["a.example", "www.a.example", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc", "mailto:a@b.example", "ftp://a.example/x", "ws://a.example", "//a.example", "https://", "https://a b", "blob:https://a.example/1", "\u0001javascript:1"]) {
    sentence(url, bad);
  }
}); // prettier-ignore

test("a link starts right where the browser will go, not only as it is written", () => {
  const url = field("url", { starts_with: "https://2i2c.org/hub-configurator" });
  assert.equal(value(url, "https://2i2c.org/hub-configurator/?state=x"), "https://2i2c.org/hub-configurator/?state=x");
  assert.equal(value(url, "https://2I2C.org/hub-configurator/"), "https://2I2C.org/hub-configurator/");
  assert.match(sentence(url, "https://2i2c.org/hub-configurator/../evil"), /should start with “https:\/\/2i2c/);
  sentence(url, "https://evil.example/https://2i2c.org/hub-configurator");
});

test("texts, e-mail addresses, numbers and people", () => {
  assert.equal(value(field("text"), "  Tern  "), "Tern");
  assert.equal(value(field("long-text"), "a\n\nb\n"), "a\n\nb");
  assert.equal(value(field("person"), "Ana"), "Ana");
  assert.equal(value(field("text", { starts_with: "HUB-" }), "HUB-1"), "HUB-1");
  sentence(field("text", { starts_with: "HUB-" }), "1");
  assert.equal(value(field("email"), "ana@example.org"), "ana@example.org");
  for (const bad of ["ana", "ana@", "ana@example", "a b@example.org"]) sentence(field("email"), bad);
  for (const [good, number] of [["12", 12], ["-2.5", -2.5], [".5", 0.5], ["+3", 3], ["0", 0]]) {
    assert.equal(value(field("number"), good), number);
  }
  for (const bad of ["1,200", "twelve", "1e5", "0x10", "Infinity", "NaN", "--1", ".", `1${"0".repeat(400)}`]) {
    sentence(field("number"), bad);
  }
});

test("days are days of the calendar", () => {
  assert.equal(value(field("date"), "2028-02-29"), "2028-02-29");
  for (const bad of ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "20.11.2026", "2026-1-1", "tomorrow"]) {
    sentence(field("date"), bad);
    assert.equal(isDay(bad), false);
  }
  for (const odd of [null, undefined, 20261120, {}, "2026-11-20T00:00"]) assert.equal(isDay(odd), false);
});

test("choices are among those offered", () => {
  const options = ["gpu", "dask", "binder"].map((id) => ({ id, label: id }));
  assert.equal(value(field("choice", { options }), "dask"), "dask");
  assert.match(sentence(field("choice", { options }), "other"), /choose again/);
  assert.deepEqual(value(field("choices", { options }), ["binder", "gpu", "gpu"]), ["gpu", "binder"]);
  assert.equal(value(field("choices", { options }), []), null);
  sentence(field("choices", { options }), ["gpu", "other"]);
  sentence(field("choice"), "constructor");
});

test("a list has an item a line", () => {
  assert.deepEqual(value(field("list"), " a \r\n\n b\n"), ["a", "b"]);
  assert.deepEqual(value(field("list"), ["a", " "]), ["a"]);
  assert.equal(value(field("list"), " \n "), null);
  const links = field("list", { starts_with: "https://" });
  assert.deepEqual(value(links, "https://a.example"), ["https://a.example"]);
  sentence(links, "https://a.example\nb");
});

test("a box is ticked or not", () => {
  assert.equal(value(field("check"), true), true);
  assert.equal(value(field("check"), false), false);
});

test("nothing written is no answer, and no mistake", () => {
  for (const type of ["text", "long-text", "url", "email", "number", "date", "choice", "person"]) {
    assert.deepEqual(read({ ...DEAL, type }, "  "), { value: null, taken: {}, told: "" });
  }
});

test("what is too long to keep is said", () => {
  for (const type of ["text", "url", "list", "long-text"]) sentence(field(type), "x".repeat(20_001));
  sentence(field("list"), "x\n".repeat(501));
  assert.equal(value(field("text"), "x".repeat(20_000)).length, 20_000);
});

test("what is read passes into the log, and reads the same again", () => {
  const chance = random(3);
  const options = ["a", "b"].map((id) => ({ id, label: id }));
  const types = ["text", "long-text", "url", "email", "number", "date", "choice", "choices", "list", "person", "check"]; // prettier-ignore
  const parts = ["https://", "a", "b", ".example", "/record/0-3/12", "?x", "#", "@", "1", "-", "\n", " ", "2026-11-20", "é", "\ud800", "%", "\u0000"]; // prettier-ignore
  let read_ = 0;
  for (let round = 0; round < 8000; round += 1) {
    const one = field(chance.pick(types), { options, ...(chance.next() < 0.2 && { strip_query: true }) });
    const text = Array.from({ length: chance.below(5) }, () => chance.pick(parts)).join("");
    const written = chance.next() < 0.1 ? [text] : chance.next() < 0.1 ? true : text;
    const found = read(one, written);
    if ("sentence" in found) continue;
    read_ += 1;
    const event = { v: 1, id: "a", run: "r", n: 1, at: "2026-11-20T14:05:00Z", by: "", step: null, kind: "value", value: { field: "f", value: found.value } };
    assert.notEqual(handbook.log.event(event), null);
    if (handbook.conditions.filled(found.value)) assert.ok(answered(one, found.value));
  }
  assert.ok(read_ > 2000, `${read_} were read`);
});

test("a kept answer is measured by the field as it is now", () => {
  assert.equal(answered(field("number"), 3), true);
  assert.equal(answered(field("number"), "three"), false);
  assert.equal(answered(field("check"), true), true);
  assert.equal(answered(field("check"), false), false);
  assert.equal(answered(field("list"), ["a"]), true);
  assert.equal(answered(field("choices", { options: [] }), ["a"]), false);
  assert.equal(answered(field("text"), undefined), false);
});
