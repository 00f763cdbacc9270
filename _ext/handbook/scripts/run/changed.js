// @ts-check
"use strict";

/*
 * The SOP changed since a checklist of it began: what is new, and the new version for the asking.
 */
((handbook) => {
  const { button, make } = handbook.dom;
  const { put, drop, find, told, list } = handbook.cards;

  /** @param {number} number @param {string} what */
  const some = (number, what) => (number ? [`${number} ${what}`] : []);

  /** @param {Handbook.Changes} changes */
  const counted = ({ added, removed, reworded, moved, altered }) =>
    [
      ...some(added.length, "new"),
      ...some(reworded.length, "worded differently"),
      ...some(moved.length, "moved"),
      ...some(removed.length, "no longer there"),
      ...some(altered.length, "with other rules"),
    ].join(", ");

  /** @param {Handbook.Step} step */
  const named = (step) => (step.number ? `Step ${step.number}` : "A step");

  /** @param {Handbook.Changes} changes @param {Handbook.Run} run */
  const details = (changes, run) => {
    const both = make("div", "sop-both");
    both.hidden = true;
    for (const { was, now } of changes.reworded) {
      both.append(make("p", "", `${named(now)}: “${now.text}” `, make("strong", "", "was"), ` “${was.text}”`));
    }
    const groups = [
      { name: "New:", steps: changes.added },
      { name: "Moved:", steps: changes.moved.map(({ now }) => now) },
      { name: "Other answers, rules or gates:", steps: changes.altered.map(({ now }) => now) },
    ];
    for (const { name, steps } of groups) {
      if (steps.length) both.append(list(name, steps.map((step) => [step.text])));
    }
    const gone = changes.removed.map((step) => {
      const ticked = run.steps[step.id]?.ticked;
      return [step.text + (ticked ? ` (done ${handbook.text.moment(ticked.at)})` : "")];
    });
    if (gone.length) both.append(list("No longer in this SOP, and kept in your checklist:", gone));
    return both;
  };

  /** @param {Handbook.Page} page */
  const render = (page) => {
    const { session, cards } = page;
    const { run, definition } = session;
    const open = run !== null && run.status === "open" && !run.handed && run.definition.revision !== definition.revision;
    if (!open) return drop(cards, "changed");
    if (find(cards, "changed")?.dataset.run === run.id) return;
    const changes = handbook.changes.compare(run.definition, definition);
    const both = details(changes, run);
    const day = changes.why[0]?.date;
    const content = [
      told(day ? `This SOP changed on ${handbook.text.day(day)}.` : "This SOP changed.", `Your ticks are kept. Steps: ${counted(changes) || "the same"}.`),
      ...changes.why.map(({ date, why }) => make("p", "", `${handbook.text.day(date)}: `, make("em", "", why))),
      both,
    ];
    const show = button("Show both", () => {
      both.hidden = !both.hidden;
      show.setAttribute("aria-expanded", String(!both.hidden));
    });
    show.setAttribute("aria-expanded", "false");
    const adopt = button("Use the new version", async () => {
      if (await session.act(null, "adopt", { definition })) {
        page.say("You use the new version. Your ticks are kept.");
        page.root.querySelector("h1")?.focus();
      }
    }, "sop-button sop-solid");
    put(cards, "changed", content, [adopt, show]).dataset.run = run.id;
  };

  handbook.changed = { render };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
