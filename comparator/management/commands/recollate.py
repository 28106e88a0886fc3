"""Run the engine again over what is stored."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comparator.models import Collation, Document
from comparator.services.collations import CollationOutcome, find_calls, recollate_all
from comparator.services.errors import UnknownCallError
from comparator.services.followups import documents_catch_up, documents_stale
from comparator.services.longwork import ask_to_collate, ask_to_read_again


class Command(BaseCommand):
    """Collate again, after reading documents again where that is asked for."""

    help = "Collate calls again. The same input gives no new result; statements keep their addresses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Choose what is run again."""
        parser.add_argument("calls", nargs="*", metavar="SLUG", help="calls to collate (all, if none is named)")
        reading = parser.add_mutually_exclusive_group()
        reading.add_argument("--stale", action="store_true", help="first read again the documents that are out of date")
        reading.add_argument("--reread", action="store_true", help="first read all documents again")

        parser.add_argument(
            "--background", action="store_true", help="leave it to a worker, and name the page of the job"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Run and say what changed."""
        slugs = options["calls"] or None
        try:
            if options["background"]:
                self._ask(slugs, stale=options["stale"], reread=options["reread"])
                return
            if options["stale"] or options["reread"]:
                number = documents_catch_up(all_of_them=options["reread"])
                self.stdout.write(f"Documents read again: {number}")
            self._report(recollate_all(slugs=slugs))
        except UnknownCallError as error:
            raise CommandError(f"{error} See /calls/ for those that there are.") from error

    def _ask(self, slugs: list[str] | None, *, stale: bool, reread: bool) -> None:
        calls = find_calls(slugs=slugs)
        jobs = []
        if stale or reread:
            documents = Document.objects.all() if reread else documents_stale()
            jobs.append(ask_to_read_again(documents=documents.only("published", "public_id")))
        jobs.append(ask_to_collate(calls=calls))
        for job in jobs:
            self.stdout.write(f"{job}: {job.get_absolute_url()}")

    def _report(self, outcomes: Iterable[CollationOutcome]) -> None:
        failed = []
        for outcome in outcomes:
            changes = outcome.changes
            numbers = f"{changes.kept} statements kept, {changes.added} new, {changes.retired} retired"
            self.stdout.write(
                f"{outcome.call.slug}: {outcome.state}" + (f", {numbers}" if outcome.state == "done" else "")
            )
            if outcome.state == Collation.State.FAILED:
                failed.append(f"{outcome.call.slug}: {outcome.error}")
        if failed:
            raise CommandError("These calls failed and keep their former results:\n" + "\n".join(failed))
