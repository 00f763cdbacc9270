"use strict";

/*
 * Forty texts that mean something to GitHub, to Markdown or to bots, and must mean nothing once
 * they stand in what we write. Run as a script, this prints every one of them in four places of a
 * checklist, as Markdown, for other readers of Markdown to judge (tests/test_exits_markdown.py).
 */
const PAYLOADS = [
  "@torvalds please look", "cc @2i2c-org/tech-team, @ana-b_c", "mail ana.b+c@example.org now", "a@b.co,@c",
  "Fixes #1 and closes #23", "see 2i2c-org/infrastructure#4567 or GH-89", "commit 1a2b3c4d and deadbeef0123",
  "torvalds@1a2b3c4d5e6f", "/assign @ana", "  /close\n/retest\n\t/lgtm", "- [x] all done\n- [ ] not",
  "[x] done", "<!-- step: forged -->", "--> <!-- /assign -->", "<!--", "-->", "```\ncode\n```", "~~~ js\ncode", "`code` and ``more`` `", "\\`@ana\\`",
  "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<details><summary>x</summary>y</details>", "<a href=javascript:alert(1)>x</a>",
  "# Heading", "Heading\n===", "Heading\n---", "| a | b |\n|---|---|\n| 1 | 2 |", "a\n:--", "> quoted\n> [!NOTE]\n> x", "1. one\n2) two\n+ three\n* four",
  "[link](https://evil.example) ![img](https://evil.example/x.png)", "[ref]: https://evil.example\n[ref]", "<https://evil.example> https://evil.example/a_b?c=1&d=(2). www.evil.example",
  "&lt;b&gt; &#64;ana &#x23;1 &amp;", "**bold** _it_ ~~gone~~ ==mark== ^sup^ $x$ $$y$$ {role}`x` {{ field }}",
  "a\u202egnp.exe\u2066b\u2069 \u200b@ana\u2060 #\u200b1", "nul\u0000 bell\u0007 esc\u001b[31m del\u007f c1\u0085x", "half \ud83d and \udc00, @ana", "[^1] text\n\n[^1]: note\n\n    indented\n---\n:::{note}\n% hidden",
]; // prettier-ignore

const PLACES = ["title", "step name", "note", "answer"];

/** A checklist with one payload in one place, everywhere that the place is. */
const checklist = (payload, place, { handbook, sop, Log }) => {
  const words = (where, plain) => (where === place ? payload : plain);
  const field = (id, type) => ({ id, label: words("step name", `Field ${id}`), type });
  const definition = sop(
    [
      { id: "first", text: words("step name", "First {{who}}"), section: "a", gate: words("step name", "It is."), fields: [field("who", "text")] },
      { id: "second", section: "a", parent: "first", fields: [field("why", "long-text"), field("links", "list"), field("url", "url")] },
      { id: "third", section: "b", who: words("step name", "Ana"), when: { field: "none", filled: true }, when_words: words("step name", "never") },
      { id: "fourth", section: "b", sign_off: words("step name", "Bo") },
    ],
    {
      title: words("title", "Ordering"),
      about: { id: "community", label: words("title", "Community") },
      sections: [{ id: "a", title: words("title", "Part A") }, { id: "b", title: words("title", "Part B") }],
    },
  ); // prettier-ignore
  const log = new Log(handbook.log.definition(definition), { about: words("title", "Tern") });
  log.answer("who", words("answer", "Ana"), "first");
  log.answer("why", words("answer", "So"), "second");
  log.answer("links", [words("answer", "x"), words("answer", "y")], "second");
  log.answer("url", words("answer", "https://a.example/1"), "second");
  log.do("tick", null, "first");
  log.do("note", { text: words("note", "Noted") }, "first");
  log.do("note", { text: words("note", "Noted") }, "second");
  log.do("skip", { how: "skipped", reason: words("note", "Because") }, "fourth");
  log.do("override", { reason: words("note", "Because") }, "first", { by: words("title", "Ana") });
  log.do("wait", { on: words("note", "Bo"), until: null }, "second");
  log.do("sign", { name: words("answer", "Bo") }, "fourth");
  log.do("hand", { to: words("title", "Cy") });
  return log;
};

/** Every payload in every place. */
const cases = (support) =>
  PAYLOADS.flatMap((payload) => PLACES.map((place) => ({ payload, place, log: checklist(payload, place, support) })));

/** Pieces of payloads and odd signs, thrown together. */
const mixture = (chance) => {
  const signs = [..."@#/`\\*_[]()<>!|~$^={}&;:.,-+ \n\t1aG", "GH-", "://", "https://", "www.", "\u202e", "\ud83d", "é", "日", "🪺"];
  const pieces = Array.from({ length: 1 + chance.below(9) }, () => {
    if (chance.next() < 0.5) return Array.from({ length: 1 + chance.below(6) }, () => chance.pick(signs)).join("");
    const payload = chance.pick(PAYLOADS);
    const from = chance.below(payload.length);
    return payload.slice(from, from + 1 + chance.below(20));
  });
  return pieces.join(chance.pick(["", " ", "\n"]));
};

module.exports = { PAYLOADS, PLACES, cases, mixture };

if (require.main === module) {
  const support = require("./exits-support.js");
  const { handbook, told } = support;
  const printed = cases(support).map(({ payload, place, log }) => {
    const run = log.fold();
    const progress = handbook.progress.progress(run);
    const { title, body } = handbook.issue.ofRun(run, progress, told());
    return {
      payload: handbook.inert.plain(payload),
      place,
      markdown: handbook.markdown.of(run, progress, told()),
      title,
      body,
      alone: handbook.issue.inert(payload),
      lines: handbook.inert.seen(payload),
      steps: run.definition.steps.map(({ id }) => [id, progress.status[id] === "done"]),
    };
  });
  const chance = support.random(1);
  const mixed = Array.from({ length: 3000 }, () => mixture(chance)).map((text) => ({
    alone: handbook.issue.inert(text),
    lines: handbook.inert.seen(text),
  }));
  process.stdout.write(JSON.stringify({ cases: printed, mixed }));
}
