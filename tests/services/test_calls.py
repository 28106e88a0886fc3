"""Calls: proposed, named, accepted, removed; and what a change of the register sets off."""

from __future__ import annotations

import datetime

import pytest

from comparator.models import Call, CallParty, Document, Echo, Side
from comparator.services import followups
from comparator.services.calls import call_create, call_slug, calls_near
from comparator.services.followups import (
    calls_accept,
    calls_delete,
    documents_catch_up,
    documents_stale,
    outlet_followup,
    register_followup,
)
from comparator.services.register import aliases_fill, register_load, sides_ensure
from tests.factories import AliasFactory, CallFactory, SideFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 5, 1)


def party(code, leader):
    return CallParty(side=SideFactory(code=code), leader=leader)


@pytest.mark.parametrize(
    ("leaders", "slug"),
    [
        ({"IN": "Narendra Modi", "RU": "Vladimir Putin"}, "2024-05-01-modi-putin"),
        ({"IN": "", "RU": "Vladimir Putin"}, "2024-05-01-in-putin"),
        ({"IN": "नरेन्द्र मोदी", "RU": "Владимир Путин"}, "2024-05-01-in-ru"),
        ({"IN": "N. Modi", "RU": "V. Putin", "UA": "V. Zelenskyy"}, "2024-05-01-modi-putin-zelenskyy"),
        ({"IN": "x" * 120, "RU": "Vladimir Putin"}, f"2024-05-01-{'x' * 65}"),
    ],
)
def test_a_slug_is_the_date_and_the_last_names(leaders, slug):
    assert call_slug(date=DAY, parties=[party(*item) for item in leaders.items()]) == slug


def test_a_second_call_of_the_day_gets_a_number():
    for expected in ("2024-05-01-modi-putin", "2024-05-01-modi-putin-2", "2024-05-01-modi-putin-3"):
        parties = [party("RU", "Vladimir Putin"), party("IN", "Narendra Modi")]
        assert call_create(date=DAY, parties=parties).slug == expected


def test_two_documents_about_an_unknown_call_propose_it_once(add):
    first = add("[IN|new:2024-05-01] Elections")
    second = add("[FR|new:2024-05-01] Elections were spoken of")
    call = Call.objects.get()
    assert (call.slug, call.status, call.date) == ("2024-05-01-modi-macron", "proposed", DAY)
    assert [o.call for o in first.collations + second.collations] == [call, call]
    assert Side.objects.get(code="FR").aliases.filter(text="Paris").exists()
    assert call.statements.get().members.count() == 2


def test_a_proposal_finds_the_call_of_that_day_between_those_sides(add):
    known = CallFactory(date=DAY, slug="known", parties=("IN", "FR"))
    CallFactory(date=DAY, slug="others", parties=("IN", "RU"))
    assert add("[IN|new:2024-05-01] Elections").collations[0].call == known


def test_a_proposed_call_does_not_sway_the_reading_of_others_until_it_is_accepted(add, engine):
    add("[IN|new:2024-05-01] Elections")
    slug = Call.objects.get().slug
    document = add(f"[FR|{slug}] Elections, said Macron", published=DAY).document
    assert document.sentences.get().call is None

    followup = calls_accept(calls=Call.objects.all(), engine=engine)
    assert followup.reread == 2
    assert document.sentences.get().call.slug == slug
    assert Call.objects.get().status == "confirmed"


def test_removing_a_confirmed_call_has_its_documents_read_again(calls, add, engine):
    add("[IN|first] Trade", "[IN|second] Trade")
    assert Echo.objects.exists()
    followup = calls_delete(calls=[calls[0]], engine=engine)
    assert (followup.reread, [o.call.slug for o in followup.collations]) == (1, ["second"])
    assert not Echo.objects.exists()
    assert Document.objects.get().sentences.filter(call=None).count() == 1


def test_removing_a_proposal_does_not_bring_it_back(add, engine):
    add("[IN|new:2024-05-01] Elections")
    assert calls_delete(calls=Call.objects.all(), engine=engine).reread == 0
    assert not Call.objects.exists()


def test_only_documents_with_the_changed_word_are_read_again(calls, add, engine):
    touched = add("[RU|first] The Third Rome spoke").document
    add("[IN|second] Others")
    before = register_load()
    AliasFactory(side=Side.objects.get(code="RU"), text="third rome")
    assert documents_stale(engine=engine).count() == 2
    engine.collated.clear()
    followup = register_followup(before=before, engine=engine)
    assert (followup.reread, followup.left) == (1, 0)
    assert engine.collated == ["first"]
    assert not documents_stale(engine=engine).exists()
    touched.refresh_from_db()
    assert touched.register_hash == register_load().sides_hash


def test_nothing_is_read_again_where_nothing_changed(calls, add, engine):
    add("[IN|first] Trade")
    Side.objects.update(position=5)
    assert register_followup(before=register_load(), engine=engine) == followups.Followup()


def test_more_than_a_request_can_bear_is_marked_and_caught_up_later(calls, add, engine, monkeypatch):
    monkeypatch.setattr(followups, "AT_ONCE", 2)
    for number in range(3):
        add(f"[RU|first] The Third Rome {number}")
    before = register_load()
    AliasFactory(side=Side.objects.get(code="RU"), text="Third Rome")
    followup = register_followup(before=before, engine=engine)
    assert (followup.reread, followup.left) == (0, 3)
    assert documents_stale(engine=engine).count() == 3
    assert documents_catch_up(engine=engine) == 3
    assert not documents_stale(engine=engine).exists()


def test_a_later_document_that_may_look_back_on_a_new_call_is_marked(add, engine):
    for side in sides_ensure(codes=["IN", "RU"]).values():
        aliases_fill(side=side)
    add("[IN|] Modi and Putin had spoken the year before", published=datetime.date(2023, 3, 1))
    before = register_load()
    CallFactory(date=datetime.date(2022, 2, 24), slug="first")
    followup = register_followup(before=before, engine=engine)
    assert (followup.reread, followup.left) == (0, 1)


def test_more_calls_than_one_query_can_name_are_followed_up(calls, add, engine):
    add("[IN|first] Trade", published=DAY)
    before = register_load()
    Call.objects.bulk_create(Call(slug=f"new-{number}", date=DAY) for number in range(1100))
    assert register_followup(before=before, engine=engine) == followups.Followup()


def test_an_outlets_documents_are_read_again(calls, add, engine):
    document = add("[IN|first] Trade").document
    engine.collated.clear()
    assert outlet_followup(outlet=document.outlet, engine=engine).reread == 1


def test_near_calls_are_the_nearest_that_share_a_side():
    days = [datetime.date(2022, 1, 1) + datetime.timedelta(days=10 * n) for n in range(6)]
    rows = [
        CallFactory(date=day, slug=str(n), parties=("IN", "RU") if n % 2 else ("IN", "FR"))
        for n, day in enumerate(days)
    ]
    CallFactory(date=days[2], slug="strangers", parties=("US", "UA"))
    found = Call.objects.filter(pk__in=calls_near(calls=[rows[3]], reach=2))
    assert sorted(found.values_list("slug", flat=True)) == ["1", "2", "3", "4", "5"]
