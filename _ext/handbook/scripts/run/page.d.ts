/* The types that the scripts of a checklist's page share among themselves. */

declare namespace Handbook {
  /** What is fetched when it is first asked for. */
  type Late = "acts" | "versions" | "configurator" | "exits" | "imports";

  /** A checklist of this SOP, as lists show it. */
  interface Known { run: Run; progress: Progress }

  /** The checklist that is open on the page; every act on it goes through here, in order. */
  interface Session {
    /** The SOP as the page shows it; `run.definition` may be older. */
    readonly definition: Definition;
    readonly run: Run | null;
    readonly progress: Progress | null;
    /** Every answer, that of the subject too. */
    readonly answers: Record<Id, Value>;
    readonly practice: boolean;
    readonly name: string;
    readonly store: Store | null;
    readonly persisted: boolean | null | undefined;
    /** When the last copy was saved, or "". */
    readonly copied: Moment;
    /** Every event of the open checklist. */
    log(): Event[];
    setCopied(at: Moment): Promise<void>;
    /** Checklists of this SOP in this browser, the one touched last first. */
    readonly known: Known[];
    /** What `begin` starts with: set by the start box and by links that carry answers. */
    wanted: { about: string; answers: Record<Id, string> };
    ready(): Promise<void>;
    load(run: string): Promise<boolean>;
    /**
     * Open the checklist that the page is opened with: `choose` gives its id once it is known which
     * there are, or "" for none. Acts made meanwhile wait for it. False where none was opened.
     */
    arrive(choose: () => string): Promise<boolean>;
    begin(options: { practice: boolean }): Promise<void>;
    /** Write an act; starts a checklist where there is none. False where it was refused. */
    act(step: Id | null, kind: Kind, value: any): Promise<boolean>;
    /** Undo the last act, or redo it. False where there is nothing to turn. */
    turn(back: boolean): Promise<boolean>;
    /** Why nothing can be written now, or "". */
    refusal(kind: Kind): string;
    /** A checklist is being started, or was. */
    readonly starting: boolean;
    /**
     * Go once through what the first act needs, and keep nothing of it: of two thousand steps a
     * browser that has never done it takes longer to find out how than to do it.
     */
    rehearse(): void;
    /** Every act so far is written. */
    settled(): Promise<void>;
    setName(name: string): Promise<void>;
    changed(listener: () => void): void;
    close(): void;
  }

  /** A step on the page, and where the checklist keeps what is said of it. */
  interface View {
    step: Step;
    /** Its id in the checklist's own version; null where that version has no such step. */
    key: Id | null;
    item: HTMLElement;
    box: HTMLInputElement;
    body: HTMLElement | null;
    parent: View | null;
    children: View[];
    /** What is said about the step, below its words; made when there is something to say. */
    said: HTMLElement | null;
    /** Unfolded by hand, or touched in this visit: stays as it is. */
    open: boolean;
    told: string;
  }

  /** Where an answer is written: the subject has no field; `item` is the choice that it is read from. */
  interface Source {
    id: Id;
    label: string;
    field: Field | null;
    item: { id: string; label: string; options?: Record<string, string> } | null;
  }

  interface Page {
    root: HTMLElement;
    session: Session;
    views: Map<Id, View>;
    /** What stays: hidden until a checklist is under way. */
    bar: HTMLElement;
    /** Where cards stand: below the bar, above the steps. */
    cards: HTMLElement;
    /** Below the steps: hidden until a checklist is under way. */
    end: HTMLElement;
    view(element: Element | null): View | null;
    /** How a step is called: "step 2", or its words. */
    called(step: Step): string;
    go(view: View): void;
    tick(view: View, wanted: boolean): Promise<void>;
    say(words: string): void;
    whenStill(change: () => void): void;
    /** Whether a late part is here; if not, it is fetched, and the page shown anew when it has come. */
    has(name: Late): boolean;
    /** Do a late part's act: at once, or when it has come, moving nothing that is in use. */
    late(name: Late, act: () => void): Promise<void>;
    /** Show what changed, soon; resolves once it is shown. */
    render(): Promise<void>;
    /** Close the open checklist and offer to start another. */
    leave(): void;
    /** Show another checklist of this SOP in place of what is shown. */
    open(run: string): void;
  }

  interface Question {
    question: string;
    /** Ids are made from it; one question with a key is open at a time in a place. */
    key: string;
    save: string;
    value?: string;
    note?: string;
    optional?: boolean;
    cancel?: string;
    more?: { label: string; type: "text" | "date"; value: string };
    solid?: boolean;
  }
}

declare namespace Handbook {
  interface Namespace {
    dom: {
      make<T extends keyof HTMLElementTagNameMap>(
        tag: T,
        name: string,
        ...content: (Node | string | null)[]
      ): HTMLElementTagNameMap[T];
      button(words: string, act: () => void, name?: string): HTMLButtonElement;
      link(words: string, href: string): HTMLAnchorElement;
      setText(element: Element, words: string): void;
      still(anchor: Element | null, spare: HTMLElement, change: () => void): void;
      whenStill(change: () => void): void;
      held(): Element | null;
      far(progress: Progress): string;
      /** Save text as a file of that name. */
      download(text: string, name: string, type?: string): void;
    };
    later: {
      /** Have a part at hand; false, and told, where it cannot be loaded. */
      need(name: Late): Promise<boolean>;
      /** Fetch it before it is needed; a failure is not told. */
      ahead(name: Late): Promise<boolean>;
      has(name: Late, then: () => void): boolean;
      use(name: Late, act: () => void, still: (act: () => void) => void): Promise<void>;
    };
    announce: { say(words: string): void; listen(place: Element): void };
    ask: {
      ask(
        place: HTMLElement,
        asked: Question,
        save: (answer: string, more: string) => void,
        done?: () => void,
        focus?: boolean,
      ): HTMLFormElement | null;
    };
    menu: {
      toggle(opener: HTMLButtonElement, entries: [string, (() => void) | string][], label: string): void;
    };
    cards: {
      put(place: HTMLElement, kind: string, content: (Node | string)[], acts: Node[]): HTMLElement;
      find(place: HTMLElement, kind: string): HTMLElement | null;
      drop(place: HTMLElement, kind: string): void;
      told(bold: string, ...rest: (Node | string)[]): HTMLElement;
      list(name: string, entries: (Node | string)[][]): HTMLElement;
    };
    session: { open(definition: Definition, opening: Promise<Store>): Session };
    resume: {
      wait(waiting: { on: string; until: string | null }): string;
      greet(page: Page, asked: boolean): void;
      choose(page: Page): void;
      far(known: Known): string;
      others(session: Session): (HTMLAnchorElement | string)[][];
      named(run: Run): string;
    };
  }
}
