"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, Log, OWN, EVERYTHING, NOTHING, secretive, versionsOf, busy, told, URL_OF } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");
const { cases } = require("./exits-payloads.js");

const LINK = "https://handbook.example/sops/ordering.html#import=v1.abc";

const text = (log, redaction = NOTHING, more = {}) =>
  handbook.handover.text(log.fold(), log.progress(), { ...told(redaction), to: "Bo", by: "Ana", link: LINK, ...more });

const example = () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.answer("deal", URL_OF(77), "deal");
  log.answer("order", "https://a.example/order/1", "agree");
  log.tick("deal");
  log.answer("review", "2026-12-10", "plan");
  log.do("skip", { how: "not-applicable", reason: "None" }, "tell");
  log.do("note", { text: "Two\nlines" }, "plan");
  log.do("wait", { on: "CS&S", until: "2026-11-24" }, "agree");
  log.do("override", { reason: "It is urgent" }, "agree");
  return log;
};

test("the whole, as it is read", () => {
  assert.equal(text(example(), { private: false, notes: true }), `Ordering for Tern University
Handed over by Ana to Bo, 22 November 2026, 16:00 (Europe/Berlin).

1 of 8 steps done.
It stopped at step 2, “Agree on [Budget] with Tern University”, 20 November 2026, 14:05, by Ana.
Next is step 2, “Agree on [Budget] with Tern University”.
Who is next: Bo.

Done:
1. Open [HubSpot Deal], number [HubSpot Deal] (Account Manager)
   HubSpot Deal: left out, as it is private

Still open:
2. Agree on [Budget] with Tern University
   Order: https://a.example/order/1
3. Do go-live
4. Do check (must do)
5. Do plan
   Review on: 10 December 2026
   - Do prepare, due 26 November 2026
6. Do who (goes to P&S)
7. Do only
8. Do sign (signed off by Delivery Manager)

Skipped or not applicable:
- A part of step 5, “Do tell”: not applicable, None

Gone on although something came first:
- Step 2, “Agree on [Budget] with Tern University”: It is urgent

Waiting on:
- Step 2, “Agree on [Budget] with Tern University”: CS&S until 24 November 2026

Notes:
- Step 5, “Do plan”:
   Two
   lines

Left out: HubSpot Deal.

SOP: Ordering, revision 0123456.

Open the checklist:
${LINK}
`);
}); // prettier-ignore

test("where it stopped, who is next, and the link at the very end", () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("configure");
  assert.match(text(log), /\nIt stopped at step 1, “Do configure”, 20 November 2026, 14:05, by Ana\.\nNext is step 2, “Do copy-url”\.\nWho is next: Bo\.\n/);
  log.do("hand", { to: "Bo" }, null, { at: "2026-11-21T09:00:00.000+01:00" });
  assert.match(text(log), /\nIt stopped at step 1, “Do configure”, 20 November 2026, 14:05, by Ana\.\n/);
  log.do("take");
  log.tick("copy-url");
  assert.match(text(log), /\nNext is a part of step 3, “Do line-items”, which must be done\.\n/);
  log.tick("line-items");
  log.tick("order-link");
  log.tick("create-order");
  for (const step of ["review", "move", "check-issues"]) log.tick(step);
  assert.match(text(log), /\nNext is step 4, “Do hand-on”\.\nWho is next: Bo; the step is for P&S\.\n/);
  assert.match(text(log, NOTHING, { to: "" }), /\nWho is next: the step is for P&S\.\n/);
  assert.ok(text(log).endsWith(`\nOpen the checklist:\n${LINK}\n`));
  assert.doesNotMatch(text(log, NOTHING, { link: "" }), /Open the checklist/);
  log.do("finish", { open: [], skipped: [], late: [] });
  assert.match(text(log), /\nFinished 20 November 2026, 14:05, by Ana\.\n/);
  assert.doesNotMatch(text(log), /Next is/);
}); // prettier-ignore

test("what nobody was told is not told: no names, no parts that are empty", () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()), { about: "" });
  const said = text(log, NOTHING, { to: "", by: "", link: "" });
  assert.match(said, /^Ordering\nWritten, 22 November 2026, 16:00 \(Europe\/Berlin\)\.\n\n0 of 4 steps done\.\nNext is step 1/);
  assert.doesNotMatch(said, /Done:|Skipped|Waiting|Notes|Left out|stopped|undefined|null/);
});

test("private answers and notes go along when they are asked for", () => {
  const said = text(example(), EVERYTHING);
  assert.match(said, /\n1\. Open https:\/\/app\.hubspot\.com\/contacts\/1\/record\/0-3\/77, number 77 /);
  assert.match(said, /\nNotes:\n- Step 5, “Do plan”:\n {3}Two\n {3}lines\n/);
  assert.doesNotMatch(said, /Left out/);
  assert.match(text(example(), NOTHING), /\nLeft out: HubSpot Deal, notes\.\n/);
});

test("a day that is counted from a private answer stays behind with it", () => {
  const log = example();
  log.answer("live", "2026-12-24", "go-live");
  assert.match(text(log, EVERYTHING), /4\. Do check \(must do\), due 24 December 2026\n/);
  assert.doesNotMatch(text(log), /24 December/);
});

test("an address that nobody reads is told in words", () => {
  const state = { tier: "Premier", selections: { Premier: { "hub:gpu": "T4" } } };
  const url = `https://2i2c.org/hub-configurator/?state=${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
  const sample = SAMPLES.nested();
  sample.steps[1].fields[0].decode = "hub-configurator";
  const log = new Log(handbook.log.definition(sample));
  log.answer("configurator-url", url, "copy-url");
  assert.match(text(log), /\n {3}Link configurator-url: Premier, with its choices\n/);
  log.answer("order", `https://a.example/${"x".repeat(400)}`, "order-link");
  assert.match(text(log), /\n {6}Link order: a long link, see the checklist\n/);
});

test("there is no markup in it, and nothing that hides or turns text", () => {
  for (const { log } of cases(require("./exits-support.js"))) {
    const said = text(log, EVERYTHING);
    assert.doesNotMatch(said, /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\r\0]|[^\P{Cc}\n]/u);
    assert.doesNotMatch(said, /[ \t]$/m);
    assert.ok(said.endsWith(`${LINK}\n`));
  }
  assert.doesNotMatch(text(example(), EVERYTHING), /[*`\\]|\[[ x]\]|^#|<!--/m);
});

test("every step that is done, open or left out is in it", () => {
  const definitions = [...Object.values(SAMPLES).map((make) => make()), secretive(), ...OWN];
  for (const definition of definitions.map((raw) => handbook.log.definition(raw))) {
    for (let seed = 1; seed <= 30; seed += 1) {
      const log = busy(definition, seed, { versions: seed % 3 ? [] : versionsOf(definition) });
      const run = log.fold();
      const { status } = log.progress();
      const said = text(log, EVERYTHING);
      const teller = handbook.telling.of(run, log.progress(), told());
      for (const { step, text: words } of teller.steps()) {
        const skipped = status[step.id] === "skipped" || status[step.id] === "not-applicable";
        if (status[step.id] === "off" || (skipped && !run.steps[step.id]?.skipped)) continue;
        assert.ok(said.includes(handbook.inert.plain(words)), `${step.id}, seed ${seed}`);
      }
      assert.ok(said.length < 60_000);
    }
  }
});
