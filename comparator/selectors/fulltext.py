"""Sentences that match a query, by the index of the database: FTS5 on SQLite, ``tsvector`` on PostgreSQL.

The database keeps both indexes (``comparator.migrations.0007_sentence_search``); nothing here writes. Every query is built of words that
``comparator.selectors.querytext`` has folded: they hold no operator, quotation mark or other character with a meaning.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import BooleanField, FloatField, Value
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from comparator.models import Sentence
    from comparator.selectors.querytext import Term, Wanted


def matching(sentences: QuerySet[Sentence], wanted: Wanted) -> QuerySet[Sentence]:
    """Narrow sentences to those that match, each with its ``rank``: the lower the better."""
    if not wanted.terms:
        return sentences.none().annotate(rank=Value(0.0))
    if connection.vendor == "postgresql":
        return _on_postgresql(sentences, wanted)
    return _on_sqlite(sentences, wanted)


def _on_sqlite(sentences: QuerySet[Sentence], wanted: Wanted) -> QuerySet[Sentence]:
    """Rank by BM25 [Robertson & Zaragoza 2009], as FTS5 has it."""
    query = " AND ".join(_fts5(term) for term in wanted.terms)
    query = " NOT ".join((f"({query})", *(_fts5(term) for term in wanted.excluded)))
    return sentences.extra(  # FTS5 ranks a row only where its table is joined, which no expression can do
        tables=["comparator_sentence_words"],
        where=[
            "comparator_sentence_words MATCH %s",
            "comparator_sentence_words.rowid = comparator_sentence.id",
        ],
        params=[query],
        select={"rank": "comparator_sentence_words.rank"},
    )


def _fts5(term: Term) -> str:
    # The index holds composed letters; a decomposed one would match no accented syllable of Korean, for example.
    phrase = f'"{unicodedata.normalize("NFC", " ".join(term.words))}"'
    return f"({phrase} OR {phrase}*)" if term.is_beginning else phrase


def _on_postgresql(sentences: QuerySet[Sentence], wanted: Wanted) -> QuerySet[Sentence]:
    """Rank by how often the words occur for the length of the sentence, those that stand as typed first."""
    query = " & ".join([_tsquery(term) for term in wanted.terms] + [f"!{_tsquery(term)}" for term in wanted.excluded])
    as_typed = " | ".join(f"({_phrase(term)})" for term in wanted.terms)
    found = RawSQL("comparator_sentence.words @@ to_tsquery('simple', %s)", [query], BooleanField())
    rank = RawSQL(
        "-10 * ts_rank(comparator_sentence.words, to_tsquery('simple', %s), 1)"
        " - ts_rank(comparator_sentence.words, to_tsquery('simple', %s), 1)",
        [as_typed, query],
        FloatField(),
    )
    return sentences.filter(found).annotate(rank=rank)


def _tsquery(term: Term) -> str:
    phrase = _phrase(term)
    return f"({phrase} | {phrase}:*)" if term.is_beginning else f"({phrase})"


def _phrase(term: Term) -> str:
    return " <-> ".join(f"'{word}'" for word in term.words)
