"""Calls in the admin: entered, accepted, collated again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.admin.base import RegisterAdmin, count_beside, person
from comparator.admin.forms import CallForm
from comparator.models import Call, CallParty, Sentence, Statement
from comparator.services.calls import call_name
from comparator.services.collations import collate_calls
from comparator.services.errors import ServiceError
from comparator.services.followups import calls_accept, calls_delete
from comparator.services.longwork import AT_ONCE_CALLS, ask_to_collate

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest

    PartyTabularInline = admin.TabularInline[CallParty, Call]
else:
    PartyTabularInline = admin.TabularInline


class CallPartyInline(PartyTabularInline):
    """The sides of a call and who spoke for them."""

    model = CallParty
    extra = 0
    min_num = 2
    validate_min = True
    autocomplete_fields = ["side"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CallParty]:
        """Load the sides with the parties."""
        rows: QuerySet[CallParty] = super().get_queryset(request).select_related("side")
        return rows

    def get_formset(self, request: HttpRequest, obj: Call | None = None, **kwargs: Any) -> Any:  # noqa: ANN401 (Django's signature)
        """Ask for two sides at least."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


@admin.register(Call)
class CallAdmin(RegisterAdmin):
    """Enters, accepts, removes and collates calls."""

    form = CallForm
    inlines = [CallPartyInline]
    list_display = ["slug", "date", "leaders", "status", "statement_count", "document_count"]
    list_filter = ["status", "sides"]
    search_fields = ["slug", "parties__leader", "parties__side__name"]
    date_hierarchy = "date"
    actions = ["collate_again", "accept"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Call]:
        """Load what the list shows in a fixed number of queries."""
        rows: QuerySet[Call] = super().get_queryset(request).prefetch_related("parties__side")
        statements = Statement.objects.filter(call=OuterRef("pk"), retired=False)
        sentences = Sentence.objects.filter(call=OuterRef("pk"))
        return rows.annotate(
            statement_total=count_beside(statements, "call", Count("pk")),
            document_total=count_beside(sentences, "call", Count("document", distinct=True)),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Call | None = None) -> list[str]:
        """Keep the address of a call that is stored."""
        return ["slug"] if obj else []

    @admin.display(description=gettext_lazy("leaders"))
    def leaders(self, call: Call) -> str:
        """Return who spoke."""
        return ", ".join(f"{party.leader or '?'} ({party.side.code})" for party in call.parties.all())

    @admin.display(description=gettext_lazy("statements"), ordering="statement_total")
    def statement_count(self, call: Call) -> int:
        """Return the number of its statements."""
        return int(getattr(call, "statement_total", 0))

    @admin.display(description=gettext_lazy("documents"), ordering="document_total")
    def document_count(self, call: Call) -> int:
        """Return the number of documents that speak of it."""
        return int(getattr(call, "document_total", 0))

    @admin.action(description=gettext_lazy("Collate again"), permissions=["change"])
    def collate_again(self, request: HttpRequest, queryset: QuerySet[Call]) -> None:
        """Run the engine over the chosen calls, in the background if they are many."""
        if queryset.count() > AT_ONCE_CALLS:
            self.report_job(request, ask_to_collate(calls=queryset, created_by=person(request)))
            return
        self.report_collations(request, collate_calls(calls=queryset.values_list("pk", flat=True)))

    @admin.action(description=gettext_lazy("Accept as a call (proposed by the machine)"), permissions=["change"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Call]) -> None:
        """Make proposed calls known ones."""
        proposed = list(queryset.filter(status=Call.Status.PROPOSED))
        try:
            followup = calls_accept(calls=proposed)
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("Calls accepted: %(n)d.") % {"n": len(proposed)}, messages.SUCCESS)
            self.report_followup(request, followup)

    def save_model(self, request: HttpRequest, obj: Call, form: ModelForm[Call], change: bool) -> None:  # noqa: FBT001 (Django's signature)
        """Save the call; a slug that is left open waits for the parties."""
        obj.slug = obj.slug or f"new-{get_random_string(12).lower()}"
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm[Call], formsets: Any, change: bool) -> None:  # noqa: ANN401, FBT001 (Django's signature)
        """Save the parties, and the slug that they make."""
        super().save_related(request, form, formsets, change)
        if not change and not form.cleaned_data.get("slug"):
            call_name(call=form.instance)

    def delete_model(self, request: HttpRequest, obj: Call) -> None:
        """Remove one call."""
        self.report_followup(request, calls_delete(calls=[obj]))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Call]) -> None:
        """Remove the chosen calls."""
        self.report_followup(request, calls_delete(calls=list(queryset)))
