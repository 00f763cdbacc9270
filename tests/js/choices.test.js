"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, random, Log, sop, plain } = require("./support.js");

const { read, answer } = handbook.choices;
const START = "https://2i2c.org/hub-configurator";
const link = (state) => `${START}/?state=${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
const CHOSEN = { "cluster:provider": "GCP", "hub:dask": true, "hub:gpu": null, "obj:scratch": false, note: "", "wl:é": "✓" };
const URL_ = link({ tier: "Small", selections: { Small: CHOSEN, Large: { "hub:gpu": "T4" } } });
const TAKE = { cloud: "cluster:provider", dask: "hub:dask", gpu: "hub:gpu", scratch: "obj:scratch", note: "note", none: "new:item", level: "tier" }; // prettier-ignore
const FIELD = { id: "url", label: "URL", type: "url", starts_with: START, decode: "hub-configurator", take: TAKE };

test("the choices of the tier that counts are read without a catalogue", () => {
  const { tier, values, catalog } = read(` ${URL_} `, START);
  assert.deepEqual([tier, catalog, Object.fromEntries(values)], ["Small", null, CHOSEN]);
  assert.match(read(URL_, START, ["Large"]).sentence, /tier called “Small”; known ones are Large/);
  assert.match(read("x", START).sentence, /not a link to the Hub Configurator/);
});

test("a choice is an answer: yes and no in words, nothing for what was not chosen", () => {
  const found = read(URL_, START);
  const said = (item) => answer(found, item);
  assert.deepEqual(["cluster:provider", "hub:dask", "obj:scratch", "tier", "wl:é"].map(said), ["GCP", "yes", "no", "Small", "✓"]); // prettier-ignore
  for (const none of ["hub:gpu", "note", "new:item", "constructor", "__proto__"]) assert.equal(said(none), undefined);
});

test("what is remembered of one link is not told of another", () => {
  const tiers = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
  const links = tiers.map((tier) => link({ tier, selections: { [tier]: { tier } } }));
  for (let round = 0; round < 3; round += 1) {
    assert.deepEqual(links.map((url) => answer(read(url, START), "tier")), tiers);
    assert.match(read(links[0], "https://elsewhere.example").sentence, /not a link/);
  }
});

test("a field gives the choices that it is to take, by their ids", () => {
  const found = handbook.fields.read(FIELD, URL_);
  assert.deepEqual(found, { value: URL_, taken: { cloud: "GCP", dask: "yes", scratch: "no", level: "Small" }, told: "" });
  assert.deepEqual(handbook.fields.taken({ ...FIELD, take: undefined }, URL_), {});
});

test("a link whose choices cannot be read answers nothing, and says why", () => {
  for (const [url, why] of [
    [URL_.slice(0, -4), /damaged/],
    [START, /holds no choices/],
    [link({ tier: "Small", selections: { Small: { __proto__: null, toString: "x" } } }), /something other/],
    [link({ tier: "Small", selections: { Small: { a: {} } } }), /choice for “a” is neither/],
  ]) {
    assert.match(handbook.fields.read(FIELD, url).sentence, why);
    assert.deepEqual(handbook.fields.taken(FIELD, url), {});
    assert.equal(handbook.fields.answered(FIELD, url), false);
  }
}); // prettier-ignore

test("choices and a number may be taken out of one link", () => {
  const both = { ...FIELD, take: { level: "tier", number: "last number" } };
  const numbered = URL_.replace("/?", "/v7/?");
  assert.deepEqual(handbook.fields.read(both, numbered).taken, { level: "Small", number: "7" });
  assert.match(handbook.fields.read(both, URL_).sentence, /no number/);
});

test("a checklist has them among its answers, and conditions see them", () => {
  const definition = sop([{ id: "copy", fields: [FIELD] }, { id: "dask", when: { field: "dask", is: "yes" } }]);
  assert.notEqual(handbook.log.definition(plain(definition)), null);
  const log = new Log(definition);
  assert.equal(log.progress().status.dask, "off");
  log.answer("url", URL_, "copy");
  assert.equal(log.fold().answers.cloud.value, "GCP");
  assert.equal(log.progress().status.dask, "todo");
});

test("damage anywhere gives choices or a sentence, never an error", () => {
  const chance = random(9);
  for (let round = 0; round < 3000; round += 1) {
    const at = chance.below(URL_.length);
    const damaged = URL_.slice(0, at) + String.fromCharCode(chance.below(65_536)) + URL_.slice(at + 1);
    const found = read(damaged, START);
    assert.equal(typeof ("tier" in found ? found.tier : found.sentence), "string");
    assert.equal(typeof handbook.fields.taken(FIELD, damaged), "object");
  }
});
