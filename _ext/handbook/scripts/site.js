// @ts-check
"use strict";

/*
 * The site's one script on every page: light or dark, and reach for what scrolls sideways.
 *
 * It runs in the head, before anything is painted, so that a page never flashes in the wrong
 * colours. The page follows the system until a person chooses otherwise; choosing what the
 * system has anyway means following it again.
 */
(() => {
  const KEY = "handbook:colours";

  /**
   * What to remember when a person turns the colours over.
   *
   * @param {boolean} shownDark whether the page is dark now
   * @param {boolean} systemDark whether the system asks for dark
   * @returns {"dark" | "light" | null} the choice, or null to follow the system
   */
  const turned = (shownDark, systemDark) => {
    const wantedDark = !shownDark;
    if (wantedDark === systemDark) return null;
    return wantedDark ? "dark" : "light";
  };

  if (typeof document === "undefined") {
    module.exports = { turned };
    return;
  }

  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  /** @returns {string | null} the remembered choice; none where storage is refused */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  /** @param {string | null} choice */
  const remember = (choice) => {
    try {
      if (choice === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage is refused: the choice holds for this page.
    }
  };

  /** @param {string | null} choice */
  const show = (choice) => {
    const known = choice === "dark" || choice === "light" ? choice : null;
    root.dataset.mode = known ?? "auto";
    root.dataset.theme = known ?? (system.matches ? "dark" : "light");
    const dark = String(root.dataset.theme === "dark");
    document.querySelector(".site-mode")?.setAttribute("aria-pressed", dark);
  };

  const turn = () => {
    const choice = turned(root.dataset.theme === "dark", system.matches);
    remember(choice);
    show(choice);
  };

  /** Let the keyboard reach what scrolls sideways. */
  const reachScrollers = () => {
    for (const box of document.querySelectorAll(".pst-scrollable-table-container, pre")) {
      if (box instanceof HTMLElement && box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };

  show(remembered());
  system.addEventListener("change", () => show(remembered()));
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) show(event.newValue);
  });
  document.addEventListener("DOMContentLoaded", () => {
    show(remembered());
    document.querySelector(".site-mode")?.addEventListener("click", turn);
    reachScrollers();
  });
})();
