"""Load the whole handbook from its folder, with every problem placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from handbook.model.base import Known, Model
from handbook.model.checks import check, repeated
from handbook.model.entities import (
    AgreementsFile,
    ArtefactsFile,
    Entity,
    PeopleFile,
    StagesFile,
    SystemsFile,
)
from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath, Problem, did_you_mean
from handbook.model.sop import Sop
from handbook.reading.reader import read
from handbook.reading.source import Mark, Source
from handbook.reading.validate import FILLER, validate

DATA = "_data"
SOPS = "sops"
#: Where the page of each SOP is, from the handbook's root.
PAGES = "sales-operations/sops"

#: The files that a handbook has, and what is in each; every file of SOPS/ holds a Sop.
FILES: Mapping[str, type[Model]] = {
    "stages.yaml": StagesFile,
    "people.yaml": PeopleFile,
    "systems.yaml": SystemsFile,
    "artefacts.yaml": ArtefactsFile,
    "agreements.yaml": AgreementsFile,
}


class Finding(NamedTuple):
    """A problem with its place: file, line and column, the last two from 1."""

    file: str
    line: int
    column: int
    message: str
    cure: str

    @property
    def place(self) -> str:
        """``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message} · {self.cure}"


@dataclass
class Loaded:
    """A handbook, what is wrong with its data, and where everything stands.

    ``root`` is the handbook's folder. Sources are read again when they are asked for
    and were not kept, as after loading from the cache.
    """

    root: Path
    handbook: Handbook
    findings: tuple[Finding, ...]
    sources: dict[str, Source] = field(default_factory=dict, repr=False)

    def source(self, file: str) -> Source:
        """Return the data file ``file`` (``"sops/ordering.yaml"``) with its places."""
        if file not in self.sources:
            self.sources[file] = read((self.root / DATA / file).read_bytes())
        return self.sources[file]

    def line(self, path: DataPath) -> int:
        """Return the line on which the value at ``path`` begins, from 1."""
        file, *rest = path
        return self.source(str(file)).first_line(tuple(rest))

    def place(self, path: DataPath) -> str:
        """Return ``file:line:column`` of the value at ``path``, the file from the root."""
        return place(self.source(str(path[0])), Problem(path, "", "")).place


def place(source: Source, problem: Problem) -> Finding:
    """Return ``problem`` with its place in ``source``."""
    file, *rest = problem.path
    mark = source.mark_at(tuple(rest), at_key=problem.at_key)
    message = problem.message
    if problem.first:
        message += f" (first on line {source.mark_at(problem.first[1:]).line})"
    return Finding(f"{DATA}/{file}", *mark, message, problem.cure)


def data_files(root: Path) -> list[str]:
    """Return the YAML files in the data folder, from there, sorted."""
    data = root / DATA
    found = (path for path in data.rglob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    return sorted(path.relative_to(data).as_posix() for path in found)


def load(root: Path) -> Loaded:
    """Read the handbook whose root is ``root``; every problem is in the result, none is raised."""
    findings = list(_strays(root))
    files = {file: model for file, model in _models(root).items() if (root / DATA / file).is_file()}
    refused = {finding.file for finding in findings}
    files = {file: model for file, model in files.items() if f"{DATA}/{file}" not in refused}
    sources = {file: read((root / DATA / file).read_bytes()) for file in files}
    known = _known(root, sources)
    built: dict[str, Any] = {}
    rough: dict[str, Any] = {}
    for file, model in files.items():
        source = sources[file]
        findings += [
            Finding(f"{DATA}/{file}", *complaint.mark, complaint.message, complaint.cure)
            for complaint in source.complaints
        ]
        if source.data is None:
            findings += _empty(file, source)
            continue
        whole, partial, problems = validate(model, source, known)
        findings += [place(source, _below(file, problem)) for problem in problems]
        if whole and not source.complaints:
            built[file] = whole
        if partial:
            rough[file] = partial
    handbook = _assemble(built, sources)
    broken = {_sop_id(file) for file in files if _is_sop(file)} - set(handbook.sops)
    for problem in (*_duplicates(sources), *check(_assemble(rough, sources))):
        if FILLER not in problem.message:
            findings.append(place(sources[str(problem.path[0])], problem))
    handbook = handbook.model_copy(update={"broken": frozenset(broken)})
    findings = sorted(set(findings))
    return Loaded(root, handbook, tuple(findings), sources)


def _models(root: Path) -> dict[str, type[Model]]:
    sops = {file: Sop for file in data_files(root) if _is_sop(file)}
    return {**FILES, **sops}


def _is_sop(file: str) -> bool:
    return file.startswith(f"{SOPS}/") and file.endswith(".yaml") and file.count("/") == 1


def _sop_id(file: str) -> str:
    return file.removeprefix(f"{SOPS}/").removesuffix(".yaml")


def _below(file: str, problem: Problem) -> Problem:
    return Problem(
        (file, *problem.path), problem.message, problem.cure, problem.at_key, problem.first
    )


def _empty(file: str, source: Source) -> list[Finding]:
    if source.complaints:
        return []
    return [Finding(f"{DATA}/{file}", 1, 1, "the file is empty", "write it, or delete it")]


def _strays(root: Path) -> Iterator[Finding]:
    """Find files that are missing, that nothing reads, or that lead out of the folder."""
    data = root / DATA
    there = data_files(root)
    for file in FILES:
        if file not in there:
            cure = "put it back: the handbook needs it"
            yield Finding(f"{DATA}/{file}", 1, 1, "the file is missing", cure)
    for file in there:
        here = f"{DATA}/{file}"
        if (data / file).is_symlink() or not (data / file).resolve().is_relative_to(data.resolve()):
            yield Finding(here, 1, 1, "the file is a link", "put the file itself here")
        elif not _is_sop(file) and file not in FILES:
            cure = did_you_mean(file, FILES)
            if file.endswith(".yml"):
                cure = "name it with .yaml at the end"
            yield Finding(here, 1, 1, "no part of the handbook reads this file", cure)
        elif _is_sop(file) and not (root / PAGES / f"{_sop_id(file)}.md").is_file():
            cure = f"add {PAGES}/{_sop_id(file)}.md"
            yield Finding(here, 1, 1, "the SOP is on no page", cure)


def _known(root: Path, sources: Mapping[str, Source]) -> Known:
    """Collect every id before anything is validated, so that order does not matter."""
    ids: dict[str, set[str]] = {"sop": set(), "step": set()}
    unsure: set[str] = set()
    for file in FILES:
        kinds = FILES[file].model_fields
        data = sources[file].data if file in sources else None
        for key in kinds:
            ids[key[:-1]] = {name for _, name in _ids(file, key, data)}
            if not isinstance(data, dict) or not isinstance(data.get(key), list):
                unsure.add(key[:-1])
    for file, source in sources.items():
        if _is_sop(file):
            ids["sop"].add(_sop_id(file))
            ids["step"] |= {f"{_sop_id(file)}.{name}" for name in _step_ids(source.data)}
            if source.data is None:
                unsure.add("step")
    return Known({kind: frozenset(names) for kind, names in ids.items()}, frozenset(unsure))


def _ids(file: str, key: str, data: Any) -> Iterator[tuple[DataPath, str]]:
    items = data.get(key) if isinstance(data, dict) else None
    for position, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield (file, key, position, "id"), item["id"]


def _step_ids(data: Any) -> Iterator[str]:
    for key in ("steps", "sections"):
        items = data.get(key) if isinstance(data, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                if key == "steps" and isinstance(item.get("id"), str):
                    yield item["id"]
                yield from _step_ids(item)


def _duplicates(sources: Mapping[str, Source]) -> Iterator[Problem]:
    for file in FILES:
        if file in sources:
            for key in FILES[file].model_fields:
                yield from repeated(_ids(file, key, sources[file].data), key[:-1])


def _assemble(files: Mapping[str, Any], sources: Mapping[str, Source]) -> Handbook:
    parts: dict[str, Any] = {"sops": {}}
    for file, model in files.items():
        if isinstance(model, Sop):
            parts["sops"][_sop_id(file)] = model
            continue
        for key in type(model).model_fields:
            entities: tuple[Entity, ...] = getattr(model, key)
            parts[key] = {entity.id: entity for entity in entities}
    return Handbook.model_construct(**parts)
