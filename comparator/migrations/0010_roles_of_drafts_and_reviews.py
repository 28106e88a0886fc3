"""What the roles may do with drafts, decisions and jobs; and the sampled shingles of the documents that are stored."""

from django.db import migrations

from comparator.roles import grant_in_migration
from comparator.shingles import sample


def store_shingles(apps, schema_editor):
    Document, Shingle = apps.get_model("comparator", "Document"), apps.get_model("comparator", "Shingle")
    for document in Document.objects.only("raw_text").iterator(chunk_size=100):
        Shingle.objects.bulk_create(Shingle(document=document, hash=value) for value in sample(document.raw_text))


class Migration(migrations.Migration):
    dependencies = [("comparator", "0009_drafts_and_reviews")]

    operations = [
        migrations.RunPython(grant_in_migration("draft", "job", "review"), migrations.RunPython.noop),
        migrations.RunPython(store_shingles, migrations.RunPython.noop),
    ]
