// @ts-check
"use strict";

/*
 * A checklist that somebody sent, to look at before anything is kept: text, and nothing but.
 */
((handbook) => {
  const { make } = handbook.dom;

  /**
   * Words of somebody else's, kept apart from ours whichever way they are written.
   *
   * @param {string} words
   */
  const theirs = (words) => make("bdi", "", words);

  /** What the record came in. @type {Record<Handbook.Imported["from"], string>} */
  const FROM = {
    file: "From a file, not checked by you.",
    text: "From a text that was pasted, not checked by you.",
    link: "From a link, not checked by you.",
  };

  /** @type {Record<Handbook.Status, string>} */
  const STATUS = { todo: "Open", done: "", skipped: "", "not-applicable": "", off: "" };

  /** @param {...(Node | string)} content */
  const line = (...content) => make("p", "", ...content);

  /** @param {Handbook.Fact} fact */
  const factOf = ({ words, lines, items }) => {
    const said = make("div", "sop-glimpse-said", make("p", "", theirs(words)));
    if (lines) said.append(make("p", "sop-glimpse-lines", theirs(lines.join("\n"))));
    if (items) said.append(make("ul", "", ...items.map((item) => make("li", "", theirs(item)))));
    return said;
  };

  /**
   * What is said of a step; an answer that was left out is not one that was never given.
   *
   * @param {Handbook.Teller} teller
   * @param {Handbook.ToldStep} told
   * @param {string[]} leftOut
   */
  const factsOf = (teller, told, leftOut) => {
    const fields = (told.step.fields ?? []).filter(({ id }) => leftOut.includes(id));
    const bare = new Map(fields.map(({ label }) => [`${label}: no answer`, `${label}: left out`]));
    return teller.facts(told).map((fact) => ({ ...fact, words: bare.get(fact.words) ?? fact.words }));
  };

  /**
   * Every step with what is said of it.
   *
   * @param {Handbook.Teller} teller
   * @param {string[]} leftOut
   */
  const steps = (teller, leftOut) => {
    const items = teller.steps().map((told) => {
      const { step, status, depth, text, tags } = told;
      const number = step.number === undefined ? "" : `${step.number} `;
      const name = make("p", "sop-glimpse-step", number, theirs(text));
      const about = tags.length ? make("span", "sop-glimpse-tags", " · ", theirs(tags.join(" · "))) : null;
      if (about) name.append(about);
      const state = STATUS[status] ? [make("p", "sop-glimpse-said", STATUS[status])] : [];
      const item = make("li", depth ? "sop-glimpse-below" : "", name, ...state, ...factsOf(teller, told, leftOut).map(factOf));
      item.dataset.status = status;
      return item;
    });
    const list = make("ol", "sop-glimpse-steps", ...items);
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Step by step");
    return list;
  };

  /**
   * How it ended, and with whom it is.
   *
   * @param {Handbook.Run} run
   * @param {Handbook.Teller} teller
   */
  const ends = ({ finished, abandoned, handed }, teller) => {
    const found = [];
    if (finished) found.push(line("Finished ", theirs(teller.when(finished)), "."));
    if (abandoned) found.push(line("Given up ", theirs(teller.when(abandoned)), ": ", theirs(abandoned.reason)));
    if (handed) found.push(line("Handed to ", theirs(handed.to || "somebody"), ", ", theirs(teller.when(handed)), "."));
    return found;
  };

  /**
   * For whom, which SOP, by whom and when, how far.
   *
   * @param {Handbook.Brought} brought
   * @param {Handbook.Teller} teller
   */
  const facts = ({ record, run, progress, match }, teller) => {
    const { definition } = run;
    const left = handbook.goes.without(record.leftOut, definition);
    return [
      make("h3", "", theirs(run.about || `${definition.about.label} not named yet`)),
      make("p", "sop-glimpse-from", FROM[record.from]),
      line("SOP: ", theirs(definition.title), ". ", theirs(match.sentence)),
      line("Started ", theirs(teller.when(run.started)), ". Last changed ", theirs(teller.when(run.touched)), "."),
      line(`${handbook.dom.far(progress)} done.`),
      ...ends(run, teller),
      ...(left ? [line("Whoever sent it has not sent all. ", theirs(left))] : []),
    ];
  };

  /**
   * @param {Handbook.Brought} brought
   * @returns {[HTMLElement[], HTMLElement[]]} what it is, and all that it says
   */
  const show = (brought) => {
    const told = handbook.goes.told({ private: true, notes: true });
    const teller = handbook.telling.of(brought.run, brought.progress, told, true);
    const gone = teller.gone().map(factOf);
    const rest = gone.length ? [make("h3", "", "Of steps that the SOP no longer has"), ...gone] : [];
    return [facts(brought, teller), [make("h3", "", "Step by step"), steps(teller, brought.record.leftOut), ...rest]];
  };

  handbook.glimpse = { show, theirs };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
