// @ts-check
"use strict";

/*
 * The part of a dialog that shows what is about to go: boxes for what may go along, the exact
 * text, how much that is, and what stays behind.
 *
 * The text follows every choice, and every act on the checklist: what is shown is what goes.
 */
((handbook) => {
  const { make, setText } = handbook.dom;
  /** Who types sees the text follow a moment after the last letter. */
  const TYPING_MS = 200;

  const encoder = new TextEncoder();

  /** @type {(words: string[]) => string} "a, b and c" */
  const listed = (words) =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

  /**
   * How much a text is: "320 bytes", "12 kB".
   *
   * @param {string} text
   */
  const size = (text) => {
    const bytes = encoder.encode(text).length;
    if (bytes < 1000) return `${bytes} byte${bytes === 1 ? "" : "s"}`;
    if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
  };

  /**
   * What stays behind, in words: fields by their labels.
   *
   * @param {string[]} leftOut ids of fields, or "notes"
   * @param {Handbook.Definition} definition
   */
  const without = (leftOut, definition) => {
    const fields = definition.steps.flatMap((step) => step.fields ?? []);
    const labels = new Map(fields.map(({ id, label }) => [id, label]));
    const fieldsFirst = [...leftOut].sort((a, b) => Number(labels.has(b)) - Number(labels.has(a)));
    const words = fieldsFirst.map((id) => labels.get(id) ?? id.replaceAll("-", " "));
    return words.length ? `Left out: ${listed(words)}.` : "";
  };

  /**
   * Boxes for what may go along; none for what there is not.
   *
   * @param {{ private: { label: string }[], notes: number }} held
   * @param {boolean} notes whether notes go along unless unticked
   * @param {() => void} changed
   */
  const boxes = (held, notes, changed) => {
    const labels = held.private.map(({ label }) => label);
    const secret = handbook.dialog.option(`Private answers too: ${listed(labels)}`, false, changed);
    const noted = handbook.dialog.option(`Notes (${held.notes})`, notes, changed);
    const element = make("fieldset", "sop-exit-boxes", make("legend", "", "What goes along"));
    if (labels.length) element.append(secret.element);
    if (held.notes) element.append(noted.element);
    element.hidden = !labels.length && !held.notes;
    return {
      element,
      /** @returns {Handbook.Redaction} */
      chosen: () => ({ private: secret.input.checked, notes: noted.input.checked }),
    };
  };

  /**
   * The text that goes, or each of its parts under a name of its own.
   *
   * @param {HTMLElement} place
   * @param {string} title the id of the heading above
   */
  const texts = (place, title) => {
    /** @type {{ name: HTMLElement, text: HTMLElement }[]} */
    const made = [];
    /** @param {Handbook.Part[]} parts */
    const draw = (parts) => {
      while (made.length > parts.length) {
        const gone = made.pop();
        gone?.name.remove();
        gone?.text.remove();
      }
      parts.forEach(({ name, text }, at) => {
        made[at] ??= one(`${title}--${at}`);
        setText(made[at].name, name);
        setText(made[at].text, text);
      });
    };
    /** @param {string} id */
    const one = (id) => {
      const name = make("p", "sop-exit-name");
      name.id = id;
      const text = make("pre", "sop-exit-text");
      text.tabIndex = 0;
      text.setAttribute("role", "group");
      text.setAttribute("aria-labelledby", `${title} ${id}`);
      place.append(name, text);
      return { name, text };
    };
    return { draw, first: () => (made.length === 1 ? made[0].text : place) };
  };

  /** The part that is shown now, to follow the checklist. @type {Handbook.Goes | null} */
  let now = null;
  /** @type {WeakSet<Handbook.Session>} */
  const followed = new WeakSet();

  /**
   * @param {Handbook.Session} session
   * @param {Handbook.Goes} part
   */
  const follow = (session, part) => {
    now = part;
    if (followed.has(session)) return;
    followed.add(session);
    session.changed(() => {
      if (now?.element.isConnected) now.refresh();
    });
  };

  /**
   * @param {Handbook.Session} session whose checklist is open
   * @param {Handbook.GoesAsked} asked
   * @returns {Handbook.Goes}
   */
  const show = (session, { held, notes, make: making }) => {
    const there = held ?? (session.run ? handbook.redact.held(session.run) : { private: [], notes: 0 });
    const about = make("p", "sop-exit-size");
    const left = make("p", "sop-exit-left");
    const note = make("p", "sop-exit-note");
    const title = make("h3", "", "This is what goes");
    title.id = `exit--${handbook.ids.newId()}`;
    const place = make("div", "sop-exit-texts");
    const shown = texts(place, title.id);

    /** @param {Handbook.Going} made */
    const draw = (made) => {
      shown.draw(made.parts ?? [{ name: "", text: made.text }]);
      setText(about, made.name ? `${made.name} · ${size(made.text)}` : size(made.text));
      setText(left, without(made.leftOut, session.run?.definition ?? session.definition));
      setText(note, made.note ?? "");
      made.shown?.();
    };

    /** The text as it is being made; the last one asked for counts. */
    /** @type {Promise<Handbook.Going>} */
    let latest;
    let typing = 0;
    const refresh = () => {
      window.clearTimeout(typing);
      typing = 0;
      const mine = making(redacting.chosen());
      latest = mine;
      void mine.then((made) => {
        if (latest === mine) draw(made);
      });
    };
    const redacting = boxes(there, notes, () => refresh());

    /** @type {Handbook.Goes} */
    const part = {
      element: make("div", "sop-exit-part", redacting.element, title, about, left, note, place),
      text: () => shown.first(),
      refresh,
      soon: () => {
        window.clearTimeout(typing);
        typing = window.setTimeout(refresh, TYPING_MS);
      },
      ready: async () => {
        if (typing) refresh();
        let asked;
        let made;
        do {
          asked = latest;
          made = await asked;
        } while (asked !== latest);
        return made;
      },
    };
    refresh();
    follow(session, part);
    return part;
  };

  /**
   * Where the page is published, "" where it is not, or is read from the disk.
   *
   * @returns {string}
   */
  const address = () => (location.protocol === "file:" ? "" : (document.body.dataset.published ?? ""));

  /**
   * Have all at hand that the texts are made of: every act, and what reads choices out of a URL.
   *
   * @param {Handbook.Session} session
   */
  const gather = async (session) => {
    await session.settled();
    const decodes = session.definition.steps.some(({ fields = [] }) => fields.some(({ decode }) => decode));
    if (decodes) await handbook.later.ahead("configurator");
    return session.run;
  };

  /** @returns {Handbook.Decoder | null} */
  const decoder = () => JSON.parse(document.querySelector("script.sop-decoder")?.textContent ?? "null");

  /**
   * What the texts that go need to know beside the checklist.
   *
   * @param {Handbook.Redaction} redaction
   * @returns {Handbook.Told}
   */
  const told = (redaction) => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { redaction, address: address(), zone, now: new Date(), decoder: decoder() };
  };

  handbook.goes = { show, size, without, listed, gather, address, told };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
