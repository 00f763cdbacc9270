"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { deflateRawSync, inflateRawSync } = require("node:zlib");

const { handbook, random, sop, Log, plain, OWN, EVERYTHING, NOTHING, secretive, versionsOf, busy, URL_OF } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const { make, read, sop: sopOf } = handbook.link;
const { fold } = handbook.fold;

const BASE = "https://handbook.example/sops/ordering.html";
const DEFINITIONS = [...Object.values(SAMPLES).map((one) => one()), secretive(), ...OWN]
  .map((raw) => handbook.log.definition(raw)); // prettier-ignore

/** A definition as another page embeds it: equal, not the same. */
const embedded = (definition) => structuredClone(definition);

const fragmentOf = ({ url, sentence }) => {
  assert.ok(url, sentence);
  return url.slice(url.indexOf("#"));
};
const link = (log, redaction = EVERYTHING, base = BASE) => make(log.events, log.fold(), base, redaction);
const bytesOf = (fragment) => Buffer.from(fragment.split("v1.")[1], "base64url");
const insideOf = (fragment) => JSON.parse(inflateRawSync(bytesOf(fragment)).toString("utf-8"));
const packed = (bytes) => `#import=v1.${Buffer.from(bytes).toString("base64url")}`;
const deflated = (value) => packed(deflateRawSync(typeof value === "string" ? value : JSON.stringify(value)));

/** What a checklist says; when it was touched and what undo would do are another matter. */
const said = (events) => {
  const { touched, undoable, redoable, history, archived, trashed, ...run } = fold(events);
  return plain({ ...run, progress: handbook.progress.progress(fold(events)) });
};

test("made and read, it says the same", async () => {
  let cases = 0;
  for (const definition of DEFINITIONS) {
    for (let seed = 1; seed <= 36; seed += 1) {
      const versions = seed % 3 ? [] : versionsOf(definition);
      const log = busy(definition, seed, { versions, run: "f".repeat(32) });
      const redaction = { private: seed % 2 === 0, notes: seed % 5 !== 0 };
      const found = await read(fragmentOf(await link(log, redaction)), embedded(log.fold().definition));
      assert.ok(found.events, found.sentence);
      const { events, leftOut } = handbook.redact.events(log.events, log.fold(), redaction);
      assert.deepEqual(said(found.events), said(events), `${definition.id}, seed ${seed}`);
      assert.deepEqual(found.leftOut, leftOut);
      assert.equal(found.revision, log.fold().definition.revision);
      cases += 1;
    }
  }
  assert.ok(cases >= 4 * 36, `${cases} cases`);
  assert.ok(!process.env.HANDBOOK_DEFINITIONS || OWN.length > 5);
});

test("what comes back to its sender changes nothing: the same acts, word for word", async () => {
  for (const definition of DEFINITIONS) {
    for (let seed = 1; seed <= 24; seed += 1) {
      const log = busy(definition, seed, { versions: seed % 3 ? [] : versionsOf(definition) });
      const { events } = await read(fragmentOf(await link(log)), embedded(log.fold().definition));
      const own = handbook.log.order(log.events);
      assert.deepEqual(handbook.log.merge(own, events), own);
      assert.deepEqual(handbook.log.merge(events, own), own);
      assert.ok(events.length <= own.length);
    }
  }
});

test("only what the state needs goes: the last word on everything, nothing undone", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("review");
  log.do("untick", null, "review");
  const ticked = log.tick("review");
  log.answer("order", "https://a.example/1", "order-link");
  const answered = log.answer("order", "https://a.example/2", "order-link");
  log.do("undo", { event: log.answer("issues", ["https://a.example/3"], "check-issues") });
  log.do("rename", { about: "A" });
  const named = log.do("rename", { about: "B" });
  log.do("archive", true);
  const { events } = await read(fragmentOf(await link(log)), log.fold().definition);
  assert.deepEqual(events.map(({ id }) => id), ["a-1", ticked, answered, named]);
});

test("what somebody did before a gate was closed again is not too early", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("create-order");
  log.tick("review");
  log.do("untick", null, "create-order");
  log.tick("create-order");
  assert.deepEqual(log.progress().late, []);
  const { events } = await read(fragmentOf(await link(log)), log.fold().definition);
  assert.deepEqual(handbook.progress.progress(fold(events)).late, []);
});

// ------------------------------------------------------------- how long it is

/** A URL such as the Hub Configurator makes: three tiers, 26 choices each, 4,400 characters. */
const configured = (tier = "Advanced") => {
  const chance = random(3);
  const words = "Scientific Python image available through online documentation for all users small fixed size shared Default configurable per hub Persistent Institutional login managed community cloud account billing storage quota admins edit everyone reads static starter structure provided reporting usage cost agreement standard".split(" "); // prettier-ignore
  const kinds = ["cluster", "signin", "environment", "hub", "home", "obj", "wl", "docs", "reporting", "sales"];
  const ids = Array.from({ length: 26 }, (_, at) => `${kinds[Math.floor(at / 3)]}:${words[at]}`.toLowerCase());
  const texts = ids.map((_, at) => (at % 3 === 0 ? at % 2 === 0 : Array.from({ length: 1 + chance.below(6) }, () => chance.pick(words)).join(" ")));
  const selections = Object.fromEntries(
    ["Essential", "Advanced", "Premier"].map((name) => [name, Object.fromEntries(ids.map((id, at) => [id, chance.next() < 0.15 ? `${chance.pick(words)} (≈2 GB RAM)` : texts[at]]))]),
  );
  return `https://2i2c.org/hub-configurator/?state=${Buffer.from(JSON.stringify({ tier, selections })).toString("base64url")}`;
};

/** SOP: Ordering in outline, as in `_data/sops/ordering.yaml`, which the tests in Python pass in. */
const ordering = () => {
  const own = OWN.find(({ id }) => id === "ordering");
  if (own) return handbook.log.definition(structuredClone(own));
  const sample = SAMPLES.nested();
  sample.steps[1].fields[0].decode = "hub-configurator";
  return handbook.log.definition(sample);
};

/** All done, as a browser writes it: long ids, moments to the millisecond, a name. */
const ordered = (url) => {
  const definition = ordering();
  const chance = random(5);
  const hex = (length) => Array.from({ length }, () => chance.below(16).toString(16)).join("");
  const log = new Log(null, { run: hex(32) });
  let time = Date.parse("2026-11-20T13:05:12.345Z");
  const act = (kind, value, step = null) => {
    time += chance.below(300_000);
    const at = `${new Date(time + 3_600_000).toISOString().slice(0, -1)}+01:00`;
    return log.do(kind, value, step, { id: hex(32), at, by: "Ana Lindqvist" });
  };
  act("start", { definition, about: "Tern University", practice: false });
  const value = (field) => {
    if (field.decode) return url;
    if (field.type === "list") return [1, 2, 3].map((at) => `https://github.com/2i2c-org/infrastructure/issues/730${at}`);
    return field.path_has ? "https://app.hubspot.com/contacts/8053521/record/0-3/23456789012" : "https://app.hubspot.com/contacts/8053521/record/0-123/98765432101";
  };
  for (const step of definition.steps) {
    for (const field of step.fields ?? []) act("value", { field: field.id, value: value(field) }, step.id);
    act("tick", null, step.id);
  }
  act("hand", { to: "Bo Akande" });
  log.events = log.events.map((event) => handbook.log.event(event));
  return log;
};

test("a link of a whole Ordering is at most 2,000 characters long", async () => {
  const url = configured();
  assert.ok(url.length > 4_300, `${url.length}`);
  const log = ordered(url);
  const { url: made } = await link(log, NOTHING);
  assert.ok(made.length <= 2_000, `${made.length} characters`);
  assert.match(made, /^https:\/\/handbook\.example\/sops\/ordering\.html#import=v1\.[A-Za-z0-9_-]+$/);
});

test("the choices that count come with it, and the pasted address stays where it is", async () => {
  const url = configured();
  const log = ordered(url);
  const { events } = await read(fragmentOf(await link(log)), embedded(log.fold().definition));
  const field = log.fold().definition.steps[1].fields[0];
  const choices = (address) => {
    const found = handbook.choices.read(address, field.starts_with);
    assert.equal(found.sentence, undefined);
    return [found.tier, Object.fromEntries(found.values), found.catalog];
  };
  const short = fold(events).answers[field.id].value;
  assert.ok(handbook.fields.answered(field, short));
  assert.deepEqual(choices(short), choices(url));
  assert.ok(short.length < url.length / 2, `${short.length} characters`);
  const own = handbook.log.order(log.events);
  assert.deepEqual(handbook.log.merge(events, own), own);
});

test("an address that is none of the Configurator's comes as it is", async () => {
  for (const odd of ["https://2i2c.org/hub-configurator/?state=x", "not an address", "https://2i2c.org/hub-configurator"]) {
    const log = ordered(odd);
    const { events } = await read(fragmentOf(await link(log)), log.fold().definition);
    assert.equal(fold(events).answers["configurator-url"].value, odd);
  }
});

test("ids and moments of every sort come back as they were", async () => {
  const definition = handbook.log.definition(SAMPLES.nested());
  const log = new Log(null, { run: "run_1-x" });
  log.do("start", { definition, about: "", practice: true }, null, { at: "2026-11-20T14:05:00+01:00", id: "A".repeat(64) });
  const moments = ["2026-11-20T14:05:00.1+01:00", "2026-11-20T13:05:00Z", "2026-11-20T13:05:00.123Z", "2026-11-20T08:05:00.123-05:00", "2026-11-19T18:50:00.000+05:45", "0001-01-01T00:00:00.000+00:00", "2026-11-20T14:05:00.000+01:00"];
  moments.forEach((at, index) => log.do("tick", null, "review", { at, id: "0".repeat(31) + index, by: index % 2 ? "Bo" : "", n: 2 ** 40 + index * 7 }));
  log.do("note", { text: "\ud83d ünï\u0000\n" }, "move", { id: "a".repeat(22), at: "2026-11-20T14:05:59.999+01:00" });
  const events = log.events.map((event) => handbook.log.event(event));
  assert.ok(events.every(Boolean));
  for (const event of events.slice(1)) {
    const found = await read(fragmentOf(await make([events[0], event], fold([events[0], event]), BASE, EVERYTHING)), definition);
    assert.deepEqual(found.events, [events[0], event]);
  }
}); // prettier-ignore

// ------------------------------------------------------------- what cannot be made

test("without a published page there is a sentence", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  for (const base of ["", "/sops/ordering.html", "file:///x.html", "javascript:alert(1)"]) {
    assert.match((await link(log, EVERYTHING, base)).sentence, /no published page/);
  }
  assert.equal((await link(log, EVERYTHING, `${BASE}?a=1#run=x`)).url.split("#")[0], `${BASE}?a=1`);
});

test("a checklist that is too large has a sentence", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  const chance = random(1);
  const noise = () => Array.from({ length: 20_000 }, () => String.fromCharCode(33 + chance.below(90))).join("");
  for (const step of ["review", "move"]) log.do("note", { text: noise() }, step);
  assert.match((await link(log)).sentence, /too large for a link/);
  assert.ok((await link(log, NOTHING)).url);
});

// ------------------------------------------------------------- another version

test("where the SOP changed in other steps, the link opens on the new version", async () => {
  const was = handbook.log.definition(SAMPLES.nested());
  const log = new Log(was);
  log.tick("configure");
  log.do("note", { text: "x" }, "review");
  const made = fragmentOf(await link(log));
  const steps = was.steps.map(({ hash, number, ...step }) => (step.id === "move" ? { ...step, text: "Move it on" } : step));
  const now = handbook.log.definition(sop([...steps, { id: "more" }], { revision: "abcdef012345" }));
  const found = await read(made, now);
  assert.equal(found.revision, was.revision);
  assert.deepEqual(Object.keys(fold(found.events).steps), ["configure", "review"]);
  assert.equal(fold(found.events).definition, now);
});

test("where it changed in steps that were worked on, nobody claims a tick on other words", async () => {
  const was = handbook.log.definition(SAMPLES.nested());
  const log = new Log(was);
  log.tick("configure");
  const made = fragmentOf(await link(log));
  const bare = was.steps.map(({ hash, number, ...step }) => step);
  const [first, ...rest] = bare;
  const versions = [
    [{ ...first, text: "Something else" }, ...rest],
    [{ ...first, id: "renamed", was: ["configure"] }, ...rest],
    [{ ...first, id: "both", was: ["configure", "copy-url"] }, ...rest.slice(1)],
  ].map((steps) => handbook.log.definition(sop(steps, { revision: "abcdef012345" })));
  for (const now of versions) assert.match((await read(made, now)).sentence, /has changed since this link was made/);
  const gone = handbook.log.definition(sop(rest, { revision: "abcdef012345" }));
  assert.deepEqual(Object.keys(fold((await read(made, gone)).events).orphans), ["configure"]);
});

test("a link for another SOP is told, and which one it is for", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  const made = fragmentOf(await link(log));
  const other = handbook.log.definition(SAMPLES.sectioned());
  assert.match((await read(made, other)).sentence, /another SOP/);
  assert.equal(await sopOf(made), "ordering");
  assert.equal(await sopOf("#import=v1.x"), null);
  const renamed = handbook.log.definition({ ...SAMPLES.sectioned(), was: ["ordering"], steps: SAMPLES.nested().steps, sections: [] });
  assert.ok((await read(made, renamed)).events);
});

// ------------------------------------------------------------- what comes in

test("it is read with and without what stands before it", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  const made = fragmentOf(await link(log));
  for (const same of [made, made.slice(1), made.slice("#import=".length), ` ${made}\n`]) {
    assert.equal((await read(same, log.fold().definition)).events?.length, 1);
  }
});

/** Refused with a sentence, and fast. */
const refused = async (fragment, sentence, definition = SAMPLES.nested()) => {
  let found;
  let took = Infinity;
  // A machine that does other things as well may stall once.
  for (let times = 3; times > 0 && took >= 500; times -= 1) {
    const start = performance.now();
    found = await read(fragment, definition);
    took = performance.now() - start;
  }
  assert.match(found.sentence ?? "", sentence, String(fragment).slice(0, 60));
  assert.match(found.sentence, /^This .*\.$|^The SOP has/);
  assert.ok(took < 500, `${took} ms`);
};

test("a bomb is refused before it has gone off", async () => {
  const big = /holds more than a checklist can/;
  const most = 262_144;
  for (const size of [most + 1, 1_000_000, 16_000_000, 24_000_000]) await refused(deflated("\0".repeat(size)), big);
  const chance = random(2);
  // About a hundred to one, and one that unpacks to another.
  await refused(deflated(Array.from({ length: 20_000 }, () => `${chance.pick(["abc", "xyz"])}${"x".repeat(100)}`).join("")), big);
  await refused(packed(deflateRawSync(deflateRawSync("\0".repeat(40_000_000)))), /damaged/);
  await refused(deflated(" ".repeat(most)), /damaged/);
  await refused(deflated("[".repeat(most)), /damaged/);
  await refused(deflated(`{"a":`.repeat(50_000)), /damaged/);
});

test("a fragment may have 32,768 characters, and not one more", async () => {
  const head = "import=v1.";
  for (const [length, sentence] of [[32_767, /damaged/], [32_768, /damaged/], [32_769, /longer than one can be/], [2_000_000, /longer than one can be/]]) {
    await refused(head + "A".repeat(length - head.length), sentence);
    await refused(`#${head}${"A".repeat(length - head.length)}`, sentence);
  }
}); // prettier-ignore

test("whatever is no link has its sentence", async () => {
  const damaged = /damaged/;
  for (const text of ["", "#", "#import=", "#run=abc", "import=v1", "v1.", "#import=v1.", "#import=v1.!!!", "#import=v1.A", "#import=v1.AAAA", "#import=v1.é", "#import=v1.e30=", "#import=v1.a b", null, undefined, 3, {}]) {
    await refused(text, damaged);
  }
  for (const text of ["#import=v2.AAAA", "#import=v10.", deflated({ v: 2 })]) await refused(text, /newer version/);
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("review");
  const made = fragmentOf(await link(log));
  for (let cut = 1; cut < made.length - 12; cut += 3) await refused(made.slice(0, -cut), damaged);
  await refused(packed(deflateRawSync(Buffer.from([0x7b, 0xff, 0x7d]))), damaged);
}); // prettier-ignore

/** Every object and list in a value, with the key by which it is reached. */
const places = (value, found = []) => {
  if (typeof value !== "object" || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    places(value[key], found);
  }
  return found;
};

test("with anything in the place of anything it is sound or refused, and poisons nothing", async () => {
  const log = busy(handbook.log.definition(SAMPLES.ruled()), 4);
  log.answer("deal-link", "https://a.example/record/0-3/7", "deal");
  const inside = insideOf(fragmentOf(await link(log)));
  const odd = [null, true, 0, -1, 1.5, 1e300, "", "x", "__proto__", "constructor", [], {}, [[]], { choices: {} }, { choices: { tier: "x", values: [] } }, "x".repeat(30_000), JSON.parse('{"__proto__": {"polluted": 1}}'), JSON.parse('{"constructor": {"prototype": {"polluted": 1}}}')];
  const count = places(inside).length;
  const outcomes = { events: 0, sentence: 0 };
  for (let at = 0; at < count; at += 2) {
    for (const value of odd) {
      const copy = structuredClone(inside);
      const [holder, key] = places(copy)[at];
      holder[key] = value;
      const found = await read(deflated(copy), SAMPLES.ruled());
      outcomes[found.events ? "events" : "sentence"] += 1;
      if (!found.events) assert.match(found.sentence, /\.$/);
      else {
        assert.ok(found.events.every((event) => handbook.log.event(event) === event));
        assert.equal(found.events.filter(({ kind }) => kind === "start").length, 1);
        assert.ok(fold(found.events));
      }
      assert.equal({}.polluted, undefined);
    }
  }
  assert.ok(outcomes.events > 25 && outcomes.sentence > 250, JSON.stringify(outcomes));
}); // prettier-ignore

test("one flipped bit is told, or gives a sound checklist", async () => {
  const log = busy(handbook.log.definition(SAMPLES.nested()), 9);
  const bytes = bytesOf(fragmentOf(await link(log)));
  for (let at = 0; at < bytes.length * 8; at += 7) {
    const copy = Buffer.from(bytes);
    copy[at >> 3] ^= 1 << (at & 7);
    const found = await read(packed(copy), SAMPLES.nested());
    assert.ok(found.sentence ? /\.$/.test(found.sentence) : fold(found.events), `bit ${at}`);
  }
});

test("two starts, or one act twice, are no checklist", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("review");
  const inside = insideOf(fragmentOf(await link(log)));
  const [start, tick] = inside.events;
  for (const events of [[], [tick], [start, start], [start, tick, tick], [start, ["~b", ...start.slice(1)]]]) {
    await refused(deflated({ ...inside, events }), /damaged/);
  }
  await refused(deflated({ ...inside, events: Array.from({ length: 20_001 }, () => 0) }), /damaged/);
});

test("a private answer goes along only when asked", async () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.answer("deal", URL_OF(90817263), "deal");
  log.do("note", { text: "Nq" }, "deal");
  const inside = async (redaction) => JSON.stringify(insideOf(fragmentOf(await link(log, redaction))));
  assert.doesNotMatch(await inside(NOTHING), /90817263|Nq/);
  assert.match(await inside(EVERYTHING), /90817263.*Nq/);
  const { leftOut } = await read(fragmentOf(await link(log, NOTHING)), log.fold().definition);
  assert.deepEqual(leftOut, ["deal", "notes"]);
});

test("where a browser cannot, it says so", async () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  const made = fragmentOf(await link(log));
  const kept = { CompressionStream, DecompressionStream };
  try {
    for (const name of Object.keys(kept)) globalThis[name] = undefined;
    assert.match((await link(log)).sentence, /browser cannot/);
    assert.match((await read(made, log.fold().definition)).sentence, /browser cannot/);
  } finally {
    Object.assign(globalThis, kept);
  }
});
