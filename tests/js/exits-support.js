"use strict";

/*
 * What the tests of exits share: their scripts, loaded, an SOP in which nearly everything can be
 * private, and checklists in which nearly everything was done.
 */
const support = require("./support.js");

const { handbook, random, sop, Log } = support;

const EXITS = [
  "record", "redact", "inert", "zoned", "telling", "markdown", "handover", "needed", "pack", "link",
  "calendar", "issue",
]; // prettier-ignore
for (const name of EXITS) require(`../../_ext/handbook/scripts/exits/${name}.js`);

/** The handbook's own SOPs as pages embed them; whoever runs the tests says where they are. */
const OWN = process.env.HANDBOOK_DEFINITIONS
  ? JSON.parse(require("node:fs").readFileSync(process.env.HANDBOOK_DEFINITIONS, "utf-8"))
  : [];

/** Private answers of every sort, named in texts, counted from, asked for in conditions. */
const secretive = () =>
  sop(
    [
      {
        id: "deal",
        text: "Open {{deal}}, number {{deal-id}}",
        who: "Account Manager",
        fields: [
          {
            id: "deal", label: "HubSpot Deal", type: "url", path_has: "/record/0-3/", strip_query: true,
            take: { "deal-id": "last number" }, private: true, asked: "start",
          },
        ],
      },
      {
        id: "agree",
        text: "Agree on {{budget}} with {{community}}",
        gate: "{{budget}} is agreed, {{deal-id}} too.",
        fields: [
          { id: "budget", label: "Budget", type: "text", private: true },
          { id: "order", label: "Order", type: "url" },
        ],
      },
      {
        id: "go-live",
        section: "later",
        fields: [{ id: "live", label: "Goes live", type: "date", private: true }],
      },
      { id: "check", section: "later", due: { days: 0, before: "live" }, must_do: true },
      {
        id: "plan",
        section: "later",
        fields: [{ id: "review", label: "Review on", type: "date" }],
      },
      { id: "prepare", section: "later", parent: "plan", due: { days: 14, before: "review" } },
      { id: "tell", section: "later", parent: "plan", optional: true },
      {
        id: "who",
        section: "later",
        to: "P&S",
        fields: [
          { id: "people", label: "People", type: "list", private: true },
          { id: "extras", label: "Extras", type: "choices", options: [{ id: "gpu", label: "A GPU" }, { id: "dask", label: "Dask" }] },
          { id: "long", label: "Why", type: "long-text" },
        ],
      },
      { id: "only", section: "later", when: { field: "order", filled: true }, when_words: "Order has an answer" },
      { id: "sign", section: "later", sign_off: "Delivery Manager" },
    ],
    {
      sections: [{ id: "later", title: "Later" }],
      changes: [{ date: "2026-11-18", why: "The Deal is asked for." }, { date: "2026-11-01", why: "First." }],
    },
  ); // prettier-ignore

const URL_OF = (number) => `https://app.hubspot.com/contacts/1/record/0-3/${number}`;

/** Six scripts and signs that take several of everything. */
const WORDS = [
  "plain words", "ünï çödé", "日本語のメモ", "Заметка по-русски", "ملاحظة بالعربية", "टिप्पणी हिन्दी में",
  "σημείωση", "👩🏽‍🚀🇪🇺🪺 emoji 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "two\nlines", "three\n\nlines  \n end", "a\ttab",
]; // prettier-ignore

/** An answer that fits, by type. */
const FITTING = {
  text: (_, chance) => chance.pick(WORDS.slice(0, 8)),
  "long-text": (_, chance) => chance.pick(WORDS),
  person: () => "Ana",
  url: (field, chance) => `${field.starts_with ?? "https://a.example"}/contacts/1/record/0-3/${chance.below(900) + 77}`,
  number: (_, chance) => chance.below(100),
  choice: (field, chance) => chance.pick(field.options).id,
  choices: (field) => [field.options[0].id],
  check: () => true,
  date: (_, chance) => `2026-1${chance.below(3)}-2${chance.below(10)}`,
  email: () => "ana@example.org",
  list: (_, chance) => [`https://a.example/${chance.below(90)}`, chance.pick(WORDS.slice(0, 7))],
};

/** Other versions of an SOP: reworded, renamed, dropped, turned round. */
const versionsOf = (definition) => {
  const bare = ({ hash, number, ...step }) => step;
  const steps = definition.steps.map(bare);
  const { id, was, title, changes, kind, about, sections } = definition;
  const of = (some) => sop(some, { id, was, title, changes, kind, about, sections, revision: "abcdef012345" });
  const below = (from, to) => (step) => (step.parent === from ? { ...step, parent: to } : step);
  const [first, ...rest] = steps;
  const leaf = steps.findIndex((step) => !steps.some(({ parent }) => parent === step.id));
  return [
    of(steps.map((step, at) => (at % 2 ? step : { ...step, text: `${step.text}, in other words` }))),
    of([{ ...first, id: "renamed", was: [first.id] }, ...rest.map(below(first.id, "renamed"))]),
    of(steps.filter((_, at) => at !== leaf)),
    of([...steps.filter(({ parent }) => !parent).reverse().map(({ section, ...step }) => step)]),
  ].map((each) => handbook.log.definition(each));
};

/** A log in which much was done, and some of it twice, undone or done again. */
const busy = (definition, seed, { versions = [], ...options } = {}) => {
  const chance = random(seed);
  const log = new Log(definition, options);
  const note = () => ({ text: chance.pick(WORDS) });
  for (const step of definition.steps) {
    const { id } = step;
    for (const field of step.fields ?? []) {
      for (let times = chance.below(3); times > 0; times -= 1) log.answer(field.id, FITTING[field.type](field, chance), id);
      if (chance.next() < 0.1) log.answer(field.id, null, id);
    }
    const acts = [
      () => log.tick(id), () => log.tick(id), () => log.do("untick", null, id),
      () => log.do("skip", { how: chance.pick(["skipped", "not-applicable"]), reason: chance.pick(WORDS) }, id),
      () => log.do("note", note(), id), () => log.do("note", { text: "" }, id),
      () => log.do("sign", { name: "Bo" }, id),
      () => log.do("wait", chance.pick([null, { on: "CS&S", until: null }, { on: "P&S", until: "2026-11-24" }, { on: "Bo", until: "2026-11-24T10:00:00.000+01:00" }]), id),
      () => log.do("override", { reason: chance.pick(WORDS) }, id),
      () => log.do("undo", { event: chance.pick(log.events).id }),
      () => log.do("undo", { event: log.events.at(-1).id }),
    ]; // prettier-ignore
    for (let times = chance.below(4); times > 0; times -= 1) chance.pick(acts)();
    if (versions.length && chance.next() < 0.15) log.do("adopt", { definition: chance.pick(versions) });
  }
  if (chance.next() < 0.2) log.do("rename", { about: chance.pick(WORDS) });
  if (chance.next() < 0.3) log.do("hand", { to: "Bo" });
  if (chance.next() < 0.1) log.do("take");
  if (chance.next() < 0.2) log.do(...chance.pick([["finish", { open: [], skipped: [], late: [] }], ["abandon", { reason: "no" }]]));
  if (chance.next() < 0.05) log.do("reopen");
  log.events = log.events.map((event) => handbook.log.event(event));
  return log;
};

const EVERYTHING = { private: true, notes: true };
const NOTHING = { private: false, notes: false };

const told = (redaction = EVERYTHING, more = {}) => ({
  redaction,
  address: "https://handbook.example/sops/ordering.html",
  zone: "Europe/Berlin",
  now: new Date("2026-11-22T15:00:00Z"),
  ...more,
});

module.exports = {
  ...support, OWN, EVERYTHING, NOTHING, secretive, versionsOf, busy, told, URL_OF, WORDS, FITTING,
}; // prettier-ignore
