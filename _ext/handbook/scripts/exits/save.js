// @ts-check
"use strict";

/*
 * "Save a copy…": a file to open again, a file to read, or the filled sheet on paper.
 */
((handbook) => {
  const { make, button, setText } = handbook.dom;

  /** @typedef {"json" | "md" | "paper"} Way */

  /** What each is for, and what the button says. @type {Record<Way, { title: string, told: string, act: string }>} */
  const WAYS = {
    json: {
      title: "To open again later",
      told: "A file that this handbook opens again, in this browser or another: with “Open a copy” in My checklists.",
      act: "Save",
    },
    md: { title: "To read", told: "Text in Markdown, for a note or a document. It cannot be opened here again.", act: "Save" },
    paper: { title: "On paper", told: "The sheet as it is filled in now: ticks, answers and notes, private ones too.", act: "Print" },
  };

  /** @type {Record<string, string>} */
  const TYPES = { json: "application/json", md: "text/markdown" };

  /**
   * What a file of the open checklist holds.
   *
   * @param {Handbook.Session} session
   * @param {"json" | "md"} way
   * @param {Handbook.Redaction} redaction
   * @returns {Promise<Handbook.Going>}
   */
  const file = async (session, way, redaction) => {
    const { run, progress } = session;
    if (!run || !progress) return { text: "", leftOut: [] };
    const { events, leftOut } = handbook.redact.events(session.log(), run, redaction);
    const text = way === "json"
      ? handbook.record.text(events, leftOut)
      : handbook.markdown.of(run, progress, handbook.goes.told(redaction));
    return { text, leftOut, name: handbook.record.fileName(run, way) };
  };

  /** @param {Handbook.Page} page */
  const open = async ({ session }) => {
    if (!(await handbook.goes.gather(session))) return;
    /** @type {Way} */
    let way = "json";
    const part = handbook.goes.show(session, {
      notes: true,
      make: (redaction) => file(session, way === "md" ? "md" : "json", redaction),
    });
    const told = make("p", "sop-exit-note", WAYS.json.told);
    const options = /** @type {Way[]} */ (Object.keys(WAYS)).map((each) => {
      const choose = () => {
        way = each;
        setText(told, WAYS[way].told);
        setText(go, WAYS[way].act);
        part.element.hidden = way === "paper";
        part.refresh();
        dialog.say("");
      };
      return handbook.dialog.option(WAYS[each].title, each === way, choose, "save-as").element;
    });
    const choice = make("fieldset", "sop-exit-choice", make("legend", "", "What for?"), ...options);

    const print = () => {
      dialog.close();
      // The dialog's own lock on scrolling is gone only now.
      window.setTimeout(() => window.print());
    };
    const save = async () => {
      if (way === "paper") return print();
      const kind = way;
      const { text, name = "" } = await part.ready();
      handbook.dom.download(text, name, TYPES[kind]);
      if (kind === "json") await session.setCopied(handbook.ids.now());
      dialog.say(`A copy is saved as ${name}.`);
      dialog.name("Done");
    };
    const go = button("Save", () => void save(), "sop-button sop-solid");
    const dialog = handbook.dialog.open({
      title: "Save a copy", content: [choice, told, part.element], acts: [go],
    }); // prettier-ignore
  };

  handbook.save = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
