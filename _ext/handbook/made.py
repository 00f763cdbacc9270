"""The site's style sheets and scripts, ready to be written: kept between builds, else made anew.

They are made in a process of their own, since what makes them small stays in memory for as long
as its process lives: 13 MB, a twenty-fifth of what a build of a thousand SOPs takes at most.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sphinx.errors import ExtensionError

from handbook.bundles import LIBRARIES

HERE = Path(__file__).parent
#: The code that says what is made of the sources, and how.
_CODE = ("assets.py", "bundles.py", "joining.py")


class Made(NamedTuple):
    """What comes of the sources of styles and scripts."""

    files: dict[str, str]
    """File name -> text."""
    broken: dict[str, str]
    """Where a script cannot be read (file:line:column) -> why."""


def made_assets(store: Path) -> Made:
    """Return the styles and scripts, from the file ``store`` where they were made of the same.

    What is damaged there is ignored.

    Raises:
        ExtensionError: They could not be made; says why in one line.
    """
    made_of = _sources()
    try:
        kept = json.loads(store.read_text(encoding="ascii"))
        if kept["of"] == made_of:
            return Made(kept["files"], kept["broken"])
    except (OSError, ValueError, LookupError, TypeError):
        pass  # there is none yet, or it is spoilt
    made = _make()
    store.parent.mkdir(parents=True, exist_ok=True)
    store.write_text(json.dumps({"of": made_of, **made._asdict()}), encoding="ascii")
    return made


def _sources() -> str:
    """Return a digest of all that decides what is made, and of where it is."""
    try:
        minifier = version("tdewolff-minify")
    except PackageNotFoundError:  # not made for this machine
        minifier = ""
    digest = hashlib.sha256(f"{minifier}\0{HERE}".encode())
    code = [HERE / name for name in _CODE]
    ours = [*HERE.glob("styles/*"), *HERE.glob("scripts/**/*.js")]
    theirs = [Path(str(files(package))) / file for package, file in LIBRARIES.values()]
    for path in sorted([*code, *ours, *theirs]):
        digest.update(f"\0{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _make() -> Made:
    """Have the styles and scripts made by another process."""
    path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")]))
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-m", "handbook.joining"],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        )
    except OSError as error:
        raise ExtensionError(f"styles and scripts cannot be joined: {error}") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().split("\n")
        raise ExtensionError(f"styles and scripts cannot be joined: {said[-1]}") from error
    return Made(**json.loads(ran.stdout))
