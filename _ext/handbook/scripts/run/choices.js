// @ts-check
"use strict";

/*
 * The choices that the Hub Configurator's URL carries: the tier, and its values by item.
 *
 * The URL ends in `?state=` and base64url of UTF-8 JSON: {tier, selections: {tier: {item: value}},
 * catalog?}. It is pasted, so it may be anything. What items are called is not known here.
 */
((handbook) => {
  const LONGEST = 65_536;
  /** So many links are remembered: each is asked about again and again. */
  const REMEMBERED = 8;

  const AGAIN = "Copy it again from the Hub Configurator’s address bar.";
  const SENTENCES = {
    foreign: `This is not a link to the Hub Configurator. ${AGAIN}`,
    long: `This link is too long for one from the Hub Configurator. ${AGAIN}`,
    empty:
      "This link leads to the Hub Configurator but holds no choices. " +
      "Make them there, then copy the link again.",
    damaged: `This link is damaged: a part of it is missing or was changed. ${AGAIN}`,
    strange: `This link holds something other than choices. ${AGAIN}`,
  };

  /** What is wrong with the link. Thrown inside this file only. */
  class Wrong extends Error {}

  /** @type {(sentence: string) => never} */
  const wrong = (sentence) => {
    throw new Wrong(sentence);
  };

  /** @type {<T>(attempt: () => T, sentence: string) => T} */
  const orSay = (attempt, sentence) => {
    try {
      return attempt();
    } catch {
      return wrong(sentence);
    }
  };

  /** @type {(url: string, start: string) => string} the base64 text */
  const stateOf = (url, start) => {
    if (url.length > LONGEST) wrong(SENTENCES.long);
    const { href, search } = orSay(() => new URL(url), SENTENCES.foreign);
    const rest = href.startsWith(start) ? href.slice(start.length) : "foreign";
    if (rest !== "" && !/^[/?#]/.test(rest)) wrong(SENTENCES.foreign);
    const state = /[?&]state=([^&]*)/.exec(search)?.[1];
    if (!state) return wrong(SENTENCES.empty);
    return orSay(() => decodeURIComponent(state), SENTENCES.damaged);
  };

  /** @type {(state: string) => any} */
  const unpack = (state) =>
    orSay(() => {
      // The Configurator leaves the padding out; `atob` can do without it.
      const packed = state.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "");
      const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    }, SENTENCES.damaged);

  /**
   * An object's value by name, never what every object has by birth.
   *
   * @type {(things: any, name: string) => any}
   */
  const own = (things, name) =>
    typeof things === "object" && things !== null && Object.hasOwn(things, name)
      ? things[name]
      : undefined;

  /** @type {(raw: any) => Map<string, string | boolean | null>} */
  const valuesOf = (raw) => {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) wrong(SENTENCES.strange);
    const entries = Object.entries(raw);
    for (const [id, value] of entries) {
      if (id in Object.prototype) wrong(SENTENCES.strange);
      if (value !== null && !["string", "boolean"].includes(typeof value)) {
        const name = id.slice(0, 80);
        wrong(`This link’s choice for “${name}” is neither a text nor yes or no. ${AGAIN}`);
      }
    }
    return new Map(entries);
  };

  /** @type {(url: string, start: string, tiers: string[] | null) => Handbook.Choices} */
  const choices = (url, start, tiers) => {
    const state = unpack(stateOf(url, start));
    const tier = own(state, "tier");
    if (typeof tier !== "string") return wrong(SENTENCES.strange);
    if (tiers && !tiers.includes(tier)) {
      const name = tier.slice(0, 80);
      wrong(`This link is for a tier called “${name}”; known ones are ${tiers.join(", ")}. ${AGAIN}`);
    }
    const catalog = own(state, "catalog");
    return {
      tier,
      values: valuesOf(own(own(state, "selections"), tier)),
      catalog: typeof catalog === "string" ? catalog : null,
    };
  };

  /** @type {Map<string, Handbook.Choices | {sentence: string}>} */
  const remembered = new Map();

  /**
   * The choices that count, those of the tier that was chosen; or what is wrong with the link.
   *
   * @param {string} url
   * @param {string} start how the link has to begin
   * @param {string[] | null} [tiers] those that there are, where that is known
   * @returns {Handbook.Choices | {sentence: string}}
   */
  const read = (url, start, tiers = null) => {
    const asked = JSON.stringify([url, start, tiers]);
    const before = remembered.get(asked);
    if (before) return before;
    /** @type {Handbook.Choices | {sentence: string}} */
    let found;
    try {
      found = choices(String(url).trim(), start, tiers);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      found = { sentence: error.message };
    }
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(asked, found);
    return found;
  };

  /**
   * One choice as an answer: "tier" names the tier. Undefined where nothing was chosen.
   *
   * @param {Handbook.Choices} of
   * @param {string} item
   * @returns {string | undefined}
   */
  const answer = ({ tier, values }, item) => {
    const value = item === "tier" ? tier : values.get(item);
    if (typeof value === "boolean") return value ? "yes" : "no";
    return value || undefined;
  };

  handbook.choices = { read, answer, own };
  if (typeof document === "undefined") module.exports = handbook.choices;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
