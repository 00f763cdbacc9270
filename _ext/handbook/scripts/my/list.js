// @ts-check
"use strict";

/*
 * My checklists: all of this browser's, to filter, sort, open, rename, archive and delete.
 *
 * The order changes only when the person asks for another; what is done to a checklist, here or
 * in another tab, shows where it stands, so that nothing moves away from under a finger.
 */
((handbook) => {
  const { make, setText, still, whenStill, held } = handbook.dom;
  const { say } = handbook.announce;

  /** Who types is told what was found once, after the last letter. */
  const TYPING_MS = 500;

  /**
   * What each act writes, what is said of it, and which act takes it back.
   *
   * @type {Record<string, { kind: Handbook.Kind, value: any, words: string, back: string }>}
   */
  const ACTS = {
    archive: { kind: "archive", value: true, words: "Archived.", back: "unarchive" },
    unarchive: { kind: "archive", value: false, words: "Out of the archive.", back: "archive" },
    trash: { kind: "trash", value: null, words: "In the trash.", back: "restore" },
    restore: { kind: "restore", value: null, words: "Out of the trash.", back: "trash" },
  };

  class List {
    /** @type {Map<string, Handbook.ListEntry>} */
    #entries = new Map();
    /** Those shown, in order. @type {Map<string, Handbook.ListItem>} */
    #items = new Map();
    #storage = make("p", "sop-mine-storage");
    #empty;
    #open = make("p", "sop-mine-open");
    #told = make("p", "sop-mine-none");
    #list = make("ul", "sop-mine-list");
    /** @type {Handbook.ListTools} */
    #tools;
    #typing = 0;
    #damaged = handbook.damaged.section((damage) => void this.#removeDamaged(damage));
    /** The last of the looks at storage, which are done one after another. */
    #looking = Promise.resolve();
    #begun = false;

    /**
     * @param {HTMLElement} root
     * @param {Handbook.Listing} listing
     * @param {Handbook.Store} store
     */
    constructor(root, listing, store) {
      this.sops = listing.sops;
      this.store = store;
      this.#tools = handbook.tools.draw(store, () => {
        this.#arrange();
        window.clearTimeout(this.#typing);
        this.#typing = window.setTimeout(() => this.#sayHowMany(), TYPING_MS);
      });
      this.#list.setAttribute("role", "list");
      this.#list.setAttribute("aria-label", "Checklists");
      const bring = () => void handbook.copies.open(listing, store, (kept) => void this.#brought(kept));
      this.#empty = handbook.nothing.card(listing.pages.index, bring);
      this.#open.append(handbook.copies.button(bring));
      root.append(
        this.#storage, this.#empty, this.#tools.element, this.#open, this.#told, this.#list,
        this.#damaged.element,
      );
      for (const part of [this.#storage, this.#empty, this.#tools.element, this.#open, this.#told]) {
        part.hidden = true;
      }
      handbook.announce.listen(root);
    }

    /** Look at what storage holds now, and show it. */
    look() {
      this.#looking = this.#looking.then(() => this.#look());
      return this.#looking;
    }

    async #look() {
      const found = await this.store.all();
      this.#entries.clear();
      for (const log of Object.values(found.logs)) {
        const entry = handbook.entries.read(log, this.sops);
        if (entry) this.#entries.set(entry.id, entry);
      }
      if (!this.#begun) await this.#tools.recall();
      await new Promise((done) => {
        whenStill(() => {
          still(held(), this.#list, () => this.#show(handbook.entries.damage(found, this.#entries)));
          done(null);
        });
      });
    }

    /** @param {Handbook.Damage[]} damages */
    #show(damages) {
      const { sentence } = this.store;
      if (sentence !== this.#storage.textContent) {
        setText(this.#storage, sentence);
        say(sentence);
      }
      this.#storage.hidden = !sentence;
      this.#damaged.show(damages);
      this.#tools.count([...this.#entries.values()]);
      this.#tools.element.hidden = this.#open.hidden = !this.#entries.size;
      this.#empty.hidden = this.#entries.size > 0;
      if (!this.#begun) {
        this.#begun = true;
        // A place that has been emptied since is not what anybody comes back for.
        if (!this.#wanted().length) this.#tools.open();
        return this.#arrange();
      }
      for (const [id, item] of this.#items) {
        const entry = this.#entries.get(id);
        if (entry) item.update(entry);
        else this.#drop(item);
      }
      for (const entry of this.#wanted().reverse()) {
        if (!this.#items.has(entry.id)) this.#list.prepend(this.#item(entry).element);
      }
      this.#tellNone();
    }

    /**
     * What was brought in is among the others, and told of.
     *
     * @param {Handbook.Kept[]} kept
     */
    async #brought(kept) {
      await this.look();
      this.#focusOn(this.#items.get(kept[0].run));
      say(`Added: ${kept.map(({ about }) => about || "not named yet").join(", ")}.`);
    }

    /** The checklists that are asked for, in the order asked for. */
    #wanted() {
      const { place, text, sorting } = this.#tools;
      const found = [...this.#entries.values()];
      const matching = found.filter((entry) => handbook.entries.matches(entry, place, text));
      return handbook.entries.order(matching, sorting);
    }

    /** Show what is asked for, in order. */
    #arrange() {
      for (const item of this.#items.values()) item.settle();
      const kept = new Map(this.#items);
      this.#items.clear();
      const wanted = this.#wanted();
      for (const entry of wanted) {
        const item = kept.get(entry.id);
        if (item) this.#items.set(entry.id, item);
        else this.#item(entry);
      }
      this.#list.replaceChildren(...[...this.#items.values()].map(({ element }) => element));
      this.#tellNone();
    }

    /** @param {Handbook.ListEntry} entry */
    #item(entry) {
      const item = handbook.item.make(entry, (act, on, value) => void this.#act(act, on, value));
      this.#items.set(entry.id, item);
      return item;
    }

    #sayHowMany() {
      say(this.#told.textContent || `${handbook.text.count(this.#items.size, "checklist")}.`);
    }

    #tellNone() {
      const { place, text } = this.#tools;
      const words = text ? `Nothing here says “${text}”.` : handbook.nothing.IN[place];
      const none = this.#entries.size > 0 && !this.#items.size;
      setText(this.#told, none ? words : "");
      this.#told.hidden = !none;
    }

    /**
     * Take a checklist out of the list; the focus, if it was there, goes to its neighbour.
     *
     * @param {Handbook.ListItem} item
     */
    #drop(item) {
      const items = [...this.#items.values()];
      const index = items.indexOf(item);
      const held = item.element.contains(document.activeElement);
      this.#items.delete(item.entry.id);
      item.element.remove();
      if (held) this.#focusOn(items[index + 1] ?? items[index - 1]);
    }

    /** @param {Handbook.ListItem | undefined} item */
    #focusOn(item) {
      if (item) item.focus();
      else this.#tools.focus();
    }

    /**
     * What was told of the last act stands until the next one.
     *
     * @param {Handbook.ListItem} but
     */
    #settle(but) {
      const { place, text } = this.#tools;
      still(but.element, this.#list, () => {
        for (const item of [...this.#items.values()]) {
          if (item === but || !item.told) continue;
          if (handbook.entries.matches(item.entry, place, text)) item.settle();
          else this.#drop(item);
        }
      });
    }

    /**
     * @param {Handbook.Act} act
     * @param {Handbook.ListItem} item
     * @param {string} [value]
     */
    async #act(act, item, value = "") {
      this.#settle(item);
      const { name, run } = item.entry;
      if (act === "remove") return this.#remove(item);
      if (act === "rename") {
        if (value === run.about) return;
        await this.#write(item, "rename", { about: value });
        return say(`Renamed: ${value}.`);
      }
      const { kind, value: written, words, back } = ACTS[act];
      await this.#write(item, kind, written);
      item.tell(words, () => void this.#back(back, act, item));
      say(`${name}: ${words.toLowerCase()}`);
      await this.look();
    }

    /**
     * Take an act back.
     *
     * @param {string} back
     * @param {Handbook.Act} act what is taken back: the focus returns to its button
     * @param {Handbook.ListItem} item
     */
    async #back(back, act, item) {
      const { kind, value } = ACTS[back];
      await this.#write(item, kind, value);
      await this.look();
      item.settle();
      item.focus(act);
      say(`Undone: ${item.entry.name}.`);
    }

    /**
     * @param {Handbook.ListItem} item
     * @param {Handbook.Kind} kind
     * @param {any} value
     */
    async #write({ entry }, kind, value) {
      const by = await this.store.setting("name");
      await this.store.append({ run: entry.id, step: null, kind, value, by });
    }

    /** @param {Handbook.ListItem} item */
    async #remove(item) {
      const { name, id } = item.entry;
      try {
        await this.store.remove(id);
      } catch (error) {
        item.settle();
        item.focus("remove");
        return say(error instanceof Error ? error.message : "");
      }
      this.#drop(item);
      say(`Deleted for good: ${name}.`);
      await this.look();
    }

    /** @param {Handbook.Damage} damage */
    async #removeDamaged({ run, name }) {
      try {
        await this.store.remove(run);
      } catch (error) {
        return say(error instanceof Error ? error.message : "");
      }
      say(`Deleted for good: ${name}.`);
      await this.look();
      this.#focusOn([...this.#items.values()][0]);
    }
  }

  /** @type {Handbook.Namespace["list"]["draw"]} */
  const draw = (root, listing, store) => {
    const list = new List(root, listing, store);
    return () => list.look();
  };

  handbook.list = { draw };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
