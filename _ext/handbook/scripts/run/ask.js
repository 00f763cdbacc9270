// @ts-check
"use strict";

/*
 * A question asked in place: a label, a line to write on, two buttons.
 */
((handbook) => {
  const { make, button } = handbook.dom;

  /**
   * @param {HTMLElement} form
   * @param {string} id
   * @param {string} words
   * @param {string} type
   * @param {string} value
   */
  const line = (form, id, words, type, value) => {
    const label = make("label", "", words);
    label.htmlFor = id;
    const input = make("input", "sop-input");
    input.id = id;
    input.type = type;
    input.value = value;
    input.autocomplete = "off";
    form.append(label, input);
    return input;
  };

  /**
   * Ask below `place`'s content, or bring the focus back to the question that stands there.
   *
   * @param {HTMLElement} place
   * @param {Handbook.Question} asked
   * @param {(answer: string, more: string) => void} save
   * @param {() => void} [done] where the focus goes once it is answered or let be
   * @param {boolean} [focus]
   */
  const ask = (place, asked, save, done, focus = true) => {
    const id = `ask--${asked.key}`;
    const standing = document.getElementById(id);
    if (standing) {
      standing.focus();
      return null;
    }
    for (const other of place.querySelectorAll(":scope > .sop-ask")) other.remove();
    const form = make("form", "sop-ask");
    form.autocomplete = "off";
    if (asked.note) form.append(make("p", "sop-gate-words", asked.note));
    const input = line(form, id, asked.question, "text", asked.value ?? "");
    const more = asked.more
      ? line(form, `${id}--more`, asked.more.label, asked.more.type, asked.more.value) : null;
    const message = make("p", "sop-message");
    message.id = `${id}--message`;
    const close = () => {
      form.remove();
      done?.();
    };
    const submit = make("button", asked.solid ? "sop-button sop-solid" : "sop-button", asked.save);
    submit.type = "submit";
    form.append(message, make("p", "sop-acts", submit, " ", button(asked.cancel ?? "Not now", close)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const answer = input.value.trim();
      if (!answer && !asked.optional) {
        message.textContent = "Write it here first, in a few words.";
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", message.id);
        input.focus();
        return;
      }
      close();
      save(answer, more?.value ?? "");
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    place.append(form);
    if (focus) input.focus();
    return form;
  };

  handbook.ask = { ask };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
