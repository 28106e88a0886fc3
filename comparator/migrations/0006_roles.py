"""The groups viewer, editor, reviewer and admin, with their permissions."""

from django.conf import settings
from django.db import migrations

from comparator.roles import grant_in_migration


class Migration(migrations.Migration):
    dependencies = [
        ("comparator", "0005_history_of_metadata"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [migrations.RunPython(grant_in_migration(), migrations.RunPython.noop)]
