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
        store.write_bytes(pickle.dumps((code, memory.asked)))
    return loaded


class _Memory:
    """What was made at an earlier time, pickled, and what is asked for this time."""

    def __init__(self, kept: dict[Key, bytes]) -> None:
        self.kept = kept
        self.asked: dict[Key, bytes] = {}

    def recall(self, key: Key, make: Callable[[], T]) -> T:
        """Return what was made of the same ``key``, else make it."""
        try:
            found: T = pickle.loads(self.kept[key])
            self.asked[key] = self.kept[key]
        except Exception:  # whatever damaged data does, making it again is right
            found = make()
            self.asked[key] = pickle.dumps(found)
        return found


def _kept(store: Path, code: str) -> dict[Key, bytes]:
    """Return what the file holds, if this code made it."""
    try:
        made_by, kept = pickle.loads(store.read_bytes())
        return dict(kept) if made_by == code else {}
    except Exception:  # whatever a damaged or foreign file does, it holds nothing
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
