"""Rows of sides and calls as the engine's register."""

from __future__ import annotations

import pytest

from comparator.models import Alias, Call, Side
from comparator.services.register import aliases_fill, register_load, sides_ensure
from tests.factories import AliasFactory, CallFactory, SideFactory

pytestmark = pytest.mark.django_db


def test_rows_override_the_packaged_sides():
    side = SideFactory(code="RU", name="Rossiya", adjective="Rossiyan")
    AliasFactory(side=side, kind="leader", text="Somebody Else")
    AliasFactory(side=side, kind="institution", text="The Office")
    record = register_load().register.sides["RU"]
    assert (record.name, record.adjectives, record.leaders) == ("Rossiya", ("Rossiyan",), ("Somebody Else",))
    assert record.institutions == ("The Office",)
    assert "FR" in register_load().register.sides


def test_a_side_made_from_the_packaged_one_names_the_same():
    before = register_load()
    sides = sides_ensure(codes=["IN", "RU", "US", "GB"])
    after = register_load()
    assert set(sides) == {"IN", "RU", "US", "GB"}
    assert after.sides_hash == before.sides_hash
    text = "Moscow and New Delhi spoke; the Kremlin and the PMO said that Putin and Modi agreed with the British."
    assert after.register.mentions(text) == before.register.mentions(text)


def test_ensuring_twice_makes_and_changes_nothing():
    side = sides_ensure(codes=["IN"])["IN"]
    side.name = "Bharat"
    side.save()
    count = Alias.objects.count()
    assert sides_ensure(codes=["IN"])["IN"].name == "Bharat"
    assert (Side.objects.count(), Alias.objects.count()) == (1, count)


def test_an_unknown_code_gets_a_bare_row_and_a_taken_name_steps_aside():
    SideFactory(code="XA", name="India")
    sides = sides_ensure(codes=["QZ", "IN"])
    assert (sides["QZ"].name, sides["IN"].name) == ("QZ", "India (IN)")


def test_aliases_that_editors_made_are_not_added_to():
    alias = AliasFactory()
    aliases_fill(side=alias.side)
    assert alias.side.aliases.get() == alias


def test_confirmed_calls_are_known_by_their_slugs_with_their_leaders():
    CallFactory(slug="known")
    CallFactory(slug="proposed", status=Call.Status.PROPOSED)
    (call,) = register_load().register.calls
    assert (call.id, call.sides, dict(call.leaders)) == (
        "known",
        ("IN", "RU"),
        {"IN": "Narendra Modi", "RU": "Vladimir Putin"},
    )


@pytest.mark.parametrize("change", ["alias", "name", "leader"])
def test_the_hashes_change_with_what_they_are_of(change):
    call = CallFactory()
    before = register_load()
    side = Side.objects.get(code="RU")
    if change == "alias":
        AliasFactory(side=side, text="Third Rome")
    elif change == "name":
        Side.objects.filter(pk=side.pk).update(name="Rossiya")
    else:
        call.parties.filter(side=side).update(leader="Somebody Else")
    after = register_load()
    assert (after.sides_hash == before.sides_hash) == (change == "leader")
    assert after.names_hash != before.names_hash
