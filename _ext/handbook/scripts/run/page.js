// @ts-check
"use strict";

/*
 * Brings a checklist's page to life: finds the SOP in it, opens the store, joins the parts.
 */
((handbook) => {
  const { make, still, whenStill, held } = handbook.dom;
  const STEP = "step--";

  /** @param {Handbook.Step} step */
  const called = (step) =>
    step.number ? `step ${step.number}` : `“${handbook.text.fill(step.text, {}, {})}”`;

  /**
   * @param {HTMLElement} root
   * @param {Handbook.Definition} definition
   * @param {string} site
   */
  const build = (root, definition, site) => {
    const session = handbook.session.open(definition, handbook.store.open(site));
    const views = handbook.views.find(root, definition);
    const cards = make("div", "sop-cards");
    const prefix = `${STEP}${definition.id}--`;
    /** @type {(() => void)[]} */
    const parts = [];
    let arriving = true;

    const render = () => {
      const top = held()?.closest(".sop-step") ?? null;
      still(top, bar.bar, () => {
        for (const part of parts) part();
        handbook.steps.render(page, arriving);
        handbook.changed.render(page);
        handbook.resume.render(page);
        handbook.finish.render(page);
      });
    };

    /** What waits for the next rendering: acts that follow each other share one. */
    /** @type {Promise<void> | null} */
    let waiting = null;
    const soon = () =>
      (waiting ??= new Promise((done) => {
        const now = () => {
          waiting = null;
          render();
          done();
        };
        window.setTimeout(() => whenStill(now));
      }));

    /** @type {Handbook.Page} */
    const page = {
      root,
      session,
      views,
      cards,
      called,
      whenStill,
      say: handbook.announce.say,
      render: soon,
      view: (element) => {
        const item = element?.closest(".sop-step");
        return (item && views.get(item.id.slice(prefix.length))) || null;
      },
      go: (view) => {
        for (let above = view.parent; above; above = above.parent) handbook.views.fold(above, false);
        view.item.firstElementChild?.scrollIntoView({ block: "center" });
        view.box.focus({ preventScroll: true });
      },
      tick: (view, wanted) => handbook.ticks.tick(page, view, wanted),
      leave: () => void reopen("#start"),
    };

    /** @param {string} hash */
    const note = (hash) => {
      try {
        history.replaceState(history.state, "", hash);
      } catch {
        // A page that may not change its address works as well without.
      }
    };

    /** @param {string} hash */
    const reopen = async (hash) => {
      await session.settled();
      note(hash);
      location.reload();
    };

    /** What this page shows once a checklist is open. */
    let opened = "";
    const follow = () => {
      const run = session.run;
      if (run && run.id !== opened) {
        opened = run.id;
        handbook.cards.drop(cards, "missing");
        if (!session.practice) note(`#run=${run.id}`);
        if (!run.about && !session.practice) handbook.bar.askAbout(page, false);
        else handbook.bar.askName(page, false);
      }
    };

    /** Links to other SOPs take along for whom this checklist is. */
    const carry = () => {
      for (const { step, body } of views.values()) {
        const link = step.sop ? body?.querySelector(":scope > .sop-action > a.internal") : null;
        if (link instanceof HTMLAnchorElement && session.run) link.href = handbook.finish.carrying(page, link.href);
      }
    };

    const arrive = async () => {
      const hash = new URLSearchParams(location.hash.slice(1));
      const wanted = hash.get("run");
      await session.ready();
      if (session.run || session.starting) return;
      if (wanted !== null) {
        if (await session.load(wanted)) return handbook.resume.greet(page, false);
        const words = handbook.cards.told("This checklist is not in this browser.", "It may have been started in another one, or deleted.");
        handbook.cards.put(cards, "missing", [words], []);
        return;
      }
      const open = session.known.filter(({ run }) => run.status === "open");
      if (location.hash === "#start" || hash.has("about") || !open.length) return;
      if (open.length > 1) return handbook.resume.choose(page);
      if (await session.load(open[0].run.id)) handbook.resume.greet(page, true);
    };

    const start = async () => {
      const target = location.hash.startsWith(`#${STEP}`) ? document.getElementById(location.hash.slice(1)) : null;
      await arrive();
      render();
      if (session.run) handbook.top.tuck(page);
      arriving = false;
      target?.scrollIntoView();
    };

    // Another SOP's checklist may have sent along for whom it was, and answers that serve here.
    for (const [key, value] of new URLSearchParams(location.hash.slice(1))) {
      if (key === "about") session.wanted.about = value.slice(0, 300);
      if (key.startsWith("answer.")) session.wanted.answers[key.slice("answer.".length)] = value;
    }
    const box = root.querySelector(":scope > .sop-begins");
    const [last] = [...root.querySelectorAll(".sop-steps")].slice(-1);
    if (!(box instanceof HTMLElement) || !last) return;
    handbook.announce.listen(root);
    const bar = handbook.bar.wire(page);
    parts.push(follow, handbook.top.wire(page, box), bar.render);
    box.after(bar.bar, cards);
    let end = last;
    while (end.parentElement && end.parentElement !== root) end = end.parentElement;
    parts.push(handbook.finish.wire(page, end), handbook.answers.wire(page).render, handbook.blanks.wire(page).render, carry);
    handbook.ticks.wire(page);
    handbook.more.wire(page);
    handbook.keys.wire(page);
    root.addEventListener("beforematch", ({ target }) => {
      const view = target instanceof Element ? page.view(target) : null;
      if (view) view.open = true;
    });
    session.changed(() => {
      if (!arriving || session.run) void soon();
    });
    window.addEventListener("hashchange", () => {
      const run = new URLSearchParams(location.hash.slice(1)).get("run");
      if (run && run !== session.run?.id) void reopen(location.hash);
    });
    void start();
  };

  const begin = () => {
    const roots = document.querySelectorAll(".sop-checklist");
    const [root] = roots;
    const data = root?.querySelector(":scope > script.sop-definition");
    // Where one page holds the whole book, its checklists are for reading.
    if (roots.length !== 1 || !(root instanceof HTMLElement) || !data) return;
    // Checked now, once: starting a checklist need not wait for it.
    const definition = handbook.log.definition(JSON.parse(data.textContent ?? ""));
    if (definition) build(root, definition, document.body.dataset.site || "handbook");
    else for (const offer of root.querySelectorAll(".sop-begin")) offer.remove();
  };

  if (typeof document !== "undefined") begin();
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
