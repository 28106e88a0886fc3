"""The scorer gives the figures that one works out by hand on small annotated documents."""

from __future__ import annotations

import copy

import pytest

from tests.quality.scorer import Counts, UnscorableError, accuracy, macro_f1, score, set_f1

TEXT = "PTI One said so. Two denied it. (With inputs)"
ONE, TWO, SLUG, CREDIT = (4, 16), (17, 31), (0, 3), (32, 45)


def annotated(identifier, span, *, role="content", voice=None, points=(), **more):
    call = "c1" if role == "content" else None
    row = {
        "id": identifier,
        "start": span[0],
        "end": span[1],
        "role": role,
        "voice": voice,
        "call": call,
        "points": list(points),
    }
    return row | more


GOLD = {
    "calls": [{"id": "c1", "sides": ["AA", "BB"]}],
    "documents": [
        {
            "doc": "d.txt",
            "sentences": [
                annotated("g0", SLUG, role="furniture"),
                annotated("g1", ONE, voice="AA", points=["p1"]),
                annotated("g2", TWO, voice="BB", points=["p2"]),
                annotated("g3", CREDIT, role="furniture"),
            ],
        },
        {"doc": "e.txt", "sentences": [annotated("g4", (0, 12), voice="AA", points=["p1"])]},
    ],
    "same": [["g1", "g4"]],
    "same_optional": [],
    "cross": [["g1", "g2"], ["g2", "g4"]],
    "cross_optional": [],
    "verdicts": {"g1": "diverge", "g2": "diverge", "g4": "one_sided"},
}
TEXTS = {"d.txt": TEXT, "e.txt": "One said so."}


def answered(identifier, span, *, role="content", voice=None, call=None, misdated=None):
    return {
        "id": identifier,
        "start": span[0],
        "end": span[1],
        "role": role,
        "voice": voice,
        "call": call,
        "misdated": misdated,
    }


PERFECT = {
    "documents": [
        {
            "id": "d.txt",
            "sentences": [
                answered("s0", SLUG, role="furniture"),
                answered("s1", ONE, voice="AA", call="c1"),
                answered("s2", TWO, voice="BB", call="c1"),
                answered("s3", CREDIT, role="furniture"),
            ],
        },
        {"id": "e.txt", "sentences": [answered("s4", (0, 12), voice="AA", call="c1")]},
    ],
    "links": [
        {"a": "s1", "b": "s4", "relation": "same"},
        {"a": "s1", "b": "s2", "relation": "topic"},
        {"a": "s2", "b": "s4", "relation": "topic"},
    ],
    "statements": [
        {"verdict": "diverge", "members": [{"sentence": "s1"}, {"sentence": "s2"}]},
        {"verdict": "one_sided", "members": [{"sentence": "s4"}, {"sentence": "s1"}]},
    ],
}


@pytest.fixture
def output():
    return copy.deepcopy(PERFECT)


def figures(output, gold=GOLD):
    return score(gold, output, TEXTS).as_dict()


def sentence(output, identifier):
    return next(s for d in output["documents"] for s in d["sentences"] if s["id"] == identifier)


def test_a_perfect_output_has_only_ones(output):
    assert set(figures(output).values()) == {1.0}


def test_furniture_is_counted_by_character(output):
    sentence(output, "s0")["role"] = "content"
    # The credit's 12 characters are found, the slug's 3 missed.
    assert figures(output)["furniture_f1"] == pytest.approx(2 * 12 / (2 * 12 + 3))


def test_an_end_within_furniture_is_no_false_boundary(output):
    sentence(output, "s0")["role"] = "content"
    assert figures(output)["boundary_f1"] == 1.0


def test_a_missed_boundary_counts_once(output):
    sentence(output, "s1")["end"] = TWO[1]
    output["documents"][0]["sentences"] = [s for s in output["documents"][0]["sentences"] if s["id"] != "s2"]
    assert figures(output)["boundary_f1"] == pytest.approx(2 * 2 / (2 * 2 + 1))


@pytest.mark.parametrize(("key", "figure"), [("voice", "voice_accuracy"), ("call", "call_accuracy")])
def test_a_wrong_answer_costs_its_share(output, key, figure):
    sentence(output, "s2")[key] = None
    assert figures(output)[figure] == pytest.approx(2 / 3)


def test_a_call_that_is_not_settled_does_not_count(output):
    gold = copy.deepcopy(GOLD)
    gold["documents"][0]["sentences"][2]["call_optional"] = True
    sentence(output, "s2")["call"] = "c9"
    assert figures(output, gold)["call_accuracy"] == 1.0


def test_links_are_scored_within_and_across_the_sides(output):
    output["links"] = [{"a": "s1", "b": "s2", "relation": "same"}]
    found = figures(output)
    assert found["pair_f1"] == 0.0
    assert found["cross_f1"] == pytest.approx(2 / 3)


def test_a_pair_that_is_not_settled_counts_neither_way(output):
    gold = copy.deepcopy(GOLD) | {"cross": [["g1", "g2"]], "cross_optional": [["g2", "g4"]]}
    assert figures(output, gold)["cross_f1"] == 1.0


def test_the_strongest_verdict_of_a_sentence_counts(output):
    output["statements"].reverse()
    assert figures(output)["verdict_macro_f1"] == 1.0


def test_a_false_misdating_is_an_error(output):
    sentence(output, "s1")["misdated"] = "c0"
    assert figures(output)["misdated_f1"] == 0.0


def test_a_missing_document_is_refused(output):
    output["documents"].pop()
    with pytest.raises(UnscorableError, match=r"e\.txt"):
        figures(output)


def test_a_span_outside_the_text_is_refused(output):
    sentence(output, "s4")["end"] = 99
    with pytest.raises(UnscorableError, match="outside"):
        figures(output)


def test_small_measures():
    assert Counts().f1 == 1.0
    assert set_f1({1, 2}, {2, 3}) == 0.5
    assert macro_f1([]) == accuracy([]) == 1.0
    assert macro_f1([("a", "a"), ("b", "a")]) == pytest.approx((2 / 3 + 0) / 2)
