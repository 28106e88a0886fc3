"""Whether anything that a page may show has changed since it was made.

A page of one call names its neighbours, echoes in other calls, outlets and sides, so one short text stands for the state of the whole site.
Triggers of the database keep it (``comparator.watch``); to read it costs the same however much the site holds.
"""

from __future__ import annotations

import secrets

from django.db import connection

from comparator.engine.options import ENGINE_VERSION

_SUM = "SELECT SUM(mark) FROM comparator_sitemark"
# A transaction gives one mark until it asks for the state itself.
_SUM_ON_POSTGRESQL = "SELECT SUM(mark), set_config('comparator.site_changed', '', true) FROM comparator_sitemark"


def site_state() -> str:
    """Return a text that differs whenever a page might; one query, the same for any size."""
    with connection.cursor() as cursor:
        cursor.execute(_SUM_ON_POSTGRESQL if connection.vendor == "postgresql" else _SUM)
        found = cursor.fetchone()
    # Without a mark nothing is watched, so that no two requests may be taken to be of one state.
    mark = found[0] if found and found[0] is not None else secrets.token_hex()
    return f"{ENGINE_VERSION} {mark}"
