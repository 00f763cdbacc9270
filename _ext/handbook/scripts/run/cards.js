// @ts-check
"use strict";

/*
 * Cards between the bar and the steps: one of a kind at a time, each until it is answered.
 */
((handbook) => {
  const { make } = handbook.dom;

  /**
   * Put a card up, or change the one of its kind.
   *
   * @param {HTMLElement} place
   * @param {string} kind
   * @param {(Node | string)[]} content paragraphs; text becomes one
   * @param {(Node | string)[]} acts buttons and links
   */
  const put = (place, kind, content, acts) => {
    const card = make("section", `sop-card-now sop-${kind}`);
    card.dataset.kind = kind;
    card.tabIndex = -1;
    for (const part of content) card.append(typeof part === "string" ? make("p", "", part) : part);
    const line = make("p", "sop-acts");
    for (const act of acts) line.append(act, " ");
    if (acts.length) card.append(line);
    const heading = card.querySelector("strong");
    if (heading) card.setAttribute("aria-label", heading.textContent ?? "");
    const standing = find(place, kind);
    if (standing) standing.replaceWith(card);
    else place.append(card);
    return card;
  };

  /**
   * @param {HTMLElement} place
   * @param {string} kind
   * @returns {HTMLElement | null}
   */
  const find = (place, kind) => place.querySelector(`:scope > [data-kind="${kind}"]`);

  /**
   * @param {HTMLElement} place
   * @param {string} kind
   */
  const drop = (place, kind) => find(place, kind)?.remove();

  /**
   * A paragraph that begins in bold.
   *
   * @param {string} bold
   * @param {...(Node | string)} rest
   */
  const told = (bold, ...rest) => make("p", "", make("strong", "", bold), " ", ...rest);

  /**
   * @param {string} name what the list holds
   * @param {(Node | string)[][]} entries
   */
  const list = (name, entries) => {
    const items = make("ul", "");
    for (const entry of entries) items.append(make("li", "", ...entry));
    return make("div", "sop-list", make("p", "", name), items);
  };

  handbook.cards = { put, find, drop, told, list };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
