// @ts-check
"use strict";

/*
 * Finds places: gives the engine, lunr, what there is, and asks it.
 *
 * The engine was chosen by trial, with the questions of tests/questions.yaml: Sphinx's own knows
 * neither misspelt words nor the places on a page, pagefind cannot be opened from disk, and
 * MiniSearch and Fuse.js, about as good, come in no Python package. What the numbers below do is
 * measured by the same questions; almost any could be half or twice as much.
 */
((handbook) => {
  const { tokens, name, isStop } = handbook.terms;

  /** How much a word counts, by where it stands. A name counts whole, never by its words. */
  const FIELDS = { name: 10, title: 2, within: 1, text: 1, related: 0.5 };
  const BODY = ["title", "within", "text", "related"];
  /** What people mean by a name, before what merely says it. */
  const KINDS = new Map([
    ["stage", 1.5], ["sop", 1.5], ["team", 1.4], ["role", 1.4], ["system", 1.4], ["term", 1.4],
    ["agreement", 1.4], ["artefact", 1.3], ["step", 1.3], ["page", 1.3],
  ]); // prettier-ignore
  const WHOLE_NAME = 20;
  const NAME_BEGINS = 8;
  const NAME_IS_NEAR = 8;
  const WORD = 10;
  const WORD_BEGINS = 2;
  const WORD_IS_NEAR = 3;
  /** A word may be misspelt from this length on, and twice from that. */
  const [ONCE, TWICE] = [4, 8];
  /** A query of more words, or of longer ones, asks for no more; and guessing takes time. */
  const MOST = 16;
  const LONGEST = 32;

  /** @param {string} word what it and its other forms have in common */
  const stem = (word) => String(lunr.stemmer(new lunr.Token(word, {})));

  /**
   * A name as a term of the index, where it is as rare as it should be: apart from any word.
   *
   * @param {string} text
   */
  const named = (text) => `=${name(text)}`;

  /** @type {lunr.Step} */
  const prepare = (token) => {
    if (token.metadata.fields?.includes("name")) return token;
    return isStop(token.str) ? undefined : lunr.stemmer(token);
  };

  /** @type {Handbook.Namespace["finder"]["read"]} */
  const read = ({ pages, places }) =>
    places.map(([number, anchor, kind, title, short, within, text, related]) => {
      const [page, of] = pages[number] ?? ["", ""];
      const where = anchor ? [of, ...within] : [];
      return { page, anchor, kind, title, short, where, text, related };
    });

  /** @param {Handbook.Findable} place its words, by field */
  const fields = ({ kind, title, short, where, text, related }) => ({
    name: [title, ...(short ? [short] : [])].map(named),
    title: tokens(`${title} ${short}`),
    within: tokens(where.join(" ")),
    text: tokens(text),
    related: tokens(kind === "team" || kind === "role" ? `${related} who` : related),
  });

  /** @param {Handbook.Findable[]} places */
  const indexOf = (places) => {
    lunr.Pipeline.registerFunction(prepare, "prepare");
    return lunr(function () {
      this.pipeline.reset();
      this.pipeline.add(prepare);
      for (const [field, boost] of Object.entries(FIELDS)) this.field(field, { boost });
      places.forEach((place, id) => {
        this.add({ id, ...fields(place) }, { boost: KINDS.get(place.kind) ?? 1 });
      });
    });
  };

  /**
   * What each word of a query may stand for in the index: itself, what it begins, and if there is
   * nothing of that, what looks like it.
   *
   * @param {lunr.Index} index
   * @param {string} query
   */
  const meant = (index, query) => {
    const { fromString, fromFuzzyString } = lunr.TokenSet;
    /** @param {lunr.TokenSet} set */
    const known = (set) => index.tokenSet.intersect(set).toArray();
    const asked = tokens(query)
      .slice(0, MOST)
      .map((word) => word.slice(0, LONGEST));
    return asked.flatMap((word, at) => {
      if (isStop(word)) return [];
      const root = stem(word);
      // The last word may be half typed.
      const begins = at === asked.length - 1 && word.length > 1;
      const exact = [...known(fromString(root)), ...(begins ? known(fromString(`${word}*`)) : [])];
      const distance = word.length < ONCE ? 0 : word.length < TWICE ? 1 : 2;
      const near = exact.length ? 0 : distance;
      const terms = new Set(near ? known(fromFuzzyString(root, near)) : exact);
      return [{ word, root, begins, near, terms }];
    });
  };

  /** @typedef {ReturnType<typeof meant>[number]} Meant */

  /**
   * @param {string} whole the query as a name
   * @param {Meant[]} all
   * @returns {(query: lunr.Query) => void}
   */
  const asking = (whole, all) => (query) => {
    const called = { fields: ["name"], usePipeline: false };
    const said = { fields: BODY, usePipeline: false };
    const wildcard = lunr.Query.wildcard.TRAILING;
    query.term(whole, { ...called, boost: WHOLE_NAME });
    query.term(whole, { ...called, boost: NAME_BEGINS, wildcard });
    if (whole.length <= LONGEST && all.some(({ near }) => near)) {
      query.term(whole, { ...called, boost: NAME_IS_NEAR, editDistance: 2 });
    }
    for (const { word, root, begins, near } of all) {
      query.term(root, { ...said, boost: WORD });
      if (begins) query.term(word, { ...said, boost: WORD_BEGINS, wildcard });
      if (near) query.term(root, { ...said, boost: WORD_IS_NEAR, editDistance: near });
    }
  };

  /** @type {Handbook.Namespace["finder"]["finder"]} */
  const finder = (places) => {
    const index = indexOf(places);
    return (query) => {
      const all = meant(index, query);
      if (!all.length) return { found: [], unknown: [] };
      const found = index.query(asking(named(query), all)).flatMap(({ ref, score, matchData }) => {
        const place = places[Number(ref)];
        if (!place) return [];
        const terms = new Set(Object.keys(matchData.metadata));
        const byName = Object.values(matchData.metadata).some((fields) => "name" in fields);
        // A place that says all of it comes before one that says a part of it often.
        const said = all.filter((one) => byName || [...one.terms].some((term) => terms.has(term)));
        return [{ place, terms, score: (score * said.length) / all.length }];
      });
      found.sort((a, b) => b.score - a.score);
      return { found, unknown: all.filter(({ near }) => near).map(({ word }) => word) };
    };
  };

  /** @type {Handbook.Namespace["finder"]["isFound"]} */
  const isFound = (word, terms) =>
    tokens(word).some((token) => !isStop(token) && (terms.has(token) || terms.has(stem(token))));

  handbook.finder = { read, finder, isFound };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
