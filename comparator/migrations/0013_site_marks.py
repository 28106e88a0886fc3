"""The table of the marks that say whether pages may have changed; the triggers that keep it are made after every migration."""

from django.db import migrations, models

from comparator.watch import unwatch


class Migration(migrations.Migration):
    dependencies = [("comparator", "0012_decisions_about_pairs")]

    operations = [
        migrations.CreateModel(
            name="SiteMark",
            fields=[
                (
                    "slot",
                    models.PositiveIntegerField(
                        help_text="One for SQLite; on PostgreSQL by connection.", primary_key=True, serialize=False
                    ),
                ),
                ("mark", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, unwatch),
    ]
