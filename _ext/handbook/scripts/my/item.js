// @ts-check
"use strict";

/*
 * One checklist in the list: what is said of it, and the acts on it.
 *
 * It is made once and brought up to date, so that neither the focus nor what is being written in
 * it is ever lost to a change that comes from elsewhere.
 */
((handbook) => {
  const { make, button, setText } = handbook.dom;

  /** What can be done with a checklist, by where it is. @type {Record<Handbook.Place, Handbook.Act[]>} */
  const ACTS = {
    open: ["rename", "archive", "trash"],
    waiting: ["rename", "archive", "trash"],
    finished: ["rename", "archive", "trash"],
    archived: ["rename", "unarchive", "trash"],
    trash: ["rename", "restore", "remove"],
  };

  /** @type {Record<Handbook.Act, string>} */
  const SAID = {
    rename: "Rename",
    archive: "Archive",
    unarchive: "Take out of the archive",
    trash: "Delete",
    restore: "Put back",
    remove: "Delete for good",
  };

  /**
   * A button that says only what it does, and to who listens also to which checklist.
   *
   * @param {string} words
   * @param {string} name
   * @param {() => void} act
   */
  const named = (words, name, act) => {
    const made = button(words, act, "sop-mine-act");
    made.setAttribute("aria-label", `${words}: ${name}`);
    return made;
  };

  /**
   * Ask once, in place, before something that nothing brings back.
   *
   * @param {HTMLElement} place whose content gives way to the question
   * @param {{ question: string, yes: string, no: string, name: string }} asked
   * @param {() => void} agreed
   * @param {() => void} done where the focus goes when it is let be
   */
  const confirm = (place, { question, yes, no, name }, agreed, done) => {
    const words = make("span", "sop-mine-question", question);
    words.id = `ask--${handbook.ids.newId()}`;
    const keep = named(no, name, done);
    const go = named(yes, name, agreed);
    for (const choice of [keep, go]) choice.setAttribute("aria-describedby", words.id);
    place.replaceChildren(words, " ", go, " ", keep);
    place.onkeydown = (event) => {
      if (event.key === "Escape") done();
    };
    keep.focus();
  };

  /** @implements {Handbook.ListItem} */
  class Item {
    element = make("li", "sop-mine-item");
    told = false;
    #heading = make("h2", "sop-mine-name");
    #lines = make("div", "sop-mine-lines");
    #acts = make("p", "sop-mine-acts");
    #asking = false;
    /** What the heading and the acts were made for. */
    #made = "";

    /**
     * @param {Handbook.ListEntry} entry
     * @param {(act: Handbook.Act, item: Handbook.ListItem, value?: string) => void} act
     */
    constructor(entry, act) {
      this.entry = entry;
      this.act = act;
      this.element.append(this.#heading, this.#lines, this.#acts);
      this.update(entry);
    }

    /** @param {Handbook.ListEntry} entry */
    update(entry) {
      this.entry = entry;
      this.#say();
      const made = JSON.stringify([entry.name, entry.href, entry.place]);
      if (made === this.#made || this.told || this.#asking) return;
      const held = this.#held();
      this.#made = made;
      this.#heading.replaceChildren(
        entry.href === null ? entry.name : handbook.dom.link(entry.name, entry.href),
      );
      this.#offer();
      if (held !== null) this.focus(held);
    }

    /** @param {string} words @param {() => void} back */
    tell(words, back) {
      this.told = true;
      this.#asking = false;
      const undo = named("Undo", this.entry.name, back);
      this.#acts.replaceChildren(make("span", "", words), " ", undo);
      undo.focus();
    }

    settle() {
      if (!this.told && !this.#asking) return;
      this.told = this.#asking = false;
      this.#made = "";
      this.update(this.entry);
    }

    /** @param {string} [act] */
    focus(act = "") {
      const found = this.#acts.querySelector(`[data-act="${act}"]`) ?? this.#heading.querySelector("a");
      const target = found instanceof HTMLElement ? found : this.#acts.querySelector("button");
      target?.focus();
    }

    /** The act that has the focus, "" for the name, null where the focus is elsewhere. */
    #held() {
      const held = document.activeElement;
      if (!(held instanceof HTMLElement) || !this.element.contains(held)) return null;
      return held.dataset.act ?? "";
    }

    #say() {
      const { words, ids } = handbook;
      const { entry } = this;
      const due = words.due(entry, ids.now().slice(0, 10));
      const lines = [
        ["sop-mine-facts", words.facts(entry, new Date(), this.told)],
        ["", words.next(entry)],
        ...[...words.waiting(entry), ...words.pauses(entry, new Date())].map((line) => ["", line]),
        [due.late ? "sop-mine-late" : "", due.words],
        ["", entry.href === null ? "The handbook no longer has this SOP; what was done is kept." : ""],
      ].filter(([, line]) => line);
      const { children } = this.#lines;
      while (children.length > lines.length) children[lines.length].remove();
      while (children.length < lines.length) this.#lines.append(make("p", ""));
      lines.forEach(([name, line], index) => {
        children[index].className = name;
        setText(children[index], line);
      });
    }

    #offer() {
      const acts = ACTS[this.entry.place].map((act) => {
        const made = named(SAID[act], this.entry.name, () => this.#begin(act));
        made.dataset.act = act;
        return made;
      });
      this.#acts.replaceChildren(...acts);
    }

    /** @param {Handbook.Act} act */
    #begin(act) {
      if (act === "rename") this.#rename();
      else if (act === "remove") this.#remove();
      else this.act(act, this);
    }

    #rename() {
      const { id, run } = this.entry;
      this.#asking = true;
      handbook.ask.ask(
        this.element,
        {
          question: run.definition.about.label,
          key: `rename--${id}`,
          save: "Rename",
          value: run.about,
        },
        (name) => this.act("rename", this, name),
        () => {
          this.#asking = false;
          this.#acts.hidden = false;
          this.update(this.entry);
          this.focus("rename");
        },
      );
      this.#acts.hidden = true;
    }

    #remove() {
      const { name } = this.entry;
      this.#asking = true;
      confirm(
        this.#acts,
        {
          question: "Delete it for good? Nothing brings it back.",
          yes: "Delete for good",
          no: "Keep it",
          name,
        },
        () => this.act("remove", this),
        () => {
          this.settle();
          this.focus("remove");
        },
      );
    }
  }

  handbook.item = { make: (entry, act) => new Item(entry, act), named, confirm };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
