"""What the admin's pages share."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from comparator.forms import HttpsURLField
from comparator.models import Collation, Echo, Link, Sentence, Statement, StatementMember
from comparator.services.errors import ServiceError
from comparator.services.followups import Followup, register_followup
from comparator.services.register import register_load

if TYPE_CHECKING:
    from django.db.models import Count, Model, QuerySet
    from django.urls import URLPattern

    from comparator.models import Job
    from comparator.services.collations import CollationOutcome

    AnyModelAdmin = admin.ModelAdmin[Any]
else:
    AnyModelAdmin = admin.ModelAdmin

MACHINE_MADE = (Sentence, Link, Statement, StatementMember, Collation, Echo)
"""What only the engine makes."""


class ReadOnlyAdmin(AnyModelAdmin):
    """Shows rows that only the engine makes."""

    show_full_result_count = False
    formfield_overrides = {models.URLField: {"form_class": HttpsURLField}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes."""
        return False


class HistoryAdmin(SimpleHistoryAdmin, AnyModelAdmin):  # type: ignore[misc]  # the base class has no types
    """Shows who added, changed or deleted what; nothing is put back from there, because services do the writing."""

    def get_urls(self) -> list[URLPattern]:
        """Leave out the page that would save an old version around the services."""
        return [url for url in super().get_urls() if not (url.name or "").endswith("_simple_history")]


class ServiceAdmin(HistoryAdmin):
    """Writes through services, whose refusals become messages."""

    formfield_overrides = {models.URLField: {"form_class": HttpsURLField}}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form or save it, all or nothing."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, or do with the chosen rows what is asked, all or nothing."""
        try:
            with transaction.atomic() if request.method == "POST" else nullcontext():
                return super().changelist_view(request, extra_context)
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask whether to delete a row or delete it, all or nothing."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def get_deleted_objects(
        self,
        objs: Any,  # noqa: ANN401 (Django's signature)
        request: HttpRequest,
    ) -> tuple[list[Any], dict[Any, Any], set[Any], list[Any]]:
        """List what goes with the rows; what only the engine makes needs no permission of its own to go."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        made = {str(model._meta.verbose_name) for model in MACHINE_MADE}
        return deleted, counts, {name for name in needed if str(name) not in made}, protected

    def report_job(self, request: HttpRequest, job: Job) -> None:
        """Lead to the page that shows how far a job has come."""
        note = format_html(_('This goes on in the background: <a href="{}">{}</a>.'), job.get_absolute_url(), job)
        self.message_user(request, note, messages.SUCCESS)

    def report_collations(self, request: HttpRequest, outcomes: tuple[CollationOutcome, ...]) -> None:
        """Say what became of the calls that were collated."""
        for outcome in outcomes:
            if outcome.state == Collation.State.FAILED:
                note = format_html(
                    _("{call} could not be collated ({error}); its former result stands."),
                    call=link_to(outcome.call),
                    error=outcome.error,
                )
                self.message_user(request, note, messages.ERROR)
        done = [outcome for outcome in outcomes if outcome.state != Collation.State.FAILED]
        if done:
            self.message_user(request, describe_collations(done), messages.SUCCESS)

    def report_followup(self, request: HttpRequest, followup: Followup) -> None:
        """Say what was read again because of a change."""
        if followup.reread:
            self.message_user(
                request, _("Documents read again because of this: %(n)d.") % {"n": followup.reread}, messages.INFO
            )
        if followup.left:
            note = format_html(
                _(
                    'Documents out of date now: {}. <a href="{}?stale=yes">Read them again</a>, or run: manage.py recollate --stale'
                ),
                followup.left,
                reverse("admin:comparator_document_changelist"),
            )
            self.message_user(request, note, messages.WARNING)
        self.report_collations(request, followup.collations)


class RegisterAdmin(ServiceAdmin):
    """Edits a part of the register, and has the documents read again that a change bears on."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Save the form and follow the change up in one transaction."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                before = register_load()
                response = super().changeform_view(request, object_id, form_url, extra_context)
                followup = register_followup(before=before)
        except ServiceError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        self.report_followup(request, followup)
        return response


def count_beside(rows: QuerySet[Any], key: str, count: Count) -> Coalesce:
    """Return the count of ``rows``, which refer to the row of a list by ``key``, as a column of the list.

    It is made for the rows of the page alone; counted in one query with them, it would be made for all and then cut.
    """
    counted = rows.order_by().values(key).annotate(total=count).values("total")
    return Coalesce(Subquery(counted), 0)


def person(request: HttpRequest) -> User | None:
    """Return who is signed in."""
    return request.user if isinstance(request.user, User) else None


def link_to(row: Any) -> SafeString:  # noqa: ANN401 (any row that has a page)
    """Return a link to the public page of a row."""
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)


def describe_collations(outcomes: list[CollationOutcome]) -> SafeString:
    """Return what runs found, with links to their calls."""
    return format_html_join(
        SafeString(" "),
        "{}: {}.",
        ((link_to(outcome.call), _describe(outcome)) for outcome in outcomes),
    )


def _describe(outcome: CollationOutcome) -> str:
    if outcome.state != Collation.State.DONE:
        return _("nothing has changed")
    changes = outcome.changes
    return _("new statements: %(added)d, kept: %(kept)d, gone: %(retired)d") % {
        "added": changes.added,
        "kept": changes.kept,
        "retired": changes.retired,
    }
