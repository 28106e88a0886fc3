"""What the engine says, in the language of the reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.utils.translation import override

from comparator.models import Sentence, Statement
from comparator.selectors.grounds import ground
from comparator.services.demo import demo_load
from comparator.templatetags.comparison import ground as ground_tag

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "“said” names “the PMO”, which was named before, as the source; it speaks for India.",
            "«said» указывает источник — «the PMO», названный раньше; он говорит за сторону: India.",
        ),
        (
            "mentions the call of 2 March 2022: “Wednesday, 2 March” matches; the call that the report is about",
            "упоминает разговор 2 марта 2022: подходит «Wednesday, 2 March»; разговор, о котором всё сообщение",
        ),
        (
            "Does this belong to the call of 30 June 2023? It speaks of “June 24”, 6 days before that call and 9 months before this one; "
            "“The Paper” has it there in nearly the same words.",
            "Не относится ли это к разговору 30 июня 2023? Упомянуто «June 24»: до того разговора 6 дней, до этого 9 месяцев; "
            "в «The Paper» это стоит там почти теми же словами.",
        ),
        ("menu or button", "меню или кнопка"),
    ],
)
def test_a_sentence_of_a_known_form_is_told_anew(text, told):
    with override("ru"):
        assert ground(text) == told
    with override("en"):
        assert ground(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a newer engine says something else",
        "mentions the call of 2 March 2022: and for no reason that is known",
        "Does this belong to the call of 30 June 2023? Nobody knows.",
        "the call of 2 Marchember 2022",
    ],
)
def test_any_other_keeps_its_words_and_says_that_they_are_english(text):
    with override("ru"):
        assert ground(text) is None
        assert ground_tag(f"<{text}>") == f'<span lang="en">&lt;{text}&gt;</span>'


@pytest.mark.parametrize("text", ["“" * 3000, "“a” names “" * 300, "the call of " * 300, "x: " + "“a” matches; " * 300])
def test_no_text_takes_long(text):
    begun = time.process_time()
    with override("ru"):
        ground(text)
    assert time.process_time() - begun < 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["hi", "ru"])
def test_all_that_the_engine_says_of_the_demo_is_told_anew(language):
    """A form that the engine changes is missed here."""
    demo_load(folder=FIXTURES)
    said = {text for why in Sentence.objects.values_list("why", flat=True) for text in why.values() if text}
    said |= {rule for rule in Sentence.objects.values_list("rule", flat=True) if rule}
    reasons = [reason for stored in Statement.objects.values_list("reasons", flat=True) for reason in stored]
    said |= {reason["text"] for reason in reasons if not reason.get("phrases")}
    with override(language):
        assert len(said) > 50
        assert [text for text in said if ground(text) in {None, text}] == []
