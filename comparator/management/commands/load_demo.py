"""Load the demo articles; what is there already stays as it is."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from comparator.intake import IntakeError
from comparator.services.demo import demo_load
from comparator.services.errors import ServiceError


class Command(BaseCommand):
    """Load what of the demo is not there yet."""

    help = "Load the demo: five articles on four calls. What is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another folder than the packaged one."""
        parser.add_argument(
            "folder", nargs="?", type=Path, default=Path(settings.BASE_DIR) / "fixtures", help="holds demo.json"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Load and say what was loaded."""
        try:
            loaded = demo_load(folder=options["folder"])
        except (OSError, IntakeError, ServiceError) as error:
            raise CommandError(f"The demo could not be loaded: {error}") from error
        if loaded.calls or loaded.documents:
            self.stdout.write(f"Loaded the demo: {loaded.calls} calls, {loaded.documents} documents.")
        elif options["verbosity"] > 1:
            self.stdout.write("The demo is there already.")
