// @ts-check
"use strict";

/*
 * The Hub Configurator's URL, told: which tier, which choices, what differs from the tier's
 * defaults. Labels and defaults are data, passed in; an item they do not know is shown by its id.
 */
((handbook) => {
  const { own } = handbook.choices;

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

  /**
   * What a pasted URL of the Hub Configurator holds, or a sentence that says what is wrong.
   *
   * @param {string} url
   * @param {Handbook.Decoder} decoder
   * @returns {Handbook.Decoded}
   */
  const decode = (url, decoder) => {
    const read = handbook.choices.read(url, decoder.starts_with, Object.keys(decoder.defaults));
    if ("sentence" in read) return { ok: false, sentence: read.sentence };
    const { tier, values, catalog } = read;
    const choices = choicesOf(values, decoder, decoder.defaults[tier]);
    const differs = choices.filter((choice) => !choice.isDefault);
    return { ok: true, tier, catalog, choices, differs };
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
