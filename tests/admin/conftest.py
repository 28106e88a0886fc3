from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from comparator.models import Document
from comparator.services.demo import demo_load
from comparator.services.register import sides_ensure
from tests.factories import CallFactory, OutletFactory

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REPORT = (
    "Prime Minister Narendra Modi spoke with Russian President Vladimir Putin on Thursday, 24 February 2022.\n\n"
    "The Prime Minister appealed for an immediate cessation of violence, the Prime Minister's Office said.\n\n"
    "The Kremlin said that Putin outlined the fundamental assessments of the situation in Donbass.\n"
)
ADD = "admin:comparator_document_add"


@pytest.fixture(autouse=True)
def forms_check_one_choice_at_a_time(settings):
    """Each form of a formset asks for the row that was chosen in it: Django's way, bounded by the sides of a call."""
    settings.ZEAL_ALLOWLIST = [
        *settings.ZEAL_ALLOWLIST,
        {"model": "comparator.Side", "field": "get()"},
        {"model": "comparator.Alias", "field": "get()"},
    ]


@pytest.fixture
def known_call(db):
    """The call that ``REPORT`` is about."""
    sides_ensure(codes=["IN", "RU"])
    return CallFactory(date=datetime.date(2022, 2, 24), slug="2022-02-24-modi-putin")


@pytest.fixture
def demo(db):
    demo_load(folder=FIXTURES)


@pytest.fixture
def add(admin_client, known_call):
    """Post the add form as a browser does, and return the response of the page that follows."""
    outlet = OutletFactory(name="The Paper")

    def add(*, client=admin_client, **fields):
        facts = {
            "outlet": outlet.pk,
            "kind": "article",
            "published": "2022-02-25",
            "title": "",
            "url": "",
            "language": "en",
        }
        return client.post(reverse(ADD), {**facts, "text": "", **fields}, follow=True)

    return add


@pytest.fixture
def staff_client(client, db):
    """Return a function that logs in a member of staff with the given permissions."""

    def log_in(*codenames):
        user = User.objects.create_user("staff", password="staff", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        return client

    return log_in


def change(row):
    return reverse(f"admin:comparator_{row._meta.model_name}_change", args=[row.pk])


def changelist(model):
    return reverse(f"admin:comparator_{model._meta.model_name}_changelist")


def act(client, model, action, *rows):
    """Run an action of a list page on rows."""
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(changelist(model), data, follow=True)


def errors(response):
    """Return the errors of the form on the page, or of none."""
    return response.context["adminform"].form.errors if response.context and "adminform" in response.context else {}


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def stored():
    return Document.objects.count()
