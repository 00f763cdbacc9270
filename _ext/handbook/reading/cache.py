"""Keep the loaded handbook between builds, and use it only while it is certainly right."""

from __future__ import annotations

import hashlib
import pickle
import sys
from pathlib import Path

import markdown_it
import mdit_py_plugins
import pydantic
import yaml

from handbook.reading.load import DATA, PAGES, Loaded, data_files, load, no_collecting

#: Whose code decides what is loaded.
_CODE = ("model", "reading")


def load_cached(root: Path, store: Path) -> Loaded:
    """Return `handbook.reading.load.load` of ``root``, from the file ``store`` where it is current.

    It is current while the data files, the list of pages, and the code that reads them
    are byte for byte the same, under the same Python and libraries. The file is replaced
    otherwise; a damaged one is ignored.
    """
    key = _key(root)
    try:
        with no_collecting():
            kept_key, handbook, findings = pickle.loads(store.read_bytes())
        if kept_key == key:
            return Loaded(root, handbook, findings)
    except Exception:  # whatever a damaged or foreign file does, reading the data again is right
        pass
    loaded = load(root)
    store.parent.mkdir(parents=True, exist_ok=True)
    store.write_bytes(pickle.dumps((key, loaded.handbook, loaded.findings)))
    return loaded


def _key(root: Path) -> str:
    versions = (
        sys.version, pydantic.VERSION, markdown_it.__version__, mdit_py_plugins.__version__,
        yaml.__version__,
    )  # fmt: skip
    digest = hashlib.sha256("\0".join(versions).encode())
    package = Path(__file__).parent.parent
    code = [path for folder in _CODE for path in (package / folder).glob("*.py")]
    data = [root / DATA / file for file in data_files(root)]
    for base, paths in ((package, code), (root, data)):
        for path in sorted(paths):
            digest.update(f"\0{path.relative_to(base).as_posix()}\0".encode())
            # Links are refused, wherever they lead.
            content = b"" if path.is_symlink() else path.read_bytes()
            digest.update(hashlib.sha256(content).digest() + bytes([path.is_symlink()]))
    pages = sorted(path.name for path in (root / PAGES).glob("*.md"))
    digest.update("\0".join(["", *pages]).encode())
    return digest.hexdigest()
