/* The types of what only the storage of runs shares among its own files. */

declare namespace Handbook {
  /** An act that storage has not taken yet; `event` once it has its place in the log. */
  interface Waiting { act: Event; event: Event | null }

  interface Memory {
    waiting: Waiting[];
    settings: Map<string, string>;
    readonly unsaved: boolean;
    wait(act: Event): Waiting;
    bring(events: Event[]): Waiting[];
    place(entry: Waiting, stored: number): Event;
    took(entries: Waiting[]): void;
    learn(run: string, events: Event[], ids: Set<unknown>, removed: boolean): boolean;
    newest(run: string): number;
    newestKept(run: string): number;
    kept(): Iterable<[string, Iterable<Event>]>;
    log(run: string, stored?: Event[]): Event[];
    runs(): Set<string>;
    forget(run: string): void;
  }

  interface Written {
    /** Those of the batch that storage had already. */
    there: Waiting[];
    /** How many known events were missing and have been put back. */
    restored: number;
  }

  interface Database {
    connect(
      name: string,
      options: { readOnly: boolean; blocked: () => void; lost: (why: Lost) => void },
    ): Promise<IDBDatabase>;
    readAll(database: IDBDatabase): Promise<any[]>;
    readRun(database: IDBDatabase, run: string): Promise<{ records: any[]; removed: boolean }>;
    newestOf(database: IDBDatabase, run: string): Promise<number>;
    write(
      database: IDBDatabase,
      batch: Waiting[],
      settings: Map<string, string>,
      memory: Memory,
      check: boolean,
    ): Promise<Written>;
    remove(database: IDBDatabase, run: string): Promise<void>;
    setting(database: IDBDatabase, name: string): Promise<unknown>;
  }

  /** Why a connection ended without our doing. */
  type Lost = "closed" | "deleted" | "newer";

  interface Connection {
    /** A newer version of the handbook has the database: it is only read from here. */
    readonly newer: boolean;
    readonly isOpen: boolean;
    open(): Promise<IDBDatabase>;
    ask<T>(work: (database: IDBDatabase) => Promise<T>): Promise<T>;
    close(): void;
  }

  interface Namespace {
    records: {
      asked<T>(request: IDBRequest<T>): Promise<T>;
      newest(events: IDBObjectStore, run: string): Promise<number>;
      records(events: IDBObjectStore, run?: string): Promise<any[]>;
    };
    memory: {
      Memory: new () => Memory;
      runOf(record: unknown): string;
      sort(records: unknown[]): { logs: Record<string, Event[]>; corrupt: Record<string, any[]> };
    };
    database: Database;
    connection: {
      Connection: new (name: string, told: { lost(why: Lost): void; late(): void }) => Connection;
    };
    tabs: {
      follow(
        name: string,
        changed: (run: string | null) => void,
        back: () => void,
      ): { tell(run: string): void; close(): void };
    };
    sentences: {
      /** One sentence for each state of storage, "" where there is nothing to say. */
      storage: Record<StorageState, string>;
      /** What to say of a checklist with so many damaged entries. */
      corrupt(entries: number): string;
      stateOf(error: unknown): StorageState;
    };
  }
}
