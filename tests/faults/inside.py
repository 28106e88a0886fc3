"""What a trial does with the program's own functions, in a process of its own: ``python -m tests.faults.inside VERB [ARGUMENT…]``.

``ask FIRST LAST`` asks for an import of the made-up documents of these numbers and prints the key of the job; ``many NUMBER`` asks for so
many jobs that do nothing; ``sweep`` does the worker's tidying; ``verdict`` prints what holds of the database now, as JSON, and
``verdict look`` the same without collating.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from comparator.models import Call, Collation, Document, Job, Sentence, Statement, Upload  # noqa: E402
from comparator.queues.upkeep import uploads_sweep  # noqa: E402
from comparator.services.collations import UNCHANGED, collate_calls  # noqa: E402
from comparator.services.jobs import job_create  # noqa: E402
from tests.faults.texts import make_text  # noqa: E402
from tests.uploads import ask_import  # noqa: E402


def ask(first, last):
    lines = (json.dumps(asdict(make_text(number)), default=str) for number in range(int(first), int(last)))
    return ask_import(f"{first}-{last}.jsonl", "\n".join(lines).encode()).pk


def many(number):
    with transaction.atomic():
        return [job_create(kind="nothing", payload={"number": n}).pk for n in range(int(number))][-1]


def verdict(how=""):
    told = _told()
    current = dict(Collation.objects.filter(current=True).values_list("call", "inputs"))
    return {
        "documents": Document.objects.count(),
        "texts": Document.objects.values("raw_text").distinct().count(),
        "calls": len(told),
        "calls without one current result of the latest inputs": sum(
            sorted(current.get(call, ())) != sorted(shas) for call, shas in told.items()
        ),
        "calls whose result is not that of a new run": None if how else _outdated(told),
        "statements of no current result": Statement.objects.filter(retired=False)
        .exclude(collation__current=True)
        .count(),
        "statements without a sentence": Statement.objects.filter(retired=False, members=None).count(),
        "documents without a sentence": Document.objects.filter(sentences=None).count(),
        "accepted by the imports": sum(job.result.get("data", {}).get("added", 0) for job in Job.objects.all()),
        "files left behind": sum(path.is_file() for path in Path(settings.FILE_UPLOAD_TEMP_DIR).rglob("*"))
        + Upload.objects.exclude(content=b"").count(),
        "jobs that have not come to their end": Job.objects.exclude(state=Job.State.DONE).count(),
        "integrity": _integrity(),
    }


def _told():
    """Return call → hashes of the documents that speak of it."""
    rows = Sentence.objects.filter(call__isnull=False, document__status=Document.Status.PUBLISHED)
    told = defaultdict(set)
    for call, sha in rows.exclude(role=Sentence.RoleChoice.FURNITURE).values_list("call", "document__sha256"):
        told[call].add(sha)
    return told


def _outdated(told):
    with transaction.atomic():
        outcomes = collate_calls(calls=Call.objects.filter(pk__in=told).values_list("pk", flat=True))
        transaction.set_rollback(True)
    return sum(outcome.state != UNCHANGED for outcome in outcomes)


def _integrity():
    """Return what the database itself says of its files; PostgreSQL's are read through."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            return "ok" if found == ["ok"] and not cursor.fetchall() else str(found)
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
        return "ok"


if __name__ == "__main__":
    verbs = {"ask": ask, "many": many, "sweep": uploads_sweep, "verdict": verdict}
    print(json.dumps(verbs[sys.argv[1]](*sys.argv[2:])))
