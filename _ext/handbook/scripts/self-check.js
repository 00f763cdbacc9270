// @ts-check
"use strict";

/*
 * The self-check page: tries what checklists need, and says what it found in words and as JSON.
 */
((handbook) => {
  const { make, setText } = handbook.dom;
  const PROBE = "handbook-self-check";
  /** Clocks further apart than this put acts on the wrong day now and then. */
  const APART_MINUTES = 5;

  /**
   * What came of a check: "good"; "limited", where checklists work with less comfort; "bad", where
   * they do not work as promised; "unknown", where it cannot be told here.
   *
   * @typedef {"good" | "limited" | "bad" | "unknown"} Outcome
   * @typedef {[Outcome, string]} Found
   */

  /**
   * @template T
   * @param {IDBRequest<T>} request
   * @returns {Promise<T>}
   */
  const result = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  /** @returns {Promise<Found>} */
  const storage = async () => {
    const opening = indexedDB.open(PROBE);
    opening.onupgradeneeded = () => opening.result.createObjectStore("acts");
    const database = await result(opening);
    const writing = database.transaction("acts", "readwrite", { durability: "strict" });
    const written = new Promise((done, failed) => {
      writing.oncomplete = () => done(true);
      writing.onabort = () => failed(writing.error);
    });
    const sent = handbook.ids.newId();
    writing.objectStore("acts").put(sent, "one");
    await written;
    const read = await result(database.transaction("acts").objectStore("acts").get("one"));
    database.close();
    await result(indexedDB.deleteDatabase(PROBE));
    return read === sent
      ? ["good", "What was written was there again."]
      : ["bad", "What was written was not there again: save copies of your checklists."];
  };

  /** @returns {Promise<Found>} */
  const persistence = async () => {
    if (!navigator.storage?.persisted) return ["limited", "This browser does not tell: save copies of what matters."];
    return (await navigator.storage.persisted())
      ? ["good", "The browser keeps it until you delete it."]
      : ["limited", "Not granted yet. The browser is asked at the first tick of a checklist; until then, save copies."];
  };

  /** @returns {Promise<Found>} */
  const room = async () => {
    if (!navigator.storage?.estimate) return ["unknown", "This browser does not tell."];
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    const free = Math.round((quota - usage) / 1e6);
    const words = `${free.toLocaleString("en-GB")} MB are free.`;
    return free >= 10 ? ["good", words] : ["bad", `${words} Delete something, or save copies of your checklists.`];
  };

  /** @returns {Promise<Found>} */
  const tabs = async () => {
    const [one, other] = [new BroadcastChannel(PROBE), new BroadcastChannel(PROBE)];
    const heard = new Promise((done) => {
      other.onmessage = () => done(true);
      window.setTimeout(() => done(false), 2000);
    });
    one.postMessage("");
    const came = await heard;
    one.close();
    other.close();
    return came ? ["good", "Tabs hear of each other."] : ["limited", "Tabs do not hear of each other: each follows when you come back to it."];
  };

  /** @returns {Promise<Found>} */
  const compression = async () => {
    const words = "Packed and unpacked again. ".repeat(20);
    const packed = new Blob([words]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const back = await new Response(packed.pipeThrough(new DecompressionStream("deflate-raw"))).text();
    return back === words ? ["good", "Packed and unpacked, a text is the same."] : ["bad", "Unpacked, a text is another: hand over with files."];
  };

  /** @returns {Promise<Found>} */
  const clipboard = async () =>
    "clipboard" in navigator && navigator.clipboard ? ["good", "Texts can be copied."] : ["limited", "Not to be had here: texts are selected, to copy by hand."];

  /** Whether a style that no sheet of the site holds is kept out; let in, it would change nothing. */
  const policy = async () => {
    const probe = make("span", "", "");
    const style = make("style", "", `#${PROBE} { --let-in: yes; }`);
    probe.id = PROBE;
    document.body.append(probe, style);
    const applied = getComputedStyle(probe).getPropertyValue("--let-in") !== "";
    probe.remove();
    style.remove();
    return /** @type {Found} */ (
      applied
        ? ["bad", "A style from within the page was let in: the policy is not in force."]
        : ["good", "A style from within the page was kept out."]
    );
  };

  /** @returns {Promise<Found>} */
  const clock = async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const here = `It is ${handbook.text.moment(handbook.ids.now())}, ${zone}.`;
    if (location.protocol === "file:") return ["unknown", `${here} Opened from disk, there is no host to compare it with.`];
    const told = (await fetch(location.pathname, { method: "HEAD", cache: "no-store" })).headers.get("date");
    const apart = told ? Math.round(Math.abs(Date.now() - Date.parse(told)) / 60_000) : NaN;
    if (Number.isNaN(apart)) return ["unknown", `${here} The host does not tell its time.`];
    return apart <= APART_MINUTES
      ? ["good", `${here} The host agrees.`]
      : ["bad", `${here} The host is ${handbook.text.count(apart, "minute")} away: set the clock of this device.`];
  };

  /** @returns {Promise<Found>} */
  const display = async () => {
    const lacking = [
      typeof HTMLDialogElement === "undefined" && "dialogs",
      !CSS.supports("selector(:has(a))") && "the styles of folded steps",
    ].filter(Boolean);
    return lacking.length ? ["bad", `This browser lacks ${lacking.join(" and ")}: update it.`] : ["good", "Everything needed is there."];
  };

  const CHECKS = { storage, persistence, room, tabs, compression, clipboard, policy, clock, display };
  const WORDS = { good: "Good.", limited: "Limited.", bad: "Not as needed.", unknown: "Not known." };

  /** @param {() => Promise<Found>} check @returns {Promise<Found>} */
  const tried = async (check) => {
    try {
      return await check();
    } catch {
      return ["bad", "This browser refused it."];
    }
  };

  /** @param {Record<string, Outcome>} outcomes */
  const whole = (outcomes) => {
    const found = Object.values(outcomes);
    if (found.includes("bad")) return "Something is not as checklists need it: look for “Not as needed” below.";
    return found.includes("limited") ? "Checklists work here, some with less comfort." : "Everything is as checklists need it.";
  };

  /** @param {Element} place */
  const begin = async (place) => {
    /** @type {Record<string, Outcome>} */
    const outcomes = {};
    for (const [name, check] of Object.entries(CHECKS)) {
      const [outcome, words] = await tried(check);
      outcomes[name] = outcome;
      const why = document.getElementById(`self-check-${name}`)?.nextElementSibling;
      why?.append(make("p", `sop-found sop-found-${outcome}`, make("strong", "", WORDS[outcome]), ` ${words}`));
    }
    const said = place.querySelector(".sop-self-checked");
    if (!said) return;
    said.setAttribute("role", "status");
    setText(said, whole(outcomes));
    const data = make("pre", "sop-self-check-data", JSON.stringify({ v: 1, outcomes }, null, 1));
    place.append(make("details", "", make("summary", "", "For machines"), data));
  };

  const place = typeof document === "undefined" ? null : document.querySelector(".sop-self-check");
  if (place) void begin(place);
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
