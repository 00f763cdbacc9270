"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, Log, OWN, EVERYTHING, NOTHING, secretive, busy, told } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");
const { cases } = require("./exits-payloads.js");

const { build, ofRun } = handbook.issue;

const REPOSITORY = "2i2c-org/infrastructure";
const MOST = 6_000;
const NOTICE = /\n\n\[(?:[\w-]+: )?cut here, as the rest is too long for a link\. Paste the full text instead\.\]$/;

/** What GitHub reads out of an address. */
const asked = (url) => {
  const { origin, pathname, searchParams } = new URL(url);
  return { page: origin + pathname, ...Object.fromEntries(searchParams) };
};

const sound = (issue) => {
  const built = build(issue);
  assert.equal(built.bytes, Buffer.byteLength(built.url));
  assert.ok(built.bytes <= MOST, `${built.bytes} bytes`);
  assert.match(built.url, /^https:\/\/github\.com\/[\x21-\x7e]+$/);
  assert.doesNotMatch(decodeURIComponent(built.url), /\ufffd/);
  assert.ok(asked(built.url).title.length <= 256);
  return built;
};

test("a short issue is all in its address", () => {
  const { url, cut, full } = sound({ repository: REPOSITORY, title: "New hub: Söst & Co", body: "a=1&b=2\n# 100 %\r\n+ 'x' (y)!" });
  assert.deepEqual(asked(url), {
    page: "https://github.com/2i2c-org/infrastructure/issues/new",
    title: "New hub: Söst & Co",
    body: "a=1&b=2\n# 100 %\n+ 'x' (y)!",
  });
  assert.deepEqual([cut, full], [[], "a=1&b=2\n# 100 %\n+ 'x' (y)!"]);
  assert.doesNotMatch(url, /['()!*]/);
});

test("a form takes its fields, never a status, and nothing that means something else", () => {
  const fields = { "info-table": "| a |", notes: "x", status: "Open", title: "no", labels: "bug", assignees: "ana", "a b": "x", empty: "" };
  const { url, full } = sound({ repository: REPOSITORY, template: "03_new-hub_phase-1.yaml", title: "T", body: "not this", fields });
  assert.deepEqual(asked(url), {
    page: "https://github.com/2i2c-org/infrastructure/issues/new",
    template: "03_new-hub_phase-1.yaml",
    title: "T",
    "info-table": "| a |",
    notes: "x",
  });
  assert.equal(full, "info-table:\n| a |\n\nnotes:\nx");
}); // prettier-ignore

test("only a repository is one", () => {
  const wrong = ["", "a", "a/", "/b", "a/b/c", "a/..", "a/.", "../b", "a b/c", "a/b c", "a/b?c", "a/b#c", "a/b%2f", "https://github.com/a/b", "//evil.example/x", "a_b/c", "é/b", "a/é", `${"a".repeat(40)}/b`, `a/${"b".repeat(101)}`, "a/b\n", " a/b", "a\\b", null, undefined, 3];
  for (const repository of wrong) assert.throws(() => build({ repository, title: "x", body: "y" }), TypeError, String(repository));
  for (const repository of ["a/b", "A-1/b.c_d-e", `${"a".repeat(39)}/${"b".repeat(100)}`, "a/...", "a/.github"]) sound({ repository, title: "x", body: "y" });
  for (const template of ["../x.yaml", "a/b.yaml", "", "a b", "a?b"]) {
    assert.throws(() => build({ repository: "a/b", template, title: "x", fields: {} }), TypeError);
  }
}); // prettier-ignore

/** An issue whose address takes exactly so many bytes, were nothing cut. */
const sized = (bytes, sign) => {
  const start = "https://github.com/a/b/issues/new?title=T&body=".length;
  const each = encodeURIComponent(sign).length;
  const count = Math.floor((bytes - start) / each);
  const rest = bytes - start - count * each;
  return { repository: "a/b", title: "T", body: "x".repeat(rest) + sign.repeat(count) };
};

for (const [name, sign] of Object.entries({ emoji: "🪺", "per cent signs": "%", newlines: "\n", letters: "a", "two-byte letters": "é", "emoji of several": "👩🏽‍🚀" })) {
  test(`all ${name}: 5,999 and 6,000 bytes go whole, 6,001 are cut`, () => {
    for (const bytes of [5_999, 6_000]) {
      const issue = sized(bytes, sign);
      const built = sound(issue);
      assert.deepEqual([built.bytes, built.cut], [bytes, []]);
      assert.equal(asked(built.url).body, issue.body);
    }
    for (const bytes of [6_001, 6_500, 65_536, 400_000]) {
      const issue = sized(bytes, sign);
      const { url, cut, full } = sound(issue);
      assert.deepEqual(cut, ["body"]);
      assert.equal(full, issue.body);
      const { body } = asked(url);
      assert.match(body, NOTICE);
      assert.ok(issue.body.startsWith(body.replace(NOTICE, "")));
      if (sign !== "\n") assert.ok(url.length > MOST - 100, `${url.length}`);
    }
  });
} // prettier-ignore

test("the longest part is cut first, and only as far as it must be", () => {
  const fields = { short: "s".repeat(500), long: "l".repeat(9_000), middle: "m".repeat(1_500) };
  const { url, cut } = sound({ repository: "a/b", template: "x.yaml", title: "T", fields });
  assert.deepEqual(cut, ["long"]);
  const got = asked(url);
  assert.deepEqual([got.short, got.middle], [fields.short, fields.middle]);
  assert.match(got.long, /^l+\n\n\[long: cut here/);
  assert.ok(url.length > MOST - 20);
  const both = sound({ repository: "a/b", template: "x.yaml", title: "T", fields: { ...fields, middle: "m".repeat(9_000) } });
  assert.deepEqual(both.cut, ["long", "middle"]);
  assert.equal(asked(both.url).short, fields.short);
});

test("a title is one line of at most 256 characters, cut between characters", () => {
  for (const [sign, length] of [["a", 256], ["🪺", 255], ["é", 256]]) {
    const { url, cut, full } = sound({ repository: "a/b", title: sign.repeat(400), body: "B" });
    assert.deepEqual([cut, asked(url).title.length], [["title"], length]);
    assert.match(asked(url).title, /…$/);
    assert.equal(full, `${sign.repeat(400)}\n\nB`);
  }
  const exact = sound({ repository: "a/b", title: "a".repeat(256), body: "B" });
  assert.deepEqual(exact.cut, []);
  assert.equal(asked(sound({ repository: "a/b", title: " a\n b ", body: "" }).url).title, "a b");
});

test("a cut never tears an escape, code, a comment or a character", () => {
  const pieces = ["\\*", "&lt;", "`https://a.example/x`", "<!-- step: configure -->", "🪺", "@`ana`", "\\\\", "word ", "\n- [x] ", "日本", "&#96;", "\\&lt;"];
  const inert = /\\$|&[#\w]*$|<!?-*[^>]*$/;
  for (let seed = 1; seed <= 150; seed += 1) {
    const chance = random(seed);
    const few = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(pieces));
    const body = "x".repeat(chance.below(12)) + Array.from({ length: 2_500 }, () => chance.pick(few)).join("");
    const { url } = sound({ repository: "a/b", title: "T", body });
    const kept = asked(url).body.replace(NOTICE, "");
    assert.notEqual(kept, body);
    assert.ok(body.startsWith(kept));
    assert.equal((kept.match(/`/g)?.length ?? 0) % 2, 0, kept.slice(-40));
    assert.doesNotMatch(kept.replaceAll("\\\\", ""), inert, kept.slice(-40));
  }
}); // prettier-ignore

test("half characters, and far too many fields, still make an address", () => {
  const { url } = build({ repository: "a/b", title: "\ud83d", body: "\udc00x\ud83d" });
  assert.deepEqual([asked(url).title, asked(url).body], ["\ufffd", "\ufffdx\ufffd"]);
  const fields = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`field-number-${at}`, "x".repeat(100)]));
  const built = sound({ repository: "a/b", template: "x.yaml", title: "T", fields });
  assert.equal(built.cut.length, 900);
  assert.ok(built.full.includes("field-number-899:\nx"));
});

test("a whole checklist as an issue: whatever SOP, however far", () => {
  let cut = 0;
  const definitions = [...Object.values(SAMPLES).map((make) => make()), secretive(), ...OWN];
  for (const definition of definitions.map((raw) => handbook.log.definition(raw))) {
    for (let seed = 1; seed <= 15; seed += 1) {
      const log = busy(definition, seed);
      if (seed % 3 === 0) log.do("note", { text: "Said at length, @ana: `x` 🪺 ".repeat(seed * 9) }, definition.steps[0].id);
      const { title, body } = ofRun(log.fold(), log.progress(), told(seed % 2 ? EVERYTHING : NOTHING));
      const built = sound({ repository: REPOSITORY, title, body });
      assert.equal(built.full, body);
      assert.deepEqual([...body.matchAll(/<!-- step: (\S+) -->/g)].map(([, id]) => id), definition.steps.map(({ id }) => id));
      cut += built.cut.length;
    }
  }
  assert.ok(cut > 8, `${cut} were cut`);
});

test("forty texts in four places of a checklist: the title names nobody, the address fits", () => {
  const all = cases({ ...require("./exits-support.js") });
  assert.equal(all.length, 160);
  for (const { log } of all) {
    const issue = ofRun(log.fold(), log.progress(), told());
    assert.doesNotMatch(issue.title, /[\n\u202e]|(?<![\w.+-])@\w|^\/\w/);
    assert.ok(issue.title.length <= 256);
    const built = build({ repository: REPOSITORY, ...issue });
    assert.ok(built.bytes <= MOST);
  }
});

test("what people wrote is inert line by line", () => {
  assert.equal(handbook.issue.inert("/close\n@ana\n\n- [x] done"), "/`close`\n@`ana`\n\n\\- \\[x\\] done");
  assert.equal(handbook.issue.inert("as it is"), "as it is");
  assert.equal(new Log(handbook.log.definition(SAMPLES.nested())).fold().about, "Tern University");
});
