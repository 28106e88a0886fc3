"""One rule for the names of outlets, however a document comes in."""

from __future__ import annotations

import json

import pytest

from comparator.intake import expand
from comparator.models import Document, Outlet
from comparator.services.drafts import draft_start
from comparator.services.imports import documents_import
from comparator.services.outlets import outlet_key, outlets_named
from tests.factories import OutletFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"), [("Reuters", "REUTERS"), ("ТАСС", "тасс"), ("The  Hindu ", "the hindu"), ("Straße", "STRASSE")]
)
def test_capitals_and_spaces_make_no_other_outlet(one, other):
    assert outlet_key(one) == outlet_key(other)
    stored = OutletFactory(name=one)
    assert outlets_named(names=[other]) == {outlet_key(one): stored}


def test_the_name_as_it_is_written_goes_first_and_then_the_older():
    older, newer = OutletFactory(name="tass"), OutletFactory(name="TASS")
    assert outlets_named(names=["TASS"])["tass"] == newer
    assert outlets_named(names=["Tass"])["tass"] == older


def test_what_is_not_stored_is_not_found():
    OutletFactory(name="Reuters")
    assert outlets_named(names=["Reuter", ""]) == {}


def test_an_import_takes_the_outlet_that_is_there():
    stored = OutletFactory(name="ТАСС")
    rows = [
        {"text": f"Владимир Путин провёл телефонный разговор {n}.", "outlet": name, "published": "2022-02-24"}
        for n, name in enumerate(("Тасс", "ТАСС", "тасс", "РИА", "риа"))
    ]
    raw = "\n".join(json.dumps(row) for row in rows).encode()
    items = expand(raw, name="a.jsonl")
    assert documents_import(items=items, total=items.total).is_clean
    assert set(Outlet.objects.values_list("name", flat=True)) - {"ТАСС"} in ({"РИА"}, {"риа"})
    assert Document.objects.filter(outlet=stored).count() == 3


def test_a_draft_takes_the_outlet_that_is_there(django_user_model):
    stored = OutletFactory(name="ТАСС")
    text = "---\nsource: тасс\n---\nMr. Modi called Mr. Putin. They spoke of trade.\n"
    draft = draft_start(owner=django_user_model.objects.create_user("e"), raw=text)
    assert draft.outlet == stored
