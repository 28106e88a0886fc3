"""Whose account the outlet's own narration gives: a table of sentences, and what the verdicts make of it."""

from __future__ import annotations

from datetime import date

import pytest

from comparator.engine.judge import judge
from comparator.engine.judgement.narration import retold_sides, with_retold_voices
from comparator.engine.records import Alignment, Call, Cluster, Link, Relation, Role, Sentence, Span, Verdict
from comparator.engine.register import build_register

CALL = Call("c", date(2023, 5, 4), ("JP", "BR"), {"JP": "Fumio Kishida", "BR": "Luiz Inácio Lula da Silva"})
REGISTER = build_register((CALL,))


def document(*told):
    return [
        Sentence(f"a#{k}", "a", k, Span(100 * k, 100 * k + len(text)), text, Role.CONTENT, voice=voice, raw=text)
        for k, (voice, text) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("side", "text"),
    [
        ("JP", "Kishida reiterated his call for open sea lanes."),
        ("BR", "Lula urged an end to the blockade."),
        (None, "Kishida thanked Lula for the grain."),
        (None, "Kishida urged an end to the blockade. Lula stressed the price of grain."),
        (None, "The two leaders discussed the blockade."),
        (None, "Grain prices rose on Monday."),
    ],
)
def test_a_leader_who_alone_gives_a_view_tells_whose_account_it_is(side, text):
    assert retold_sides(CALL, document(("outlet", text)), REGISTER).get("a#0") == side


JOINT = ("outlet", "The two leaders discussed the blockade.")
JAPANESE = ("JP", "Ships were sent, Tokyo said.")
BRAZILIAN = ("BR", "Grain was sold, Brasília said.")
FILLER = ("outlet", "Rain fell.")


@pytest.mark.parametrize(
    ("side", "told"),
    [
        ("JP", (JAPANESE, JOINT, JAPANESE, FILLER, FILLER, BRAZILIAN)),
        ("JP", (JOINT, JAPANESE, FILLER, FILLER, BRAZILIAN)),
        (None, (JAPANESE, JOINT, BRAZILIAN)),
        (None, (JAPANESE, JOINT, JAPANESE)),
        (None, (JOINT, FILLER, FILLER, JAPANESE, BRAZILIAN)),
    ],
)
def test_what_the_leaders_do_together_goes_with_the_side_that_alone_is_quoted_around_it(side, told):
    (joint,) = [k for k, sentence in enumerate(told) if sentence is JOINT]
    assert retold_sides(CALL, document(*told), REGISTER).get(f"a#{joint}") == side


def test_only_the_comparison_hears_the_narration_in_that_voice():
    sentences = document(("outlet", "Kishida reiterated his call for open sea lanes."), BRAZILIAN)
    assert [s.voice for s in with_retold_voices(CALL, sentences, REGISTER)] == ["JP", "BR"]
    assert [s.voice for s in sentences] == ["outlet", "BR"]


def test_a_verdict_that_rests_on_narration_says_so():
    sentences = document(
        ("outlet", "Kishida reiterated his call for open sea lanes."),
        ("BR", "Lula condemned the illegal blockade of the sea lanes."),
    )
    links = (Link("a#0", "a#1", Relation.TOPIC, 0.8),)
    (statement,) = judge(CALL, sentences, Alignment(links, (Cluster(("a#0", "a#1"), "Sea"),)), REGISTER)
    assert statement.verdict is Verdict.DIVERGE
    assert statement.sides == {"JP": (), "BR": ("a#1",)}
    assert [m.version for m in statement.members] == ["JP", "BR"]
    assert [r.text for r in statement.reasons if r.kind == "narration"] == [
        "Here the Japanese version is known only through the outlet's own narration, which names no source."
    ]


def test_narration_of_two_sides_is_no_verdict():
    sentences = document(
        ("outlet", "Kishida reiterated his call for open sea lanes."),
        ("outlet", "Lula condemned the illegal blockade of the sea lanes."),
    )
    links = (Link("a#0", "a#1", Relation.TOPIC, 0.8),)
    found = judge(CALL, sentences, Alignment(links, (Cluster(("a#0", "a#1"), "Sea"),)), REGISTER)
    assert {s.verdict for s in found} == {Verdict.UNATTRIBUTED}
