"""The trees, each built once with each builder and once more elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from support.build import Built, build
from support.trees import copy_tree

Build = Callable[..., Built]

#: For both rounds alike, so that only place and zone differ.
EPOCH = "1750000000"
#: Round -> where it builds, and the zone its clock shows.
ROUNDS = {1: ("here", "UTC"), 2: ("elsewhere", "Pacific/Kiritimati")}
#: Builders whose doctrees serve no other: Sphinx refuses to mix them.
DOCTREES = {"gettext": "gettext-doctrees"}
#: Settings that a builder needs in a test.
OVERRIDES = {"linkcheck": {"linkcheck_ignore": [".*"]}}  # nothing is asked of the network


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Return `built(tree, builder, round=1)`: a build with `-n -j 2`, made when first asked for.

    The builders of one round and tree share doctrees, as `nox` has them do; gettext's are other.
    """
    base = tmp_path_factory.mktemp("trees")

    @cache
    def source(tree: str, place: str) -> Path:
        return copy_tree(tree, base / place / tree / "source")

    @cache
    def once(tree: str, builder: str, number: int) -> Built:
        place, zone = ROUNDS[number]
        root = source(tree, place)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
            patch.setenv("TZ", zone)
            time.tzset()
            made = build(
                root,
                builder,
                root.parent / builder,
                doctrees=root.parent / DOCTREES.get(builder, "doctrees"),
                parallel=2,
                confoverrides=OVERRIDES.get(builder),
            )
        time.tzset()
        return made

    return lambda tree, builder, number=1: once(tree, builder, number)
