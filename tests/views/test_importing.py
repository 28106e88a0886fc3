"""Many documents at once: the mapping, the dry run, the import."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comparator.models import Document, Job, Upload
from comparator.services.documents import document_add
from comparator.services.jobs import job_work
from comparator.services.register import sides_ensure
from tests.factories import OutletFactory

pytestmark = pytest.mark.django_db

REPORT = "Prime Minister Narendra Modi spoke with President Vladimir Putin on 24 February 2022. They discussed {}."


@pytest.fixture
def editor(client, db):
    sides_ensure(codes=["IN", "RU"])
    user = User.objects.create_user("asha")
    user.groups.add(Group.objects.get(name="editor"))
    client.force_login(user)
    return user


def table(*rows, columns=("heading", "words", "paper")):
    made = StringIO()
    csv.writer(made).writerows([columns, *rows])
    return SimpleUploadedFile("calls.csv", made.getvalue().encode())


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def hand_in(client, file):
    response = client.post(reverse("add"), {"file": file})
    upload = Upload.objects.get()
    assert response.url == reverse("collection", args=[upload.pk])
    return upload


def rows(page):
    return [[cell.text.strip() for cell in row.select("td")] for row in page.select("section .grid tbody tr")]


THREE = (("A", REPORT.format("trade"), "Gazette"), ("B", "", "Gazette"), ("C", REPORT.format("trade"), "Gazette"))


def columns(**more):
    return {"column_text": "text", "column_title": "heading", "column_outlet": "paper", **more}


@pytest.fixture
def upload(client, editor):
    return hand_in(client, table(*THREE, columns=("heading", "text", "paper")))


def test_a_table_is_previewed_mapped_judged_and_imported(client, upload):
    url = reverse("collection", args=[upload.pk])
    page = page_of(client.get(url))
    assert page.select_one("#id_column_text option[selected]")["value"] == "text"
    assert "3 documents" in page.main.text
    assert client.post(url, columns(preview="yes")).url == url
    told = rows(page_of(client.get(url)))
    assert [row[1] for row in told] == ["new", "refused", "there already"]
    assert "line 2" in told[0][0]
    assert "Gazette" in told[0][2]
    assert "line 2" in told[2][2]
    assert not Document.objects.exists()

    response = client.post(url, {**columns(), "import": "yes"})
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    job_work(job.pk, beside=False)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert Document.objects.get().title == "A"
    assert client.get(url).status_code == 404


def test_an_import_that_is_asked_for_twice_is_one(client, upload):
    url = reverse("collection", args=[upload.pk])
    for _ in range(2):
        client.post(url, {**columns(), "import": "yes"})
    assert Job.objects.count() == 1


def test_an_outlet_for_all_is_taken_where_none_is_named(client, editor):
    upload = hand_in(client, table(("A", REPORT.format("trade")), columns=("title", "text")))
    url = reverse("collection", args=[upload.pk])
    assert rows(page_of(client.get(url)))[0][1] == "refused"
    client.post(url, {"column_text": "text", "column_title": "title", "outlet": "The Paper", "kind": "readout"})
    assert rows(page_of(client.get(url)))[0][1] == "new"


def test_an_archive_has_no_columns(client, editor):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", REPORT.format("trade"))
        archive.writestr("b.txt", REPORT.format("peace"))
    upload = hand_in(client, SimpleUploadedFile("calls.zip", made.getvalue()))
    url = reverse("collection", args=[upload.pk])
    assert not page_of(client.get(url)).select("#id_column_text")
    client.post(url, {"outlet": "The Paper", "import": "yes"})
    job_work(Job.objects.get().pk, beside=False)
    assert Document.objects.count() == 2


def test_what_is_stored_already_leads_to_its_document(client, editor, upload):
    stored = document_add(raw=REPORT.format("trade"), kind="article", outlet=OutletFactory(name="X")).document
    client.post(reverse("collection", args=[upload.pk]), columns(preview="yes"))
    page = page_of(client.get(reverse("collection", args=[upload.pk])))
    assert page.select_one("section .grid a")["href"] == stored.get_absolute_url()


def test_a_file_is_its_owner_s_alone_and_can_be_discarded(client, upload, editor):
    url, away = reverse("collection", args=[upload.pk]), reverse("collection-discard", args=[upload.pk])
    other = User.objects.create_user("other")
    other.groups.add(Group.objects.get(name="admin"))
    client.force_login(other)
    assert {client.get(url).status_code, client.post(url).status_code, client.post(away).status_code} == {404}
    client.force_login(editor)
    assert upload.name in page_of(client.get(reverse("add"))).select_one(".drafts").text
    client.post(away)
    assert not Upload.objects.exists()


def test_without_a_column_of_texts_nothing_goes_on(client, upload):
    page = page_of(client.post(reverse("collection", args=[upload.pk]), {"import": "yes"}))
    assert page.find(id="id_column_text_error")
    assert not Job.objects.exists()


def test_a_damaged_archive_is_refused_with_the_reason(client, editor):
    page = page_of(client.post(reverse("add"), {"file": SimpleUploadedFile("a.zip", b"PK\x03\x04 cut off")}))
    assert page.select(".errors")
    assert not Upload.objects.exists()


def test_a_file_that_is_being_imported_is_neither_changed_nor_discarded(client, upload):
    url = reverse("collection", args=[upload.pk])
    job = client.post(url, {**columns(), "import": "yes"}).url
    assert client.get(url).url == job
    assert client.post(url, columns(column_title="paper")).url == job
    page = page_of(client.post(reverse("collection-discard", args=[upload.pk]), follow=True))
    assert "being imported" in page.main.text
    job_work(Job.objects.get().pk, beside=False)
    assert [document.title for document in Document.objects.all()] == ["A"]


def test_half_a_character_in_a_table_is_shown_and_spoils_its_row_alone(client, editor):
    words = REPORT.format("trade")
    lines = f'{{"text": "{words}"}}\n{{"text": "Half \\ud83d a smile."}}\n{{"text": "{words}", "\\udc00": "x"}}\n'
    upload = hand_in(client, SimpleUploadedFile("calls.jsonl", lines.encode()))
    page = page_of(client.post(reverse("collection", args=[upload.pk]), {"column_text": "text"}, follow=True))
    assert "Half ? a smile." in page.select_one("details .grid").text
    assert [row[0] for row in rows(page) if "no UTF-8" in row[2]] == ["calls.jsonl, line 2", "calls.jsonl, line 3"]


def test_a_long_file_says_what_was_looked_at_and_all_of_it_can_be_judged(client, editor):
    many = [(str(n), REPORT.format(f"matter {n}"), "Gazette") for n in range(104)]
    upload = hand_in(client, table(*many, ("last", "", "Gazette"), columns=("heading", "text", "paper")))
    address = reverse("collection", args=[upload.pk])
    form = columns()
    client.post(address, {**form, "preview": "yes"})
    assert "Only the first 100 of 105" in page_of(client.get(address)).text
    response = client.post(address, {**form, "judge": "yes"})
    job = Job.objects.get()
    assert response.url == job.get_absolute_url()
    job_work(job.pk, beside=False)
    job.refresh_from_db()
    assert (job.result["data"]["added"], job.result["data"]["refused"]) == (104, 1)
    assert job.result["lines"][0]["url"] == address
    assert not Document.objects.exists()
    page = page_of(client.get(address))
    assert "104 would be added" in " ".join(page.select_one("section .note").text.split())
    client.post(address, {**form, "outlet": "Other", "preview": "yes"})
    assert page_of(client.get(address)).select_one("section .note") is None, (
        "of other columns and outlets nothing is known"
    )


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_a_table_with_names_of_its_own_asks_which_column_holds_the_text(format, client, editor):
    names = ("Überschrift", "Volltext", "Quelle")
    given = [("A", REPORT.format("trade"), "Gazette"), ("B", REPORT.format("grain"), "Gazette")]
    file = table(*given, columns=names)
    if format == "jsonl":
        lines = "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in given)
        file = SimpleUploadedFile("calls.jsonl", lines.encode())
    address = reverse("collection", args=[hand_in(client, file).pk])
    page = page_of(client.get(address))
    assert "Choose the one that holds the texts" in page.text
    assert "2 documents" in page.main.text
    assert not rows(page)
    said = {"column_text": "Volltext", "column_title": "Überschrift", "column_outlet": "Quelle"}
    assert "required" in page_of(client.post(address, {**said, "column_text": "", "import": "yes"})).text
    client.post(address, {**said, "preview": "yes"})
    assert [row[1] for row in rows(page_of(client.get(address)))] == ["new", "new"]
    client.post(address, {**said, "import": "yes"})
    job_work(Job.objects.get().pk, beside=False)
    assert set(Document.objects.values_list("title", flat=True)) == {"A", "B"}
