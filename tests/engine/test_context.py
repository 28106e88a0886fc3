"""What the other sentences of a call say about a pair, and how near words come in meaning."""

from __future__ import annotations

import numpy as np
import pytest

from comparator.engine.alignment.context import context_features, layout_features
from comparator.engine.alignment.meaning import gist_likeness, word_nearness
from comparator.engine.alignment.model import Logistic, PairModel
from comparator.engine.alignment.profiles import build_profile
from comparator.engine.alignment.vectors import vectors
from comparator.engine.alignment.words import stem
from comparator.engine.records import Role, Sentence, Span

PARTIES = frozenset({"BR", "DE"})


def said(*places: tuple[str, str]) -> list[Sentence]:
    """Return one sentence for each document and voice."""
    return [
        Sentence(str(k), document, k, Span(0, 1), "", Role.CONTENT, voice=voice)
        for k, (document, voice) in enumerate(places)
    ]


def symmetric(size: int, **pairs: float) -> np.ndarray:
    """Return a matrix with the given values at the places ``ij``."""
    found = np.zeros((size, size))
    for name, value in pairs.items():
        i, j = int(name[1]), int(name[2])
        found[i, j] = found[j, i] = value
    return found


def test_layout_tells_voices_and_documents_apart() -> None:
    layout = layout_features(said(("a", "BR"), ("a", "BR"), ("b", "DE"), ("b", "outlet")), PARTIES)
    assert layout["repeated"][0, 1] == layout["one_document"][2, 3] == 1
    assert layout["two_sides"][0, 2] == layout["retold"][1, 3] == 1
    assert layout["one_voice"][0, 2] == layout["retold"][0, 2] == layout["two_sides"][2, 3] == 0


def test_the_best_of_an_account_leaves_its_rivals_behind() -> None:
    sentences = said(("a", "BR"), ("b", "BR"), ("b", "BR"))
    claim = symmetric(3, p01=0.8, p02=0.2)
    found, _ = context_features(sentences, layout_features(sentences, PARTIES), claim, np.zeros((3, 3)))
    assert found["rival_low"][0, 1] == pytest.approx(1.0)
    assert found["rival_low"][0, 2] == pytest.approx(0.25)
    assert found["rival_high"][0, 2] == pytest.approx(1.0)


def test_what_two_sentences_share_with_a_third_leads_from_one_to_the_other() -> None:
    sentences = said(("a", "BR"), ("b", "BR"), ("c", "BR"))
    found, _ = context_features(
        sentences, layout_features(sentences, PARTIES), symmetric(3, p01=0.9, p12=0.5), np.zeros((3, 3))
    )
    assert found["through"][0, 2] == pytest.approx(0.45)


def test_who_repeats_one_account_is_answered_by_what_answers_it() -> None:
    sentences = said(("a", "BR"), ("b", "BR"), ("c", "DE"))
    _, found = context_features(
        sentences, layout_features(sentences, PARTIES), symmetric(3, p01=0.9), symmetric(3, p12=0.5)
    )
    assert found["through"][0, 2] == pytest.approx(0.45)
    assert found["through"][0, 1] == 0


def test_words_of_one_field_are_near_and_unknown_words_only_to_themselves() -> None:
    words = [stem(word) for word in ("prisoners", "captives", "pipeline")] + ["@BR", "xqzzy"]
    near = word_nearness(words)
    assert near[0, 1] > near[0, 2]
    assert near[3, 3] == near[4, 4] == 1
    assert near[3, :3].max() == near[4, :4].max() == 0
    assert not vectors(["@BR", "xqzzy", "1965"]).any()


def test_the_gist_of_sentences_on_one_matter_is_alike_without_common_words() -> None:
    texts = (
        "Ten captives were handed over.",
        "The prisoners will be freed.",
        "Gas deliveries through the pipeline rose.",
        "The price of oil fell.",
    )
    found = gist_likeness([build_profile(text, (), PARTIES) for text in texts], PARTIES)
    assert found[0, 1] > found[0, 2]
    assert found.min() >= 0


def test_how_far_apart_two_sentences_stand_is_told_of_two_documents_alone() -> None:
    layout = layout_features(said(("a", "BR"), ("a", "BR"), ("a", "BR"), ("b", "DE"), ("b", "DE")), PARTIES)
    assert layout["apart"][0, 3] == layout["apart"][2, 4] == layout["apart"][0, 2] == 0
    assert layout["apart"][1, 3] == pytest.approx(0.5)
    assert layout["apart"][0, 4] == 1


def test_a_pair_is_weighed_by_whether_it_stands_in_one_document() -> None:
    model = PairModel(Logistic(0.0, {"words": 2.0}), Logistic(-1.0, {"meaning": 3.0}))
    found = {"words": np.array([1.0, 1.0]), "meaning": np.array([1.0, 1.0]), "one_document": np.array([1.0, 0.0])}
    assert model.odds(found).tolist() == [2.0, 2.0]
    assert model.weigh("words", np.array([True, False])).tolist() == [2.0, 0.0]
    assert model.names == ("words", "meaning")
