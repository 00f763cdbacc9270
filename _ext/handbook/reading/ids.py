"""Collect every id before anything is validated, so that the order of files does not matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from handbook.model.base import Known, Model
from handbook.model.checks import repeated
from handbook.model.problem import DataPath, Problem
from handbook.reading.source import Source

#: Where an id is, and the id, if it can be read.
Named = tuple[DataPath, str | None]


def names(model: type[Model], source: Source) -> Known:
    """Return the ids of all that a file of ``model`` defines.

    What it defines is unsure where it was not read whole or something has no id.
    """
    ids: dict[str, frozenset[str]] = {}
    unsure: set[str] = set()
    for key in model.model_fields:
        found = [name for _, name in _ids((), key, source.data)]
        ids[key[:-1]] = frozenset(name for name in found if name is not None)
        if source.gaps or None in found or _items(source.data, key) is None:
            unsure.add(key[:-1])
        if key == "stages":
            parts = list(_part_ids(source.data))
            ids["part"] = frozenset(name for name in parts if name is not None)
            if "stage" in unsure or None in parts:
                unsure.add("part")
    return Known(ids, frozenset(unsure))


def step_names(sop_id: str, source: Source) -> Known:
    """Return the ids of an SOP's steps, which are unsure where its file was not read whole."""
    steps = list(_step_ids(source.data))
    found = frozenset(f"{sop_id}.{name}" for name in steps if name is not None)
    gaps = source.gaps or None in steps or not steps
    return Known({"step": found}, frozenset([f"step:{sop_id}"] if gaps else []))


def together(known: Iterable[Known]) -> Known:
    """Return all that several files define."""
    ids: dict[str, set[str]] = {}
    unsure: set[str] = set()
    for one in known:
        unsure |= one.unsure
        for kind, found in one.ids.items():
            ids.setdefault(kind, set()).update(found)
    return Known({kind: frozenset(found) for kind, found in ids.items()}, frozenset(unsure))


def duplicates(model: type[Model], data: Any) -> Iterator[Problem]:
    """Yield a problem for each id that a file gives twice, a team's and a role's alike.

    Ids of what belongs to one thing are unique among themselves, whether it has them at once, as
    a stage its parts, or in groups, as a decoder its items.
    """
    named = [pair for key in model.model_fields for pair in _ids((), key, data)]
    kinds = " or ".join(key[:-1] for key in model.model_fields)
    yield from repeated(_readable(named), kinds)
    for key in model.model_fields:
        for position, item in enumerate(_items(data, key) or ()):
            for inner in item if isinstance(item, dict) else ():
                named = list(_ids((key, position), inner, item))
                yield from repeated(_readable(named), inner[:-1].replace("_", " "))
                for kind, grouped in _in_groups((key, position), inner, item).items():
                    yield from repeated(_readable(grouped), kind[:-1])


def _in_groups(above: DataPath, key: str, data: Any) -> dict[str, list[Named]]:
    """Return the ids in the lists that the items of the list at ``key`` hold, by their key."""
    found: dict[str, list[Named]] = {}
    for position, group in enumerate(_items(data, key) or ()):
        for inner in group if isinstance(group, dict) else ():
            found.setdefault(inner, []).extend(_ids((*above, key, position), inner, group))
    return found


def _readable(named: list[Named]) -> list[tuple[DataPath, str]]:
    return [(path, name) for path, name in named if name is not None]


def _items(data: Any, key: str) -> list[Any] | None:
    """Return the list at ``key``, if there is one."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else None


def _ids(above: DataPath, key: str, data: Any) -> Iterator[Named]:
    """Yield path and id of each item of the list at ``key``; None where it has no readable id."""
    for position, item in enumerate(_items(data, key) or ()):
        yield (*above, key, position, "id"), _id(item)


def _id(item: Any) -> str | None:
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else None


def _part_ids(data: Any) -> Iterator[str | None]:
    """Yield ``stage-id.part-id`` for each part of a stage; None where it has no readable id."""
    for stage in _items(data, "stages") or ():
        for part in _items(stage, "sub_stages") or ():
            name = _id(part)
            yield f"{_id(stage)}.{name}" if name is not None else None


def _step_ids(data: Any) -> Iterator[str | None]:
    for key in ("steps", "sections"):
        for item in _items(data, key) or ():
            if key == "steps":
                yield _id(item)
            yield from _step_ids(item)
