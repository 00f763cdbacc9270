// @ts-check
"use strict";

/*
 * Words for people: placeholders filled, days and moments told in British English.
 *
 * The names are written out because browsers and Node do not agree on what `Intl` says.
 */
((handbook) => {
  const MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]; // prettier-ignore
  const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

  /** Seconds in each, longest first. @type {[string, number][]} */
  const SPANS = [
    ["year", 31_557_600],
    ["month", 2_629_800],
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];

  const PLACEHOLDER = /\{\{\s*([a-z][a-z0-9-]*)\s*\}\}/g;

  /** @type {(value: Handbook.Value) => string} */
  const said = (value) => {
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "boolean") return value ? "yes" : "no";
    return String(value);
  };

  /** @type {<T>(things: Record<string, T>, id: string) => T | undefined} */
  const own = (things, id) => (Object.hasOwn(things, id) ? things[id] : undefined);

  /**
   * A text with its placeholders filled; what has no answer stands in square brackets.
   *
   * @param {string} text
   * @param {Record<Handbook.Id, Handbook.Value>} answers
   * @param {Record<Handbook.Id, string>} labels what to call a missing answer
   */
  const fill = (text, answers, labels) =>
    text.replace(PLACEHOLDER, (_, id) => {
      const answer = own(answers, id);
      if (answer == null || answer === "") return `[${own(labels, id) ?? id}]`;
      return said(answer);
    });

  /**
   * "2026-11-20" as "20 November 2026"; anything else as it is.
   *
   * @param {string} date
   */
  const day = (date) => {
    const [year, month, number] = String(date).split("-").map(Number);
    return handbook.fields.isDay(date) ? `${number} ${MONTHS[month - 1]} ${year}` : String(date);
  };

  /**
   * "20 November 2026, 14:05" on the clock of the person who looks; "" for no moment at all.
   *
   * @param {Handbook.Moment} at
   */
  const moment = (at) => {
    if (Number.isNaN(Date.parse(at))) return "";
    const [date, time] = handbook.ids.now(new Date(at)).split("T");
    return `${day(date)}, ${time.slice(0, 5)}`;
  };

  /**
   * "one step", "two steps", "12 steps": small numbers in words, as in a sentence.
   *
   * @param {number} number
   * @param {string} word
   */
  const count = (number, word) =>
    `${NUMBERS[number] ?? number} ${word}${number === 1 ? "" : "s"}`;

  /**
   * "two days ago". A moment that a wrong clock puts into the future is just now.
   *
   * @param {Handbook.Moment} at
   * @param {Date} now
   */
  const ago = (at, now) => {
    const seconds = (now.getTime() - Date.parse(at)) / 1000;
    const span = SPANS.find(([, length]) => seconds >= length);
    return span ? `${count(Math.floor(seconds / span[1]), span[0])} ago` : "just now";
  };

  handbook.text = { fill, moment, day, ago, count };
  if (typeof document === "undefined") module.exports = handbook.text;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
