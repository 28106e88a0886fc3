"""Has the database itself note every change of what the pages show, whatever way the change comes.

A service, the admin, a bulk update or SQL typed by hand: each write to a watched table gives the site another mark in the very transaction
that changes the rows, so that one short query tells whether a page may have changed (``comparator.selectors.freshness``). A mark is a
random number: no state of the site, not even one restored from a copy, ever gets the mark of another.

Triggers do it. They are made anew after every migration, since SQLite forgets those of a table that a migration rebuilds. On PostgreSQL
each connection has a row of its own, so that no transaction waits for another to end, and a transaction that has given a mark gives no
second one (but for one that reads the marks in between, as tests do).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps as installed
from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WATCHED = (
    *("side", "alias", "outlet", "call", "callparty", "document", "sentence"),
    *("collation", "link", "statement", "statementmember", "echo", "review"),
    *("formula", "formulause", "termuse"),
)
"""Models whose rows pages for everybody show, or are made from."""

SLOTS = 1024
"""Rows that connections of PostgreSQL share by their number; two at work at once hardly ever share one."""

_MARKS = "comparator_sitemark"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION comparator_site_changed() RETURNS trigger AS $$
BEGIN
    IF current_setting('comparator.site_changed', true) IS DISTINCT FROM txid_current()::text THEN
        INSERT INTO {_MARKS} (slot, mark) VALUES (1 + pg_backend_pid() % {SLOTS}, (random() * 9e18)::bigint)
        ON CONFLICT (slot) DO UPDATE SET mark = EXCLUDED.mark;
        PERFORM set_config('comparator.site_changed', txid_current()::text, true);
    END IF;
    RETURN NULL;
END
$$ LANGUAGE plpgsql
"""


def watch_tables(*, using: str, apps: Apps = installed, **_: object) -> None:
    """Make the triggers of every watched table that is there, and give the site a new mark (a receiver of ``post_migrate``)."""
    try:
        marks = apps.get_model("comparator", "SiteMark").objects.using(using)
    except LookupError:
        return  # migrated to a state before there were marks
    with connections[using].cursor() as cursor:
        for statement in _statements(apps, connections[using].vendor):
            cursor.execute(statement)
    marks.get_or_create(slot=0, defaults={"mark": 0})
    with connections[using].cursor() as cursor:
        cursor.execute(f"UPDATE {_MARKS} SET mark = {_random(connections[using].vendor)} WHERE slot = 0")


def unwatch(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away (the way back of the migration that brings the table of the marks)."""
    for table in _tables(apps):
        for name in _names(table, editor.connection.vendor):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _tables(apps: Apps) -> Iterator[str]:
    models = {model._meta.model_name: model for model in apps.get_app_config("comparator").get_models()}
    yield from (models[name]._meta.db_table for name in WATCHED if name in models)


def _statements(apps: Apps, vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield _FUNCTION
    for table in _tables(apps):
        for name, event in _names(table, vendor).items():
            if vendor == "postgresql":
                yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
                yield f"CREATE TRIGGER {name} AFTER {event} ON {table} EXECUTE FUNCTION comparator_site_changed()"
            else:
                # An update and no insertion: how those settle conflicts is up to the statement that fires the trigger.
                change = f"UPDATE {_MARKS} SET mark = {_random(vendor)} WHERE slot = 0"
                yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {change}; END"


def _names(table: str, vendor: str) -> dict[str, str]:
    """Return the triggers of a table, with the event of each."""
    if vendor == "postgresql":
        return {f"{table}_watched": "INSERT OR UPDATE OR DELETE OR TRUNCATE"}
    return {f"{table}_watched_{event.lower()}": event for event in ("INSERT", "UPDATE", "DELETE")}


def _random(vendor: str) -> str:
    return "(random() * 9e18)::bigint" if vendor == "postgresql" else "random()"
