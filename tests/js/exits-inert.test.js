"use strict";

/* Two parsers of Markdown judge the same texts in tests/test_exits_markdown.py. */

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, spent, WORDS } = require("./exits-support.js");
const { PAYLOADS, mixture } = require("./exits-payloads.js");

const { lines, line, seen, plain, title } = handbook.inert;

const NAMED = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#96;": "`" };

/** What a line shows: code is as it stands, the rest unescaped. */
const shown = (markdown) =>
  markdown
    .split("`")
    .map((part, at) => (at % 2 ? part : part.replace(/\\([!-/:-@[-`{-~])|&(?:amp|lt|gt|#96);/g, (all, sign) => sign ?? NAMED[all])))
    .join("");

test("what is written is what is shown, but for what cannot be seen", () => {
  const chance = random(7);
  const texts = [...PAYLOADS, ...WORDS, ...Array.from({ length: 5000 }, () => mixture(chance))];
  for (const text of texts) {
    assert.deepEqual(lines(text).map(shown), seen(text), JSON.stringify(text));
    assert.equal(shown(line(text)), plain(text));
  }
});

test("plain words stay as they are", () => {
  for (const words of ["Guide the customer through the choices", "P&S, R&D & more", "Söst – “quoted”, 50 %", "v1.2 at 14:05", "a/b and 2+2=4", "日本語 हिन्दी العربية 🪺"]) {
    assert.equal(line(words), words);
  }
}); // prettier-ignore

test("names, numbers of issues, addresses, commits and commands stand in code", () => {
  const cases = {
    "@ana, @a-b/c": "@`ana`, @`a-b/c`",
    "#1 a#b GH-2": "\\#`1` a\\#`b` GH-`2`",
    "https://a.example/x_y?z=1#@ana.": "`https://a.example/x_y?z=1#@ana`.",
    "(ftp://a.example) www.a.example": "(`ftp://a.example`) `www.a.example`",
    "ana@example.org mailto:b@c.de": "`ana@example.org` `mailto:b@c.de`",
    "1a2b3c4 abcdefa 12345": "`1a2b3c4` abcdefa 12345",
    "/cc me": "/`cc` me",
    "a /cc": "a /cc",
    "a@b": "a@`b`",
    "a @ b # c": "a @ b \\# c",
  };
  for (const [text, made] of Object.entries(cases)) assert.equal(line(text), made);
});

test("the raw text has no markup, no mention and no command either", () => {
  const chance = random(8);
  for (const text of [...PAYLOADS, ...Array.from({ length: 5000 }, () => mixture(chance))]) {
    for (const made of lines(text)) {
      assert.doesNotMatch(made, /[<\r\n\0]|^\s*\/\w|^\s|\s$/, JSON.stringify(text));
      const ticks = made.match(/`+/g) ?? [];
      assert.ok(ticks.every((run) => run === "`") && ticks.length % 2 === 0, JSON.stringify(text));
    }
  }
});

test("lines are those that any reader may see", () => {
  assert.deepEqual(seen("a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi"), [..."abcdefghi"]);
  assert.deepEqual(seen(" a\t b \n\n"), ["a  b", "", ""]);
  assert.equal(plain(" a\n\n b "), "a b");
});

test("what hides or turns text is gone, what scripts need stays", () => {
  assert.equal(plain("a\u202eb\u2066c\u2069\u200bd\ufeffe\u0000f\u007fg\u009bh"), "abcdefgh");
  for (const kept of ["👩🏽‍🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "क्‍ष", "a\u200eb", "e\u0301"]) assert.equal(plain(kept), kept);
  assert.equal(plain("\ud83d x \udc00"), "\ufffd x \ufffd");
});

test("a title is plain text that names nobody", () => {
  assert.equal(title("  Fixes #1 for\n@ana *a* "), "Fixes #\u20601 for @\u2060ana *a*");
  assert.equal(title("/close"), "/\u2060close");
  assert.equal(title("R&D @ 5 # x"), "R&D @ 5 # x");
});

test("no text takes long", async () => {
  const long = (piece) => piece.repeat(Math.ceil(20_000 / piece.length));
  const pieces = ["a", "1", "@", "a@", "a@.", "#", "/", ":", "a:", "://", "http://", "www.", ".", "-", "_", "`", "\\", "&", "&a", "<", "GH-", "abcdef0", " ", "\n", "(", "*", "=", "a.b-", "\ud83d", "é", "🪺"];
  for (const piece of pieces) {
    for (const text of [long(piece), `x@${long(piece)}`, `${long(piece)}@x`, `https://${long(piece)}x`]) {
      const took = await spent(() => lines(text));
      assert.ok(took < 500, `${JSON.stringify(piece)} took ${took} ms`);
    }
  }
}); // prettier-ignore
