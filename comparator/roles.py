"""The roles of people, as groups of Django's own permissions.

One table says which role may do what. A migration fills the groups from it; later ones add what concerns the models that they bring. What
an administrator changes in a group afterwards stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.utils.functional import _StrPromise


class Role(TextChoices):
    """Names of the groups, each with all that the one before it may do, and what people call them."""

    VIEWER = "viewer", _("reader of the admin")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    ADMIN = "admin", _("administrator")


_REGISTER = ("alias", "call", "callparty", "document", "outlet", "side")
_RECORDED = (
    "historicalalias",
    "historicalcall",
    "historicalcallparty",
    "historicaldocument",
    "historicaloutlet",
    "historicalside",
)
_FOUND = ("collation", "echo", "link", "sentence", "statement", "statementmember")
_ALL = ("view", "add", "change", "delete")

MAY: Mapping[Role, str | _StrPromise] = {
    Role.VIEWER: _("sees in the admin what is stored and what was found"),
    Role.EDITOR: _("also adds documents, outlets and calls"),
    Role.REVIEWER: _("also corrects what was found and what is known of documents, calls and sides"),
    Role.ADMIN: _("also removes what is stored, and gives people their roles"),
}
"""What each role may do, in words."""
OWN: Mapping[Role, Mapping[str, tuple[str, ...]]] = {
    Role.VIEWER: dict.fromkeys((*_REGISTER, *_FOUND), ("view",)),
    Role.EDITOR: {"document": ("add",), "outlet": ("add",), "call": ("add",), "draft": _ALL, "job": ("view",)},
    Role.REVIEWER: {
        **dict.fromkeys(("alias", "callparty"), _ALL),
        **dict.fromkeys(("call", "outlet", "side", "document"), ("add", "change")),
        **dict.fromkeys(_RECORDED, ("view",)),
        "review": ("view", "add"),
        "job": ("view", "change"),
    },
    Role.ADMIN: {**dict.fromkeys((*_REGISTER, "job"), _ALL), "user": _ALL, "group": ("view", "change")},
}
"""What each role may do beyond the one before it: actions by model."""


def permissions_of(role: Role) -> frozenset[tuple[str, str]]:
    """Return all that a role may do, as (model, codename)."""
    roles = list(Role)
    return frozenset(
        (model, f"{action}_{model}")
        for below in roles[: roles.index(role) + 1]
        for model, actions in OWN[below].items()
        for action in actions
    )


def grant(apps: Apps, using: str, models: Collection[str] | None = None) -> None:
    """Make the groups, and give them what the table says about ``models`` (all by default) as far as these exist.

    Args:
        apps: the registry of a migration or of the program.
        using: alias of the database.
        models: names of models, in small letters.
    """
    groups = apps.get_model("auth", "Group").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for role in Role:
        group, _made = groups.get_or_create(name=role.value)
        wanted = {codename for model, codename in permissions_of(role) if models is None or model in models}
        group.permissions.add(
            *permissions.filter(content_type__app_label__in=("comparator", "auth"), codename__in=wanted)
        )


def grant_in_migration(*models: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """Return what a migration runs to give the roles what the table says about the models that it brings, or about all."""

    def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _ensure_permissions(apps, editor.connection.alias)
        grant(apps, editor.connection.alias, models or None)

    return forwards


def restore_groups(*, using: str, apps: Apps = installed, **_rest: object) -> None:
    """Make the groups again where a flushed database has none (a receiver of ``post_migrate``); those that are there are left alone."""
    groups = apps.get_model("auth", "Group").objects.using(using)
    if groups.filter(name__in=list(Role)).count() < len(Role):
        _ensure_permissions(apps, using)
        grant(apps, using)


def _ensure_permissions(apps: Apps, using: str) -> None:
    """Make the permissions, which otherwise come only at the end of a migration run."""
    for label in ("auth", "comparator"):
        create_permissions(installed.get_app_config(label), apps=apps, verbosity=0, using=using)
