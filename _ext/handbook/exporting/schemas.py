"""JSON Schemas of the data files, so that editors complete and check YAML as one types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from handbook.model.base import Model
from handbook.model.sop import Sop
from handbook.reading.load import DATA, FILES

#: The version of JSON Schema that all of them are written in.
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Iterator[tuple[str, str]]:
    """Yield (path from the handbook's root, text) of every schema."""
    for file, model in FILES.items():
        yield f"{DATA}/schema/{PurePosixPath(file).stem}.json", _text(model)
    yield f"{DATA}/schema/sop.json", _text(Sop)


def _text(model: type[Model]) -> str:
    schema = {"$schema": DRAFT, **model.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
