// @ts-check
"use strict";

/*
 * Where a step is reported, and where a change to it is proposed: its sources on GitHub, or the
 * page about contributing. What is sent along is what the page says; never an answer.
 */
((handbook) => {
  const LONGEST = 200;
  /** The issue form that a report opens; what is sent along is named as the form's fields are. */
  const FORM = "step-is-wrong.yml";

  /** @typedef {{issues: string, file: string, page: string} | {contributing: string}} Origin */

  /**
   * @param {Extract<Origin, {issues: string}>} origin
   * @param {Handbook.Definition} definition
   * @param {Handbook.Step} step
   * @param {string} line of the step's file: "#L12"
   */
  const report = ({ issues, file, page }, definition, step, line) => {
    const words = handbook.text.fill(step.text, {}, {}).slice(0, LONGEST);
    const named = `${definition.title}: ${words}`;
    const query = {
      template: FORM,
      title: named,
      step: `${named} (${definition.id}.${step.id}, revision ${definition.revision.slice(0, 7)})`,
      page: page ? `${page}#step--${definition.id}--${step.id}` : "",
      source: `${file}${line}`,
    };
    const said = Object.entries(query).filter(([, value]) => value);
    const parts = said.map(([key, value]) => `${key}=${encodeURIComponent(handbook.text.whole(value))}`);
    return `${issues}?${parts.join("&")}`;
  };

  /**
   * @param {Origin} origin
   * @param {Handbook.Definition} definition
   * @param {Handbook.Step} step
   * @param {string | null} line
   * @returns {[string, string][]} what each link says, and its address
   */
  const links = (origin, definition, step, line) => {
    const at = line ? `#L${line}` : "";
    const [reporting, proposing] = "contributing" in origin
      ? [origin.contributing, origin.contributing]
      : [report(origin, definition, step, at), origin.file + at]; // prettier-ignore
    return [["Report this step", reporting], ["Propose a change", proposing]];
  };

  /**
   * The links of a step on the page.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const of = ({ root, session }, view) => {
    const data = root.querySelector(":scope > script.sop-origin");
    const line = view.item.querySelector(":scope > .sop-head > .headerlink")?.getAttribute("data-line");
    const { definition } = session;
    return data ? links(JSON.parse(data.textContent ?? ""), definition, view.step, line ?? null) : [];
  };

  handbook.origin = { of, links };
  if (typeof document === "undefined") module.exports = handbook.origin;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
