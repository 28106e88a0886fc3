"""Background work, by Django's Tasks API: one task, which is told the key of a job and nothing else.

Which queue carries it is a matter of settings (``TASKS_BACKEND``). Losing, doubling or delaying a message does no harm: the job's row says
what is still to be done, and the reaper sends the message again.
"""

from __future__ import annotations

from django_tasks import task

from comparator.services.jobrun import job_work


@task()
def work_on_job(key: int) -> bool:
    """Work on the job of this primary key; return whether it was there to be taken up."""
    return job_work(key)
