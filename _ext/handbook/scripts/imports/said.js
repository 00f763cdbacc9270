// @ts-check
"use strict";

/*
 * What a checklist says, taken apart so that two can be held side by side: by what it is about
 * (its *matter*, as "done line-items" or "answer deal"), what it comes to, and that in words.
 *
 * The words quote what somebody else wrote: cut, and without the characters that turn the
 * direction of a line or cannot be seen, so that a quotation cannot pass for the sentence.
 */
((handbook) => {
  const LONGEST = 120;
  const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

  /** @typedef {{ is: string, words: string }} Said */

  /** Words from outside, to stand within ours. @param {string} text */
  const plain = (text) => {
    const line = text.slice(0, 4 * LONGEST).replace(UNSEEN, " ").replace(/\s+/g, " ").trim();
    const letters = [...line];
    return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("").trim()}…` : line;
  };

  /** @param {string} text */
  const quoted = (text) => `“${plain(text)}”`;

  /** @param {Handbook.Entry} entry */
  const when = ({ at, by }) =>
    ` on ${handbook.text.moment(at)}${plain(by) ? ` by ${plain(by)}` : ""}`;

  /** @param {string} reason */
  const because = (reason) => (plain(reason) ? `: ${quoted(reason)}` : "");

  /** @param {string} revision */
  const shortened = (revision) =>
    /^[0-9a-f]{7,}$/.test(revision) ? `revision ${revision.slice(0, 7)}` : "a revision without a number";

  /** What there is to say where nothing was said. @type {Record<string, string>} */
  const NOTHING = {
    done: "not ticked",
    note: "no note",
    sign: "not signed off",
    wait: "not waiting",
    override: "not gone past",
    answer: "no answer",
    about: "nothing",
    status: "open",
    handed: "not handed over",
    archived: "not archived",
    trashed: "not in the trash",
  };

  /** @type {Record<string, string>} */
  const ABOUT = {
    status: "The checklist",
    handed: "Handing over",
    archived: "The archive",
    trashed: "The trash",
    version: "The version of the SOP",
  };

  /** @type {(is: any, words: string) => Said} */
  const said = (is, words) => ({ is: JSON.stringify(is), words });

  /** @param {Handbook.StepState} state */
  const done = ({ ticked, skipped }) => {
    if (ticked) return said("ticked", `ticked${when(ticked)}`);
    if (!skipped) return null;
    const { how, reason } = skipped;
    const words = how === "skipped" ? "skipped" : "not applicable";
    return said([how, reason], `${words}${when(skipped)}${because(reason)}`);
  };

  /**
   * A step's matters.
   *
   * @param {Handbook.StepState} state
   * @returns {[string, Said | null][]}
   */
  const ofStep = (state) => {
    const { note, signed, waiting, overridden } = state;
    const until = waiting?.until ? ` until ${handbook.text.day(waiting.until.slice(0, 10))}` : "";
    return [
      ["done", done(state)],
      ["note", note && said(note.text, `${quoted(note.text)}${when(note)}`)],
      ["sign", signed && said(signed.name, `signed off as ${quoted(signed.name)}${when(signed)}`)],
      ["wait", waiting && said([waiting.on, waiting.until], `waiting on ${quoted(waiting.on)}${until}`)],
      ["override", overridden && said(overridden.reason, `gone past${when(overridden)}${because(overridden.reason)}`)],
    ];
  };

  /**
   * An answer, options by their labels.
   *
   * @param {Handbook.Value} value
   * @param {Handbook.Field | undefined} field
   */
  const answered = (value, field) => {
    if (typeof value === "boolean") return value ? "ticked" : "not ticked";
    const labels = new Map(field?.options?.map(({ id, label }) => [id, label]));
    const words = (Array.isArray(value) ? value : [value]).map((one) => String(labels.get(String(one)) ?? one));
    return quoted(words.slice(0, LONGEST).join(", "));
  };

  /** @param {Handbook.Definition} definition */
  const fieldsOf = ({ steps }) =>
    new Map(steps.flatMap((step) => (step.fields ?? []).map((field) => /** @type {const} */ ([field.id, { step, field }]))));

  /**
   * What a checklist as a whole says.
   *
   * @param {Handbook.Run} run
   * @returns {[string, Said | null][]}
   */
  const ofWhole = ({ about, status, finished, abandoned, handed, archived, trashed }) => [
    ["about ", about ? said(about, quoted(about)) : null],
    ["status ", status === "open" ? null : said(
      [status, abandoned?.reason],
      finished ? `finished${when(finished)}` : `given up${abandoned ? when(abandoned) + because(abandoned.reason) : ""}`,
    )],
    ["handed ", handed && said(handed.to, `handed to ${quoted(handed.to)}${when(handed)}`)],
    ["archived ", archived ? said(true, "archived") : null],
    ["trashed ", trashed && said(true, `in the trash since ${handbook.text.moment(trashed.at)}`)],
  ]; // prettier-ignore

  /**
   * Everything a checklist says, by matter; what it says nothing about is not there.
   *
   * @param {Handbook.Run} run
   * @returns {Map<string, Said>}
   */
  const of = (run) => {
    const fields = fieldsOf(run.definition);
    const all = ofWhole(run);
    for (const states of [run.orphans, run.steps]) {
      for (const [id, state] of Object.entries(states)) {
        for (const [matter, what] of ofStep(state)) all.push([`${matter} ${id}`, what]);
      }
    }
    for (const [id, { value }] of Object.entries(run.answers)) {
      if (id === run.definition.about.id) continue;
      all.push([`answer ${id}`, said(value, answered(value, fields.get(id)?.field))]);
    }
    return new Map(all.flatMap(([matter, what]) => (what ? [[matter, what]] : [])));
  };

  /** @param {string} matter @returns {Said} what it is where nothing was said about it */
  const nothing = (matter) => said(null, NOTHING[matter.split(" ")[0]] ?? "nothing");

  /** @type {Record<string, string>} */
  const ASPECTS = { note: ", note", sign: ", sign-off", wait: ", waiting", override: ", going on" };

  /**
   * What a matter is about, in words.
   *
   * @param {string} matter
   * @param {Handbook.Definition} definition
   * @returns {{ step: string | null, field: string | null, what: string }}
   */
  const about = (matter, definition) => {
    const [aspect, id] = matter.split(" ");
    if (aspect === "about") return { step: null, field: definition.about.id, what: plain(definition.about.label) };
    if (!id) return { step: null, field: null, what: ABOUT[aspect] ?? "The checklist" };
    if (aspect === "answer") {
      const found = fieldsOf(definition).get(id);
      const what = plain(found?.field.label ?? id) || id;
      return { step: found?.step.id ?? null, field: id, what };
    }
    const step = definition.steps.find((one) => one.id === id);
    const called = step?.number ? `Step ${step.number}` : quoted(step ? handbook.text.words(step.text, definition) : id);
    return { step: id, field: null, what: `${called}${ASPECTS[aspect] ?? ""}` };
  };

  handbook.said = { of, nothing, about, plain, quoted, shortened };
  if (typeof document === "undefined") module.exports = handbook.said;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
