"""What a person decided about two sentences of a call holds over what stages 5 and 6 find."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.pairs import PairDecided, PairDecision
from comparator.engine.pipeline import collate_call
from comparator.engine.records import Call, Relation, Role, Sentence, Span, Verdict
from comparator.engine.register import build_register

CALL = Call("c", datetime.date(2023, 5, 4), ("JP", "BR"), {"JP": "Fumio Kishida", "BR": "Luiz Inácio Lula da Silva"})
REGISTER = build_register((CALL,))
TOLD = (
    ("JP", "Prime Minister Kishida asked for the safe passage of grain ships through the strait."),
    ("JP", "The leaders agreed to hold a summit on climate in the autumn."),
    ("JP", "Prime Minister Kishida invited President Lula to Tokyo."),
    ("BR", "President Lula called for the safe passage of grain ships through the strait."),
    ("BR", "The two leaders agreed to hold a summit on climate in the autumn."),
    ("BR", "President Lula spoke of debts of poor countries."),
    ("outlet", "The call lasted an hour."),
)
JP_GRAIN, JP_SUMMIT, JP_TOKYO, BR_GRAIN, BR_SUMMIT, BR_DEBTS, OUTLET = (
    f"{v.lower()}#{k}" for k, (v, _) in enumerate(TOLD)
)
SENTENCES = tuple(
    Sentence(
        f"{voice.lower()}#{k}", voice.lower(), k, Span(0, len(text)), text, Role.CONTENT, voice, call="c", raw=text
    )
    for k, (voice, text) in enumerate(TOLD)
)
ORDER = [s.id for s in sorted(SENTENCES, key=lambda s: (s.document, s.index))]


def settle(kind, one, other, value):
    return PairDecision(PairDecided(kind), *sorted((one, other), key=ORDER.index), value)


def collate(*decisions):
    return collate_call(CALL, SENTENCES, REGISTER, None, decisions)


def members(result):
    return [{m.sentence for m in statement.members} for statement in result.statements]


def together(result, one, other):
    return any({one, other} <= company for company in members(result))


def holding(result, one, other):
    return next(s for s in result.statements if {one, other} <= {m.sentence for m in s.members})


def test_the_program_alone_pairs_these_sentences():
    found = collate()
    assert together(found, JP_GRAIN, BR_GRAIN)
    assert together(found, JP_SUMMIT, BR_SUMMIT)


@pytest.mark.parametrize("relation", list(Relation))
def test_what_a_person_links_is_one_statement(relation):
    found = collate(settle("link", JP_TOKYO, BR_DEBTS, relation.value))
    (link,) = [link for link in found.links if {link.a, link.b} == {JP_TOKYO, BR_DEBTS}]
    assert (link.relation, link.score, link.why[0].name) == (relation, 1.0, "decided by a person")
    assert holding(found, JP_TOKYO, BR_DEBTS).verdict in (Verdict.AGREE, Verdict.DIVERGE)


def test_what_a_person_parts_is_told_by_each_side_alone():
    found = collate(settle("link", JP_GRAIN, BR_GRAIN, "apart"))
    assert not [link for link in found.links if {link.a, link.b} == {JP_GRAIN, BR_GRAIN}]
    assert not together(found, JP_GRAIN, BR_GRAIN)
    alone = [s for s in found.statements if {m.sentence for m in s.members} & {JP_GRAIN, BR_GRAIN}]
    assert {s.verdict for s in alone} == {Verdict.ONE_SIDED}


@pytest.mark.parametrize("verdict", ["agree", "diverge"])
def test_a_verdict_is_what_a_person_says_and_says_so(verdict):
    statement = holding(collate(settle("verdict", JP_GRAIN, BR_GRAIN, verdict)), JP_GRAIN, BR_GRAIN)
    assert statement.verdict == verdict
    assert [reason.kind for reason in statement.reasons].count("decided") == 1
    assert statement.reasons[0].kind == "decided"
    assert len(statement.reasons) > 1


def test_the_last_decision_about_two_sentences_holds():
    found = collate(
        settle("link", JP_GRAIN, BR_GRAIN, "apart"),
        settle("link", JP_GRAIN, BR_GRAIN, "partial"),
        settle("verdict", JP_GRAIN, BR_GRAIN, "agree"),
        settle("verdict", JP_GRAIN, BR_GRAIN, "diverge"),
    )
    assert holding(found, JP_GRAIN, BR_GRAIN).verdict is Verdict.DIVERGE


def test_a_verdict_on_what_no_statement_holds_together_changes_nothing():
    assert collate(settle("verdict", JP_GRAIN, OUTLET, "diverge")) == collate()


def test_a_decision_about_what_the_call_does_not_have_changes_nothing():
    assert collate(PairDecision(PairDecided.LINK, JP_GRAIN, "gone#1", "same")) == collate()


@given(
    st.dictionaries(
        st.sampled_from(list(combinations(ORDER, 2))), st.sampled_from([*Relation, "apart"]), min_size=1, max_size=6
    )
)
def test_whatever_is_decided_what_was_parted_is_in_no_statement_together_and_nothing_is_lost(decided):
    found = collate(*(PairDecision(PairDecided.LINK, a, b, value) for (a, b), value in decided.items()))
    for (a, b), value in decided.items():
        relations = [link.relation for link in found.links if (link.a, link.b) == (a, b)]
        assert relations == ([] if value == "apart" else [value])
        assert value != "apart" or not together(found, a, b)
    assert set().union(*members(found)) == set(ORDER)
