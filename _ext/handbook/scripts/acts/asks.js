// @ts-check
"use strict";

/*
 * What the rare acts on a step ask for, in place: a reason, a note, whom one waits for.
 */
((handbook) => {
  const { ask } = handbook.ask;
  const { saidOf } = handbook.views;

  /**
   * Ask for a reason below a step, then leave the step out.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {"skipped" | "not-applicable"} how
   */
  const skip = (page, view, how) => {
    const skipped = how === "skipped";
    ask(
      saidOf(view),
      {
        key: `${how}--${view.step.id}`,
        question: skipped ? "Why is it skipped?" : "Why does it not apply?",
        save: skipped ? "Skip it" : "Does not apply",
        optional: skipped && view.step.optional,
      },
      async (reason) => {
        if (await page.session.act(view.key, "skip", { how, reason })) {
          page.say(`${skipped ? "Skipped" : "Not applicable"}: ${page.called(view.step)}.`);
        }
      },
      () => view.box.focus(),
    );
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const note = (page, view) => {
    const said = page.session.run?.steps[view.key ?? ""]?.note?.text ?? "";
    ask(
      saidOf(view),
      { key: `note--${view.step.id}`, question: "Note", save: "Keep the note", value: said, optional: true },
      async (text) => {
        if (await page.session.act(view.key, "note", { text })) page.say("Note kept.");
      },
      () => view.box.focus(),
    );
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   */
  const wait = (page, view) => {
    const waiting = page.session.run?.steps[view.key ?? ""]?.waiting;
    ask(
      saidOf(view),
      {
        key: `wait--${view.step.id}`, question: "Waiting on whom or what?", save: "Keep it",
        value: waiting?.on ?? "",
        more: { label: "Until (if you know)", type: "date", value: waiting?.until?.slice(0, 10) ?? "" },
      },
      async (on, until) => {
        const done = await page.session.act(view.key, "wait", { on, until: until || null });
        if (done) page.say(`Waiting on ${on}.`);
      },
      () => view.box.focus(),
    ); // prettier-ignore
  };

  /**
   * Ask why somebody goes on past a gate, then tick the step.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {string} id the step whose gate stands open
   */
  const gate = (page, view, id) => {
    const { session } = page;
    const version = session.run?.definition ?? session.definition;
    const words = version.steps.find((step) => step.id === id)?.gate ?? "";
    const note = `Before you go on: ${words} You can go on without it and say why.`;
    page.say(note);
    ask(
      saidOf(view),
      { key: `gate--${view.step.id}`, note, question: "Why do you go on without it?", save: "Go on without it", cancel: "Not yet" },
      async (reason) => {
        await session.act(id, "override", { reason });
        await page.tick(view, true);
      },
      () => view.box.focus(),
    );
  };

  handbook.asks = { skip, note, wait, gate };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
