// @ts-check
"use strict";

/*
 * What lists say of a checklist: a line each.
 */
((handbook) => {
  /** @typedef {Handbook.ListEntry} Entry */

  /** @type {(moment: string) => string} */
  const dayOf = (moment) => handbook.text.day(moment.slice(0, 10));

  /** @type {(until: string) => string} */
  const when = (until) => (until.includes("T") ? handbook.text.moment(until) : handbook.text.day(until));

  /** @type {(entry: Entry) => Handbook.Step | undefined} */
  const nextStep = ({ run, progress }) =>
    run.definition.steps.find(({ id }) => id === progress.next);

  /**
   * The number people say aloud: a nested step has that of the one it is in.
   *
   * @param {Handbook.Step[]} steps
   * @param {Handbook.Step | undefined} step
   * @returns {string} "" where there is none
   */
  const numberOf = (steps, step) => {
    if (step === undefined || step.number !== undefined) return String(step?.number ?? "");
    return numberOf(steps, steps.find(({ id }) => id === step.parent));
  };

  /**
   * How far it is: "2 of 4 done", or how it ended.
   *
   * @type {(entry: Entry) => string}
   */
  const far = ({ run, progress }) => {
    if (run.finished) return `finished ${dayOf(run.finished.at)}`;
    if (run.abandoned) return `given up ${dayOf(run.abandoned.at)}`;
    if (run.handed) return `handed to ${run.handed.to} on ${dayOf(run.handed.at)}`;
    return `${progress.done} of ${progress.total} done`;
  };

  /** @type {(entry: Entry) => string[]} */
  const put = ({ place }) => {
    if (place === "trash") return ["in the trash"];
    return place === "archived" ? ["archived"] : [];
  };

  /**
   * Which SOP, how far, whether it is set aside, when last touched.
   *
   * @type {(entry: Entry, now: Date, told: boolean) => string} `told`: it is said elsewhere that
   *   it was set aside
   */
  const facts = (entry, now, told) => {
    const aside = told ? [] : put(entry);
    const ago = handbook.text.ago(entry.run.touched.at, now);
    return [entry.title, far(entry), ...aside, ago].join(" · ");
  };

  /**
   * Whether it is being worked on here: what is over or handed on asks for nothing.
   *
   * @type {(entry: Entry) => boolean}
   */
  const going = ({ run }) => run.status === "open" && !run.handed;

  /**
   * The step to do next, or "" for a checklist that is not being worked on here.
   *
   * @type {(entry: Entry) => string}
   */
  const next = (entry) => {
    const { run } = entry;
    if (!going(entry)) return "";
    const step = nextStep(entry);
    if (!step) return "Every step is settled: open it to finish it";
    /** @type {Record<string, Handbook.Value>} */
    const answers = Object.create(null);
    for (const [id, answer] of Object.entries(run.answers)) answers[id] = answer.value;
    const words = handbook.text.words(step.text, run.definition, answers);
    return `Next: ${numberOf(run.definition.steps, step)} ${words}`;
  };

  /** @type {(entry: Entry) => string[]} */
  const waiting = (entry) =>
    going(entry)
      ? entry.progress.waiting.map(({ on, until }) =>
          until ? `Waiting on ${on} until ${when(until)}` : `Waiting on ${on}`)
      : [];

  /**
   * What the SOP asks to wait for and is not over, said by the step that it comes after.
   *
   * @type {(entry: Entry, now: Date) => string[]}
   */
  const pauses = (entry, now) => {
    const { steps } = entry.run.definition;
    return going(entry)
      ? entry.progress.pauses
          .filter(({ until }) => Date.parse(until) > now.getTime())
          .map(({ step, until }) => {
            const number = numberOf(steps, steps.find(({ id }) => id === step));
            return `After step ${number}, wait until ${handbook.text.clock(until, now)}`;
          })
      : [];
  };

  /**
   * @param {Entry} entry
   * @param {string} today YYYY-MM-DD
   */
  const due = (entry, today) => {
    if (!entry.due || !going(entry)) return { words: "", late: false };
    const late = entry.due < today;
    const day = handbook.text.day(entry.due);
    if (entry.due === today) return { words: "Due today", late };
    return { words: late ? `Overdue: was due ${day}` : `Due ${day}`, late };
  };

  /** @type {(words: string) => string} as it goes on after a dot */
  const small = (words) => words[0].toLowerCase() + words.slice(1);

  /**
   * What follows the name where little room is: "step 3 of 4 · due 1 May 2027 · two days ago".
   *
   * @type {(entry: Entry, now: Date) => string}
   */
  const line = (entry, now) => {
    const number = numberOf(entry.run.definition.steps, nextStep(entry));
    const where = number ? `step ${number} of ${entry.progress.total}` : far(entry);
    const [wait] = [...waiting(entry), ...pauses(entry, now)];
    const { words } = due(entry, handbook.ids.now(now).slice(0, 10));
    const last = wait ? small(wait) : handbook.text.ago(entry.run.touched.at, now);
    return [where, ...(words ? [small(words)] : []), last].join(" · ");
  };

  handbook.words = { facts, next, waiting, pauses, due, line };
  if (typeof document === "undefined") module.exports = handbook.words;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
