// @ts-check
"use strict";

/*
 * What a pasted Hub Configurator URL chose, in words below its field.
 */
((handbook) => {
  const { make } = handbook.dom;
  /** @type {Handbook.Decoder | null | undefined} */
  let decoder;

  const known = () => {
    if (decoder === undefined) {
      const data = document.querySelector("script.sop-decoder");
      decoder = data ? JSON.parse(data.textContent ?? "null") : null;
    }
    return decoder ?? null;
  };

  /**
   * @param {Handbook.Field} field
   * @param {string} url
   * @returns {Handbook.Decoded | null} null where there is nothing to decode
   */
  const decode = (field, url) => {
    const by = field.decode === "hub-configurator" ? known() : null;
    return by ? handbook.configurator.decode(url, by) : null;
  };

  /**
   * What is wrong with a URL that looked right, or "".
   *
   * @param {Handbook.Field} field
   * @param {Handbook.Value} url
   */
  const fault = (field, url) => {
    const decoded = decode(field, String(url));
    return decoded && !decoded.ok ? decoded.sentence : "";
  };

  /** @param {Handbook.Choice} choice */
  const said = ({ label, value }) => `${label}: ${value}`;

  /** @param {Handbook.Choice[]} choices */
  const all = (choices) => {
    const list = make("dl", "");
    let group = "";
    for (const choice of choices) {
      if (choice.group !== group) list.append(make("dt", "sop-group", choice.group || "Others"));
      group = choice.group;
      list.append(make("dd", "", said(choice)));
    }

    return make("details", "sop-all", make("summary", "", `All choices (${choices.length})`), list);
  };

  /** @param {Handbook.Choice[]} differs */
  const words = (differs) => differs.map(said).join(" · ") || "as the tier has it";

  /**
   * A URL's choices in a line, or "".
   *
   * @param {Handbook.Field} field
   * @param {Handbook.Value} url
   */
  const summary = (field, url) => {
    const decoded = decode(field, String(url));
    return decoded?.ok ? `${decoded.tier} · ${words(decoded.differs)}` : "";
  };

  /** @param {Handbook.Page} page @param {string} field */
  const before = ({ session }, field) => {
    const urls = (session.run?.history ?? [])
      .filter((event) => event.kind === "value" && event.value.field === field && event.value.value)
      .map((event) => String(event.value.value));
    const now = urls.at(-1);
    return urls.filter((url) => url !== now).at(-1) ?? "";
  };

  /**
   * @param {Handbook.Page} page
   * @param {Handbook.Field} field
   * @param {Element} holder
   * @param {string} url a right answer, or ""
   */
  const show = (page, field, holder, url) => {
    if (!field.decode) return;
    holder.querySelector(":scope > .sop-decoded")?.remove();
    const decoded = url ? decode(field, url) : null;
    if (!decoded?.ok) return;
    const shown = make("div", "sop-decoded",
      make("p", "", make("strong", "", decoded.tier), ` · ${words(decoded.differs)}`),
      all(decoded.choices)); // prettier-ignore
    const earlier = decode(field, before(page, field.id));
    if (earlier?.ok) {
      const changes = handbook.configurator.compare(earlier, decoded);
      const list = changes.map(({ label, was, now }) => `${label}: ${now}, was ${was}`).join(" · ");
      shown.append(make("p", "", list ? `Changed since the last URL: ${list}` : "The same choices as in the last URL."));
    }
    holder.append(shown);
  };

  handbook.configured = { show, fault, summary };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
