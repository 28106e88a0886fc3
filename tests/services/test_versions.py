"""Versions of one article: the newest is compared, the older ones can be read, statements keep their ids."""

from __future__ import annotations

import time

import pytest

from comparator.models import Document, Review, Sentence, Statement
from comparator.services.documents import Lineage, documents_delete
from comparator.services.identity import match_versions
from comparator.services.versions import newest_version

pytestmark = pytest.mark.django_db

FIRST = ("[IN|first] Safety of citizens was discussed", "[RU|first] Evacuation was promised", "[IN|first] Trade grew")
SECOND = (
    "[IN|first] Safety of citizens was discussed",
    "[RU|first] Evacuation was promised to all",
    "[IN|first] Energy too",
)


@pytest.fixture
def versions(calls, add):
    old = add(*FIRST).document
    ids = dict(Statement.objects.values_list("label", "public_id"))
    new = add(*SECOND, lineage=Lineage(supersedes=old)).document
    old.refresh_from_db()
    return old, new, ids


def live():
    return dict(Statement.objects.filter(retired=False).values_list("label", "public_id"))


def test_statements_keep_their_ids(versions):
    _, _, ids = versions
    now = live()
    assert now["Safety"] == ids["Safety"]
    assert now["Evacuation"] == ids["Evacuation"]
    assert set(now) == {"Safety", "Evacuation", "Energy"}


def test_only_the_newest_takes_part(versions):
    old, new, _ = versions
    assert old.status == Document.Status.SUPERSEDED
    assert set(Sentence.objects.filter(memberships__isnull=False).values_list("document", flat=True)) == {new.pk}


def test_the_older_one_has_all_its_sentences(versions):
    old, new, _ = versions
    assert [s.text for s in old.sentences.all()] == [line.split("] ")[1] for line in FIRST]
    assert [s.text for s in new.sentences.all()] == [line.split("] ")[1] for line in SECOND]


def test_a_third_version_follows_the_second_whichever_is_named(versions, add):
    old, new, ids = versions
    third = add(*SECOND, "[RU|first] Peace", lineage=Lineage(supersedes=old)).document
    assert third.supersedes == new
    assert newest_version(old) == third
    assert live()["Safety"] == ids["Safety"]


def test_without_the_newest_the_one_before_it_returns_with_its_ids(versions, engine):
    old, new, ids = versions
    documents_delete(documents=[new], engine=engine)
    old.refresh_from_db()
    assert old.status == Document.Status.PUBLISHED
    assert live() == ids
    assert [s.text for s in old.sentences.all()] == [line.split("] ")[1] for line in FIRST]


def test_without_the_one_in_the_middle_the_line_closes(versions, add, engine):
    old, new, _ = versions
    third = add(*SECOND, "[RU|first] Peace", lineage=Lineage(supersedes=new)).document
    before = live()
    documents_delete(documents=[Document.objects.get(pk=new.pk)], engine=engine)
    third.refresh_from_db()
    assert third.supersedes == old
    assert live() == before


def test_without_the_oldest_nothing_changes(versions, engine):
    old, new, _ = versions
    before = live()
    documents_delete(documents=[old], engine=engine)
    new.refresh_from_db()
    assert new.supersedes is None
    assert live() == before


def test_decisions_go_with_what_is_kept(calls, add, admin_user, engine):
    old = add(*FIRST).document
    for line in (FIRST[0], FIRST[2]):
        start = old.raw_text.index(line)
        Review(document=old, kind="voice", start=start, end=start + len(line), value="outlet", by=admin_user).save()
    new = add("A new first line", *SECOND, lineage=Lineage(supersedes=old)).document
    carried = new.reviews.get()
    assert new.raw_text[carried.start : carried.end] == FIRST[0]
    assert (carried.by, carried.value) == (admin_user, "outlet")
    assert old.reviews.count() == 2


def test_sentences_are_matched_by_their_words_then_by_likeness():
    old = ["Same", "The ministers met in Delhi on Friday", "Gone altogether", "Same"]
    new = ["Same", "Same", "The ministers had met in Delhi on Friday", "Quite new words here"]
    assert match_versions(old, new) == {0: 0, 3: 1, 1: 2}
    assert match_versions([], new) == {}
    assert match_versions(old, []) == {}


def test_a_new_version_of_many_sentences_is_matched_in_good_time():
    old = [f"Item {number} was agreed." for number in range(15_000)]
    new = [*old, *(f"Ships {number}" for number in range(15_000))]
    started = time.process_time()
    assert match_versions(old, new) == {place: place for place in range(15_000)}
    assert time.process_time() - started < 3


def test_a_version_that_was_withdrawn_stays_withdrawn_when_another_follows_or_goes(versions, add):
    old, new, _ = versions
    Document.objects.filter(pk=new.pk).update(status=Document.Status.WITHDRAWN)
    third = add(*SECOND, "[RU|first] Peace", lineage=Lineage(supersedes=old)).document
    new.refresh_from_db()
    assert (third.supersedes, new.status) == (new, Document.Status.WITHDRAWN)
    documents_delete(documents=[third])
    new.refresh_from_db()
    assert new.status == Document.Status.WITHDRAWN
