// @ts-check
"use strict";

/*
 * The one frame of every dialog about what leaves the browser, and what comes in: a heading, what
 * there is to choose and to see, and at the foot the buttons and what came of pressing them.
 */
((handbook) => {
  const { make, button, setText } = handbook.dom;

  /** Keeps the room of the page's scroll bar. */
  const GUTTER = "sop-exit-gutter";

  /** @type {(dialog: HTMLDialogElement) => HTMLElement | null} the first thing to fill in */
  const firstInput = (dialog) =>
    dialog.querySelector("input:not([type=hidden]):not(:disabled), textarea, select");

  /**
   * Open a dialog. It is gone from the page once it is closed, and the focus is back where it was.
   *
   * @param {Handbook.DialogContent} shown
   * @returns {Handbook.Dialog}
   */
  const open = ({ title, content, acts, cancel = "Cancel", reading = false, closed }) => {
    // One at a time: what comes now is what is asked for now.
    const before = document.querySelector("dialog.sop-exit[open]");
    if (before instanceof HTMLDialogElement) before.close();
    const opener = document.activeElement;
    const heading = make("h2", "sop-exit-title", title);
    heading.id = `exit--${handbook.ids.newId()}`;
    heading.tabIndex = -1;
    const said = make("p", "sop-exit-said");
    said.setAttribute("role", "status");
    const close = () => element.close();
    const leave = button(cancel, close);
    const buttons = make("p", "sop-acts", ...acts, leave);
    const element = make("dialog", "sop-exit", heading, ...content, make("div", "sop-exit-foot", said, buttons));
    element.setAttribute("aria-labelledby", heading.id);
    // Keys pressed here are not meant for the page below.
    element.addEventListener("keydown", (event) => event.stopPropagation());
    element.addEventListener("close", () => {
      element.remove();
      document.documentElement.classList.remove(GUTTER);
      // The page may have been drawn anew meanwhile.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      closed?.();
    });
    document.body.append(element);
    // The page behind stays where it is, though it cannot be scrolled now.
    if (window.innerWidth > document.documentElement.clientWidth) document.documentElement.classList.add(GUTTER);
    element.showModal();
    ((reading ? null : firstInput(element)) ?? heading).focus();
    element.scrollTop = 0;
    /** @param {string} words @param {boolean} wrong */
    const tell = (words, wrong) => {
      said.classList.toggle("sop-wrong", wrong);
      setText(said, words);
    };
    return {
      element,
      close,
      say: (words) => tell(words, false),
      warn: (words) => tell(words, true),
      name: (words) => setText(leave, words),
    };
  };

  /**
   * A line to write on.
   *
   * @param {string} words its label
   * @param {string} value
   * @returns {{ element: HTMLElement, input: HTMLInputElement, value(): string, missing(told: string): void }}
   */
  const line = (words, value) => {
    const input = make("input", "sop-input");
    input.id = `exit--${handbook.ids.newId()}`;
    input.autocomplete = "off";
    input.maxLength = 200;
    input.value = value;
    const label = make("label", "", words);
    label.htmlFor = input.id;
    const message = make("p", "sop-message sop-wrong");
    message.id = `${input.id}--told`;
    input.addEventListener("input", () => {
      setText(message, "");
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    });
    const missing = (/** @type {string} */ told) => {
      setText(message, told);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", message.id);
      input.focus();
    };
    return { element: make("div", "sop-exit-line", label, input, message), input, value: () => input.value.trim(), missing };
  };

  /**
   * A box to tick, or one of several to choose from.
   *
   * @param {string} words
   * @param {boolean} checked
   * @param {() => void} changed
   * @param {string} [name] of the choice; without one it is a box of its own
   */
  const option = (words, checked, changed, name) => {
    const input = make("input", "");
    input.type = name ? "radio" : "checkbox";
    if (name) input.name = name;
    input.checked = checked;
    input.autocomplete = "off";
    input.addEventListener("change", changed);
    return { element: make("label", "sop-option", input, words), input };
  };

  /**
   * Copy a text; where the browser does not let us, the person copies what we select.
   *
   * @param {string} text
   * @param {HTMLElement} shown where it stands in the dialog
   * @returns {Promise<string>} what to tell
   */
  const copy = async (text, shown) => {
    try {
      await navigator.clipboard.writeText(text);
      return "The text is copied.";
    } catch {
      window.getSelection()?.selectAllChildren(shown);
      return "The text is selected: copy it with your keyboard or the browser’s menu.";
    }
  };

  handbook.dialog = { open, line, option, copy };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
