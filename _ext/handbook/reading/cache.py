"""Keep what data files came to between builds, and use it only while it is certainly right."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import markdown_it
import mdit_py_plugins
import pydantic
import yaml

from handbook.reading.files import Key, digest_of
from handbook.reading.load import Loaded, load

T = TypeVar("T")
#: Whose code decides what is loaded.
_CODE = ("model", "reading")
#: The bytes that the file begins with, which are the digest of the rest.
_DIGEST = hashlib.sha256().digest_size


def load_cached(root: Path, store: Path) -> Loaded:
    """Return `handbook.reading.load.load` of ``root``, as far as it can from the file ``store``.

    What the file holds counts while the code that reads the data is byte for byte the same,
    under the same Python and libraries; then only data files that differ are read, or all where
    the ids in them do. What is damaged is ignored. The file is replaced where anything differs.
    """
    code = _code()
    memory = _Memory(_kept(store, code))
    loaded = load(root, memory.recall)
    loaded.stamp = digest_of((code, sorted(memory.asked), loaded.findings))
    if memory.asked != memory.kept:
        store.parent.mkdir(parents=True, exist_ok=True)
        kept = pickle.dumps((code, memory.asked))
        store.write_bytes(hashlib.sha256(kept).digest() + kept)
    return loaded


class _Memory:
    """What was made at an earlier time, pickled, and what is asked for this time."""

    def __init__(self, kept: dict[Key, bytes]) -> None:
        self.kept = kept
        self.asked: dict[Key, bytes] = {}

    def recall(self, key: Key, make: Callable[[], T]) -> T:
        """Return what was made of the same ``key``, else make it."""
        if packed := self.kept.get(key):
            found: T = pickle.loads(packed)
        else:
            found = make()
            packed = pickle.dumps(found)
        self.asked[key] = packed
        return found


def _kept(store: Path, code: str) -> dict[Key, bytes]:
    """Return what the file holds, if this code made it."""
    try:
        held = store.read_bytes()
        digest, kept = held[:_DIGEST], held[_DIGEST:]
        if hashlib.sha256(kept).digest() != digest:
            return {}  # it is damaged, and where that is would show only later
        made_by, found = pickle.loads(kept)
        return dict(found) if made_by == code else {}
    except Exception:  # whatever a foreign file does, it holds nothing
        return {}


def _code() -> str:
    """Return a digest of the code that decides what is loaded."""
    versions = (
        sys.version, pydantic.VERSION, markdown_it.__version__, mdit_py_plugins.__version__,
        yaml.__version__,
    )  # fmt: skip
    digest = hashlib.sha256("\0".join(versions).encode())
    package = Path(__file__).parent.parent
    for path in sorted(path for folder in _CODE for path in (package / folder).glob("*.py")):
        digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
