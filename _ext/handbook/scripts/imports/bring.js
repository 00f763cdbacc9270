// @ts-check
"use strict";

/*
 * "Open a copy…": choose files, or paste a text or a link; each is then looked at on its own.
 */
((handbook) => {
  const { make, button } = handbook.dom;
  const MOST_FILES = 50;

  /** Something to be read. @typedef {{ name: string, read: () => Promise<Handbook.Outcome> }} Item */

  /** @param {File} file @returns {Item} */
  const fromFile = (file) => ({
    name: file.name,
    read: async () => {
      if (file.size > handbook.incoming.LARGEST) {
        return { ok: false, sentence: "It is larger than any checklist, so it was not opened." };
      }
      try {
        return await handbook.imports.readFile(await file.arrayBuffer());
      } catch {
        return { ok: false, sentence: "This browser could not read it." };
      }
    },
  });

  /**
   * Say that something cannot be opened.
   *
   * @param {string} name
   * @param {string} sentence
   * @param {string} count
   * @returns {Promise<void>}
   */
  const refuse = (name, sentence, count) =>
    new Promise((done) => {
      handbook.dialog.open({
        title: count ? `This cannot be opened: ${count}` : "This cannot be opened",
        content: [make("p", "", name ? handbook.glimpse.theirs(`${name}:`) : "", " ", sentence)],
        acts: [],
        cancel: count ? "Go on" : "Close",
        closed: () => done(),
      });
    });

  /**
   * Look at one after another.
   *
   * @param {Handbook.Bringing} bringing
   * @param {Item[]} items
   */
  const each = async (bringing, items) => {
    /** @type {Handbook.Kept[]} */
    const kept = [];
    for (const [index, item] of items.entries()) {
      const count = items.length > 1 ? `${index + 1} of ${items.length}` : "";
      const outcome = await item.read();
      if (!outcome.ok) {
        await refuse(item.name, outcome.sentence, count);
        continue;
      }
      const looked = await handbook.look.look(bringing, outcome.record, count);
      if (looked.kept) kept.push(looked.kept);
      if (looked.stopped) break;
    }
    if (kept.length) bringing.done(kept);
    return kept.length > 0;
  };

  /**
   * @param {Handbook.Bringing} bringing
   * @param {string} text
   * @returns {Item}
   */
  const fromText = ({ definition }, text) => ({
    name: "",
    read: () => handbook.imports.read(text, definition),
  });

  /**
   * Ask for files or a text.
   *
   * @param {Handbook.Bringing} bringing
   */
  const open = (bringing) => {
    const files = make("input", "sop-input");
    files.type = "file";
    files.multiple = true;
    files.accept = ".json,.txt,.md,application/json,text/plain";
    files.id = `exit--${handbook.ids.newId()}`;
    const filesLabel = make("label", "", "Files");
    filesLabel.htmlFor = files.id;
    const text = make("textarea", "sop-input");
    text.id = `${files.id}--text`;
    text.autocomplete = "off";
    text.spellcheck = false;
    const textLabel = make("label", "", "Or paste a link, or the text of a copy");
    textLabel.htmlFor = text.id;

    const go = button("Look at it", async () => {
      const chosen = [...(files.files ?? [])];
      const pasted = text.value.trim();
      if (!chosen.length && !pasted) return dialog.warn("Choose a file or paste something first.");
      if (chosen.length > MOST_FILES) return dialog.warn(`Choose ${MOST_FILES} files at most.`);
      const items = chosen.map(fromFile);
      if (pasted) {
        const elsewhere = await bringing.elsewhere(pasted);
        if (elsewhere && !items.length) return location.assign(elsewhere);
        items.push(fromText(bringing, pasted));
      }
      if (items.length === 1) {
        // What cannot be opened is said here, where it can be mended.
        const outcome = await items[0].read();
        if (!outcome.ok) return dialog.warn(outcome.sentence);
        items[0].read = async () => outcome;
      }
      dialog.close();
      void each(bringing, items);
    }, "sop-button sop-solid"); // prettier-ignore

    const dialog = handbook.dialog.open({
      title: "Open a copy",
      content: [
        make("p", "sop-exit-lead", "You see what is in it before anything is kept. Nothing you have is written over."),
        make("div", "sop-exit-line", filesLabel, files),
        make("div", "sop-exit-line", textLabel, text),
      ],
      acts: [go],
    });
  };

  /**
   * Look at what a link brought.
   *
   * @param {Handbook.Bringing} bringing
   * @param {string} fragment
   * @returns {Promise<boolean>} whether it was kept
   */
  const link = (bringing, fragment) => each(bringing, [fromText(bringing, fragment)]);

  handbook.bring = { open, link };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
