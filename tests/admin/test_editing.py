"""Correcting what is known, and what that sets off."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from comparator.models import Alias, Call, Collation, Document, Echo, Job, Link, Outlet, Sentence, Side, Statement
from comparator.services.errors import EngineFailedError
from comparator.services.followups import documents_stale
from tests.admin.conftest import REPORT, act, change, changelist, errors, said
from tests.factories import EchoFactory, LinkFactory, SideFactory, StatementMemberFactory

pytestmark = pytest.mark.django_db

MODELS = [Document, Call, Side, Outlet, Sentence, Link, Statement, Collation, Echo]
MACHINE_MADE = [Sentence, Link, Statement, Collation, Echo]


def filled(response):
    """Return what a browser would send back of a change form."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def edit(client, row, **changes):
    data = filled(client.get(change(row)))
    return client.post(change(row), {**data, **changes}, follow=True)


@pytest.fixture
def document(add):
    add(text=REPORT)
    return Document.objects.get()


@pytest.mark.parametrize("model", MODELS)
def test_every_page_opens(model, demo, admin_client):
    assert admin_client.get(changelist(model)).status_code == 200
    row = model.objects.first()
    assert row is not None
    assert admin_client.get(change(row)).status_code == 200
    assert admin_client.get(changelist(model), {"q": "modi"}).status_code == 200


def test_every_filter_opens(demo, admin_client):
    for model in MODELS:
        page = admin_client.get(changelist(model)).content.decode()
        for query in sorted(set(re.findall(r'href="(\?[^"]+)"', page))):
            assert admin_client.get(changelist(model) + query.replace("&amp;", "&")).status_code == 200


def queries(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_as_many_queries_for_many_rows_as_for_few(model, admin_client, known_call):
    def more():
        member = StatementMemberFactory()
        link = LinkFactory(a=member.sentence)
        EchoFactory(a=link.a, b=link.b)

    more()
    few = queries(admin_client, changelist(model))
    for _ in range(7):
        more()
    assert queries(admin_client, changelist(model)) == few


@pytest.mark.parametrize("model", MACHINE_MADE)
def test_what_the_engine_found_is_shown_and_not_edited(model, demo, admin_client):
    row = model.objects.first()
    assert admin_client.get(reverse(f"admin:comparator_{model._meta.model_name}_add")).status_code == 403
    assert admin_client.post(change(row), {}).status_code == 403
    url = reverse(f"admin:comparator_{model._meta.model_name}_delete", args=[row.pk])
    assert admin_client.post(url, {"post": "yes"}).status_code == 403
    assert 'name="action"' not in admin_client.get(changelist(model)).content.decode()


def test_the_raw_text_is_shown_and_not_taken_from_the_form(document, admin_client):
    page = admin_client.get(change(document))
    assert "immediate cessation of violence" in page.content.decode()
    assert not re.search(r'name="(raw_text|sha256|text|file)"', page.content.decode())
    edit(admin_client, document, raw_text="other", sha256="0" * 64, title="New title")
    document.refresh_from_db()
    assert (document.raw_text, document.title) == (REPORT, "New title")


def test_correcting_the_kind_reads_the_document_again(document, admin_client):
    response = edit(admin_client, document, kind="readout")
    assert not errors(response)
    assert "modi-putin" in said(response)
    document.refresh_from_db()
    assert document.kind == "readout"


def test_a_future_date_is_refused_on_change_too(document, admin_client):
    assert "in the future" in str(errors(edit(admin_client, document, published="2122-01-01"))["published"])


def test_withdrawing_empties_the_call(document, admin_client, known_call):
    edit(admin_client, document, status="withdrawn")
    assert not known_call.statements.filter(retired=False).exists()
    assert known_call.statements.filter(retired=True).exists()


def test_reading_again_and_collating_again_change_nothing_where_nothing_changed(document, admin_client, known_call):
    before = list(known_call.statements.values_list("public_id", "retired"))
    assert "Documents read again: 1" in said(act(admin_client, Document, "read_again", document))
    assert "nothing has changed" in said(act(admin_client, Call, "collate_again", known_call))
    assert list(known_call.statements.values_list("public_id", "retired")) == before
    assert Collation.objects.filter(call=known_call).count() == 1


@pytest.mark.parametrize("way", ["page", "action"])
def test_removing_a_document_retires_what_only_it_said(way, document, staff_client, known_call):
    client = staff_client("view_document", "delete_document")
    if way == "page":
        url = reverse("admin:comparator_document_delete", args=[document.pk])
        assert "permission" not in client.get(url).content.decode()
        client.post(url, {"post": "yes"})
    else:
        client.post(
            changelist(Document), {"action": "delete_selected", "_selected_action": [document.pk], "post": "yes"}
        )
    assert not Document.objects.exists()
    assert not known_call.statements.filter(retired=False).exists()


def test_a_call_gets_its_slug_from_its_date_and_leaders(admin_client):
    india, brazil = SideFactory(code="IN"), SideFactory(code="BR", name="Brazil", adjective="Brazilian")
    data = {
        "date": "2024-05-01",
        "slug": "",
        "status": "confirmed",
        **parties((india, "Narendra Modi"), (brazil, "Lula da Silva")),
    }
    response = admin_client.post(reverse("admin:comparator_call_add"), data, follow=True)
    assert not errors(response)
    call = Call.objects.get()
    assert call.slug == "2024-05-01-modi-silva"
    assert call.parties.count() == 2


def parties(*given):
    data = {"parties-TOTAL_FORMS": len(given), "parties-INITIAL_FORMS": 0}
    for number, (side, leader) in enumerate(given):
        data |= {f"parties-{number}-side": side.pk, f"parties-{number}-leader": leader, f"parties-{number}-title": ""}
    return data


def test_a_call_needs_two_sides(admin_client):
    data = {"date": "2024-05-01", "slug": "", "status": "confirmed", **parties((SideFactory(), "Narendra Modi"))}
    response = admin_client.post(reverse("admin:comparator_call_add"), data)
    assert response.status_code == 200
    assert not Call.objects.exists()


def test_entering_a_call_has_the_documents_read_again_that_report_it(document, admin_client, known_call):
    known_call.parties.all().delete()
    known_call.delete()
    sides = Side.objects.get(code="IN"), Side.objects.get(code="RU")
    given = parties((sides[0], "Narendra Modi"), (sides[1], "Vladimir Putin"))
    data = {"date": "2022-02-24", "slug": "", "status": "confirmed", **given}
    response = admin_client.post(reverse("admin:comparator_call_add"), data, follow=True)
    assert "Documents read again because of this: 1" in said(response)
    assert Call.objects.get().statements.filter(retired=False).exists()


def test_a_proposed_call_can_be_accepted_and_then_other_documents_speak_of_it(add, admin_client):
    add(text=REPORT.replace("24 February 2022", "12 May 2022"), published="2022-05-13")
    call = Call.objects.get(status="proposed")
    ids = set(call.statements.values_list("public_id", flat=True))
    response = act(admin_client, Call, "accept", call)
    assert "Calls accepted: 1" in said(response)
    call.refresh_from_db()
    assert call.status == "confirmed"
    assert set(call.statements.filter(retired=False).values_list("public_id", flat=True)) == ids


def test_a_new_alias_has_the_documents_read_again_that_have_it(document, admin_client):
    other = Document.objects.get()
    side = Side.objects.get(code="RU")
    data = filled(admin_client.get(change(side)))
    total = int(data["aliases-TOTAL_FORMS"])
    extra = {
        f"aliases-{total - 1}-{name}": value
        for name, value in [("kind", "name"), ("text", "Donbass"), ("side", side.pk)]
    }
    response = admin_client.post(change(side), {**data, **extra}, follow=True)
    assert not errors(response)
    assert Alias.objects.filter(side=side, text="Donbass").exists()
    assert "Documents read again because of this: 1" in said(response)
    other.refresh_from_db()
    assert not documents_stale().exists()


def test_a_side_entered_without_aliases_gets_the_known_ones(admin_client):
    data = {
        "code": "FR",
        "name": "France",
        "adjective": "French",
        "position": 100,
        "aliases-TOTAL_FORMS": 0,
        "aliases-INITIAL_FORMS": 0,
    }
    admin_client.post(reverse("admin:comparator_side_add"), data)
    assert Side.objects.get().aliases.filter(text="Paris").exists()


def test_the_home_of_an_outlet_bears_on_its_documents(document, admin_client):
    response = edit(admin_client, Outlet.objects.get(), side=SideFactory(code="RU").pk)
    assert "Documents read again because of this: 1" in said(response)


def test_removing_a_call_has_its_documents_read_again(document, admin_client, known_call):
    url = reverse("admin:comparator_call_delete", args=[known_call.pk])
    response = admin_client.post(url, {"post": "yes"}, follow=True)
    assert "Documents read again because of this: 1" in said(response)
    assert Call.objects.get().status == "proposed", "the report still says that there was one"
    act(admin_client, Call, "delete_selected", Call.objects.get())
    admin_client.post(
        changelist(Call), {"action": "delete_selected", "_selected_action": [Call.objects.get().pk], "post": "yes"}
    )
    assert not Call.objects.exists()


@pytest.mark.parametrize(("model", "action"), [(Document, "read_again"), (Call, "collate_again"), (Call, "accept")])
def test_actions_ask_for_the_permission_to_change(model, action, document, staff_client):
    client = staff_client(f"view_{model._meta.model_name}")
    assert action not in client.get(changelist(model)).content.decode()
    act(client, model, action, model.objects.first())
    assert Collation.objects.count() == 1


def test_an_outlet_with_documents_and_a_side_with_calls_stay(document, admin_client):
    for row in (Outlet.objects.get(), Side.objects.get(code="IN")):
        admin_client.post(reverse(f"admin:comparator_{row._meta.model_name}_delete", args=[row.pk]), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_outlet_of_the_same_name_is_refused(document, admin_client):
    data = {"name": "The Paper", "side": "", "url": ""}
    response = admin_client.post(reverse("admin:comparator_outlet_add"), data)
    assert "already exists" in str(errors(response)["name"])


def test_what_can_not_be_followed_up_is_not_deleted(admin_client, monkeypatch):
    def refuse(**_):
        raise EngineFailedError("It broke down.")

    side = SideFactory(code="JP")
    monkeypatch.setattr("comparator.admin.register.register_followup", refuse)
    chosen = {"action": "delete_selected", "_selected_action": [side.pk]}
    for page, data in ((changelist(Side), chosen), (change(side).replace("/change/", "/delete/"), {})):
        response = admin_client.post(page, {**data, "post": "yes"}, follow=True)
        assert "It broke down." in said(response)
        assert Side.objects.filter(code="JP").exists()
    assert not LogEntry.objects.exists()


def test_much_work_goes_on_in_the_background(document, admin_client, admin_user, known_call, monkeypatch):
    monkeypatch.setattr("comparator.admin.documents.AT_ONCE_DOCUMENTS", 0)
    monkeypatch.setattr("comparator.admin.calls.AT_ONCE_CALLS", 0)
    for row, action, kind in ((document, "read_again", "read-again"), (known_call, "collate_again", "collate")):
        told = said(act(admin_client, type(row), action, row))
        job = Job.objects.get(kind=kind)
        assert f'<a href="{job.get_absolute_url()}">{job.title}</a>' in told
        assert (job.state, job.created_by) == (Job.State.QUEUED, admin_user)


@pytest.mark.parametrize(("now", "then"), [("superseded", "published"), ("published", "superseded")])
def test_which_version_takes_part_is_not_chosen_by_hand(now, then, document, admin_client):
    Document.objects.update(status=now)
    document.refresh_from_db()
    assert "status" in errors(edit(admin_client, document, status=then))
    document.refresh_from_db()
    assert document.status == now
