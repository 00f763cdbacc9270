// @ts-check
"use strict";

/*
 * A checklist as Markdown: a heading, what is to be known of the whole, and its steps as a list
 * of tasks, each marked `<!-- step: id -->`.
 *
 * Whatever people wrote, and the SOP of a checklist that came from outside, is inert in it.
 */
((handbook) => {
  /** @typedef {Handbook.Run} Run @typedef {Handbook.Teller} Teller */

  const PLACE = "  ";

  /** @param {string} text */
  const inert = (text) => handbook.inert.line(text);

  /**
   * A fact, and what stands below it.
   *
   * @param {Handbook.Fact} fact
   * @param {string} indent
   */
  const fact = ({ words, lines = [], items = [] }, indent) => {
    const below = indent + PLACE;
    const quoted = lines.flatMap((text) => handbook.inert.lines(text));
    const quote = quoted.map((text, at) => {
      // A line goes on where the next begins, but for the last of a paragraph.
      const breaks = text && quoted[at + 1];
      return `${below}> ${text}${breaks ? "\\" : ""}`.trimEnd();
    });
    const list = items.map((item) => `${below}- ${inert(item)}`);
    return [`${indent}- ${inert(words)}`, ...quote, ...list];
  };

  /**
   * @param {Teller} teller
   * @param {Handbook.ToldStep} told
   */
  const step = (teller, told) => {
    const { step: { id, number }, status, depth, text, tags } = told;
    const indent = PLACE.repeat(depth);
    const words = [
      `- [${status === "done" ? "x" : " "}]`,
      ...(number ? [`**${number}**`] : []),
      inert(text),
      ...(tags.length ? [`(${inert(tags.join("; "))})`] : []),
      `<!-- step: ${id} -->`,
    ];
    const facts = teller.facts(told).flatMap((each) => fact(each, indent + PLACE));
    return [indent + words.join(" "), ...facts];
  };

  /**
   * The steps, under the headings of their sections.
   *
   * @param {Run} run
   * @param {Teller} teller
   */
  const steps = ({ definition }, teller) => {
    const titles = new Map(definition.sections.map(({ id, title }) => [id, title]));
    /** @type {string[]} */
    const lines = [];
    /** @type {string | undefined} */
    let section;
    teller.steps().forEach((told, at) => {
      const now = told.depth ? section : told.step.section;
      if (now !== section || !at) lines.push("", ...(now ? [`## ${inert(titles.get(now) ?? now)}`, ""] : []));
      section = now;
      lines.push(...step(teller, told));
    });
    return lines;
  };

  /** @param {Run} run @param {Teller} teller */
  const version = ({ definition }, { day }) => {
    const { title, revision, changes } = definition;
    const last = changes[0] ? `, last changed ${day(changes[0].date)}` : "";
    return `SOP: ${title}, revision ${revision.slice(0, 7)}${last}`;
  };

  /** @param {Run} run @param {Teller} teller @returns {Handbook.Fact[]} what became of it */
  const fate = ({ finished, abandoned, handed }, { when }) => [
    ...(finished ? [{ words: `Finished ${when(finished)}` }] : []),
    ...(abandoned ? [{ words: `Given up ${when(abandoned)}: ${abandoned.reason}` }] : []),
    ...(handed ? [{ words: `Handed to ${handed.to || "somebody else"}, ${when(handed)}` }] : []),
  ];

  /**
   * What is to be known of the whole.
   *
   * @param {Run} run
   * @param {Handbook.Progress} progress
   * @param {Handbook.Told} told
   * @param {Teller} teller
   * @returns {Handbook.Fact[]}
   */
  const whole = (run, progress, { now }, teller) => {
    const next = run.definition.steps.find(({ id }) => id === progress.next);
    return [
      { words: `${run.definition.about.label}: ${run.about || "not named yet"}` },
      { words: version(run, teller) },
      ...(run.practice ? [{ words: "For practice only" }] : []),
      { words: `Started ${teller.when(run.started)}` },
      { words: `${progress.done} of ${progress.total} done${next ? `; next: ${teller.called(next)}` : ""}` },
      ...fate(run, teller),
      ...(teller.leftOut.length ? [{ words: `Left out: ${teller.leftOut.join(", ")}` }] : []),
      { words: `Written ${teller.moment(now.toISOString())}; every time is that of the zone ${teller.zone}` },
    ];
  };

  /** @param {string} address */
  const link = (address) => {
    const right = /^https?:\/\/[^\s<>\\^`{|}"]+$/.test(address);
    return right ? [`- The SOP’s page: <${address}>`] : [];
  };

  /** @param {Teller} teller */
  const gone = (teller) => {
    const facts = teller.gone().flatMap((each) => fact(each, ""));
    return facts.length ? ["", "## No longer in this SOP", "", ...facts] : [];
  };

  /**
   * @param {Run} run
   * @param {Handbook.Progress} progress
   * @param {Handbook.Told} told
   * @param {Teller} teller
   */
  const lines = (run, progress, told, teller) => [
    ...whole(run, progress, told, teller).flatMap((each) => fact(each, "")),
    ...link(told.address),
    ...steps(run, teller),
    ...gone(teller),
    "",
  ];

  /** @type {Handbook.Namespace["markdown"]["of"]} */
  const of = (run, progress, told) => {
    const teller = handbook.telling.of(run, progress, told);
    return [`# ${inert(teller.title)}`, "", ...lines(run, progress, told, teller)].join("\n");
  };

  /** @type {Handbook.Namespace["markdown"]["body"]} */
  const body = (run, progress, told) =>
    lines(run, progress, told, handbook.telling.of(run, progress, told, true)).join("\n");

  handbook.markdown = { of, body };
  if (typeof document === "undefined") module.exports = handbook.markdown;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
