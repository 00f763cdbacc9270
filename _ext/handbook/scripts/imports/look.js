// @ts-check
"use strict";

/*
 * One checklist that came in, and what to do with it: nothing is kept before a button is pressed,
 * and nothing there is is ever written over.
 */
((handbook) => {
  const { make, button } = handbook.dom;
  const { theirs } = handbook.glimpse;

  /**
   * @param {string} title
   * @param {Handbook.Difference[]} found
   * @param {(one: any) => string} told
   */
  const listed = (title, found, told) => {
    if (!found.length) return [];
    const list = make("ul", "sop-glimpse-conflicts", ...found.map((one) => make("li", "", theirs(told(one)))));
    return [make("p", "", title), list];
  };

  /**
   * What adding it to the checklist there is would change.
   *
   * @param {Handbook.Brought} brought
   */
  const merging = ({ plan, own }) => {
    if (!own || !["ahead", "both"].includes(plan.relation)) return [];
    const merged = handbook.fold.fold(handbook.log.merge(own, plan.adds));
    const far = merged ? `Together: ${handbook.dom.far(handbook.progress.progress(merged))} done.` : "";
    return [
      ...listed("Where the two differ:", plan.conflicts, ({ sentence }) => sentence),
      ...listed("What changes in yours:", plan.changes, ({ what, mine, theirs: then }) => `${what}: now ${mine}; then ${then}.`),
      make("p", "", far),
    ];
  };

  /** Adding brings its hand-over along: it is for somebody to go on with. */
  /** @param {Handbook.Brought} brought */
  const isHanded = ({ plan, own, run }) => {
    const after = own && plan.relation !== "clash" ? handbook.fold.fold(handbook.log.merge(own, plan.adds)) : run;
    return Boolean(after?.handed);
  };

  /**
   * What may be done, the most likely first.
   *
   * @param {Handbook.Brought} brought
   * @returns {{ words: string, take: boolean, anew: boolean }[]}
   */
  const choices = (brought) => {
    const { plan, own } = brought;
    const name = (own && handbook.fold.fold(own)?.about) || "the one you have";
    const mine = { words: "Continue as yours", take: true, anew: false };
    const handed = isHanded(brought) ? [mine] : [];
    switch (plan.relation) {
      case "clash":
        return [{ words: "Add as a separate checklist", take: isHanded(brought), anew: true }];
      case "new":
        return [...handed, { words: "Add to my checklists", take: false, anew: false }];
      case "ahead":
      case "both":
        return [...handed, { words: `Merge into ${name}`, take: false, anew: false }];
      default:
        return [{ words: "Open it", take: false, anew: false }];
    }
  };

  /**
   * Keep it, as was chosen.
   *
   * @param {Handbook.Bringing} bringing
   * @param {Handbook.Brought} brought
   * @param {{ take: boolean, anew: boolean }} choice
   * @param {string} by
   * @returns {Promise<string>} the checklist's id
   */
  const keep = async ({ store }, { record, plan, own }, { take, anew }, by) => {
    const events = anew ? handbook.imports.asNew(record, handbook.ids.newId) : plan.adds;
    const [{ run }] = anew ? events : record.events;
    if (events.length) await store.add(events);
    // What was set aside here comes back: somebody wants to see it.
    const before = own && !anew ? handbook.fold.fold(own) : null;
    /** @param {Handbook.Kind} kind @param {any} value */
    const write = (kind, value) => store.append({ run, step: null, kind, value, by });
    if (before?.trashed) await write("restore", null);
    if (before?.archived) await write("archive", false);
    if (take) await write("take", null);
    return run;
  };

  /**
   * @param {Handbook.Bringing} bringing
   * @param {Handbook.Imported} record
   * @returns {Promise<Handbook.Brought | null>}
   */
  const read = async ({ store, published }, record) => {
    const run = handbook.fold.fold(record.events);
    if (!run) return null;
    // Choices are told in words where the page can read them.
    if (document.querySelector("script.sop-decoder")) await handbook.later.ahead("configurator");
    const { logs } = await store.all();
    const own = Object.hasOwn(logs, record.run) ? logs[record.run] : null;
    return {
      record,
      run,
      progress: handbook.progress.progress(run),
      match: handbook.imports.match(record, published(record.sop)),
      plan: handbook.imports.plan(record, Object.values(logs).flat()),
      own,
    };
  };

  /**
   * Show one record and have it chosen about.
   *
   * @param {Handbook.Bringing} bringing
   * @param {Handbook.Imported} record
   * @param {string} count "1 of 3", or ""
   * @returns {Promise<Handbook.Looked>}
   */
  const look = async (bringing, record, count) => {
    const brought = await read(bringing, record);
    const name = await bringing.store.setting("name");
    return new Promise((done) => {
      if (!brought) return done({ kept: null, stopped: false });
      const may = choices(brought);
      const asks = !name && may.some(({ take }) => take);
      const asked = handbook.dialog.line("Your name (shown in hand-overs, not checked)", "");
      /** @type {Handbook.Looked} */
      let looked = { kept: null, stopped: true };

      const acts = may.map((choice, index) =>
        button(choice.words, async () => {
          const by = name || asked.value();
          if (asks && choice.take && by) await bringing.named(by);
          const run = await keep(bringing, brought, choice, by);
          looked = { kept: { run, sop: record.sop, about: brought.run.about }, stopped: false };
          dialog.close();
        }, index ? "sop-button" : "sop-button sop-solid"),
      ); // prettier-ignore
      if (count) {
        acts.push(button("Leave this one out", () => {
          looked = { kept: null, stopped: false };
          dialog.close();
        })); // prettier-ignore
      }
      const [facts, rest] = handbook.glimpse.show(brought);
      const relation = make("p", "", brought.plan.sentence);
      const dialog = handbook.dialog.open({
        title: count ? `Open a copy: ${count}` : "Open a copy",
        content: [...facts, relation, ...merging(brought), ...(asks ? [asked.element] : []), ...rest],
        acts,
        reading: true,
        closed: () => done(looked),
      });
    });
  };

  handbook.look = { look };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
