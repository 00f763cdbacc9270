// @ts-check
"use strict";

/*
 * A checklist as one text that reads well in an e-mail or a chat: how it stands, what comes next
 * and who goes on, then what is done, open and left out, and the link at the end.
 */
((handbook) => {
  /** @typedef {Handbook.Run} Run @typedef {Handbook.ToldStep} ToldStep @typedef {Handbook.Teller} Teller */

  /** An address longer than this is no reading: it is in the checklist. */
  const LONGEST = 300;

  const INDENT = "   ";

  /** @param {string} text */
  const plain = (text) => handbook.inert.plain(text);

  /** @param {string} text */
  const below = (text) => handbook.inert.seen(text).map((line) => INDENT + line);

  /**
   * @param {ToldStep} told
   * @param {string} [more] what is said behind its words
   */
  const line = ({ step, depth, text, tags }, more = "") => {
    const mark = step.number ? `${step.number}.` : "-";
    const said = tags.length ? ` (${plain(tags.join("; "))})` : "";
    return `${INDENT.repeat(depth)}${mark} ${plain(text)}${said}${more}`;
  };

  /** @param {string} words a fact without an address that nobody reads */
  const shortened = (words) => {
    const address = words.indexOf(": http");
    return words.length > LONGEST && address >= 0
      ? `${words.slice(0, address)}: a long link, see the checklist`
      : words;
  };

  /** @param {Handbook.Fact} fact @param {string} [indent] */
  const fact = ({ words, lines = [], items = [] }, indent = "") =>
    [shortened(plain(words)), ...lines.flatMap(below), ...items.map((item) => `${INDENT}- ${plain(item)}`)].map(
      (each) => indent + each,
    );

  /** @param {Teller} teller @returns {(told: ToldStep) => string[]} */
  const answers = (teller) => ({ step, depth }) =>
    (step.fields ?? []).flatMap((field) => {
      const found = teller.answer(field, () => "");
      return found ? fact(found, INDENT.repeat(depth + 1)) : [];
    }); // prettier-ignore

  // ------------------------------------------------------------- how it stands

  /** @param {Run} run @param {ToldStep[]} steps the last act on a step, and that step */
  const lastActed = ({ history }, steps) => {
    const known = new Map(steps.map((told) => [told.step.id, told]));
    const act = [...history].reverse().find(({ step }) => known.has(step ?? ""));
    const told = known.get(act?.step ?? "");
    return act && told ? { told, entry: handbook.log.entry(act) } : null;
  };

  /**
   * “Do it” with its number, or that of the step it is a part of.
   *
   * @param {ToldStep} told
   * @param {ToldStep[]} steps
   */
  const named = ({ step, text }, steps) => {
    let at = steps.findIndex((told) => told.step === step);
    // A step stands below the one it is a part of.
    while (at > 0 && !steps[at].step.number) at -= 1;
    const above = steps[at].step.number ? steps[at].step : undefined;
    const place = above ? `${above === step ? "" : "a part of "}step ${above.number}, ` : "";
    return `${place}“${plain(text)}”`;
  };

  /**
   * Where it stopped, what comes next, and who is next.
   *
   * @param {Run} run
   * @param {Handbook.Progress} progress
   * @param {string} to
   * @param {Teller} teller
   * @param {ToldStep[]} steps
   */
  const standing = (run, progress, to, teller, steps) => {
    const { finished, abandoned } = run;
    const next = run.status === "open" ? steps.find(({ step }) => step.id === progress.next) : undefined;
    const last = lastActed(run, steps);
    const role = next && (next.step.who || next.step.to);
    const who = [to, role ? `the step is for ${role}` : ""].filter(Boolean).join("; ");
    return [
      `${progress.done} of ${progress.total} steps done.`,
      ...(finished ? [`Finished ${teller.when(finished)}.`] : []),
      ...(abandoned ? [`Given up ${teller.when(abandoned)}: ${plain(abandoned.reason)}`] : []),
      ...(last ? [`It stopped at ${named(last.told, steps)}, ${teller.when(last.entry)}.`] : []),
      ...(next ? [`Next is ${named(next, steps)}${next.step.must_do ? ", which must be done" : ""}.`] : []),
      ...(who ? [`Who is next: ${plain(who)}.`] : []),
    ];
  };

  // ------------------------------------------------------------- its parts

  /**
   * A part under its heading; nothing where there is nothing.
   *
   * @param {string} heading
   * @param {string[]} lines
   */
  const part = (heading, lines) => (lines.length ? ["", heading, ...lines] : []);

  /**
   * What is said of single steps, each named; those of which nothing is said are not there.
   *
   * @param {ToldStep[]} steps
   * @param {(told: ToldStep) => string | null | undefined} said
   */
  const each = (steps, said) =>
    steps.flatMap((told) => {
      const [first = "", ...rest] = handbook.inert.seen((said(told) ?? "").trim());
      if (!first && !rest.length) return [];
      const name = named(told, steps);
      const more = rest.length ? [":", ...below([first, ...rest].join("\n"))] : [`: ${first}`];
      return [`- ${name[0].toUpperCase()}${name.slice(1)}${more[0]}`, ...more.slice(1)];
    });

  /** @param {Handbook.StepState | undefined} state */
  const left = (state) => {
    if (!state?.skipped) return undefined;
    const { how, reason } = state.skipped;
    return [how === "skipped" ? "skipped" : "not applicable", reason].filter(Boolean).join(", ");
  };

  /** @param {Handbook.StepState | undefined} state */
  const over = (state) => state?.overridden && (state.overridden.reason || "no reason was given");

  /**
   * @param {Run} run
   * @param {Handbook.Progress} progress
   * @param {Handbook.HandoverTold} told
   * @param {Teller} teller
   * @param {ToldStep[]} steps
   */
  const parts = (run, progress, { redaction }, teller, steps) => {
    const due = new Map(teller.due.map(({ step, date }) => [step, `, due ${teller.day(date)}`]));
    const waits = new Map(progress.waiting.map((wait) => [wait.step, teller.wait(wait)]));
    const answered = answers(teller);
    /** @param {ToldStep} told */
    const stateOf = ({ step }) => run.steps[step.id];
    /** @param {Handbook.Status[]} wanted */
    const only = (...wanted) => steps.filter(({ status }) => wanted.includes(status));
    const done = only("done").flatMap((told) => [line(told), ...answered(told)]);
    const open = only("todo").flatMap((told) => [line(told, due.get(told.step.id)), ...answered(told)]);
    const skipped = new Set(only("skipped", "not-applicable"));
    return [
      ...part("Done:", done),
      ...part("Still open:", open),
      ...part("Skipped or not applicable:", each(steps, (told) => (skipped.has(told) ? left(stateOf(told)) : undefined))),
      ...part("Gone on although something came first:", each(steps, (told) => over(stateOf(told)))),
      ...part("Waiting on:", each(steps, (told) => waits.get(told.step.id))),
      ...part("Notes:", redaction.notes ? each(steps, (told) => stateOf(told)?.note?.text) : []),
      ...part("No longer in this SOP:", teller.gone().flatMap((each) => fact(each))),
      ...(teller.leftOut.length ? ["", `Left out: ${plain(teller.leftOut.join(", "))}.`] : []),
    ]; // prettier-ignore
  };

  /** @param {Handbook.HandoverTold} told @param {Teller} teller */
  const handed = ({ to, by, now }, teller) => {
    const who = [by && ` by ${plain(by)}`, to && ` to ${plain(to)}`].filter(Boolean).join("");
    return `${who ? `Handed over${who}` : "Written"}, ${teller.moment(now.toISOString())} (${teller.zone}).`;
  };

  /** @type {Handbook.Namespace["handover"]["text"]} */
  const text = (run, progress, told) => {
    const teller = handbook.telling.of(run, progress, told, true);
    const steps = teller.steps();
    const { title, revision } = run.definition;
    return [
      plain(teller.title),
      handed(told, teller),
      ...(run.practice ? ["For practice only."] : []),
      "",
      ...standing(run, progress, told.to, teller, steps),
      ...parts(run, progress, told, teller, steps),
      "",
      `SOP: ${plain(title)}, revision ${plain(revision).slice(0, 7)}.`,
      ...(told.link ? ["", "Open the checklist:", told.link] : []),
      "",
    ].map((each) => each.trimEnd()).join("\n"); // prettier-ignore
  };

  handbook.handover = { text };
  if (typeof document === "undefined") module.exports = handbook.handover;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
