"""The one Django app of the project."""

from django.apps import AppConfig


class ComparatorConfig(AppConfig):
    """Models, pages and admin of the comparator."""

    name = "comparator"
    verbose_name = "Readout Comparator"
    default_auto_field = "django.db.models.BigAutoField"
