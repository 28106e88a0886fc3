"""Words of a text, each with its place and the form under which it is compared.

Takes any text and gives its words and marks in order. Forms that differ in style alone (case, quotes, "Kiev" and "Kyiv", "PM" and
"Prime Minister", British and American spelling) share one form; what is a variant of what is data (``lexicon/spelling_variants.json``).
It does not judge: whether two words mean the same is for ``contrast`` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from nltk.stem.snowball import SnowballStemmer

from comparator.engine.lexicon import read_json

MAX_WORDS = 400
"""Words of one text that are compared; the sentences of the annotated documents have at most 73, so only hostile input is cut."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d.,]*\d|[^\W\d_]+(?:['’][^\W\d_]+)*|\w+|[^\w\s]")
_POSSESSIVE = ("'s", "’s")
_MARKS = str.maketrans("“”„«»‘’–—‑", '"""""\'\'---')
_LONGEST_FORM = 4
_SHORTEST_ADVERB = 6
_NO_ADVERBS = frozenset({"family", "supply", "assembly", "anomaly", "multiply", "comply", "homily"})
_SHORT = 3
"""Abbreviations of so few letters are folded in capitals alone: "US" is a state, "us" is not."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of a text, or a phrase that has a one-word equivalent."""

    text: str
    start: int
    end: int
    form: str
    """Lower case, without possessive, variants folded into their canonical form."""
    stem: str

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.text[0].isalnum()


def read_words(text: str, limit: int = MAX_WORDS) -> tuple[Word, ...]:
    """Return the words and marks of ``text`` in order, at most ``limit``.

    >>> [word.form for word in read_words("PM’s talk with Kiev")]
    ['prime minister', 'talk', 'with', 'kyiv']
    """
    matches = []
    for match in _TOKEN.finditer(text):
        matches.append(match)
        if len(matches) == limit:
            break
    tokens = [match.group() for match in matches]
    plain = [_plain_form(token) for token in tokens]
    words = []
    index = 0
    while index < len(matches):
        size, form = _longest_variant(tokens, plain, index)
        start, end = matches[index].start(), matches[index + size - 1].end()
        words.append(Word(text[start:end], start, end, form, stem_of(form)))
        index += size
    return tuple(words)


@lru_cache(maxsize=20_000)
def stem_of(form: str) -> str:
    """Return the stem of a lower-case word, or of the last word of a phrase with the rest kept."""
    head, _, last = form.rpartition(" ")
    stem = str(_stemmer().stem(_regular().get(last, last)))
    if stem.endswith("li") and len(last) >= _SHORTEST_ADVERB and last.endswith("ly") and last not in _NO_ADVERBS:
        stem = stem[:-2]  # "easily" is "easy"
    return f"{head} {stem}" if head else stem


@cache
def stopwords() -> frozenset[str]:
    """Return the function words and titles that carry no content of their own."""
    lexicon = read_json("stopwords")
    return frozenset((*lexicon["stop"], *lexicon["titles"]))


def is_content(word: Word) -> bool:
    """Return whether a word carries content: neither mark nor function word."""
    return not word.is_mark and not all(part in stopwords() for part in word.form.split())


def _plain_form(token: str) -> str:
    form = token.lower()
    if form.endswith(_POSSESSIVE) and len(form) > 2:
        form = form[:-2]
    return form.translate(_MARKS)


def _longest_variant(tokens: list[str], plain: list[str], index: int) -> tuple[int, str]:
    for size in range(min(_LONGEST_FORM, len(plain) - index), 0, -1):
        phrase = " ".join(plain[index : index + size])
        form = _variants().get(phrase)
        if form is not None and not (
            len(phrase) <= _SHORT and not tokens[index][: len(phrase)].isupper() and form != phrase
        ):
            return size, form
    return 1, plain[index]


@cache
def _variants() -> dict[str, str]:
    table: dict[str, str] = {}
    for form, others in read_json("spelling_variants")["forms"].items():
        for other in (form, *others):
            table[" ".join(_plain_form(match.group()) for match in _TOKEN.finditer(other))] = form
    return table


@cache
def _regular() -> dict[str, str]:
    """Return past forms of irregular verbs → the verb."""
    return {form: verb for verb, forms in read_json("irregular_verbs")["forms"].items() for form in forms}


@cache
def _stemmer() -> SnowballStemmer:
    return SnowballStemmer("english")
