// @ts-check
"use strict";

/*
 * The Hub Configurator's URL, decoded: which tier, which choices, what differs from the tier's
 * defaults. Labels and defaults are data, passed in; an item they do not know is shown by its id.
 *
 * The URL ends in `?state=` and base64url of UTF-8 JSON: {tier, selections: {tier: {item: value}},
 * catalog?}. It is pasted, so it may be anything.
 */
((handbook) => {
  const LONGEST = 65_536;

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

  /** @type {(raw: any) => [string, string | boolean | null][]} */
  const entriesOf = (raw) => {
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) wrong(SENTENCES.strange);
    const entries = Object.entries(raw);
    for (const [id, value] of entries) {
      if (id in Object.prototype) wrong(SENTENCES.strange);
      if (value !== null && !["string", "boolean"].includes(typeof value)) {
        const name = id.slice(0, 80);
        wrong(`This link’s choice for “${name}” is neither a text nor yes or no. ${AGAIN}`);
      }
    }
    return entries;
  };

  /**
   * @param {string | boolean | null} value
   * @param {Record<string, string> | undefined} options
   * @returns {string}
   */
  const shown = (value, options) => {
    if (value === null || value === "") return "not chosen";
    if (typeof value === "boolean") return value ? "yes" : "no";
    return own(options, value) ?? value;
  };

  /**
   * The choices in the catalogue's order, then those it does not know.
   *
   * @param {Map<string, string | boolean | null>} values
   * @param {Handbook.Decoder} decoder
   * @param {Record<string, string | boolean | null>} defaults
   * @returns {Handbook.Choice[]}
   */
  const choicesOf = (values, decoder, defaults) => {
    const known = decoder.groups.flatMap(({ title, items }) =>
      items.map((item) => ({ ...item, group: title, known: true })),
    );
    const ids = new Set(known.map((item) => item.id));
    const unknown = [...values.keys()]
      .filter((id) => !ids.has(id))
      .map((id) => ({ id, label: id, group: "", known: false, options: undefined }));
    return [...known, ...unknown].flatMap(({ id, group, label, options, known }) => {
      const value = values.get(id);
      if (value === undefined) return [];
      const isDefault = known && value === (own(defaults, id) ?? null);
      return [{ id, group, label, value: shown(value, options), known, isDefault }];
    });
  };

  /** @type {(url: string, decoder: Handbook.Decoder) => Handbook.Decoded} */
  const decoded = (url, decoder) => {
    const state = unpack(stateOf(url, decoder.starts_with));
    const tier = own(state, "tier");
    if (typeof tier !== "string") return wrong(SENTENCES.strange);
    const defaults = own(decoder.defaults, tier);
    if (defaults === undefined) {
      const tiers = Object.keys(decoder.defaults).join(", ");
      const name = tier.slice(0, 80);
      wrong(`This link is for a tier called “${name}”; known ones are ${tiers}. ${AGAIN}`);
    }
    const values = new Map(entriesOf(own(own(state, "selections"), tier)));
    const choices = choicesOf(values, decoder, defaults);
    const catalog = own(state, "catalog");
    return {
      ok: true,
      tier,
      catalog: typeof catalog === "string" ? catalog : null,
      choices,
      differs: choices.filter((choice) => !choice.isDefault),
    };
  };

  /**
   * What a pasted URL of the Hub Configurator holds, or a sentence that says what is wrong.
   *
   * @param {string} url
   * @param {Handbook.Decoder} decoder
   * @returns {Handbook.Decoded}
   */
  const decode = (url, decoder) => {
    try {
      return decoded(String(url).trim(), decoder);
    } catch (error) {
      if (error instanceof Wrong) return { ok: false, sentence: error.message };
      throw error;
    }
  };

  /**
   * The choices by id, the tier first as if it were one of them.
   *
   * @param {Extract<Handbook.Decoded, {ok: true}>} of
   * @returns {Map<string, {label: string, value: string}>}
   */
  const all = ({ tier, choices }) => {
    const first = { id: "tier", label: "Tier", value: tier };
    return new Map([first, ...choices].map((choice) => [choice.id, choice]));
  };

  /**
   * What a second URL changes. Nothing is told where either could not be read.
   *
   * @param {Handbook.Decoded} a the earlier
   * @param {Handbook.Decoded} b the later
   */
  const compare = (a, b) => {
    if (!a.ok || !b.ok) return [];
    const [earlier, later] = [all(a), all(b)];
    return [...new Map([...later, ...earlier])]
      .map(([id, { label }]) => ({
        id,
        label,
        was: earlier.get(id)?.value ?? "not chosen",
        now: later.get(id)?.value ?? "not chosen",
      }))
      .filter(({ was, now }) => was !== now);
  };

  handbook.configurator = { decode, compare };
  if (typeof document === "undefined") module.exports = handbook.configurator;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
