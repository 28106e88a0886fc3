"""The index of the words of every sentence: in step whatever way a sentence comes or goes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from comparator.models import Sentence
from comparator.selectors.fulltext import matching
from comparator.selectors.querytext import Term, Wanted, read_query, words_of
from tests.factories import CallFactory, DocumentFactory, SentenceFactory

pytestmark = pytest.mark.django_db


def found(typed):
    return set(matching(Sentence.objects.all(), read_query(typed)).values_list("text", flat=True))


@pytest.fixture
def say():
    """Store a sentence that says something."""
    call = CallFactory()
    return lambda text: SentenceFactory(document=DocumentFactory(raw_text=text), text=text, call=call)


def test_a_sentence_is_found_as_soon_as_it_is_stored(say):
    say("The ambassador spoke.")
    assert found("ambassador") == {"The ambassador spoke."}


def test_a_changed_sentence_is_found_by_its_new_words_only(say):
    sentence = say("The ambassador spoke.")
    Sentence.objects.filter(pk=sentence.pk).update(text="The minister spoke.")
    assert (found("ambassador"), found("minister")) == (set(), {"The minister spoke."})
    sentence.text = "The envoy spoke."
    Sentence.objects.bulk_update([sentence], ["text", "voice"])
    assert (found("minister"), found("envoy")) == (set(), {"The envoy spoke."})


def test_another_change_leaves_it(say):
    sentence = say("The ambassador spoke.")
    sentence.voice = "RU"
    sentence.save()
    assert found("ambassador") == {"The ambassador spoke."}


@pytest.mark.parametrize("by", ["row", "document", "sql"])
def test_a_removed_sentence_is_not_found(say, by):
    say("The minister spoke.")
    sentence = say("The ambassador spoke.")
    if by == "row":
        Sentence.objects.filter(pk=sentence.pk).delete()
    elif by == "document":
        sentence.document.delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM comparator_sentence WHERE id = %s", [sentence.pk])
    assert (found("ambassador"), found("minister")) == (set(), {"The minister spoke."})


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Sanctions were discussed.", "sanction"),
        ("SANCTIONS were discussed.", "sanctions"),
        ("President Erdoğan called.", "erdogan"),
        ("President Erdogan called.", "Erdoğan"),
        ("Беседа продолжалась ещё час.", "еще час"),
        ("Российско-индийский диалог", "индийский"),
        ("ПУТИН позвонил", "путин"),
        ("राष्ट्रपति पुतिन ने कहा।", "पुतिन"),
        ("राष्\u200dट्रपति ने कहा।", "राष्ट्रपति"),
        ("क\u093cानून पर बात", "\u0958ानून"),
        ("\u0958ानून पर बात", "क\u093cानून"),
        ("उन्होंने कहा।", "कहा"),
        ("It said: “peace talks”—now.", '"peace talks now"'),
        ("See state.example/path?x=1.", "example"),
        ("A Modi-Putin call", '"modi putin"'),
        ("A 24/7 line, ₹500", "24 500"),
        ("snake_case", "case"),
        ("한국 대통령", "한국"),
        ("so\u00adcial", "social"),
    ],
)
def test_texts_of_many_languages_are_found(say, text, typed):
    say(text)
    say("Something else.")
    assert found(typed) == {text}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"peace talks"', {"Peace talks began."}),
        ("talks peace", {"Peace talks began.", "Talks of peace began."}),
        ("talks -of", {"Peace talks began."}),
        ("talks NOT “peace talks”", {"Talks of peace began."}),
        ("pe", set()),
        ("pea", {"Peace talks began.", "Talks of peace began."}),
        ('"pea"', set()),
        ("-of", set()),
        ("?!", set()),
    ],
)
def test_phrases_beginnings_and_minus(say, typed, expected):
    say("Peace talks began.")
    say("Talks of peace began.")
    assert found(typed) == expected


def test_the_word_itself_ranks_before_those_that_begin_with_it(say):
    for text in ("Sanctionable things were sanctioned.", "They spoke of the sanction today.", "Nothing."):
        say(text)
    ranked = matching(Sentence.objects.all(), read_query("sanction")).order_by("rank")
    assert ranked[0].text == "They spoke of the sanction today."


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5))
def test_no_word_is_an_operator(typed):
    words = tuple(word for text in typed for word in words_of(text))
    terms = tuple(Term((word,), exact) for word in words for exact in (True, False))
    list(matching(Sentence.objects.all(), Wanted(terms[:12], terms[12:14])))


def test_a_huge_sentence_can_be_stored(say):
    say(" ".join(f"word{number}" for number in range(200_000)))
    assert len(found("word77")) == 1


def test_a_rebuilt_table_keeps_the_index_once_it_is_installed_again(say):
    """What a later migration of the table does on SQLite."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds tables")
    say("The ambassador spoke.")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER sentence_words_added")
    say("The ambassador left.")
    assert found("ambassador") == {"The ambassador spoke."}
    with connection.cursor() as cursor:
        migration = import_module("comparator.migrations.0007_sentence_search")
        migration.install(None, SimpleNamespace(connection=connection, execute=cursor.execute))
    assert found("ambassador") == {"The ambassador spoke.", "The ambassador left."}
