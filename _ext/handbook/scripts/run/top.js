// @ts-check
"use strict";

/*
 * What stands above the steps: what starts a checklist, or, once one is on, what folds away.
 */
((handbook) => {
  const { make, button } = handbook.dom;

  /**
   * The box that starts a checklist.
   *
   * @param {Handbook.Page} page
   * @param {HTMLElement} box
   */
  const starting = (page, box) => {
    const { session } = page;
    const input = box.querySelector("input");
    const start = async (/** @type {boolean} */ practice) => {
      await session.begin({ practice });
      page.say(practice ? "Practice: nothing is kept." : "The checklist is started.");
      const [first] = page.views.values();
      first?.box.focus({ preventScroll: true });
    };
    if (input) {
      input.maxLength = 300;
      if (session.wanted.about) input.value = session.wanted.about;
      session.wanted.about = input.value.trim();
      input.addEventListener("input", () => (session.wanted.about = input.value.trim()));
      input.addEventListener("keydown", (event) => {
        if (event.key === "Enter") void start(false);
      });
    }
    box.querySelector(".sop-start")?.addEventListener("click", () => void start(false));
    box.querySelector(".sop-practise")?.addEventListener("click", () => void start(true));
  };

  /** @param {boolean | null | undefined} kept */
  const promise = (kept) => {
    if (kept === true) return " This browser has agreed not to clear it on its own.";
    if (kept === false) return " This browser may clear it when it runs short of room.";
    return "";
  };

  /**
   * @param {Handbook.Page} page
   * @param {HTMLElement} box the start box
   */
  const wire = (page, box) => {
    const { root, session } = page;
    const line = make("div", "sop-folds");
    const where = make("p", "sop-where");
    const kept = box.querySelector(".sop-where")?.textContent ?? "";
    let listed = "";
    /** @type {HTMLElement | null} */
    let others = null;
    const name = button("Change your name", () => {
      void page.late("acts", () => handbook.names.name(page, true));
    }, "sop-link");
    const mine = make("div", "sop-mine-here", where, make("p", "", name));
    mine.hidden = true;
    // Shown and hidden where it stands: moving it would cost a long page dearly.
    const about = button("About this SOP", () => {
      const told = root.classList.toggle("sop-told");
      about.setAttribute("aria-expanded", String(told));
    }, "sop-link sop-about-this");
    about.setAttribute("aria-expanded", "false");
    about.hidden = true;
    line.append(about);
    root.querySelector(":scope > h1")?.after(line);
    box.before(mine);
    starting(page, box);

    const showOthers = () => {
      const choosing = handbook.cards.find(line, "choose") !== null;
      const entries = choosing ? [] : handbook.resume.others(session);
      const now = entries.map((entry) => entry.map((part) => (typeof part === "string" ? part : part.href)).join()).join();
      if (now === listed) return;
      listed = now;
      others?.remove();
      if (!entries.length) return;
      const list = make("ul", "", ...entries.map((entry) => make("li", "", ...entry)));
      const words = `${session.run ? "Other" : "Your"} checklists of this SOP (${entries.length})`;
      others = make("details", "sop-fold", make("summary", "", words), list);
      line.append(others);
    };

    return () => {
      const on = session.run !== null;
      root.classList.toggle("sop-on", on);
      if (on) handbook.cards.drop(line, "choose");
      box.hidden = on;
      about.hidden = !on;
      mine.hidden = !on;
      if (on) {
        const { practice, persisted } = session;
        handbook.dom.setText(where, practice
          ? "This is practice: it lasts until you leave this page, and leaves no trace."
          : kept + promise(persisted));
      }
      showOthers();
    };
  };

  /**
   * What was asked at the start and is answered joins what is folded away.
   *
   * @param {Handbook.Page} page
   */
  const tuck = ({ root, session }) => {
    for (const holder of root.querySelectorAll(":scope > .sop-field:not(.sop-begins)")) {
      const field = holder.getAttribute("data-field") ?? "";
      holder.classList.toggle("sop-tucked", handbook.conditions.filled(session.answers[field]));
    }
  };

  handbook.top = { wire, tuck };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
