// @ts-check
"use strict";

/*
 * The address that opens a new issue on GitHub, filled in. GitHub takes no address that is too
 * long, so the longest parts are cut until it fits, and each says so where it was cut.
 */
((handbook) => {
  /** Most bytes of an address: well below GitHub's 8,191, since logging in encodes it once more. */
  const MOST = 6_000;
  const LONGEST_TITLE = 256;
  /** A blank is near if no more than a fifth is lost by cutting there. */
  const NEAR = 0.8;

  const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
  const TEMPLATE = /^[A-Za-z0-9._-]{1,100}$/;
  const FIELD = /^[A-Za-z0-9_-]{1,100}$/;
  /** What an address says of the issue itself, and what GitHub breaks over. */
  const TAKEN = new Set([
    "title", "body", "template", "labels", "assignees", "milestone", "projects", "type", "status",
  ]); // prettier-ignore

  /** @param {string} text as an address can hold it, with one kind of line end */
  const whole = (text) => handbook.text.whole(String(text)).replace(/\r\n?/g, "\n");

  /** @param {string} text */
  const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

  // ------------------------------------------------------------- cutting

  /** @param {string} name @param {boolean} alone */
  const notice = (name, alone) =>
    `\n\n[${alone ? "" : `${name}: `}cut here, as the rest is too long for a link. Paste the full text instead.]`;

  /**
   * Take back what the cut tore: an escape, a comment, code that does not end.
   *
   * @param {string} text
   */
  const mended = (text) => {
    const clean = text
      .replace(/&[#\w]{0,8}$/, "")
      .replace(/<!?-{0,2}[^>\n]{0,120}$/, "")
      .replace(/(?<!\\)((?:\\\\)*)\\$/, "$1");
    const line = clean.slice(clean.lastIndexOf("\n") + 1);
    const ticks = line.match(/`/g)?.length ?? 0;
    return ticks % 2 ? clean.slice(0, clean.lastIndexOf("`")) : clean;
  };

  /**
   * @typedef {{ name: string, key: string, text: string, size: number, ends: [number, number][] }} Part
   */

  /**
   * Where the characters of a text end, and how many bytes it takes up to there; no further than
   * any address goes.
   *
   * @param {string} text
   * @returns {[number, number][]}
   */
  const endsOf = (text) => {
    /** @type {[number, number][]} */
    const ends = [];
    let bytes = 0;
    let at = 0;
    for (const character of text) {
      bytes += encoded(character).length;
      at += character.length;
      if (bytes > MOST) break;
      ends.push([at, bytes]);
    }
    return ends;
  };

  /**
   * The beginning of a text that takes at most so many bytes, cut at a blank where one is near.
   *
   * @param {Part} part
   * @param {number} most
   */
  const beginning = ({ text, ends }, most) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][1] <= most) low = middle + 1;
      else high = middle;
    }
    const kept = low ? text.slice(0, ends[low - 1][0]) : "";
    const blank = Math.max(kept.lastIndexOf(" "), kept.lastIndexOf("\n"));
    return mended(blank > kept.length * NEAR ? kept.slice(0, blank) : kept).trimEnd();
  };

  /** @param {Part} part @param {number} most @param {boolean} alone */
  const shortened = (part, most, alone) => {
    if (part.size <= most) return part.text;
    const said = notice(part.name, alone);
    const room = most - encoded(said).length;
    return room > 0 ? beginning(part, room) + said : "";
  };

  /**
   * The parts, the longest of them cut until all take at most so many bytes.
   *
   * @param {Part[]} parts
   * @param {number} most
   */
  const fitted = (parts, most) => {
    const alone = parts.length === 1;
    /** @param {number} level */
    const cutTo = (level) => parts.map((part) => ({ ...part, text: shortened(part, level, alone) }));
    /** @param {Part[]} some */
    const total = (some) => some.reduce((sum, { text }) => sum + encoded(text).length, 0);
    if (total(parts) <= most) return parts;
    let low = 0;
    let high = Math.max(most, 0) + 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (total(cutTo(middle)) <= most) low = middle;
      else high = middle;
    }
    return cutTo(low);
  };

  // ------------------------------------------------------------- building

  /** @param {string} text */
  const titled = (text) => {
    if (text.length <= LONGEST_TITLE) return text;
    return `${whole(text.slice(0, LONGEST_TITLE - 1)).replace(/\ufffd$/, "").trimEnd()}…`;
  };

  /** @param {Handbook.Issue} issue @returns {[string, string][]} by the name that an address gives it */
  const textsOf = ({ template, body = "", fields = {} }) =>
    template === undefined
      ? [["body", body]]
      : Object.entries(fields).filter(([id]) => FIELD.test(id) && !TAKEN.has(id));

  /** @type {(name: string, text: string) => Part} */
  const partOf = (name, text) => ({
    name, text, key: `&${encoded(name)}=`, size: encoded(text).length, ends: endsOf(text),
  }); // prettier-ignore

  /** @param {string} title where it was cut @param {Part[]} parts @param {boolean} named */
  const toCopy = (title, parts, named) => {
    const texts = parts.map(({ name, text }) => (named ? `${name}:\n${text}` : text));
    return [title, ...texts].filter(Boolean).join("\n\n");
  };

  /** @type {Handbook.Namespace["issue"]["build"]} */
  const build = (issue) => {
    const { repository, template } = issue;
    if (!REPOSITORY.test(repository)) throw new TypeError(`not a repository: ${repository}`);
    if (template !== undefined && !TEMPLATE.test(template)) throw new TypeError(`not a form: ${template}`);
    const full = whole(issue.title).replace(/\s*\n\s*/g, " ").trim();
    const title = titled(full);
    const start = [
      `https://github.com/${repository}/issues/new?`,
      ...(template === undefined ? [] : [`template=${encoded(template)}&`]),
      `title=${encoded(title)}`,
    ].join("");
    const parts = textsOf(issue)
      .map(([name, text]) => partOf(name, whole(text)))
      .filter(({ text }) => text);
    const keys = parts.reduce((sum, { key }) => sum + key.length, 0);
    const going = fitted(parts, MOST - start.length - keys);
    const url = start + going.filter(({ text }) => text).map(({ key, text }) => key + encoded(text)).join("");
    const cut = parts.filter(({ text }, at) => going[at].text !== text).map(({ name }) => name);
    return {
      url,
      bytes: new TextEncoder().encode(url).length,
      cut: title === full ? cut : ["title", ...cut],
      full: toCopy(title === full ? "" : full, parts, template !== undefined),
    };
  };

  // ------------------------------------------------------------- a whole checklist

  /** @type {Handbook.Namespace["issue"]["ofRun"]} */
  const ofRun = (run, progress, told) => ({
    title: titled(handbook.inert.title(handbook.telling.of(run, progress, told, true).title)),
    body: handbook.markdown.body(run, progress, told),
  });

  handbook.issue = {
    build,
    inert: (/** @type {string} */ text) => handbook.inert.lines(text).join("\n"),
    ofRun,
  };
  if (typeof document === "undefined") module.exports = handbook.issue;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
