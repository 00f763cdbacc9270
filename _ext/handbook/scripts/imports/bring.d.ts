/* The types of the dialogs that bring a checklist in. */

declare namespace Handbook {
  /** Where a checklist is brought to: an SOP's page, or My checklists. */
  interface Bringing {
    store: Store;
    /** Keep the person's name, now that it is known. */
    named(name: string): Promise<void>;
    /** The SOP that the page shows; null on My checklists. */
    definition: Definition | null;
    /** What is known here of an SOP as it is published. */
    published(sop: Id): Definition | null;
    /** The address where a pasted link is opened, if that is another page; else "". */
    elsewhere(pasted: string): Promise<string>;
    /** Called with what was kept, once all was looked at. */
    done(kept: Kept[]): void;
  }

  interface Kept { run: string; sop: Id; about: string }

  interface Looked {
    kept: Kept | null;
    /** What comes after it is not wanted either. */
    stopped: boolean;
  }

  /** A record, and how it stands to what is here. */
  interface Brought {
    record: Imported;
    run: Run;
    progress: Progress;
    match: Match;
    plan: Plan;
    /** What this browser has of the same checklist. */
    own: Event[] | null;
  }

  interface Namespace {
    glimpse: {
      show(brought: Brought): [HTMLElement[], HTMLElement[]];
      theirs(words: string): HTMLElement;
    };
    look: { look(bringing: Bringing, record: Imported, count: string): Promise<Looked> };
    arrive: {
      choose(page: Page): Promise<void>;
      /** Take what the address carries out of it; "" where it carries nothing. */
      taken(): string;
      /** Show it; whether it was kept. */
      look(page: Page, fragment: string, show: (run: string) => void): Promise<boolean>;
    };
    copies: {
      open(listing: Listing, store: Store, stay: (kept: Kept[]) => void): Promise<void>;
      button(bring: () => void): HTMLButtonElement;
    };
    bring: {
      open(bringing: Bringing): void;
      link(bringing: Bringing, fragment: string): Promise<boolean>;
    };
  }
}
