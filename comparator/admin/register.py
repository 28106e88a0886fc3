"""Sides with their aliases, and outlets, in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from comparator.admin.base import RegisterAdmin, ServiceAdmin
from comparator.models import Alias, Outlet, Side
from comparator.services.followups import outlet_followup, register_followup
from comparator.services.register import aliases_fill, register_load

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest

    AliasTabularInline = admin.TabularInline[Alias, Side]
else:
    AliasTabularInline = admin.TabularInline


class AliasInline(AliasTabularInline):
    """The words by which texts name a side."""

    model = Alias
    extra = 1


@admin.register(Side)
class SideAdmin(RegisterAdmin):
    """Edits sides. One that is entered without aliases gets those that the program knows for its code."""

    inlines = [AliasInline]
    list_display = ["code", "name", "adjective", "position", "alias_count"]
    list_display_links = ["code", "name"]
    search_fields = ["code", "name", "adjective", "aliases__text"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Side]:
        """Count the aliases in one query."""
        rows: QuerySet[Side] = super().get_queryset(request).annotate(alias_total=Count("aliases", distinct=True))
        return rows

    def get_readonly_fields(self, request: HttpRequest, obj: Side | None = None) -> list[str]:
        """Keep the code of a side that is stored: voices refer to it."""
        return ["code"] if obj else []

    @admin.display(description=_("aliases"), ordering="alias_total")
    def alias_count(self, side: Side) -> int:
        """Return the number of its aliases."""
        return int(getattr(side, "alias_total", 0))

    def save_related(self, request: HttpRequest, form: ModelForm[Side], formsets: Any, change: bool) -> None:  # noqa: ANN401, FBT001 (Django's signature)
        """Save the aliases, or fill them in."""
        super().save_related(request, form, formsets, change)
        if not change:
            aliases_fill(side=form.instance)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Remove one side."""
        before = register_load()
        super().delete_model(request, obj)
        self.report_followup(request, register_followup(before=before))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Side]) -> None:
        """Remove the chosen sides."""
        before = register_load()
        super().delete_queryset(request, queryset)
        self.report_followup(request, register_followup(before=before))


@admin.register(Outlet)
class OutletAdmin(ServiceAdmin):
    """Edits outlets; the home side of an outlet bears on how its documents are read."""

    list_display = ["name", "side", "official", "document_count"]
    list_filter = ["official", "side"]
    list_select_related = ["side"]
    search_fields = ["name", "url"]
    autocomplete_fields = ["side"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outlet]:
        """Count the documents in one query."""
        rows: QuerySet[Outlet] = (
            super().get_queryset(request).annotate(document_total=Count("documents", distinct=True))
        )
        return rows

    @admin.display(description=_("documents"), ordering="document_total")
    def document_count(self, outlet: Outlet) -> int:
        """Return the number of its documents."""
        return int(getattr(outlet, "document_total", 0))

    def save_model(self, request: HttpRequest, obj: Outlet, form: ModelForm[Outlet], change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save it, and read its documents again where that matters."""
        super().save_model(request, obj, form, change)
        if change and {"side", "name"} & set(form.changed_data):
            self.report_followup(request, outlet_followup(outlet=obj))
