"""Make a page's IndexedDB fail where and how a test says."""

from __future__ import annotations

# Points, as `fault.at` names them: `open` and `late open` (an error event instead of a throw),
# `transaction`, `commit` (the transaction ends in an abort), and the methods of an object store or
# an index. `fault.skip` calls go well first; all later ones fail until `fault.at` is emptied.
# A method's fault comes as a throw, or, where `fault.later` is set, as a failing request.
FAULTS = """
globalThis.fault = { at: "", error: "UnknownError", skip: 0, later: false, met: 0 };
(() => {
  const due = (point) => {
    if (fault.at !== point) return false;
    if (fault.skip > 0) { fault.skip -= 1; return false; }
    fault.met += 1;
    return true;
  };
  const made = () => new DOMException("Injected", fault.error);
  const failing = () => {
    const target = new EventTarget();
    const error = made();
    Object.defineProperty(target, "error", { value: error });
    setTimeout(() => {
      const event = new Event("error", { cancelable: true });
      target.dispatchEvent(event);
      target.onerror?.(event);
    });
    return target;
  };
  const wrap = (owner, name, point) => {
    const original = owner[name];
    owner[name] = function (...given) {
      if (!due(point)) return original.apply(this, given);
      if (!fault.later) throw made();
      // A request that fails by itself takes its transaction along.
      const transaction = (this.objectStore ?? this).transaction;
      Object.defineProperty(transaction, "error", { value: made() });
      queueMicrotask(() => transaction.abort());
      return failing();
    };
  };
  for (const name of ["add", "put", "delete", "get", "getKey", "getAll", "getAllKeys"]) {
    wrap(IDBObjectStore.prototype, name, name);
  }
  wrap(IDBIndex.prototype, "getAll", "getAll");
  wrap(IDBIndex.prototype, "openKeyCursor", "openKeyCursor");
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    if (due("open")) throw made();
    return due("late open") ? failing() : open.apply(this, given);
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    if (due("transaction")) throw made();
    const begun = transaction.apply(this, given);
    if (given[1] === "readwrite" && due("commit")) {
      Object.defineProperty(begun, "error", { value: made() });
      setTimeout(() => { try { begun.abort(); } catch {} });
      // Kept from completing until then.
      const store = begun.objectStore(begun.objectStoreNames[0]);
      let asked = 0;
      const again = () => { if (asked++ < 50) store.get("nothing").onsuccess = again; };
      again();
    }
    return begun;
  };
})();
"""
