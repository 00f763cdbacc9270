"""The whole handbook as one frozen object, and what its pages show of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from handbook.model.agreements import Agreement
from handbook.model.base import Model
from handbook.model.decoders import Decoder
from handbook.model.entities import Artefact, Entity, Role, System, Team, Term
from handbook.model.sop import Sop, Step
from handbook.model.stages import Stage
from handbook.model.text import plain

_SYSTEM = re.compile(r"\]\(system:([^)\s]+)\)")


class Handbook(Model):
    """Everything in the data, each kind by id, in written order."""

    stages: Mapping[str, Stage] = {}
    teams: Mapping[str, Team] = {}
    roles: Mapping[str, Role] = {}
    systems: Mapping[str, System] = {}
    artefacts: Mapping[str, Artefact] = {}
    agreements: Mapping[str, Agreement] = {}
    terms: Mapping[str, Term] = {}
    decoders: Mapping[str, Decoder] = {}
    sops: Mapping[str, Sop] = {}
    #: SOPs whose file has mistakes: they exist, but cannot be shown.
    broken: frozenset[str] = frozenset()
    #: SOP -> step -> the line of its file on which the step begins.
    lines: Mapping[str, Mapping[str, int]] = {}

    def entities(self, kind: str) -> Mapping[str, Entity]:
        """Return the entities of one kind (``"system"``), by id; none for other kinds."""
        found: Mapping[str, Entity] = getattr(self, f"{kind}s", {}) if kind != "sop" else {}
        return found

    def ids(self, kind: str) -> Iterator[str]:
        """Yield the ids of ``kind``; a step's is ``sop-id.step-id``."""
        if kind == "step":
            for sop_id, sop in self.sops.items():
                yield from (f"{sop_id}.{step.id}" for _, step in sop.walk())
        elif kind == "sop":
            yield from self.sops
        else:
            yield from self.entities(kind)

    def title(self, kind: str, name: str) -> str | None:
        """Return what readers call it, or None if there is no such thing."""
        if kind == "sop":
            return f"SOP: {self.sops[name].title}" if name in self.sops else None
        if kind == "step":
            step = self.step(name)
            return plain(step.do.parts) if step else None
        entity = self.entities(kind).get(name)
        return entity.title if entity else None

    def address(self, kind: str, name: str) -> str | None:
        """Return the outside address that stands for it, if it has one."""
        entity = self.entities(kind).get(name)
        return entity.address if entity else None

    def step(self, name: str) -> Step | None:
        """Return the step ``sop-id.step-id``, or None."""
        sop_id, _, step_id = name.partition(".")
        sop = self.sops.get(sop_id)
        return sop.by_id.get(step_id) if sop else None

    def abbreviations(self) -> dict[str, str]:
        """Return every abbreviation with what it stands for."""
        named: list[Team | Term] = [*self.teams.values(), *self.terms.values()]
        return {thing.short: thing.title for thing in named if thing.short}

    def made_in(self, stage_id: str) -> list[Artefact]:
        """Return what a stage or any part of it makes, in written order."""
        return [
            artefact
            for artefact in self.artefacts.values()
            if any(place.partition(".")[0] == stage_id for place in artefact.made_in)
        ]

    def person(self, name: str) -> str:
        """Return the kind of an id that is either a role's or a team's."""
        return "role" if name in self.roles else "team"

    def mentions(self, kind: str, name: str) -> list[tuple[str, str, str]]:
        """Return (verb, SOP id, step id) for every step that has to do with an entity.

        The verbs are "does", "takes over", "signs", "makes", "uses" and "works with". Who
        follows a whole SOP is not named again for each of its steps.
        """
        return self._mentions.get((kind, name), [])

    @cached_property
    def _mentions(self) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
        """(kind, id) -> its mentions, in reading order."""
        found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for sop_id, sop in self.sops.items():
            doers = sop.doers()
            for _, step in sop.walk():
                doer = doers[step.id]
                for verb, kind, name in _said(step, doer if doer != sop.done_by else None):
                    kind = self.person(name) if kind == "person" else kind
                    found.setdefault((kind, name), []).append((verb, sop_id, step.id))
        return found


def _said(step: Step, doer: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield verb, kind and id of all that a step has to do with; a person is a role or a team."""
    for verb, who in (("does", doer), ("takes over", step.to), ("signs", step.sign_off)):
        if who:
            yield verb, "person", who
    yield from (("makes", "artefact", name) for name in step.makes)
    yield from (("uses", "artefact", name) for name in step.uses)
    texts = f"{step.do.source}\n{step.details.source if step.details else ''}"
    for name in dict.fromkeys(_SYSTEM.findall(texts)):
        yield "works with", "system", name


def _name(handbook: Handbook, kind: str, name: str) -> Any:
    team = handbook.teams.get(name) if kind == "team" else None
    short = team.short if team else None
    return [handbook.title(kind, name), handbook.address(kind, name), short]


def _whole(handbook: Handbook, kind: str, name: str) -> Any:
    thing = handbook.sops.get(name) if kind == "sop" else handbook.entities(kind).get(name)
    return thing.model_dump(mode="json", by_alias=True) if thing else None


def _card(handbook: Handbook, kind: str, name: str) -> Any:
    sop = handbook.sops.get(name)
    if not sop:
        return None
    top = sum(len(steps) for _, _, steps in sop.blocks())
    return [sop.title, sop.purpose.source, sop.done_by, sop.source, top]


def _review(handbook: Handbook, kind: str, name: str) -> Any:
    sop = handbook.sops.get(name)
    return [str(sop.reviewed), sop.review_every] if sop else None


def _list(handbook: Handbook, kind: str, name: str) -> Any:
    if kind == "sop":
        return [[name, sop.stage] for name, sop in handbook.sops.items()]  # listed by stage
    return list(handbook.ids(kind))


def _addresses(handbook: Handbook, kind: str, name: str) -> Any:
    return [[sop_id, sop.title, sop.stage, sop.was] for sop_id, sop in handbook.sops.items()]


def _revisions(handbook: Handbook, kind: str, name: str) -> Any:
    return [[sop_id, sop.revision] for sop_id, sop in handbook.sops.items()]


def _lines(handbook: Handbook, kind: str, name: str) -> Any:
    return dict(handbook.lines.get(name, {}))


def _mentions(handbook: Handbook, kind: str, name: str) -> Any:
    return [list(handbook.mentions(kind, name)), _named_by(handbook, kind, name)]


def _named_by(handbook: Handbook, kind: str, name: str) -> list[str]:
    """Return the ids of what names a thing elsewhere than in a step."""
    if kind in ("role", "team"):
        sops = handbook.sops.items()
        return [f"{key} {name == sop.done_by} {name == sop.kept_by}" for key, sop in sops
                if name in (sop.done_by, sop.kept_by)]  # fmt: skip
    if kind == "system":
        return [key for key, made in handbook.artefacts.items() if made.kept_in == name]
    return []


def _made_in(handbook: Handbook, kind: str, name: str) -> Any:
    return [[made.id, made.title, made.older] for made in handbook.made_in(name)]


def _shorts(handbook: Handbook, kind: str, name: str) -> Any:
    return list(handbook.abbreviations().items())


#: What a page may show of a thing; each view returns plain data that changes when it does.
VIEWS: Mapping[str, Callable[[Handbook, str, str], Any]] = {
    "name": _name, "whole": _whole, "card": _card, "list": _list, "mentions": _mentions,
    "shorts": _shorts, "made in": _made_in, "addresses": _addresses,
    "revisions": _revisions, "lines": _lines, "review": _review,
}  # fmt: skip


#: Views of an SOP, or of a step of one, that show nothing of what stands elsewhere.
OF_ONE_SOP = frozenset({"name", "whole", "card", "lines", "review"})


def fingerprint(handbook: Handbook, view: str, kind: str, name: str) -> str:
    """Return a short digest of what ``view`` shows of a thing; it changes when that does."""
    shown = json.dumps(VIEWS[view](handbook, kind, name), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
