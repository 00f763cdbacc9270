"""Addresses that mean harm, wherever an SOP takes text: no face of it makes one of them a link."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pydantic import ValidationError

from handbook.model.sop import Sop
from handbook.reading.decode import first_refused
from support.addresses import SPELLINGS, acting, leads_astray
from support.build import Built, build
from support.html import parse
from support.trees import add_sop, copy_tree
from support.trust import Tried, some

#: What holds a control character is refused as it is read, wherever it stands.
TRIED = {
    f"x-{number}": address
    for number, address in enumerate(some(SPELLINGS, 12))
    if not first_refused(address)
}
#: How MyST might be made to take an address for a link.
FORMS = ("{}", "[a]({})", "[a](<{}>)", "<{}>", "![a]({})", "[a]\n\n[a]: {}")
LABEL = {"label": "L"}
HEAD = {
    "title": "T", "stage": "brewing", "done_by": "tea-maker", "about": "Guest", "purpose": "P",
    "source": "draft",
}  # fmt: skip


def places(text: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a step may say, each with a text at another place."""
    for key in ("do", "gate", "details"):
        yield {key: text}
    for key in ("label", "hint", "starts_with", "path_has"):
        field = {"id": "f", "type": "url", **LABEL, key: text}
        yield {"fields": [field]}
    mail = {"email": "a@b.example", "subject": "S", **LABEL}
    issue = {"github_issue": "a/b", "title": "T", **LABEL}
    yield {"actions": [{"open": text, **LABEL}]}
    yield {"actions": [{"copy": text, **LABEL}]}
    yield {"actions": [{"copy": "A", "label": text}]}
    yield {"actions": [{**mail, "email": text}]}
    yield {"actions": [{**mail, "subject": text, "body": text}]}
    yield {"actions": [{**issue, "title": text, "body": text}]}
    yield {"actions": [{**issue, "template": "a.yaml", "fields": {"a": text}}]}


def sop_of(address: str) -> tuple[Mapping[str, Any], int]:
    """Return an SOP that says an address wherever that is not refused; and how often it tried."""
    steps: list[Mapping[str, Any]] = []
    tries = 0
    for form in FORMS:
        for said in places(form.format(address)):
            tries += 1
            step = {"id": f"s{tries}", "do": "Do it", **said}
            for field in step.get("fields", ()):
                field["id"] = f"f{tries}"
            try:
                Sop.model_validate({**HEAD, "steps": [step]})
            except ValidationError:
                continue
            steps.append(step)
    return {**HEAD, "title": " ".join(address.split()), "steps": steps}, tries


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An SOP for each address, built at once."""
    root = copy_tree("everything", tmp_path_factory.mktemp("addresses") / "source")
    for name, address in TRIED.items():
        add_sop(root, name, json.dumps(sop_of(address)[0]))
    return build(root, "html", root.parent / "out", parallel=2)


@pytest.mark.trust("hostile pull requests", "spellings of an address, on the faces of an SOP")
@pytest.mark.parametrize("name", TRIED, ids=lambda name: ascii(TRIED[name]))
def test_no_face_makes_it_a_link(built: Built, name: str, tried: Tried) -> None:
    """The page, and the Markdown beside it; the data in both is words."""
    sop, tries = sop_of(TRIED[name])
    tried(tries)
    assert not [told for told in built.warnings if f"/{name}.yaml" in told and "[handbook" in told]
    (article,) = parse(built.read(f"sales-operations/sops/{name}.html")).find("article")
    assert list(article.find(kind="sop-step")), "it is not shown"
    assert list(acting(article)) == []
    markdown = MarkdownIt("commonmark")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    for token in markdown.parse(built.read(f"sales-operations/sops/{name}.md")):
        for inner in token.children or ():
            address = str(inner.attrs.get("href", inner.attrs.get("src", "")))
            assert not leads_astray(address)
    definition = json.loads(built.read(f"sales-operations/sops/{name}.json"))
    assert definition["title"] == sop["title"]
