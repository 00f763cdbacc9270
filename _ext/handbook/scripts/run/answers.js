// @ts-check
"use strict";

/*
 * The answers on the page: read as they are written, kept as they are written, and told beside
 * the field where they cannot be right.
 */
((handbook) => {
  const { make, setText } = handbook.dom;
  /** What is typed is kept this long after the last key, should the page go away. */
  const PAUSE = 1000;

  /**
   * @typedef {{
   *   field: Handbook.Field, view: Handbook.View, holder: HTMLElement, dirty: boolean, edits: number,
   *   inputs: (HTMLInputElement | HTMLTextAreaElement)[], timer: number, shown: string,
   *   message: HTMLElement | null, paper: HTMLElement | null, told: [value: string, words: string],
   * }} Entry
   */

  const { filled } = handbook.conditions;

  /** A field shows a line of its answer, paper all of it: but no more than can be of use. */
  const ON_PAPER = 600;

  /**
   * @param {Entry} entry
   * @param {Handbook.Value} value
   */
  const print = (entry, value) => {
    const [input] = entry.inputs;
    if (input.type === "radio" || input.type === "checkbox") return;
    const text = handbook.text.said(value, entry.field).slice(0, ON_PAPER);
    if (!entry.paper) {
      if (!text) return;
      input.after((entry.paper = make("p", "sop-paper")));
      entry.paper.setAttribute("aria-hidden", "true");
    }
    setText(entry.paper, text);
    input.classList.toggle("sop-on-paper", text !== "");
  };

  /** @param {Entry} entry */
  const written = ({ field, inputs }) => {
    const chosen = inputs.filter((input) => input instanceof HTMLInputElement && input.checked);
    if (field.type === "check") return chosen.length > 0;
    if (field.type === "choices") return chosen.map((input) => input.value);
    if (field.type === "choice") return chosen[0]?.value ?? "";
    return inputs[0]?.value ?? "";
  };

  /**
   * @param {Entry} entry
   * @param {Handbook.Value | undefined} value
   */
  const put = ({ inputs, field }, value) => {
    for (const input of inputs) {
      if (input instanceof HTMLInputElement && (input.type === "radio" || input.type === "checkbox")) {
        const chosen = field.type === "check" ? value === true
          : Array.isArray(value) ? value.includes(input.value) : input.value === value;
        if (input.checked !== chosen) input.checked = chosen;
      } else {
        const text = Array.isArray(value) ? value.join("\n") : String(value ?? "");
        const shown = fits(input.type, text) ? text : "";
        if (input.value !== shown) input.value = shown;
      }
    }
  };

  /** @type {(type: string, text: string) => boolean} whether such an input can show it at all */
  const fits = (type, text) => {
    if (type === "date") return handbook.fields.isDay(text);
    return type !== "number" || /^-?\d+(\.\d+)?$/.test(text);
  };

  /**
   * @param {Entry} entry
   * @param {string} said
   * @param {boolean} wrong
   */
  const tell = (entry, said, wrong) => {
    if (!entry.message && !said) return;
    if (!entry.message) {
      entry.message = make("p", "sop-message");
      entry.message.id = `told--${entry.inputs[0].id || entry.inputs[0].name}`;
      entry.holder.append(entry.message);
      const target = entry.inputs.length > 1 ? entry.holder : entry.inputs[0];
      const ids = [target.getAttribute("aria-describedby"), entry.message.id];
      target.setAttribute("aria-describedby", ids.filter(Boolean).join(" "));
    }
    setText(entry.message, said);
    entry.message.classList.toggle("sop-wrong", wrong);
    for (const input of entry.inputs) {
      if (wrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };

  /**
   * @param {Entry} entry
   * @returns {{ value: Handbook.Value, right: boolean, said: string }}
   */
  const read = (entry) => {
    const raw = written(entry);
    if (!filled(raw) && raw !== false) return { value: null, right: false, said: "" };
    const got = handbook.fields.read(entry.field, raw);
    if ("sentence" in got) return { value: raw, right: false, said: got.sentence };
    const fault = handbook.configured?.fault(entry.field, got.value);
    return { value: got.value, right: filled(got.value) && !fault, said: fault || got.told };
  };

  /**
   * Follow every field on the page.
   *
   * @param {Handbook.Page} page
   */
  const wire = (page) => {
    const { session, root } = page;
    /** @type {Map<Element, Entry>} */
    const entries = new Map();
    for (const view of page.views.values()) {
      if (!view.step.fields) continue;
      for (const field of view.step.fields) {
        // What is asked at the start stands above the steps.
        const holder = view.body?.querySelector(`:scope > [data-field="${field.id}"]`) ??
          root.querySelector(`:scope > [data-field="${field.id}"]`);
        if (!(holder instanceof HTMLElement)) continue;
        const inputs = /** @type {Entry["inputs"]} */ ([...holder.querySelectorAll("input, textarea")]);
        for (const input of inputs) input.removeAttribute("aria-invalid");
        entries.set(holder, { field, view, holder, inputs, dirty: false, edits: 0, timer: 0, shown: "null", message: null, paper: null, told: ["", ""] });
      }
    }
    /** @param {EventTarget | null} target */
    const entryOf = (target) => {
      const holder = target instanceof Element ? target.closest(".sop-field") : null;
      return (holder && entries.get(holder)) || null;
    };

    /**
     * Wait for what reads a pasted URL; what is written meanwhile is for a later time.
     *
     * @param {Entry} entry
     */
    const decoding = async (entry) => {
      const { edits } = entry;
      if (filled(written(entry))) await handbook.later.need("configurator");
      return entry.edits === edits;
    };

    /**
     * Say why an answer is not taken. What is typed stays to be copied; a choice goes back.
     *
     * @param {Entry} entry
     */
    const refused = (entry) => {
      const why = session.refusal("value");
      if (!why) return;
      handbook.leave.refuse(page, entry.view, why);
      if (!entry.inputs.some(({ type }) => type === "radio" || type === "checkbox")) return;
      entry.dirty = false;
      entry.shown = "";
      void page.render();
    };

    /** @param {Entry} entry @param {boolean} final the person has left the field */
    const keep = async (entry, final) => {
      window.clearTimeout(entry.timer);
      if (final && entry.field.decode && !(await decoding(entry))) return;
      const { view, field, edits } = entry;
      const { value, right, said } = read(entry);
      if (final) {
        entry.told = right ? [JSON.stringify(value), said] : ["", ""];
        page.whenStill(() => tell(entry, said, !right && said !== ""));
      }
      if (final && view.key === null) return page.say("This step is new. Use the new version first.");
      const before = session.answers[field.id] ?? null;
      const same = JSON.stringify(before) === JSON.stringify(value);
      const kept = same || (await session.act(view.key, "value", { field: field.id, value }));
      if (!kept) return refused(entry);
      // What was typed meanwhile is not kept yet, and must not be written over.
      if (final && entry.edits === edits) entry.dirty = false;
      if (!final) return;
      const { step } = view;
      const alone = view.body?.querySelectorAll(":scope > [data-field]").length === 1;
      // Of several choices nobody knows which is the last but the person.
      const only = alone && field.type !== "choices" && view.body?.contains(entry.holder) && !view.children.length &&
        !step.sign_off && !step.sop && !view.body.querySelector(":scope > :is(.sop-email, .sop-issue)");
      const ticked = session.run?.steps[view.key ?? ""]?.ticked;
      if (said) page.say(said);
      if (only && right && !ticked) await page.tick(view, true);
      else if (only && !right && ticked && !same) await page.tick(view, false);
    };

    root.addEventListener("input", ({ target }) => {
      const entry = entryOf(target);
      if (!entry) return;
      entry.dirty = true;
      entry.edits += 1;
      window.clearTimeout(entry.timer);
      if (entry.inputs.length === 1) entry.timer = window.setTimeout(() => void keep(entry, false), PAUSE);
    });
    root.addEventListener("change", ({ target }) => {
      const entry = entryOf(target);
      if (entry) void keep(entry, true);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden") return;
      for (const entry of entries.values()) if (entry.dirty) void keep(entry, false);
    });

    return {
      render: () => {
        const closed = session.refusal("value") !== "";
        for (const entry of entries.values()) {
          const value = session.answers[entry.field.id] ?? null;
          const decodes = Boolean(entry.field.decode && value && page.has("configurator"));
          const shown = JSON.stringify([value, closed, decodes]);
          if (shown === entry.shown || entry.dirty) continue;
          entry.shown = shown;
          put(entry, value);
          print(entry, value);
          for (const input of entry.inputs) input.toggleAttribute("readonly", closed);
          const { right, said } = read(entry);
          // What was left out of an answer stays told for as long as that answer stands.
          const [of, told] = entry.told;
          tell(entry, said || (of === JSON.stringify(value) ? told : ""), !right && said !== "");
          handbook.configured?.show(page, entry.field, entry.holder, right ? String(value) : "");
        }
      },
    };
  };

  handbook.answers = { wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
