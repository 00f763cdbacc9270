"""Hold files against the schemas that check-jsonschema brings, without asking the network."""

from __future__ import annotations

from pathlib import Path

from check_jsonschema import main
from click.testing import CliRunner


def complaints(schema: str, *files: Path) -> str:
    """Return what a schema has against any of the files; nothing when they are as they should be.

    Args:
        schema: Its name among those that come with check-jsonschema: "github-workflows".
        files: JSON or YAML files, one at least.
    """
    ran = CliRunner().invoke(main, ["--builtin-schema", f"vendor.{schema}", *map(str, files)])
    return ran.output if ran.exit_code else ""
