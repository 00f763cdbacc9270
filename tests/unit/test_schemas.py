"""The schemas that editors use agree with what the handbook accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from handbook.commands.sync import sync
from handbook.reading.load import DATA, data_files
from handbook.reading.reader import read
from support.paths import ROOT

if TYPE_CHECKING:
    from conftest import Copy


def validator(file: str) -> jsonschema.Draft202012Validator:
    """Return the validator that the data file's own first line names."""
    path = ROOT / DATA / file
    first = path.read_text(encoding="utf-8").split("\n")[0]
    start = "# yaml-language-server: $schema="
    assert first.startswith(start)
    schema = json.loads((path.parent / first.removeprefix(start)).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def data_of(path: Path) -> Any:
    return read(path.read_bytes()).data


@pytest.mark.parametrize("file", data_files(ROOT))
def test_data_is_valid(file: str) -> None:
    errors = [error.message for error in validator(file).iter_errors(data_of(ROOT / DATA / file))]
    assert errors == []


MISTAKES = {
    "unknown key": ("sops/ordering.yaml", "    details: Go", "    detials: Go"),
    "unknown key in a field": ("sops/ordering.yaml", "        label:", "        lable:"),
    "unknown key of a system": ("systems.yaml", "used_for:", "usedfor:"),
    "missing key": ("sops/ordering.yaml", "kind: read-do\n", "kind: read-do\ntitel: A\n"),
    "missing id": ("people.yaml", "  - id: customer\n    title", "  - title"),
    "list for text": ("sops/ordering.yaml", "title: Ordering", "title: [Ordering]"),
    "number for text": ("sops/ordering.yaml", "title: Ordering", "title: 1.10"),
    "text for list": ("sops/ordering.yaml", "makes: [order]", "makes: order"),
    "text for true": ("sops/ordering.yaml", "must_do: true", "must_do: yes"),
    "no such choice": ("sops/ordering.yaml", "kind: read-do", "kind: raed-do"),
    "no id": ("sops/ordering.yaml", "- id: configure", "- id: Configure It"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_mistakes_are_not_valid(kind: str, data: Copy) -> None:
    file, old, new = MISTAKES[kind]
    data.seed((file, old, new))
    assert not validator(file).is_valid(data_of(data.path(file)))
    assert data.findings()


def test_schemas_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert sync(ROOT, only_compare=True) == 0, capsys.readouterr().err
