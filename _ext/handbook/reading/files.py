"""The data files of a handbook; each is read only if it is not known already what it comes to."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from handbook.model.base import Known, Model
from handbook.model.checks import check_file
from handbook.model.problem import Problem
from handbook.model.sop import Sop
from handbook.reading.ids import duplicates, names, step_names
from handbook.reading.reader import read
from handbook.reading.source import Complaint, Mark, Source
from handbook.reading.validate import FILLER, certain, validate

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


class Content(NamedTuple):
    """What is in a file, where it is known which ids there are."""

    whole: Model | None
    """All of it; None where it has mistakes."""
    rough: Model | None
    """The same, mended so that checks across the data can still run; never to be shown."""
    lines: Mapping[str, int]
    """Step -> the line on which it begins, in an SOP's file without mistakes."""


class Part:
    """What a file comes to; what is in one that was kept is unpacked for whoever asks first."""

    def __init__(
        self,
        key: Key,
        content: Content,
        complaints: tuple[Complaint, ...],
        problems: tuple[Problem, ...],
    ) -> None:
        #: What it was reckoned from: while that is the same, so is the part.
        self.key = key
        self.complaints, self.problems = complaints, problems
        self.sound = content.whole is not None
        self._content: Content | bytes = content

    @property
    def content(self) -> Content:
        """What is in the file."""
        if isinstance(self._content, bytes):
            unpacked: Content = pickle.loads(self._content)
            self._content = unpacked
        return self._content

    def __getstate__(self) -> dict[str, Any]:
        """Pack what is in the file by itself."""
        held = self._content
        packed = held if isinstance(held, bytes) else pickle.dumps(held)
        return {**vars(self), "_content": packed}


class Opened(Mapping[str, T]):
    """Something of each of some parts, taken out of it when it is asked for."""

    def __init__(self, parts: Mapping[str, Part], take: Callable[[Content], T]) -> None:
        self._parts, self._take = parts, take

    def __getitem__(self, key: str) -> T:
        """Return what was asked for of the part that is called ``key``."""
        return self._take(self._parts[key].content)

    def __contains__(self, key: object) -> bool:
        """Tell whether there is such a part, without opening it."""
        return key in self._parts

    def __iter__(self) -> Iterator[str]:
        """Yield what the parts are called."""
        return iter(self._parts)

    def __len__(self) -> int:
        """Return how many parts there are."""
        return len(self._parts)


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
        keys = {file: ("part", file, digest, ids) for file, digest in self._digests.items()}
        return {
            file: self.recall(key, partial(self._part, file, known, key))
            for file, key in keys.items()
        }

    def across(self, known: Known, check: Callable[[], list[Problem]]) -> list[Problem]:
        """Return what ``check`` finds across all files."""
        return self.recall(("across", _digest_of_ids(known), *self._digests.values()), check)

    def _names(self, file: str) -> Known:
        model, source = self.models[file], self.source(file)
        return step_names(Path(file).stem, source) if model is Sop else names(model, source)

    def _part(self, file: str, known: Known, key: Key) -> Part:
        model, source = self.models[file], self.source(file)
        complaints = tuple(source.complaints)
        if source.data is None:
            return Part(key, Content(None, None, {}), complaints, ())
        whole, rough, found = validate(model, source, known)
        if isinstance(whole, Sop):
            _ = whole.revision  # reckoned once, and kept with it
        problems = [*found, *([] if model is Sop else duplicates(model, source.data))]
        content = Content(whole, None if source.gaps else rough, _lines(whole, source))
        if rough and not source.gaps:
            unsure = isinstance(rough, Sop) and FILLER in rough.about
            problems += certain(check_file(rough, unsure=unsure))
        return Part(key, content, complaints, tuple(problem.below(file) for problem in problems))


def _lines(whole: Model | None, source: Source) -> dict[str, int]:
    """Return the lines of an SOP's steps; none of what is no SOP, or has mistakes."""
    steps = whole.walk() if isinstance(whole, Sop) else ()
    return {step.id: source.first_line(path) for path, step in steps}


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
