"""What the head of a call's own pages tells beyond what lists tell: how full each account is, who asked for the call, what people decided.

Takes the summary of one call, gives it with these facts; three queries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from django.db import connection

from comparator.engine.alignment.agendacues import items
from comparator.models import Document, Review, StatementMember
from comparator.models.review import in_force
from comparator.selectors.records import CallSummary, Initiative, Reviewed

MOST_INITIATIVES = 3
"""Sentences on who asked for the call that its head quotes; the statement has them all."""

_INITIATIVE = "initiative"
"""The item of the engine's agenda."""


_WORDS = """
    SELECT told.version, told.words FROM (
        SELECT version, document_id, SUM(words) AS words FROM (
            SELECT DISTINCT
                member.version, sentence.document_id, sentence.id,
                LENGTH(sentence.text) - LENGTH(REPLACE(sentence.text, ' ', '')) + 1 AS words
            FROM comparator_statement AS statement
            JOIN comparator_statementmember AS member ON member.statement_id = statement.id
            JOIN comparator_sentence AS sentence ON sentence.id = member.sentence_id
            WHERE statement.call_id = %s AND NOT statement.retired
        ) AS sentences GROUP BY version, document_id
    ) AS told JOIN comparator_document AS document ON document.id = told.document_id
    WHERE document.status = %s
"""
"""Words of each document that carry each side's version. The text of a sentence has single spaces between its words and no others; a
sentence that stands in two statements is counted once."""


def with_facts(call: CallSummary) -> CallSummary:
    """Return the call with the coverage of each side, who asked for it, and what people decided about its sources."""
    words = _words(call)
    sides = tuple(
        replace(side, sources=len(words[side.code]), words=max(words[side.code], default=0)) for side in call.sides
    )
    told = sum(sum(counts) for counts in words.values())
    return replace(call, sides=sides, told_words=told, initiatives=_initiatives(call), reviewed=_reviewed(call))


def _words(call: CallSummary) -> defaultdict[str, list[int]]:
    """Return how many words each document has of each side's version, and (without a code) of none."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [call.pk, Document.Status.PUBLISHED])
        for version, count in cursor.fetchall():
            words[version].append(int(count))
    return words


def _initiatives(call: CallSummary) -> tuple[Initiative, ...]:
    sides = {side.code: side for side in call.sides}
    members = (
        StatementMember.objects.filter(
            statement__call=call.pk, statement__retired=False, statement__label__startswith=items()[_INITIATIVE].label
        )
        .order_by("statement__position", "position", "pk")
        .values_list(
            *("statement__public_id", "version", "sentence__text"),
            *("sentence__document__language", "sentence__document__status"),
        )
    )
    found: dict[str, Initiative] = {}
    for statement, version, text, language, status in members:
        if status == Document.Status.PUBLISHED:
            found.setdefault(text, Initiative(statement, text, language, sides.get(version)))
    return tuple(found.values())[:MOST_INITIATIVES]


def _reviewed(call: CallSummary) -> Reviewed | None:
    sources = [source.public_id for source in call.sources]
    kept = in_force(Review.objects.filter(document__public_id__in=sources).order_by("pk"))
    if not kept:
        return None
    return Reviewed(len(kept), len({row.document_id for row in kept}), max(row.at for row in kept))
