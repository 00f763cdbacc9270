// @ts-check
"use strict";

/*
 * A checklist in words, for the texts that leave the browser: the same words on each of them, in
 * the person's own zone, and without what stays behind.
 */
((handbook) => {
  /** @typedef {Handbook.Run} Run @typedef {Handbook.Field} Field @typedef {Handbook.Fact} Fact */
  const { ended, titled } = handbook.text;

  // ------------------------------------------------------------- what

  /**
   * What an address with choices in it says, or "".
   *
   * @param {Field} field
   * @param {Handbook.Value} value
   * @param {Handbook.Decoder | null | undefined} decoder
   */
  const choices = (field, value, decoder) => {
    if (!field.decode || typeof value !== "string") return "";
    const decoded = decoder && handbook.configurator?.decode(value, decoder);
    if (decoded?.ok) {
      const differs = decoded.differs.map((/** @type {Handbook.Choice} */ one) => `${one.label}: ${one.value}`);
      return `${decoded.tier} · ${differs.join(" · ") || "as the tier has it"}`;
    }
    const found = handbook.choices.read(value, field.starts_with ?? "");
    return "sentence" in found ? "" : `${found.tier}, with its choices`;
  };

  /**
   * By the id of an answer: the field it is written in, which may be another's.
   *
   * @param {Handbook.Definition} definition
   */
  const fieldsOf = ({ steps }) => {
    /** @type {Map<string, Field>} */
    const found = new Map();
    for (const field of steps.flatMap((step) => step.fields ?? [])) {
      for (const id of [...Object.keys(field.take ?? {}), field.id]) found.set(id, field);
    }
    return found;
  };

  /** A text of one line beside its name, a longer one below. @type {(name: string, text: string) => Fact} */
  const named = (name, text) => {
    const lines = handbook.inert.seen(text.trim());
    return lines.length > 1 ? { words: `${name}:`, lines } : { words: titled(name, lines[0]) };
  };

  /**
   * What fills placeholders: answers in words, but none that stays behind or is wrong, and the
   * names of those that are missing.
   *
   * @param {Run} run
   * @param {Set<string>} hidden
   */
  const fillings = ({ definition, answers }, hidden) => {
    const fields = fieldsOf(definition);
    /** @type {Record<string, string>} */
    const labels = Object.create(null);
    /** @type {Record<string, string>} */
    const values = Object.create(null);
    for (const [id, { label }] of fields) labels[id] = label;
    labels[definition.about.id] = definition.about.label;
    for (const [id, { value }] of Object.entries(answers)) {
      const field = fields.get(id);
      const wrong = field && !handbook.fields.answered(field, answers[field.id]?.value);
      if (!hidden.has(id) && !wrong) values[id] = handbook.text.said(value, field?.id === id ? field : undefined);
    }
    return { values, labels };
  };

  // ------------------------------------------------------------- facts

  /**
   * What was said of a step.
   *
   * @param {Handbook.StepState | undefined} state
   * @param {Handbook.Times} times
   * @param {boolean} notes whether notes go along
   * @returns {Fact[]}
   */
  const said = (state, { when, wait }, notes) => {
    if (!state) return [];
    const { ticked, skipped, signed, overridden, waiting, note, lookAgain } = state;
    /** @type {Fact[]} */
    const facts = [];
    if (ticked) facts.push({ words: `Done ${when(ticked)}` });
    if (lookAgain) facts.push({ words: "Its words changed after it was ticked: look at it again." });
    if (skipped) {
      const how = `${skipped.how === "skipped" ? "Skipped" : "Not applicable"} ${when(skipped)}`;
      facts.push(skipped.reason ? named(how, skipped.reason) : { words: how });
    }
    if (signed) facts.push({ words: `Signed off by ${signed.name}, ${when(signed)} (typed, not verified)` });
    if (overridden) facts.push(named(`Gone on without it ${when(overridden)}`, overridden.reason));
    if (waiting) facts.push({ words: `Waiting on ${wait(waiting)} (since ${when(waiting)})` });
    if (note && notes) facts.push(named(`Note (${when(note)})`, note.text));
    return facts;
  };

  /** @param {Handbook.Step} step */
  const tagsOf = ({ must_do: must, optional, who, to, sign_off: sign }) => [
    ...(must ? ["must do"] : []),
    ...(optional ? ["optional"] : []),
    ...(who ? [who] : []),
    ...(to ? [`goes to ${to}`] : []),
    ...(sign ? [`signed off by ${sign}`] : []),
  ];

  /** @param {Handbook.Step} step */
  const whyOff = ({ when_words: words }) =>
    ended(`Does not apply: ${words ? `only if ${words}` : "as its larger step does not"}`);

  // ------------------------------------------------------------- the teller

  /**
   * @param {Run} run
   * @param {Handbook.Progress} progress
   * @param {Handbook.Told} told
   * @param {boolean} [brief] an address that carries choices is told in words alone
   * @returns {Handbook.Teller}
   */
  const of = (run, progress, { redaction, zone, now, decoder }, brief = false) => {
    const { definition } = run;
    const times = handbook.zoned.of(zone);
    const today = times.dayOf(now.getTime());
    const hidden = handbook.redact.hidden(run, redaction);
    const { values, labels } = fillings(run, hidden);

    /** @type {Handbook.Teller["fill"]} */
    const fill = (text) => handbook.text.fill(text, values, labels);

    /** @type {Handbook.Teller["answer"]} */
    const answer = (field, entry) => {
      const given = run.answers[field.id];
      if (!given) return null;
      if (hidden.has(field.id)) return { words: `${field.label}: left out, as it is private` };
      const { value } = given;
      const carried = choices(field, value, decoder);
      const right = handbook.fields.answered(field, value) || !handbook.conditions.filled(value);
      const name = `${field.label}${entry(given)}${right ? "" : ", to be mended"}`;
      if (carried && brief) return { words: `${name}: ${carried}` };
      if (field.type === "list" && Array.isArray(value)) return { words: `${name}:`, items: value };
      const fact = named(name, handbook.text.said(value, field));
      return carried ? { ...fact, items: [carried] } : fact;
    };

    // A day that is counted from an answer tells that answer.
    const byId = new Map(definition.steps.map((step) => [step.id, step]));
    const due = progress.due.filter(({ step }) => {
      const { before, after } = byId.get(step)?.due ?? {};
      return !hidden.has(before ?? after ?? "");
    });
    const days = new Map(due.map(({ step, date }) => [step, date]));

    /** @type {Handbook.Teller["facts"]} */
    const facts = ({ step, status }) => {
      const answers = (step.fields ?? []).flatMap((field) => {
        const none = status === "todo" || status === "done" ? [{ words: `${field.label}: no answer` }] : [];
        return answer(field, (given) => ` (${times.when(given)})`) ?? none;
      });
      const date = days.get(step.id);
      return [
        ...(status === "off" ? [{ words: whyOff(step) }] : []),
        ...answers,
        ...said(run.steps[step.id], times, redaction.notes),
        ...(progress.late.includes(step.id) ? [{ words: "Done before what should come first." }] : []),
        ...(step.gate ? [{ words: `Before you go on: ${fill(step.gate)}` }] : []),
        ...(date ? [{ words: `Due ${times.day(date)}${date < today ? ": overdue" : ""}` }] : []),
      ];
    };

    const steps = () => {
      /** @type {Map<string, number>} */
      const depths = new Map();
      return definition.steps.map((step) => {
        const depth = step.parent === undefined ? 0 : (depths.get(step.parent) ?? -1) + 1;
        depths.set(step.id, depth);
        return { step, status: progress.status[step.id], depth, text: fill(step.text), tags: tagsOf(step) };
      });
    };

    const gone = () => {
      const orphans = Object.entries(run.orphans).flatMap(([id, state]) =>
        said(state, times, redaction.notes).map((fact) => ({ ...fact, words: `${wording(run, id)} · ${fact.words}` })),
      );
      const known = new Set([...fieldsOf(definition).keys(), definition.about.id, ...hidden]);
      const answers = Object.entries(run.answers)
        .filter(([id]) => !known.has(id))
        .map(([id, given]) => named(`${labelOnce(run, id)} (${times.when(given)})`, handbook.text.said(given.value)));
      return [...orphans, ...answers];
    };

    const held = handbook.redact.held(run);
    return {
      ...times,
      title: definition.title + (run.about ? ` for ${run.about}` : ""),
      leftOut: [
        ...(redaction.private ? [] : held.private.map(({ label }) => label)),
        ...(redaction.notes || !held.notes ? [] : ["notes"]),
      ],
      fill,
      called: (step) => (step.number ? `step ${step.number}` : `“${handbook.inert.plain(fill(step.text))}”`),
      steps,
      due,
      answer,
      facts,
      gone,
    };
  };

  // ------------------------------------------------------------- what is gone

  /** @param {Run} run the versions it went through, the newest first */
  const versionsOf = ({ history }) =>
    history
      .filter(({ kind }) => kind === "start" || kind === "adopt")
      .map(({ value }) => /** @type {Handbook.Definition} */ (value.definition))
      .reverse();

  /** @type {(run: Run, id: string) => string} the words of a step that is gone */
  const wording = (run, id) => {
    const found = versionsOf(run).flatMap(({ steps }) => steps).find((step) => step.id === id);
    // Its blanks are not filled: their questions may be gone, too.
    return found ? handbook.text.fill(found.text, {}, {}).replace(/[.\s]+$/, "") : id;
  };

  /** @type {(run: Run, id: string) => string} what a question that is gone was called */
  const labelOnce = (run, id) => {
    const fields = versionsOf(run).flatMap(({ steps }) => steps).flatMap((step) => step.fields ?? []);
    return fields.find((field) => field.id === id)?.label ?? id;
  };

  handbook.telling = { of };
  if (typeof document === "undefined") module.exports = handbook.telling;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
