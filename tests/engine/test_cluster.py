"""Links → clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparator.engine.alignment.cluster import group, tie_strengths
from comparator.engine.alignment.labels import FALLBACK, MAX_LABEL, Labeller
from comparator.engine.alignment.profiles import build_profile
from comparator.engine.records import Link, Relation, Role, Sentence, Span
from comparator.engine.register import build_register

REGISTER = build_register(())
PARTIES = frozenset({"BR", "DE"})


def ties(size: int, *pairs: tuple[int, int, float]) -> np.ndarray:
    tie = np.zeros((size, size))
    for a, b, value in pairs:
        tie[a, b] = tie[b, a] = value
    return tie


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        (ties(3), ((0,), (1,), (2,))),
        (ties(3, (0, 1, 0.9)), ((0, 1), (2,))),
        (ties(3, (0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)), ((0, 1, 2),)),
        # a chain of weak links is no blob
        (ties(4, (0, 1, 0.9), (1, 2, 0.4), (2, 3, 0.9)), ((0, 1), (2, 3))),
        # a sentence with two claims is in two statements
        (ties(5, (0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.9), (0, 3, 0.7), (0, 4, 0.7), (3, 4, 0.9)), ((0, 1, 2), (0, 3, 4))),
    ],
)
def test_group(tie: np.ndarray, expected: tuple[tuple[int, ...], ...]) -> None:
    assert group(tie, least=0.3, join=0.5) == expected


@given(st.data())
def test_every_row_is_in_a_group_and_no_group_in_another(data: st.DataObject) -> None:
    size = data.draw(st.integers(0, 9))
    half = np.triu(
        np.array(
            data.draw(
                st.lists(
                    st.lists(st.sampled_from([0, 0, 0.4, 0.6, 0.9]), min_size=size, max_size=size),
                    min_size=size,
                    max_size=size,
                )
            )
        ).reshape(size, size),
        1,
    )
    found = group(half + half.T, least=0.3, join=0.5)
    assert {k for members in found for k in members} == set(range(size))
    assert len(set(found)) == len(found)
    assert not any(set(a) < set(b) for a in found for b in found)


def make(text: str, index: int, voice: str = "BR") -> Sentence:
    return Sentence(
        id=f"d#{index}", document="d", index=index, span=Span(0, 1), text=text, role=Role.CONTENT, voice=voice
    )


def label(*texts: str) -> str:
    sentences = [make(text, k) for k, text in enumerate(texts)]
    profiles = [build_profile(text, REGISTER.mentions(text), PARTIES) for text in texts]
    return Labeller(sentences, profiles, PARTIES, REGISTER).label(range(len(texts)))


def headings(*texts: str) -> list[str]:
    sentences = [make(text, k) for k, text in enumerate(texts)]
    profiles = [build_profile(text, REGISTER.mentions(text), PARTIES) for text in texts]
    return Labeller(sentences, profiles, PARTIES, REGISTER).headings([[k] for k in range(len(texts))])


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The leaders agreed to stay in touch."], "Further contacts"),
        (["They discussed the Nord Stream gas pipeline."], "Energy: Nord Stream"),
        (["Mumble."], FALLBACK),
        (
            ["The presidents discussed the evacuation of civilians from Sudan."],
            "Safety of civilians and nationals: Sudan",
        ),
    ],
)
def test_label(texts: list[str], expected: str) -> None:
    assert label(*texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["The leaders discussed sanctions.", "The ministers discussed the sanctions on grid operators."],
            ["Sanctions", "Sanctions: grid operators"],
        ),
        (
            ["They discussed the sanctions.", "They discussed the lifting of sanctions and the prisoners."],
            ["Sanctions", "Sanctions; prisoners and hostages"],
        ),
        (
            ["They discussed trade.", "They discussed climate change."],
            ["Trade, economy and investment", "Climate and environment"],
        ),
    ],
)
def test_headings_of_a_call_differ(texts: list[str], expected: list[str]) -> None:
    assert headings(*texts) == expected


@pytest.mark.parametrize("charged", ["aggression", "special military operation", "terrorists", "lies"])
def test_no_heading_takes_a_side(charged: str) -> None:
    found = headings("They discussed sanctions.", f"They discussed the sanctions for the {charged}.")
    assert not any(charged in heading for heading in found)


def test_a_label_names_no_party() -> None:
    text = "The German Chancellor thanked Brazil for its gas and oil supplies to Berlin."
    assert not any(name in label(text) for name in ("German", "Brazil", "Berlin"))


@given(
    st.lists(
        st.text(alphabet=st.sampled_from("Aa Energy NATO evacuation Syria Crimea"), max_size=120),
        min_size=1,
        max_size=3,
    )
)
def test_labels_are_short(texts: list[str]) -> None:
    found = label(*texts)
    assert 0 < len(found) <= MAX_LABEL


def test_an_outlet_is_tied_to_the_other_side_through_what_it_restates() -> None:
    sentences = [make("", 0, "outlet"), make("", 1, "BR"), make("", 2, "DE")]
    links = (Link("d#0", "d#1", Relation.SAME, 0.9), Link("d#1", "d#2", Relation.TOPIC, 0.5))
    tie = tie_strengths(sentences, links, PARTIES, np.zeros((3, 3)))
    assert tie[0, 2] == tie[2, 0] == pytest.approx(0.45)
