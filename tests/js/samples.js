"use strict";

/* Three SOPs unlike each other: nested with a gate, in sections with conditions, flat with rules. */
const { sop } = require("./support.js");

const url = (id, more = {}) => ({ id, label: `Link ${id}`, type: "url", ...more });

const nested = () =>
  sop([
    { id: "configure", who: "Account Manager" },
    { id: "copy-url", fields: [url("configurator-url", { starts_with: "https://2i2c.org/hub-configurator" })] },
    { id: "create-order", gate: "The Order exists." },
    { id: "line-items", parent: "create-order", must_do: true },
    { id: "order-link", parent: "create-order", fields: [url("order")] },
    { id: "hand-on", to: "P&S" },
    { id: "review", parent: "hand-on" },
    { id: "move", parent: "hand-on" },
    { id: "check-issues", parent: "hand-on", fields: [{ id: "issues", label: "Issues", type: "list" }] },
  ]); // prettier-ignore

const sectioned = () =>
  sop(
    [
      { id: "open-issue", section: "agree" },
      { id: "confirm", section: "agree", must_do: true, gate: "It is unused." },
      {
        id: "decide",
        section: "agree",
        fields: [
          {
            id: "data",
            label: "The data",
            type: "choice",
            options: [
              { id: "migrate", label: "Migrate it" },
              { id: "delete", label: "Delete it" },
            ],
          },
        ],
      },
      { id: "migrate", section: "agree", when: { field: "data", is: "migrate" } },
      { id: "remove", section: "take-down" },
      { id: "tell", section: "take-down", optional: true },
      {
        id: "record",
        section: "take-down",
        fields: [{ id: "date", label: "Date", type: "date" }],
        due: { days: 14, before: "date" },
      },
    ],
    {
      id: "decommission",
      sections: [
        { id: "agree", title: "Agree" },
        { id: "take-down", title: "Take down" },
      ],
    },
  );

const ruled = () =>
  sop([
    {
      id: "deal",
      fields: [
        url("deal-link", { path_has: "/record/0-3/", strip_query: true, take: { "deal-id": "last number" } }),
      ],
    },
    { id: "sizes", fields: [{ id: "seats", label: "Seats", type: "number" }] },
    {
      id: "parts",
      fields: [
        {
          id: "extras",
          label: "Extras",
          type: "choices",
          options: [
            { id: "gpu", label: "GPU" },
            { id: "dask", label: "Dask" },
          ],
        },
        { id: "agreed", label: "Agreed", type: "check" },
      ],
    },
    { id: "sign", sign_off: "Delivery Manager", gate: "It is signed." },
    { id: "send", fields: [{ id: "to", label: "To", type: "email" }] },
  ]); // prettier-ignore

module.exports = { SAMPLES: { nested, sectioned, ruled } };
