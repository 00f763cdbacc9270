// @ts-check
"use strict";

/*
 * What storage holds and nobody can read: said apart, to be saved as a file or deleted.
 */
((handbook) => {
  const { make } = handbook.dom;

  /** @param {Handbook.Damage} damage */
  const save = ({ run, damaged, events }) => {
    const text = JSON.stringify({ run, damaged, events }, null, 2);
    handbook.dom.download(text, `damaged-checklist-${run.replace(/[^\w-]/g, "").slice(0, 40)}.json`);
  };

  /** @param {Handbook.Damage} damage */
  const sentence = ({ damaged, opens }) =>
    opens
      ? handbook.sentences.corrupt(damaged.length)
      : "Nothing of it can be opened; save it as a file if somebody may mend it.";

  /**
   * @param {Handbook.Damage} damage
   * @param {(damage: Handbook.Damage) => void} remove
   */
  const entryOf = (damage, remove) => {
    const acts = make("p", "sop-mine-acts");
    /** @type {(words: string, act: () => void) => HTMLButtonElement} */
    const offered = (words, act) => handbook.item.named(words, damage.name, act);
    const offer = () => {
      acts.replaceChildren(offered("Save as a file", () => save(damage)));
      // What still opens is in the list, and is deleted there.
      if (!damage.opens) acts.append(offered("Delete for good", ask));
    };
    const ask = () => {
      const question = "Delete it for good? Nothing brings it back.";
      const asked = { question, yes: "Delete for good", no: "Keep it", name: damage.name };
      handbook.item.confirm(acts, asked, () => remove(damage), () => {
        offer();
        acts.querySelector("button")?.focus();
      });
    };
    offer();
    return make(
      "li", "sop-mine-item",
      make("h3", "sop-mine-name", damage.name),
      make("div", "sop-mine-lines", make("p", "", sentence(damage))),
      acts,
    );
  };

  /** @param {(damage: Handbook.Damage) => void} remove */
  const section = (remove) => {
    const element = make("section", "sop-mine-damaged");
    element.setAttribute("aria-labelledby", "mine--damaged");
    element.hidden = true;
    let shown = "";
    /** @param {Handbook.Damage[]} damages */
    const show = (damages) => {
      const now = JSON.stringify(damages.map(({ run, damaged, opens }) => [run, damaged.length, opens]));
      if (now === shown) return;
      shown = now;
      element.hidden = !damages.length;
      const list = make("ul", "sop-mine-list", ...damages.map((damage) => entryOf(damage, remove)));
      list.setAttribute("role", "list");
      const heading = make("h2", "", "Damaged");
      heading.id = "mine--damaged";
      element.replaceChildren(heading, list);
    };
    return { element, show };
  };

  handbook.damaged = { section };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
