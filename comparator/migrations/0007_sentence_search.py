"""Index the words of every sentence, and have the database itself keep the index in step, whatever way a sentence comes or goes.

PostgreSQL computes a column of the sentence; SQLite keeps an FTS5 table by triggers. It stores no text of its own, so that a rebuilt table
of sentences still fits it. SQLite forgets the triggers of a table that a later migration rebuilds; such a migration runs ``install`` again,
and ``tests/services/test_search_index.py`` fails until it does.

Both fold alike: case, accents (also those of ё and й) and the invisible characters inside words are ignored, marks that are letters in
their own right (vowel signs of Hindi, for example) are kept. ``comparator.selectors.querytext.fold`` does the same to what is searched.
"""

from django.db import migrations

LONGEST = 100_000
"""Characters of one sentence that are indexed; PostgreSQL refuses an index entry of 1 MB."""
INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"
"""Soft hyphen, joiners, byte order mark."""

# FTS5 ignores the accents of Latin letters only. Letters that Unicode never composes again are stored decomposed.
REPLACED = {
    **dict(zip("\u0451\u0401\u0439\u0419\u0457\u0407\u045e\u040e", "еЕиИіІуУ", strict=True)),
    **{chr(0x0958 + place): f"{base}\u093c" for place, base in enumerate("कखगजडढफय")},
    **{letter: f"{base}\u09bc" for letter, base in zip("\u09dc\u09dd\u09df", "ডঢয", strict=True)},
    **dict.fromkeys(INVISIBLE, ""),
}

# What is no part of a word: PostgreSQL's own parser would find addresses, hyphenated words and signed numbers.
SEPARATORS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u0964\u0965\u2000-\u206f"
    r"\u20a0-\u20cf\u2116\u2122\u2190-\u245f\u2500-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\ufe10-\ufe19\ufe30-\ufe4f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)


def folded(column):
    """Return the SQL of SQLite that makes the replacements in a column."""
    expression = f"substr({column}, 1, {LONGEST})"
    for letter, base in REPLACED.items():
        expression = f"replace({expression}, char({ord(letter)}), '{base}')"
    return expression


SQLITE = (
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS comparator_sentence_words USING fts5(
        words, content='', prefix='3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
    )
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS sentence_words_added AFTER INSERT ON comparator_sentence
    BEGIN INSERT INTO comparator_sentence_words(rowid, words) VALUES (new.id, {folded("new.text")}); END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS sentence_words_removed AFTER DELETE ON comparator_sentence
    BEGIN
        INSERT INTO comparator_sentence_words(comparator_sentence_words, rowid, words)
        VALUES ('delete', old.id, {folded("old.text")});
    END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS sentence_words_changed AFTER UPDATE OF id, text ON comparator_sentence
    WHEN old.text IS NOT new.text OR old.id IS NOT new.id
    BEGIN
        INSERT INTO comparator_sentence_words(comparator_sentence_words, rowid, words)
        VALUES ('delete', old.id, {folded("old.text")});
        INSERT INTO comparator_sentence_words(rowid, words) VALUES (new.id, {folded("new.text")});
    END
    """,
)
SQLITE_FILL = (
    "INSERT INTO comparator_sentence_words(comparator_sentence_words) VALUES ('delete-all')",
    f"INSERT INTO comparator_sentence_words(rowid, words) SELECT id, {folded('text')} FROM comparator_sentence",
)
POSTGRESQL = (
    rf"""
    ALTER TABLE comparator_sentence ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(
        regexp_replace(normalize(translate(left(text, {LONGEST}), '{INVISIBLE}', ''), NFD), '[\u0300-\u036f]+', '', 'g'),
        '{SEPARATORS}', ' ', 'g'
    ))) STORED
    """,
    "CREATE INDEX sentence_words ON comparator_sentence USING gin (words)",
)


def install(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = POSTGRESQL
    else:
        statements = (*SQLITE, *SQLITE_FILL)
    for statement in statements:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE comparator_sentence DROP COLUMN words")
        return
    for name in ("added", "removed", "changed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS sentence_words_{name}")
    schema_editor.execute("DROP TABLE comparator_sentence_words")


class Migration(migrations.Migration):
    dependencies = [("comparator", "0006_roles")]
    operations = [migrations.RunPython(install, remove)]
