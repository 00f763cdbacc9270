// @ts-check
"use strict";

/*
 * What a log comes to in answers: each by the id that its question has now, with the choices of
 * now, and what is taken out of it.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event @typedef {Handbook.Definition} Definition */

  /** @type {(definition: Definition) => Handbook.Field[]} */
  const fieldsOf = (definition) => definition.steps.flatMap((step) => step.fields ?? []);

  /**
   * From an option's id, or an earlier one, to its id now. Looked up, not searched: a log from
   * outside may have very many of both.
   *
   * @param {Handbook.Field} field
   * @returns {Map<Handbook.Value, string>}
   */
  const optionsNow = ({ options = [] }) => {
    const now = new Map(options.map(({ id }) => [id, id]));
    for (const { id, was = [] } of options) for (const name of was) if (!now.has(name)) now.set(name, id);
    return now;
  };

  /**
   * An answer in the options of now: one that was chosen by an earlier id keeps its meaning.
   *
   * @param {Map<Handbook.Value, string> | undefined} options
   * @param {any} value
   * @returns {Handbook.Value}
   */
  const chosenNow = (options, value) =>
    Array.isArray(value) ? value.map((id) => options?.get(id) ?? id) : (options?.get(value) ?? value);

  /**
   * @param {Event[]} acts the start first
   * @param {{definition: Definition}[]} versions
   */
  const answers = (acts, versions) => {
    const { definition } = versions[versions.length - 1];
    const fields = fieldsOf(definition);
    const { now } = handbook.versions.heirs(fields, versions.map((version) => fieldsOf(version.definition)));
    const options = new Map(fields.map((field) => [field.id, optionsNow(field)]));
    /** Without anything by birth. @type {Record<string, Handbook.Answer>} */
    const kept = Object.create(null);
    for (const act of acts) {
      if (act.kind !== "value") continue;
      const { field, value } = act.value;
      const id = now(field);
      const empty = value === null || value === "" || (Array.isArray(value) && !value.length);
      if (empty) delete kept[id];
      else kept[id] = { ...handbook.log.entry(act), value: chosenNow(options.get(id), value) };
    }
    for (const field of fields) {
      const answer = field.take && kept[field.id];
      if (!answer) continue;
      const found = handbook.fields.taken(field, answer.value);
      for (const [id, value] of Object.entries(found)) kept[id] = { ...answer, value };
    }
    return kept;
  };

  /**
   * An answer about the subject is its name, whatever an earlier version called the question.
   *
   * @param {Event} act
   * @param {Set<string>} subjects
   * @returns {Event}
   */
  const asRename = (act, subjects) =>
    act.kind === "value" && subjects.has(act.value.field)
      ? { ...act, kind: "rename", value: { about: String(act.value.value ?? "") } }
      : act;

  handbook.foldAnswers = { answers, asRename };
  if (typeof document === "undefined") module.exports = handbook.foldAnswers;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
