"use strict";

/*
 * Hostile copies, links and stored records, for whatever reads them.
 *
 *     node tests/js/hostile.js [definition.json]
 *
 * writes them as JSON, {texts, files, links}, for tests in a browser, those above 100,000
 * characters left out; a definition in place of the sample makes them checklists of that SOP. What
 * lies in storage is the `events` of a text. `expect` is "data" where the text is a sound copy that
 * has to be taken as it is, "refused", or "any" where either is right.
 */
const fs = require("node:fs");
const zlib = require("node:zlib");

const { random, sop, AT } = require("./support.js");

/** What runs, loads, or breaks out where text is taken for markup, a script, an address or a style. */
const SCRIPTS = fs
  .readFileSync(`${__dirname}/hostile.txt`, "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("## "));

/** What text can be beside words. */
const TEXTS = [
  "\u0000", "a\u0000b", "\ud800", "\udc00x", "x\ud83d", "\udead\udbbb", "\u202eevil\u202c", "\u2066\u2067\u2068", "\u200b\u200d\ufeff",
  "\u2028\u2029", "\r\n\t\u000b\f", "\u0085", "\u001b[31m", "\u0007\u0008", "Z\u0351\u0343\u0344".repeat(200), "ﷺ".repeat(900), "\ufffe\uffff",
  "{{community}}", "{{__proto__}}", "{{ constructor }}", "\\{{x}}", "${alert(1)}", "#{7*7}", "%s%n%x", "%00%0a", "=1+1", "=HYPERLINK(\"x\")", "@SUM(1)", "-2+3",
  "../../../etc/passwd", "C:\\nul", "'; DROP TABLE events; --", "1e400", "NaN", "undefined", "null", "true", "[object Object]", "__proto__",
  "constructor", "]]>", "<!--", "-->", "```", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "<!-- step: configure -->", "@everyone #1",
]; // prettier-ignore

/** What every object has by birth. */
const BORN = [
  "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
  "toLocaleString", "__defineGetter__", "__defineSetter__", "__lookupGetter__",
]; // prettier-ignore

/** Ids that name something on every page, and are nothing but ids. */
const NAMED = ["location", "forms", "cookie", "body", "name", "length", "then", "item", "domain", "document"];

const sample = () =>
  sop(
    [
      {
        id: "one", section: "first", who: "Ana", to: "Bo", must_do: true, gate: "It exists.", sign_off: "Cy", wait: "a day",
        when: { any: [{ field: "size", not: 3 }, { all: [{ field: "data", is: "keep" }] }] }, when_words: "it is large",
        fields: [
          { id: "deal", label: "Deal", type: "url", starts_with: "https://", path_has: "/record/", strip_query: true, take: { number: "last number" }, private: true },
          { id: "data", label: "Data", type: "choice", options: [{ id: "keep", label: "Keep it", was: ["hold"] }] },
          { id: "size", label: "Size", type: "number" },
          { id: "links", label: "Links", type: "list" },
        ],
      },
      { id: "two", parent: "one", optional: true, sop: "other", was: ["second"], due: { days: 3, before: "size" } },
      { id: "three", section: "first" },
    ],
    {
      sections: [{ id: "first", title: "First" }],
      changes: [{ date: "2026-11-20", why: "First version." }],
      then: { id: "next", title: "Next" },
    },
  ); // prettier-ignore

/** Every place of a record where text may stand, in words of its own. */
const PLACES = [
  "title", "revision", "about-label", "section", "step", "when-words", "gate", "sign-off", "wait", "who", "to", "label",
  "starts-with", "path-has", "option", "why", "then", "about", "by", "answer", "item", "reason", "note", "name", "on",
  "override", "handed", "abandoned", "renamed",
]; // prettier-ignore

/**
 * A record with text of one's own in its places.
 *
 * @param {object} definition
 * @param {(place: string) => string | undefined} text
 */
const record = (definition, text = () => undefined) => {
  const or = (place, other) => text(place) ?? other;
  const own = structuredClone(definition);
  own.title = or("title", own.title);
  own.revision = or("revision", own.revision);
  own.about.label = or("about-label", own.about.label);
  for (const section of own.sections) section.title = or("section", section.title);
  for (const change of own.changes) change.why = or("why", change.why);
  if (own.then) own.then.title = or("then", own.then.title);
  const fields = own.steps.flatMap((step) => (step.fields ?? []).map((field) => ({ step, field })));
  for (const step of own.steps) {
    step.text = or("step", step.text);
    const lines = { when_words: "when-words", gate: "gate", sign_off: "sign-off", wait: "wait", who: "who", to: "to" };
    for (const [key, place] of Object.entries(lines)) if (text(place) !== undefined) step[key] = text(place);
  }
  for (const { field } of fields) {
    field.label = or("label", field.label);
    if (field.type === "url" && text("starts-with") !== undefined) field.starts_with = text("starts-with");
    if (field.type === "url" && text("path-has") !== undefined) field.path_has = text("path-has");
    for (const option of field.options ?? []) option.label = or("option", option.label);
  }
  const events = [];
  const act = (kind, value = null, step = null) => {
    const n = events.length + 1;
    events.push({ v: 1, id: `h-${n}`, run: "hostile", n, at: AT, by: or("by", "Ana"), step, kind, value });
  };
  const [first, second = first] = own.steps;
  act("start", { definition: own, about: or("about", "Tern University"), practice: false });
  act("tick", null, first.id);
  for (const { step, field } of fields.slice(0, 20)) {
    const list = ["list", "choices"].includes(field.type);
    act("value", { field: field.id, value: list ? [or("item", "x"), or("item", "y")] : or("answer", "https://a.example/9") }, step.id);
  }
  act("skip", { how: "skipped", reason: or("reason", "Later") }, second.id);
  act("note", { text: or("note", "A note") }, first.id);
  act("sign", { name: or("name", "Bo") }, first.id);
  act("wait", { on: or("on", "CS&S"), until: "2026-11-30" }, second.id);
  act("override", { reason: or("override", "Urgent") }, first.id);
  act("rename", { about: or("renamed", "Tern") });
  act("hand", { to: or("handed", "Cy") });
  act("abandon", { reason: or("abandoned", "Fell through") });
  act("undo", { event: events.at(-1).id });
  act("finish", { open: [first.id], skipped: [second.id], late: [] });
  return { events, handbook: "checklist", v: 1 };
};

const written = (value) => `${JSON.stringify(value, null, 1)}\n`;

/** Every place in a value, as the keys that lead to it. */
const paths = (value, above = []) =>
  value === null || typeof value !== "object"
    ? []
    : Object.keys(value).flatMap((key) => [[...above, key], ...paths(value[key], [...above, key])]);

const put = (value, path, other) => {
  const copy = structuredClone(value);
  const at = path.slice(0, -1).reduce((within, key) => within[key], copy);
  at[path.at(-1)] = other;
  return copy;
};

/** A record whose text has something JSON.stringify would not write. */
const spliced = (value, mark, text) => written(value).replaceAll(JSON.stringify(mark), text);

const poisoned = (base) => {
  const found = [];
  const levels = {
    record: [], event: ["events", "1"], value: ["events", "0", "value"],
    definition: ["events", "0", "value", "definition"], about: ["events", "0", "value", "definition", "about"],
    step: ["events", "0", "value", "definition", "steps", "0"],
  }; // prettier-ignore
  for (const key of BORN) {
    for (const [level, path] of Object.entries(levels)) {
      const text = spliced(put(base, [...path, "@@key"], { polluted: "yes", length: 1 }), "@@key", JSON.stringify(key));
      found.push({ name: `key ${key} in the ${level}`, text, expect: "refused" });
    }
    for (const path of [["id"], ["run"], ["step"], ["kind"]]) {
      const text = written(put(base, ["events", "1", ...path], key));
      found.push({ name: `${path} called ${key}`, text, expect: "refused" });
    }
    const undo = base.events.findIndex(({ kind }) => kind === "undo");
    found.push({ name: `undo of ${key}`, text: written(put(base, ["events", `${undo}`, "value"], { event: key })), expect: "refused" });
    found.push({ name: `left out ${key}`, text: written({ ...base, left_out: [key] }), expect: "refused" });
  }
  for (const id of NAMED) {
    const steps = put(base, ["events", "0", "value", "definition", "steps", "0", "id"], id);
    for (const step of steps.events[0].value.definition.steps) {
      if (step.parent === base.events[1].step) step.parent = id;
    }
    found.push({ name: `step called ${id}`, text: written(steps), expect: "data" });
  }
  return found;
};

const numbers = (base) => {
  const odd = ["1e400", "-1e400", "NaN", "-1", "1.5", "9007199254740992", "1e308", '"1"', "1099511627776", "1099511627777", "01", "0x10", "+1", "1_000", "Infinity"];
  return odd.flatMap((number) => [
    { name: `n is ${number}`, text: spliced(put(base, ["events", "3", "n"], "@@n"), "@@n", number), expect: "refused" },
    { name: `version is ${number}`, text: spliced(put(base, ["v"], "@@n"), "@@n", number), expect: "refused" },
    { name: `version of an event is ${number}`, text: spliced(put(base, ["events", "3", "v"], "@@n"), "@@n", number), expect: "refused" },
    { name: `days are ${number}`, text: spliced(put(base, ["events", "0", "value", "definition", "steps", "0", "due"], { days: "@@n" }), "@@n", number), expect: "refused" },
  ]);
};

const damaged = (base) => {
  const text = written(base);
  const chance = random(4);
  const cut = Array.from({ length: 100 }, (_, percent) => ({
    name: `cut at ${percent} %`, text: text.slice(0, Math.floor((text.length * percent) / 100)), expect: "refused",
  })); // prettier-ignore
  const flipped = Array.from({ length: 200 }, (_, round) => {
    const at = chance.below(text.length);
    const turned = String.fromCharCode(text.charCodeAt(at) ^ (1 << chance.below(7)));
    return { name: `bit flipped, ${round}`, text: text.slice(0, at) + turned + text.slice(at + 1), expect: "any" };
  });
  return [...cut, ...flipped];
};

const mistyped = (base) => {
  const odd = { nothing: null, number: 7, text: "x", list: [], record: {}, yes: true };
  // One of each kind of event and of step says it for all.
  const seen = new Set();
  const found = [];
  for (const path of paths(base)) {
    const kind = path[0] === "events" && path[1] !== undefined ? base.events[path[1]].kind : "";
    const shape = `${kind} ${path.filter((key) => !/^\d+$/.test(key)).join(".")} ${path.length}`;
    if (seen.has(shape)) continue;
    seen.add(shape);
    for (const [what, other] of Object.entries(odd)) {
      found.push({ name: `${shape}: ${what}`, text: written(put(base, path, other)), expect: "any" });
    }
  }
  return found;
};

const large = (base) => {
  const [start] = base.events;
  const more = (events) => written({ ...base, events: [start, ...events] });
  const takes = (most) => Array.from({ length: most }, (_, at) => ({ ...start, id: `t${at}`, n: at + 2, kind: "take", value: null }));
  const stepped = (count) => put(base, ["events"], [{ ...start, value: { ...start.value, definition: sop(Array.from({ length: count }, (_, at) => ({ id: `s${at}` }))) } }]);
  const was = Array.from({ length: 400 }, (_, at) => `w${at}`);
  const options = Array.from({ length: 400 }, (_, at) => ({ id: `o${at}`, label: "O", was: was.map((name) => `${name}-a${at}`) }));
  const slow = { ...start, value: { ...start.value, definition: sop([{ id: "one", fields: [{ id: "f", label: "F", type: "choices", options }] }]) } };
  const answers = Array.from({ length: 300 }, (_, at) => ({ ...start, id: `v${at}`, n: at + 2, kind: "value", value: { field: "f", value: Array(400).fill("b") } }));
  const noted = (length) => more([{ ...start, id: "x", n: 2, kind: "note", step: "one", value: { text: "x".repeat(length) } }]);
  return [
    { name: "a note of 1,000,000 characters", text: noted(1_000_000), expect: "refused" },
    { name: "a note of 20,000 characters", text: noted(20_000), expect: "data" },
    { name: "a name of 1,001 characters", text: more([{ ...takes(1)[0], by: "x".repeat(1001) }]), expect: "refused" },
    { name: "100,000 steps", text: written(stepped(1)).replace('"steps": [', `"steps": [${'{"id":"x"},'.repeat(100_000)}`), expect: "refused" },
    { name: "2,001 steps", text: written(stepped(2001)), expect: "refused" },
    { name: "2,000 steps", text: written(stepped(2000)), expect: "data" },
    { name: "20,001 events", text: JSON.stringify({ ...base, events: [start, ...takes(20_000)] }), expect: "refused" },
    { name: "20,000 events", text: JSON.stringify({ ...base, events: [start, ...takes(19_999)] }), expect: "data" },
    { name: "answers that take for ever", text: JSON.stringify({ ...base, events: [slow, ...answers] }), expect: "refused" },
    { name: "lists 10,000 deep", text: spliced(put(base, ["events", "1", "value"], "@@"), "@@", "[".repeat(10_000) + "]".repeat(10_000)), expect: "refused" },
    { name: "records 10,000 deep", text: spliced(put(base, ["events", "1", "value"], "@@"), "@@", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`), expect: "refused" },
    { name: "conditions 10,000 deep", text: spliced(put(base, ["events", "0", "value", "definition", "steps", "0", "when"], "@@"), "@@", `${'{"all":['.repeat(10_000)}1${"]}".repeat(10_000)}`), expect: "refused" },
    { name: "conditions 9 deep", text: spliced(put(base, ["events", "0", "value", "definition", "steps", "0", "when"], "@@"), "@@", `${'{"all":['.repeat(9)}{"field":"f"}${"]}".repeat(9)}`), expect: "refused" },
    { name: "brackets without end", text: "[".repeat(4_000_000), expect: "refused" },
    { name: "records without end", text: `[${"{},".repeat(1_300_000)}{}]`, expect: "refused" },
    { name: "keys without end", text: `{${Array.from({ length: 300_000 }, (_, at) => `"k${at}":1`).join()}}`, expect: "refused" },
    { name: "quotes without end", text: `{"handbook": "${'\\"'.repeat(2_000_000)}`, expect: "refused" },
    { name: "escapes without end", text: `{"handbook": "${"\\".repeat(4_000_000)}`, expect: "refused" },
    { name: "a text too large", text: "x".repeat(5_000_001), expect: "refused" },
    { name: "links without end", text: "#import=v1. ".repeat(400_000), expect: "refused" },
  ]; // prettier-ignore
};

const twice = (base) => {
  const [start, second, ...rest] = base.events;
  const of = (name, events) => ({ name, text: written({ ...base, events }), expect: "refused" });
  return [
    of("the same event twice", [...base.events, second]),
    of("one id for two events", [...base.events, { ...second, n: 99, kind: "untick" }]),
    of("a second start", [...base.events, { ...start, id: "again", n: 99 }]),
    of("the start twice", [start, start, second, ...rest]),
    of("no start", [second, ...rest]),
    of("two checklists", [start, { ...second, run: "other" }, ...rest]),
    of("practice", [{ ...start, value: { ...start.value, practice: true } }, second]),
    of("two steps of one id", [put(start, ["value", "definition", "steps", "1", "id"], start.value.definition.steps[0].id)]),
    of("its own parent", [put(start, ["value", "definition", "steps", "0", "parent"], start.value.definition.steps[0].id)]),
    { name: "events twice", text: written(base).replace("{", '{"events": [{"kind": "x"}],'), expect: "data" },
    { name: "another kind of file twice", text: written(base).replace("{", '{"handbook": "evil",'), expect: "data" },
    { name: "an undo of itself", text: written({ ...base, events: [start, { ...start, id: "u", n: 2, kind: "undo", value: { event: "u" } }] }), expect: "data" },
    { name: "undos in a circle", text: written({ ...base, events: [start, ...["u", "w"].map((id, at) => ({ ...start, id, n: 2, kind: "undo", value: { event: "wu"[at] } }))] }), expect: "data" },
    { name: "a start after all else", text: written({ ...base, events: [{ ...start, n: 1000 }, second] }), expect: "data" },
  ]; // prettier-ignore
};

const strange = (base) => {
  const text = written(base);
  return [
    ["nothing", ""], ["blanks", " \n\t\ufeff "], ["a web page", `<!DOCTYPE html><script>alert(1)</script>${text}`], ["a script", "alert(1)"],
    ["a script around it", `(${text})`], ["JSONP", `callback(${text})`], ["YAML", "events:\n  - kind: start\n"], ["a comment", `// x\n${text}`], ["a comma too many", text.replace(/\}\s*$/, ",}")],
    ["single quotes", text.replaceAll('"', "'")], ["two of them", text + text], ["in a list", `[${text}]`], ["as a text", JSON.stringify(text)],
    ["the guard of others", `)]}'\n${text}`], ["XML", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'], ["an address", "javascript:alert(1)"], ["data", `data:application/json,${encodeURIComponent(text)}`],
    ["Markdown", "# Ordering\n\n- [x] One <!-- step: one -->"], ["a calendar", "BEGIN:VCALENDAR"], ["a number", "1e400"], ["null", "null"],
  ].map(([name, given]) => ({ name, text: given, expect: "refused" })); // prettier-ignore
};

/** Hostile texts of copies: {name, text, expect}. */
const texts = (definition = sample()) => {
  const base = record(definition);
  const all = [...SCRIPTS, ...TEXTS];
  const short = (text) => text.slice(0, 1000);
  return [
    { name: "a sound copy", text: written(base), expect: "data" },
    ...all.map((text, at) => ({ name: `everywhere: text ${at}`, text: written(record(definition, () => short(text))), expect: "data" })),
    ...PLACES.flatMap((place, at) =>
      [0, 1, 2].map((turn) => {
        const text = all[(at * 7 + turn * 41) % all.length];
        const given = record(definition, (one) => (one === place ? short(text) : undefined));
        return { name: `${place}: text ${turn}`, text: written(given), expect: "data" };
      }),
    ),
    ...poisoned(base), ...numbers(base), ...damaged(base), ...mistyped(base), ...large(base), ...twice(base), ...strange(base),
  ]; // prettier-ignore
};

/** Hostile bytes of files: {name, base64, expect}. */
const files = (definition = sample()) => {
  const text = written(record(definition));
  const bytes = Buffer.from(text, "utf8");
  const of = (name, given, expect = "refused") => ({ name, base64: Buffer.from(given).toString("base64"), expect });
  const withIn = (...odd) => Buffer.concat([bytes.subarray(0, 200), Buffer.from(odd), bytes.subarray(200)]);
  return [
    of("no bytes", []), of("a byte order mark alone", [0xef, 0xbb, 0xbf]), of("a byte order mark before it", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]), "data"),
    of("UTF-16", Buffer.from(`\ufeff${text}`, "utf16le")), of("Latin 1", Buffer.from(text.replace("Tern", "Térn"), "latin1")),
    of("an overlong quote", withIn(0xc0, 0xa2)), of("half a surrogate", withIn(0xed, 0xa0, 0x80)), of("beyond Unicode", withIn(0xf5, 0x80, 0x80, 0x80)),
    of("a lone continuation", withIn(0x80)), of("an end too soon", Buffer.concat([bytes, Buffer.from([0xe2, 0x82])])), of("a NUL within", withIn(0)),
    of("gzip", zlib.gzipSync(bytes)), of("zip", Buffer.concat([Buffer.from("PK\u0003\u0004\u0014\0\0\0"), bytes])), of("a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")),
    of("NULs", Buffer.alloc(1000)), of("5,000,001 bytes", Buffer.alloc(5_000_001, 0x20)), of("5,000,000 blanks", Buffer.alloc(5_000_000, 0x20)),
  ]; // prettier-ignore
};

/** The fragment of a link that carries anything at all. */
const fragment = (bytes) => `#import=v1.${zlib.deflateRawSync(bytes, { level: 9 }).toString("base64url")}`;

/** A record as a link writes it, its version written out. */
const linked = ({ events, left_out: left = [] }, definition) => {
  const [{ run }] = events;
  let before = 0;
  const packed = events.map(({ id, n, at, kind, step, value, by }) => {
    const more = n - before;
    before = n;
    return [`~${id}`, more, at, kind, step, value, by];
  });
  const { id: sop, revision } = definition;
  return { v: 1, sop, revision, then: "", left_out: left, run: `~${run}`, ahead: 60, by: "Ana", events: packed };
};

/** Hostile links: {name, fragment, expect}. */
const links = (definition = sample()) => {
  const base = record(definition);
  const sound = linked(base, definition);
  const good = fragment(JSON.stringify(sound));
  const of = (name, given, expect = "refused") => ({ name, fragment: given, expect });
  const json = (name, value, expect) => of(name, fragment(JSON.stringify(value)), expect);
  const noise = (length) => Buffer.from(Array.from({ length }, () => chance.below(256)));
  const chance = random(5);
  const bombs = [1_000, 300_000, 2_000_000, 20_000_000].flatMap((size) => [
    of(`${size} blanks`, fragment(Buffer.alloc(size, 0x20))),
    of(`${size} brackets`, fragment(Buffer.alloc(size, 0x5b))),
    json(`a note of ${size}`, { ...sound, more: "x".repeat(size) }, size === 1_000 ? "data" : "refused"),
  ]);
  const nested = zlib.deflateRawSync(zlib.deflateRawSync(Buffer.alloc(10_000_000, 0x20)));
  const keys = Object.keys(sound);
  const odd = [null, 7, "x", [], {}, true, [[]], "__proto__"];
  const all = [...SCRIPTS, ...TEXTS];
  return [
    of("a sound link", good, "data"),
    of("a sound link without its #", good.slice(1), "data"),
    of("nothing", "#import="), of("no data", "#import=v1."), of("one letter", "#import=v1.A"), of("another version", good.replace("v1.", "v2.")),
    of("a version far off", good.replace("v1.", "v99999999999999999999.")), of("no version", good.replace("v1.", "")), of("not base64", good.replace("v1.", "v1.%%%")),
    of("padding", `${good}==`, "any"), of("plain base64", good.replaceAll("-", "+").replaceAll("_", "/"), "any"), of("noise", `#import=v1.${noise(500).toString("base64url")}`),
    of("deflated twice", `#import=v1.${nested.toString("base64url")}`), of("zlib", `#import=v1.${zlib.deflateSync(JSON.stringify(sound)).toString("base64url")}`),
    of("32 KiB of noise", `#import=v1.${noise(24_564).toString("base64url")}`), of("a character more", `#import=v1.${noise(24_564).toString("base64url")}A`), of("2 MB", `#import=v1.${"A".repeat(2_000_000)}`),
    ...bombs,
    ...Array.from({ length: 50 }, (_, at) => of(`cut at ${at * 2} %`, good.slice(0, 11 + Math.floor(((good.length - 11) * at) / 50)))),
    ...Array.from({ length: 50 }, (_, round) => {
      const at = 11 + chance.below(good.length - 11);
      return of(`a letter changed, ${round}`, good.slice(0, at) + chance.pick([..."AbC09-_"]) + good.slice(at + 1), "any");
    }),
    ...keys.flatMap((key) => odd.map((value) => json(`${key} is ${JSON.stringify(value)}`, { ...sound, [key]: value }, "any"))),
    ...BORN.map((key) => of(`key ${key}`, fragment(spliced({ ...sound, "@@key": { polluted: "yes" } }, "@@key", JSON.stringify(key))), "any")),
    ...BORN.map((key) => json(`a value of ${key}`, { ...sound, events: [...sound.events, ["~x", 1, AT, "value", null, { field: key, value: "x" }]] })),
    json("another SOP", { ...sound, sop: "other" }), json("its newer version", { ...sound, v: 2 }), json("a second start", { ...sound, events: [...sound.events, ["~x", 1, ...sound.events[0].slice(2)]] }),
    json("no start", { ...sound, events: sound.events.slice(1) }), json("an id twice", { ...sound, events: [...sound.events, sound.events[1]] }),
    json("numbers beyond", { ...sound, events: sound.events.map((event, at) => (at === 3 ? [event[0], 2 ** 41, ...event.slice(2)] : event)) }),
    json("choices of nobody", { ...sound, events: [...sound.events, ["~x", 1, AT, "value", null, { field: "deal", value: { choices: { tier: "__proto__", values: { a: 1 } } } }]] }),
    ...all.map((text, at) => {
      const given = record(definition, () => text.slice(0, 1000));
      return json(`everywhere: text ${at}`, linked(given, definition), "data");
    }),
  ]; // prettier-ignore
};

/** Hostile records as they might lie in storage: {name, records}. */
const stored = (given = texts()) =>
  given.flatMap(({ name, text }) => {
    try {
      const { events } = JSON.parse(text);
      return Array.isArray(events) ? [{ name, records: events }] : [];
    } catch {
      return [];
    }
  });

module.exports = { BORN, PLACES, SCRIPTS, TEXTS, files, fragment, linked, links, record, sample, stored, texts };

if (require.main === module) {
  const [, , path] = process.argv;
  const definition = path ? JSON.parse(fs.readFileSync(path, "utf8")) : sample();
  const short = ({ text = "", base64 = "", fragment: link = "" }) => (text + base64 + link).length <= 100_000;
  const all = { texts: texts(definition), files: files(definition), links: links(definition) };
  const shown = Object.entries(all).map(([kind, some]) => [kind, some.filter(short)]);
  fs.writeFileSync(1, JSON.stringify(Object.fromEntries(shown)));
}
