"use strict";

/*
 * For tests in Python, which know the published schemas. Without a file, prints copies of
 * checklists as the pages save them, an array of texts; with one, an array of such copies, prints
 * whether the pages would take every event of each.
 */
const { readFileSync } = require("node:fs");
const { handbook, Log, OWN, NOTHING, secretive, busy } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const ROUNDS = 12;

/** Every kind of act, once. */
const everything = (definition) => {
  const log = new Log(definition);
  const [{ id }] = definition.steps;
  const acts = {
    adopt: { definition },
    value: { field: definition.about.id, value: ["a", "b"] },
    skip: { how: "skipped", reason: "r" },
    note: { text: "t" },
    sign: { name: "n" },
    wait: { on: "o", until: "2026-11-24" },
    override: { reason: "r" },
    hand: { to: "t" },
    finish: { open: [id], skipped: [], late: [] },
    abandon: { reason: "r" },
    rename: { about: "a" },
    archive: true,
  };
  for (const kind of ["tick", "untick", "take", "reopen", "trash", "restore"]) log.do(kind, null, id);
  for (const [kind, value] of Object.entries(acts)) log.do(kind, value, id);
  log.do("undo", { event: log.events.at(-1).id });
  return log;
};

const saved = () => {
  const definitions = [...Object.values(SAMPLES).map((make) => make()), secretive(), ...OWN];
  return definitions.flatMap((definition) => {
    const logs = Array.from({ length: ROUNDS }, (_, seed) => busy(definition, seed + 1));
    const whole = [...logs, everything(definition)].map((log) => handbook.record.text(log.events));
    const redacted = logs.map((log) => {
      const { events, leftOut } = handbook.redact.events(log.events, log.fold(), NOTHING);
      return handbook.record.text(events, leftOut);
    });
    return [...whole, ...redacted];
  });
};

const [file] = process.argv.slice(2);
const taken = () =>
  JSON.parse(readFileSync(file, "utf-8")).map(({ events }) => events.every((raw) => handbook.log.event(raw)));
process.stdout.write(JSON.stringify(file ? taken() : saved()));
