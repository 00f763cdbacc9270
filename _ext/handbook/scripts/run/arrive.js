// @ts-check
"use strict";

/*
 * What comes in on an SOP's page: a copy that is chosen, or one that the page's own address
 * carries. The address gives it up at once, so that it is neither kept nor passed on with it.
 */
((handbook) => {
  const MARK = "#import=";

  /**
   * @param {Handbook.Page} page
   * @param {(run: string) => void} show
   * @returns {Handbook.Bringing}
   */
  const bringing = ({ session, say }, show) => {
    const { definition } = session;
    const names = new Set([definition.id, ...(definition.was ?? [])]);
    return {
      store: /** @type {Handbook.Store} */ (session.store),
      named: (name) => session.setName(name),
      definition,
      published: (sop) => (names.has(sop) ? definition : null),
      elsewhere: async () => "",
      done: (kept) => {
        const here = kept.filter(({ sop }) => names.has(sop));
        if (here.length < kept.length) say("What is of another SOP is in My checklists.");
        if (here.length) show(here[here.length - 1].run);
      },
    };
  };

  const ready = async () => (await handbook.later.need("exits")) && handbook.later.need("imports");

  /** @param {Handbook.Page} page */
  const choose = async (page) => {
    await page.session.ready();
    if (await ready()) handbook.bring.open(bringing(page, page.open));
  };

  /**
   * Take what the address carries out of it; "" where it carries nothing.
   *
   * @returns {string}
   */
  const taken = () => {
    const { hash } = location;
    if (!hash.startsWith(MARK)) return "";
    try {
      history.replaceState(history.state, "", location.href.slice(0, -hash.length));
    } catch {
      location.hash = "";
    }
    return hash;
  };

  /**
   * Show what came in by the address.
   *
   * @param {Handbook.Page} page
   * @param {string} fragment
   * @param {(run: string) => void} show
   * @returns {Promise<boolean>} whether it was kept
   */
  const look = async (page, fragment, show) => {
    await page.session.ready();
    if (await ready()) return handbook.bring.link(bringing(page, show), fragment);
    // Loading the page again tries again.
    history.replaceState(history.state, "", fragment);
    return false;
  };

  handbook.arrive = { choose, taken, look };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
