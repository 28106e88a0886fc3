"""The one Django app of the project."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class ComparatorConfig(AppConfig):
    """Models, pages and admin of the comparator."""

    name = "comparator"
    verbose_name = gettext_lazy("Readout Comparator")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the groups of the roles and the triggers that watch the tables made again after a migration or a flush."""
        from comparator.roles import restore_groups  # needs the models of other apps
        from comparator.watch import watch_tables

        post_migrate.connect(restore_groups, sender=self)
        post_migrate.connect(watch_tables, sender=self)
