"""Stage 7: what recurs in another call.

Takes the sentences of several calls; gives pairs of different calls that say the same in nearly the same words, told as stock formulas
or passages carried over, and the sentences that a report seems to have put in the wrong call. Likeness alone never makes a passage
misdated (see ``misdated``). The result depends on the set of sentences, not on their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.echoes.echo_pairs import EchoPair, calls_of, find_pairs, word_sentences
from comparator.engine.echoes.misdated import find_misdatings
from comparator.engine.options import Options
from comparator.engine.records import Echo, EchoFindings, EchoKind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.records import Sentence
    from comparator.engine.register import Register

_SPECIFIC_MARKS = 2
"""Rare words or numbers that two sentences must share to be one passage: the one carried over in the annotated articles shares three, no
stock phrase there two."""


def find_echoes(sentences: Sequence[Sentence], register: Register, options: Options | None = None) -> EchoFindings:
    """Return what recurs across calls, and what looks misdated.

    Furniture, headlines and sentences of no call are left out.
    """
    options = options or Options()
    told = [s for s in sentences if s.role is Role.CONTENT and s.call is not None]
    if not told or len({s.call for s in told} | {call.id for call in register.calls}) < 2:
        return EchoFindings((), ())
    worded = word_sentences(told, register, options)
    alike = find_pairs(worded, min(options.echo_min_score, options.misdated_alike_score))
    pairs = [pair for pair in alike if pair.score >= options.echo_min_score]
    calls = calls_of(pairs)
    echoes = sorted((_echo(pair, calls, options) for pair in pairs), key=lambda echo: (echo.a, echo.b))
    return EchoFindings(tuple(echoes), find_misdatings(sentences, worded, alike, calls, register, options))


def _echo(pair: EchoPair, calls: Mapping[str, frozenset[str]], options: Options) -> Echo:
    a, b = sorted((pair.a.sentence.id, pair.b.sentence.id))
    return Echo(a, b, pair.score, EchoKind.FORMULA if is_formula(pair, calls, options) else EchoKind.RECYCLED)


def is_formula(pair: EchoPair, calls: Mapping[str, frozenset[str]], options: Options) -> bool:
    """Tell a stock phrase, which occurs in several calls or has no word of its own, from a passage carried over."""
    return (
        len(calls[pair.a.sentence.id] | calls[pair.b.sentence.id]) >= options.formula_min_calls
        or len(pair.shared_marks) < _SPECIFIC_MARKS
    )
