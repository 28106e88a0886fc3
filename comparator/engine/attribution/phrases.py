"""Phrases: where a sentence names the source of a cue.

Takes the tokens of a sentence and one of its cues; gives the range of characters where its source is named ("the PMO"
of "…, the PMO said"; "Peskov" of "Peskov, who spoke on Friday, said"). No parser: the phrase runs from the nearest
clause boundary to the cue, or, after an inverted verb ("said Peskov"), from the cue to the next boundary. It does not
say who the source is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.attribution.cues import FINITE, Cue
from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.sourcenouns import source_nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.attribution.tokens import Token

_MARKS = frozenset('"“”„«»;:?!—–…')
_CLAUSE_WORDS = word_class("clause_words")
SUBORDINATORS = word_class("subordinators")
_CIRCUMSTANTIAL = word_class("circumstantial")
_ADVERBS = word_class("adverbs")
_AFTER_STOPS = word_class("after_stops")
_SKIPPED_OPENINGS = word_class("skipped_openings")
_PREPOSITIONS = word_class("prepositions")
_DETERMINERS = word_class("determiners")
_NEED_AN_OBJECT = word_class("need_an_object")
_RELATIVES = word_class("relatives")
_PASTS = word_class("pasts")


_QUOTED_WITHIN, _RELAYED = 10, 4
"""Words after "quoted" within which "as" stands, and after "was quoted" within which "by" does."""
_LONGEST_NAME = 5
_BOTH_SIDES = 2
_FOR_ITS_PART = 3
_LONGEST, _FURTHEST = 40, 120
"""Words that a source's name has at the most, and that may stand between it and its cue: an endless sentence is read in linear time."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Where a source is named."""

    start: int
    end: int
    subordinate: bool = False
    """Whether it stands in a subordinate clause, so that the sentence itself is asserted by somebody else."""


def find_subjects(tokens: Sequence[Token], cue: Cue) -> tuple[Subject, ...]:
    """Return where the source of the cue may be named, the likeliest first."""
    if _quotes_another(tokens, cue):
        found = (_before(tokens, cue.first), _after(tokens, cue.last, allow_comma=False))
    elif cue.lemma == "be":
        found = (_before(tokens, cue.first), _relayer(tokens, cue))
    else:
        found = (_find(tokens, cue), None)
    return tuple(subject for subject in found if subject is not None)


def _find(tokens: Sequence[Token], cue: Cue) -> Subject | None:
    if cue.kind == "preposition":
        return _after(tokens, cue.last, allow_comma=False)
    if _is_inverted(tokens, cue):
        return _after(tokens, cue.last, allow_comma=True)
    if cue.first and tokens[cue.last + 1 : cue.last + 2] and tokens[cue.last + 1].low == "by":
        return _after(tokens, cue.last + 1, allow_comma=False)
    return _before(tokens, cue.first)


def _quotes_another(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether the source is the object: "the agency quoted the minister as saying"."""
    return cue.lemma in ("quote", "cite") and any(
        t.low == "as" for t in tokens[cue.last + 1 : cue.last + _QUOTED_WITHIN]
    )


def _relayer(tokens: Sequence[Token], cue: Cue) -> Subject | None:
    """Return who passes the words on: "Xi was quoted as saying by state broadcaster CCTV"."""
    by = next((k for k in range(cue.last + 1, min(len(tokens), cue.last + _RELAYED)) if tokens[k].low == "by"), None)
    return None if by is None else _after(tokens, by, allow_comma=False)


def says_as(tokens: Sequence[Token], cue: Cue, subject: Subject) -> bool:
    """Tell whether a sentence opens with who puts it so: "As the ministry put it, …", "As Kyiv noted, …"."""
    opening = tokens[0].low == "as" and len(tokens) > 1 and tokens[1].start == subject.start
    behind = [token.raw for token in tokens[cue.last + 1 : cue.last + 3]]
    return opening and (behind[:1] == [","] or behind == ["it", ","])


def _is_inverted(tokens: Sequence[Token], cue: Cue) -> bool:
    if not cue.parenthesis or cue.first == 0 or cue.last + 1 >= len(tokens):
        return False
    before, after = tokens[cue.first - 1], tokens[cue.last + 1]
    named = after.raw[0].isupper() or after.low in ("a", "an", "the", "one", "another")
    if before.is_word or not named or after.low in _WEEKDAYS:
        return False
    if before.raw in _QUOTE_MARKS:
        return True
    return cue.lemma not in _NEED_AN_OBJECT and not _opens_a_clause(tokens, cue.last + 1)


_QUOTE_MARKS = frozenset("\"”’'»")
_BEFORE_CLOSING = frozenset(",?!.")


def _opens_a_clause(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name and its verb follow ("the official, who …, said Biden raised …")."""
    for k in range(at + 1, min(len(tokens), at + _LONGEST)):
        token, before = tokens[k], tokens[k - 1]
        if not token.is_word or token.low in _PREPOSITIONS:
            return False
        past = token.raw.islower() and token.low.endswith("ed")
        if (token.low in FINITE or past) and before.low not in _DETERMINERS and not before.low.endswith("ly"):
            return True
    return False


_WEEKDAYS = word_class("weekdays")


def _after(tokens: Sequence[Token], last: int, *, allow_comma: bool) -> Subject | None:
    end = start = last + 1
    commas = 0
    while end < len(tokens):
        token = tokens[end]
        if token.raw == "," and allow_comma and commas == 0 and _is_apposition(tokens, end + 1):
            commas += 1
        elif token.raw in _MARKS or token.raw in (",", ".") or (end > start and token.low in _AFTER_STOPS):
            break
        end += 1
    if end == start:
        return None
    return Subject(tokens[start].start, tokens[end - 1].end)


def _is_apposition(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].low in ("a", "an", "the") or tokens[at].raw[0].isupper())


def _before(tokens: Sequence[Token], first: int) -> Subject | None:
    start = _clause_start(tokens, first)
    hidden = False
    if _is_empty(tokens, start, first):
        cue_at = start
        start, first = _apposed(tokens, start) or _main_subject(tokens, start)
        hidden = _opens_clause(tokens, first, cue_at) or _is_relative(tokens, first, cue_at)
    elif _is_relative(tokens, start - 1, start) and _has_verb(tokens, start, first):
        # "The official, or an official who briefed reporters said": the clause has its own verb, the cue is the main one's.
        start, first = _clause_start(tokens, start - 1), start - 1
    if start >= first:
        return None
    end = first
    while end - 1 > start and (tokens[end - 1].low in _ADVERBS or tokens[end - 1].low.endswith("ly")):
        end -= 1
    if end - start > _FOR_ITS_PART and [tokens[end - _FOR_ITS_PART].low, tokens[end - 1].low] == ["for", "part"]:
        end -= _FOR_ITS_PART
    if tokens[start].low == "with" and end - start > 1:
        # "…, with its foreign ministry calling the talks useful"
        start += 1
    hidden = hidden or tokens[start].low == "what" or _is_subordinate(tokens, start)
    return Subject(tokens[start].start, tokens[end - 1].end, hidden)


def _is_relative(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Tell whether a relative clause is open at ``stop``: "released a paper that called for peace and urged talks"."""
    for k in range(stop - 1, max(-1, start - 1, stop - _FURTHEST), -1):
        if tokens[k].raw == "," or tokens[k].raw in _MARKS:
            return False
        if tokens[k].low in _RELATIVES:
            return True
    return False


def in_relative_clause(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether the verb at ``first`` is that of a relative clause ("referendums that have been condemned")."""
    start = _clause_start(tokens, first)
    return _is_relative(tokens, start - 1, start)


def _has_verb(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(t.low in FINITE or (t.raw.islower() and t.low.endswith("ed")) for t in tokens[start:stop])


def _clause_start(tokens: Sequence[Token], first: int) -> int:
    start = first
    furthest = max(0, first - _LONGEST)
    while start > furthest and not _is_boundary(tokens, start - 1):
        start -= 1
    return start


def _is_boundary(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.low == "and" and _names_office(tokens, at):
        return False
    if token.low == "to":
        # "the ambassador to India said" names him; "to intervene" begins a clause.
        after = tokens[at + 1 : at + 2]
        return not after or not (after[0].raw[0].isupper() or after[0].low == "the")
    return token.raw in _MARKS or token.raw == "," or token.low in _CLAUSE_WORDS


def _names_office(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "and" stands inside the name of one office: "the Department for Business and Trade"."""
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    if len(beside) < _BOTH_SIDES or not all(token.raw[0].isupper() for token in beside):
        return False
    for k in range(at - 2, max(0, at - _LONGEST_NAME), -1):
        if tokens[k].low in ("of", "for"):
            return tokens[k - 1].low in source_nouns().bodies and tokens[k - 1].raw[0].isupper()
    return False


def _is_empty(tokens: Sequence[Token], start: int, first: int) -> bool:
    """Tell whether nothing but auxiliaries and adverbs stands between a boundary and the cue: the subject is further off."""
    return all(not t.is_word or t.low in _ADVERBS or t.low.endswith("ly") for t in tokens[start:first])


def _main_subject(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    """Return the subject of the clause that goes on after an insertion or a conjunction: the first phrase that can be one."""
    start = _after_quotation(tokens, max(0, end - _FURTHEST), end)
    while start < end:
        stop = start
        while stop < end and not (tokens[stop].raw in _MARKS or tokens[stop].raw == ","):
            stop += 1
        if stop > start and tokens[start].low not in _SKIPPED_OPENINGS:
            return start, _first_verb(tokens, start + 1, stop)
        start = stop + 1
    return end, end


def _after_quotation(tokens: Sequence[Token], start: int, end: int) -> int:
    """Return where the words behind a quotation begin (“…,” Zelensky, who …, said), or ``start`` if there is none."""
    for k in range(end - 1, start, -1):
        if tokens[k].raw in _QUOTE_MARKS and tokens[k - 1].raw in _BEFORE_CLOSING and k + 1 < end:
            return k + 1
    return start


def _apposed(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return a name and its office, one in apposition to the other, right before the cue.

    Either may come first: "…, the bureau's head, Marcin Przydacz, has said"; "…, Yu Jun, deputy director of the department, told".
    """
    if not end or tokens[end - 1].raw != ",":
        return None
    near = _chunk_start(tokens, end - 1)
    if near is None or tokens[near - 1].raw != ",":
        return None
    far = _chunk_start(tokens, near - 1)
    if far is None:
        return None
    nearer, further = tokens[near : end - 1], tokens[far : near - 1]
    if _is_name(nearer) and _is_office(further):
        return far, end - 1
    return (far, end - 1) if _is_name(further) and _is_office(nearer) else None


def _chunk_start(tokens: Sequence[Token], end: int) -> int | None:
    """Return where the words before ``end`` begin, back to a comma, a mark or the beginning of the sentence."""
    start = end
    while start > max(0, end - _LONGEST) and tokens[start - 1].raw != "," and tokens[start - 1].raw not in _MARKS:
        start -= 1
    return start if start < end else None


def _is_name(words: Sequence[Token]) -> bool:
    return len(words) <= _LONGEST_NAME and all(token.raw[0].isupper() for token in words)


def _is_office(words: Sequence[Token]) -> bool:
    """Tell whether words may name an office: a noun phrase, not all of it capitals, that no verb or preposition begins."""
    if words[0].low in _PREPOSITIONS or words[0].low in _CLAUSE_WORDS or _has_verb(words, 0, len(words)):
        return False
    return any(token.raw[0].islower() for token in words)


def _first_verb(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Return where the subject ends: at the first word that looks like a verb."""
    for k in range(start, stop):
        token = tokens[k]
        if (
            token.low in FINITE
            or token.low in ("and", "who", "which", "also")
            or (token.raw.islower() and token.low in _PASTS)
            or (token.raw.islower() and token.low.endswith("ed"))
        ):
            return k
    return stop


def _opens_clause(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Tell whether the words between a subject and its far cue open a clause and do not close it: "came after X …, and said"."""
    for token in reversed(tokens[max(start, stop - _FURTHEST) : stop]):
        if token.raw == ",":
            return False
        if token.low in _CIRCUMSTANTIAL:
            return True
    return False


def _is_subordinate(tokens: Sequence[Token], start: int) -> bool:
    """Tell whether a subordinating word stands before the subject with no comma between, or right before it after a comma."""
    for token in reversed(tokens[max(0, start - _FURTHEST) : start]):
        if token.raw == "," or token.raw in _MARKS:
            return False
        if token.low in SUBORDINATORS:
            return True
    return False


def sentence_subject(tokens: Sequence[Token]) -> Subject | None:
    """Return what the sentence begins with: the first phrase that can be its subject."""
    start, end = _main_subject(tokens, min(len(tokens), _FURTHEST))
    if end > start and tokens[start].low == "what":
        return None
    return Subject(tokens[start].start, tokens[end - 1].end) if end > start else None
