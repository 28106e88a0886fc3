"""Kinds of jobs for tests: they note what they did, and break down in the way that their payload asks for."""

from __future__ import annotations

import time
from datetime import date

from django.core.exceptions import ValidationError
from django.db import OperationalError

from comparator.models import Call, Job
from comparator.services.errors import ServiceError
from comparator.services.jobkinds import JobKind, Line, Outcome
from comparator.services.jobs import jobs_reap

FAILURES = {
    "refused": ServiceError("The file is empty. Choose another."),
    "invalid": ValidationError({"published": "This date is in the future."}),
    "broken": ZeroDivisionError("division by zero"),
    "database": OperationalError("the connection is lost"),
    "process ends": SystemExit(1),
}
SEEN = []
"""What the running job's row said after each report of progress."""


def _calls(run):
    """Store one call for each day of the payload, unless it is there."""
    days = run.payload["days"]
    SEEN.clear()
    for number, day in enumerate(days):
        run.progress(number, len(days), f"Day {day}")
        SEEN.append(Job.objects.values("state", "attempt", "done", "total", "step").get(pk=run.job.pk))
        if day in FAILURES:
            raise FAILURES[day]
        with run.transaction():
            Call.objects.get_or_create(slug=f"call-{day}", defaults={"date": date.fromisoformat(day)})
    return Outcome(f"Stored: {len(days)} calls", (Line("A call", "/calls/"),), {"calls": len(days)})


CALLS = JobKind(_calls, "Calls of some days")


def _slow(run):
    """Take longer than the lease, and have the reaper look again and again."""
    reaped, end = 0, time.monotonic() + run.payload["seconds"]
    while time.monotonic() < end:
        time.sleep(0.05)
        reaped += jobs_reap()
    return Outcome("Done", data={"reaped": reaped})


SLOW = JobKind(_slow, "Something slow")
