// @ts-check
"use strict";

/*
 * "Hand over…": a text that says how things stand and carries a link that opens the checklist
 * elsewhere, and the file with the whole of it.
 *
 * The act of handing over is part of what goes. So it is made for the preview, and written to
 * the log, the very same, once something has gone.
 */
((handbook) => {
  const { button, make } = handbook.dom;

  const ALONE = "There is no published handbook that a link could lead to from here: send the file along with the text.";
  const FILE = "The file holds every act so far, with the same left out.";

  /**
   * What goes, with the act in it.
   *
   * @param {Handbook.Event[]} log without the act
   * @param {Handbook.Event} act
   * @param {Handbook.Redaction} redaction
   * @returns {Promise<Handbook.Handing>}
   */
  const handing = async (log, act, redaction) => {
    const events = handbook.log.order([...log, act]);
    const run = /** @type {Handbook.Run} */ (handbook.fold.fold(events));
    const progress = handbook.progress.progress(run);
    const base = handbook.goes.address();
    const made = base ? await handbook.link.make(events, run, base, redaction) : { sentence: ALONE };
    const link = "url" in made ? made.url : "";
    const told = { ...handbook.goes.told(redaction), to: act.value.to, by: act.by, link };
    const file = handbook.redact.events(events, run, redaction);
    return {
      text: handbook.handover.text(run, progress, told),
      leftOut: file.leftOut,
      note: "url" in made ? FILE : `${made.sentence} ${FILE}`,
      file: handbook.record.text(file.events, file.leftOut),
      fileName: handbook.record.fileName(run, "json"),
    };
  };

  /** @param {string} text @returns {Promise<string | null>} null where the person let it be */
  const share = async (text) => {
    try {
      await navigator.share({ text });
      return "The text is shared.";
    } catch {
      return null;
    }
  };

  /** @param {Handbook.Handing} made */
  const save = async ({ file, fileName }) => {
    handbook.dom.download(file, fileName);
    return `The file is saved as ${fileName}.`;
  };

  /** @param {Handbook.Page} page */
  const open = async ({ session }) => {
    const run = await handbook.goes.gather(session);
    if (!run) return;
    const to = handbook.dialog.line("To whom?", "");
    const name = handbook.dialog.line("Your name (shown in hand-overs, not checked)", "");
    const id = handbook.ids.newId();
    const at = handbook.ids.now();
    /** The act that was written. @type {Handbook.Event | null} */
    let written = null;

    /** @param {Handbook.Event[]} log @returns {Handbook.Event} */
    const coming = (log) => {
      const n = Math.max(...log.map((event) => event.n)) + 1;
      const by = session.name || name.value();
      const raw = { v: 1, id, run: run.id, n, at, by, step: null, kind: "hand", value: { to: to.value() } };
      return /** @type {Handbook.Event} */ (handbook.log.event(raw));
    };
    /** @type {Handbook.Event} */
    let act;
    const part = handbook.goes.show(session, {
      notes: false,
      make: (redaction) => {
        const log = session.log().filter((event) => event.id !== id);
        act = written ?? coming(log);
        return handing(log, act, redaction);
      },
    });
    for (const { input } of [to, name]) input.addEventListener("input", () => part.soon());

    /** The act joins the log. */
    const write = async () => {
      written = act;
      to.input.readOnly = name.input.readOnly = true;
      if (!session.name && act.by) await session.setName(act.by);
      await session.store?.add([act]);
      await session.settled();
    };

    /**
     * Let something go; where nothing went, nothing is written.
     *
     * @param {(made: any) => Promise<string | null>} going
     */
    const hand = async (going) => {
      if (!to.value()) return to.missing("Say first to whom it goes.");
      const told = await going(await part.ready());
      if (told === null) return;
      if (!written) await write();
      dialog.say(`${told} Handed to ${act.value.to}; yours is now a copy.`);
      dialog.name("Done");
    };

    const sharing = button("Share…", () => void hand(({ text }) => share(text)));
    const copying = button("Copy the text", () => void hand(({ text }) => handbook.dialog.copy(text, part.text())));
    const saving = button("Save the file", () => void hand(save));
    const acts = "share" in navigator ? [sharing, copying, saving] : [copying, saving];
    acts[0].classList.add("sop-solid");
    const lead = make("p", "sop-exit-lead", "Whoever gets it goes on with it. Yours becomes a copy, which you can take back.");
    const asked = session.name ? [to.element] : [to.element, name.element];
    const dialog = handbook.dialog.open({ title: "Hand over", content: [lead, ...asked, part.element], acts });
  };

  handbook.hand = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
