"""Sentences in different scripts are linked by a model, where one is installed, and by nothing else."""

import numpy as np
import pytest

from comparator.engine.alignment.multilingual import find_encoder, link_across_scripts, script_of
from comparator.engine.options import Options
from comparator.engine.records import Relation, Role, Sentence, Span

ENGLISH = (
    "The leaders agreed to stay in touch.",
    "The Prime Minister asked for help in ensuring the safety of Brazilian citizens.",
    "They discussed trade and economic cooperation, including large joint energy projects.",
    "The President offered condolences over the terrorist attack.",
)
RUSSIAN = (
    "Президент выразил соболезнования в связи с террористическим актом.",
    "Лидеры условились поддерживать контакты.",
    "Обсуждены вопросы торгово-экономического сотрудничества, включая крупные совместные проекты в энергетике.",
)
HINDI = (
    "दोनों नेता संपर्क में रहने पर सहमत हुए।",
    "राष्ट्रपति ने आतंकवादी हमले पर शोक व्यक्त किया।",
)


def sentence(number: int, text: str) -> Sentence:
    return Sentence(f"d#{number}", "d", number, Span(number, number + 1), text, Role.CONTENT)


def make(*texts: str) -> list[Sentence]:
    return [sentence(number, text) for number, text in enumerate(texts)]


def encoder_of(table: dict[str, tuple[float, ...]]):
    def encode(texts):
        vectors = np.array([table[text] for text in texts], dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    return encode


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Putin", "LATIN"),
        ("Путин", "CYRILLIC"),
        ("मोदी", "DEVANAGARI"),
        ("Встреча «G20» в Rio", "CYRILLIC"),
        ("2022 — 24", ""),
        ("", ""),
    ],
)
def test_the_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script


def test_only_the_best_of_both_is_linked():
    table = {"alpha": (1.0, 0.0), "beta": (0.95, 0.31), "альфа": (1.0, 0.02)}
    links = link_across_scripts(make(*table), Options(), encoder_of(table))
    assert [(link.a, link.b, link.relation) for link in links] == [("d#0", "d#2", Relation.SAME)]


def test_a_weak_likeness_is_no_link():
    table = {"alpha": (1.0, 0.0), "бета": (0.7, 0.714)}
    assert link_across_scripts(make(*table), Options(), encoder_of(table)) == ()


def test_one_script_alone_never_asks_the_model():
    def fail(texts):
        raise AssertionError(texts)

    assert link_across_scripts(make(*ENGLISH), Options(), fail) == ()


def test_without_a_model_there_are_no_links():
    assert link_across_scripts(make(*ENGLISH, *RUSSIAN), Options(), None) == ()


@pytest.mark.skipif(find_encoder() is None, reason="the optional model has no build for this platform")
@pytest.mark.parametrize(
    ("others", "pairs"),
    [(RUSSIAN, {(3, 4), (0, 5), (2, 6)}), (HINDI, {(0, 4), (3, 5)})],
    ids=["Russian", "Hindi"],
)
def test_the_installed_model_finds_translations(others, pairs):
    links = link_across_scripts(make(*ENGLISH, *others), Options(), find_encoder())
    assert {(int(link.a[2:]), int(link.b[2:])) for link in links} == pairs
    assert all(0 < link.score <= 1 for link in links)
