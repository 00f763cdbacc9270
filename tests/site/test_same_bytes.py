"""Whoever builds a site, wherever and whenever, gets the same bytes.

Here each build is a process of its own, whose clock, zone, language and order of sets are other
than those of the build it is held against; that one ran with two jobs and SOURCE_DATE_EPOCH.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from support.build import Built
from support.paths import ROOT
from support.trees import HANDBOOK, contents, copy_tree
from support.trust import WHOLE

#: Sphinx's own notes of the settings, some of which a test makes in another way.
NOTES = {".buildinfo"}
EPOCH = "1000000000"


class Way(NamedTuple):
    """How a tree is built."""

    tree: str
    builder: str
    jobs: int
    epoch: bool


WAYS = [
    Way(*way)
    for way in itertools.product(
        (HANDBOOK, "everything"), ("html", "dirhtml", "singlehtml"), (1, 2), (True, False)
    )
]
PART = [Way(HANDBOOK, "html", 1, False)]


def build_apart(way: Way, folder: Path) -> Path:
    """Build a tree in a process of its own, somewhere else, and return where."""
    source, out = copy_tree(way.tree, folder / "a longer way" / "down"), folder / "out"
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {
        "PYTHONPATH": str(ROOT / "_ext"),
        "PYTHONHASHSEED": str(100 + WAYS.index(way)),
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "LANGUAGE": "tr",
        **({"SOURCE_DATE_EPOCH": EPOCH} if way.epoch else {}),
    }
    options = ("-q", "-W", "-n", "-j", str(way.jobs), "-b", way.builder)
    command = [sys.executable, "-m", "sphinx", *options, "-d", folder / "doctrees", source, out]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.trust("same bytes", "a build by one job or two, elsewhere, at another time")
@pytest.mark.parametrize("way", WAYS if WHOLE else PART, ids=lambda way: "-".join(map(str, way)))
def test_a_build_apart_makes_the_same(
    way: Way, built: Callable[..., Built], tmp_path: Path
) -> None:
    here = contents(built(way.tree, way.builder).outdir)
    there = contents(build_apart(way, tmp_path))
    assert list(here) == list(there)
    assert [name for name in here if here[name] != there[name] and name not in NOTES] == []
