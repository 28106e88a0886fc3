"""What reviewers decide about stored documents is in force at once, outlives every run, and can be taken back."""

from __future__ import annotations

import pytest

from comparator.engine.records import Decided, Decision, Span
from comparator.models import Link, Review, Statement
from comparator.services.collations import collate_call_now
from comparator.services.documents import Lineage, documents_reread
from comparator.services.errors import EngineFailedError
from comparator.services.register import sides_ensure
from comparator.services.reviewing import (
    AlreadyWithdrawnError,
    NotDecidableError,
    document_decide,
    link_decide,
    review_withdraw,
    verdict_decide,
)
from tests.factories import OutletFactory
from tests.fakes import FakeEngine

pytestmark = pytest.mark.django_db

GRAIN = ("Grain ships must pass through the strait in safety, he said.", "Grain ships have to pass the strait safely.")
DEBTS = "Debts of poor countries were spoken of at length."


@pytest.fixture
def two(calls, add):
    """Two documents of the real engine about the first call."""
    sides_ensure(codes=["IN", "RU"])
    from comparator.services.engine import PACKAGED

    def told(who, leader, *words):
        head = f"{leader} spoke by telephone on 24 February 2022."
        text = "\n\n".join([head, *words])
        outlet = OutletFactory(name=who, side__code="IN" if who == "PMO" else "RU", official=True)
        return add(text, engine=PACKAGED, kind="readout", outlet=outlet, published=calls[0].date).document

    return (
        told("PMO", "Prime Minister Narendra Modi", GRAIN[0], "Students must come home, he stressed."),
        told("Kremlin", "President Vladimir Putin", GRAIN[1], DEBTS),
    )


def sentence(document, words):
    return document.sentences.get(text__contains=words)


def statement_of(*sentences):
    found = Statement.objects.filter(retired=False)
    for one in sentences:
        found = found.filter(members__sentence=one)
    return found.first()


def test_the_program_alone_puts_these_together_and_those_apart(two):
    assert statement_of(sentence(two[0], "Grain"), sentence(two[1], "Grain"))
    assert not statement_of(sentence(two[0], "Students"), sentence(two[1], "Debts"))


def test_sentences_that_a_reviewer_links_are_one_statement_after_every_run(two, admin_user):
    one, other = sentence(two[0], "Students"), sentence(two[1], "Debts")
    assert link_decide(a=other, b=one, relation="same", by=admin_user, why="  Both of them. ")
    first = statement_of(one, other)
    assert first
    row = Review.objects.get()
    assert (row.kind, row.value, row.found, row.by, row.note) == ("link", "same", "apart", admin_user, "Both of them.")
    documents_reread(documents=list(two))
    collate_call_now(call=one.call)
    assert statement_of(one, other) == first
    assert not link_decide(a=one, b=other, relation="same", by=admin_user)
    assert Review.objects.count() == 1


def test_what_a_reviewer_parts_stays_apart_until_it_is_taken_back(two, admin_user):
    one, other = sentence(two[0], "Grain"), sentence(two[1], "Grain")
    before = set(Statement.objects.filter(retired=False).values_list("public_id", flat=True))
    link_decide(a=one, b=other, relation="apart", by=admin_user)
    assert statement_of(one, other) is None
    assert not Link.objects.filter(a__in=(one, other), b__in=(one, other)).exists()
    documents_reread(documents=[two[0]])
    assert statement_of(one, other) is None
    review_withdraw(review=Review.objects.get(), by=admin_user, why="They do say the same.")
    assert statement_of(one, other)
    assert Statement.objects.filter(retired=False).count() == len(before)
    for row in Statement.objects.filter(
        public_id__in=before, retired=True
    ):  # its address leads to the one that goes on
        assert row.merged_into == statement_of(one, other)
    last = Review.objects.last()
    assert (last.undone, last.value, last.note, last.by) == (True, "apart", "They do say the same.", admin_user)
    with pytest.raises(AlreadyWithdrawnError):
        review_withdraw(review=Review.objects.first(), by=admin_user)


@pytest.mark.parametrize("verdict", ["agree", "diverge"])
def test_a_verdict_holds_after_every_run(verdict, two, admin_user):
    one, other = sentence(two[0], "Grain"), sentence(two[1], "Grain")
    found = statement_of(one, other).verdict
    verdict_decide(a=one, b=other, verdict=verdict, by=admin_user)
    documents_reread(documents=list(two))
    assert statement_of(one, other).verdict == verdict
    assert statement_of(one, other).reasons[0]["kind"] == "decided"
    review_withdraw(review=Review.objects.get(), by=admin_user)
    assert statement_of(one, other).verdict == found


def test_a_voice_a_call_and_a_boundary_are_decided_at_once(two, calls, admin_user):
    document = two[1]
    row = sentence(document, "Debts")
    span = Span(row.start, row.end)
    cut = row.start + row.text.index("were")
    made = [
        Decision(Decided.VOICE, span, "IN", row.voice),
        Decision(Decided.CALL, span, "second", "first"),
        Decision(Decided.BOUNDARY, Span(cut - 1, cut), "split", "join"),
    ]
    assert document_decide(document=document, made=made, by=admin_user, why="Heard so.") == 3
    parts = document.sentences.filter(start__gte=row.start)
    assert [(s.voice, s.call.slug) for s in parts] == [("IN", "second")] * 2
    assert set(Review.objects.values_list("note", flat=True)) == {"Heard so."}
    assert document_decide(document=document, made=made, by=admin_user) == 0

    assert document_decide(document=document, undone=[(Decided.VOICE, span)], by=admin_user) == 1
    assert {s.voice for s in document.sentences.filter(start__gte=row.start)} == {row.voice}
    assert Review.objects.count() == 4


def test_what_seems_misdated_and_was_confirmed_seems_so_no_more(calls, admin_user):
    engine = FakeEngine(misdated={"Carried": "first"})
    from comparator.services.documents import document_add

    facts = {"kind": "article", "outlet": OutletFactory(), "engine": engine}
    document_add(raw="[IN|first] Carried over.", **facts)
    document = document_add(raw="[IN|second] Carried over, again.", **facts).document
    row = document.sentences.get()
    assert row.misdated == calls[0]
    row.why = {**row.why, "call": "decided by a person"}
    row.save()
    from comparator.services.echoes import echoes_refresh
    from comparator.services.register import register_load

    echoes_refresh(calls=calls, state=register_load(), engine=engine)
    row.refresh_from_db()
    assert row.misdated is None


@pytest.mark.parametrize(
    ("kind", "value", "span"),
    [
        ("voice", "XX", (0, 5)),
        ("call", "nowhere", (0, 5)),
        ("role", "hero", (0, 5)),
        ("boundary", "leap", (0, 5)),
        ("voice", "IN", (5, 10_000)),
    ],
)
def test_what_is_not_known_is_refused(kind, value, span, two, admin_user):
    with pytest.raises(NotDecidableError):
        document_decide(document=two[0], made=[Decision(Decided(kind), Span(*span), value)], by=admin_user)
    assert not Review.objects.exists()


def test_pairs_that_cannot_be_are_refused(two, calls, admin_user):
    one, other = sentence(two[0], "Students"), sentence(two[1], "Debts")
    for decide in (
        lambda: link_decide(a=one, b=other, relation="cousin", by=admin_user),
        lambda: link_decide(a=one, b=one, relation="same", by=admin_user),
        lambda: verdict_decide(a=one, b=other, verdict="agree", by=admin_user),
        lambda: verdict_decide(a=one, b=other, verdict="one_sided", by=admin_user),
    ):
        with pytest.raises(NotDecidableError):
            decide()
    assert not Review.objects.exists()


def test_a_decision_over_which_the_engine_breaks_down_is_not_kept(calls, add, engine, admin_user):
    one, other = (add(f"[{code}|first] Words of {code}.").document for code in ("IN", "RU"))
    engine.fails_collating = "first"
    with pytest.raises(EngineFailedError, match="Nothing was stored"):
        link_decide(a=one.sentences.get(), b=other.sentences.get(), relation="apart", by=admin_user, engine=engine)
    assert not Review.objects.exists()


def test_decisions_about_two_documents_go_over_to_a_new_version(calls, add, engine, admin_user):
    one, other = (add(f"[{code}|first] Words of {code}.").document for code in ("IN", "RU"))
    link_decide(a=one.sentences.get(), b=other.sentences.get(), relation="apart", by=admin_user, engine=engine)
    engine.decided.clear()
    newer = add("[IN|first] Words of IN.", "[IN|first] More.", lineage=Lineage(supersedes=one)).document
    assert Review.objects.last().document_id in {newer.pk, other.pk}
    assert {engine.decided[-1].a, engine.decided[-1].b} == {f"{newer.public_id}#0", f"{other.public_id}#0"}
