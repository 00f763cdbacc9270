"use strict";

/* What the tests of imports share: the scripts, loaded, and ways to write and read records. */
const support = require("./support.js");

const scripts = "../../_ext/handbook/scripts";
require(`${scripts}/exits/record.js`);
for (const name of ["check", "shape", "said", "sides", "plan", "read"]) require(`${scripts}/imports/${name}.js`);

const { handbook } = support;

/** The text of a copy, as it is saved. */
const copyOf = (events, more = {}) =>
  `${JSON.stringify({ events: handbook.log.order(events), handbook: "checklist", v: 1, ...more }, null, 1)}\n`;

/** @returns {ArrayBuffer} */
const bytesOf = (text) => new TextEncoder().encode(text).buffer;

/** A record as `read` gives it, for what needs one and is about something else. */
const recordOf = (events, more = {}) => {
  const checked = handbook.incoming.check(events);
  if ("sentence" in checked) throw new Error(checked.sentence);
  const { definition, id } = handbook.fold.fold(checked.events);
  return {
    events: checked.events, leftOut: [], run: id, definition, sop: definition.id,
    revision: definition.revision, from: "file", ...more,
  }; // prettier-ignore
};

module.exports = { ...support, copyOf, bytesOf, recordOf };
