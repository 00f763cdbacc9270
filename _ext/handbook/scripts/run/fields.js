// @ts-check
"use strict";

/*
 * Reading what a person typed: the answer as it is kept, or a sentence that says what to mend.
 *
 * Either way the caller keeps what was typed; a sentence is advice, not a refusal.
 */
((handbook) => {
  const LONGEST = 20_000;
  const MOST_LINES = 500;
  const LAST_NUMBER = "last number";

  /** Kinds of record that a link can be asked to lead to, by what its address has in it. */
  const RECORDS = new Map([["/record/0-3/", "Deal"]]);

  /** What to mend. Thrown inside this file only; `read` turns it into its answer. */
  class Mend extends Error {}

  /** @type {(sentence: string) => never} */
  const mend = (sentence) => {
    throw new Mend(sentence);
  };

  /**
   * Whether a text is a day of the calendar, as YYYY-MM-DD.
   *
   * @param {unknown} text
   * @returns {text is string}
   */
  const isDay = (text) => {
    if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  };

  /** @type {(text: string) => URL | null} */
  const parsed = (text) => {
    try {
      return new URL(text);
    } catch {
      return null;
    }
  };

  /** @type {(text: string) => URL} */
  const webAddress = (text) => {
    if (/\s/.test(text)) mend("A link has no spaces or line breaks in it: copy it again.");
    const url = parsed(text);
    if (url === null || !["http:", "https:"].includes(url.protocol) || !url.hostname) {
      return mend("This is not a link: copy it from the address bar, from https:// to its end.");
    }
    return url;
  };

  /** @type {(part: string) => string} */
  const otherPage = (part) => {
    const record = RECORDS.get(part);
    if (record === undefined) {
      return `This link should have “${part}” in it: open the right page and copy its link.`;
    }
    const should = `a ${record}’s link has “${part}” in it`;
    return `That is not a ${record}: ${should}. Open the ${record} and copy its link.`;
  };

  /** @type {(field: Handbook.Field, text: string) => void} */
  const checkStart = ({ starts_with: start }, text) => {
    if (start !== undefined && !text.startsWith(start)) {
      mend(`This should start with “${start}”: find the right one, and copy it again.`);
    }
  };

  /**
   * What a reader gives: the answer, and what to tell.
   *
   * @typedef {{value: Handbook.Value, told?: string}} Read
   */

  /** @type {(field: Handbook.Field, text: string) => Read} */
  const readUrl = (field, text) => {
    const url = webAddress(text);
    // What the browser would open is what must start right: no "/right/../wrong".
    checkStart(field, url.href);
    if (field.path_has !== undefined && !url.pathname.includes(field.path_has)) {
      mend(otherPage(field.path_has));
    }
    if (!field.strip_query || !url.search) return { value: text };
    const cut = text.indexOf("?");
    return { value: text.slice(0, cut), told: `The part after ? was left out: ${text.slice(cut)}` };
  };

  /** @type {(field: Handbook.Field, id: string) => string} */
  const offered = ({ options = [] }, id) =>
    options.some((option) => option.id === id)
      ? id
      : mend("This answer is not among the choices, or no longer: choose again.");

  /**
   * By type, from text without blanks at its ends.
   *
   * @type {Record<string, (field: Handbook.Field, text: string) => Read>}
   */
  const FROM_TEXT = {
    url: readUrl,
    email: (_, text) =>
      /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
        ? { value: text }
        : mend("This is not an e-mail address: it should look like name@example.org."),
    number: (_, text) =>
      /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) && Number.isFinite(Number(text))
        ? { value: Number(text) }
        : mend("This is not a number: write it in digits, as in 1200 or 2.5."),
    date: (_, text) =>
      isDay(text)
        ? { value: text }
        : mend("This is not a day of the calendar: write it as year-month-day, as in 2026-11-20."),
    choice: (field, text) => ({ value: offered(field, text) }),
  };

  /** @type {(field: Handbook.Field, text: string) => Read} */
  const readText = (field, text) => {
    if (text.length > LONGEST) {
      mend(`This is too long to keep: shorten it to ${LONGEST} characters, or link to it instead.`);
    }
    if (text === "") return { value: null };
    const read = FROM_TEXT[field.type];
    if (read !== undefined) return read(field, text);
    checkStart(field, text);
    return { value: text };
  };

  /** @type {(field: Handbook.Field, lines: string[]) => Read} */
  const readLines = (field, lines) => {
    const items = lines.map((item) => item.trim()).filter((item) => item !== "");
    if (items.length > MOST_LINES || items.join("\n").length > LONGEST) {
      mend("This list is too long to keep: shorten it, or link to it instead.");
    }
    for (const item of items) checkStart(field, item);
    return { value: items.length ? items : null };
  };

  /**
   * In the order in which they are offered, each once.
   *
   * @type {(field: Handbook.Field, chosen: string[]) => Read}
   */
  const readChoices = (field, chosen) => {
    const known = new Set(chosen.map((id) => offered(field, id)));
    const value = (field.options ?? []).map((option) => option.id).filter((id) => known.has(id));
    return { value: value.length ? value : null };
  };

  /** @type {(written: string | string[] | boolean) => string[]} */
  const asLines = (written) => (Array.isArray(written) ? written : String(written).split(/\r?\n/));

  /** @type {(field: Handbook.Field, written: string | string[] | boolean) => Read} */
  const readAny = (field, written) => {
    if (field.type === "check") return { value: written === true || written === "true" };
    if (field.type === "list") return readLines(field, asLines(written));
    if (field.type === "choices") return readChoices(field, asLines(written).filter(Boolean));
    return readText(field, (Array.isArray(written) ? written.join("\n") : String(written)).trim());
  };

  /** @type {(text: string) => string | undefined} */
  const lastNumber = (text) => (parsed(text)?.pathname ?? text).match(/\d+/g)?.at(-1);

  /** @type {(what: string) => boolean} whether it names a choice that the link carries */
  const isChoice = (what) => what !== LAST_NUMBER;

  /** @type {(field: Handbook.Field, text: string) => Handbook.Choices | {sentence: string} | null} */
  const choicesIn = ({ decode, take = {}, starts_with: start = "" }, text) =>
    decode && Object.values(take).some(isChoice) ? handbook.choices.read(text, start) : null;

  /**
   * Answers that are read out of this one: the last number of a link's path, or choices that the
   * link carries.
   *
   * @param {Handbook.Field} field
   * @param {Handbook.Value} value
   * @returns {Record<Handbook.Id, Handbook.Value>}
   */
  const taken = (field, value) => {
    if (!field.take || typeof value !== "string" || value === "") return {};
    const choices = choicesIn(field, value);
    const entries = Object.entries(field.take).flatMap(([id, what]) => {
      const known = choices && "tier" in choices;
      const found = !isChoice(what) ? lastNumber(value)
        : known ? handbook.choices.answer(choices, what) : undefined;
      return found === undefined ? [] : [[id, found]];
    }); // prettier-ignore
    return Object.fromEntries(entries);
  };

  /** @type {(field: Handbook.Field, value: Handbook.Value) => void} */
  const checkTaken = (field, value) => {
    if (typeof value !== "string" || !field.take) return;
    if (Object.values(field.take).includes(LAST_NUMBER) && lastNumber(value) === undefined) {
      mend("There is no number in this link: open the right page and copy its link.");
    }
    const choices = choicesIn(field, value);
    if (choices && "sentence" in choices) mend(choices.sentence);
  };

  /**
   * The answer as it is kept, with what is taken from it and what the person is to be told; or
   * a sentence that says what to mend. Nothing written reads as no answer.
   *
   * @param {Handbook.Field} field
   * @param {string | string[] | boolean} written
   * @returns {{value: Handbook.Value, taken: Record<Handbook.Id, Handbook.Value>, told: string}
   *   | {sentence: string}}
   */
  const read = (field, written) => {
    try {
      const { value, told = "" } = readAny(field, written);
      checkTaken(field, value);
      return { value, taken: taken(field, value), told };
    } catch (error) {
      if (error instanceof Mend) return { sentence: error.message };
      throw error;
    }
  };

  /**
   * Whether a kept answer answers the field as it is now: rules get tighter, options go.
   *
   * @param {Handbook.Field} field
   * @param {Handbook.Value | undefined} value
   */
  const answered = (field, value) => {
    if (!handbook.conditions.filled(value)) return false;
    const written = typeof value === "number" ? String(value) : value;
    return "value" in read(field, /** @type {string | string[] | boolean} */ (written));
  };

  handbook.fields = { read, taken, answered, isDay };
  if (typeof document === "undefined") module.exports = handbook.fields;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
