"""The statements of a call as rows whose public ids outlive every run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from comparator.engine import records
from comparator.models import Collation, Statement, StatementMember
from comparator.services.identity import Identity, match_statements
from comparator.services.phrases import phrases_of
from comparator.services.publicids import encode, make_public_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FIELDS = ["collation", "position", "label", "verdict", "only_side", "reasons", "retired", "merged_into"]
_LABEL = 200


@dataclass(frozen=True, slots=True)
class StatementChanges:
    """How many statements a run found anew, found again, and lost."""

    added: int = 0
    kept: int = 0
    retired: int = 0
    new: tuple[str, ...] = ()
    """Public ids of those found anew."""
    diverging: tuple[str, ...] = ()
    """Public ids of those that diverge now and did not before, or were not there."""


@transaction.atomic
def statements_store(
    *,
    run: Collation,
    statements: Sequence[records.Statement],
    keys: Mapping[str, int],
    sentences: Mapping[str, records.Sentence],
) -> StatementChanges:
    """Make the statements of the run's call what it found.

    Args:
        run: a stored run.
        statements: what it found, in reading order.
        keys: engine sentence id → key of its row.
        sentences: engine sentence id → what was compared.
    """
    live = {s.public_id: s for s in Statement.objects.filter(call=run.call, retired=False).prefetch_related("members")}
    old = {public_id: frozenset(m.sentence_id for m in row.members.all()) for public_id, row in live.items()}
    new = [frozenset(keys[member.sentence] for member in statement.members) for statement in statements]
    identity = match_statements(old, new)
    newcomers = _Newcomers(run, [s for place, s in enumerate(statements) if place not in identity.kept])
    diverged = {public_id for public_id, row in live.items() if row.verdict == records.Verdict.DIVERGE}
    rows = []
    for place, statement in enumerate(statements):
        known = identity.kept.get(place)
        row = live[known] if known else newcomers.row(statement)
        _fill(row, run, place, statement)
        row.reasons = _reasons(statement, keys, sentences)
        rows.append(row)
    known_rows = [row for row in rows if not row._state.adding]
    Statement.objects.bulk_create((row for row in rows if row._state.adding), batch_size=200)
    Statement.objects.bulk_update(known_rows, _FIELDS, batch_size=200)
    _retire(identity, live)
    _members_store(run, rows, statements, keys)
    return StatementChanges(
        added=len(rows) - len(identity.kept),
        kept=len(identity.kept),
        retired=len(identity.retired),
        new=tuple(row.public_id for place, row in enumerate(rows) if place not in identity.kept),
        diverging=tuple(
            row.public_id for row in rows if row.verdict == records.Verdict.DIVERGE and row.public_id not in diverged
        ),
    )


class _Newcomers:
    """Rows for statements that continue no live one: new ones, or the retired ones that were made from the very same sentences."""

    def __init__(self, run: Collation, statements: Iterable[records.Statement]) -> None:
        self._run = run
        first = [encode(self._content(statement)) for statement in statements]
        self._known = {row.public_id: row for row in Statement.objects.filter(public_id__in=first)}
        self._asked = set(first)
        self._given: set[str] = set()

    def row(self, statement: records.Statement) -> Statement:
        """Return the row of a statement, with a public id that no other has."""
        public_id = make_public_id(self._content(statement), self._is_taken)
        self._given.add(public_id)
        return self._known.get(public_id) or Statement(public_id=public_id, call=self._run.call)

    def _is_taken(self, public_id: str) -> bool:
        if public_id in self._given:
            return True
        if public_id not in self._asked:  # a second attempt, which is rare
            self._asked.add(public_id)
            self._known |= {row.public_id: row for row in Statement.objects.filter(public_id=public_id)}
        row = self._known.get(public_id)
        return row is not None and not (row.retired and row.call_id == self._run.call_id)

    def _content(self, statement: records.Statement) -> str:
        return "\n".join([self._run.call.slug, *sorted(member.sentence for member in statement.members)])


def _fill(row: Statement, run: Collation, place: int, statement: records.Statement) -> None:
    row.collation, row.position, row.verdict = run, place, statement.verdict.value
    row.label = statement.label if len(statement.label) <= _LABEL else f"{statement.label[: _LABEL - 1]}…"
    row.only_side = _only_side(statement)
    row.retired, row.merged_into = False, None


def _only_side(statement: records.Statement) -> str:
    if statement.verdict is not records.Verdict.ONE_SIDED:
        return ""
    told = {member.version for member in statement.members if member.version}
    told = told or {code for code, sentences in statement.sides.items() if sentences}
    return told.pop() if len(told) == 1 else ""


def _reasons(
    statement: records.Statement, keys: Mapping[str, int], sentences: Mapping[str, records.Sentence]
) -> list[dict[str, Any]]:
    versions = {member.sentence: member.version for member in statement.members}
    return [
        _reason(reason, keys) | {"phrases": phrases_of(reason, sentences, versions)} for reason in statement.reasons
    ]


def _reason(reason: records.Reason, keys: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "text": reason.text,
        "a": reason.a,
        "b": reason.b,
        "spans": [
            {"sentence": keys[part.sentence], "start": part.span.start, "end": part.span.end}
            for part in reason.spans
            if part.sentence in keys
        ],
    }


def _retire(identity: Identity, live: Mapping[str, Statement]) -> None:
    gone = [live[public_id] for public_id in identity.retired]
    for row in gone:
        heir = identity.retired[row.public_id]
        row.retired, row.collation, row.merged_into = True, None, live[heir] if heir else None
    Statement.objects.bulk_update(gone, ["retired", "collation", "merged_into"], batch_size=200)
    for row in gone:  # what was merged into it earlier leads to the survivor at once
        Statement.objects.filter(merged_into=row).update(merged_into=row.merged_into)


def _members_store(
    run: Collation, rows: Iterable[Statement], statements: Sequence[records.Statement], keys: Mapping[str, int]
) -> None:
    StatementMember.objects.filter(statement__call=run.call).delete()
    StatementMember.objects.bulk_create(
        (
            StatementMember(
                statement=row, sentence_id=keys[member.sentence], version=member.version or "", position=position
            )
            for row, statement in zip(rows, statements, strict=True)
            for position, member in enumerate(statement.members)
        ),
        batch_size=500,
    )
