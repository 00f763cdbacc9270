"""Tell the members of a union apart by a key, so that a mistake is told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Discriminator, Tag

_TAG = "by "


def tag(key: str) -> Tag:
    """Return the tag of the union member that `by_key` tells by ``key``; no key looks like it."""
    return Tag(_TAG + key)


class _ByKey(Discriminator):
    """A discriminator that can stand in ``X | None``, which hashes it on Python 3.11."""

    __hash__ = object.__hash__


def by_key(*keys: str, message: str, cure: str) -> Discriminator:
    """Tell the members of a union apart by which of ``keys`` is written.

    A mapping with none of them gets ``message`` and ``cure`` rather than one complaint a member.
    """

    def written(value: Any) -> str | None:
        if isinstance(value, BaseModel):
            names = {field.alias or name for name, field in type(value).model_fields.items()}
        else:
            names = set(value) if isinstance(value, Mapping) else set()
        return next((_TAG + key for key in keys if key in names), None)

    # The template has to be constant, so message and cure travel beside it.
    return _ByKey(
        written,
        custom_error_type="handbook",
        custom_error_message="{message} · {cure}",
        custom_error_context={"message": message, "cure": cure, "keys": " ".join(keys)},
    )
