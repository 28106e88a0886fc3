"""Many documents at once: read, stored in batches, and every call that they speak of collated once, at the end.

It may be broken off at any moment and begun again: what is stored is recognised by its hash and not stored twice, and a call is collated
whose result does not yet rest on one of the documents, whoever stored it.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparator.engine.records import Role
from comparator.intake import Facts
from comparator.models import Call, Collation, Document, Sentence
from comparator.services.calls import calls_known
from comparator.services.candidates import Candidate, Candidates, Refusal
from comparator.services.collations import collate_calls
from comparator.services.crew import Crew, Failure
from comparator.services.documents import NO_REPORT, sha256_of, shas_like, unix_lines
from comparator.services.engine import PACKAGED, Engine
from comparator.services.importreport import Host, ImportReport, ItemResult, ItemState
from comparator.services.mapping import source_document
from comparator.services.reading import BROKE_DOWN
from comparator.services.register import RegisterState, register_load
from comparator.services.storing import NewDocument, documents_store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from django.contrib.auth.models import User

    from comparator.engine.records import ReadDocument
    from comparator.intake import Item

logger = logging.getLogger(__name__)

DOCUMENTS_AT_ONCE = 50
"""Documents that are stored in one transaction, in which nobody else writes to SQLite."""
CALLS_AT_ONCE = 40
"""Calls that are collated in one transaction. Neighbouring calls look for echoes in much the same sentences, so fewer at once cost more."""
_ATTEMPTS = 3
"""At a batch of which another import stores a document at the same moment."""
_KEYS_AT_ONCE = 500

READING, COMPARING = gettext_lazy("Reading and storing documents"), gettext_lazy("Comparing calls")


def documents_import(
    *,
    items: Iterable[Item],
    total: int = 0,
    defaults: Facts | None = None,
    added_by: User | None = None,
    workers: int = 1,
    dry_run: bool = False,
    host: Host | None = None,
    engine: Engine = PACKAGED,
) -> ImportReport:
    """Store documents, and collate the calls that they speak of.

    Args:
        items: what the intake found.
        total: how many there are, as far as that is known.
        defaults: what holds for documents that don't state it.
        added_by: who hands them in.
        workers: processes that read and compare.
        dry_run: store nothing, and report what would happen.
        host: where it runs; what its ``progress`` raises ends the import, which can be begun again.
        engine: what reads and compares.
    """
    state = register_load()
    host = host or Host()
    with Crew(engine, state.register, workers=workers) as crew:
        candidates = Candidates(state.register, defaults or Facts(), added_by)
        run = _Import(state, crew, candidates, host, dry_run=dry_run)
        given = iter(items)
        while batch := list(islice(given, DOCUMENTS_AT_ONCE)):
            host.progress(len(run.report.results), total, str(READING))
            run.take(batch)
        host.progress(len(run.report.results), len(run.report.results), str(READING))
        if not dry_run:
            run.collate()
    return run.report


@dataclass(frozen=True, slots=True)
class _Stored:
    """A document that is stored."""

    key: int
    public_id: str


@dataclass(slots=True)
class _Batch:
    """The texts of some items, each by its key: the text with plain line ends, hashed."""

    fresh: dict[str, Candidate]
    """The first of each text that this import has not added yet."""
    stored: dict[str, _Stored]
    """Those that are stored by now."""
    read: dict[str, ReadDocument | str] = field(default_factory=dict)
    """What the engine read in the others, or why they can't be stored."""
    calls: dict[str, set[str]] = field(default_factory=dict)
    """Slugs, or ids of proposals, of the calls that those speak of that were read."""
    new: set[str] = field(default_factory=set)
    """Those that this import has added."""

    def readable(self) -> dict[str, ReadDocument]:
        """Return what was read and is not stored."""
        return {text: read for text, read in self.read.items() if not isinstance(read, str) and text not in self.stored}


@dataclass(slots=True)
class _Import:
    """One import as it goes on."""

    state: RegisterState
    crew: Crew
    candidates: Candidates
    host: Host
    dry_run: bool
    report: ImportReport = field(default_factory=ImportReport)
    _places: dict[str, str] = field(default_factory=dict)
    """Key of a text that was added → where it came from."""
    _touched: set[int] = field(default_factory=set)
    """Keys of the documents that came, stored now or before."""
    _known: set[str] = field(default_factory=set)
    _proposed: set[tuple[date, frozenset[str]]] = field(default_factory=set)

    def take(self, items: Sequence[Item]) -> None:
        """Read and store some items, and report what became of each."""
        made = [(_text_key(candidate), candidate) for candidate in self.candidates.make(items)]
        fresh: dict[str, Candidate] = {}
        for text, candidate in made:
            if isinstance(candidate, Candidate) and text not in self._places:
                fresh.setdefault(text, candidate)
        batch = _Batch(fresh, _stored(fresh))
        self._read(batch)
        self._find_calls(batch)
        if self.dry_run:
            batch.new = set(batch.readable())
        else:
            self._store(batch)
        self.report.results += [self._result(text, candidate, batch) for text, candidate in made]
        self._places |= {text: fresh[text].place for text in batch.new}
        self._touched |= {stored.key for stored in batch.stored.values()}

    def collate(self) -> None:
        """Collate the calls whose results don't rest on the documents yet, in order of date."""
        due = _calls_due(self._touched)
        for first in range(0, len(due), CALLS_AT_ONCE):
            self.host.progress(first, len(due), str(COMPARING))
            with self.host.transaction():
                outcomes = collate_calls(
                    calls=due[first : first + CALLS_AT_ONCE],
                    engine=self.crew.engine,
                    state=self.state,
                    crew=self.crew,
                )
            self.report.collated += sum(outcome.state == Collation.State.DONE for outcome in outcomes)
            self.report.failed_calls += [o.call.slug for o in outcomes if o.state == Collation.State.FAILED]
        self.host.progress(len(due), len(due), str(COMPARING))

    def _read(self, batch: _Batch) -> None:
        unread = {text: candidate for text, candidate in batch.fresh.items() if text not in batch.stored}
        sources = [source_document(candidate.document) for candidate in unread.values()]
        for (text, candidate), read in zip(unread.items(), self.crew.read(sources), strict=True):
            if isinstance(read, Failure):
                logger.error("Reading %s failed\n%s", candidate.place, read.trace)
                batch.read[text] = read.foreseen or str(BROKE_DOWN)
            elif all(sentence.role is Role.FURNITURE for sentence in read.sentences):
                batch.read[text] = str(NO_REPORT)
            else:
                batch.read[text] = read

    def _store(self, batch: _Batch) -> None:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self.host.transaction():
                    batch.stored = _stored(batch.fresh)
                    new = {text: NewDocument(batch.fresh[text].document, r) for text, r in batch.readable().items()}
                    documents_store(found=list(new.values()), state=self.state, engine=self.crew.engine)
                    self.host.stored([one.document.public_id for one in new.values()])
                break
            except IntegrityError:  # another import stored one of them at the same moment: now it is found
                if attempt == _ATTEMPTS:
                    raise
        batch.new = set(new)
        batch.stored |= {text: _Stored(one.document.pk, one.document.public_id) for text, one in new.items()}

    def _result(self, text: str, candidate: Candidate | Refusal, batch: _Batch) -> ItemResult:
        if isinstance(candidate, Refusal):
            return ItemResult(candidate.place, ItemState.REFUSED, candidate.reason)
        found = batch.stored.get(text)
        document = found.public_id if found else ""
        first = batch.fresh.get(text)
        if first is not candidate and (text in self._places or text in batch.new):
            place = self._places.get(text) or (first.place if first else "")
            return ItemResult(
                candidate.place, ItemState.DUPLICATE, _("the same text as %(place)s") % {"place": place}, document
            )
        read = batch.read.get(text)
        if isinstance(read, str):
            return ItemResult(candidate.place, ItemState.REFUSED, f"{candidate.place}: {read}")
        if text in batch.new or self.host.is_own(document):
            return ItemResult(candidate.place, ItemState.ADDED, _notes(candidate, batch.calls.get(text)), document)
        return ItemResult(candidate.place, ItemState.DUPLICATE, _("the same text is stored already"), document)

    def _find_calls(self, batch: _Batch) -> None:
        """Note of which calls the documents speak that are about to be stored: of those that are there, and of those that are proposed."""
        readable = batch.readable()
        stored = calls_known(proposals=[proposal for read in readable.values() for proposal in read.proposed])
        for text, read in readable.items():
            mentioned = {sentence.call for sentence in read.sentences if sentence.call}
            new = {p.id: (p.date, frozenset(p.sides)) for p in read.proposed if p.id in mentioned}
            batch.calls[text] = {stored[call].slug if call in stored else call for call in mentioned}
            self._proposed |= {facts for call, facts in new.items() if call not in stored}
            own = {call for call, facts in new.items() if facts in self._proposed}
            self._known |= {stored[call].slug if call in stored else call for call in mentioned - own}
        self.report.known_calls, self.report.proposed_calls = len(self._known), len(self._proposed)


def _notes(candidate: Candidate, calls: set[str] | None) -> str:
    notes = list(candidate.notes)
    if candidate.call and calls is not None and candidate.call not in calls:
        notes.append(_("No sentence of it was found to speak of the call %(call)s.") % {"call": candidate.call})
    return " ".join(notes)


def _text_key(candidate: Candidate | Refusal) -> str:
    return sha256_of(unix_lines(candidate.document.raw_text)) if isinstance(candidate, Candidate) else ""


def _stored(candidates: Mapping[str, Candidate]) -> dict[str, _Stored]:
    """Return the documents of these texts that are stored; one query."""
    shas = {sha: text for text, found in candidates.items() for sha in shas_like(found.document.raw_text)}
    rows = Document.objects.filter(sha256__in=shas).order_by("-pk").values_list("sha256", "pk", "public_id")
    return {shas[sha]: _Stored(pk, public_id) for sha, pk, public_id in rows}


def _calls_due(documents: Collection[int]) -> list[int]:
    """Return the keys of the calls whose results don't rest on one of the documents that speak of them, in order of date."""
    due: set[int] = set()
    keys = sorted(documents)
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        told = Sentence.objects.filter(
            document__in=keys[first : first + _KEYS_AT_ONCE],
            document__status=Document.Status.PUBLISHED,
            call__isnull=False,
        ).exclude(role=Role.FURNITURE.value)
        pairs = set(told.order_by().values_list("call", "document__sha256").distinct())
        calls = {call for call, _sha in pairs if call}
        inputs = dict(Collation.objects.filter(call__in=calls, current=True).values_list("call", "inputs"))
        due |= {call for call, sha in pairs if call and sha not in inputs.get(call, ())}
    order = Call.objects.order_by("date", "slug").values_list("pk", flat=True)
    return [pk for pk in order if pk in due]
