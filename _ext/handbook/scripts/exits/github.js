// @ts-check
"use strict";

/*
 * An issue on GitHub: what a step's form asks for, or the whole checklist with a list of its
 * steps. What goes is shown first; GitHub is opened by a link that the person presses.
 */
((handbook) => {
  const { button, make } = handbook.dom;

  const UNSET = "The handbook names no repository for issues: copy the text and paste it where it belongs.";

  /** @typedef {{ repository: string, template?: string, title: string, body?: string, fields?: Record<string, string> }} Issue */

  /** @type {(id: string) => string} "info-table" as "Info table" */
  const nameOf = (id) => `${id[0].toUpperCase()}${id.slice(1).replaceAll(/[-_]/g, " ")}`;

  /**
   * @param {Issue} issue
   * @returns {Handbook.Part[]}
   */
  const partsOf = ({ title, body, fields }) => [
    { name: "Title", text: title },
    ...(body === undefined ? [] : [{ name: "Text", text: body }]),
    ...Object.entries(fields ?? {}).map(([id, text]) => ({ name: nameOf(id), text })),
  ];

  /** @type {(parts: Handbook.Part[]) => string} */
  const joined = (parts) => parts.map(({ name, text }) => `${name}: ${text}`).join("\n\n");

  /**
   * @param {Handbook.Page} page
   * @param {{
   *   title: string,
   *   held?: Handbook.GoesAsked["held"],
   *   issue(redaction: Handbook.Redaction): { issue: Issue, leftOut: string[], missing: string[] },
   * }} asked
   */
  const dialog = (page, { title, held, issue: making }) => {
    const { session } = page;
    const go = handbook.dom.link("Open it on GitHub", "https://github.com/");
    go.className = "sop-button sop-solid";
    go.target = "_blank";
    go.rel = "noopener";
    const cut = make("p", "sop-exit-cut");

    /** @param {Handbook.Redaction} redaction @returns {Promise<Handbook.IssueGoing>} */
    const going = async (redaction) => {
      const { issue, leftOut, missing } = making(redaction);
      const parts = partsOf(issue);
      const needed = missing.length ? `Still needed: ${handbook.goes.listed(missing)}.` : "";
      if (!issue.repository) {
        return { text: joined(parts), full: joined(parts), parts, leftOut, note: [needed, UNSET].filter(Boolean).join(" ") };
      }
      const built = handbook.issue.build(issue);
      const names = built.cut.map(nameOf);
      const short = names.length
        ? `Too long for a link, so this is cut on the way: ${handbook.goes.listed(names)}. Copy the full text and paste it there.` : "";
      const shown = () => {
        go.href = built.url;
        handbook.dom.setText(cut, short);
      };
      return { text: joined(parts), full: built.full, parts, leftOut, note: needed, shown };
    };

    const part = handbook.goes.show(session, { held, notes: false, make: going });
    const copy = button("Copy the full text", async () => {
      const { full } = /** @type {Handbook.IssueGoing} */ (await part.ready());
      const told = await handbook.dialog.copy(full, part.text());
      opened.say(told);
    });
    const first = making({ private: false, notes: false }).issue.repository !== "";
    if (!first) copy.classList.add("sop-solid");
    const where = first ? "GitHub gets this when you open it, in a new tab. The issue is made only once you press the button there." : "";
    const opened = handbook.dialog.open({
      title,
      content: [make("p", "sop-exit-lead", where), part.element, cut],
      acts: first ? [go, copy] : [copy],
      cancel: "Close",
    });
  };

  /**
   * The whole checklist as one issue.
   *
   * @param {Handbook.Page} page
   */
  const open = async (page) => {
    const { session } = page;
    if (!(await handbook.goes.gather(session))) return;
    const repository = document.body.dataset.issues ?? "";
    dialog(page, {
      title: "Make a GitHub issue",
      issue: (redaction) => {
        const { run, progress } = session;
        if (!run || !progress) return { issue: { repository, title: "", body: "" }, leftOut: [], missing: [] };
        const { leftOut } = handbook.redact.events(session.log(), run, redaction);
        const { title, body } = handbook.issue.ofRun(run, progress, handbook.goes.told(redaction));
        return { issue: { repository, title, body }, leftOut, missing: [] };
      },
    });
  };

  /** By the id of an answer: the field it is written in. @param {Handbook.Definition} definition */
  const privateOnes = (definition) => {
    /** @type {Map<string, Handbook.Field>} */
    const found = new Map();
    for (const field of definition.steps.flatMap((step) => step.fields ?? [])) {
      if (!field.private) continue;
      for (const id of [field.id, ...Object.keys(field.take ?? {})]) found.set(id, field);
    }
    return found;
  };

  /**
   * A part's text as it goes: answers call nobody and set nothing off; what is missing, or stays
   * behind, stands in square brackets.
   *
   * @param {Element} part
   * @param {Map<string, Handbook.Field>} kept what stays behind, by the id of an answer
   */
  const textOf = (part, kept) => {
    const copy = /** @type {Element} */ (part.cloneNode(true));
    const inert = part.getAttribute("data-part") === "title" ? handbook.inert.title : handbook.issue.inert;
    for (const blank of copy.querySelectorAll("[data-field]")) {
      const secret = kept.get(blank.getAttribute("data-field") ?? "");
      const words = blank.textContent ?? "";
      if (secret) blank.textContent = `[${secret.label}]`;
      else blank.textContent = blank.classList.contains("sop-blank") ? `[${words}]` : inert(words);
    }
    return (copy.textContent ?? "").replace(/\n+$/, "");
  };

  /**
   * The form that a step offers.
   *
   * @param {Handbook.Page} page
   * @param {HTMLElement} form
   */
  const openForm = async (page, form) => {
    const { session } = page;
    await handbook.goes.gather(session);
    await page.render();
    const parts = [...form.querySelectorAll("pre[data-part]")];
    const secrets = privateOnes(session.definition);
    /** @type {(blank: Element) => string} */
    const idOf = (blank) => blank.getAttribute("data-field") ?? "";
    const blanks = [...form.querySelectorAll("pre[data-part] [data-field]")];
    const filled = blanks.filter((blank) => !blank.classList.contains("sop-blank"));
    const used = new Set(filled.flatMap((blank) => secrets.get(idOf(blank)) ?? []));
    const missing = blanks.filter((blank) => blank.classList.contains("sop-blank")).map(({ textContent }) => textContent ?? "");
    dialog(page, {
      title: form.querySelector("a")?.textContent ?? "Open a form on GitHub",
      held: { private: [...used], notes: 0 },
      issue: (redaction) => {
        const kept = redaction.private ? new Map() : secrets;
        /** @type {Issue} */
        const issue = { repository: form.dataset.repository ?? "", title: "" };
        if (form.dataset.template) issue.template = form.dataset.template;
        for (const part of parts) {
          const id = part.getAttribute("data-part") ?? "";
          const text = textOf(part, kept);
          if (id === "title" || id === "body") issue[id] = text;
          else (issue.fields ??= {})[id] = text;
        }
        return { issue, leftOut: redaction.private ? [] : [...used].map(({ id }) => id), missing: [...new Set(missing)] };
      },
    });
  };

  handbook.github = { open, form: openForm };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
