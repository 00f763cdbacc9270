// @ts-check
"use strict";

/*
 * Ticking: past an open gate a reason is asked for in place, and only then it is a tick.
 */
((handbook) => {
  /**
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {string} gate the step whose gate stands open
   */
  const warn = (page, view, gate) =>
    page.whenStill(() => void page.late("acts", () => handbook.asks.gate(page, view, gate)));

  /**
   * Whether a gate may stand open before a step of a checklist that is not started yet.
   *
   * @param {Handbook.Definition} definition
   * @param {Handbook.Id} key
   */
  const guarded = ({ steps }, key) => {
    const gate = steps.findIndex((step) => step.gate !== undefined);
    return gate >= 0 && gate < steps.findIndex(({ id }) => id === key);
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
    // The page may have been opened with a checklist that is still on its way.
    if (!session.run) await session.settled();
    // Where no gate can be in the way, the tick starts the checklist: both are kept at once.
    if (!session.run && guarded(session.definition, view.key)) await session.begin({ practice: false });
    const refused = session.refusal("tick");
    if (refused) {
      back();
      return handbook.leave.refuse(page, view, refused);
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
    const pause = progress?.pauses.find(({ step }) => step === view.key);
    const wait = pause ? ` Wait until ${handbook.text.clock(pause.until, new Date())}.` : "";
    if (progress) page.say(`${done}: ${page.called(view.step)}. ${handbook.dom.far(progress)}.${wait}`);
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
      const sign = async () => {
        const name = input.value.trim();
        if (!name || view.key === null) return input.focus();
        input.value = ""; // at once: who presses twice signs once
        if (!page.session.run) await page.session.settled();
        const refused = page.session.refusal("sign");
        if (refused) {
          input.value ||= name;
          return handbook.leave.refuse(page, view, refused);
        }
        const done = await page.session.act(view.key, "sign", { name });
        if (done) page.say(`Signed off by ${name}, typed, not verified.`);
      };
      input.maxLength = 200;
      form.append(handbook.dom.button("Sign off", () => void sign()));
    }
  };

  handbook.ticks = { tick, wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
