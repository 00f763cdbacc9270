"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random } = require("./support.js");

const { decode, compare } = handbook.configurator;

const START = "https://2i2c.org/hub-configurator";
const DECODER = {
  starts_with: START,
  groups: [
    {
      title: "Cluster",
      items: [
        { id: "cluster:provider", label: "Cloud", options: { gcp: "Google Cloud", aws: "AWS" } },
        { id: "cluster:note", label: "Note" },
      ],
    },
    { title: "Hub", items: [{ id: "hub:dask", label: "Dask" }, { id: "hub:gpu", label: "GPU" }] },
  ],
  defaults: {
    Small: { "cluster:provider": "aws", "hub:dask": false, "hub:gpu": null },
    Large: { "cluster:provider": "gcp", "hub:dask": true, "hub:gpu": "T4" },
  },
};

const packed = (text) => `${START}/?state=${Buffer.from(text).toString("base64url")}`;
const link = (state) => packed(typeof state === "string" ? state : JSON.stringify(state));
const small = (selections, more = {}) => link({ tier: "Small", selections: { Small: selections, Large: { "hub:gpu": "A100" } }, ...more }); // prettier-ignore
const good = (url) => {
  const decoded = decode(url, DECODER);
  assert.equal(decoded.ok, true, decoded.sentence);
  return decoded;
};
const sentence = (url) => {
  const decoded = decode(url, DECODER);
  assert.equal(decoded.ok, false, url.slice(0, 100));
  assert.match(decoded.sentence, /^This link|^This is not/);
  return decoded.sentence;
};

test("the active tier alone is told, in the catalogue's order, with labels", () => {
  const { tier, catalog, choices } = good(small({ "hub:dask": true, "hub:gpu": null, "cluster:provider": "gcp" })); // prettier-ignore
  assert.deepEqual([tier, catalog], ["Small", null]);
  assert.deepEqual(choices, [
    { id: "cluster:provider", group: "Cluster", label: "Cloud", value: "Google Cloud", known: true, isDefault: false },
    { id: "hub:dask", group: "Hub", label: "Dask", value: "yes", known: true, isDefault: false },
    { id: "hub:gpu", group: "Hub", label: "GPU", value: "not chosen", known: true, isDefault: true },
  ]);
}); // prettier-ignore

test("what differs from the tier's defaults is told apart", () => {
  assert.deepEqual(good(small({ "cluster:provider": "aws", "hub:dask": false, "hub:gpu": null })).differs, []);
  const { differs } = good(small({ "cluster:provider": "aws", "hub:dask": true, "cluster:note": "é ✓ 漢" }));
  assert.deepEqual(differs.map(({ id, value }) => [id, value]), [["cluster:note", "é ✓ 漢"], ["hub:dask", "yes"]]);
});

test("items and values that nobody knows are shown as they are", () => {
  const { choices } = good(small({ "new:item": "42", "cluster:provider": "moon", "hub:dask": "toString" }));
  assert.deepEqual(
    choices.map(({ id, label, value, known, isDefault }) => [id, label, value, known, isDefault]),
    [
      ["cluster:provider", "Cloud", "moon", true, false],
      ["hub:dask", "Dask", "toString", true, false],
      ["new:item", "new:item", "42", false, false],
    ],
  );
});

test("another catalogue is told", () => {
  assert.equal(good(small({}, { catalog: "https://a.example/c.json" })).catalog, "https://a.example/c.json");
  assert.equal(good(small({}, { catalog: 3 })).catalog, null);
});

test("the link is read however it was carried: padded, percent-encoded, with more parameters", () => {
  const url = small({ "hub:dask": true });
  const expected = good(url);
  const state = url.split("state=")[1];
  const padded = state + "=".repeat((4 - (state.length % 4)) % 4);
  for (const same of [
    ` ${url}\n`,
    `${START}?state=${state}`,
    `${START}/?a=1&state=${state}&b=2#top`,
    `${START}/?state=${encodeURIComponent(padded)}`,
    `${START}/?state=${padded.replace(/-/g, "+").replace(/_/g, "/")}`,
    url.replace("2i2c.org", "2I2C.org"),
  ]) assert.deepEqual(good(same), expected);
}); // prettier-ignore

test("every kind of wrong link has its sentence", () => {
  const foreign = /not a link to the Hub Configurator/;
  for (const url of ["", "x", "https://evil.example/?state=e30", "https://2i2c.org/", `${START}-evil/?state=e30`, `https://evil.example/${START}`, "https://2i2c.org.evil.example/hub-configurator/?state=e30", "javascript:1", `${START}/../x?state=e30`]) {
    assert.match(sentence(url), foreign);
  }
  for (const url of [START, `${START}/`, `${START}/?state=`, `${START}/?other=1`, `${START}/#state=e30`]) {
    assert.match(sentence(url), /holds no choices/);
  }
  const damaged = /damaged/;
  for (const state of ["!!!", "a", "%zz", "e30%00", Buffer.from('{"tier": "Sm').toString("base64url"), Buffer.from([0x7b, 0xff, 0x7d]).toString("base64url"), Buffer.from([0xc3]).toString("base64url")]) {
    assert.match(sentence(`${START}/?state=${state}`), damaged);
  }
  assert.match(sentence(small({}).slice(0, -5)), damaged);
  const badByte = Buffer.from(JSON.stringify({ tier: "Small", selections: { Small: { "hub:gpu": "X" } } }).replace("X", "\u00ff"), "latin1");
  assert.match(sentence(`${START}/?state=${badByte.toString("base64url")}`), damaged);
  assert.match(sentence(`${START}/?state=${"A".repeat(65_536)}`), /too long/);
  for (const state of ["null", "1", '"x"', "[]", "{}", '{"tier": 1}', '{"tier": "Small"}', '{"tier": "Small", "selections": []}', '{"tier": "Small", "selections": {"Small": []}}', '{"tier": "Small", "selections": {"Small": null}}', '{"tier": "Small", "selections": {"Large": {}}}']) {
    assert.match(sentence(link(state)), /something other than choices/);
  }
  assert.match(sentence(link({ tier: "Huge", selections: { Huge: {} } })), /tier called “Huge”; known ones are Small, Large/);
  for (const tier of ["__proto__", "constructor", "toString"]) {
    assert.match(sentence(link(`{"tier": "${tier}", "selections": {"${tier}": {}}}`)), /tier called/);
  }
}); // prettier-ignore

test("values of odd types are told by their item", () => {
  for (const odd of [1, 1.5, [], {}, ["aws"], { a: 1 }]) {
    assert.match(sentence(small({ "hub:gpu": odd })), /choice for “hub:gpu” is neither/);
  }
});

test("no name poisons an object", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    sentence(link(`{"tier": "Small", "selections": {"Small": {"${name}": "x"}}}`));
  }
  const aside = link('{"__proto__": {"tier": "Small"}, "selections": {"Small": {}}}');
  assert.match(sentence(aside), /something other/);
  assert.equal({}.tier, undefined);
});

test("a second link shows what differs, the tier first", () => {
  const a = good(small({ "cluster:provider": "aws", "hub:dask": false, "new:item": "1" }));
  const b = good(link({ tier: "Large", selections: { Large: { "cluster:provider": "gcp", "hub:dask": false, "hub:gpu": "T4" } } })); // prettier-ignore
  assert.deepEqual(compare(a, a), []);
  assert.deepEqual(compare(a, b), [
    { id: "tier", label: "Tier", was: "Small", now: "Large" },
    { id: "cluster:provider", label: "Cloud", was: "AWS", now: "Google Cloud" },
    { id: "hub:gpu", label: "GPU", was: "not chosen", now: "T4" },
    { id: "new:item", label: "new:item", was: "1", now: "not chosen" },
  ]);
  assert.deepEqual(compare(a, decode("x", DECODER)), []);
});

test("damage anywhere gives choices or a sentence, never an error", () => {
  const chance = random(4);
  const url = small({ "cluster:provider": "gcp", "hub:dask": true, "cluster:note": "é ✓ 漢" });
  const outcomes = new Set();
  for (let round = 0; round < 5000; round += 1) {
    const at = chance.below(url.length);
    const damaged = chance.next() < 0.3
      ? url.slice(0, at)
      : url.slice(0, at) + String.fromCharCode(chance.below(round % 2 ? 128 : 65_536)) + url.slice(at + 1);
    const decoded = decode(damaged, DECODER);
    assert.equal(typeof (decoded.ok ? decoded.tier : decoded.sentence), "string");
    outcomes.add(decoded.ok);
  }
  assert.deepEqual([...outcomes].sort(), [false, true]);
});
