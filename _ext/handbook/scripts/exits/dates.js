// @ts-check
"use strict";

/*
 * "Calendar file…": what is due and what is waited for, as a file that calendars take in.
 */
((handbook) => {
  const { button, make } = handbook.dom;

  /**
   * @param {Handbook.Session} session
   * @param {Handbook.Redaction} redaction
   */
  const file = ({ run, progress }, redaction) =>
    run && progress ? handbook.calendar.file(run, progress, handbook.goes.told(redaction)) : "";

  /**
   * What there is to leave out of this file: most of what is private has no day.
   *
   * @param {Handbook.Session} session
   */
  const heldBy = (session) => {
    /** @type {Handbook.Redaction} */
    const bare = { private: false, notes: false };
    const without = file(session, bare);
    const held = session.run ? handbook.redact.held(session.run) : { private: [], notes: 0 };
    return {
      private: file(session, { ...bare, private: true }) === without ? [] : held.private,
      notes: file(session, { ...bare, notes: true }) === without ? 0 : held.notes,
    };
  };

  /** @param {Handbook.Page} page */
  const open = async ({ session }) => {
    if (!(await handbook.goes.gather(session))) return;
    const held = heldBy(session);
    const part = handbook.goes.show(session, {
      held,
      notes: false,
      make: async (redaction) => {
        const { run } = session;
        const leftOut = [];
        if (!redaction.private) leftOut.push(...held.private.map(({ id }) => id));
        if (!redaction.notes && held.notes) leftOut.push("notes");
        const name = run ? handbook.record.fileName(run, "ics") : "";
        return { text: file(session, redaction), leftOut, name };
      },
    });
    const save = button("Save", async () => {
      const { text, name = "" } = await part.ready();
      handbook.dom.download(text, name, "text/calendar");
      dialog.say(`The calendar file is saved as ${name}.`);
      dialog.name("Done");
    }, "sop-button sop-solid");
    const lead = make("p", "sop-exit-lead", "What is due, and what is waited for until a day. Open the file with your calendar.");
    const dialog = handbook.dialog.open({ title: "Calendar file", content: [lead, part.element], acts: [save] });
  };

  handbook.dates = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
