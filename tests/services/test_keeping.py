"""How much is kept for one person on its way in, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from comparator.models import Draft, Job, Upload
from comparator.selectors.uploads import import_key
from comparator.services.drafts import draft_start
from comparator.services.keeping import TooMuchKeptError, drafts_expire
from comparator.services.uploads import upload_keep

pytestmark = pytest.mark.django_db

TEXT = "Mr. Modi called Mr. Putin on 24 February 2022. They spoke of trade, matter {}."
TABLE = b"title,text\nA,Mr. Modi called.\n"


@pytest.fixture
def owner(db):
    user = User.objects.create_user("asha")
    user.groups.add(Group.objects.get(name="editor"))
    return user


def aged(row, days):
    """Make a draft or a file seem to have been left alone for so long."""
    moment = timezone.now() - timedelta(days=days)
    row.__class__.objects.filter(pk=row.pk).update(**{"updated_at" if isinstance(row, Draft) else "created_at": moment})


def test_more_than_so_many_are_refused_of_one_person_and_not_of_another(owner, settings):
    settings.MAX_DRAFTS = 2
    draft_start(owner=owner, raw=TEXT.format(1))
    upload_keep(name="a.csv", content=TABLE, created_by=owner)
    with pytest.raises(TooMuchKeptError, match="2 drafts and files"):
        draft_start(owner=owner, raw=TEXT.format(2))
    with pytest.raises(TooMuchKeptError):
        upload_keep(name="b.csv", content=TABLE, created_by=owner)
    other = User.objects.create_user("other")
    assert draft_start(owner=other, raw=TEXT.format(2))
    Draft.objects.filter(owner=owner).delete()
    assert draft_start(owner=owner, raw=TEXT.format(3))


def test_so_many_bytes_are_kept(owner, settings):
    settings.MAX_DRAFTS_BYTES = 250
    upload_keep(name="a.csv", content=TABLE, created_by=owner)
    draft_start(owner=owner, raw=TEXT.format(1))
    with pytest.raises(TooMuchKeptError, match="at most 1 KB"):
        draft_start(owner=owner, raw=TEXT.format(2) * 2)


def test_what_was_imported_does_not_count(owner, settings):
    settings.MAX_DRAFTS = 1
    upload = upload_keep(name="a.csv", content=TABLE, created_by=owner)
    Upload.objects.filter(pk=upload.pk).update(outcome={"headline": "done"}, content=b"")
    assert draft_start(owner=owner, raw=TEXT.format(1))


def test_the_form_says_what_to_do(client, owner, settings):
    settings.MAX_DRAFTS = 1
    client.force_login(owner)
    client.post(reverse("add"), {"text": TEXT.format(1)})
    response = client.post(reverse("add"), {"text": TEXT.format(2)})
    assert response.status_code == 200
    assert "Store some of them" in response.content.decode()
    assert Draft.objects.count() == 1


def test_what_nobody_goes_on_with_is_removed_and_what_a_job_has_is_not(owner, settings):
    settings.DRAFT_DAYS = 30
    old, new, submitted = (draft_start(owner=owner, raw=TEXT.format(n)) for n in range(3))
    failed = Job.objects.create(public_id="j", key="k", kind="add-document", state="failed")
    Draft.objects.filter(pk=submitted.pk).update(job=failed)
    files = [upload_keep(name=f"{n}.csv", content=TABLE, created_by=owner) for n in range(4)]
    Job.objects.create(public_id="i", key=import_key(files[2]), kind="import-batch", state="failed")
    Upload.objects.filter(pk=files[3].pk).update(outcome={"headline": "done"}, content=b"")
    for row in (old, submitted, files[0], files[2], files[3]):
        aged(row, 31)
    for row in (new, files[1]):
        aged(row, 29)
    assert drafts_expire() == 2
    assert set(Draft.objects.all()) == {new, submitted}
    assert set(Upload.objects.all()) == set(files[1:])
    assert drafts_expire() == 0


def test_the_page_says_so_two_weeks_before(client, owner, settings):
    settings.DRAFT_DAYS = 30
    client.force_login(owner)
    soon, later = (draft_start(owner=owner, raw=TEXT.format(n)) for n in range(2))
    file = upload_keep(name="a.csv", content=TABLE, created_by=owner)
    aged(soon, 20)
    aged(file, 29)
    page = client.get(reverse("add")).content.decode()
    assert page.count("is removed on") == 2
    assert "for 30 days is removed" in page
    assert later.get_absolute_url() in page
