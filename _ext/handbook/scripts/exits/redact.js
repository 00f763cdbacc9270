// @ts-check
"use strict";

/*
 * What stays behind when a checklist leaves: private answers, and notes.
 *
 * An answer is private if its field is, in any version that the checklist went through and under
 * any name the field had: whoever wrote it was told so. What is read out of it is private as well.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event @typedef {Handbook.Field} Field */

  const NOTES = "notes";

  /** @param {Event[]} events @returns {Handbook.Definition[]} */
  const definitionsOf = (events) =>
    events.flatMap(({ kind, value }) => (kind === "start" || kind === "adopt" ? [value.definition] : []));

  /** @param {Handbook.Definition[]} definitions */
  const fieldsOf = (definitions) =>
    definitions.flatMap(({ steps }) => steps).flatMap((step) => step.fields ?? []);

  /** @param {Field} field every id its answer goes, or went, by */
  const names = ({ id, was = [], take = {} }) => [id, ...was, ...Object.keys(take)];

  /**
   * The ids of private answers.
   *
   * @param {Handbook.Definition[]} definitions
   * @returns {Set<string>}
   */
  const privateIds = (definitions) => {
    const fields = fieldsOf(definitions);
    const found = new Set(fields.filter((field) => field.private).flatMap(names));
    // A field that takes a private one's place is private, and so on along the line.
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      for (const field of fields) {
        if (![field.id, ...(field.was ?? [])].some((id) => found.has(id))) continue;
        for (const name of names(field)) found.add(name);
      }
    }
    // Whom a checklist is for is its name, and told everywhere.
    for (const { about } of definitions) found.delete(about.id);
    return found;
  };

  /** @param {Handbook.Run} run every version it went through, the newest last */
  const versionsOf = (run) => [...definitionsOf(run.history), run.definition];

  /**
   * Answers to questions that no version asks: nobody can say that they are not private.
   *
   * @param {Handbook.Run} run
   */
  const unknown = (run) => {
    const versions = versionsOf(run);
    const known = new Set([...fieldsOf(versions).flatMap(names), ...versions.map(({ about }) => about.id)]);
    return Object.keys(run.answers).filter((id) => !known.has(id));
  };

  /**
   * The ids of the answers that stay behind.
   *
   * @param {Handbook.Run} run
   * @param {Handbook.Redaction} redaction
   * @returns {Set<string>}
   */
  const hidden = (run, redaction) =>
    redaction.private ? new Set() : new Set([...privateIds(versionsOf(run)), ...unknown(run)]);

  /**
   * What there is to leave out: private fields that were ever answered, and notes.
   *
   * @param {Handbook.Run} run
   */
  const held = (run) => {
    const ids = privateIds(versionsOf(run));
    const given = new Set(Object.keys(run.answers));
    for (const { kind, value } of run.history) {
      if (kind === "value" && handbook.conditions.filled(value.value)) given.add(value.field);
    }
    /** @type {Map<string, Field>} */
    const fields = new Map();
    for (const field of fieldsOf(versionsOf(run))) {
      const { id, was = [] } = field;
      if (ids.has(id) && [id, ...was].some((name) => given.has(name))) fields.set(id, field);
    }
    // Under its earlier names it is the same question.
    for (const { was = [] } of [...fields.values()]) for (const name of was) fields.delete(name);
    const states = [...Object.values(run.steps), ...Object.values(run.orphans)];
    return { private: [...fields.values()], notes: states.filter(({ note }) => note).length };
  };

  /**
   * The log that goes. It folds to the same checklist, without the answers and notes left out:
   * the acts that wrote them are gone, and with them whatever undid those.
   *
   * @param {Event[]} events
   * @param {Handbook.Run} run what they come to
   * @param {Handbook.Redaction} redaction
   */
  const redacted = (events, run, redaction) => {
    const secrets = hidden(run, redaction);
    // A version that was taken back may have known an answer as private.
    if (!redaction.private) for (const id of privateIds(definitionsOf(events))) secrets.add(id);
    const fields = fieldsOf([run.definition]);
    /** @type {(name: string) => string} */
    const now = (name) => fields.find(({ id, was }) => id === name || was?.includes(name))?.id ?? name;
    /** @type {Set<string>} */
    const gone = new Set();
    /** @type {Set<string>} */
    const leftOut = new Set();
    const kept = handbook.log.order(events).filter(({ id, kind, value }) => {
      const secret = kind === "value" && secrets.has(value.field);
      const noted = kind === "note" && !redaction.notes;
      if (secret) leftOut.add(now(value.field));
      if (noted) leftOut.add(NOTES);
      const stays = secret || noted || (kind === "undo" && gone.has(value.event));
      if (stays) gone.add(id);
      return !stays;
    });
    return { events: kept, leftOut: [...leftOut].sort() };
  };

  handbook.redact = { events: redacted, held, hidden };
  if (typeof document === "undefined") module.exports = handbook.redact;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
