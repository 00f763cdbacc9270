"use strict";

/* What other parsers of Markdown make of it is in tests/test_exits_markdown.py. */

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, Log, OWN, EVERYTHING, NOTHING, secretive, versionsOf, busy, told, URL_OF } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const of = (log, ...rest) => handbook.markdown.of(log.fold(), log.progress(), told(...rest));

const example = () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.answer("deal", URL_OF(77), "deal");
  log.answer("budget", "12 a month", "agree");
  log.tick("deal");
  log.answer("review", "2026-12-10", "plan");
  log.do("skip", { how: "skipped", reason: "Nobody asked." }, "who");
  log.do("skip", { how: "not-applicable", reason: "None" }, "tell");
  log.do("note", { text: "Two\nlines, @ana" }, "plan");
  log.do("wait", { on: "CS&S", until: "2026-11-24" }, "agree");
  log.do("override", { reason: "It is urgent" }, "agree");
  log.do("sign", { name: "Bo" }, "sign");
  log.answer("people", ["Ana", "Bo"], "who");
  return log;
};

test("the whole, as it is read", () => {
  assert.equal(of(example()), `# Ordering for Tern University

- Community: Tern University
- SOP: Ordering, revision \`0123456\`, last changed 18 November 2026
- Started 20 November 2026, 14:05, by Ana
- 1 of 7 done; next: step 2
- Written 22 November 2026, 16:00; every time is that of the zone Europe/Berlin
- The SOP’s page: <https://handbook.example/sops/ordering.html>

- [x] **1** Open \`https://app.hubspot.com/contacts/1/record/0-3/77\`, number 77 (Account Manager) <!-- step: deal -->
  - HubSpot Deal (20 November 2026, 14:05, by Ana): \`https://app.hubspot.com/contacts/1/record/0-3/77\`
  - Done 20 November 2026, 14:05, by Ana
- [ ] **2** Agree on 12 a month with Tern University <!-- step: agree -->
  - Budget (20 November 2026, 14:05, by Ana): 12 a month
  - Order: no answer
  - Gone on without it 20 November 2026, 14:05, by Ana: It is urgent
  - Waiting on CS&S until 24 November 2026 (since 20 November 2026, 14:05, by Ana)
  - Before you go on: 12 a month is agreed, 77 too.

## Later

- [ ] **3** Do go-live <!-- step: go-live -->
  - Goes live: no answer
- [ ] **4** Do check (must do) <!-- step: check -->
- [ ] **5** Do plan <!-- step: plan -->
  - Review on (20 November 2026, 14:05, by Ana): 10 December 2026
  - Note (20 November 2026, 14:05, by Ana):
    > Two\\
    > lines, @\`ana\`
  - [ ] Do prepare <!-- step: prepare -->
    - Due 26 November 2026
  - [ ] Do tell (optional) <!-- step: tell -->
    - Not applicable 20 November 2026, 14:05, by Ana: None
- [ ] **6** Do who (goes to P&S) <!-- step: who -->
  - People (20 November 2026, 14:05, by Ana):
    - Ana
    - Bo
  - Skipped 20 November 2026, 14:05, by Ana: Nobody asked.
- [ ] **7** Do only <!-- step: only -->
  - Does not apply: only if Order has an answer.
- [ ] **8** Do sign (signed off by Delivery Manager) <!-- step: sign -->
  - Signed off by Bo, 20 November 2026, 14:05, by Ana (typed, not verified)
`);
}); // prettier-ignore

test("what is left out is named, and its place says so", () => {
  const markdown = of(example(), NOTHING);
  assert.match(markdown, /\n- Left out: HubSpot Deal, Budget, People, notes\n/);
  assert.match(markdown, /- \[x\] \*\*1\*\* Open \\\[HubSpot Deal\\\], number \\\[HubSpot Deal\\\] /);
  assert.match(markdown, /\n {2}- HubSpot Deal: left out, as it is private\n/);
  assert.doesNotMatch(markdown, /app\.hubspot|12 a month|Two/);
  assert.match(of(example(), { private: true, notes: false }), /\n- Left out: notes\n/);
});

test("a day that is counted from a private answer stays behind with it", () => {
  const log = example();
  log.answer("live", "2026-12-24", "go-live");
  assert.match(of(log), /check -->\n {2}- Due 24 December 2026\n/);
  const markdown = of(log, { private: false, notes: true });
  assert.doesNotMatch(markdown, /24 December/);
  assert.match(markdown, /Due 26 November 2026/);
});

test("what became of it is told", () => {
  const log = example();
  const ends = [
    [() => log.do("hand", { to: "Bo" }), /\n- Handed to Bo, 20 November 2026, 14:05, by Ana\n/],
    [() => log.do("finish", { open: [], skipped: [], late: [] }), /\n- Finished 20 November 2026/],
    [() => log.do("abandon", { reason: "No\nmoney" }), /\n- Given up 20 November 2026, 14:05, by Ana: No money\n/],
  ];
  for (const [act, expected] of ends) {
    act();
    assert.match(of(log), expected);
  }
});

test("times are those of the zone that is named, whatever the zone of the machine", () => {
  const zones = {
    "Europe/Berlin": ["20 November 2026, 14:05", "Europe/Berlin"],
    "America/New_York": ["20 November 2026, 08:05", "America/New\\\\_York"],
    "Asia/Kathmandu": ["20 November 2026, 18:50", "Asia/Kathmandu"],
    "Pacific/Kiritimati": ["21 November 2026, 03:05", "Pacific/Kiritimati"],
    "": ["20 November 2026, 13:05", "UTC"],
    "Not/AZone": ["20 November 2026, 13:05", "UTC"],
  };
  const before = process.env.TZ;
  for (const machine of ["UTC", "Asia/Tokyo"]) {
    process.env.TZ = machine;
    for (const [zone, [time, name]] of Object.entries(zones)) {
      const markdown = of(example(), EVERYTHING, { zone });
      assert.match(markdown, new RegExp(`\\n- Started ${time}, by Ana\\n`));
      assert.match(markdown, new RegExp(`zone ${name}\\n`));
    }
  }
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

test("overdue is told by the day it is in the zone", () => {
  const log = example();
  log.answer("review", "2026-12-06", "plan");
  const at = (now, zone) => of(log, EVERYTHING, { now: new Date(now), zone });
  assert.match(at("2026-11-22T22:30:00Z", "UTC"), /Due 22 November 2026\n/);
  assert.match(at("2026-11-22T23:30:00Z", "Europe/Berlin"), /Due 22 November 2026: overdue\n/);
});

test("what the SOP no longer has is kept under a heading of its own, and marked as no step", () => {
  const log = example();
  const was = log.fold().definition;
  const without = versionsOf(was)[3];
  log.do("note", { text: "About telling" }, "tell");
  log.answer("long", "Gone and kept", "who");
  const kept = without.steps.filter(({ id }) => id !== "who").map(({ id }) => id);
  const { hash, ...rest } = without;
  const definition = handbook.log.definition({ ...rest, steps: without.steps.filter(({ id }) => id !== "who") });
  log.do("adopt", { definition });
  const markdown = of(log);
  const [steps, gone] = markdown.split("## No longer in this SOP\n");
  assert.deepEqual([...steps.matchAll(/<!-- step: (\S+) -->/g)].map(([, id]) => id), kept);
  assert.match(gone, /\n- Do tell · Note \(.*\): About telling\n/);
  assert.match(gone, /\n- Do who · Skipped .*: Nobody asked\.\n/);
  assert.match(gone, /\n- Why \(.*\): Gone and kept\n/);
  assert.match(gone, /\n- People \(.*\): Ana, Bo\n/);
  assert.doesNotMatch(gone, /<!--|- \[/);
  assert.doesNotMatch(of(log, NOTHING), /Ana, Bo|About telling/);
});

test("words that changed under a tick, and steps done too early, are told", () => {
  const log = new Log(handbook.log.definition(SAMPLES.nested()));
  log.tick("review");
  assert.match(of(log), /review -->\n {4}- Done .*\n {4}- Done before what should come first\.\n/);
  log.do("adopt", { definition: versionsOf(log.fold().definition)[0] });
  assert.match(of(log), /review -->\n {4}- Done .*\n {4}- Its words changed after it was ticked: look at it again\.\n/);
});

test("an address that carries choices is told in words, with labels where there are some", () => {
  const state = { tier: "Small", selections: { Small: { "hub:dask": true, "hub:gpu": "T4" } } };
  const url = `https://2i2c.org/hub-configurator/?state=${Buffer.from(JSON.stringify(state)).toString("base64url")}`;
  const sample = SAMPLES.nested();
  sample.steps[1].fields[0].decode = "hub-configurator";
  const log = new Log(handbook.log.definition(sample));
  log.answer("configurator-url", url, "copy-url");
  assert.match(of(log), /: `https:\/\/2i2c\.org\/hub-configurator\/\?state=.*`\n {4}- Small, with its choices\n/);
  const decoder = {
    starts_with: "https://2i2c.org/hub-configurator",
    groups: [{ title: "Hub", items: [{ id: "hub:dask", label: "Dask" }, { id: "hub:gpu", label: "GPU" }] }],
    defaults: { Small: { "hub:dask": true, "hub:gpu": null } },
  };
  assert.match(of(log, EVERYTHING, { decoder }), /\n {4}- Small · GPU: T4\n/);
  const body = handbook.markdown.body(log.fold(), log.progress(), told());
  assert.match(body, /Link configurator-url \(.*\): Small, with its choices\n/);
  assert.doesNotMatch(body, /state=/);
}); // prettier-ignore

test("every step of every SOP is in it once, in order, as done as it is", () => {
  const definitions = [...Object.values(SAMPLES).map((make) => make()), secretive(), ...OWN];
  for (const definition of definitions.map((raw) => handbook.log.definition(raw))) {
    for (let seed = 1; seed <= 40; seed += 1) {
      const log = busy(definition, seed, { versions: seed % 3 ? [] : versionsOf(definition) });
      const { status } = log.progress();
      const found = [...of(log).matchAll(/^ *- \[([ x])\] .*<!-- step: (\S+) -->$/gm)];
      const expected = log.fold().definition.steps.map(({ id }) => [id, status[id] === "done"]);
      assert.deepEqual(found.map(([, box, id]) => [id, box === "x"]), expected);
    }
  }
  assert.ok(!process.env.HANDBOOK_DEFINITIONS || OWN.length > 5);
});

test("it ends with one line end, and no line ends in a blank", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const markdown = of(busy(handbook.log.definition(secretive()), seed));
    assert.match(markdown, /[^\n]\n$/);
    assert.doesNotMatch(markdown, /[ \t]$/m);
  }
});
