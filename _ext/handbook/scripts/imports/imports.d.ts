/*
 * The types of what comes into the browser from outside: from a file, from pasted text, by a link.
 *
 * All of it is hostile until `read` or `readFile` gives it back as a record; nothing of a record
 * is kept before somebody has seen what it is and said yes.
 */

declare namespace Handbook {
  /** A checklist that came from outside: read, checked, plain data. Nothing of it is kept yet. */
  interface Imported {
    /** In order; each as `handbook.log.event` gives it, and so frozen. */
    events: Event[];
    /** What was left out of it on purpose: ids of fields, or "notes"; sorted. */
    leftOut: string[];
    /** The checklist it is of: ask the store for that one's events before planning. */
    run: string;
    /** The version it ends with, which is what it folds by; that of the page where it is a link. */
    definition: Definition;
    /** The SOP it is of. */
    sop: Id;
    /** The revision it was made with. A link carries no definition, so it may not be that of `events`. */
    revision: string;
    from: "file" | "text" | "link";
  }

  type Outcome = { ok: true; record: Imported } | { ok: false; sentence: string };

  /** How a record stands to the SOP as this handbook publishes it. */
  interface Match {
    /**
     * "same": made with the very words published; "other-version": of this SOP, in other words or
     * by other rules; "other-sop": of another SOP than the page's; "unknown": of none there is.
     */
    kind: "same" | "other-version" | "other-sop" | "unknown";
    sentence: string;
  }

  /** Something a checklist says, in words, on both sides. */
  interface Difference {
    /** Where it is about a step. Never a claim that the page has that step: look before use. */
    step: Id | null;
    /** Where it is about an answer. */
    field: Id | null;
    /** What it is about: "Step 2", "HubSpot Deal", "Whom it is for". Holds text from outside. */
    what: string;
    /** What it is here: "ticked on 20 November 2026, 14:05 by Ana". */
    mine: string;
    /** What it is in the record, in the same manner. */
    theirs: string;
  }

  /** Both sides acted, neither knowing of the other, and it came out differently. */
  interface Conflict extends Difference {
    /** Which of the two both together show; rarely neither, and then `shown` alone tells. */
    kept: "mine" | "theirs" | "neither";
    /** What both together show. */
    shown: string;
    /** All of it: "Step 2: ticked here on …; not ticked there. Together it is …" */
    sentence: string;
  }

  /** What adding a record to what this browser has would do. */
  interface Plan {
    /**
     * "new": no such checklist here; "same": all of it is here; "behind": and more; "ahead": it
     * goes on from mine; "both": both went on; "clash": the two cannot be one, only `asNew` may.
     */
    relation: "new" | "same" | "ahead" | "behind" | "both" | "clash";
    /** For the store: only events that are not there yet. None where the two clash. */
    adds: Event[];
    conflicts: Conflict[];
    /** What adding changes here, conflicts aside: `mine` is now, `theirs` is then. */
    changes: Difference[];
    /** The relation in a sentence. */
    sentence: string;
  }

  /** What two sides come to, by what may differ. */
  interface Sides {
    conflicts: Conflict[];
    changes: Difference[];
    /** Whether I have done something that the other side has not seen. */
    mineWentOn: boolean;
  }

  interface Namespace {
    /** What no record may exceed, and whether one is sound. */
    incoming: {
      /** Longest text of a record, in bytes of a file or characters of a text. */
      LARGEST: number;
      MOST_EVENTS: number;
      /** The events of one sound checklist, or what is wrong with them. */
      check(raw: unknown): { events: Event[] } | { sentence: string };
      /** What was left out, in order; null where that cannot be told. */
      leftOut(raw: unknown): string[] | null;
      /** Whether such a log can be saved and opened again, and folded in no time. */
      fits(events: Event[]): boolean;
    };
    /** Whether a text is built as a copy may be, before it is parsed. */
    shape: { fits(text: string): boolean };
    /** What two logs of one checklist come to, step by step. */
    sides: { compare(own: Event[], theirs: Event[]): Sides };
    imports: {
      /**
       * Read pasted text: that of a file, a link, its fragment, or a message that holds a link.
       * Links need `handbook.link`, and the definition that the page shows. Never rejects.
       */
      read(text: string, definition?: Definition | null): Promise<Outcome>;
      /** Read a file. Never rejects. */
      readFile(bytes: ArrayBuffer): Promise<Outcome>;
      /**
       * Which SOP the one link in a text is for, by what it carries, and its fragment without the
       * "#"; null where there is no link, or more than one. Needs `handbook.link`. Never rejects.
       */
      linked(text: string): Promise<{ sop: Id; fragment: string } | null>;
      /**
       * @param published the SOP of that id as this handbook has it, or null; where only its
       *   revision is known, without steps, that alone is compared
       */
      match(record: Imported, published: Definition | null): Match;
      /**
       * @param own what this browser has: at least the run's events; better all, so that an id
       *   taken by another checklist is seen
       */
      plan(record: Imported, own: Event[]): Plan;
      /** The record as a checklist of its own: every id anew, so that it meets nothing there is. */
      asNew(record: Imported, newId: () => string): Event[];
    };
  }
}
