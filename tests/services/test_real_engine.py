"""The services and the real engine together: the database holds what the engine says of the same documents, in whatever order they came."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from comparator.engine.pipeline import collate
from comparator.models import Document, Echo, Link, Sentence, Statement
from comparator.services.collations import recollate_all
from comparator.services.demo import demo_load
from comparator.services.documents import document_add, documents_delete
from comparator.services.mapping import source_document
from comparator.services.register import register_load

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture
def demo(db):
    demo_load(folder=FIXTURES)


def key(sentence):
    return f"{sentence.document.public_id}#{sentence.index}"


def facts():
    """Return what is stored, without the keys of rows."""
    sentences = Sentence.objects.select_related("document", "call", "misdated")
    names = {sentence.pk: key(sentence) for sentence in sentences}
    return {
        "sentences": {
            names[s.pk]: (s.start, s.end, s.role, s.voice, s.call and s.call.slug, s.misdated and s.misdated.slug)
            for s in sentences
        },
        "links": sorted((names[link.a_id], names[link.b_id], link.relation, link.score) for link in Link.objects.all()),
        "statements": sorted(
            (s.call.slug, s.position, s.label, s.verdict, tuple(names[m.sentence_id] for m in s.members.all()))
            for s in Statement.objects.filter(retired=False).select_related("call").prefetch_related("members")
        ),
        "echoes": sorted((names[e.a_id], names[e.b_id], e.kind) for e in Echo.objects.all()),
    }


def test_the_database_holds_what_the_engine_says_of_all_documents_together(demo):
    documents = [source_document(document) for document in Document.objects.select_related("outlet__side")]
    said = collate(documents, register_load().register)
    stored = facts()
    assert stored["sentences"] == {
        s.id: (s.span.start, s.span.end, s.role, s.voice or "", s.call, s.misdated)
        for document in said.documents
        for s in document.sentences
    }
    assert stored["links"] == sorted((link.a, link.b, link.relation, link.score) for link in said.links)
    assert [row[0:1] + row[2:] for row in stored["statements"]] == [
        (s.call, s.label, s.verdict, tuple(m.sentence for m in s.members))
        for s in sorted(said.statements, key=lambda s: s.call)
    ]
    assert stored["echoes"] == sorted((echo.a, echo.b, echo.kind) for echo in said.echoes)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_documents_came_does_not_matter(seed, demo):
    expected = facts()
    given = [
        {"raw": d.raw_text, "kind": d.kind, "outlet": d.outlet, "published": d.published, "title": d.title}
        for d in Document.objects.select_related("outlet")
    ]
    random.Random(seed).shuffle(given)
    documents_delete(documents=Document.objects.all())
    assert not Sentence.objects.exists()
    for document in given:
        document_add(**document)
    assert facts() == expected
    assert {outcome.state for outcome in recollate_all()} == {"unchanged"}
    assert facts() == expected
