"""Data as YAML in the way the handbook's own is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


class _Outermost(dict[str, Any]):
    """A mapping whose keys each begin a line, however short it is."""


class _Dumper(yaml.SafeDumper):
    """Sets lists in, quotes with double quotes, and keeps short mappings on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set in whatever stands below a key, lists too."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif yaml.safe_dump(text).startswith("'"):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _outermost(dumper: yaml.SafeDumper, data: _Outermost) -> yaml.MappingNode:
    node = dumper.represent_dict(data)
    node.flow_style = False
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Outermost, _outermost)


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return keys and values as YAML, without a line break at the end.

    >>> print(as_yaml({"due": {"days": 14, "before": "start"}, "date": "2026-11-22"}))
    due: {days: 14, before: start}
    date: "2026-11-22"
    """
    return yaml.dump(
        _Outermost(data),
        Dumper=_Dumper,
        default_flow_style=None,
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    ).rstrip("\n")
