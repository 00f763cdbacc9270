"""Load the whole handbook from its folder, with every problem placed."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from handbook.model.agreements import AgreementsFile
from handbook.model.base import Known, Model, id_from
from handbook.model.checks import check
from handbook.model.decoders import DecodersFile
from handbook.model.entities import ArtefactsFile, Entity, GlossaryFile, PeopleFile, SystemsFile
from handbook.model.handbook import Handbook
from handbook.model.problem import DataPath, Problem, did_you_mean
from handbook.model.sop import Sop
from handbook.model.stages import StagesFile
from handbook.reading.files import START, Content, Files, Key, Opened, Part, Recall, anew
from handbook.reading.ids import names, step_names, together
from handbook.reading.reader import read
from handbook.reading.source import Mark, Source
from handbook.reading.validate import certain

DATA = "_data"
SOPS = "sops"
#: Where the page of each SOP is, from the handbook's root.
PAGES = "sales-operations/sops"

_whole, _rough, _lines = attrgetter("whole"), attrgetter("rough"), attrgetter("lines")

#: The files that a handbook has, and what is in each; every file of SOPS/ holds a Sop.
FILES: Mapping[str, type[Model]] = {
    "stages.yaml": StagesFile,
    "people.yaml": PeopleFile,
    "systems.yaml": SystemsFile,
    "artefacts.yaml": ArtefactsFile,
    "agreements.yaml": AgreementsFile,
    "glossary.yaml": GlossaryFile,
    "decoders/hub-configurator.yaml": DecodersFile,
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

    ``root`` is the handbook's folder. Sources are read when they are asked for and were
    not kept, as after loading from the cache.
    """

    root: Path
    handbook: Handbook
    findings: tuple[Finding, ...]
    sources: dict[str, Source] = field(default_factory=dict, repr=False)
    stamp: str = ""
    """The same as before only if nothing differs; empty where nobody knows."""
    stamps: Mapping[str, Key] = field(default_factory=dict, repr=False)
    """SOP -> the same as before only if that SOP does not differ, whatever else does."""
    _full_paths: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def full_path(self, path: DataPath) -> str:
        """Return where the file is that the value at ``path`` is in.

        It is the same object each time, so that a thousand nodes which name it hold it once.
        """
        file = str(path[0])
        if file not in self._full_paths:
            self._full_paths[file] = str(self.root / DATA / file)
        return self._full_paths[file]

    def source(self, file: str) -> Source:
        """Return the data file ``file`` (``"sops/ordering.yaml"``) with its places."""
        if file not in self.sources:
            self.sources[file] = read((self.root / DATA / file).read_bytes())
        return self.sources[file]

    def forget(self, file: str) -> None:
        """Drop the places of a data file; whoever asks for one has it read again."""
        self.sources.pop(file, None)

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
    mark = source.mark_at(tuple(rest), at_key=problem.at_key, line=problem.line)
    message = problem.message
    if problem.first:
        message += f" (first on line {source.mark_at(problem.first[1:]).line})"
    return Finding(f"{DATA}/{file}", *mark, message, problem.cure)


def data_files(root: Path) -> list[str]:
    """Return the YAML files and the links in the data folder, from there, sorted."""
    data = root / DATA
    found = (
        path
        for path in data.rglob("*")
        if path.is_symlink() or (path.suffix.lower() in (".yaml", ".yml") and path.is_file())
    )
    return sorted(path.relative_to(data).as_posix() for path in found)


def load(root: Path, recall: Recall = anew) -> Loaded:
    """Read the handbook whose root is ``root``; every problem is in the result, none is raised.

    What a file comes to is asked of ``recall``, which may know it from an earlier time.
    """
    with no_collecting():
        there = data_files(root)
        findings = [*_missing(there), *_unread(root, there)]
        refused = {finding.file for finding in findings}
        models = {file: Sop if _is_sop(file) else FILES.get(file) for file in there}
        readable = {
            f: model for f, model in models.items() if model and f"{DATA}/{f}" not in refused
        }
        files = Files(root / DATA, readable, recall)
        sops = {file: _sop_id(file) for file in there if _is_sop(file)}
        known = _known(files, sops)
        parts = files.parts(known)
        problems = [problem for part in parts.values() for problem in part.problems]
        problems += files.across(known, lambda: list(_across(parts)))
        findings += [_finding(f, *said) for f, part in parts.items() for said in part.complaints]
        findings += [place(files.source(str(problem.path[0])), problem) for problem in problems]
        findings += _pageless(root, sops)
        # An SOP with mistakes is not shown at all: it would lead people wrong.
        faulty = {finding.file.removeprefix(f"{DATA}/") for finding in findings} & set(sops)
        sound = {f: part for f, part in parts.items() if part.sound and f not in faulty}
        shown = _of_sops(sound)
        handbook = _assemble(sound, _whole).model_copy(
            update={
                "broken": frozenset(sops[file] for file in faulty),
                "lines": Opened(shown, _lines),
            }
        )
        stamps = {name: part.key for name, part in shown.items()}
        findings = sorted(set(findings))
        return Loaded(root, handbook, tuple(findings), files.sources, stamps=stamps)


def _known(files: Files, sops: Mapping[str, str]) -> Known:
    """Return the ids that all files define; of one that is missing or refused nothing is sure."""
    here = [files.names(file) for file in files.models]
    lost = [names(model, Source()) for file, model in FILES.items() if file not in files.models]
    lost += [step_names(name, Source()) for file, name in sops.items() if file not in files.models]
    return together([Known({"sop": frozenset(sops.values())}), *here, *lost])


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile: data makes none, but looking takes long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _finding(file: str, mark: Mark, message: str, cure: str) -> Finding:
    return Finding(f"{DATA}/{file}", *mark, message, cure)


def _is_sop(file: str) -> bool:
    return file.startswith(f"{SOPS}/") and file.endswith(".yaml") and file.count("/") == 1


def _sop_id(file: str) -> str:
    return file.removeprefix(f"{SOPS}/").removesuffix(".yaml")


def _missing(there: Iterable[str]) -> Iterator[Finding]:
    for file in FILES.keys() - set(there):
        yield _finding(file, START, "the file is missing", "put it back: the handbook needs it")


def _unread(root: Path, there: Iterable[str]) -> Iterator[Finding]:
    """Find files that nothing reads, or that lead elsewhere."""
    for file in there:
        if (root / DATA / file).is_symlink():
            yield _finding(file, START, "this is a link", "put the file itself here")
        elif not _is_sop(file) and file not in FILES:
            cure = did_you_mean(file, FILES)
            if not file.endswith(".yaml"):
                cure = "name it with .yaml at the end"
            yield _finding(file, START, "no part of the handbook reads this file", cure)
        elif _is_sop(file) and (near := id_from(_sop_id(file))) != _sop_id(file):
            cure = f"name it {near or 'some-id'}.yaml"
            yield _finding(file, START, "the file's name is not an id", cure)


def _pageless(root: Path, sops: Mapping[str, str]) -> Iterator[Finding]:
    for file, sop_id in sops.items():
        if not (root / PAGES / f"{sop_id}.md").is_file():
            yield _finding(file, START, "the SOP is on no page", f"add {PAGES}/{sop_id}.md")


def _across(parts: Mapping[str, Part]) -> Iterator[Problem]:
    """Check across the data, which may be rough."""
    usable = {file: part for file, part in parts.items() if part.content.rough}
    yield from certain(check(_assemble(usable, _rough)))


def _assemble(parts: Mapping[str, Part], take: Callable[[Content], Any]) -> Handbook:
    """Return the handbook that what ``take`` returns of each part makes; of SOPs when needed."""
    found: dict[str, Any] = {"sops": Opened(_of_sops(parts), take)}
    for file, part in parts.items():
        if not _is_sop(file):
            model: Model = take(part.content)
            for key in type(model).model_fields:
                entities: tuple[Entity, ...] = getattr(model, key)
                found[key] = {entity.id: entity for entity in entities}
    return Handbook.model_construct(**found)


def _of_sops(parts: Mapping[str, Part]) -> dict[str, Part]:
    return {_sop_id(file): part for file, part in parts.items() if _is_sop(file)}
