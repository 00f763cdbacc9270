// @ts-check
"use strict";

/*
 * Brings a checklist's page to life: finds the SOP in it, opens the store, joins the parts.
 */
((handbook) => {
  const { make, still, whenStill, held } = handbook.dom;
  const STEP = "step--";
  const PATIENCE = 400;

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
    const bar = make("section", "sop-bar");
    const cards = make("div", "sop-cards");
    const end = make("div", "sop-end");
    const prefix = `${STEP}${definition.id}--`;
    /** @type {(() => void)[]} */
    const parts = [];
    let arriving = true;
    const brought = handbook.arrive.taken();

    /** @param {() => void} change made without moving the step that is worked on */
    const keep = (change) => still(held()?.closest(".sop-step") ?? null, bar, change);

    const render = () => {
      keep(() => {
        for (const part of parts) part();
        if (session.run && page.has("acts")) handbook.running.render(page, arriving);
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
      bar,
      cards,
      end,
      called,
      whenStill,
      say: handbook.announce.say,
      render: soon,
      has: (name) => handbook.later.has(name, soon),
      late: (name, act) => handbook.later.use(name, act, keep),
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
      open: (run) => void show(run),
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

    /** @param {string} run */
    const show = async (run) => {
      if (session.run?.id === run) return;
      // What only this page holds would not be there any more.
      if (session.run && session.store?.state === "saved") return reopen(`#run=${run}`);
      if (await load(run)) handbook.resume.greet(page, false);
    };

    /** What this page shows once a checklist is open. */
    let opened = "";
    const follow = () => {
      const run = session.run;
      if (run && run.id !== opened) {
        opened = run.id;
        handbook.cards.drop(cards, "missing");
        if (!session.practice) note(`#run=${run.id}`);
      }
    };

    /** What stands above the steps comes with them: but who comes back does not wait for long. */
    const acts = () =>
      Promise.race([handbook.later.ahead("acts"), new Promise((done) => window.setTimeout(done, PATIENCE))]);

    /** @param {string} run */
    const load = async (run) => {
      const coming = acts();
      return (await session.load(run)) && (await coming, true);
    };

    const arrive = async () => {
      const hash = new URLSearchParams(location.hash.slice(1));
      const wanted = hash.get("run");
      const anew = location.hash === "#start" || hash.has("about");
      /** @type {Handbook.Known[]} */
      let open = [];
      /** @type {Promise<unknown>} */
      let coming = Promise.resolve();
      const loaded = await session.arrive(() => {
        if (!anew) open = session.known.filter(({ run }) => run.status === "open" && !run.handed);
        const run = wanted ?? (open.length === 1 ? open[0].run.id : "");
        if (run) coming = acts();
        return run;
      });
      if (loaded) {
        await coming;
        return handbook.resume.greet(page, wanted === null);
      }
      if (session.starting) return;
      if (wanted !== null) {
        const words = handbook.cards.told("This checklist is not in this browser.", "It may have been started in another one, or deleted.");
        handbook.cards.put(cards, "missing", [words], []);
      } else if (open.length > 1) {
        await acts();
        handbook.resume.choose(page);
      }
    };

    const start = async () => {
      const target = location.hash.startsWith(`#${STEP}`) ? document.getElementById(location.hash.slice(1)) : null;
      if (brought) {
        // Where something was done before it could be looked at, another checklist is open.
        await handbook.arrive.look(page, brought, (run) => (session.run ? page.open(run) : note(`#run=${run}`)));
      }
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
    let last = [...root.querySelectorAll(".sop-steps")].pop();
    if (!(box instanceof HTMLElement) || !last) return;
    handbook.announce.listen(root);
    // Beside a long list nothing is put in later: it would have to be styled anew.
    while (last.parentElement && last.parentElement !== root) last = last.parentElement;
    bar.hidden = end.hidden = true;
    box.after(bar, cards);
    last.after(end);
    parts.push(follow, handbook.top.wire(page, box), handbook.answers.wire(page).render);
    handbook.ticks.wire(page);
    handbook.more.wire(page);
    handbook.leave.wire(page);
    handbook.keys.wire(page);
    // Who is about to do something will need what shows it.
    const ready = async () => {
      session.rehearse();
      if (await handbook.later.ahead("acts")) handbook.running.prepare(page);
    };
    for (const type of ["pointerover", "focusin"]) {
      root.addEventListener(type, () => void ready(), { once: true });
    }
    root.addEventListener("beforematch", ({ target }) => {
      const view = target instanceof Element ? page.view(target) : null;
      if (view) view.open = true;
    });
    session.changed(() => {
      if (!arriving || session.starting) void soon();
    });
    window.addEventListener("hashchange", () => {
      const fragment = handbook.arrive.taken();
      if (fragment && session.run && !session.practice) note(`#run=${session.run.id}`);
      if (fragment) return void handbook.arrive.look(page, fragment, page.open);
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
