/* What the scripts of the search page share. */

declare namespace Handbook {
  /** A place that search leads to, as `searching.py` writes it. */
  type WrittenFindable = [
    page: number, anchor: string, kind: string, title: string, short: string, within: string[],
    text: string, related: string,
  ]; // prettier-ignore

  interface Findable {
    /** The page's name: "sales-operations/index". */
    page: string;
    /** Its id on the page; empty for the page itself. */
    anchor: string;
    /** A kind of thing ("step"), or "page", or "section". */
    kind: string;
    title: string;
    /** Its abbreviation, or "". */
    short: string;
    /** The titles of what it stands in, the page's first; none for a page. */
    where: string[];
    text: string;
    /** The things that it has to do with. */
    related: string;
  }

  interface Found {
    place: Findable;
    /** Terms of the index that it was found by. */
    terms: Set<string>;
  }

  interface Findings {
    /** Best first. */
    found: Found[];
    /** Words of the query that nothing says, for which others were taken that look like them. */
    unknown: string[];
  }

  interface Namespace {
    /** All there is to find: pages with their titles, and what stands on them. */
    findable?: { pages: [name: string, title: string][]; places: WrittenFindable[] };
    terms: {
      words(text: string): string[];
      tokens(text: string): string[];
      name(text: string): string;
      isStop(word: string): boolean;
    };
    finder: {
      read(written: NonNullable<Namespace["findable"]>): Findable[];
      finder(places: Findable[]): (query: string) => Findings;
      /** Whether a word of a text is, once stemmed, among the terms that were found. */
      isFound(word: string, terms: Set<string>): boolean;
    };
    excerpts: {
      parts(text: string, isFound: (word: string) => boolean): { text: string; found: boolean }[];
      excerpt(text: string, isFound: (word: string) => boolean): string;
    };
  }
}

/** The search engine, lunr.js 2.3: what is used of it. */
declare namespace lunr {
  class Token {
    constructor(text: string, metadata: { fields?: string[] });
    str: string;
    metadata: { fields?: string[] };
  }
  class TokenSet {
    static fromString(text: string): TokenSet;
    static fromFuzzyString(text: string, distance: number): TokenSet;
    intersect(other: TokenSet): TokenSet;
    toArray(): string[];
  }
  interface Clause {
    boost?: number;
    fields?: string[];
    usePipeline?: boolean;
    wildcard?: number;
    editDistance?: number;
  }
  class Query {
    static wildcard: { TRAILING: number };
    term(term: string, clause: Clause): this;
  }
  interface Result {
    ref: string;
    score: number;
    /** Term -> field -> nothing that we ask for. */
    matchData: { metadata: Record<string, Record<string, unknown>> };
  }
  interface Index {
    tokenSet: TokenSet;
    query(build: (query: Query) => void): Result[];
  }
  interface Builder {
    pipeline: { reset(): void; add(step: Step): void };
    field(name: string, options?: { boost: number }): void;
    add(document: Record<string, unknown>, options?: { boost: number }): void;
  }
  type Step = (token: Token) => Token | undefined;
  const Pipeline: { registerFunction(step: Step, label: string): void };
  function stemmer(token: Token): Token;
  function stopWordFilter(token: Token): Token | undefined;
}
declare function lunr(build: (this: lunr.Builder) => void): lunr.Index;
