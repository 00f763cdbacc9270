// @ts-check
"use strict";

/*
 * Which keys there are, and whether they are wanted.
 */
((handbook) => {
  const { make, button } = handbook.dom;
  const KEYS = [
    ["n", "Go to the next open step"],
    ["x", "Tick the step you are at, or take the tick back"],
    ["m", "Write a note on the step you are at"],
    ["Ctrl + Z", "Undo"],
    ["Ctrl + Shift + Z", "Redo"],
    ["?", "Show these keys"],
  ];

  /** @type {HTMLDialogElement | null} */
  let dialog = null;

  const draw = () => {
    const list = make("dl", "sop-keys");
    for (const [key, words] of KEYS) list.append(make("dt", "", make("kbd", "", key)), make("dd", "", words));
    const box = make("input", "");
    box.type = "checkbox";
    box.checked = handbook.keys.wanted();
    box.addEventListener("change", () => handbook.keys.want(box.checked));
    const close = button("Close", () => dialog?.close());
    const title = make("h2", "", "Keyboard shortcuts");
    title.id = "sop-keys-title";
    const drawn = make("dialog", "sop-dialog", title, list, make("label", "sop-option", box, "Use the keys n, x, m and ?"), close);
    drawn.setAttribute("aria-labelledby", title.id);
    document.body.append(drawn);
    return drawn;
  };

  const open = () => {
    dialog ??= draw();
    if (!dialog.open) dialog.showModal();
  };

  handbook.help = { open };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
