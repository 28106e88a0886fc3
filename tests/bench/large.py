"""A call of any size, stored as a collation stores one: documents, sentences, links, statements with reasons, echoes of an earlier call.

The texts are made up of words as unevenly frequent as in real text, always the same, and stand in no language; everything else is rows of
the program's own models, and the word differences are compared and kept by the service that does it after each collation.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, combinations, product
from typing import TYPE_CHECKING

from tests.bench.search import VOCABULARY

if TYPE_CHECKING:
    from comparator.models import Call, Outlet, Sentence

SIDES = (("AA", "Aaland", "Aalandic"), ("BB", "Beeland", "Beelandic"))
SHARES = {"agree": 25, "diverge": 15, "one_sided": 45, "unattributed": 15}
"""Of a hundred statements; the demo has fewer that both sides tell, which cost most."""
MOST_TELLINGS = 4
"""Documents that carry one side's version of a statement: one to so many."""
COPIED = 0.6
"""Share of the tellings that have the very words of the first."""
RUNS, RUN = 1, 6
"""Runs of words that another wording changes, and the words of one: versions differ in phrases, not in every other word."""
ECHOED = 0.05
"""Share of the statements whose first wording stands in the earlier call too."""
FURNITURE = "Follow us for more."


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of a statement, before it has a place in a document."""

    statement: int
    version: str
    document: int
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a call says: a verdict for each statement, and who tells it in which words."""

    verdicts: tuple[str, ...]
    tellings: tuple[Telling, ...]


@dataclass
class _Words:
    """Makes sentences, always the same."""

    chance: random.Random = field(default_factory=lambda: random.Random(1))
    words: list[str] = field(default_factory=lambda: [f"word{rank}" for rank in range(VOCABULARY)])
    weights: list[float] = field(default_factory=lambda: list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY))))

    def sentence(self) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=self.chance.randint(12, 32))

    def reworded(self, words: list[str]) -> list[str]:
        found = list(words)
        for _ in range(RUNS):
            start = self.chance.randrange(len(found))
            found[start : start + RUN] = self.chance.choices(self.words, cum_weights=self.weights, k=RUN)
        return found


def plan(documents: int, statements: int) -> Plan:
    """Decide what a call of this size says."""
    made = _Words()
    verdicts = tuple(made.chance.choices(list(SHARES), weights=list(SHARES.values()), k=statements))
    tellings: list[Telling] = []
    for number, verdict in enumerate(verdicts):
        first = made.sentence()
        codes = [code for code, _name, _adjective in SIDES]
        versions = {"one_sided": [codes[number % 2]], "unattributed": [""]}.get(verdict, codes)
        for version in versions:
            own = made.reworded(first)
            count = min(documents, made.chance.randint(1, MOST_TELLINGS))
            for place, document in enumerate(made.chance.sample(range(documents), k=count)):
                words = own if not place or made.chance.random() < COPIED else made.reworded(own)
                tellings.append(Telling(number, version, document, " ".join(words).capitalize() + "."))
    return Plan(verdicts, tuple(tellings))


def build_call(documents: int = 100, statements: int = 1000, day: date = date(2021, 5, 4)) -> Call:
    """Store a call with so many documents and statements, and one before it that some of its sentences echo; return it."""
    from django.db import transaction

    from comparator.models import Call, CallParty, Collation, Outlet, Side
    from comparator.services.differences import differences_store

    said = plan(documents, statements)
    with transaction.atomic():
        sides = [
            Side.objects.get_or_create(code=code, defaults={"name": name, "adjective": adjective})[0]
            for code, name, adjective in SIDES
        ]
        outlets = [
            Outlet.objects.get_or_create(
                name=f"Outlet {number}", defaults={"side": sides[number % 2], "official": number < 2}
            )[0]
            for number in range(min(documents, 40))
        ]
        call = Call.objects.create(slug=f"{day.isoformat()}-large", date=day)
        before = day - timedelta(days=100)
        earlier = Call.objects.create(slug=f"{before.isoformat()}-before", date=before)
        for one, side in product((call, earlier), sides):
            CallParty.objects.create(call=one, side=side, leader=f"Leader of {side.name}", title="President")
        run = Collation.objects.create(call=call, engine_version="1.0.0", input_hash="0" * 64, current=True)
        sentences = _store_documents(said.tellings, outlets, call, documents)
        _store_statements(said, sentences, run)
        _store_echoes(said, sentences, outlets[0], earlier)
        differences_store(call=call)
    return call


def _store_documents(
    tellings: tuple[Telling, ...], outlets: list[Outlet], call: Call, documents: int
) -> dict[Telling, Sentence]:
    found: dict[Telling, Sentence] = {}
    for number in range(documents):
        outlet = outlets[number % len(outlets)]
        own = [telling for telling in tellings if telling.document == number]
        stored = _store_document(outlet, call, [(telling.text, telling.version) for telling in own])
        found.update(zip(own, stored, strict=True))
    return found


def _store_document(outlet: Outlet, call: Call, told: list[tuple[str, str]]) -> list[Sentence]:
    """Store a document of these sentences, each with its voice, and a line of furniture; return the sentences in order."""
    from comparator.models import Document, Sentence

    raw = "\n\n".join([*(text for text, _version in told), f"{FURNITURE} {outlet.pk} {call.slug} {len(told)}"])
    digest = hashlib.sha256(raw.encode()).hexdigest()
    document = Document.objects.create(
        public_id=digest[:12],
        raw_text=raw,
        sha256=digest,
        kind="readout" if outlet.official else "article",
        outlet=outlet,
        published=call.date,
        title=f"Report {digest[:6]}",
    )
    rows, start = [], 0
    for index, text in enumerate(raw.split("\n\n")):
        version = told[index][1] if index < len(told) else ""
        rows.append(
            Sentence(
                document=document,
                index=index,
                paragraph=index,
                start=start,
                end=start + len(text),
                text=text,
                role="content" if index < len(told) else "furniture",
                voice=version or ("outlet" if index < len(told) else ""),
                source=f"the ministry of {version}" if version and index % 3 == 0 else "",
                quoted=index % 4 == 0,
                call=call if index < len(told) else None,
                why={"voice": "“the statement said”", "call": "the day of the document"},
            )
        )
        start += len(text) + 2
    return Sentence.objects.bulk_create(rows)[: len(told)]


def _store_statements(said: Plan, sentences: dict[Telling, Sentence], run: object) -> None:
    from comparator.models import Collation, Link, Statement, StatementMember

    if not isinstance(run, Collation):
        raise TypeError("a collation is needed")
    members: dict[int, list[Telling]] = {}
    for telling in said.tellings:
        members.setdefault(telling.statement, []).append(telling)
    rows = Statement.objects.bulk_create(
        Statement(
            public_id=f"large{number:06d}",
            call=run.call,
            collation=run,
            position=number,
            label=" ".join(members[number][0].text.split()[:5]),
            verdict=verdict,
            only_side=members[number][0].version if verdict == "one_sided" else "",
            reasons=_reasons(verdict, members[number], sentences),
        )
        for number, verdict in enumerate(said.verdicts)
    )
    StatementMember.objects.bulk_create(
        StatementMember(statement=row, sentence=sentences[telling], version=telling.version, position=position)
        for number, row in enumerate(rows)
        for position, telling in enumerate(members[number])
    )
    Link.objects.bulk_create(
        Link(collation=run, a=sentences[a], b=sentences[b], relation="same", score=0.9)
        for own in members.values()
        for a, b in combinations(own, 2)
        if a.document != b.document
    )


def _reasons(verdict: str, own: list[Telling], sentences: dict[Telling, Sentence]) -> list[dict[str, object]]:
    """Return what a verdict rests on, as a collation stores it: one or two kinds, phrases of each version, spans."""
    if verdict not in ("agree", "diverge"):
        return [{"kind": "omission" if verdict == "one_sided" else "unattributed", "text": "One version.", "spans": []}]
    first = [next(telling for telling in own if telling.version == code) for code, _name, _adjective in SIDES]
    phrases = [[telling.version, " ".join(telling.text.split()[2:6])] for telling in first]
    spans = [{"sentence": sentences[t].pk, "start": sentences[t].start, "end": sentences[t].start + 10} for t in first]
    kinds = ("shared",) if verdict == "agree" else ("name", "number")
    return [{"kind": kind, "text": "The versions differ.", "phrases": phrases, "spans": spans} for kind in kinds]


def _store_echoes(said: Plan, sentences: dict[Telling, Sentence], outlet: Outlet, earlier: Call) -> None:
    from comparator.models import Echo

    first = {telling.statement: telling for telling in reversed(said.tellings)}
    echoed = [first[number] for number in range(0, len(said.verdicts), round(1 / ECHOED))]
    again = _store_document(outlet, earlier, [(telling.text, telling.version) for telling in echoed])
    Echo.objects.bulk_create(
        Echo(a=old, b=sentences[telling], score=1.0, kind="recycled")
        for telling, old in zip(echoed, again, strict=True)
    )
