// @ts-check
"use strict";

/*
 * Events as a link writes them, in few characters, and back.
 *
 * {run, ahead, by, events: [[id, n, at, kind, step, value, by?], …]}: `n` as it grows, `at` in
 * milliseconds since the event before on a clock so many minutes ahead of UTC, ids in base64. What
 * does not come back the same from these is written in full.
 *
 * The definition that the checklist folds by is left out: whoever reads has the SOP. So are the
 * tiers that an address of the Hub Configurator carries but that were not chosen.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event @typedef {Handbook.Definition} Definition */

  const MOST_EVENTS = 20_000;

  /** @returns {never} */
  const refuse = () => {
    throw new TypeError("refused");
  };

  // ------------------------------------------------------------- bytes and ids

  /** @param {Uint8Array} bytes */
  const toText = (bytes) => {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  /** @param {string} text */
  const toBytes = (text) => {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) refuse();
    const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  };

  /** @param {Uint8Array} bytes */
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  /** No id begins with it: what follows is one as it is. */
  const AS_IT_IS = "~";

  /** @param {string} id */
  const shortId = (id) => {
    if (!/^[0-9a-f]{32}$/.test(id)) return AS_IT_IS + id;
    return toText(Uint8Array.from(id.match(/../g) ?? [], (two) => parseInt(two, 16)));
  };

  /** @param {unknown} short */
  const fullId = (short) => {
    if (typeof short !== "string") return refuse();
    return short.startsWith(AS_IT_IS) ? short.slice(1) : toHex(toBytes(short));
  };

  // ------------------------------------------------------------- moments

  /** @param {string} at */
  const aheadOf = (at) => {
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? [];
    return hours ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
  };

  /** @param {string} at @param {number} ahead whether it comes back the same */
  const plain = (at, ahead) => {
    try {
      return handbook.ids.at(Date.parse(at), ahead) === at;
    } catch {
      return false;
    }
  };

  // ------------------------------------------------------------- addresses that carry choices

  /** @param {Definition} definition @returns {Map<string, string>} field → how its address starts */
  const carriers = ({ steps }) => {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const { id, was = [], decode, starts_with: start } of steps.flatMap((step) => step.fields ?? [])) {
      if (decode && start) for (const name of [...was, id]) found.set(name, start);
    }
    return found;
  };

  /** @param {unknown} value @param {string} start */
  const choicesOf = (value, start) => {
    const found = typeof value === "string" ? handbook.choices.read(value, start) : { sentence: "" };
    if ("sentence" in found) return value;
    const { tier, values, catalog } = found;
    return { choices: { tier, values: Object.fromEntries(values), ...(catalog === null ? {} : { catalog }) } };
  };

  /**
   * An address with the chosen tier alone. The Configurator writes the tier first; this one does
   * not, so that of the two a union of logs keeps the Configurator's.
   *
   * @param {any} carried
   * @param {string} start
   */
  const address = ({ tier, values, catalog }, start) => {
    if (typeof tier !== "string" || typeof values !== "object" || values === null) refuse();
    const state = { selections: Object.fromEntries([[tier, values]]), tier, ...(catalog === undefined ? {} : { catalog }) };
    return `${start.replace(/\/$/, "")}/?state=${toText(new TextEncoder().encode(JSON.stringify(state)))}`;
  };

  // ------------------------------------------------------------- events

  /**
   * @param {Event} event
   * @param {Definition} own
   * @param {Map<string, string>} starts
   */
  const shortValue = ({ kind, value }, own, starts) => {
    if ((kind === "start" || kind === "adopt") && value.definition === own) {
      const { definition, ...rest } = value;
      return rest;
    }
    const start = kind === "value" ? starts.get(value.field) : undefined;
    return start ? { ...value, value: choicesOf(value.value, start) } : value;
  };

  /**
   * @param {any} kind
   * @param {any} value
   * @param {Definition} own
   * @param {Map<string, string>} starts
   */
  const fullValue = (kind, value, own, starts) => {
    if (kind === "start" || kind === "adopt") return { definition: own, ...value };
    if (kind !== "value" || !value?.value?.choices) return value;
    return { ...value, value: address(value.value.choices, starts.get(value.field) ?? refuse()) };
  };

  /** @type {Handbook.Namespace["pack"]["pack"]} */
  const pack = (events, { id: run, definition }) => {
    const ahead = aheadOf(events[0].at);
    const { by } = events[0];
    const starts = carriers(definition);
    let number = 0;
    let time = 0;
    const packed = events.map((event) => {
      const { id, n, at, kind, step } = event;
      const when = plain(at, ahead) ? Date.parse(at) - time : at;
      const entry = [shortId(id), n - number, when, kind, step, shortValue(event, definition, starts)];
      if (event.by !== by) entry.push(event.by);
      number = n;
      if (when !== at) time = Date.parse(at);
      return entry;
    });
    return { run: shortId(run), ahead, by, events: packed };
  };

  /** @type {Handbook.Namespace["pack"]["unpack"]} */
  const unpack = ({ run: short, ahead, by: first, events }, definition) => {
    if (!Array.isArray(events) || events.length > MOST_EVENTS) refuse();
    const run = fullId(short);
    const starts = carriers(definition);
    let number = 0;
    let time = 0;
    return events.map((/** @type {unknown} */ entry) => {
      if (!Array.isArray(entry)) return refuse();
      const [id, more, when, kind, step, value, by = first] = entry;
      number += more;
      if (typeof when === "number") time += when;
      const at = typeof when === "number" ? handbook.ids.at(time, ahead) : when;
      const raw = { v: 1, id: fullId(id), run, n: number, at, by, step, kind, value: fullValue(kind, value, definition, starts) };
      return handbook.log.event(raw) ?? refuse();
    });
  };

  handbook.pack = { pack, unpack, toText, toBytes };
  if (typeof document === "undefined") module.exports = handbook.pack;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
