// @ts-check
"use strict";

/*
 * What to say about storage: which state an error means, and one sentence for each state.
 */
((handbook) => {
  /** @type {Record<Handbook.StorageState, string>} */
  const SENTENCES = {
    opening: "",
    saving: "",
    saved: "",
    memory:
      "This browser cannot store checklists, so what you do here lasts until you close this " +
      "page: save a copy before you do.",
    refused:
      "This browser does not let this site store anything (its cookies may be blocked), so what " +
      "you do here lasts until you close this page: save a copy before you do.",
    full:
      "This browser has no room left, so your last changes are kept in this page only: save a " +
      "copy, then make room; every further change tries to store them again.",
    blocked:
      "Another tab is holding the stored checklists, so what you do here is kept in this page " +
      "only: close the handbook’s other tabs and it is stored, or save a copy.",
    cleared:
      "The checklists stored in this browser were deleted while this page was open; what it still " +
      "knew has been stored again: look it through and save a copy.",
    newer:
      "A newer version of this handbook has taken over the stored checklists, so what you do here " +
      "is kept in this page only: save a copy, then reload the page.",
    failed:
      "This browser could not reach its stored checklists, so your last changes are kept in this " +
      "page only: save a copy; every further change tries to store them again.",
  };

  /** @type {Record<string, Handbook.StorageState>} */
  const STATES = {
    NotSupportedError: "memory",
    SecurityError: "refused",
    NotAllowedError: "refused",
    QuotaExceededError: "full",
    TimeoutError: "blocked",
    VersionError: "newer",
  };

  /**
   * The state that an error of the browser's storage means.
   *
   * @param {unknown} error
   * @returns {Handbook.StorageState}
   */
  const stateOf = (error) => {
    const name = error instanceof Error || error instanceof DOMException ? error.name : "";
    return Object.hasOwn(STATES, name) ? STATES[name] : "failed";
  };

  /**
   * What to say of a checklist with entries that cannot be read.
   *
   * @param {number} entries how many
   * @returns {string}
   */
  const corrupt = (entries) =>
    entries === 1
      ? "One entry of this checklist is damaged and left out; save a copy to keep the rest."
      : `${entries} entries of this checklist are damaged and left out; save a copy to keep the rest.`;

  handbook.sentences = { storage: SENTENCES, stateOf, corrupt };

  if (typeof document === "undefined") module.exports = handbook.sentences;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
