"""Stock phrases: which sentences make one, how its wordings are ordered and compared, and what outlives a new look."""

from __future__ import annotations

import datetime

import pytest

from comparator.models import Call, Formula
from comparator.services.followups import calls_delete
from comparator.services.formulas import formulas_refresh
from tests.factories import CallFactory, DocumentFactory, EchoFactory, SentenceFactory
from tests.fakes import FakeEngine

FIRST = "The leaders exchanged views on regional and global issues of mutual interest."
SECOND = "They exchanged views on regional issues of mutual interest."
THIRD = "They exchanged views on regional issues of common interest."


@pytest.fixture
def say(db):
    """Add a sentence of a call that is ``day`` days after the first."""

    def say(day, text, **facts):
        call = Call.objects.filter(slug=f"call-{day}").first() or CallFactory(
            date=datetime.date(2022, 1, 1) + datetime.timedelta(days=day), slug=f"call-{day}"
        )
        document = DocumentFactory(raw_text=f"{text} {day} {len(facts)} {DocumentFactory._meta.model.objects.count()}")
        return SentenceFactory(document=document, call=call, text=text, **facts)

    return say


@pytest.fixture
def three(say):
    """Three uses of one phrase, joined in a chain, and looked for."""
    sentences = [say(0, FIRST), say(10, SECOND), say(20, THIRD)]
    echo(sentences[0], sentences[1])
    echo(sentences[1], sentences[2])
    refresh(sentences)
    return sentences


def echo(a, b, kind="formula"):
    return EchoFactory(a=a, b=b, kind=kind)


def refresh(sentences):
    formulas_refresh(calls={sentence.call_id for sentence in sentences})


def spoken(formula):
    return sorted(formula.uses.values_list("sentence", flat=True))


def changed(formula, number, letter):
    return [piece[0] for piece in formula.wordings[number]["pieces"] if piece[2:3] == [letter]]


def test_sentences_that_are_joined_through_others_are_one_phrase(three):
    (formula,) = Formula.objects.all()
    assert spoken(formula) == [sentence.pk for sentence in three]
    assert (formula.slug, formula.calls) == ("the-leaders-exchanged-views-on-regional-and-global-issues", 3)


def test_wordings_come_in_order_of_first_use_each_after_the_likest_earlier_one(three):
    wordings = Formula.objects.get().wordings
    assert [wording["text"] for wording in wordings] == [FIRST, SECOND, THIRD]
    assert [wording["after"] for wording in wordings] == [None, 0, 1]
    assert changed(Formula.objects.get(), 2, "a") == ["mutual"]
    assert changed(Formula.objects.get(), 2, "b") == ["common"]


def test_a_reprint_in_other_quotes_is_the_same_wording(three, say):
    reprint = say(30, f"“{THIRD.removesuffix('.')},”")
    echo(three[2], reprint)
    refresh([reprint])
    formula = Formula.objects.get()
    assert len(formula.wordings) == 3
    assert formula.uses.get(sentence=reprint).wording == 2


def test_the_address_stays_when_an_earlier_use_is_found(three, say):
    slug = Formula.objects.get().slug
    earlier = say(-10, "Both spoke of views on regional issues of mutual interest.")
    echo(earlier, three[1])
    refresh([earlier])
    formula = Formula.objects.get()
    assert formula.slug == slug
    assert formula.wordings[0]["text"] == earlier.text
    assert formula.calls == 4


def test_what_was_compared_is_not_compared_again(three, monkeypatch):
    monkeypatch.setattr("comparator.services.formulas.revise", lambda *_: pytest.fail("compared again"))
    refresh(three[:1])
    assert changed(Formula.objects.get(), 2, "b") == ["common"]


def test_two_phrases_that_turn_out_to_be_one_lead_to_the_larger(three, say):
    others = [say(40, "They shared views on issues."), say(50, "They shared views on issues again.")]
    echo(*others)
    refresh(others)
    smaller = Formula.objects.get(slug="they-shared-views-on-issues")
    echo(three[2], others[0])
    refresh(others)
    smaller.refresh_from_db()
    assert (smaller.retired, smaller.merged_into) == (True, Formula.objects.get(retired=False))
    assert Formula.objects.get(retired=False).calls == 5


def test_a_phrase_that_falls_apart_keeps_its_address_for_the_larger_part(three, say):
    more = [say(40, f"{THIRD} Indeed."), say(50, f"{THIRD} Certainly.")]
    joint = echo(three[2], more[0])
    echo(*more)
    refresh(more)
    slug = Formula.objects.get().slug
    joint.delete()
    refresh(three)
    kept = Formula.objects.get(slug=slug)
    new = Formula.objects.exclude(slug=slug).get()
    assert spoken(kept) == [sentence.pk for sentence in three]
    assert spoken(new) == [sentence.pk for sentence in more]


def test_a_phrase_of_one_call_is_none(say):
    same = [say(0, FIRST), say(0, SECOND)]
    echo(*same)
    refresh(same)
    assert not Formula.objects.exists()


def test_a_recycled_passage_is_no_phrase(say):
    pair = [say(0, FIRST), say(10, FIRST)]
    echo(*pair, kind="recycled")
    refresh(pair)
    assert not Formula.objects.exists()


def test_a_withdrawn_document_takes_its_use_along_and_brings_it_back(three):
    document = three[1].document
    document.status = "withdrawn"
    document.save()
    refresh(three)
    formula = Formula.objects.get()
    assert (formula.retired, formula.uses.count()) == (True, 0)
    document.status = "published"
    document.save()
    refresh(three)
    formula.refresh_from_db()
    assert (formula.retired, formula.calls) == (False, 3)


def test_a_removed_call_takes_its_uses_along(three):
    calls_delete(calls=[three[2].call], engine=FakeEngine())
    assert spoken(Formula.objects.get()) == [three[0].pk, three[1].pk]


def test_names_that_are_taken_or_not_in_latin_script_get_a_name_of_their_own(say):
    for day in (0, 10):
        pair = [say(day, "Мир, дружба."), say(day + 1, "Мир и дружба.")]
        echo(*pair)
        refresh(pair)
    one, other = Formula.objects.values_list("slug", flat=True)
    assert one and other and other == f"{one}-2"


def test_a_look_costs_the_family_and_not_all_phrases(three, say, django_assert_max_num_queries):
    for day in range(100, 120, 2):
        pair = [say(day, f"Sentence {day} was said."), say(day + 1, f"Sentence {day} was said again.")]
        echo(*pair)
        refresh(pair)
    with django_assert_max_num_queries(26):
        refresh(three)
