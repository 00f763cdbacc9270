// @ts-check
"use strict";

/*
 * Makes a book of the one page that holds all pages: a title page, contents, and each page of the
 * handbook as a chapter, under headings of its own depth. It builds with nodes, since no text may
 * become HTML where checklists are.
 */
(/** @type {string} */ edition) => {
  const article = /** @type {HTMLElement} */ (document.querySelector("article"));
  const home = /** @type {HTMLElement} */ (article.querySelector("section"));
  const HEADING = ":is(h1, h2, h3, h4, h5, h6, h7)";

  /** @type {(tag: string, name: string, ...children: (Node | string)[]) => HTMLElement} */
  const make = (tag, name, ...children) => {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...children);
    return made;
  };

  /** @param {Element} section */
  const titleOf = (section) => section.querySelector(`:scope > ${HEADING}`);

  /** @type {(from: Element, kind: string) => number} how many elements of a kind it is inside */
  const depth = (from, kind) => {
    let count = 0;
    for (let at = from.parentElement?.closest(kind); at; at = at.parentElement?.closest(kind)) count += 1;
    return count;
  };

  for (const headerlink of article.querySelectorAll(".headerlink")) headerlink.remove();

  // Where a page begins; the mark goes along when the page starts on a new sheet.
  const chapters = [];
  for (const mark of article.querySelectorAll('span[id^="document-"]')) {
    const chapter = mark.nextElementSibling;
    if (!chapter) continue;
    // A browser lists its checklists there; paper keeps none.
    if (chapter.querySelector(".sop-mine-all")) {
      chapter.remove();
      mark.remove();
      continue;
    }
    chapter.prepend(mark);
    chapter.classList.add("book-chapter");
    chapters.push({ chapter, level: depth(chapter, ".toctree-wrapper") });
  }

  // Headings count from the book's contents, not from where one page happens to hold another.
  for (const { chapter, level } of chapters) {
    const around = depth(chapter, "section");
    for (const section of [chapter, ...chapter.querySelectorAll("section")]) {
      const title = titleOf(section);
      if (!title || section.closest(".book-chapter") !== chapter) continue;
      const own = Math.min(level + depth(section, "section") - around, 6);
      title.replaceWith(make(`h${own}`, "", ...title.childNodes));
    }
  }

  const entries = chapters.map(({ chapter, level }) => {
    const number = make("span", "book-number");
    number.dataset.of = chapter.id;
    const link = make("a", "", make("span", "book-entry", titleOf(chapter)?.textContent ?? ""), number);
    link.setAttribute("href", `#${chapter.id}`);
    return make("li", `book-level-${level}`, link);
  });
  const contents = make("nav", "book-contents", make("h1", "", "Contents"), make("ol", "", ...entries));

  // The title page says what the home page begins with; the rest of it shows ways into the site.
  const said = [...home.children].filter((child) => !child.matches(`${HEADING}, section, .toctree-wrapper`));
  const name = make("p", "book-name", titleOf(home)?.textContent ?? document.title);
  const title = make("div", "book-title", name, ...said, make("p", "book-edition", edition));
  const pages = [...home.querySelectorAll(".toctree-wrapper")].filter((part) => depth(part, ".toctree-wrapper") === 0);
  article.replaceChildren(title, contents, ...pages);
};
