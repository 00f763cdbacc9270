// @ts-check
"use strict";

/* When a step applies: conditions are data, and nothing is ever evaluated as code. */
((handbook) => {
  /**
   * Whether this answers anything: an empty text, an empty list, a box left alone do not.
   *
   * @param {Handbook.Value | undefined} value
   */
  const filled = (value) =>
    value != null && value !== "" && value !== false && !(Array.isArray(value) && !value.length);

  /**
   * Equal as a person reads them, so that `is: 3` in YAML is met by a "3" that was typed. A box
   * nobody has touched counts as left empty.
   *
   * @param {Handbook.Value | undefined} answer
   * @param {Handbook.Value | undefined} wanted
   */
  const equal = (answer, wanted) => {
    if (wanted === false) return !filled(answer);
    return answer != null && !Array.isArray(answer) && String(answer) === String(wanted);
  };

  /**
   * @param {Handbook.Value | undefined} answer
   * @param {Handbook.Value | undefined} wanted
   */
  const includes = (answer, wanted) =>
    Array.isArray(answer) ? answer.some((item) => equal(item, wanted)) : equal(answer, wanted);

  /**
   * Whether a condition holds. Where a question is unanswered, "is not" holds and "is" does not.
   *
   * @param {Handbook.Condition} condition
   * @param {Record<Handbook.Id, Handbook.Value>} answers
   * @returns {boolean}
   */
  const holds = (condition, answers) => {
    if ("all" in condition) return condition.all.every((part) => holds(part, answers));
    if ("any" in condition) return condition.any.some((part) => holds(part, answers));
    const answer = Object.hasOwn(answers, condition.field) ? answers[condition.field] : undefined;
    if (condition.filled !== undefined) return filled(answer) === condition.filled;
    if (condition.in !== undefined) return condition.in.some((value) => equal(answer, value));
    if (condition.not !== undefined) return !equal(answer, condition.not);
    if (condition.has !== undefined) return includes(answer, condition.has);
    return equal(answer, condition.is);
  };

  handbook.conditions = { holds, filled };
  if (typeof document === "undefined") module.exports = handbook.conditions;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
