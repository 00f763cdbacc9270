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

  /** A placeholder, or two braces that are meant as such. */
  const PLACEHOLDER = /\\\{\{|\{\{\s*([a-z][a-z0-9-]*)\s*\}\}/g;

  /**
   * An answer in words: of choices what they are called, of days the day.
   *
   * @param {Handbook.Value} value
   * @param {Handbook.Field} [field]
   * @returns {string}
   */
  const said = (value, field) => {
    if (Array.isArray(value)) return value.map((one) => said(one, field)).join(", ");
    if (typeof value === "boolean") return value ? "yes" : "no";
    const text = String(value ?? "");
    if (field?.type === "date") return day(text);
    return field?.options?.find(({ id }) => id === text)?.label ?? text;
  };

  /**
   * A text without half characters, which no file and no address can hold.
   *
   * @param {string} text
   */
  const whole = (text) => text.replace(/[\ud800-\udfff]/gu, "\ufffd");

  /** @type {<T>(things: Record<string, T>, id: string) => T | undefined} */
  const own = (things, id) => (Object.hasOwn(things, id) ? things[id] : undefined);

  /**
   * A text with its placeholders filled; what has no answer stands in square brackets. A literal
   * "{{" is written `\{{` in it.
   *
   * @param {string} text
   * @param {Record<Handbook.Id, Handbook.Value>} answers
   * @param {Record<Handbook.Id, string | Handbook.Field>} asked what to call a missing answer, or
   *   the field, which also says what choices are called
   */
  const fill = (text, answers, asked) =>
    text.replace(PLACEHOLDER, (found, id) => {
      if (id === undefined) return found.slice(1);
      const answer = own(answers, id);
      const about = own(asked, id);
      const field = typeof about === "object" ? about : undefined;
      if (answer == null || answer === "") return `[${(field?.label ?? about) || id}]`;
      return said(answer, field);
    });

  /** By definition what each answer is to, found once. @type {WeakMap<object, Record<string, string | Handbook.Field>>} */
  const known = new WeakMap();

  /** @type {(id: string) => string} "deal-id" as "Deal id" */
  const spelled = (id) => id[0].toUpperCase() + id.slice(1).replaceAll("-", " ");

  /** @param {Handbook.Definition} definition */
  const askedIn = (definition) => {
    const there = known.get(definition);
    if (there) return there;
    const { about, steps } = definition;
    /** @type {Record<string, string | Handbook.Field>} */
    const asked = Object.assign(Object.create(null), { [about.id]: about.label });
    for (const field of steps.flatMap((step) => step.fields ?? [])) {
      for (const id of Object.keys(field.take ?? {})) asked[id] ??= spelled(id);
      asked[field.id] = field;
    }
    known.set(definition, asked);
    return asked;
  };

  /**
   * A text of an SOP in words: filled with a checklist's answers, where there are any.
   *
   * @param {string} text
   * @param {Handbook.Definition} definition that the text is from
   * @param {Record<Handbook.Id, Handbook.Value>} [answers]
   */
  const words = (text, definition, answers = {}) => fill(text, answers, askedIn(definition));

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
   * "14:05" where it is today on the clock of the person who looks, else with its day.
   *
   * @param {Handbook.Moment} at
   * @param {Date} now
   */
  const clock = (at, now) => {
    const told = moment(at);
    const today = `${day(handbook.ids.now(now).split("T")[0])}, `;
    return told.startsWith(today) ? told.slice(today.length) : told;
  };

  /**
   * "one step", "two steps", "12 steps": small numbers in words, as in a sentence.
   *
   * @param {number} number
   * @param {string} word
   * @param {string} [several] the word for several, where an "s" does not make it
   */
  const count = (number, word, several = `${word}s`) =>
    `${NUMBERS[number] ?? number} ${number === 1 ? word : several}`;

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

  /**
   * A sentence with its end.
   *
   * @param {string} sentence
   */
  const ended = (sentence) => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`);

  /**
   * An answer by what it is called: "Cloud: AWS"; after a question it stands as it is.
   *
   * @param {string} label
   * @param {string} answer
   */
  const titled = (label, answer) => `${label}${label.endsWith("?") ? "" : ":"} ${answer}`;

  handbook.text = { said, whole, fill, words, moment, clock, day, ago, count, ended, titled };
  if (typeof document === "undefined") module.exports = handbook.text;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
