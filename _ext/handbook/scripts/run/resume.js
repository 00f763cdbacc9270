// @ts-check
"use strict";

/*
 * Coming back to a checklist: when to say where it stands, and how checklists are called in lists.
 */
((handbook) => {
  /** After this long, the last step is asked about again. */
  const GAP = 60 * 60 * 1000;

  /** @param {Handbook.Known} known */
  const far = ({ run, progress }) => {
    const ended = { open: "", finished: "finished", abandoned: "given up" }[run.status];
    const state = ended || (run.handed ? `handed to ${run.handed.to || "somebody else"}` : "");
    return [state || handbook.dom.far(progress), handbook.text.ago(run.touched.at, new Date())].join(" · ");
  };

  /** @param {Handbook.Run} run */
  const named = (run) => run.about || "Not named yet";

  /**
   * This SOP's checklists in this browser, but the open one.
   *
   * @param {Handbook.Session} session
   */
  const others = (session) =>
    session.known
      .filter(({ run }) => run.id !== session.run?.id)
      .map((known) => [handbook.dom.link(named(known.run), `#run=${known.run.id}`), ` · ${far(known)}`]);

  /** @param {{ on: string, until: string | null }} waiting */
  const wait = ({ on, until }) => {
    if (!until) return on;
    return `${on} until ${until.length > 10 ? handbook.text.moment(until) : handbook.text.day(until)}`;
  };

  /**
   * Say where the open checklist stands.
   *
   * @param {Handbook.Page} page
   * @param {boolean} asked whether to say so however short the gap was
   */
  const greet = (page, asked) => {
    const { run } = page.session;
    if (!run || run.status !== "open" || run.handed) return;
    if (!asked && Date.now() - Date.parse(run.touched.at) < GAP) return;
    const { event } = run.touched;
    void page.late("acts", () => {
      if (page.session.run?.touched.event === event) handbook.greet.greet(page);
    });
  };

  /** @param {Handbook.Page} page with several checklists, none of them asked for */
  const choose = (page) =>
    void page.late("acts", () => {
      if (!page.session.starting) handbook.greet.choose(page);
    });

  handbook.resume = { greet, choose, others, named, wait, far };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
