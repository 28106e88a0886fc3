"""Files of many documents, handed in and imported as on the pages."""

from __future__ import annotations

from comparator.intake import Facts
from comparator.services.uploads import upload_describe, upload_keep, upload_start


def ask_import(name, content, *, columns=None, defaults=None, by=None):
    """Keep a file, say what is in it, and ask for its import; return the job."""
    upload = upload_keep(name=name, content=content, created_by=by)
    upload_describe(upload=upload, columns=columns or {}, defaults=defaults or Facts())
    return upload_start(upload=upload, by=by)
