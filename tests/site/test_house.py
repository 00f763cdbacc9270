"""The house has floors: nothing imports upward, and folders have never heard of Sphinx."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from support.paths import ROOT

HOUSE = ROOT / "_ext" / "handbook"
LONGEST = 300

#: floor -> the files and folders on it; whatever is in no line is a feature, on floor 5.
FLOORS = {
    7: ["__init__.py", "__main__.py"],
    6: ["extension.py"],
    5: ["commands"],
    4: [
        "actions.py",
        "answers.py",
        "bundles.py",
        "contributing.py",
        "directive.py",
        "joining.py",
        "made.py",
        "pictures.py",
    ],
    3: [
        "domain.py",
        "noted.py",
        "store.py",
        "nodes.py",
        "offers.py",
        "pages.py",
        "reviews.py",
        "steps.py",
    ],
    2: ["reading", "drawing", "exporting", "comparing", "reporting.py"],
    1: ["model", "assets.py", "written.py"],
}
FEATURE_FLOOR = 5

FILES = sorted(HOUSE.rglob("*.py"))


class Import(NamedTuple):
    """A module that a file imports, where, and whether only for types or inside a function."""

    module: str
    line: int
    typing_only: bool
    inside: str | None


def name_of(path: Path) -> str:
    """Return the dotted name of a file: ``handbook.model.base``."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(path: Path) -> str:
    """Return the file or folder at the package's root that a file is, or is in."""
    return path.relative_to(HOUSE).parts[0]


def floor_of(path: Path) -> int:
    part = part_of(path)
    return next((floor for floor, parts in FLOORS.items() if part in parts), FEATURE_FLOOR)


MODULES = {name_of(path): path for path in FILES}
FEATURES = [path for path in FILES if path.parent == HOUSE and floor_of(path) == FEATURE_FLOOR]


def _guards_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _found(node: ast.AST, typing_only: bool = False, inside: str | None = None) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, node.lineno, typing_only, inside)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: write imports from the top: handbook.…"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            module = whole if whole in MODULES else str(node.module)
            yield Import(module, node.lineno, typing_only, inside)
    else:
        typing_only = typing_only or _guards_types(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = getattr(node, "name", "lambda")
        for child in ast.iter_child_nodes(node):
            yield from _found(child, typing_only, inside)


@cache
def imports(path: Path) -> tuple[Import, ...]:
    return tuple(_found(ast.parse(path.read_text(encoding="utf-8"))))


def ours(path: Path) -> Iterator[tuple[Import, Path]]:
    """Yield each import of one of our own files, and that file."""
    for found in imports(path):
        if found.module in MODULES and MODULES[found.module] != path:
            yield found, MODULES[found.module]


def test_there_is_something_to_hold() -> None:
    assert len(FILES) > 20
    assert {path.stem for path in FEATURES} >= {"checklists", "indexes", "csp", "theme"}
    assert any(found.typing_only for path in FILES for found in imports(path))


def test_every_import_of_the_house_leads_to_a_file() -> None:
    lost = [
        f"{path.name}:{found.line}: {found.module}"
        for path in FILES
        for found in imports(path)
        if found.module.split(".")[0] == "handbook" and found.module not in MODULES
    ]
    assert lost == []


def test_nothing_imports_upward() -> None:
    upward = [
        f"{floor_of(path)} {name_of(path)} imports {floor_of(target)} {found.module}"
        for path in FILES
        for found, target in ours(path)
        if floor_of(target) > floor_of(path)
    ]
    assert upward == []


def test_features_are_blind_to_each_other() -> None:
    seeing = [
        f"{name_of(path)} imports {found.module}"
        for path in FEATURES
        for found, target in ours(path)
        if floor_of(target) == FEATURE_FLOOR and part_of(target) != part_of(path)
    ]
    assert seeing == []


def test_only_the_extension_and_commands_know_features() -> None:
    """Whoever imports a feature could not do without it; only what composes them may."""
    knowing = {
        name_of(path)
        for path in FILES
        for _, target in ours(path)
        if target in FEATURES and part_of(path) != part_of(target)
    }
    assert knowing <= {"handbook.extension"}


def test_no_circle_not_even_for_types() -> None:
    graph = {path: {target for _, target in ours(path)} for path in FILES}
    done: set[Path] = set()

    def follow(path: Path, way: tuple[Path, ...]) -> None:
        assert path not in way, " → ".join(name_of(step) for step in (*way, path))
        if path not in done:
            for target in graph[path]:
                follow(target, (*way, path))
            done.add(path)

    for path in FILES:
        follow(path, ())


def test_folders_never_import_sphinx() -> None:
    foreign = [
        f"{path.relative_to(HOUSE)}:{found.line}: {found.module}"
        for path in FILES
        for found in imports(path)
        if path.parent != HOUSE
        and found.module.split(".")[0] in ("sphinx", "docutils", "myst_parser")
    ]
    assert foreign == []


def test_folders_never_import_the_sphinx_side() -> None:
    foreign = [
        f"{name_of(path)} imports {found.module}"
        for path in FILES
        for found, target in ours(path)
        if path.parent != HOUSE and target.parent == HOUSE
    ]
    assert foreign == []


def test_no_import_inside_a_function() -> None:
    hidden = [
        (name_of(path), found.inside)
        for path in FILES
        for found in imports(path)
        if found.inside is not None
    ]
    assert hidden == [("handbook", "setup")]


ALONE = """
import importlib, sys
kept = set(sys.modules)
failed = []
for name in sys.argv[1:]:
    for module in [m for m in sys.modules if m.split(".")[0] == "handbook"]:
        del sys.modules[module]
    try:
        importlib.import_module(name)
    except Exception as error:
        failed.append(f"{name}: {error!r}")
print("\\n".join(failed))
"""
PURE = """
import sys
import handbook.commands.check, handbook.exporting, handbook.reading.load, handbook.model
print(*[name for name in ("sphinx", "docutils", "myst_parser") if name in sys.modules])
"""


def run(code: str, *arguments: str) -> str:
    """Run Python with only the house on its path; return what it printed."""
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(HOUSE.parent)},
    )
    return ran.stdout.strip()


def test_every_module_imports_alone() -> None:
    """Each with no other of ours loaded; what others made, such as Sphinx, is loaded once."""
    assert run(ALONE, *MODULES) == ""


def test_folders_run_where_sphinx_is_not_loaded() -> None:
    assert run(PURE) == ""


def test_files_are_short() -> None:
    long = {
        name_of(path): lines
        for path in FILES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_"):
            yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from _public(child, f"{prefix}{child.name}.")


def _inherits_its_words(module: str, name: str) -> bool:
    """Tell whether a method overrides one that says what it does."""
    of, _, method = name.rpartition(".")
    owner = getattr(importlib.import_module(module), of) if of else None
    return owner is not None and bool(inspect.getdoc(getattr(owner, method)))


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    silent = [
        name
        for name, node in _public(tree)
        if not ast.get_docstring(node) and not _inherits_its_words(name_of(path), name)
    ]
    assert silent == []


def test_the_map_names_every_module() -> None:
    """`_ext/README.md` has a line for each file, and none for a file that is gone."""
    text = (HOUSE.parent / "README.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    there = {
        path.relative_to(HOUSE).as_posix()
        for path in FILES
        if path.name != "__init__.py" or path.parent == HOUSE
    }
    assert listed == there
