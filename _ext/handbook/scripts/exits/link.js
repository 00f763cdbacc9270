// @ts-check
"use strict";

/*
 * A link that carries a checklist behind its #, where no server sees it:
 * `<page of the SOP>#import=v1.<base64url of raw-deflated JSON>`, as long as its state, not its log.
 *
 * {v: 1, sop, revision, then, left_out, …}: the SOP and its version, the first letters of the hash
 * of each step that was worked on, what was left out, and the events as pack.js writes them.
 *
 * What comes in is anybody's. It is bounded before it is unpacked, while it is, and after.
 */
((handbook) => {
  const VERSION = "v1";
  /** Longest fragment, in characters. */
  const LONGEST = 32_768;
  /** Most bytes that one may unpack to. */
  const MOST = 262_144;
  /** So many bytes are unpacked at a time: a thousand times as many may come of them. */
  const PIECE = 512;
  const MOST_LEFT_OUT = 500;
  /** So much of each step's hash goes along. */
  const HASH = 4;
  const UNKNOWN = "-".repeat(HASH);

  const FILE = "Ask for the checklist’s file instead.";
  const SENTENCES = {
    none: "There is no published page that a link could lead to: send the file.",
    large: "This checklist is too large for a link: send the file.",
    unable: "This browser cannot make or read such links: use the file.",
    long: `This link is longer than one can be. ${FILE}`,
    newer:
      "This link was made by a newer version of the handbook. Reload the page and try again, or " +
      "ask for the checklist’s file.",
    damaged:
      "This link is damaged: a part of it is missing or was changed. Copy it again, or ask for " +
      "the checklist’s file.",
    big: `This link holds more than a checklist can. ${FILE}`,
    other: "This link is for a checklist of another SOP: open it on that SOP’s page.",
    changed:
      "The SOP has changed since this link was made, in steps that were worked on. Ask for the " +
      "checklist’s file instead: it holds the SOP as it was.",
  };

  /** What is wrong. Thrown inside this file only. */
  class Wrong extends Error {}

  /** @param {keyof typeof SENTENCES} why @returns {never} */
  const wrong = (why) => {
    throw new Wrong(SENTENCES[why]);
  };

  // ------------------------------------------------------------- deflating, inflating

  /**
   * @param {Uint8Array} bytes
   * @param {CompressionStream | DecompressionStream} through
   * @param {number} most how many may come out
   */
  const stream = async (bytes, through, most) => {
    let at = 0;
    const source = new ReadableStream({
      pull: (controller) => {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, (at += PIECE)));
      },
    });
    const reader = source.pipeThrough(through).getReader();
    /** @type {Uint8Array[]} */
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
      if (size > most) {
        // Stop here: what it would come to may be a thousand times as much.
        void reader.cancel().catch(() => {});
        wrong("big");
      }
    }
    const whole = new Uint8Array(size);
    let place = 0;
    for (const part of parts) {
      whole.set(part, place);
      place += part.length;
    }
    return whole;
  };

  /** @template T @param {() => T} make @returns {T} */
  const able = (make) => {
    try {
      return make();
    } catch {
      return wrong("unable");
    }
  };

  /** @param {string} text */
  const deflated = (text) =>
    stream(new TextEncoder().encode(text), able(() => new CompressionStream("deflate-raw")), Infinity);

  /** @param {Uint8Array} bytes */
  const inflated = async (bytes) => {
    const whole = await stream(bytes, able(() => new DecompressionStream("deflate-raw")), MOST);
    return new TextDecoder("utf-8", { fatal: true }).decode(whole);
  };

  // ------------------------------------------------------------- steps that were worked on

  /** @param {Handbook.Event[]} events @returns {string[]} each once */
  const stepsOf = (events) => [...new Set(events.flatMap(({ step }) => step ?? []))];

  /**
   * Of each step that was worked on, how its words were: so that nobody claims a tick on others.
   *
   * @param {Handbook.Event[]} events
   * @param {Handbook.Definition} definition
   */
  const hashes = (events, { steps }) => {
    const byId = new Map(steps.map(({ id, hash }) => [id, hash.slice(0, HASH).padEnd(HASH, "-")]));
    return stepsOf(events).map((id) => byId.get(id) ?? UNKNOWN);
  };

  /**
   * Whether the steps that were worked on are still what they were; what was gone before is gone.
   *
   * @param {Handbook.Event[]} events
   * @param {Handbook.Definition} definition the page's
   * @param {string} then
   */
  const unchanged = (events, definition, then) => {
    const heirs = new Set(definition.steps.flatMap(({ was = [] }) => was));
    return stepsOf(events).every((id, at) => {
      const before = then.slice(at * HASH, (at + 1) * HASH);
      const [now] = hashes([{ ...events[0], step: id }], definition);
      return before === now || (now === UNKNOWN && !heirs.has(id));
    });
  };

  // ------------------------------------------------------------- making

  /** @param {string} base */
  const page = (base) => {
    try {
      const url = new URL(base);
      url.hash = "";
      return ["http:", "https:"].includes(url.protocol) ? url.href : "";
    } catch {
      return "";
    }
  };

  /**
   * @param {() => Promise<any>} job
   * @returns {Promise<any>} what came of it, or a sentence
   */
  const orSentence = async (job) => {
    try {
      return await job();
    } catch (error) {
      return { sentence: error instanceof Wrong ? error.message : SENTENCES.damaged };
    }
  };

  /** @type {Handbook.Namespace["link"]["make"]} */
  const make = (events, run, base, redaction) =>
    orSentence(async () => {
      const address = page(base) || wrong("none");
      const { events: kept, leftOut } = handbook.redact.events(events, run, redaction);
      const going = /** @type {Handbook.Run} */ (handbook.fold.fold(kept));
      const needed = handbook.needed.of(going);
      const { definition } = going;
      const { id: sop, revision } = definition;
      const then = hashes(needed, definition).join("");
      const whole = { v: 1, sop, revision, then, left_out: leftOut, ...handbook.pack.pack(needed, going) };
      const fragment = `import=${VERSION}.${handbook.pack.toText(await deflated(JSON.stringify(whole)))}`;
      if (fragment.length > LONGEST) wrong("large");
      return { url: `${address}#${fragment}` };
    });

  // ------------------------------------------------------------- reading

  /** @param {string} fragment @returns {Promise<any>} an object of the right version */
  const opened = async (fragment) => {
    const bare = fragment.trim().replace(/^#/, "");
    if (bare.length > LONGEST) wrong("long");
    const [, version, packed] = /^(?:import=)?(v\d+)\.(\S*)$/.exec(bare) ?? [];
    if (version === undefined) wrong("damaged");
    if (version !== VERSION) wrong("newer");
    const raw = JSON.parse(await inflated(handbook.pack.toBytes(packed)));
    if (typeof raw !== "object" || raw === null || Array.isArray(raw)) wrong("damaged");
    if (raw.v !== 1) wrong("newer");
    return raw;
  };

  /** @param {unknown} raw @returns {string[]} */
  const leftOutOf = (raw) => {
    const sound = Array.isArray(raw) && raw.length <= MOST_LEFT_OUT && raw.every((id) => typeof id === "string" && id.length <= 100);
    return sound ? raw : wrong("damaged");
  };

  /**
   * Whether they are one checklist's: one start, nothing twice.
   *
   * @param {Handbook.Event[]} events
   */
  const isOne = (events) =>
    events.filter(({ kind }) => kind === "start").length === 1 &&
    new Set(events.map(({ id }) => id)).size === events.length;

  /** @type {Handbook.Namespace["link"]["read"]} */
  const read = (fragment, definition) =>
    orSentence(async () => {
      const { sop, revision, then, left_out: left, ...packed } = await opened(String(fragment));
      const own = handbook.log.definition(definition) ?? wrong("damaged");
      if (typeof sop !== "string" || typeof revision !== "string" || typeof then !== "string") wrong("damaged");
      if (sop !== own.id && !own.was?.includes(sop)) wrong("other");
      const leftOut = leftOutOf(left);
      const events = handbook.log.order(handbook.pack.unpack(packed, own));
      if (!isOne(events)) wrong("damaged");
      if (revision !== own.revision && !unchanged(events, own, then)) wrong("changed");
      return { events, leftOut, sop, revision };
    });

  /** @type {Handbook.Namespace["link"]["sop"]} */
  const sop = async (fragment) => {
    const found = await orSentence(() => opened(String(fragment)));
    return typeof found.sop === "string" && /^[a-z][a-z0-9-]{0,99}$/.test(found.sop) ? found.sop : null;
  };

  handbook.link = { make, read, sop };
  if (typeof document === "undefined") module.exports = handbook.link;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
