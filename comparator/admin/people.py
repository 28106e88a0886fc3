"""People and their roles in the admin: the roles are called in the language of the page what they are, and say what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy

from comparator.roles import MAY, Role

if TYPE_CHECKING:
    from django.db.models import ManyToManyField
    from django.forms import ModelMultipleChoiceField
    from django.http import HttpRequest

    AnyUserAdmin = UserAdmin[User]
else:
    AnyUserAdmin = UserAdmin


def role_name(group: Group) -> str:
    """Return what people call a role; a group that an administrator made has its own name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name


class RoleAdmin(GroupAdmin):
    """Shows the roles and what each may do."""

    list_display = ["called", "may"]

    @admin.display(description=gettext_lazy("role"), ordering="name")
    def called(self, group: Group) -> str:
        """Return what people call it."""
        return role_name(group)

    @admin.display(description=gettext_lazy("may do"))
    def may(self, group: Group) -> str:
        """Return what it is for, in words."""
        return str(MAY[Role(group.name)]) if group.name in Role.values else ""


class PersonAdmin(AnyUserAdmin):
    """Edits people; the roles to choose from have their names in the language of the page."""

    def formfield_for_manytomany(
        self,
        db_field: ManyToManyField[Any, Any],
        request: HttpRequest,
        **kwargs: Any,  # noqa: ANN401 (Django's signature)
    ) -> ModelMultipleChoiceField[Any] | None:
        """Name the roles."""
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.name == "groups":
            field.label_from_instance = role_name  # type: ignore[assignment]  # as Django's documentation has it
        return field


admin.site.unregister([Group, User])
admin.site.register(Group, RoleAdmin)
admin.site.register(User, PersonAdmin)
