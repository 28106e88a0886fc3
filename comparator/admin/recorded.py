"""Who added, changed and deleted what, over all rows of a kind: what was deleted has no other page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.admin.base import ReadOnlyAdmin
from comparator.models import Alias, Call, CallParty, Document, Outlet, Side

if TYPE_CHECKING:
    from django.db.models import Model


_NAMES = ("title", "slug", "name", "text", "leader", "public_id")
"""Fields that name a row, the best first; asking the row itself would load it, texts and all."""


class RecordedAdmin(ReadOnlyAdmin):
    """Lists the changes of one kind of rows, the latest first."""

    list_display = ["history_date", "what", "history_type", "history_user"]
    list_filter = ["history_type", "history_date", "history_user"]
    list_select_related = ["history_user"]
    date_hierarchy = "history_date"
    ordering = ["-history_date", "-history_id"]

    @admin.display(description=gettext_lazy("row"))
    def what(self, record: Any) -> str:  # noqa: ANN401 (a class that simple_history makes)
        """Return what the row was called."""
        names = (getattr(record, field, "") for field in _NAMES)
        return _("%(name)s (no. %(number)d)") % {"name": next(filter(None, names), ""), "number": record.id}


def _register(model: type[Model]) -> None:
    admin.site.register(model.history.model, RecordedAdmin)  # type: ignore[attr-defined]  # simple_history adds it


for kind in (Alias, Call, CallParty, Document, Outlet, Side):
    _register(kind)
