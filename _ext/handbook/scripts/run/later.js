// @ts-check
"use strict";

/*
 * Parts of the page that are fetched when they are first asked for.
 *
 * The page holds each as a template with its files' tags: an element made from text, or a script
 * whose address is set here, would be refused where a checklist runs.
 */
((handbook) => {
  const FAILED = "This part of the page could not be loaded. Check the connection, then try again.";

  /** What was asked for, by name; what failed is forgotten, so that it is tried again. */
  /** @type {Map<string, Promise<boolean>>} */
  const asked = new Map();
  /** @type {Set<string>} */
  const here = new Set();
  /** What a page does not wait for, while it is on its way. @type {Set<string>} */
  const hoped = new Set();
  /** @type {HTMLElement | null} */
  let told = null;

  const hush = () => {
    told?.remove();
    told = null;
  };

  /** Say that it failed, to who looks as well: in a corner, where it moves nothing. */
  const tell = () => {
    hush();
    const { make, button } = handbook.dom;
    told = make("p", "sop-failed", FAILED, " ", button("Close", hush, "sop-link"));
    (document.querySelector("main") ?? document.body).append(told);
    handbook.announce.say(FAILED);
  };

  /**
   * @param {Element} file a script or a style sheet
   * @returns {Promise<boolean>}
   */
  const loaded = (file) =>
    new Promise((done) => {
      file.addEventListener("load", () => done(true));
      file.addEventListener("error", () => done(false));
    });

  /** @param {string} name */
  const load = async (name) => {
    const held = document.querySelector(`template.sop-later[data-name="${name}"]`);
    if (!(held instanceof HTMLTemplateElement)) return false;
    const files = [...document.importNode(held.content, true).children];
    const coming = files.map(loaded);
    document.head.append(...files);
    const came = (await Promise.all(coming)).every(Boolean);
    if (came) here.add(name);
    else for (const file of files) file.remove();
    return came;
  };

  /**
   * Fetch a part before it is needed, and say nothing if that fails.
   *
   * @param {string} name
   */
  const ahead = async (name) => {
    const asking = asked.get(name) ?? load(name);
    asked.set(name, asking);
    const came = await asking;
    if (!came && asked.get(name) === asking) asked.delete(name);
    return came;
  };

  /**
   * Have a part at hand.
   *
   * @param {string} name as the build lists it: "acts"
   * @returns {Promise<boolean>} whether it is here; if not, the person was told
   */
  const need = async (name) => {
    const came = await ahead(name);
    if (came) hush();
    else tell();
    return came;
  };

  /**
   * Whether a part is here; if not, it is fetched, and `then` called when it has come.
   *
   * @param {string} name
   * @param {() => void} then
   */
  const has = (name, then) => {
    if (here.has(name)) return true;
    if (hoped.has(name)) return false;
    hoped.add(name);
    void need(name).then((came) => {
      hoped.delete(name);
      if (came) then();
    });
    return false;
  };

  /**
   * Do what a part is for: at once where it is here, or else when it has come.
   *
   * @param {string} name
   * @param {() => void} act
   * @param {(act: () => void) => void} still does it without moving what is in use
   */
  const use = async (name, act, still) => {
    if (here.has(name)) return act();
    const before = document.activeElement;
    if (!(await need(name))) return;
    handbook.dom.whenStill(() => {
      const now = document.activeElement;
      still(act);
      // Who went on meanwhile is not called back.
      if (now !== before && now instanceof HTMLElement) now.focus({ preventScroll: true });
    });
  };

  handbook.later = { need, ahead, has, use };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
