"use strict";

/* What stays behind stays behind: in every text that leaves, whatever was done on the way. */

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { inflateRawSync } = require("node:zlib");

const { handbook, random, sop, Log, plain, EVERYTHING, NOTHING, secretive, versionsOf, busy, told, URL_OF } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const { events: redacted, held, hidden } = handbook.redact;
const { fold } = handbook.fold;

const SECRETIVE = handbook.log.definition(secretive());
const BASE = "https://handbook.example/sops/ordering.html";

/** Whether it brings the version in which the Deal goes by another name. */
const hasLink = ({ value }) => value?.definition?.steps[0].fields?.[0].id === "deal-link";

/** A log whose private answers and notes can be told from everything else. */
const secrets = (seed) => {
  const chance = random(seed);
  const versions = chance.next() < 0.4 ? [...versionsOf(SECRETIVE), unmarked()] : [];
  const log = busy(SECRETIVE, seed, { versions });
  const number = () => `9081726${chance.below(10)}${chance.below(10)}`;
  const writing = [
    () => log.answer("deal", `${URL_OF(number())}?Zq=1`, "deal"),
    () => log.answer(log.events.some(hasLink) ? "deal-link" : "deal", URL_OF(number()), "deal"),
    () => log.answer("deal-id", number()),
    () => log.answer("budget", `Zq budget ${chance.below(99)}`, "agree"),
    () => log.answer("live", `2031-03-0${1 + chance.below(9)}`, "go-live"),
    () => log.answer("people", ["Zq one", "Zq @two"], "who"),
    () => log.do("note", { text: `Nq a note\nwith lines ${chance.below(99)}` }, chance.pick(["deal", "who", "plan"])),
  ];
  const other = [
    () => log.do("override", { reason: "Kq reason" }, "agree"),
    () => log.do("skip", { how: "skipped", reason: "Kq skipped" }, "who"),
    () => log.do("undo", { event: chance.pick(log.events).id }),
    () => log.do("rename", { about: "Kq University" }),
    ...(versions.length ? [() => log.do("adopt", { definition: chance.pick(versions) })] : []),
  ];
  for (let round = 0; round < 14; round += 1) chance.pick([...writing, ...other])();
  // What was written by `busy` into private fields is no secret that can be told apart: leave it out.
  log.events = log.events.flatMap((event) => {
    const { kind, value } = event;
    const told = kind === "value" && ["deal", "deal-link", "deal-id", "budget", "live", "people"].includes(value.field);
    const noted = kind === "note";
    if ((told || noted) && !/[ZN]q|9081726|2031/.test(JSON.stringify(value))) return [];
    return handbook.log.event(event);
  });
  return log;
};

/** A version in which the Deal has another name and is not private any more. */
const unmarked = () => {
  const { steps, sections } = SECRETIVE;
  const bare = steps.map(({ hash, number, ...step }) => step);
  const [deal, ...rest] = bare;
  const field = { id: "deal-link", was: ["deal"], label: "Deal", type: "url" };
  return handbook.log.definition(sop([{ ...deal, fields: [field] }, ...rest], { sections, revision: "bbbbbbbbbbbb" }));
};

/** Everything that leaves of a log, as text in which nothing is encoded. */
const leaving = async (log, redaction) => {
  const run = log.fold();
  const progress = handbook.progress.progress(run);
  const asked = told(redaction);
  const { events, leftOut } = redacted(log.events, run, redaction);
  const issue = handbook.issue.ofRun(run, progress, asked);
  const { url, full } = handbook.issue.build({ repository: "a/b", ...issue });
  const link = await handbook.link.make(log.events, run, BASE, redaction);
  assert.ok(link.url, link.sentence);
  const packed = Buffer.from(link.url.split("import=v1.")[1], "base64url");
  return {
    record: handbook.record.text(events, leftOut),
    name: handbook.record.fileName(run, "json"),
    markdown: handbook.markdown.of(run, progress, asked),
    handover: handbook.handover.text(run, progress, { ...asked, to: "Bo", by: "Ana", link: link.url.split("#")[0] }),
    link: inflateRawSync(packed).toString("utf-8"),
    issue: `${issue.title} ${issue.body} ${full} ${decodeURIComponent(url)}`,
    calendar: handbook.calendar.file(run, progress, asked).replace(/\\r\n /g, ""),
  };
};

const PRIVATE = /Zq|9081726|2031|203103/;
const NOTES = /Nq/;

test("no private answer and no note is in anything that leaves, unless it is to go along", async () => {
  const seen = { private: 0, notes: 0 };
  for (let seed = 1; seed <= 120; seed += 1) {
    const log = secrets(seed);
    const redaction = { private: seed % 4 === 0, notes: seed % 3 === 0 };
    const texts = await leaving(log, redaction);
    for (const [name, text] of Object.entries(texts)) {
      if (!redaction.private) assert.doesNotMatch(text, PRIVATE, `${name}, seed ${seed}`);
      if (!redaction.notes) assert.doesNotMatch(text, NOTES, `${name}, seed ${seed}`);
    }
    // They were there to be told: the file with everything has them.
    const whole = handbook.record.text(log.events);
    seen.private += PRIVATE.test(whole);
    seen.notes += NOTES.test(whole);
    if (redaction.private) assert.equal(PRIVATE.test(texts.record), PRIVATE.test(whole));
    if (redaction.notes) assert.equal(NOTES.test(texts.record), NOTES.test(whole));
    assert.equal(texts.record.includes("Kq"), whole.includes("Kq"), "reasons and the name go along");
  }
  assert.ok(seen.private > 90 && seen.notes > 60, JSON.stringify(seen));
});

/** What a checklist says, but for what is left out, when it was touched and what undo would do. */
const said = (run, redaction) => {
  const secret = hidden(run, redaction);
  const quiet = (states) =>
    Object.fromEntries(
      Object.entries(plain(states))
        .map(([id, state]) => [id, redaction.notes ? state : { ...state, note: null }])
        .filter(([, state]) => Object.values(state).some(Boolean)),
    );
  const { touched, undoable, redoable, history, answers, steps, orphans, ...rest } = plain(run);
  return {
    ...rest,
    steps: quiet(steps),
    orphans: quiet(orphans),
    answers: Object.fromEntries(Object.entries(answers).filter(([id]) => !secret.has(id))),
  };
};

test("what goes folds to the same checklist, without what was left out", () => {
  for (let seed = 1; seed <= 160; seed += 1) {
    const log = secrets(seed);
    const redaction = { private: seed % 4 === 0, notes: seed % 3 === 0 };
    const run = log.fold();
    const { events } = redacted(log.events, run, redaction);
    const after = fold(events);
    assert.deepEqual(said(after, redaction), said(run, redaction), `seed ${seed}`);
    if (!redaction.private) for (const id of hidden(run, redaction)) assert.equal(after.answers[id], undefined);
    assert.deepEqual(redacted(events, after, redaction), { events, leftOut: [] });
  }
});

test("where all goes along, nothing is missing", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const { events } = secrets(seed);
    assert.deepEqual(redacted([...events].reverse(), fold(events), EVERYTHING), {
      events: handbook.log.order(events),
      leftOut: [],
    });
  }
});

test("what was left out is named by its field, also under an earlier name, and with what is read out of it", () => {
  const log = new Log(SECRETIVE);
  log.answer("deal", URL_OF(77), "deal");
  assert.deepEqual(Object.keys(log.fold().answers).sort(), ["community", "deal", "deal-id"]);
  const left = (redaction) => redacted(log.events, log.fold(), redaction).leftOut;
  assert.deepEqual(left(NOTHING), ["deal"]);
  log.do("note", { text: "x" }, "deal");
  log.answer("budget", "1", "agree");
  assert.deepEqual(left(NOTHING), ["budget", "deal", "notes"]);
  assert.deepEqual(left({ private: true, notes: false }), ["notes"]);
  assert.deepEqual(left({ private: false, notes: true }), ["budget", "deal"]);
  log.do("adopt", { definition: unmarked() });
  assert.deepEqual(left(NOTHING), ["budget", "deal-link", "notes"]);
  assert.deepEqual([...hidden(log.fold(), NOTHING)].sort(), ["budget", "deal", "deal-id", "deal-link", "live", "people"]);
  assert.deepEqual(hidden(log.fold(), EVERYTHING), new Set());
});

test("an act that was undone and done again goes with all that turned it", () => {
  const log = new Log(SECRETIVE);
  const wrote = log.answer("budget", "Zq", "agree");
  const undone = log.do("undo", { event: wrote });
  log.do("undo", { event: undone });
  const ticked = log.tick("agree");
  const unticked = log.do("undo", { event: ticked });
  const { events } = redacted(log.events, log.fold(), NOTHING);
  assert.deepEqual(events.map(({ id }) => id), ["a-1", ticked, unticked]);
});

test("what a version that was taken back called private stays behind, in every text and in the log", () => {
  const log = new Log(SECRETIVE);
  const steps = SECRETIVE.steps.map(({ hash, number, ...step }) => step);
  const fields = [{ id: "margin", label: "Margin", type: "text", private: true }];
  const { sections } = SECRETIVE;
  const definition = handbook.log.definition(sop([...steps, { id: "more", fields }], { sections, revision: "cccccccccccc" }));
  const adopted = log.do("adopt", { definition });
  log.answer("margin", "Zq", "more");
  log.do("undo", { event: adopted });
  const check = () => {
    const run = log.fold();
    assert.doesNotMatch(handbook.markdown.of(run, log.progress(), told(NOTHING)), /Zq/);
    const { events, leftOut } = redacted(log.events, run, NOTHING);
    assert.doesNotMatch(handbook.record.text(events), /Zq/);
    assert.deepEqual(leftOut, ["margin"]);
  };
  check();
  log.answer("margin", null, "more");
  check();
});

test("there is to leave out what was ever written; each field once, as it is called now", () => {
  const log = new Log(SECRETIVE);
  assert.deepEqual(held(log.fold()), { private: [], notes: 0 });
  log.answer("budget", "Zq", "agree");
  log.answer("budget", null, "agree");
  log.answer("deal", URL_OF(77), "deal");
  log.do("note", { text: "x" }, "deal");
  log.do("note", { text: "x" }, "who");
  log.do("note", { text: "" }, "who");
  const names = () => held(log.fold()).private.map(({ id, label }) => [id, label]);
  assert.deepEqual(names(), [["deal", "HubSpot Deal"], ["budget", "Budget"]]);
  assert.equal(held(log.fold()).notes, 1);
  log.do("adopt", { definition: unmarked() });
  assert.deepEqual(names(), [["budget", "Budget"], ["deal-link", "Deal"]]);
});

test("whom it is for is never private", () => {
  const definition = sop([{ id: "one", fields: [{ id: "community", label: "Community", type: "text", private: true }] }]);
  const log = new Log(handbook.log.definition(definition));
  log.answer("community", "Tern", "one");
  const { events, leftOut } = redacted(log.events, log.fold(), NOTHING);
  assert.deepEqual([leftOut, fold(events).about], [[], "Tern"]);
});

test("an SOP without secrets loses nothing but its notes", () => {
  for (const make of Object.values(SAMPLES)) {
    for (let seed = 1; seed <= 30; seed += 1) {
      const log = busy(make(), seed);
      const { events, leftOut } = redacted(log.events, log.fold(), { private: false, notes: true });
      assert.deepEqual([events, leftOut], [handbook.log.order(log.events), []]);
    }
  }
});
