"""Cues: the words of a sentence that tell that somebody is being reported.

Takes the text of one sentence and gives its words and the cues among them, each with the part of the sentence that it
reports (its *content*, as in PARC 3 and PolNeAR). The inventory is data (``lexicon/cues.json``); the rules here only
tell a verb from a noun ("he claims", "the claims") and whether the complement that the cue needs is there ("knows
that", not "knows her"). It does not say who the source is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.attribution.cuewords import CueWord, cue_words
from comparator.engine.attribution.grammar import words as word_class
from comparator.engine.attribution.sourcenouns import source_nouns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from comparator.engine.attribution.tokens import Token

_QUOTES = frozenset("\"“”«»„‘'")
_OPENERS = frozenset('"“«„‘')
_STOPS = frozenset(".!?;")
_DETERMINERS = word_class("determiners")
_PREPOSITIONS = word_class("prepositions")
_SUBJECTS = word_class("subjects")
_ACCOUNT_OPENERS = word_class("account_openers")
_ACCOUNTS = word_class("accounts")
_CLAUSE_OPENERS = word_class("clause_openers")
_COMPLEMENTIZERS = word_class("complementizers")
_NOUN_PREPOSITIONS = word_class("noun_prepositions")
_ADJECTIVE_COMPLEMENTS = word_class("adjective_complements")
_BE = word_class("be_cues")
_AUXILIARIES = word_class("auxiliaries")
_NEAR = 4
"""Words between a cue and the complement that it needs ("said on Friday that")."""
_OPENING = 3
"""Words that may stand before a cue that opens its sentence ("But according to …,")."""
_GOES_ON = ("go", "on")
"""A phrase that reports only where it closes its sentence: "…,” the statement went on.".
"""
_ACCOUNT = 8
"""Words from "by" to the comma of "By the Polish government's account,"."""
_LONGEST_CLAUSE = 60
"""Words after which the end of a clause is no longer looked for, so that an endless sentence is read in linear time."""
_SUBJECT = 16
"""Words among which the subject of a closing parenthesis stands (", the press service of the Office of the President reports")."""
_PARENTHESIS = 10
"""Words that may follow the cue of a closing parenthesis (", she told a rally in Ohio on Friday.")."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that report, and what they report."""

    first: int
    """Its tokens, ``first`` to ``last``, both included."""
    last: int
    start: int
    end: int
    kind: str
    """``verb``, ``noun``, ``adjective``, ``adverb`` or ``preposition``."""
    lemma: str
    content: tuple[int, int]
    parenthesis: bool = False
    """Whether the content stands before the cue ("…, she said")."""


def find_cues(text: str, tokens: Sequence[Token], quoted: Sequence[tuple[int, int]] = ()) -> tuple[Cue, ...]:
    """Return the cues of a sentence that stand outside the quoted ranges, in order."""
    finder = _Finder(text, tokens, quoted)
    return tuple(finder.cues())


class _Finder:
    def __init__(self, text: str, tokens: Sequence[Token], quoted: Sequence[tuple[int, int]]) -> None:
        self._text = text
        self._tokens = tokens
        self._inside = _inside(tokens, quoted)
        self._words = cue_words()

    def cues(self) -> Iterator[Cue]:
        free = 0
        for at, token in enumerate(self._tokens):
            if at < free or self._inside[at] or token.low not in self._words.openers:
                continue
            cue = self._at(at)
            if cue is not None:
                yield cue
                free = cue.last + 1

    def _at(self, at: int) -> Cue | None:
        low = self._tokens[at].low
        if low in self._words.adverbs:
            return self._cue(at, at, "adverb", low, content=self._rest(at))
        preposition = self._words_from(at, self._words.prepositions)
        if preposition:
            return self._preposition(at, at + preposition - 1)
        if low in _ACCOUNT_OPENERS and self._opens_account(at):
            return self._preposition(at, at)
        entry = self._words.forms.get(low)
        if entry is not None:
            return self._verb_or_noun(at, entry)
        return self._adjective(at) if low in self._words.adjectives else None

    def _words_from(self, at: int, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> int:
        for words in phrases.get(self._tokens[at].low, ()):
            if self._stands(at, words):
                return len(words)
        return 0

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        """Tell whether the words stand there, one after the other."""
        tokens = self._tokens
        return at + len(words) <= len(tokens) and all(tokens[at + k].low == word for k, word in enumerate(words))

    def _opens_account(self, at: int) -> bool:
        """Tell whether a sentence opens with whose account it gives: "By Warsaw's account,", "Per Polish officials,"."""
        before = self._tokens[at - 1].low if at else ""
        if self._tokens[at].low == "per" and before == ",":
            # "…, per the White House readout."
            return any(token.low in source_nouns().documents for token in self._tokens[at + 1 : at + 1 + _ACCOUNT])
        if at and not (at <= _OPENING and before in ("but", "and", ",")):
            return False
        ahead = self._tokens[at + 1 : at + 1 + _ACCOUNT]
        comma = next((k for k, token in enumerate(ahead) if token.raw == ","), None)
        if comma is None or not any(token.raw[0].isupper() for token in ahead[:comma]):
            return False
        return self._tokens[at].low == "per" or ahead[comma - 1].low in _ACCOUNTS

    # -- verbs and nouns

    def _verb_or_noun(self, at: int, entry: CueWord) -> Cue | None:
        for words in entry.phrases:
            last = self._phrase_end(at, words)
            if (
                last is not None
                and self._is_verb(at, entry)
                and ((entry.lemma, *words) != _GOES_ON or self._closes(last))
            ):
                return self._verb(at, last, entry)
        if entry.noun and not self._is_verb(at, entry):
            return self._noun(at, entry)
        if not self._is_verb(at, entry):
            return None
        if entry.free or self._complement(at, entry):
            return self._verb(at, at, entry)
        return None

    def _phrase_end(self, at: int, words: tuple[str, ...]) -> int | None:
        """Return the last token of a phrase, which an object may split ("call it out")."""
        for skip in (1, 2):
            if self._stands(at + skip, words):
                return at + skip + len(words) - 1
        return None

    def _is_verb(self, at: int, entry: CueWord) -> bool:
        token = self._tokens[at]
        if token.raw[0].isupper() and at and not self._title_case():
            return False
        if self._is_attribute(at):
            return False
        if not entry.noun and token.low not in _AMBIGUOUS:
            return not (at and self._tokens[at - 1].low in ("a", "an"))
        before = self._tokens[at - 1].low if at else ""
        if token.low.endswith(("ed", "ing")):
            return before not in _DETERMINERS
        if before in _AUXILIARIES or before in _SUBJECTS:
            return True
        if before in _DETERMINERS or before in _PREPOSITIONS or not before:
            return False
        return self._agrees(at)

    def _is_attribute(self, at: int) -> bool:
        """Tell whether a participle stands before its noun: "the second publicly announced call", "a recently confirmed trip"."""
        if not self._tokens[at].low.endswith("ed") or not self._tokens[at - 1 : at] or at < 2:
            return False
        adverb, before = self._tokens[at - 1], self._tokens[at - 2]
        noun = self._tokens[at + 1 : at + 2]
        plain = bool(noun) and noun[0].raw.islower() and noun[0].low not in _CLAUSE_OPENERS | _PREPOSITIONS | {"to"}
        return adverb.low.endswith("ly") and before.low in _DETERMINERS - _PRONOUNS and plain

    def _agrees(self, at: int) -> bool:
        """Tell by its number whether a form that may be noun or verb is the verb of the word before it."""
        token, before = self._tokens[at], self._tokens[at - 1]
        if (
            token.low.endswith("s")
            and self._tokens[at + 1 : at + 2]
            and self._tokens[at + 1].raw == "."
            and self._closes(at)
        ):
            return not before.low.endswith("s")
        if token.low.endswith("s"):
            return before.raw[0].isupper() or (
                not before.low.endswith("s") and before.low.isalpha() and self._after(at, _CLAUSE_OPENERS)
            )
        return before.low.endswith(("s", "ly")) or before.low in ("people", "and", "men", "women")

    def _title_case(self) -> bool:
        words = [t for t in self._tokens[:24] if t.is_word and len(t.raw) > 3]
        return bool(words) and sum(t.raw[0].isupper() for t in words) >= 0.7 * len(words)

    def _after(self, at: int, words: frozenset[str]) -> bool:
        return at + 1 < len(self._tokens) and self._tokens[at + 1].low in words

    def _complement(self, at: int, entry: CueWord) -> bool:
        following = self._tokens[at + 1 : at + 1 + _NEAR]
        if not following:
            return entry.clausal and self._closes(at)
        return (
            (entry.clausal and self._has_clause(at, following))
            or (entry.infinitive and any(t.low == "to" for t in following[:2]) and self._verb_follows_to(at))
            or (entry.infinitive and self._object_to(at))
            or (entry.object and self._has_object(at, following))
        )

    def _object_to(self, at: int) -> bool:
        """Tell whether somebody and ``to`` follow ("asked the court to")."""
        for token in self._tokens[at + 1 : at + 7]:
            if token.low == "to":
                return True
            if not token.is_word or token.low in _PREPOSITIONS:
                return False
        return False

    def _has_clause(self, at: int, following: Sequence[Token]) -> bool:
        first = following[0]
        if first.raw in _OPENERS or first.raw == ":" or first.low in _COMPLEMENTIZERS:
            return True
        if any(t.low == "that" for t in following) or any(t.raw in _OPENERS or t.raw == ":" for t in following):
            return True
        if first.low in _CLAUSE_OPENERS or first.raw[0].isupper():
            return self._finite_verb_soon(at + 2)
        return self._closes(at)

    def _finite_verb_soon(self, at: int) -> bool:
        return any(
            t.low in FINITE or t.low in ("’s", "'s") or (t.raw.islower() and t.low.endswith(("ed", "ing")))
            for t in self._tokens[at : at + 6]
        )

    def _verb_follows_to(self, at: int) -> bool:
        to = next((k for k in range(at + 1, min(at + 3, len(self._tokens))) if self._tokens[k].low == "to"), None)
        return (
            to is not None
            and to + 1 < len(self._tokens)
            and self._tokens[to + 1].raw.islower()
            and self._tokens[to + 1].low not in _DETERMINERS
        )

    def _has_object(self, at: int, following: Sequence[Token]) -> bool:
        first = following[0]
        before = self._tokens[at - 1].low if at else ""
        return before != "to" and (
            first.low in _DETERMINERS or first.raw[0].isupper() or (first.is_word and first.low not in _PREPOSITIONS)
        )

    def _closes(self, at: int) -> bool:
        """Tell whether the cue closes its sentence after a comma or a quotation mark."""
        if not self._ends_soon(at):
            return False
        return any(t.raw in _QUOTES or t.raw == "," for t in self._tokens[max(0, at - _SUBJECT) : at])

    def _verb(self, first: int, last: int, entry: CueWord) -> Cue:
        rest = self._rest(last)
        if self._is_parenthesis(first, last):
            # "The museum, he said, was open": what is reported goes on after the parenthesis.
            end = len(self._text) if self._goes_on(last) else self._subject_start(first)
            return self._cue(first, last, "verb", entry.lemma, content=(0, end), parenthesis=True)
        return self._cue(first, last, "verb", entry.lemma, content=rest)

    def _goes_on(self, last: int) -> bool:
        following = self._tokens[last + 1 : last + 1 + _PARENTHESIS]
        return any(token.raw == "," for token in following)

    def _is_parenthesis(self, first: int, last: int) -> bool:
        """Tell whether the words before the cue are what it reports: a comma or a closing mark, its subject, the cue, nearly the end."""
        following = self._tokens[last + 1 : last + 2]
        if following and (
            following[0].raw in _OPENERS or following[0].raw == ":" or following[0].low in _COMPLEMENTIZERS
        ):
            return False
        comma = next(
            (
                k
                for k in range(first - 1, max(-1, first - _SUBJECT), -1)
                if self._tokens[k].raw in (",", "”", '"', "’", "?", "!", "—", "–")
            ),
            None,
        )
        if comma is None or comma < 2:
            return False
        return self._ends_soon(last)

    def _ends_soon(self, last: int) -> bool:
        """Tell whether the clause of the cue ends in a few words without another verb."""
        for count, token in enumerate(self._tokens[last + 1 : last + _PARENTHESIS + 3]):
            if token.raw in _STOPS or token.raw in _OPENERS or (token.raw == "," and count):
                return True
            if count >= _PARENTHESIS or token.low in FINITE or token.low == "that":
                return False
        return True

    def _subject_start(self, first: int) -> int:
        for k in range(first - 1, max(-1, first - _SUBJECT), -1):
            if self._tokens[k].raw in (",", "”", '"', "’", "?", "!", "—", "–"):
                return self._tokens[k].end
        return self._tokens[first].start

    def _noun(self, at: int, entry: CueWord) -> Cue | None:
        following = self._tokens[at + 1 : at + 2]
        if not following:
            return None
        after = following[0]
        reports = (
            after.low in ("that", "whether")
            or after.raw in _OPENERS
            or after.raw == ":"
            or (after.low == "to" and self._verb_follows_to(at))
            or (after.low in _NOUN_PREPOSITIONS and (entry.free or entry.lemma in _CONTENT_NOUNS))
        )
        return self._cue(at, at, "noun", entry.lemma, content=self._until_comma(at)) if reports else None

    def _adjective(self, at: int) -> Cue | None:
        before = [t.low for t in self._tokens[max(0, at - 3) : at]]
        following = self._tokens[at + 1 : at + 2]
        if not following or not any(word in _BE for word in before):
            return None
        if following[0].low not in _ADJECTIVE_COMPLEMENTS:
            return None
        return self._cue(at, at, "adjective", self._tokens[at].low, content=self._rest(at))

    def _preposition(self, first: int, last: int) -> Cue:
        """Return a cue like ``according to``: what stands before it, or, at the beginning, what follows the first comma."""
        start = self._tokens[first].start
        if first <= _SUBJECT and sum(t.is_word for t in self._tokens[:first]) <= _OPENING:
            comma = next(
                (t.end for t in self._tokens[last + 1 : last + _LONGEST_CLAUSE] if t.raw == ","), self._tokens[last].end
            )
            content = (comma, len(self._text))
        else:
            content = (0, start)
        lemma = " ".join(t.low for t in self._tokens[first : last + 1])
        return self._cue(first, last, "preposition", lemma, content=content, parenthesis=content[0] == 0)

    # -- content

    def _rest(self, last: int) -> tuple[int, int]:
        return self._tokens[last].end, len(self._text)

    def _until_comma(self, last: int) -> tuple[int, int]:
        end = next(
            (t.start for t in self._tokens[last + 1 : last + _LONGEST_CLAUSE] if t.raw in ",;—–"), len(self._text)
        )
        return self._tokens[last].end, end

    def _cue(
        self,
        first: int,
        last: int,
        kind: str,
        lemma: str,
        *,
        content: tuple[int, int],
        parenthesis: bool = False,
    ) -> Cue:
        return Cue(first, last, self._tokens[first].start, self._tokens[last].end, kind, lemma, content, parenthesis)


_CONTENT_NOUNS = word_class("content_nouns")
_AMBIGUOUS = word_class("ambiguous")
_PRONOUNS = frozenset(["this", "these", "those", "both", "each", "many", "some", "several", "few", "most"])
"""Determiners that may be subjects of their own ("both publicly announced …")."""
FINITE = word_class("finite")


def _inside(tokens: Sequence[Token], ranges: Sequence[tuple[int, int]]) -> list[bool]:
    """Tell of every token whether it stands in one of the ranges, which are in order."""
    if not ranges:
        return [False] * len(tokens)
    inside, at = [], 0
    for token in tokens:
        while at < len(ranges) and ranges[at][1] <= token.start:
            at += 1
        inside.append(at < len(ranges) and ranges[at][0] <= token.start)
    return inside
