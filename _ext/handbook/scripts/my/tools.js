// @ts-check
"use strict";

/*
 * The line above the list: what to look for, which ones to show, in what order.
 */
((handbook) => {
  const { make, setText } = handbook.dom;

  /** @type {[Handbook.Place, string][]} */
  const PLACES = [
    ["open", "Open"],
    ["waiting", "Waiting"],
    ["finished", "Finished"],
    ["archived", "Archived"],
    ["trash", "Trash"],
  ];

  /** @type {[Handbook.Sorting, string][]} */
  const ORDERS = [
    ["touched", "Last touched"],
    ["due", "Due"],
    ["about", "For whom"],
    ["sop", "SOP"],
  ];

  /**
   * @param {string} label
   * @param {HTMLInputElement | HTMLSelectElement} control
   * @param {string} id
   */
  const labelled = (label, control, id) => {
    control.id = `mine--${id}`;
    control.autocomplete = "off";
    const words = make("label", "", label);
    words.htmlFor = control.id;
    return make("div", "", words, control);
  };

  /** @param {[string, string][]} options */
  const choice = (options) => {
    const made = make("select", "sop-input");
    for (const [value, words] of options) made.append(new Option(words, value));
    return made;
  };

  /**
   * @param {() => void} changed
   * @returns {Handbook.ListTools}
   */
  const draw = (changed) => {
    const find = make("input", "sop-input");
    find.type = "search";
    const show = choice(PLACES);
    const sort = choice(ORDERS);
    for (const control of [find, show, sort]) control.addEventListener("input", changed);
    return {
      element: make(
        "div", "sop-mine-tools",
        labelled("Find", find, "find"),
        labelled("Show", show, "show"),
        labelled("Sort by", sort, "sort"),
      ),
      get text() {
        return find.value.trim();
      },
      get place() {
        return /** @type {Handbook.Place} */ (show.value);
      },
      get sorting() {
        return /** @type {Handbook.Sorting} */ (sort.value);
      },
      count: (entries) => {
        PLACES.forEach(([place, words], index) => {
          const number = entries.filter((entry) => handbook.entries.matches(entry, place, "")).length;
          setText(show.options[index], `${words} (${number})`);
        });
      },
      focus: () => show.focus(),
    };
  };

  handbook.tools = { draw };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
