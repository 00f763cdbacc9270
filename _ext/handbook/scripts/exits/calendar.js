// @ts-check
"use strict";

/*
 * What is due, and what is waited for until a day, as a file that calendars take in (RFC 5545):
 * whole days, so that no zone can shift them. The same checklist always makes the same file; an
 * entry that was taken in before is found again by its UID.
 */
((handbook) => {
  const LINE = 75;
  const DAY_MS = 86_400_000;
  const encoder = new TextEncoder();

  /** @param {string} text as a value: one line, its signs escaped */
  const escaped = (text) =>
    handbook.inert.seen(text).join("\n").trim().replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

  /**
   * A line in pieces of at most 75 bytes, none of which ends inside a character.
   *
   * @param {string} line
   */
  const folded = (line) => {
    let made = "";
    let room = LINE;
    for (const character of line) {
      const { length } = encoder.encode(character);
      if (length > room) {
        made += "\r\n ";
        room = LINE - 1;
      }
      made += character;
      room -= length;
    }
    return made;
  };

  /** @param {string} day */
  const short = (day) => day.replace(/-/g, "");

  /** @param {string} day @returns {string[]} the end, which is not part of it; none after year 9999 */
  const end = (day) => {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
    return handbook.fields.isDay(next) ? [`DTEND;VALUE=DATE:${short(next)}`] : [];
  };

  /** @param {Handbook.Moment} at "20261120T130500Z" */
  const stamp = (at) => new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, "") + "Z";

  /** @param {string} address */
  const link = (address) => {
    const url = /^https?:\/\/[\x21-\x7e]+$/.test(address) ? address : "";
    return url ? [`URL:${url}`] : [];
  };

  /**
   * @typedef {{ uid: string, day: string, at: Handbook.Moment, summary: string, description: string }} Entry
   */

  /** @param {Entry} entry @param {string} address */
  const component = ({ uid, day, at, summary, description }, address) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp(at)}`,
    `DTSTART;VALUE=DATE:${short(day)}`,
    ...end(day),
    `SUMMARY:${escaped(handbook.inert.plain(summary))}`,
    `DESCRIPTION:${escaped(description)}`,
    ...link(address),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];

  /**
   * @param {Handbook.Run} run
   * @param {Handbook.Progress} progress
   * @param {Handbook.Told} told
   * @returns {Entry[]} the sooner first
   */
  const entries = (run, progress, told) => {
    const teller = handbook.telling.of(run, progress, told, true);
    const steps = new Map(run.definition.steps.map((step) => [step.id, step]));
    /** @param {string} id @param {"due" | "wait"} what */
    const uid = (id, what) => `${run.id}.${id}.${what}@checklist.handbook`;
    /** @param {string} id @param {string} more */
    const description = (id, more) => {
      const step = /** @type {Handbook.Step} */ (steps.get(id));
      return [`${step.number ? `Step ${step.number}: ` : ""}${teller.fill(step.text)}`, more, told.address]
        .filter(Boolean).join("\n"); // prettier-ignore
    };
    const due = teller.due.map(({ step: id, date }) => {
      const step = /** @type {Handbook.Step} */ (steps.get(id));
      const { at } = run.answers[step.due?.before ?? step.due?.after ?? ""];
      return {
        uid: uid(id, "due"), day: date, at, summary: `Due: ${teller.fill(step.text)} · ${teller.title}`,
        description: description(id, ""),
      }; // prettier-ignore
    });
    const waits = progress.waiting.flatMap(({ step: id, on, until }) => {
      const state = run.steps[id]?.waiting;
      if (!until || !state) return [];
      const day = until.length > 10 ? teller.dayOf(Date.parse(until)) : until;
      if (!handbook.fields.isDay(day)) return [];
      return {
        uid: uid(id, "wait"), day, at: state.at, summary: `Waiting on ${on} · ${teller.title}`,
        description: description(id, `Waiting on ${teller.wait({ on, until })}`),
      }; // prettier-ignore
    });
    /** @type {(a: Entry, b: Entry) => number} */
    const sooner = (a, b) => (a.day + a.uid < b.day + b.uid ? -1 : 1);
    return [...due, ...waits].sort(sooner);
  };

  /** @type {Handbook.Namespace["calendar"]["file"]} */
  const file = (run, progress, told) => {
    const found = entries(run, progress, told);
    if (!found.length) return "";
    const lines = [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Sales operations handbook//Checklists//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      ...found.flatMap((entry) => component(entry, told.address)),
      "END:VCALENDAR",
    ];
    return lines.map((line) => `${folded(line)}\r\n`).join("");
  };

  handbook.calendar = { file };
  if (typeof document === "undefined") module.exports = handbook.calendar;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
