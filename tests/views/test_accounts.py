"""Logging in and out, and the lock after too many wrong passwords."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

NAME, PASSWORD = "editor-1", "a right long password"
SOON = datetime.timedelta(minutes=14)
LATER = datetime.timedelta(minutes=16)


@pytest.fixture
def person(db):
    return User.objects.create_user(NAME, password=PASSWORD)


def log_in(client, password=PASSWORD, name=NAME, url="login", **more):
    return client.post(reverse(url), {"username": name, "password": password, **more})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_page_that_was_asked_for(client, person):
    response = log_in(client, next=reverse("echoes"))
    assert response.url == reverse("echoes")
    assert is_logged_in(client)


def test_nobody_is_sent_to_another_site(client, person):
    assert log_in(client, next="https://elsewhere.example/").url == reverse("home")


def test_the_session_gets_a_new_key_and_the_form_a_new_token(client, person):
    client.get(reverse("login"))
    session = client.session
    session["kept"] = "before"
    session.save()
    key, token = session.session_key, client.cookies["csrftoken"].value
    client.cookies["sessionid"] = key
    log_in(client)
    assert client.session.session_key != key
    assert client.cookies["csrftoken"].value != token
    assert not type(session)().exists(key)


def test_logging_out_ends_the_session_and_needs_a_post(client, person):
    log_in(client)
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == reverse("home")
    assert not is_logged_in(client)


def test_a_wrong_password_is_said_to_be_wrong(client, person, read):
    response = log_in(client, "wrong")
    assert response.status_code == 200
    assert b"correct username and password" in response.content


@pytest.mark.parametrize("url", ["login", "admin:login"])
def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(url, client, person):
    with time_machine.travel("2026-05-01 09:00 +0000", tick=False) as clock:
        for _ in range(4):
            assert log_in(client, "wrong", url=url).status_code == 200
        assert log_in(client, "wrong", url=url).status_code == 429
        clock.shift(SOON)
        refused = log_in(client, url=url)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "900"
        assert b"15 minutes" in refused.content
        assert not is_logged_in(client)
        clock.shift(LATER - SOON)
        log_in(client, url="login")
        assert is_logged_in(client)


def test_a_lock_holds_for_one_name_at_one_address(client, person):
    User.objects.create_user("editor-2", password=PASSWORD)
    for _ in range(5):
        log_in(client, "wrong")
    log_in(client, name="editor-2")
    assert is_logged_in(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    log_in(elsewhere)
    assert is_logged_in(elsewhere)


def test_a_right_password_in_between_starts_the_count_anew(client, person):
    for _ in range(2):
        for _ in range(4):
            log_in(client, "wrong")
        assert log_in(client).status_code == 302
        client.logout()


def test_the_foot_of_a_page_says_who_is_logged_in(client, person, read):
    assert read("/").find("a", string="Log in")
    log_in(client)
    page = read("/")
    assert NAME in page.footer.text
    assert page.footer.find("button", string="Log out")


def test_the_login_page_is_one_of_the_site(read):
    page = read(reverse("login"))
    assert page.h1.text == "Log in"
    assert page.find("label", attrs={"for": page.find("input", attrs={"name": "username"})["id"]})


def test_whoever_is_logged_in_and_asked_to_go_on_to_the_login_goes_home(client, person):
    client.force_login(person)
    response = client.get(reverse("login"), {"next": reverse("login")})
    assert (response.status_code, response.url) == (302, reverse("home"))
