// @ts-check
"use strict";

/*
 * Ticking: past an open gate a reason is asked for in place, and only then it is a tick.
 */
((handbook) => {
  const { ask } = handbook.ask;
  const { saidOf } = handbook.views;

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {string} gate the step whose gate stands open
   */
  const warn = (page, view, gate) => {
    const { session } = page;
    const version = session.run?.definition ?? session.definition;
    const words = version.steps.find((step) => step.id === gate)?.gate ?? "";
    const note = `Before you go on: ${words} You can go on without it and say why.`;
    page.say(note);
    page.whenStill(() =>
      ask(
        saidOf(view),
        { key: `gate--${view.step.id}`, note, question: "Why do you go on without it?", save: "Go on without it", cancel: "Not yet" },
        async (reason) => {
          await session.act(gate, "override", { reason });
          await page.tick(view, true);
        },
        () => view.box.focus(),
      ),
    );
  };

  /**
   * Tick a step, or take its tick back.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {boolean} wanted
   */
  const tick = async (page, view, wanted) => {
    const { session } = page;
    /** Show what holds, whatever the box says meanwhile. */
    const back = () => {
      view.box.checked = view.item.dataset.status === "done";
    };
    if (view.key === null) {
      back();
      return page.say("This step is new. Use the new version first.");
    }
    if (!session.run) await session.begin({ practice: false });
    const refused = session.refusal("tick");
    if (refused) {
      back();
      return page.say(refused);
    }
    const gate = session.progress?.gated[view.key];
    if (wanted && gate) {
      back();
      return warn(page, view, gate);
    }
    view.open = true;
    await session.act(view.key, wanted ? "tick" : "untick", null);
    const { progress } = session;
    const done = wanted ? "Done" : "No longer done";
    if (progress) page.say(`${done}: ${page.called(view.step)}. ${handbook.dom.far(progress)}.`);
  };

  /** @param {Handbook.Page} page */
  const wire = (page) => {
    page.root.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement) || !target.classList.contains("sop-tick")) return;
      const view = page.view(target);
      if (view) void tick(page, view, target.checked);
    });
    for (const form of page.root.querySelectorAll(".sop-sign")) {
      const view = page.view(form);
      const input = form.querySelector("input");
      if (!view || !input) continue;
      const sign = () => {
        const name = input.value.trim();
        if (!name || view.key === null) return input.focus();
        input.value = "";
        void page.session.act(view.key, "sign", { name }).then((done) => {
          if (done) page.say(`Signed off by ${name}, typed, not verified.`);
        });
      };
      input.maxLength = 200;
      form.append(handbook.dom.button("Sign off", sign));
    }
  };

  handbook.ticks = { tick, wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
