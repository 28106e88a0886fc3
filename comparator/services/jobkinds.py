"""The kinds of jobs: what each is called, what does it, and what it gives.

A kind is a function that takes a ``JobRun`` (its ``payload``, ``progress`` and ``transaction``) and returns an ``Outcome``. Its name leads
to it through ``KINDS``, so that a worker finds it without importing everything first.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from comparator.services.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django.utils.functional import _StrPromise

    from comparator.services.jobrun import JobRun

    JsonValue = str | int | float | bool | None | Sequence["JsonValue"] | Mapping[str, "JsonValue"]

KINDS: dict[str, str] = {
    "add-document": "comparator.services.adding.ADD_DOCUMENT_KIND",
    "collate": "comparator.services.longwork.COLLATE",
    "import-batch": "comparator.services.uploads.IMPORT_BATCH",
    "judge-batch": "comparator.services.judging.JUDGE_BATCH_KIND",
    "read-again": "comparator.services.longwork.READ_AGAIN",
}
"""Name of a kind → dotted path of its ``JobKind``."""

_MOST_LINES = 500
"""A longer account belongs on a page of its own, to which a line can lead."""


class UnknownJobKindError(ServiceError):
    """No kind of job has that name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account of what was done."""

    text: str
    url: str = ""
    """Where it leads: a path of this site, or nothing."""
    level: str = ""
    """``warning`` or ``error`` where it is one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job came to, as its page tells it."""

    headline: str
    """One sentence, such as “what this document added: 2 new statements”."""
    lines: tuple[Line, ...] = ()
    data: Mapping[str, JsonValue] = field(default_factory=dict)
    """Figures for programs."""

    def as_json(self) -> dict[str, JsonValue]:
        """Return what is stored in the job's row: ``headline``, ``lines`` (text, url, level) and ``data``."""
        lines = list(self.lines[:_MOST_LINES])
        if len(self.lines) > _MOST_LINES:
            lines.append(Line(_("… and %(n)d more") % {"n": len(self.lines) - _MOST_LINES}))
        return {"headline": self.headline, "lines": [asdict(line) for line in lines], "data": dict(self.data)}


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job."""

    work: Callable[[JobRun], Outcome]
    title: str | _StrPromise
    """What people call it, such as “Import of documents”."""


def find_kind(name: str) -> JobKind:
    """Return the kind of that name.

    Raises:
        UnknownJobKindError: there is none.
    """
    try:
        path = KINDS[name]
    except KeyError as error:
        raise UnknownJobKindError(f"No kind of job is called {name!r}.") from error
    kind: JobKind = import_string(path)
    return kind
