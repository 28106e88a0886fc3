"""What would become of a file of documents: its columns, and its first documents judged without storing anything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparator.intake import Facts, IntakeError, Preview, expand, preview
from comparator.models import Document, Upload
from comparator.services.candidates import Candidate, Candidates, Refusal
from comparator.services.documents import sha256_of, shas_like, unix_lines
from comparator.services.importreport import ItemResult, ItemState
from comparator.services.limits import upload_limits
from comparator.services.register import register_load

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = 100
"""Documents that are looked at in a request; some 10 ms each."""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What an import would do."""

    total: int
    results: tuple[ItemResult, ...]
    """Of the first documents, in order: added, duplicate or refused; none while it is not known which column holds the text."""
    table: Preview | None
    """The head of a table; None for an archive."""

    def count(self, state: str) -> int:
        """Return how many of those that were looked at would come to that."""
        return sum(result.state == state for result in self.results)


def upload_dry_run(*, upload: Upload) -> DryRun:
    """Judge the first documents of a file that is kept, as an import would; calls and sentences are left to it.

    Raises:
        IntakeError: a column that is named is not there, or the file can't be opened.
    """
    content = bytes(upload.content)
    table = _table(content)
    if table is not None and upload.columns.get("text", table.mapping.get("text")) in {None, ""}:
        return DryRun(table.total, (), table)
    items = expand(content, name=upload.name, columns=upload.columns or None, limits=upload_limits())
    candidates = Candidates(register_load().register, Facts(**upload.defaults), upload.created_by)
    made = candidates.make(list(islice(items, SHOWN)))
    return DryRun(items.total, tuple(_judged(made)), table)


def _judged(made: Sequence[Candidate | Refusal]) -> list[ItemResult]:
    texts = [one.document.raw_text for one in made if isinstance(one, Candidate)]
    shas = {sha for text in texts for sha in shas_like(text)}
    stored = dict(Document.objects.filter(sha256__in=shas).values_list("sha256", "public_id"))
    places: dict[str, str] = {}
    results = []
    for one in made:
        if isinstance(one, Refusal):
            results.append(ItemResult(one.place, ItemState.REFUSED, one.reason.removeprefix(f"{one.place}: ")))
            continue
        text = one.document.raw_text
        known = next((stored[sha] for sha in shas_like(text) if sha in stored), "")
        first = places.setdefault(sha256_of(unix_lines(text)), one.place)
        if known:
            results.append(ItemResult(one.place, ItemState.DUPLICATE, _("the same text is stored already"), known))
        elif first != one.place:
            same = _("the same text as %(place)s") % {"place": first}
            results.append(ItemResult(one.place, ItemState.DUPLICATE, same))
        else:
            results.append(ItemResult(one.place, ItemState.ADDED, _described(one.document)))
    return results


def _described(document: Document) -> str:
    facts = (document.outlet.name, f"{document.published:%Y-%m-%d}" if document.published else "", document.title)
    return ", ".join(fact for fact in facts if fact)


def _table(content: bytes) -> Preview | None:
    try:
        return preview(content)
    except IntakeError:
        return None
