/*
 * The types of everything that the handbook's scripts share.
 *
 * Scripts are classic, one job a file, joined by the build. Each hangs its functions on the one
 * namespace object, `globalThis.handbook`, under its own name:
 *
 *     ((handbook) => {
 *       handbook.fold = { fold };
 *     })((globalThis.handbook ??= /** @type {Handbook.Namespace} *\/ ({})));
 *
 * A pure script touches no DOM and no storage, so that Node can load it and test it.
 */

declare var handbook: Handbook.Namespace;

declare namespace Handbook {
  /** An id written in YAML: small letters, digits, single hyphens. */
  type Id = string;
  /** A moment, as UTC with the person's offset: "2026-11-20T14:05:00.000+01:00". For display only. */
  type Moment = string;
  type Value = string | string[] | number | boolean | null;

  // ---------------------------------------------------------------- the SOP, as a page embeds it

  interface Option { id: Id; label: string; was?: Id[] }

  interface Field {
    id: Id;
    label: string;
    type: "text" | "long-text" | "url" | "email" | "number" | "date" | "choice" | "choices" | "list" | "person" | "check";
    options?: Option[];
    starts_with?: string;
    path_has?: string;
    strip_query?: boolean;
    /** Field id -> "last number", "tier" or a choice: an answer that is read out of this one. */
    take?: Record<Id, string>;
    /** The decoder that reads it: "hub-configurator". */
    decode?: Id;
    private?: boolean;
    /** Asked before the steps, beside whom the checklist is for. */
    asked?: "start";
    was?: Id[];
  }

  type Condition =
    | { all: Condition[] }
    | { any: Condition[] }
    | { field: Id; is?: Value; in?: Value[]; not?: Value; has?: Value; filled?: boolean };

  interface Step {
    id: Id;
    /** 12 hex digits: the step's written keys. */
    hash: string;
    /** What to do, as plain words; placeholders stay as {{field}}, and a literal {{ is \{{. */
    text: string;
    parent?: Id;
    section?: Id;
    /** The number people say aloud; nested steps have none. */
    number?: number;
    was?: Id[];
    must_do?: boolean;
    optional?: boolean;
    when?: Condition;
    /** `when` in words, to go after "only if". */
    when_words?: string;
    gate?: string;
    fields?: Field[];
    sign_off?: string;
    due?: { days: number; before?: Id; after?: Id };
    wait?: string;
    sop?: Id;
    who?: string;
    to?: string;
  }

  /** One SOP; `start` and `adopt` carry it whole. */
  interface Definition {
    v: 1;
    id: Id;
    was?: Id[];
    title: string;
    revision: string;
    /** Day of the last change of meaning, newest first, and why; may be empty. */
    changes: { date: string; why: string }[];
    kind: "read-do" | "do-confirm";
    /** The field for whom or what a checklist is: "Community". */
    about: { id: Id; label: string };
    then?: { id: Id; title: string };
    sections: { id: Id; title: string; was?: Id[] }[];
    /** Every step in reading order, parents before their children. */
    steps: Step[];
  }

  // ---------------------------------------------------------------- the log

  type Kind =
    | "start" | "adopt" | "tick" | "untick" | "value" | "skip" | "note" | "sign" | "wait"
    | "override" | "undo" | "hand" | "take" | "finish" | "abandon" | "reopen" | "rename"
    | "archive" | "trash" | "restore";

  /** One act. Order is (n, id); `at` is for display. */
  interface Event {
    v: 1;
    id: string;
    run: string;
    n: number;
    at: Moment;
    by: string;
    step: Id | null;
    kind: Kind;
    value: any;
  }

  /*
   * What `value` is, by kind:
   *   start     {definition, about: string, practice: boolean}
   *   adopt     {definition}
   *   tick      null                         untick    null
   *   value     {field, value: Value}        (step: the field's step, or null for the subject)
   *   skip      {how: "skipped" | "not-applicable", reason: string}   (untick takes it back)
   *   note      {text}                       sign      {name}
   *   wait      {on: string, until: string | null} or null: no longer waiting
   *   override  {reason}                     going on past the gate of `step`
   *   undo      {event: id}                  redo is the undo of an undo
   *   hand      {to: string}                 take      null
   *   finish    {open: Id[], skipped: Id[], late: Id[]}   as listed when it was finished
   *   abandon   {reason}                     reopen    null
   *   rename    {about: string}
   *   archive   boolean                      trash     null      restore   null
   */

  interface Entry { at: Moment; by: string; event: string }

  interface StepState {
    ticked: Entry | null;
    skipped: (Entry & { how: "skipped" | "not-applicable"; reason: string }) | null;
    note: (Entry & { text: string }) | null;
    signed: (Entry & { name: string }) | null;
    waiting: (Entry & { on: string; until: string | null }) | null;
    overridden: (Entry & { reason: string }) | null;
    /** Reworded after it was ticked, by an adopted version: to be looked at again. */
    lookAgain: boolean;
  }

  interface Answer extends Entry { value: Value }

  /** What a log comes to. */
  interface Run {
    id: string;
    /** The version it folds by: that of `start`, or of the newest `adopt`. */
    definition: Definition;
    about: string;
    practice: boolean;
    started: Entry;
    touched: Entry;
    status: "open" | "finished" | "abandoned";
    finished: (Entry & { open: Id[]; skipped: Id[]; late: Id[] }) | null;
    abandoned: (Entry & { reason: string }) | null;
    handed: (Entry & { to: string }) | null;
    archived: boolean;
    trashed: Entry | null;
    /** By step id; a step nothing was said about has no entry. */
    steps: Record<Id, StepState>;
    /** By field id; `take`n answers and the subject included, and those to fields that are gone. */
    answers: Record<Id, Answer>;
    /** State of steps that the definition no longer has; kept, never dropped. */
    orphans: Record<Id, StepState>;
    /** Acts that count, oldest first: what undo steps back through. */
    history: Event[];
    /** What undo and redo would act on next: an event id, or null. */
    undoable: string | null;
    redoable: string | null;
  }

  type Status = "todo" | "done" | "skipped" | "not-applicable" | "off";

  interface Progress {
    /** Steps that apply: what "2 of 4" counts are top-level steps, as numbered. */
    done: number;
    total: number;
    /** The first step to do next, or null. */
    next: Id | null;
    /** By step id; "off" is a step whose condition does not hold. */
    status: Record<Id, Status>;
    open: Id[];
    skipped: Id[];
    /** Must-do steps that are open. */
    mustDo: Id[];
    /** Steps ticked although a gate before them was open and not overridden. */
    late: Id[];
    /** Fields without an answer that fits, of steps that apply; optional ones only once done. */
    unanswered: Id[];
    /** Step -> the step whose gate stands open before it. */
    gated: Record<Id, Id>;
    waiting: { step: Id; on: string; until: string | null }[];
    /** Done steps after which the SOP asks to wait, and until when: past or not. */
    pauses: { step: Id; until: Moment }[];
    due: { step: Id; date: string }[];
  }

  interface Changes {
    added: Step[];
    removed: Step[];
    reworded: { was: Step; now: Step }[];
    moved: { was: Step; now: Step }[];
    /** Same words, but fields, gates or rules differ; it may have moved as well. */
    altered: { was: Step; now: Step }[];
    why: { date: string; why: string }[];
  }

  // ---------------------------------------------------------------- the Hub Configurator

  interface Decoder {
    starts_with: string;
    groups: { title: string; items: { id: string; label: string; options?: Record<string, string> }[] }[];
    /** Tier -> item id -> its default. */
    defaults: Record<string, Record<string, string | boolean | null>>;
  }

  /** What a link carries: the tier, and the values of its choices by item. */
  interface Choices { tier: string; values: Map<string, string | boolean | null>; catalog: string | null }

  interface Choice { id: string; group: string; label: string; value: string; known: boolean; isDefault: boolean }

  type Decoded =
    | { ok: true; tier: string; catalog: string | null; choices: Choice[]; differs: Choice[] }
    | { ok: false; sentence: string };

  // ---------------------------------------------------------------- storage

  type StorageState =
    | "opening" | "saving" | "saved" | "memory" | "full" | "refused" | "blocked" | "cleared" | "newer" | "failed";

  /** The person's name, what My checklists shows, and by checklist when its last copy was saved. */
  type Setting = "name" | "shown" | `copied:${string}`;

  /**
   * What storage tells: which run was written, null where that is not known; and whether that was
   * done from this page, from elsewhere, or whether only the state of storage is another.
   */
  type StoreListener = (run: string | null, why: "written" | "elsewhere" | "state") => void;

  interface Store {
    /** What the page is to say about storage; `watch` is told when it changes. */
    state: StorageState;
    /** One sentence for the person, "" where there is nothing to say. */
    sentence: string;
    /** Write an act; resolves once it is kept for good (or in memory, where state says so). */
    append(act: { run: string; step: Id | null; kind: Kind; value: any; by: string }): Promise<Event>;
    /** Add whole events, as an import does; those already there are left alone. */
    add(events: Event[]): Promise<number>;
    events(run: string): Promise<Event[]>;
    /** Every run's log at once, for My checklists; corrupt ones come apart. */
    all(): Promise<{ logs: Record<string, Event[]>; corrupt: Record<string, any[]> }>;
    /** Delete for good. */
    remove(run: string): Promise<void>;
    /** What a person's name is, if it was given; kept beside the runs. */
    setting(name: Setting): Promise<string>;
    set(name: Setting, value: string): Promise<void>;
    /** Called after any tab has written, and when `state` has turned. Returns how to stop. */
    watch(listener: StoreListener): () => void;
    /** Ask the browser to keep the data; true, false, or null where it cannot be asked. */
    persist(): Promise<boolean | null>;
    /** Whether it has agreed already; asks nothing. */
    kept(): Promise<boolean>;
    close(): void;
  }

  interface Namespace {
    ids: {
      newId(): string;
      now(date?: Date): Moment;
      /** A moment as a clock shows it that is so many minutes ahead of UTC. */
      at(time: number, ahead: number): Moment;
    };
    log: {
      order(events: Event[]): Event[];
      merge(a: Event[], b: Event[]): Event[];
      /** The event, cleaned, or null: hostile input is refused whole. */
      event(raw: unknown): Event | null;
      definition(raw: unknown): Definition | null;
      /** Who did an act, and when. */
      entry(act: Event): Entry;
    };
    foldAnswers: {
      answers(acts: Event[], versions: { definition: Definition }[]): Record<Id, Answer>;
      asRename(act: Event, subjects: Set<string>): Event;
    };
    fold: { fold(events: Event[]): Run | null };
    conditions: {
      holds(condition: Condition, answers: Record<Id, Value>): boolean;
      /** Whether this answers anything: "", [], null and an unticked box do not. */
      filled(value: Value | undefined): boolean;
    };
    progress: { progress(run: Run): Progress };
    changes: {
      compare(was: Definition, now: Definition): Changes;
      same(changes: Changes): boolean;
    };
    fields: {
      /** The answer as it is kept, or a sentence that says what to mend. */
      read(field: Field, written: string | string[] | boolean): { value: Value; taken: Record<Id, Value>; told: string } | { sentence: string };
      /** What `take` reads out of an answer; fold puts it among the answers. */
      taken(field: Field, value: Value): Record<Id, Value>;
      /** Whether a kept answer answers the field as it is now. */
      answered(field: Field, value: Value | undefined): boolean;
      /** Whether a text is a day of the calendar: "2026-11-20". */
      isDay(text: unknown): text is string;
    };
    text: {
      said(value: Value, field?: Field): string;
      whole(text: string): string;
      fill(text: string, answers: Record<Id, Value>, asked: Record<Id, string | Field>): string;
      /** A text of an SOP in words: filled with a checklist's answers, where there are any. */
      words(text: string, definition: Definition, answers?: Record<Id, Value>): string;
      moment(at: Moment): string;
      /** A moment as short as it is clear: the time alone where it is today. */
      clock(at: Moment, now: Date): string;
      day(date: string): string;
      ago(at: Moment, now: Date): string;
      count(number: number, word: string, several?: string): string;
      ended(sentence: string): string;
      titled(label: string, answer: string): string;
    };
    choices: {
      read(url: string, start: string, tiers?: string[] | null): Choices | { sentence: string };
      /** One choice as an answer; "tier" names the tier. */
      answer(of: Choices, item: string): string | undefined;
      own(things: any, name: string): any;
    };
    configurator: {
      decode(url: string, decoder: Decoder): Decoded;
      compare(a: Decoded, b: Decoded): { id: string; label: string; was: string; now: string }[];
    };
    store: { open(site: string): Promise<Store> };
    [feature: string]: any;
  }
}
