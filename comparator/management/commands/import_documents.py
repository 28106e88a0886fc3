"""Import documents from files and folders."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from comparator.engine.records import Kind
from comparator.intake import Facts
from comparator.management.sources import count_items, find_files, read_items
from comparator.services.importreport import Host, ImportReport, ItemState
from comparator.services.imports import documents_import
from comparator.services.limits import upload_limits

_BAR = 30
"""Characters."""


class Command(BaseCommand):
    """Import documents."""

    help = (
        "Import documents: text, Markdown, web pages, Word and PDF files, ZIP archives, and tables (CSV, JSON Lines) with one document "
        "a row. What is stored already is left as it is, so an import that was broken off is finished by starting it again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is imported, and what holds where a document does not say it."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, and folders with files")
        parser.add_argument(
            "--outlet", default="", help="who published them, where they don't say it; made if it is new"
        )
        parser.add_argument("--side", default="", help="of an outlet that is new: two letters, such as IN")
        parser.add_argument("--kind", default="", choices=[kind.value for kind in Kind], help="what sort they are")
        parser.add_argument("--language", default="", help="such as en or ru")
        parser.add_argument("--call", default="", metavar="SLUG", help="the call that they are about")
        parser.add_argument(
            "--workers",
            type=int,
            default=1,
            help="processes that read and compare (default: %(default)s); they pay on machines with more than two cores and for long "
            "documents, each takes 300 MB of memory",
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing, and show what would happen")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Import, and say what became of each document."""
        limits = upload_limits()
        try:
            files = find_files(options["paths"])
        except FileNotFoundError as error:
            raise CommandError(str(error)) from error
        defaults = Facts(**{name: options[name] for name in ("outlet", "side", "kind", "language", "call")})
        report = documents_import(
            items=read_items(files, limits),
            total=count_items(files, limits),
            defaults=defaults,
            workers=options["workers"],
            dry_run=options["dry_run"],
            host=_Terminal(self.stderr) if options["verbosity"] and self.stderr.isatty() else None,
        )
        self._show(report, dry_run=options["dry_run"], all_of_them=options["verbosity"] > 1)
        if not report.is_clean:
            raise CommandError(
                f"{report.count(ItemState.REFUSED)} documents could not be stored and {len(report.failed_calls)} calls not be collated."
            )

    def _show(self, report: ImportReport, *, dry_run: bool, all_of_them: bool) -> None:
        for result in report.results:
            line = result.message if result.message.startswith(result.place) else f"{result.place}: {result.message}"
            if all_of_them or (result.message and result.state is not ItemState.DUPLICATE):
                self.stdout.write(f"{result.state.value:>10}  {line.removesuffix(': ')}")
        for slug in report.failed_calls:
            self.stdout.write(f"{'failed':>10}  call {slug}")
        rows = {
            "would be added" if dry_run else "added": report.count(ItemState.ADDED),
            "duplicates": report.count(ItemState.DUPLICATE),
            "refused": report.count(ItemState.REFUSED),
            "known calls": report.known_calls,
            "would be proposed" if dry_run else "proposed calls": report.proposed_calls,
            "calls collated": report.collated,
            "calls failed": len(report.failed_calls),
        }
        width = max(map(len, rows))
        for name, number in rows.items():
            self.stdout.write(f"{name:>{width}}  {number:>7,}")


class _Terminal(Host):
    """Draws a bar where somebody watches."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out

    def progress(self, done: int, total: int, step: str) -> None:
        """Draw the bar anew; end its line where the step is done."""
        filled = _BAR * done // total if total else 0
        bar = (
            f"\r{step}  {'█' * filled}{'░' * (_BAR - filled)}  {done:,} of {total:,}"
            if total
            else f"\r{step}  {done:,}"
        )
        self._out.write(bar, ending="\n" if done >= total else "")
        self._out.flush()
