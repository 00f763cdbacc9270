// @ts-check
"use strict";

/*
 * Telling the other tabs of this handbook which run was written, and being told.
 */
((handbook) => {
  /**
   * @param {string} name of the channel
   * @returns {BroadcastChannel | null} null where the browser has none, or refuses it
   */
  const channelOf = (name) => {
    try {
      return new BroadcastChannel(name);
    } catch {
      return null;
    }
  };

  /**
   * Follow the other tabs.
   *
   * @param {string} name of the channel: the same for every tab of one handbook
   * @param {(run: string | null) => void} changed called with the run another tab has written;
   *   null where that is not known
   * @param {() => void} back called when the person comes back to this page
   * @returns {{ tell(run: string): void, close(): void }}
   */
  const follow = (name, changed, back) => {
    const channel = channelOf(name);
    const stop = new AbortController();
    const { signal } = stop;
    if (channel) {
      channel.onmessage = ({ data }) => changed(typeof data?.run === "string" ? data.run : null);
    }
    // A page out of sight hears nothing where there is no channel, nor while the browser has put
    // it away to be shown again.
    addEventListener("pageshow", ({ persisted }) => persisted && changed(null), { signal });
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.visibilityState !== "visible") return;
        if (!channel) changed(null);
        back();
      },
      { signal },
    );
    return {
      tell: (run) => {
        if (!signal.aborted) channel?.postMessage({ run });
      },
      close: () => {
        stop.abort();
        channel?.close();
      },
    };
  };

  handbook.tabs = { follow };
})((globalThis.handbook ??= /** @type {Handbook.Namespace} */ ({})));
