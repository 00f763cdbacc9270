"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, spent, Log, plain, copyOf, bytesOf } = require("./incoming.js");
const { SAMPLES } = require("./samples.js");

const { read, readFile, linked } = handbook.imports;

const definition = SAMPLES.nested();
const logged = () => {
  const log = new Log(definition);
  log.tick("configure");
  log.do("note", { text: "ünï — 日本 🪺 \u202e\u0000 <b>" }, "configure");
  log.do("adopt", { definition: { ...definition, revision: "fedcba987654" } });
  return log.events;
};
const COPY = copyOf(logged());

const sentence = (outcome) => {
  assert.equal(outcome.ok, false);
  assert.match(outcome.sentence, /^[A-Z].*\.$/);
  return outcome.sentence;
};
const both = async (text) => {
  const told = sentence(await read(text));
  assert.equal(sentence(await readFile(bytesOf(text))), told, "a file and a text are told the same");
  return told;
};

test("a copy is read from a file and from its text", async () => {
  const file = await readFile(bytesOf(COPY));
  assert.ok(file.ok);
  const { events, definition: last, ...facts } = file.record;
  assert.deepEqual(plain(events), plain(logged()));
  assert.deepEqual(plain(last), plain(logged().at(-1).value.definition));
  assert.deepEqual(facts, { leftOut: [], run: "run-1", sop: "ordering", revision: "fedcba987654", from: "file" });
  const text = await read(`\n  ${COPY}  \n`);
  assert.deepEqual(text, { ok: true, record: { ...file.record, from: "text" } });
});

test("a byte order mark, another layout and keys of later are no hindrance", async () => {
  for (const text of [`\ufeff${COPY}`, JSON.stringify(JSON.parse(COPY)), COPY.replaceAll("\n", "\r\n"), copyOf(logged(), { more: 1 })]) {
    const outcome = await readFile(bytesOf(text));
    assert.ok(outcome.ok, outcome.sentence);
    assert.deepEqual(plain(outcome.record.events), plain(logged()));
  }
});

test("what was left out on purpose is told", async () => {
  const { record } = await read(copyOf(logged(), { left_out: ["notes", "deal"] }));
  assert.deepEqual(record.leftOut, ["deal", "notes"]);
  assert.match(await both(copyOf(logged(), { left_out: { deal: true } })), /damaged/);
});

test("the version that counts is the last of this SOP", async () => {
  const log = new Log(definition);
  log.do("adopt", { definition: SAMPLES.sectioned() });
  const { record } = await read(copyOf(log.events));
  assert.equal(record.sop, "ordering");
  assert.equal(record.revision, definition.revision);
});

const OTHERS = [
  ["nothing", "", /nothing in it/],
  ["blanks", " \n\ufeff\t", /nothing in it/],
  ["a web page", "<!doctype html><html><body>x</body></html>", /web page/],
  ["a web page in capitals", "\n<HTML>", /web page/],
  ["the Markdown copy", "# Ordering: Tern University\n\n- [x] **1** Configure <!-- step: configure -->\n", /Markdown copy, for reading; open the \.json file/],
  ["a calendar", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", /calendar file; open the \.json/],
  ["other JSON", '{"name": "x", "version": "1.0"}', /JSON file, but not a copy/],
  ["a list", "[1, 2]", /JSON file, but not a copy/],
  ["a JSON text", '"checklist"', /JSON file, but not a copy/],
  ["what a damaged checklist left", JSON.stringify({ run: "r", damaged: [{}], events: [] }), /damaged checklist/],
  ["prose", "Hello, here is my checklist.", /No checklist is to be found/],
  ["null", "null", /No checklist is to be found/],
  ["a number", "1e400", /No checklist is to be found/],
  ["a newer version", copyOf(logged(), { v: 2 }), /newer version of the handbook: update/],
  ["no version", copyOf(logged(), { v: undefined }), /damaged/],
  ["an odd version", copyOf(logged(), { v: "1" }), /damaged/],
  ["a version of nothing", copyOf(logged(), { v: NaN }), /damaged/],
  ["another kind", copyOf(logged(), { handbook: "sop" }), /not a copy/],
  ["no events", '{"handbook": "checklist", "v": 1}', /no entries/],
  ["a copy cut short", COPY.slice(0, -20), /cut short or damaged/],
  ["a copy cut at its beginning", COPY.slice(0, 1), /cut short or damaged/],
  ["too many brackets", `{"events": ${"[".repeat(50)}`, /built as no copy/],
];
for (const [what, text, told] of OTHERS) {
  test(`${what} is told in words`, async () => assert.match(await both(text), told));
}

test("what is no text is told in words", async () => {
  const bytes = (...numbers) => new Uint8Array(numbers).buffer;
  const zip = new TextEncoder().encode("PK\u0003\u0004\0\0\0").buffer;
  for (const odd of [bytes(0xff, 0xfe, 0x7b, 0), bytes(0xc3, 0x28), bytes(0x89, 0x50), zip]) {
    assert.match(sentence(await readFile(odd)), /not a text file/);
  }
  assert.match(sentence(await readFile(new ArrayBuffer(0))), /nothing in it/);
});

test("what is too large is not even looked at", async () => {
  const { LARGEST } = handbook.incoming;
  for (const [length, told] of [[LARGEST + 1, /larger than/], [LARGEST, /No checklist/]]) {
    const took = await spent(async () => assert.match(await both("x".repeat(length)), told));
    assert.ok(took < 500, `${took} ms`);
  }
});

test("what is given in place of a text or bytes is refused as well", async () => {
  for (const odd of [null, undefined, 3, {}, [], Symbol("x"), { length: 3 }]) {
    sentence(await read(odd));
    sentence(await readFile(odd));
    assert.equal(await linked(odd), null);
  }
});

// ------------------------------------------------------------- links

const FRAGMENT = "#import=v1.AbC-_9";
/** What reads links, in place of it: tells what it was asked. */
const withLink = async (answer, work) => {
  const before = handbook.link;
  const asked = [];
  handbook.link = {
    read: async (...given) => {
      asked.push(given);
      return answer();
    },
    sop: async () => "ordering",
  };
  try {
    await work();
  } finally {
    handbook.link = before;
  }
  return asked;
};
const sound = () => ({ events: logged(), leftOut: ["deal"], sop: "ordering", revision: "abcabcabcabc" });

test("a link is read from its address, its fragment, a message, or what a mail program made of it", async () => {
  const texts = [
    `https://handbook.example/sops/ordering.html${FRAGMENT}`,
    FRAGMENT,
    FRAGMENT.slice(1),
    `Hello Bo,\n\nit is yours now:\nhttps://handbook.example/sops/ordering.html${FRAGMENT}\n\nAna`,
    `${FRAGMENT} and once more ${FRAGMENT}`,
    `https://safe.example/?url=https%3A%2F%2Fhandbook.example%2Fsops%2Fordering.html%23import%3Dv1.AbC-_9&data=5`,
  ];
  for (const text of texts) {
    const asked = await withLink(sound, async () => {
      const { ok, record } = await read(text, definition);
      assert.ok(ok, text);
      assert.equal(record.from, "link");
      assert.equal(record.revision, "abcabcabcabc");
      assert.deepEqual(record.leftOut, ["deal"]);
    });
    assert.deepEqual(asked, [[FRAGMENT, definition]]);
  }
});

test("what a link brings is checked like a file", async () => {
  const bad = () => ({ ...sound(), events: [...logged(), { kind: "x" }] });
  await withLink(bad, async () => assert.match(sentence(await read(FRAGMENT, definition)), /not understood/));
  const alone = () => ({ ...sound(), events: logged().slice(1) });
  await withLink(alone, async () => assert.match(sentence(await read(FRAGMENT, definition)), /beginning is missing/));
});

test("a link that cannot be read says so, and nothing is thrown", async () => {
  await withLink(() => ({ sentence: "Not whole." }), async () => assert.equal(sentence(await read(FRAGMENT, definition)), "Not whole."));
  const fails = () => { throw new Error("x"); }; // prettier-ignore
  await withLink(fails, async () => assert.match(sentence(await read(FRAGMENT, definition)), /cut short or damaged/));
  await withLink(sound, async () => {
    assert.match(sentence(await read("#import=v2.abc", definition)), /newer version/);
    assert.match(sentence(await read(FRAGMENT)), /as an address/);
    assert.match(sentence(await read(`${FRAGMENT} ${FRAGMENT}x`, definition)), /several links/);
  });
  const before = handbook.link;
  handbook.link = undefined;
  assert.match(sentence(await read(FRAGMENT, definition)), /Reload/);
  handbook.link = before;
});

test("a copy whose note holds a link is the copy", async () => {
  const log = new Log(definition);
  log.do("note", { text: `See ${FRAGMENT}` }, "configure");
  const asked = await withLink(sound, async () => {
    const { record } = await read(copyOf(log.events), definition);
    assert.equal(record.from, "text");
    assert.equal(await linked(copyOf(log.events)), null);
  });
  assert.deepEqual(asked, []);
});

test("where a link leads is told by what it carries", async () => {
  await withLink(sound, async () => {
    const found = { sop: "ordering", fragment: FRAGMENT.slice(1) };
    assert.deepEqual(await linked(`Look: https://handbook.example/${FRAGMENT} !`), found);
    assert.equal(await linked(`${FRAGMENT} ${FRAGMENT}x`), null);
    assert.equal(await linked("Hello"), null);
    handbook.link.sop = async () => null;
    assert.equal(await linked(FRAGMENT), null);
  });
});
