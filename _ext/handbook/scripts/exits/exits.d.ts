/*
 * The types of what leaves the browser as text: a copy, a text to read, a link, a calendar file,
 * an issue. All of it is pure; dialogs show what is made here before anything goes.
 */

declare namespace Handbook {
  /** What goes along. */
  interface Redaction {
    /** Answers that the SOP marks as private, and what is read out of them. */
    private: boolean;
    notes: boolean;
  }

  interface Told {
    redaction: Redaction;
    /** Where the SOP's page is published, or "". */
    address: string;
    /** The person's own zone: "Europe/Berlin". An unknown one is told as UTC. */
    zone: string;
    now: Date;
    /** Labels for the choices that a Configurator URL carries; without them its tier is told. */
    decoder?: Decoder | null;
  }

  interface HandoverTold extends Told {
    to: string;
    by: string;
    /** As `link.make` made it, or "". */
    link: string;
  }

  /** What a link that was read holds; every event as `log.event` gives it. */
  interface Linked { events: Event[]; leftOut: string[]; sop: Id; revision: string }

  interface Issue {
    /** "owner/name" */
    repository: string;
    /** The file name of an issue form: then its `fields` are filled in, else `body` is. */
    template?: string;
    title: string;
    body?: string;
    /** By the form's own ids. One called "status" is never sent: GitHub breaks over it. */
    fields?: Record<string, string>;
  }

  interface BuiltIssue {
    url: string;
    bytes: number;
    /** What did not fit into the address and was cut: "title", "body" or ids of fields. */
    cut: string[];
    /** Everything, uncut, to copy. */
    full: string;
  }

  /** One thing that is said of a step, as plain text; whoever writes it out makes it inert. */
  interface Fact {
    words: string;
    /** Lines that belong together: a note, a long answer. */
    lines?: string[];
    /** Things of a list. */
    items?: string[];
  }

  /** A step as it is told. */
  interface ToldStep {
    step: Step;
    status: Status;
    /** 0 for a step of its own, 1 for one below it, … */
    depth: number;
    text: string;
    /** What to know about it: "must do", who does it. */
    tags: string[];
  }

  /** Tells days and moments as a clock of the person's zone shows them. */
  interface Times {
    /** The zone's name, as it is told. */
    zone: string;
    /** "20 November 2026, 14:05"; "" for no moment at all. */
    moment(at: Moment): string;
    day(date: string): string;
    /** "20 November 2026, 14:05, by Ana" */
    when(entry: Entry): string;
    /** "CS&S until 24 November 2026" */
    wait(waiting: { on: string; until: string | null }): string;
    /** Which day it is there: "2026-11-20". */
    dayOf(time: number): string;
  }

  /** Tells one checklist in words, private ones left out. */
  interface Teller extends Times {
    title: string;
    /** What was left out, as people call it: labels of fields, "notes". */
    leftOut: string[];
    /** A text of the SOP with its placeholders filled. */
    fill(text: string): string;
    /** "step 2", or its words. */
    called(step: Step): string;
    steps(): ToldStep[];
    /** Days that steps are due, but those counted from an answer that stays behind. */
    due: { step: Id; date: string }[];
    /** The answer to a field; null where there is none. */
    answer(field: Field, entry: (answer: Entry) => string): Fact | null;
    /** All that is said of a step. */
    facts(told: ToldStep): Fact[];
    /** What is kept of steps and questions that the SOP no longer has. */
    gone(): Fact[];
  }

  interface Namespace {
    /** The whole log as a file: canonical, so that equal logs make equal files. */
    record: {
      text(events: Event[], leftOut?: string[]): string;
      fileName(run: Run, ending: "json" | "md" | "ics" | "txt"): string;
      /** Every key in order, all the way down. */
      sorted(value: any): any;
    };
    redact: {
      /** The log that goes, and what was left out of it: ids of fields, or "notes"; sorted. */
      events(events: Event[], run: Run, redaction: Redaction): { events: Event[]; leftOut: string[] };
      /** What there is to leave out. */
      held(run: Run): { private: Field[]; notes: number };
      /** Ids of the answers that stay behind. */
      hidden(run: Run, redaction: Redaction): Set<Id>;
    };
    inert: {
      /** Text as Markdown that shows it and does nothing else, line by line. */
      lines(text: string): string[];
      /** The same as one line. */
      line(text: string): string;
      /** Plain text without what cannot be seen: its lines. */
      seen(text: string): string[];
      /** Plain text on one line. */
      plain(text: string): string;
      /** For the title of an issue, which is no Markdown: calls nobody, names no issue. */
      title(text: string): string;
    };
    zoned: { of(zone: string): Times };
    telling: {
      of(run: Run, progress: Progress, told: Told, brief?: boolean): Teller;
    };
    markdown: {
      of(run: Run, progress: Progress, told: Told): string;
      /** Without the heading, and links that carry choices told in words. */
      body(run: Run, progress: Progress, told: Told): string;
    };
    handover: { text(run: Run, progress: Progress, told: HandoverTold): string };
    /** The events that the state needs, of those that count. */
    needed: { of(run: Run): Event[] };
    /** Events as a link writes them, and back. */
    pack: {
      pack(events: Event[], run: Run): any;
      /** Throws where it is no such thing. */
      unpack(raw: any, definition: Definition): Event[];
      /** Bytes as base64url, and back; throws where it is none. */
      toText(bytes: Uint8Array): string;
      toBytes(text: string): Uint8Array;
    };
    link: {
      make(events: Event[], run: Run, base: string, redaction: Redaction): Promise<{ url: string } | { sentence: string }>;
      /** @param fragment "#import=v1.…", with or without what stands before the "v1." */
      read(fragment: string, definition: Definition): Promise<Linked | { sentence: string }>;
      /** The SOP that a link says it is of; null where it cannot be read. */
      sop(fragment: string): Promise<Id | null>;
    };
    calendar: {
      /** RFC 5545: what is due, and what is waited for until a day. "" where there is nothing. */
      file(run: Run, progress: Progress, told: Told): string;
    };
    issue: {
      /** Throws a TypeError where the repository is none. */
      build(issue: Issue): BuiltIssue;
      inert(text: string): string;
      ofRun(run: Run, progress: Progress, told: Told): { title: string; body: string };
    };
  }
}
