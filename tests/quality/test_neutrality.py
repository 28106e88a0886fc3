"""The engine takes no side: what it makes of the seed articles does not hang on which countries they are about."""

from __future__ import annotations

import json
import re

import pytest

from comparator.engine.align import align
from comparator.engine.judge import judge
from comparator.engine.manifest import Manifest, load_manifest
from comparator.engine.options import Options
from comparator.engine.pipeline import collate
from comparator.engine.records import OUTLET_VOICE, Call, Collation, Role, SourceDocument
from comparator.engine.register import build_register
from comparator.engine.training.written import load_written
from tests.quality.datasets import SEEDS, run_engine

# Whole words of the articles, longest first where one begins with another. The new names are of about the same length and shape.
TO_BRAZIL_AND_JAPAN = {
    "Narendra Modi": "Luiz Lula",
    "Modi": "Lula",
    "New Delhi": "Brasília",
    "NEW DELHI": "BRASÍLIA",
    "India": "Brazil",
    "Indian": "Brazilian",
    "Indians": "Brazilians",
    "Vladimir Putin": "Fumio Kishida",
    "Putin": "Kishida",
    "Moscow": "Tokyo",
    "Russia": "Japan",
    "Russian": "Japanese",
    "Kremlin": "Kantei",
    "Dmitry Peskov": "Hirokazu Matsuno",
    "Peskov": "Matsuno",
}
CODES = {"IN": "BR", "RU": "JP"}


def rename(text: str) -> str:
    """Replace the names; each is a word of its own, also in "Russia-Ukraine" and "Modi's"."""
    pattern = "|".join(sorted(map(re.escape, TO_BRAZIL_AND_JAPAN), key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", lambda match: TO_BRAZIL_AND_JAPAN[match[0]], text)


def renamed(manifest: Manifest) -> tuple[tuple[Call, ...], list[SourceDocument]]:
    calls = tuple(
        Call(
            call.id,
            call.date,
            tuple(CODES[side] for side in call.sides),
            {CODES[side]: rename(leader) for side, leader in call.leaders.items()},
        )
        for call in manifest.calls
    )
    documents = [
        SourceDocument(d.id, rename(d.text), d.kind, d.outlet, CODES.get(d.side or "", d.side), d.published, d.language)
        for d in manifest.documents
    ]
    return calls, documents


@pytest.fixture(scope="module")
def both() -> tuple[Collation, Collation]:
    manifest = load_manifest(json.loads((SEEDS / "manifest.json").read_text(encoding="utf-8")), SEEDS)
    calls, documents = renamed(manifest)
    return (
        collate(manifest.documents, build_register(manifest.calls)),
        collate(documents, build_register(calls)),
    )


@pytest.mark.parametrize("part", ["role", "voice", "call", "misdated"])
def test_renaming_the_countries_changes_no_sentence(both, part):
    def parts(collation: Collation, codes: dict[str, str]) -> list[tuple[str, object]]:
        return [
            (sentence.id, codes.get(getattr(sentence, part), getattr(sentence, part)))
            for document in collation.documents
            for sentence in document.sentences
        ]

    straight, other = both
    assert parts(straight, CODES) == parts(other, {})


def test_renaming_the_countries_keeps_the_links(both):
    straight, other = ({(link.a, link.b, link.relation) for link in collation.links} for collation in both)
    # A word's rarity enters the score, and "Kremlin" is not as rare as "Kantei": a link at the very cut may go over it.
    assert len(straight ^ other) <= 0.05 * len(straight)


def test_renaming_the_countries_keeps_the_verdicts(both):
    def verdicts(collation: Collation) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for statement in collation.statements:
            for member in statement.members:
                found.setdefault(member.sentence, set()).add(statement.verdict.value)
        return found

    straight, other = (verdicts(collation) for collation in both)
    assert straight.keys() == other.keys()
    assert sum(straight[key] != other[key] for key in straight) <= 0.05 * len(straight)


def test_neither_side_s_voice_is_found_less_well_than_the_other_s():
    gold = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    found = {
        (document["id"], sentence["end"]): sentence["voice"]
        for document in run_engine(SEEDS)["documents"]
        for sentence in document["sentences"]
    }
    wrong: dict[str, list[bool]] = {"IN": [], "RU": []}
    for document in gold["documents"]:
        for sentence in document["sentences"]:
            if sentence["role"] == Role.CONTENT and sentence["voice"] not in (None, OUTLET_VOICE, "UA", "US"):
                wrong[sentence["voice"]].append(found.get((document["doc"], sentence["end"])) != sentence["voice"])
    rates = {side: sum(errors) / len(errors) for side, errors in wrong.items()}
    assert abs(rates["IN"] - rates["RU"]) <= 0.03, rates


def test_the_verdicts_on_one_side_are_wrong_no_more_often_than_those_on_the_other():
    """On invented calls: of the seed articles nineteen sentences a side have a verdict, so that one error is five points."""
    wrong: tuple[list[bool], list[bool]] = ([], [])
    for call in load_written():
        alignment = align(call.call, call.sentences, call.register, Options())
        found: dict[str, set[str]] = {}
        for statement in judge(call.call, call.sentences, alignment, call.register):
            for member in statement.members:
                found.setdefault(member.sentence, set()).add(statement.verdict.value)
        for sentence in call.content:
            if sentence.id in call.verdicts:
                said = next((v for v in ("diverge", "agree", "one_sided") if v in found.get(sentence.id, ())), None)
                wrong[call.call.sides.index(str(sentence.voice))].append(said != call.verdicts[sentence.id])
    first, second = (sum(errors) / len(errors) for errors in wrong)
    assert abs(first - second) <= 0.03, (first, second)
