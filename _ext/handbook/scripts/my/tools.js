// @ts-check
"use strict";

/*
 * The line above the list: what to look for, which ones to show, in what order.
 *
 * What is looked for is remembered for the visit, the others for the next one as well, where the
 * browser keeps anything.
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

  /** What was chosen in this visit: it goes with the page's place in the history. */
  const visited = () => {
    const shown = history.state?.shown;
    return Array.isArray(shown) ? shown.map(String) : null;
  };

  /** @param {string[]} shown */
  const visit = (shown) => {
    try {
      history.replaceState({ ...history.state, shown }, "");
    } catch {
      // A page that may not touch its history forgets sooner.
    }
  };

  /**
   * @param {HTMLSelectElement} select
   * @param {string | undefined} value
   */
  const choose = (select, value) => {
    if ([...select.options].some((option) => option.value === value)) select.value = String(value);
  };

  /**
   * @param {Handbook.Store} store
   * @param {() => void} changed
   * @returns {Handbook.ListTools}
   */
  const draw = (store, changed) => {
    const find = make("input", "sop-input");
    find.type = "search";
    const show = choice(PLACES);
    const sort = choice(ORDERS);
    const remember = () => {
      visit([show.value, sort.value, find.value]);
      changed();
    };
    find.addEventListener("input", remember);
    for (const select of [show, sort]) {
      select.addEventListener("input", () => {
        void store.set("shown", `${show.value} ${sort.value}`);
        remember();
      });
    }
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
      recall: async () => {
        const [place, sorting, text] = visited() ?? (await store.setting("shown")).split(" ");
        choose(show, place);
        choose(sort, sorting);
        find.value = text ?? "";
      },
      open: () => {
        show.value = "open";
        find.value = "";
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
