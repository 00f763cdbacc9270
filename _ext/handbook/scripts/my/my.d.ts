/* The types that the scripts of My checklists share among themselves. */

declare namespace Handbook {
  /** What a page says of an SOP: `href` leads to its page, where one shows it. */
  interface KnownSop { title: string; stage: Id; was?: Id[]; href?: string; revision?: string }

  /** What a list on a page is to show, as the page embeds it. */
  interface Listing {
    /** "all", "continue", or a stage's id. */
    show: string;
    sops: Record<Id, KnownSop>;
    pages: { index?: string; all?: string };
  }

  type Place = "open" | "waiting" | "finished" | "archived" | "trash";
  type Sorting = "touched" | "due" | "about" | "sop";

  /** A checklist, as lists show it. */
  interface ListEntry {
    id: string;
    run: Run;
    progress: Progress;
    /** For whom it is, or that this is not said yet. */
    name: string;
    /** The SOP's title: as the handbook has it now, or else as the checklist kept it. */
    title: string;
    /** Where it is opened; null where the handbook has no such SOP any more. */
    href: string | null;
    place: Place;
    /** The first day something is due, or "". */
    due: string;
    /** Everything that is said of it, in small letters: what the filter looks through. */
    words: string;
  }

  /** Entries that cannot be read, by checklist. */
  interface Damage { run: string; name: string; damaged: any[]; events: Event[]; opens: boolean }

  /** A checklist on the page. */
  interface ListItem {
    readonly element: HTMLLIElement;
    entry: ListEntry;
    /** Bring what it says up to date; does nothing to what is being written in it. */
    update(entry: ListEntry): void;
    /** Say in place of its acts what was done, with a way back. */
    tell(words: string, back: () => void): void;
    /** Back to its acts, if something was told. */
    settle(): void;
    readonly told: boolean;
    /** Put the focus on one of its acts, or else on its name. */
    focus(act?: string): void;
  }

  /** What the person asks the list to show. */
  interface ListTools {
    readonly element: HTMLElement;
    readonly text: string;
    readonly place: Place;
    readonly sorting: Sorting;
    /** Choose what was chosen before, in this visit or the one before. */
    recall(): Promise<void>;
    /** Show all that is open. */
    open(): void;
    /** Say beside each place how many there are. */
    count(entries: ListEntry[]): void;
    focus(): void;
  }

  type Act = "rename" | "archive" | "unarchive" | "trash" | "restore" | "remove";

  interface Namespace {
    entries: {
      /** The SOP as the handbook has it now, also where its id has changed since. */
      sopOf(definition: { id: Id }, sops: Record<Id, KnownSop>): KnownSop | undefined;
      read(log: Event[], sops: Record<Id, KnownSop>): ListEntry | null;
      matches(entry: ListEntry, place: Place, text: string): boolean;
      order(entries: ListEntry[], by: Sorting): ListEntry[];
      damage(
        found: { logs: Record<string, Event[]>; corrupt: Record<string, any[]> },
        entries: Map<string, ListEntry>,
      ): Damage[];
    };
    words: {
      facts(entry: ListEntry, now: Date, told: boolean): string;
      next(entry: ListEntry): string;
      waiting(entry: ListEntry): string[];
      /** Waits that the SOP asks for and that are not over. */
      pauses(entry: ListEntry, now: Date): string[];
      due(entry: ListEntry, today: string): { words: string; late: boolean };
      line(entry: ListEntry, now: Date): string;
    };
    item: {
      make(entry: ListEntry, act: (act: Act, item: ListItem, value?: string) => void): ListItem;
      /** A button that says only what it does, and to who listens also to which checklist. */
      named(words: string, name: string, act: () => void): HTMLButtonElement;
      confirm(
        place: HTMLElement,
        asked: { question: string; yes: string; no: string; name: string },
        yes: () => void,
        done: () => void,
      ): void;
    };
    damaged: {
      section(remove: (damage: Damage) => void): {
        element: HTMLElement;
        show(damages: Damage[]): void;
      };
    };
    nothing: {
      /** What is said of a place that has nothing to show. */
      IN: Record<Place, string>;
      card(index: string | undefined, bring: () => void): HTMLElement;
    };
    tools: { draw(store: Store, changed: () => void): ListTools };
    list: { draw(root: HTMLElement, listing: Listing, store: Store): () => Promise<void> };
    glance: { draw(root: HTMLElement, listing: Listing, store: Store): () => Promise<void> };
  }
}
