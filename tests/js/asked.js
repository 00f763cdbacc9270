"use strict";

/*
 * Asks the search of a built site, as its search page does.
 *
 * Called with the site's folder of our scripts; reads queries as JSON, and writes for each the
 * places that it finds, best first, and the words that it had to guess at.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const built = process.argv[2];
globalThis.lunr = require(join(built, "lunr.js"));
require(join(built, "findable.js"));
for (const name of ["terms", "finder"]) require(`../../_ext/handbook/scripts/search/${name}.js`);

const { finder, findable } = globalThis.handbook;
const find = finder.finder(finder.read(findable));
const answers = JSON.parse(readFileSync(0, "utf8")).map((query) => {
  const { found, unknown } = find(query);
  const places = found.map(({ place: { page, anchor } }) => (anchor ? `${page}#${anchor}` : page));
  return { places, unknown };
});
process.stdout.write(JSON.stringify(answers));
