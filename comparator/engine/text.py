"""Raw text as people read it, and its words with the way back to the raw text.

White space is folded, invisible characters and left-over mark-up are dropped, quotation marks and dashes are made plain
where asked. It changes no letter, digit or sign that carries meaning, and knows nothing of sentences or documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comparator.engine.records import Span

_DROPPED = (
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"  # soft hyphen, zero-width, direction marks
    r"|(?<![\u0600-\u06ff\u0900-\u0dff])[\u200c\u200d]"  # joiners matter in Arabic and Indic scripts only
    r"|</?(?:sup|sub|em|strong|b|i|u|br|span|p)(?:\s[^<>]{0,200})?/?>"  # inline HTML that Markdown lets through
    r"|\[(?=[^\[\]\n]{1,200}\]\(https?://)|\]\(https?://[^\s()]{1,500}\)"  # Markdown links: the address, not the words
    r"|\*\*|__"  # Markdown emphasis
    r"|\\(?=[\\`*_{}\[\]()#+\-.!|~>])"  # Markdown escapes
)
_UNSEEN = re.compile(_DROPPED)
_MAY_HIDE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff<\[\]*_\\]")
"""What any of that begins with; most texts hold none, and one set of characters is found quicker than alternatives are tried."""
_LETTER = r"[\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff]"
"""A letter, digit or mark that belongs to one: the vowel signs of Indic scripts are no letters to ``re``."""
_WORD = re.compile(rf"{_LETTER}+(?:[’'.\-\u2010\u2011]{_LETTER}+)*")

_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›ʼ`´", "'") | dict.fromkeys("‐‑‒–—―−⁃", "-")
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the raw text, with where it stands."""

    text: str
    span: Span


def readable(raw: str, start: int = 0, end: int | None = None) -> str:
    r"""Return ``raw[start:end]`` as people read it: white space becomes single spaces, with none at the ends.

    >>> readable("a\u00a0 b")
    'a b'
    """
    shown = raw[start:end]
    return " ".join((_UNSEEN.sub("", shown) if _MAY_HIDE.search(shown) else shown).split())


def fold_punctuation(text: str) -> str:
    """Make every quotation mark and dash plain; the length stays the same."""
    return text.translate(_PLAIN)


def words(raw: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Return the words of ``raw[start:end]`` with their raw spans; "Russia-NATO", "India's" and "U.S" are one word each."""
    return tuple(
        Word(match.group(), Span(match.start(), match.end()))
        for match in _WORD.finditer(raw, start, len(raw) if end is None else end)
    )


def word_texts(text: str) -> list[str]:
    """Return the words of ``text`` without their spans, which costs a fifth of ``words``."""
    return _WORD.findall(text)


def trim(raw: str, start: int, end: int) -> Span:
    """Return ``raw[start:end]`` without white space at its ends."""
    body = raw[start:end]
    return (
        Span(start + len(body) - len(body.lstrip()), start + len(body.rstrip())) if body.strip() else Span(start, start)
    )
