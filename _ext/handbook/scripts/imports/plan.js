// @ts-check
"use strict";

/*
 * What to do with a record that was read: whether it is of the SOP as published, what adding it
 * to what this browser has would bring, and how it becomes a checklist of its own.
 *
 * Nothing of one's own is ever dropped or written over: only events that are not there are added.
 */
((handbook) => {
  /** @typedef {Handbook.Event} Event @typedef {Handbook.Definition} Definition */

  const { count } = handbook.text;

  // ------------------------------------------------------------- the SOP it is of

  /**
   * What a person follows: not what the record claims of it, as its revision, nor when and why it
   * was changed.
   *
   * @param {Definition} definition
   */
  const followed = ({ id, kind, about, sections, steps }) =>
    JSON.stringify(handbook.record.sorted({ id, kind, about, sections, steps }));

  /** @param {Definition} definition @param {Definition} other */
  const isSame = (definition, other) =>
    definition.id === other.id || Boolean(other.was?.includes(definition.id)) ||
    Boolean(definition.was?.includes(other.id)); // prettier-ignore

  /** A link may carry the beginning of one only. @type {(a: string, b: string) => boolean} */
  const sameRevision = (a, b) => a === b || (a.length >= 12 && b.startsWith(a));

  /** @param {Definition} definition */
  const dated = ({ changes }) => {
    const days = changes.map(({ date }) => date).filter(handbook.fields.isDay).sort();
    const last = days[days.length - 1];
    return last ? `, last changed ${handbook.text.day(last)}` : "";
  };

  /**
   * @param {Handbook.Imported} record
   * @param {Definition | null} published
   * @returns {Handbook.Match}
   */
  const match = ({ definition, revision }, published) => {
    const title = handbook.said.quoted(definition.title);
    if (!published) {
      return { kind: "unknown", sentence: `This handbook has no SOP called ${title}.` };
    }
    if (!isSame(definition, published)) {
      const sentence = `It is a checklist of another SOP: ${title}.`;
      return { kind: "other-sop", sentence };
    }
    const clean = handbook.log.definition(published) ?? published;
    const claimed = sameRevision(revision, published.revision);
    if (claimed && !published.steps.length) {
      return { kind: "same", sentence: "By its revision, it matches the SOP as published." };
    }
    if (claimed && followed(definition) === followed(clean)) {
      return { kind: "same", sentence: "It matches the SOP as published." };
    }
    // A link brings no steps of its own: it is shown with those of the page, and their date is not its.
    const date = definition.revision === revision ? dated(definition) : "";
    const told = claimed ? "its steps are not those published" : `${handbook.said.shortened(revision)}${date}`;
    return { kind: "other-version", sentence: `It was made with another version of this SOP (${told}).` };
  };

  // ------------------------------------------------------------- adding it

  /** @param {Event} event @param {Set<string>} decoded fields whose addresses carry choices */
  const essence = (event, decoded) => {
    const { kind, value } = event;
    // A link leaves the version to the page that opens it.
    if (kind === "start" || kind === "adopt") return { ...event, value: { ...value, definition: null } };
    // A link carries the choices out of such an address, not the address.
    if (kind === "value" && decoded.has(value.field)) {
      return { ...event, value: { ...value, value: null } };
    }
    return event;
  };

  /**
   * How many events go by the name of one of mine, and say something else.
   *
   * @param {Event[]} events
   * @param {Event[]} own
   */
  const forged = (events, own) => {
    const decoded = new Set(
      own.flatMap(({ value }) => /** @type {Handbook.Step[]} */ (value?.definition?.steps ?? []))
        .flatMap((step) => step.fields ?? [])
        .flatMap(({ id, was = [], decode }) => (decode === undefined ? [] : [...was, id])),
    ); // prettier-ignore
    const mine = new Map(own.map((event) => [event.id, event]));
    /** @param {Event} event */
    const text = (event) => JSON.stringify(handbook.record.sorted(essence(event, decoded)));
    return events.filter((event) => {
      const same = mine.get(event.id);
      return same && same !== event && text(same) !== text(event);
    }).length;
  };

  /**
   * Why the two cannot be one checklist, or "".
   *
   * @param {Handbook.Imported} record
   * @param {Event[]} own of the same run
   * @param {Map<string, Event>} mine every event of this browser, by id
   */
  const clash = ({ events, run }, own, mine) => {
    const alone = " It can only be opened as a checklist of its own.";
    const [start] = events.filter(({ kind }) => kind === "start");
    const others = own.filter(({ kind }) => kind === "start");
    const elsewhere = events.filter(({ id }) => mine.has(id) && mine.get(id)?.run !== run).length;
    if (elsewhere) return `Some of its entries belong to another checklist of yours.${alone}`;
    if (others.some(({ id, value }) => id !== start.id || !isSame(value.definition, start.value.definition))) {
      return `It goes by the name of a checklist of yours, and began as another.${alone}`;
    }
    const differ = forged(events, own);
    if (differ) {
      return `It is of a checklist of yours, but ${count(differ, "thing")} in it read${differ === 1 ? "s" : ""} ` +
        `otherwise than what you did.${alone}`; // prettier-ignore
    }
    if (!handbook.incoming.fits(handbook.log.merge(own, events))) {
      return `Together with yours it would be too large.${alone}`;
    }
    return "";
  };

  /**
   * @param {number} adds
   * @param {boolean} wentOn whether I did, too
   * @param {number} conflicts
   * @returns {Pick<Handbook.Plan, "relation" | "sentence">}
   */
  const told = (adds, wentOn, conflicts) => {
    if (!adds) {
      return wentOn
        ? { relation: "behind", sentence: "You have all of it already, and have gone on since." }
        : { relation: "same", sentence: "You have all of it already." };
    }
    const fresh = `${count(adds, "change")} in it ${adds === 1 ? "is" : "are"} new to you`;
    if (!wentOn) return { relation: "ahead", sentence: `It goes on from yours: ${fresh}.` };
    const differ = conflicts ? `, and ${count(conflicts, "thing")} came out differently` : "";
    return { relation: "both", sentence: `You went on, and so did whoever sent it: ${fresh}${differ}.` };
  };

  /**
   * @param {Handbook.Imported} record
   * @param {Event[]} own
   * @returns {Handbook.Plan}
   */
  const plan = (record, own) => {
    const mine = new Map(own.map((event) => [event.id, event]));
    const log = handbook.log.order(own.filter(({ run }) => run === record.run));
    const sentence = clash(record, log, mine);
    if (sentence) return { relation: "clash", adds: [], conflicts: [], changes: [], sentence };
    const adds = record.events.filter(({ id }) => !mine.has(id));
    if (!log.length) {
      return { relation: "new", adds, conflicts: [], changes: [], sentence: "You do not have this checklist yet." };
    }
    // Where both have an event, mine is the one that stays.
    const theirs = record.events.map((event) => mine.get(event.id) ?? event);
    const { conflicts, changes, mineWentOn } = handbook.sides.compare(log, theirs);
    return { ...told(adds.length, mineWentOn, conflicts.length), adds, conflicts, changes };
  };

  // ------------------------------------------------------------- as a checklist of its own

  /**
   * Numbered anew as well: what goes by the same number is in order of ids, and those are new.
   *
   * @param {Handbook.Imported} record
   * @param {() => string} newId
   * @returns {Event[]}
   */
  const asNew = ({ events }, newId) => {
    const run = newId();
    const log = handbook.log.order(events);
    const ids = new Map(log.map(({ id }) => [id, newId()]));
    return log.map((event, index) => {
      const { id, kind, value } = event;
      const raw = { ...event, id: ids.get(id), run, n: index + 1 };
      // What undid something that is not in the record goes on undoing nothing.
      if (kind === "undo") raw.value = { event: ids.get(value.event) ?? newId() };
      return /** @type {Event} */ (handbook.log.event(raw));
    });
  };

  handbook.imports = Object.assign(handbook.imports ?? {}, { match, plan, asNew });
  if (typeof document === "undefined") module.exports = handbook.imports;
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
