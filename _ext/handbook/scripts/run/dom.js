// @ts-check
"use strict";

/*
 * Making elements, and changing the page without moving what is under a finger.
 *
 * Elements and text only: pages with a checklist forbid turning text into HTML.
 */
((handbook) => {
  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name its class
   * @param {...(Node | string | null)} content
   * @returns {HTMLElementTagNameMap[T]}
   */
  const make = (tag, name, ...content) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    for (const part of content) if (part !== null) made.append(part);
    return made;
  };

  /**
   * @param {string} words
   * @param {() => void} act
   * @param {string} [name] its class
   */
  const button = (words, act, name = "sop-button") => {
    const made = make("button", name, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /**
   * @param {string} words
   * @param {string} href
   */
  const link = (words, href) => {
    const made = make("a", "", words);
    made.href = href;
    return made;
  };

  /**
   * Set an element's text, and leave it alone where it says that already.
   *
   * @param {Element} element
   * @param {string} words
   */
  const setText = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  /**
   * Change the page, and keep `anchor` where it is on the screen.
   *
   * Scrolling makes up for what grows above it; where the page cannot scroll up far enough,
   * the room below `spare` does.
   *
   * @param {Element | null} anchor
   * @param {HTMLElement} spare
   * @param {() => void} change
   */
  const still = (anchor, spare, change) => {
    const before = anchor?.getBoundingClientRect().top;
    spare.style.marginBottom = "";
    change();
    if (!anchor?.isConnected || before === undefined) return;
    const moved = () => anchor.getBoundingClientRect().top - before;
    if (moved()) window.scrollBy({ top: moved(), behavior: "instant" });
    const short = -moved();
    if (short < 1) return;
    const margin = parseFloat(getComputedStyle(spare).marginBottom);
    spare.style.marginBottom = `${margin + short}px`;
  };

  let pressed = false;
  /** @type {Set<() => void>} */
  const later = new Set();
  /** What was pressed last: it must not move. @type {Element | null} */
  let last = null;

  const flush = () => {
    pressed = false;
    const waiting = [...later];
    later.clear();
    for (const change of waiting) change();
  };

  if (typeof document !== "undefined") {
    document.addEventListener("pointerdown", (event) => {
      pressed = true;
      last = event.target instanceof Element ? event.target : null;
    }, true);
    // The click comes right after the release; nothing may have moved before it.
    for (const type of ["pointerup", "pointercancel"]) {
      document.addEventListener(type, () => window.setTimeout(flush), true);
    }
    document.addEventListener("keydown", () => (last = null), true);
  }

  /**
   * Do a change once no button or finger is down: a field that is left by pressing something
   * else must not push that away before it is let go.
   *
   * @param {() => void} change
   */
  const whenStill = (change) => {
    if (pressed) later.add(change);
    else change();
  };

  /**
   * "2 of 4 steps", in digits: it stands beside a bar.
   *
   * @param {Handbook.Progress} progress
   */
  const far = ({ done, total }) => `${done} of ${total} step${total === 1 ? "" : "s"}`;

  /** @type {(text: string, name: string, type?: string) => void} save text as a file of that name */
  const download = (text, name, type = "application/json") => {
    const made = link("", URL.createObjectURL(new Blob([text], { type })));
    made.download = name;
    made.click();
    // The browser has begun to read it by then.
    window.setTimeout(() => URL.revokeObjectURL(made.href), 60_000);
  };

  const held = () => last ?? document.activeElement;

  handbook.dom = { make, button, link, setText, still, whenStill, held, far, download };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
