// @ts-check
"use strict";

/*
 * "Open a copy…" on My checklists: a file or a text is looked at here, a link where its SOP is.
 */
((handbook) => {
  /**
   * As much of an SOP as this page knows.
   *
   * @param {Handbook.Id} id
   * @param {Handbook.KnownSop | undefined} sop
   */
  const published = (id, sop) => {
    if (!sop?.revision) return null;
    const { title, revision, was = [] } = sop;
    /** @type {Handbook.Definition} */
    const known = {
      v: 1, id, title, revision, was, changes: [], kind: "read-do", about: { id, label: title },
      sections: [], steps: [],
    }; // prettier-ignore
    return known;
  };

  /**
   * @param {Handbook.Listing} listing
   * @param {Handbook.Store} store
   * @param {(kept: Handbook.Kept[]) => void} stay where the checklists are to be seen here
   */
  const open = async ({ sops }, store, stay) => {
    if (!(await handbook.later.need("exits")) || !(await handbook.later.need("imports"))) return;
    const { sopOf } = handbook.entries;
    handbook.bring.open({
      store,
      named: (name) => store.set("name", name),
      definition: null,
      published: (id) => published(id, sopOf({ id }, sops)),
      elsewhere: async (pasted) => {
        const found = await handbook.imports.linked(pasted);
        const href = found ? sopOf({ id: found.sop }, sops)?.href : undefined;
        return found && href !== undefined ? `${href}#${found.fragment}` : "";
      },
      done: (kept) => {
        const [one, another] = kept;
        const href = sopOf({ id: one.sop }, sops)?.href;
        // What this page alone holds would be lost on the way.
        if (another || href === undefined || store.state !== "saved") return stay(kept);
        location.assign(`${href}#run=${encodeURIComponent(one.run)}`);
      },
    });
  };

  /** @param {() => void} bring */
  const button = (bring) => handbook.dom.button("Open a copy…", bring);

  handbook.copies = { open, button };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
