"""Make an administrator if there is none, and print the password once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from comparator.services.accounts import admin_ensure


class Command(BaseCommand):
    """Make the first administrator."""

    help = "Make an administrator with a generated password, printed once, if there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another name than ``admin``."""
        parser.add_argument("--username", default="admin")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Make it and print the password, or say nothing."""
        password = admin_ensure(username=options["username"])
        if password is not None:
            self.stdout.write(
                f"\n  Administrator made: user “{options['username']}”, password “{password}”\n"
                f"  It is shown only now. Change it with: python manage.py changepassword {options['username']}\n"
            )
