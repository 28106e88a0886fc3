"""What differs between two texts: a golden table for each kind, and the laws that hold for any two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.alignment.profiles import build_profile
from comparator.engine.judgement.contrast import contrast, shared_words
from comparator.engine.judgement.facts import read_facts
from comparator.engine.judgement.verdict import assess
from comparator.engine.register import build_register

REGISTER = build_register(())

PIECES = st.sampled_from(
    [
        *(
            "The two leaders",
            "President Macron",
            "Japan",
            "he",
            "the minister",
            "Brazil and Kenya",
            "The Kenyan President",
        ),
        *(
            "agreed",
            "did not accept",
            "rejected",
            "discussed",
            "must end",
            "may end",
            "condemned the attack on",
            "bought",
            "sold",
        ),
        *(
            "20 ships",
            "30 ships",
            "on Monday",
            "on 4 May 2021",
            "in June",
            "the special military operation",
            "the war",
            ".",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=80)


def differences(a, b, kind):
    found = contrast(read_facts(a, REGISTER), read_facts(b, REGISTER))
    return [(" ".join(w.text for w in d.a), " ".join(w.text for w in d.b)) for d in found if d.kind == kind]


@pytest.mark.parametrize(
    ("kind", "a", "b", "expected"),
    [
        ("number", "They sent 20 ships.", "They sent 30 ships.", [("20", "30")]),
        ("number", "They sent twenty ships.", "They sent 20 ships.", []),
        ("number", "It cost $5 million.", "It cost $5 billion.", [("5 million", "5 billion")]),
        ("number", "They sent 20 ships.", "They sent 30 planes.", []),
        ("date", "They meet on 4 May.", "They meet on 5 May.", [("4 May", "5 May")]),
        ("date", "They meet on 4 May.", "They meet on May 4.", []),
        ("date", "They meet on Monday.", "They meet on Friday.", [("Monday", "Friday")]),
        ("date", "It was signed in 1990.", "It was signed in 1991.", [("1990", "1991")]),
        ("negation", "He agreed to the truce.", "He did not agree to the truce.", [("agreed", "not agree")]),
        ("negation", "The council refuses talks.", "The council wants talks.", [("refuses talks", "talks")]),
        ("negation", "They refused talks.", "They refuse any talks.", []),
        ("negation", "He not only agreed but paid.", "He agreed and paid.", []),
        ("antonym", "The court accepted the claim.", "The court rejected the claim.", [("accepted", "rejected")]),
        ("antonym", "The fleet left the port.", "The fleet entered the port.", [("left", "entered")]),
        ("modality", "Troops must leave.", "Troops may leave.", [("must", "may")]),
        (
            "term",
            "He spoke of the special military operation.",
            "He spoke of the war.",
            [("special military operation", "war")],
        ),
        ("term", "He spoke of the aggression.", "He spoke of the invasion.", []),
        ("charge", "He spoke of the port.", "He spoke of the massacre in the port.", [("", "massacre")]),
        ("charge", "He condemned the massacre.", "He condemned the genocide.", []),
        ("charge", "They want to de-escalate.", "They want calm.", []),
        ("actor", "Japan asked for help.", "Brazil asked for help.", [("asked", "asked")]),
        ("actor", "Alice beat Bob in the race.", "Bob beat Alice in the race.", [("Alice beat Bob", "Bob beat Alice")]),
        ("actor", "Alice beat Bob in the race.", "Bob was beaten by Alice in the race.", []),
        ("actor", "Alice bought Acme.", "Alice sold Acme.", [("Alice bought Acme", "Alice sold Acme")]),
        ("actor", "Alice bought a boat of Bob.", "Bob sold a boat to Alice.", []),
        ("name", "He flew to Geneva.", "He flew to Vienna.", [("Geneva", "Vienna")]),
        ("addition", "They spoke of grain.", "They spoke of grain and of railways.", [("", "railways")]),
    ],
)
def test_each_kind_of_difference(kind, a, b, expected):
    assert differences(a, b, kind) == expected


@given(TEXTS)
def test_a_text_has_no_difference_from_itself(text):
    facts = read_facts(text, REGISTER)
    assert contrast(facts, facts) == ()


@given(TEXTS, TEXTS)
def test_swapping_the_texts_swaps_every_difference(a, b):
    first, second = read_facts(a, REGISTER), read_facts(b, REGISTER)
    forth = [(d.kind, d.a, d.b, d.opposed) for d in contrast(first, second)]
    back = [(d.kind, d.b, d.a, d.opposed) for d in contrast(second, first)]
    assert forth == back


@given(TEXTS, TEXTS)
def test_the_probability_is_one_whichever_comes_first(a, b):
    first, second = read_facts(a, REGISTER), read_facts(b, REGISTER)
    one, other = (build_profile(text, REGISTER.mentions(text), frozenset()) for text in (a, b))
    probability = assess(first, second, (one, other)).probability
    assert 0 <= probability <= 1
    assert probability == assess(second, first, (other, one)).probability


@given(TEXTS, TEXTS)
def test_the_words_of_a_difference_stand_in_their_text(a, b):
    for difference in contrast(read_facts(a, REGISTER), read_facts(b, REGISTER)):
        assert all(a[word.start : word.end] == word.text for word in difference.a)
        assert all(b[word.start : word.end] == word.text for word in difference.b)


def test_the_subject_of_a_verb_is_who_does_it():
    text = "The Kenyan President, in a call on Brazil, thanked Japan and asked for grain; the leaders agreed to meet."
    assert [(act.actor, act.verb.text) for act in read_facts(text, REGISTER).acts] == [
        ("KE", "thanked"),
        ("KE", "asked"),
        ("*", "agreed"),
    ]


def test_whoever_is_not_named_is_not_guessed():
    assert read_facts("While in Japan, the Prime Minister stressed his view.", REGISTER).acts == ()


def test_words_that_both_have_come_in_the_order_of_the_first():
    pairs = shared_words(read_facts("grain, ships and ports"), read_facts("ports for ships"))
    assert [(a.text, b.text) for a, b in pairs] == [("ships", "ships"), ("ports", "ports")]


@pytest.mark.parametrize("hostile", ["1," * 50_000, "no " * 50_000, "if not " * 30_000, "A b " * 50_000, "“" * 100_000])
def test_hostile_text_is_read_in_bounded_time(hostile):
    facts = read_facts(hostile, REGISTER)
    assert contrast(facts, facts) == ()
