"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

require("./support.js");
const { address, needed } = require("../../_ext/handbook/scripts/run/blanks.js");

const filled = (template, answers) => address(template, (id) => answers[id] ?? "");

test("an address waits for its answers, and takes them in encoded", () => {
  const template = "https://a.example/{{deal-id}}?who={{ who }}";
  assert.deepEqual(needed(template), ["deal-id", "who"]);
  assert.equal(filled(template, { who: "x" }), "");
  assert.equal(filled(template, { "deal-id": "1/2", who: "a&b=c d" }), "https://a.example/1%2F2?who=a%26b%3Dc%20d");
  assert.equal(filled("{{deal}}", { deal: "https://a.example/?x=1" }), "https://a.example/?x=1");
  assert.equal(filled("{{deal}}", { deal: "javascript:alert(1)" }), "");
});

test("half a character does not break the address", () => {
  assert.equal(filled("https://a.example/{{x}}", { x: "a\ud800" }), "https://a.example/a%EF%BF%BD");
  assert.equal(filled("https://a.example/{{x}}", { x: "🙂" }), "https://a.example/%F0%9F%99%82");
});

const MAIL = "mailto:{{to}}?subject=For%20{{who}}&body=Dear%0D%0A{{text}}";

test("an e-mail keeps its address readable, its subject on one line, its text on several", () => {
  assert.equal(
    filled(MAIL, { to: "a@b.example", who: "x\r\nBcc: y@z.example", text: "1\n2\r\n3 & 4" }),
    "mailto:a@b.example?subject=For%20x%20Bcc%3A%20y%40z.example&body=Dear%0D%0A1%0D%0A2%0D%0A3%20%26%204",
  );
  assert.equal(filled(MAIL, { to: "a@b.example", who: "x" }), "");
});

test("nobody else is written to, whatever stands in an answer", () => {
  const made = new URL(filled(MAIL, { to: "a@b.example?bcc=c@d.example&x=", who: "y&bcc=c@d.example", text: "z" }));
  assert.deepEqual([...made.searchParams.keys()], ["subject", "body"]);
  assert.equal(made.pathname, "a@b.example%3Fbcc%3Dc@d.example%26x%3D");
});
