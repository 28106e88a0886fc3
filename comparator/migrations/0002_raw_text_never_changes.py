"""Have the database itself refuse to change the raw text of a document, whatever way the change comes.

SQLite forgets the triggers of a table that a later migration rebuilds; such a migration runs ``guard`` again, and
``tests/services/test_documents.py`` fails until it does.
"""

from django.db import migrations

MESSAGE = "the raw text of a document never changes"

SQLITE = f"""
CREATE TRIGGER document_raw_text_never_changes
BEFORE UPDATE OF raw_text, sha256 ON comparator_document
WHEN OLD.raw_text IS NOT NEW.raw_text OR OLD.sha256 IS NOT NEW.sha256
BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""

POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION document_raw_text_never_changes() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""

POSTGRESQL_TRIGGER = """
CREATE TRIGGER document_raw_text_never_changes
BEFORE UPDATE OF raw_text, sha256 ON comparator_document
FOR EACH ROW WHEN (OLD.raw_text IS DISTINCT FROM NEW.raw_text OR OLD.sha256 IS DISTINCT FROM NEW.sha256)
EXECUTE FUNCTION document_raw_text_never_changes()
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
        schema_editor.execute(POSTGRESQL_TRIGGER)
    else:
        schema_editor.execute(SQLITE)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS document_raw_text_never_changes ON comparator_document")
        schema_editor.execute("DROP FUNCTION IF EXISTS document_raw_text_never_changes()")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS document_raw_text_never_changes")


class Migration(migrations.Migration):
    dependencies = [("comparator", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
