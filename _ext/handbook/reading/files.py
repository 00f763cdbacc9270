"""The data files of a handbook; each is read only if it is not known already what it comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from handbook.model.base import Known, Model
from handbook.model.problem import Problem
from handbook.model.sop import Sop
from handbook.reading.ids import duplicates, names, step_names
from handbook.reading.reader import read
from handbook.reading.source import Complaint, Mark, Source
from handbook.reading.validate import validate

T = TypeVar("T")
#: What something was reckoned from.
Key = tuple[str, ...]
START = Mark(1, 1)


class Recall(Protocol):
    """Gives what was made earlier of the same ``key``, or makes it."""

    def __call__(self, key: Key, make: Callable[[], T]) -> T:
        """Return what ``make`` returns."""


def anew(key: Key, make: Callable[[], T]) -> T:
    """Remember nothing: make it."""
    return make()


class Part(NamedTuple):
    """What a file comes to, where it is known which ids there are."""

    whole: Model | None
    """What is in it; None where it has mistakes."""
    rough: Model | None
    """The same, mended so that checks across the data can still run; never to be shown."""
    complaints: tuple[Complaint, ...]
    problems: tuple[Problem, ...]
    lines: Mapping[str, int]
    """Step -> the line on which it begins, in an SOP's file without mistakes."""


class Files:
    """Files of the data folder ``data``, each with the model of what it holds."""

    def __init__(self, data: Path, models: Mapping[str, type[Model]], recall: Recall) -> None:
        self.models, self.recall = models, recall
        #: The files that had to be read, with their places.
        self.sources: dict[str, Source] = {}
        self._held = {file: _bytes(data / file) for file in models}
        self._digests = {file: _digest(held) for file, held in self._held.items()}

    def source(self, file: str) -> Source:
        """Return a file with its places."""
        if file not in self.sources:
            self.sources[file] = _source(self._held[file])
        return self.sources[file]

    def names(self, file: str) -> Known:
        """Return the ids that a file defines."""
        return self.recall(("names", file, self._digests[file]), partial(self._names, file))

    def parts(self, known: Known) -> dict[str, Part]:
        """Return what each file comes to where ``known`` are the ids that there are."""
        ids = _digest_of_ids(known)
        return {
            file: self.recall(("part", file, digest, ids), partial(self._part, file, known))
            for file, digest in self._digests.items()
        }

    def across(self, known: Known, check: Callable[[], list[Problem]]) -> list[Problem]:
        """Return what ``check`` finds across all files."""
        return self.recall(("across", _digest_of_ids(known), *self._digests.values()), check)

    def _names(self, file: str) -> Known:
        model, source = self.models[file], self.source(file)
        return step_names(Path(file).stem, source) if model is Sop else names(model, source)

    def _part(self, file: str, known: Known) -> Part:
        model, source = self.models[file], self.source(file)
        complaints = tuple(source.complaints)
        if source.data is None:
            return Part(None, None, complaints, (), {})
        whole, rough, found = validate(model, source, known)
        problems = [*found, *([] if model is Sop else duplicates(model, source.data))]
        below = tuple(problem.below(file) for problem in problems)
        steps = whole.walk() if isinstance(whole, Sop) else ()
        lines = {step.id: source.first_line(path) for path, step in steps}
        return Part(whole, None if source.gaps else rough, complaints, below, lines)


def _bytes(path: Path) -> bytes | OSError:
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def _digest(held: bytes | OSError) -> str:
    return hashlib.sha256(held).hexdigest() if isinstance(held, bytes) else repr(held)


def digest_of(value: object) -> str:
    """Return a digest of a value that says all of itself, and in one order, as `repr` has it."""
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _digest_of_ids(known: Known) -> str:
    ids = sorted((kind, sorted(names)) for kind, names in known.ids.items())
    return digest_of((ids, sorted(known.unsure)))


def _source(held: bytes | OSError) -> Source:
    if isinstance(held, OSError):
        message = f"the file cannot be opened: {held.strerror}"
        return Source(complaints=[Complaint(START, message, "mend it")])
    source = read(held)
    if source.data is None and not source.complaints:
        source.complaints.append(Complaint(START, "the file is empty", "write it, or delete it"))
    return source
