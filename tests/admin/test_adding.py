"""Adding a document through the real form: pasted or uploaded, read at once, or refused with nothing stored."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comparator.models import Call, Collation, Document, Sentence, Statement
from tests.admin.conftest import ADD, FIXTURES, REPORT, errors, said, stored
from tests.factories import OutletFactory
from tests.intake.test_read import PAGE

pytestmark = pytest.mark.django_db


def file(content, name="report.txt"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode(), "text/plain")


def test_the_form_states_what_it_takes(admin_client):
    page = admin_client.get(reverse(ADD)).content.decode()
    assert "at most 20.0 MB" in page
    assert 'enctype="multipart/form-data"' in page


def test_a_pasted_text_is_read_and_collated_and_its_call_is_linked(add, known_call, admin_user):
    response = add(text=REPORT)

    assert not errors(response)
    document = Document.objects.get()
    assert (document.raw_text, document.added_by, document.kind) == (REPORT, admin_user, "article")
    assert document.published == datetime.date(2022, 2, 25)
    voices = dict(document.sentences.filter(role="content").values_list("text", "voice"))
    assert (
        voices["The Kremlin said that Putin outlined the fundamental assessments of the situation in Donbass."] == "RU"
    )
    assert set(Sentence.objects.exclude(call=None).values_list("call", flat=True)) == {known_call.pk}
    assert Collation.objects.get(current=True).call == known_call
    assert Statement.objects.filter(call=known_call, retired=False).count() >= 2
    assert f'<a href="/calls/{known_call.slug}/">{known_call.slug}</a>: ' in said(response)
    assert "new statements" in said(response)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_uploaded_text_is_stored_as_decoded(encoding, add):
    assert not errors(add(file=file(REPORT.replace("\n", "\r\n").encode(encoding))))
    assert Document.objects.get().raw_text == REPORT.replace("\n", "\r\n")


def test_an_uploaded_web_page_gives_its_report(add):
    assert not errors(add(file=file(PAGE, "whatever.bin"), published=""))
    document = Document.objects.get()
    assert "cessation of violence" in document.raw_text
    assert "alert" not in document.raw_text
    assert document.published == datetime.date(2022, 2, 24)
    assert document.title == "Leaders speak"


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.glob("*.txt")))
def test_the_demo_articles_can_be_uploaded_byte_for_byte(name, add):
    raw = (FIXTURES / name).read_bytes()
    assert not errors(add(file=file(raw, name)))
    assert Document.objects.get().raw_text.encode() == raw


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        pytest.param({}, "__all__", "There is no text", id="neither"),
        pytest.param({"text": REPORT, "file": REPORT}, "__all__", "two texts", id="both"),
        pytest.param({"text": " \r\n\t"}, "__all__", "There is no text", id="white space"),
        pytest.param({"file": b""}, "file", "empty", id="empty file"),
        pytest.param({"text": "\u200b\ufeff"}, "text", "no letters", id="nothing to see"),
        pytest.param({"text": "scrollToTop"}, "text", "Nothing but furniture", id="furniture"),
        pytest.param({"text": "a\0b"}, "text", "Null characters", id="NUL pasted"),
        pytest.param({"text": "a\x1bb"}, "text", "control character", id="control character"),
        pytest.param({"file": b"spoke\0"}, "file", "NUL bytes", id="NUL uploaded"),
        pytest.param({"file": bytes(range(128, 256)) * 9}, "file", "encoding", id="no encoding"),
        pytest.param({"file": "“a”".encode()[:-1]}, "file", "cut off", id="cut off"),
        pytest.param({"file": b"%PDF-1.7 \x80"}, "file", "PDF", id="PDF"),
        pytest.param({"file": b"<html><body></body></html>"}, "file", "No report", id="page without a report"),
        pytest.param({"text": REPORT, "published": "2122-02-24"}, "published", "in the future", id="future"),
        pytest.param({"text": REPORT, "published": "24/Feb"}, "published", "valid date", id="no date"),
        pytest.param({"text": REPORT, "outlet": ""}, "outlet", "required", id="no outlet"),
        pytest.param({"text": REPORT, "outlet": "777"}, "outlet", "valid choice", id="unknown outlet"),
        pytest.param({"text": REPORT, "kind": "novel"}, "kind", "valid choice", id="unknown kind"),
        pytest.param({"text": REPORT, "url": "javascript:alert(1)"}, "url", "valid URL", id="no address"),
        pytest.param({"text": REPORT, "title": "x" * 301}, "title", "at most 300", id="long title"),
        pytest.param({"text": REPORT, "language": "english please"}, "language", "at most 12", id="no language"),
        pytest.param({"text": "word " * 100_001}, "text", "Split it", id="too many characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(fields, field, message, add):
    fields = {name: file(value) if name == "file" else value for name, value in fields.items()}
    response = add(**fields)
    assert response.status_code == 200
    assert set(errors(response)) == {field}
    assert message in str(errors(response)[field])
    assert stored() == 0
    assert not Collation.objects.exists()


@pytest.mark.parametrize("over", [1, 100_000])
def test_a_file_over_the_limit_is_refused(over, add, settings):
    settings.MAX_UPLOAD_BYTES = 200_000
    response = add(file=file(b"a" * (200_000 + over)))
    assert "at most 195 KB are taken" in str(errors(response)["file"])
    assert stored() == 0


def test_a_text_over_the_limit_is_refused(add, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    assert "at most 1 KB are taken" in str(errors(add(text="é" * 600))["text"])
    assert stored() == 0


@pytest.mark.parametrize("again", [{"text": REPORT}, {"text": REPORT.replace("\n", "\r\n")}, {"file": REPORT}])
def test_a_duplicate_leads_to_the_stored_document(again, add):
    add(text=REPORT)
    document = Document.objects.get()
    response = add(**{name: file(value) if name == "file" else value for name, value in again.items()})
    (problem,) = errors(response).values()
    assert "stored already" in str(problem)
    assert f'<a href="/documents/{document.public_id}/">' in response.content.decode()
    assert stored() == 1


def test_a_duplicate_of_a_withdrawn_document_leads_to_its_page_in_the_admin(add):
    add(text=REPORT)
    document = Document.objects.get()
    Document.objects.update(status="withdrawn")
    page = add(text=REPORT).content.decode()
    assert f'<a href="/admin/comparator/document/{document.pk}/change/">' in page


def test_what_was_typed_stays_in_the_form(add):
    response = add(text=REPORT, title="Leaders <b>speak</b>", published="2122-01-01")
    page = response.content.decode()
    assert "The Prime Minister appealed" in page
    assert "Leaders &lt;b&gt;speak&lt;/b&gt;" in page


def test_markup_in_a_text_and_title_stays_text(add, admin_client):
    response = add(text=f"{REPORT}<script>alert(1)</script>", title="<script>alert(2)</script>")
    page = response.content.decode()
    assert "<script>alert" not in page
    page = admin_client.get(
        reverse("admin:comparator_document_change", args=[Document.objects.get().pk])
    ).content.decode()
    assert "<script>alert" not in page


@time_machine.travel("2026-05-01 12:00 +0000", tick=False)
def test_a_report_of_today_is_taken(admin_client, add):
    assert not errors(add(text=REPORT, published="2026-05-01"))


def test_a_call_that_the_register_lacks_is_proposed(add):
    text = REPORT.replace("24 February 2022", "12 May 2022").replace("Thursday", "Thursday")
    response = add(text=text, published="2022-05-13")
    assert not errors(response)
    proposed = Call.objects.get(status=Call.Status.PROPOSED)
    assert proposed.slug == "2022-05-12-modi-putin"
    assert sorted(proposed.parties.values_list("side__code", "leader")) == [
        ("IN", "Narendra Modi"),
        ("RU", "Vladimir Putin"),
    ]
    assert proposed.statements.filter(retired=False).exists()
    assert "/calls/2022-05-12-modi-putin/" in said(response)


def test_save_and_add_another_comes_back_to_an_empty_form(add):
    response = add(text=REPORT, _addanother="1")
    assert response.redirect_chain == [(reverse(ADD), 302)]
    assert "The Prime Minister appealed" not in response.content.decode()


@pytest.mark.parametrize("permissions", [[], ["view_document"], ["change_document", "delete_document"]])
def test_only_who_may_add_can_add(permissions, staff_client, add):
    client = staff_client(*permissions)
    assert client.get(reverse(ADD)).status_code == 403
    assert add(client=client, text=REPORT).status_code == 403
    assert stored() == 0


def test_who_may_add_and_nothing_else_can_add(staff_client, add):
    response = add(client=staff_client("add_document"), text=REPORT)
    assert (response.status_code, stored()) == (200, 1)


def test_strangers_are_asked_to_log_in(client, add):
    response = add(client=client, text=REPORT)
    assert response.redirect_chain[0][0].startswith("/admin/login/")
    assert stored() == 0


def test_a_forged_form_is_refused(known_call, admin_user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    response = client.post(
        reverse(ADD), {"outlet": OutletFactory().pk, "kind": "article", "language": "en", "text": REPORT}
    )
    assert (response.status_code, stored()) == (403, 0)
