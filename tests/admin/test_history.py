"""Who added, changed or deleted what."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from comparator.models import Call, Document, Outlet, Side
from tests.admin.conftest import REPORT, act, change, changelist
from tests.admin.test_editing import edit
from tests.factories import OutletFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(add):
    add(text=REPORT)
    return Document.objects.get()


def recorded(row):
    """Return what happened to a row, the first thing first."""
    return [(entry.history_type, str(entry.history_user)) for entry in row.history.order_by("history_id")]


def test_adding_and_correcting_a_document_are_recorded_once_each(document, admin_client):
    edit(admin_client, document, title="Corrected")
    assert recorded(document) == [("+", "admin"), ("~", "admin")]
    assert document.history.first().title == "Corrected"


def test_reading_a_document_again_is_no_change_of_its_record(document, admin_client):
    act(admin_client, Document, "read_again", document)
    assert recorded(document) == [("+", "admin")]


def test_the_record_of_a_document_leaves_its_text_out(document):
    assert not hasattr(document.history.model, "raw_text")


def test_a_deleted_document_stays_on_record(document, admin_client):
    key = document.pk
    admin_client.post(reverse("admin:comparator_document_delete", args=[key]), {"post": "yes"})
    assert not Document.objects.exists()
    last = Document.history.first()
    assert (last.history_type, str(last.history_user), last.id) == ("-", "admin", key)
    page = admin_client.get(reverse("admin:comparator_historicaldocument_changelist")).content.decode()
    assert f"no. {key}" in page
    assert "Deleted" in page


def test_who_accepted_a_call_is_recorded(admin_client, add, db):
    add(text=REPORT.replace("24 February 2022", "24 February 2023"), published="2023-02-25")
    call = Call.objects.get(status="proposed")
    act(admin_client, Call, "accept", call)
    assert recorded(call)[-1] == ("~", "admin")


def test_a_changed_outlet_is_recorded(admin_client, db):
    outlet = OutletFactory(name="The Paper")
    edit(admin_client, outlet, name="The New Paper")
    assert recorded(outlet) == [("+", "None"), ("~", "admin")]


@pytest.mark.parametrize("model", [Document, Call, Outlet, Side])
def test_the_history_of_a_row_has_a_page_without_inline_style(model, document, admin_client):
    row = model.objects.first()
    row.save()
    page = admin_client.get(reverse(f"admin:comparator_{model._meta.model_name}_history", args=[row.pk]))
    assert page.status_code == 200
    assert b"style=" not in page.content.split(b'id="content"')[1]
    assert b"Changed" in page.content


def test_what_changed_is_told(document, admin_client):
    edit(admin_client, document, title="Corrected")
    page = admin_client.get(reverse("admin:comparator_document_history", args=[document.pk])).content.decode()
    assert "→ Corrected" in page


def test_nothing_is_put_back_around_the_services(document):
    with pytest.raises(NoReverseMatch):
        reverse("admin:comparator_document_simple_history", args=[document.pk, 1])


def test_nobody_edits_the_record(document, admin_client):
    record = Document.history.first()
    url = reverse("admin:comparator_historicaldocument_change", args=[record.pk])
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"title": "Forged"}).status_code == 403
    assert admin_client.post(reverse("admin:comparator_historicaldocument_delete", args=[record.pk])).status_code == 403
    assert changelist(Document)
    assert change(document)
