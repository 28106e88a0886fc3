"""Who may do what: the groups as the migrations leave them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from comparator.roles import Role, permissions_of

pytestmark = pytest.mark.django_db


def held(group):
    return set(group.permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_a_group_with_the_permissions_of_the_table(role):
    known = set(Permission.objects.values_list("codename", flat=True))
    wanted = {codename for _, codename in permissions_of(role)}
    assert held(Group.objects.get(name=role)) == wanted & known


def test_each_role_may_do_what_the_one_before_it_may_and_more():
    below = set()
    for role in Role:
        mine = held(Group.objects.get(name=role))
        assert below < mine
        below = mine


def test_only_an_administrator_deletes_what_is_shown_or_manages_people():
    for role in (Role.VIEWER, Role.EDITOR, Role.REVIEWER):
        mine = held(Group.objects.get(name=role))
        assert (
            not {"delete_document", "delete_call", "delete_outlet", "delete_side", "change_user", "change_group"} & mine
        )
    assert {"delete_document", "change_user"} <= held(Group.objects.get(name=Role.ADMIN))


def test_nobody_edits_what_the_engine_finds():
    found = {"collation", "echo", "link", "sentence", "statement", "statementmember"}
    assert not {(m, c) for m, c in permissions_of(Role.ADMIN) if m in found and not c.startswith("view_")}


def test_what_an_administrator_took_from_a_group_stays_away(db):
    group = Group.objects.get(name=Role.EDITOR)
    group.permissions.remove(Permission.objects.get(codename="add_outlet"))
    call_command("migrate", verbosity=0)
    assert "add_outlet" not in held(group)


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_has_the_groups_again():
    before = {group.name: held(group) for group in Group.objects.all()}
    call_command("flush", interactive=False, verbosity=0)
    assert {group.name: held(group) for group in Group.objects.all()} == before


def test_the_groups_give_permissions_to_their_members():
    user = User.objects.create_user("e")
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    assert user.has_perm("comparator.add_document")
    assert not user.has_perm("comparator.change_document")


def test_every_model_of_the_table_is_one_of_the_program():
    models = {model._meta.model_name for model in apps.get_models()}
    named = {model for model, _ in permissions_of(Role.ADMIN)}
    assert named - models <= {"draft", "job", "review"}
