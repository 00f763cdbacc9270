// @ts-check
"use strict";

/*
 * From what somebody chose or pasted to a checklist, or to a sentence that says why it is none.
 *
 * Whatever it is, it is only text here: bounded, read as JSON, and let through by name. Nothing
 * throws, and nothing of it is kept.
 */
((handbook) => {
  /** @typedef {Handbook.Outcome} Outcome @typedef {Handbook.Imported["from"]} From */

  const FILE = "the .json file that “Save a copy” made";
  const SENTENCES = {
    empty: `There is nothing in it. Choose ${FILE}, or paste a copy’s text or link.`,
    large: "This is larger than a copy of a checklist can be, so it was not opened.",
    noText: `This is not a text file, so it is no copy of a checklist. Choose ${FILE}.`,
    page: `This is a web page, not a copy of a checklist. Choose ${FILE}.`,
    markdown: "This is the Markdown copy, for reading; open the .json file.",
    calendar: "This is the calendar file; open the .json file.",
    shape: "This is built as no copy of a checklist is, so it was not opened.",
    otherJson: `This is a JSON file, but not a copy of a checklist. Choose ${FILE}.`,
    damagedFile: "This is what was left of a damaged checklist, for somebody who may mend it; it cannot be opened.",
    newer: "This copy was made with a newer version of the handbook: update the handbook, or reload its page, and open the copy again.",
    cut: "This copy is cut short or damaged, so it cannot be opened. Ask for it again, or choose another copy.",
    other: `No checklist is to be found in this. Choose ${FILE}, or paste a copy’s text or link.`,
    links: "There are several links to checklists in this. Paste one of them.",
    elsewhere: "This is a link to a checklist. Open it as an address in your browser, and the page of its SOP shows it.",
    unready: "This part of the page has not loaded, so the link could not be read. Reload the page and try again.",
  }; // prettier-ignore

  /** @param {keyof typeof SENTENCES} why @returns {Outcome} */
  const refused = (why) => ({ ok: false, sentence: SENTENCES[why] });

  // ------------------------------------------------------------- a record

  /**
   * @param {unknown} rawEvents
   * @param {unknown} rawLeftOut
   * @param {From} from
   * @param {unknown} [revision] as a link names it
   * @returns {Outcome}
   */
  const record = (rawEvents, rawLeftOut, from, revision) => {
    const checked = handbook.incoming.check(rawEvents);
    if ("sentence" in checked) return { ok: false, sentence: checked.sentence };
    const { events } = checked;
    const leftOut = handbook.incoming.leftOut(rawLeftOut);
    if (!leftOut) return refused("cut");
    const start = events.filter(({ kind }) => kind === "start");
    const versions = handbook.versions.of([...start, ...events]);
    const { definition } = versions[versions.length - 1];
    const made = typeof revision === "string" ? revision : definition.revision;
    const [{ run }] = events;
    return { ok: true, record: { events, leftOut, run, definition, sop: definition.id, revision: made, from } };
  };

  /**
   * @param {string} text that begins as JSON does
   * @param {From} from
   * @returns {Outcome}
   */
  const ofJson = (text, from) => {
    /** @type {any} */
    let parsed;
    if (!handbook.shape.fits(text)) return refused("shape");
    try {
      parsed = JSON.parse(text);
    } catch {
      return refused("cut");
    }
    if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) return refused("otherJson");
    if (Array.isArray(parsed.damaged) && typeof parsed.run === "string") return refused("damagedFile");
    if (parsed.handbook !== "checklist") return refused("otherJson");
    if (Number.isInteger(parsed.v) && parsed.v > 1) return refused("newer");
    try {
      handbook.checks.keysOf(parsed);
    } catch {
      return refused("cut");
    }
    if (parsed.v !== 1) return refused("cut");
    return record(parsed.events, parsed.left_out, from);
  };

  // ------------------------------------------------------------- a link

  /** A link's fragment, also as mail programs write it into a link of their own. */
  const LINK = /(?:#|%23|^)import(?:=|%3d)(v\d+\.[\w-]*)/gi;

  /** @param {string} text @returns {string[]} the fragments in it, each once */
  const fragments = (text) => [...new Set(Array.from(text.matchAll(LINK), ([, found]) => `#import=${found}`))];

  /**
   * @param {string} fragment
   * @param {Handbook.Definition | null | undefined} definition
   * @returns {Promise<Outcome>}
   */
  const ofLink = async (fragment, definition) => {
    if (!/^#import=v1\./.test(fragment)) return refused("newer");
    if (!definition) return refused("elsewhere");
    if (!handbook.link) return refused("unready");
    const found = await handbook.link.read(fragment, definition);
    if ("sentence" in found) return { ok: false, sentence: found.sentence };
    return record(found.events, found.leftOut, "link", found.revision);
  };

  /** @type {Handbook.Namespace["imports"]["linked"]} */
  const linked = async (text) => {
    try {
      if (text.length > handbook.incoming.LARGEST || /^\s*[[{]/.test(text)) return null;
      const [fragment, another] = fragments(text.trim());
      if (!fragment || another || !handbook.link?.sop) return null;
      const sop = await handbook.link.sop(fragment);
      return sop ? { sop, fragment: fragment.slice(1) } : null;
    } catch {
      return null;
    }
  };

  // ------------------------------------------------------------- anything

  /**
   * @param {string} given
   * @param {From} from
   * @param {Handbook.Definition | null | undefined} definition
   * @returns {Promise<Outcome>}
   */
  const ofText = async (given, from, definition) => {
    if (given.length > handbook.incoming.LARGEST) return refused("large");
    const text = given.replace(/^\ufeff/, "").trim();
    if (!text) return refused("empty");
    if (/^[[{"]/.test(text)) return ofJson(text, from);
    if (/^<(!doctype|html|head|body|\?xml)/i.test(text)) return refused("page");
    const links = fragments(text);
    if (links.length === 1) return ofLink(links[0], definition);
    if (links.length) return refused("links");
    if (/^BEGIN:VCALENDAR/i.test(text)) return refused("calendar");
    if (/^(---\n|# )|<!-- step: /.test(text)) return refused("markdown");
    return refused("other");
  };

  /**
   * @param {() => Promise<Outcome>} reading
   * @returns {Promise<Outcome>}
   */
  const guarded = async (reading) => {
    try {
      return await reading();
    } catch {
      return refused("cut");
    }
  };

  /** @type {Handbook.Namespace["imports"]["read"]} */
  const read = (text, definition) =>
    guarded(() => ofText(text, "text", definition));

  /** @type {Handbook.Namespace["imports"]["readFile"]} */
  const readFile = (bytes) =>
    guarded(async () => {
      if (bytes.byteLength > handbook.incoming.LARGEST) return refused("large");
      let text;
      try {
        text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        return refused("noText");
      }
      // Text has no such character; what is no text but happens to be sound UTF-8 has many.
      if (/^[^{]*\0/.test(text)) return refused("noText");
      return ofText(text, "file", null);
    });

  handbook.imports = Object.assign(handbook.imports ?? {}, { read, readFile, linked });
  if (typeof document === "undefined") module.exports = handbook.imports;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
