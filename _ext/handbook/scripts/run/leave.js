// @ts-check
"use strict";

/*
 * What lets a checklist leave the browser: each dialog is fetched when it is asked for. And what
 * is shown of a checklist that was handed over.
 */
((handbook) => {
  const { put, find, drop, told } = handbook.cards;

  /** @param {Handbook.Page} page */
  const save = (page) => void page.late("exits", () => void handbook.save.open(page));

  /** @param {Handbook.Page} page */
  const hand = (page) => void page.late("exits", () => void handbook.hand.open(page));

  /**
   * Whether the open checklist may be handed over now.
   *
   * @param {Handbook.Session} session
   */
  const canHand = ({ run, practice }) => run !== null && !practice && !run.handed && !run.trashed;

  /**
   * Say that the open checklist is with somebody else, with a way back.
   *
   * @param {Handbook.Page} page
   */
  const render = ({ session, cards, say }) => {
    if (why && !session.refusal("tick")) why.remove();
    const handed = session.run?.handed;
    if (!handed) return drop(cards, "handed");
    if (find(cards, "handed")?.dataset.event === handed.event) return;
    const back = handbook.dom.button("Take it back", async () => {
      if (await session.act(null, "take", null)) say("It is yours again.");
    });
    const day = handbook.text.moment(handed.at).split(",")[0];
    const words = told(`Handed to ${handed.to || "somebody else"}, ${day}.`, "What you see here is now a copy.");
    put(cards, "handed", [words], [back]).dataset.event = handed.event;
  };

  /** Why the last act was refused, where it was tried. @type {HTMLElement | null} */
  let why = null;

  /**
   * Say why an act is refused, beside the step as well.
   *
   * @param {Handbook.Page} page
   * @param {Handbook.View} view
   * @param {string} words
   */
  const refuse = (page, view, words) => {
    page.say(words);
    page.whenStill(() => {
      why?.remove();
      why = handbook.dom.make("p", "sop-line sop-refused", words);
      handbook.views.saidOf(view).append(why);
    });
  };

  /**
   * A link to a form on GitHub first shows what goes there.
   *
   * @param {Handbook.Page} page
   */
  const wire = (page) => {
    page.root.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest(".sop-issue a") : null;
      const form = link?.closest(".sop-issue");
      // Who asks for a new tab gets the empty form.
      if (!(form instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void page.late("exits", () => void handbook.github.form(page, form));
    });
  };

  handbook.leave = { save, hand, canHand, refuse, render, wire };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
