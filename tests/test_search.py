"""Search answers what readers ask: the questions written down, put to the built handbook."""

from __future__ import annotations

import json
import subprocess
from typing import NamedTuple

import yaml

from support.browser import driver
from support.build import Built
from support.paths import ROOT

QUESTIONS = yaml.safe_load((ROOT / "tests" / "questions.yaml").read_text(encoding="utf-8"))
PAGES = "sales-operations/"
IN_FIRST_THREE = 40
FIRST = 34
# A query may hold anything: it is only ever looked up.
HOSTILE = [
    "", " ", "*", "a*b*c*d*", "constructor", "__proto__ toString", "~9 ^3 +a -b name:x",
    "<img src=x onerror=alert(1)>", "\u202e\ud83e\udd16 ǅ", "the of and", "x" * 5000,
    " ".join(f"w{n}" for n in range(500)),
]  # fmt: skip


class Answer(NamedTuple):
    """What one query finds."""

    places: list[str]
    unknown: list[str]


def ask(site: Built, queries: list[str]) -> list[Answer]:
    """Put queries to the search of a built site."""
    ran = subprocess.run(
        [driver(), ROOT / "tests" / "js" / "asked.js", site.outdir / "_static" / "handbook"],
        input=json.dumps(queries), capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [Answer(**answer) for answer in json.loads(ran.stdout)]


def test_questions_are_answered(site: Built) -> None:
    """Each in the first three results, most by the first; run with -s to see what comes first."""
    assert len(QUESTIONS) == 40
    low, first = [], 0
    for question, found in zip(
        QUESTIONS, ask(site, [one["ask"] for one in QUESTIONS]), strict=True
    ):
        wanted = {PAGES + answer for answer in question["answer"]}
        ranks = [n for n, place in enumerate(found.places) if place in wanted]
        first += ranks[:1] == [0]
        if ranks[:1] != [0]:
            print(question["ask"], ranks[:1], *found.places[:3], sep="\n  ")
        if not ranks or ranks[0] > 2:
            low.append(f"{question['ask']}: {found.places[:3]}")
    assert len(QUESTIONS) - len(low) >= IN_FIRST_THREE, "\n".join(low)
    assert first >= FIRST


def test_answers_are_places_of_the_site(site: Built) -> None:
    """A question whose answer has moved asks for nothing."""
    for place in {answer for question in QUESTIONS for answer in question["answer"]}:
        page, _, anchor = f"{PAGES}{place}".partition("#")
        assert not anchor or f'id="{anchor}"' in site.read(f"{page}.html"), place


def test_every_place_is_there(site: Built) -> None:
    text = (site.outdir / "_static/handbook/findable.js").read_text(encoding="utf-8")
    data = json.loads(text.partition("findable=")[2].removesuffix(";\n"))
    kinds = {kind for _, _, kind, *_ in data["places"]}
    assert kinds == {
        "agreement", "artefact", "page", "role", "section", "sop", "stage", "step", "system",
        "team", "term",
    }  # fmt: skip
    assert len({tuple(place[:2]) for place in data["places"]}) == len(data["places"])
    for number, anchor, _, title, *_ in data["places"]:
        page = site.read(f"{data['pages'][number][0]}.html")
        assert not anchor or f'id="{anchor}"' in page, (number, anchor)
        assert title


def test_any_query_is_harmless(site: Built) -> None:
    for query, answer in zip(HOSTILE, ask(site, HOSTILE), strict=True):
        assert len(answer.places) < 150, query


def test_it_says_what_it_guessed(site: Built) -> None:
    """A word that nothing says is told, so that nobody takes what is near for what they asked."""
    misspelt, known, half = ask(site, ["provisoning hub", "provisioning hub", "provis"])
    assert misspelt.unknown == ["provisoning"]
    assert known.unknown == half.unknown == []


def test_a_name_comes_before_what_mentions_it(site: Built) -> None:
    named = {"Order": "artefacts#artefact--order", "BD": "roles#team--business-development",
             "Renewals": "renewals", "SOP: Ordering": "sops/ordering",
             "Ordering": "sops/ordering", "CRM": "glossary#term--crm"}  # fmt: skip
    found = [answer.places[0] for answer in ask(site, list(named))]
    assert found == [PAGES + place for place in named.values()]
