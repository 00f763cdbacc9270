"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { handbook, Log, EVERYTHING, secretive, busy, told } = require("./exits-support.js");
const { SAMPLES } = require("./samples.js");

const file = (log, ...rest) => handbook.calendar.file(log.fold(), log.progress(), told(...rest));

/** Lines as they were before they were folded. */
const unfolded = (text) => text.replace(/\r\n[ \t]/g, "").split("\r\n").slice(0, -1);

/** Entries by name, with values as they were before they were escaped. */
const entries = (text) =>
  unfolded(text).join("\n").split("BEGIN:VEVENT\n").slice(1).map((event) =>
    Object.fromEntries(event.split("\nEND:VEVENT")[0].split("\n").map((line) => {
      const [, name, value] = /^([A-Z-]+(?:;[^:]*)?):(.*)$/.exec(line);
      return [name, value.replace(/\\([\\;,nN])/g, (_, sign) => (/n/i.test(sign) ? "\n" : sign))];
    })),
  ); // prettier-ignore

const example = () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.answer("review", "2026-12-10", "plan");
  log.do("wait", { on: "CS&S; or Bo, maybe \\ Cy", until: "2026-12-31" }, "agree");
  return log;
};

test("the whole, as a calendar takes it", () => {
  const log = new Log(handbook.log.definition(secretive()), { about: "Tern" });
  log.answer("review", "2026-12-10", "plan");
  assert.equal(file(log).replaceAll("\r\n", "\n"), `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sales operations handbook//Checklists//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
BEGIN:VEVENT
UID:run-1.prepare.due@checklist.handbook
DTSTAMP:20261120T130500Z
DTSTART;VALUE=DATE:20261126
DTEND;VALUE=DATE:20261127
SUMMARY:Due: Do prepare · Ordering for Tern
DESCRIPTION:Do prepare\\nhttps://handbook.example/sops/ordering.html
URL:https://handbook.example/sops/ordering.html
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
`);
}); // prettier-ignore

test("nothing due and nothing waited for until a day make no file", () => {
  const log = new Log(handbook.log.definition(secretive()));
  assert.equal(file(log), "");
  log.do("wait", { on: "Bo", until: null }, "agree");
  assert.equal(file(log), "");
  log.answer("review", "2026-12-10", "plan");
  assert.notEqual(file(log), "");
  log.tick("prepare");
  assert.equal(file(log), "");
});

test("what is due and what is waited for are days, the sooner first, signs escaped", () => {
  const [due, wait] = entries(file(example()));
  assert.equal(due["DTSTART;VALUE=DATE"], "20261126");
  assert.equal(wait["DTSTART;VALUE=DATE"], "20261231");
  assert.equal(wait["DTEND;VALUE=DATE"], "20270101");
  assert.equal(wait.SUMMARY, "Waiting on CS&S; or Bo, maybe \\ Cy · Ordering for Tern University");
  assert.match(wait.DESCRIPTION, /^Step 2: Agree on \[Budget\] with Tern University\nWaiting on CS&S; .* until 31 December 2026\nhttps:/);
  assert.match(file(example()), /SUMMARY:Waiting on CS&S\\; or Bo\\, maybe \\\\ Cy/);
});

test("a moment is the day that it is in the person's zone", () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.do("wait", { on: "Bo", until: "2026-11-24T23:30:00.000+00:00" }, "agree");
  const day = (zone) => entries(file(log, EVERYTHING, { zone }))[0]["DTSTART;VALUE=DATE"];
  assert.equal(day("UTC"), "20261124");
  assert.equal(day("Europe/Berlin"), "20261125");
  assert.equal(day("America/New_York"), "20261124");
});

test("a day counted from a private answer goes only where that answer goes", () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.answer("live", "2026-12-24", "go-live");
  assert.match(file(log), /DATE:20261224/);
  assert.equal(file(log, { private: false, notes: true }), "");
});

test("the same checklist makes the same file, whatever the clock says", () => {
  const first = file(example());
  assert.equal(file(example(), EVERYTHING, { now: new Date(0) }), first);
  const later = example();
  later.do("wait", { on: "Bo", until: "2027-01-05" }, "agree");
  const uids = (text) => entries(text).map(({ UID }) => UID);
  assert.deepEqual(uids(file(later)), uids(first));
});

test("no line is longer than 75 bytes, none breaks a character, all end in CRLF", () => {
  const long = ["🪺".repeat(90), "日本語".repeat(40), "é".repeat(200), "a".repeat(1000), "a,;\\".repeat(60), `${"ab\ncd ".repeat(30)}e`, "👩🏽‍🚀".repeat(20)];
  for (const on of long) {
    for (let shift = 0; shift < 6; shift += 1) {
      const log = new Log(handbook.log.definition(secretive()), { about: "x".repeat(shift) });
      log.do("wait", { on, until: "2026-12-31" }, "agree");
      const text = file(log);
      assert.equal(text, Buffer.from(text, "utf-8").toString("utf-8"));
      assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/);
      for (const line of text.split("\r\n")) {
        assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.doesNotMatch(line, /\ufffd/);
      }
      const [{ SUMMARY }] = entries(text);
      assert.equal(SUMMARY, `Waiting on ${on.replace(/\n/g, " ")} · Ordering${shift ? ` for ${"x".repeat(shift)}` : ""}`);
    }
  }
}); // prettier-ignore

test("no text can add a line of its own", () => {
  for (const on of ["x\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x\nATTENDEE:mailto:a@b.c", "x\u2028URL:https://evil.example", "x\u0000\u0085DTSTART:20200101"]) {
    const log = new Log(handbook.log.definition(secretive()), { about: on });
    log.do("wait", { on, until: "2026-12-31" }, "agree");
    const text = file(log, EVERYTHING, { address: "https://a.example/\r\nX:1" });
    const names = unfolded(text).map((line) => line.split(/[:;]/)[0]);
    assert.deepEqual(names, ["BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "END", "END"]);
  }
}); // prettier-ignore

test("the ends of the calendar are days as well", () => {
  const log = new Log(handbook.log.definition(secretive()));
  log.do("wait", { on: "Bo", until: "9999-12-31" }, "agree");
  assert.match(file(log), /DTSTART;VALUE=DATE:99991231\r\nSUMMARY/);
  log.do("wait", { on: "Bo", until: "2026-02-31" }, "agree");
  assert.equal(file(log), "");
});

test("any checklist makes a sound file or none", () => {
  let files = 0;
  for (const make of [...Object.values(SAMPLES), secretive]) {
    for (let seed = 1; seed <= 60; seed += 1) {
      const text = file(busy(handbook.log.definition(make()), seed));
      if (!text) continue;
      files += 1;
      const found = entries(text);
      assert.equal(new Set(found.map(({ UID }) => UID)).size, found.length);
      for (const entry of found) assert.match(entry.DTSTAMP, /^\d{8}T\d{6}Z$/);
      assert.match(text, /^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
    }
  }
  assert.ok(files > 60, `${files} files`);
});
