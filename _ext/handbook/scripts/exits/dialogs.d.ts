/* The types of the dialogs about what leaves the browser and what comes in. */

declare namespace Handbook {
  interface DialogContent {
    title: string;
    content: Node[];
    /** Buttons and links at the foot; one that closes the dialog follows them. */
    acts: Node[];
    /** What the button says that closes it: "Cancel" unless told otherwise. */
    cancel?: string;
    /** It is there to be read first, even where it asks something. */
    reading?: boolean;
    closed?: () => void;
  }

  interface Dialog {
    readonly element: HTMLDialogElement;
    close(): void;
    /** Say, at the foot, what was done. */
    say(words: string): void;
    /** Say what is wrong. */
    warn(words: string): void;
    /** Call the button that closes it otherwise: "Done". */
    name(words: string): void;
  }

  interface Part { name: string; text: string }

  /** What is about to go. */
  interface Going {
    text: string;
    /** Where it goes in several parts: these are shown instead of the text. */
    parts?: Part[];
    /** Ids of fields, or "notes". */
    leftOut: string[];
    /** The name of the file, where it is one. */
    name?: string;
    /** What else is to be said of it. */
    note?: string;
    /** Called once it is shown. */
    shown?: () => void;
  }

  interface Handing extends Going { file: string; fileName: string }

  interface IssueGoing extends Going { full: string }

  interface GoesAsked {
    /** What there is to leave out; the checklist's own, unless told otherwise. */
    held?: { private: { label: string }[]; notes: number };
    /** Whether notes go along unless unticked. */
    notes: boolean;
    make(redaction: Redaction): Promise<Going>;
  }

  interface Goes {
    readonly element: HTMLElement;
    /** The text on the page; the first, where there are several. */
    text(): HTMLElement;
    /** Make the text anew: at once, or a moment after the last letter. */
    refresh(): void;
    soon(): void;
    /** What is shown, once it shows what holds now. */
    ready(): Promise<Going>;
  }

  interface Namespace {
    dialog: {
      open(content: DialogContent): Dialog;
      line(words: string, value: string): {
        element: HTMLElement;
        input: HTMLInputElement;
        value(): string;
        /** Say that it is needed, and bring the focus there. */
        missing(told: string): void;
      };
      option(
        words: string,
        checked: boolean,
        changed: () => void,
        name?: string,
      ): { element: HTMLLabelElement; input: HTMLInputElement };
      copy(text: string, shown: HTMLElement): Promise<string>;
    };
    goes: {
      show(session: Session, asked: GoesAsked): Goes;
      size(text: string): string;
      without(leftOut: string[], definition: Definition): string;
      listed(words: string[]): string;
      /** Have all at hand that the texts are made of; the open checklist, once it is settled. */
      gather(session: Session): Promise<Run | null>;
      /** Where the page is published, "" where it is not, or is read from the disk. */
      address(): string;
      told(redaction: Redaction): Told;
    };
    save: { open(page: Page): Promise<void> };
    hand: { open(page: Page): Promise<void> };
    dates: { open(page: Page): Promise<void> };
    github: { open(page: Page): Promise<void>; form(page: Page, form: HTMLElement): Promise<void> };
    leave: {
      save(page: Page): void;
      hand(page: Page): void;
      canHand(session: Session): boolean;
      refuse(page: Page, view: View, words: string): void;
      render(page: Page): void;
      wire(page: Page): void;
    };
    leaving: { entries(page: Page): [string, () => void][] };
  }
}
