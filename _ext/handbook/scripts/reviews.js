// @ts-check
"use strict";

/*
 * Says "overdue" behind each date that has passed: pages are built without a clock.
 */
(() => {
  /**
   * @param {string} date YYYY-MM-DD
   * @param {Date} now
   * @returns {boolean} whether that day is over, where the reader is
   */
  const overdue = (date, now) => new Date(`${date}T24:00`) <= now;

  if (typeof document === "undefined") {
    module.exports = { overdue };
    return;
  }

  for (const due of document.querySelectorAll("time.sop-due")) {
    if (!overdue(due.getAttribute("datetime") ?? "", new Date())) continue;
    const word = document.createElement("span");
    word.className = "sop-overdue";
    word.textContent = "(overdue)";
    due.after(" ", word);
  }
})();
