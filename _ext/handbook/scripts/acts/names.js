// @ts-check
"use strict";

/*
 * For whom the checklist is, and who works on it: asked below the bar.
 */
((handbook) => {
  /**
   * @param {Handbook.Page} page
   * @param {Handbook.Question} asked
   * @param {(answer: string) => void} save
   * @param {boolean} focus
   */
  const ask = ({ root }, asked, save, focus) => {
    const place = root.querySelector(".sop-asking");
    if (place instanceof HTMLElement) handbook.ask.ask(place, asked, save, undefined, focus);
  };

  /**
   * @param {Handbook.Page} page
   * @param {boolean} focus
   */
  const about = (page, focus) => {
    const { session } = page;
    const question = `Who is this for? (${session.definition.about.label})`;
    ask(
      page,
      { key: "about", question, value: session.run?.about ?? "", save: "Keep it", cancel: "Later" },
      async (about) => {
        await session.act(null, "rename", { about });
        first(page);
      },
      focus,
    );
  };

  /**
   * @param {Handbook.Page} page
   * @param {boolean} focus
   */
  const name = (page, focus) => {
    const { session } = page;
    const question = "Your name (shown in hand-overs, not checked)";
    ask(
      page,
      { key: "name", question, value: session.name, save: "Keep it", cancel: "Later" },
      (name) => void session.setName(name),
      focus,
    );
  };

  /**
   * Ask what is not known of a checklist that has just been opened, one at a time.
   *
   * @param {Handbook.Page} page
   */
  const first = (page) => {
    const { practice, run, name: known } = page.session;
    if (practice || run?.handed) return;
    if (!run?.about) about(page, false);
    else if (!known) name(page, false);
  };

  handbook.names = { about, name, first };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
