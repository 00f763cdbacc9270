// @ts-check
"use strict";

/*
 * A "Copy" button for every text to copy in a checklist.
 *
 * Builds elements and sets text only, so it runs where pages forbid writing HTML.
 */
(() => {
  const SAID_FOR_MS = 2000;

  /**
   * The text of a block as it is pasted: no line end at its foot, and what nobody has answered
   * yet stands in square brackets.
   *
   * @param {Iterable<{text: string, blank: boolean}>} pieces
   * @returns {string}
   */
  const asPasted = (pieces) => {
    let text = "";
    for (const piece of pieces) text += piece.blank ? `[${piece.text}]` : piece.text;
    return text.replace(/\n+$/, "");
  };

  if (typeof document === "undefined") {
    module.exports = { asPasted };
    return;
  }

  /**
   * @param {Element} block
   * @returns {Generator<{text: string, blank: boolean}>}
   */
  function* pieces(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const blank = walker.currentNode.parentElement?.closest(".sop-blank") !== null;
      yield { text: walker.currentNode.textContent ?? "", blank };
    }
  }

  /** @param {Element} block */
  const select = (block) => {
    const selection = window.getSelection();
    selection?.removeAllRanges();
    const range = document.createRange();
    range.selectNodeContents(block);
    selection?.addRange(range);
  };

  /**
   * @param {Element} block
   * @returns {Promise<string>} what to tell the person
   */
  const copy = async (block) => {
    try {
      await navigator.clipboard.writeText(asPasted(pieces(block)));
      return "Copied";
    } catch {
      // No clipboard, or the browser refused: the person copies what we select.
      select(block);
      return "Selected: now copy it with your keyboard or the browser's menu";
    }
  };

  /** @param {Element} block */
  const addButton = (block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sop-button sop-copy-button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const said = await copy(block);
      handbook.announce.say(said);
      button.textContent = said;
      window.setTimeout(() => (button.textContent = "Copy"), SAID_FOR_MS);
    });
    block.after(button);
  };

  /**
   * Let the keyboard reach a text that scrolls; how long it is shows only once it is filled in.
   *
   * @param {HTMLElement} block
   */
  const reach = (block) => {
    const scrolls = block.scrollHeight > block.clientHeight || block.scrollWidth > block.clientWidth;
    if (scrolls) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  };

  /** @param {Element} checklist */
  const enhance = (checklist) => {
    const blocks = checklist.querySelectorAll("pre");
    if (!blocks.length) return;
    handbook.announce.listen(checklist);
    const sizes = new ResizeObserver((changes) => {
      for (const { target } of changes) if (target instanceof HTMLElement) reach(target);
    });
    for (const block of blocks) {
      addButton(block);
      sizes.observe(block);
    }
  };

  for (const checklist of document.querySelectorAll(".sop-checklist")) enhance(checklist);
})();
