"""Where the sentences of one paragraph end.

Takes the raw text of a paragraph (line breaks inside it count as white space) and gives the spans of its sentences, closing quotation marks
and brackets included. Every place that could end a sentence is judged on its own, from a few words around it: the stop after
an abbreviation, initial or number by NLTK's Punkt (Kiss & Strunk 2006) with our own abbreviations and sentence starters and no trained data;
the rest by the rules below. So the time is linear in the length of the text, whatever it holds. It knows nothing of furniture, voices or
documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.datelines import dateline_length
from comparator.engine.enumerations import item_starts
from comparator.engine.lexicon import read_lines
from comparator.engine.records import Span

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

_CLOSERS = "\"'”’»›)\\]}"
_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…]+|[।॥。！？؟]+)(?P<close>[{_CLOSERS}*]*(?:\[\d{{1,3}}\])*)"
    rf"(?P<stray>(?:\s{{1,4}}[.!?…]+[{_CLOSERS}]*)*)"  # "statement. ." and ". . . ."
    r"(?:\s{1,4}[\"”»](?=\s|$))?"  # a closing quotation mark that came loose
)
_HINDI_BAR = re.compile(r"(?<=[\u0900-\u097f])\s?\|(?=\s|$)")
_OPENERS = "\"'“‘«‹„([{—–-*_"
_FULL = "।॥。！？؟"
_REACH = 160
"""Characters to either side that a decision may look at."""

_PREPOSITIONS = frozenset(["at", "by", "on", "in", "from", "around", "about", "until", "till", "before", "after", "since", "near", "к", "в", "около", "после", "до"])
_LOWER_NAME = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|bin|ibn|de|von|van|der|du|da|la)[-\s][A-Z]")
_NEXT_WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")
_DAY_OR_ZONE = re.compile(
    r"(?:[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:\w+\s)?(?:[Tt]ime|[Ll]ocal)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """One place that could end a sentence."""

    text: str
    begin: int
    """Where the running sentence begins."""
    stop: int
    """Where its last mark begins."""
    mark: str
    close: str
    stray: str
    end: int
    following: int
    """Where the next text begins."""

    @property
    def token(self) -> str:
        """The word before the mark, without opening marks."""
        before = self.text[max(self.begin, self.stop - 40) : self.stop]
        return (before[-1:] and not before[-1:].isspace() and before.split()[-1].lstrip("\"'“‘«‹„([{—–-•")) or ""

    @property
    def ahead(self) -> str:
        return self.text[self.following : self.following + _REACH]

    @property
    def behind(self) -> str:
        return self.text[max(self.begin, self.stop - _REACH) : self.stop]


def sentence_spans(text: str) -> list[Span]:
    """Return the spans of the sentences of a paragraph; together they hold all of it but white space.

    Example:
        >>> [(s.start, s.end) for s in sentence_spans("Mr. Modi spoke. He left.")]
        [(0, 15), (16, 24)]
    """
    cuts = _cuts(text)
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        body = piece.strip()
        if body:
            first = start + len(piece) - len(piece.lstrip())
            spans.append(Span(first, first + len(body)))
    return spans


def _cuts(text: str) -> list[int]:
    items = item_starts(text)
    forced = {item.start for item in items if item.start}
    shielded = {position for item in items for position in range(item.start, item.end)}
    cuts = sorted(forced)
    begin = 0
    pending = iter([*cuts, len(text) + 1])
    limit = next(pending)
    result = set(cuts)
    head = dateline_length(text)
    for match in _CANDIDATE.finditer(text):
        if match.start() < head:
            continue
        while match.start() >= limit:
            begin, limit = limit, next(pending)
        if match.start() in shielded:
            continue
        cut = _cut(text, begin, match)
        if cut is not None and cut < len(text):
            result.add(cut)
            begin = cut
    if "|" in text:
        result.update(match.end() for match in _HINDI_BAR.finditer(text))
    return sorted(result)


def _cut(text: str, begin: int, match: re.Match[str]) -> int | None:
    """Where the sentence ends if it ends at ``match``."""
    end = match.end()
    following = end
    while following < len(text) and text[following].isspace():
        following += 1
    if following == len(text):
        return None
    context = _Context(text, begin, match.start(), match["stop"], match["close"], match["stray"], end, following)
    if following == end:
        return end if _ends_unspaced(context) else None
    if context.mark[0] in _FULL:
        return end
    if context.stray.strip():
        return _cut_at_dots(context, match)
    return end if _ends(context) else None


def _cut_at_dots(context: _Context, match: re.Match[str]) -> int | None:
    """Judge marks with spaces between them: an elision, the end of a sentence and an elision, or a stray stop."""
    dots = (context.mark + context.stray).count(".")
    attached = context.stop > context.begin and not context.text[context.stop - 1].isspace()
    if dots < 3 or set(context.stray) - set(". \n\t\u00a0"):
        return context.end if _starts_sentence(context) else None
    if not _starts_sentence(context):
        return None
    if attached:
        return match.end("close") if dots > 3 else context.end
    return context.end if dots > 3 else None


def _ends_unspaced(context: _Context) -> bool:
    """Judge a mark with no white space after it."""
    after = context.text[context.following]
    if context.mark[0] in _FULL:
        return True
    if after in "“«„":
        return True
    if any(sign in '"”»' for sign in context.close) and (after.isupper() or after == "“"):
        return True
    token = context.token
    word = _NEXT_WORD.match(context.ahead)
    return bool(
        word
        and after.isupper()
        and len(token) > 1
        and token.isalpha()
        and token[-1].islower()
        and "." not in word.group()
        and _folded(word.group()) in _starters()
    )


def _ends(context: _Context) -> bool:
    """Judge a mark with white space after it."""
    if not _starts_sentence(context) or context.text[context.stop - 1 : context.stop] == "[":
        return False
    if context.mark.startswith("."):
        return _ends_after_stop(context)
    if ")" in context.close and _opened_inside(context):
        return False
    return not (set(context.close) & set("\"'”’»") and _speech_follows(context.ahead))


def _starts_sentence(context: _Context) -> bool:
    """Tell whether what follows could begin a sentence."""
    first = context.text[context.following]
    if first.islower():
        return bool(_LOWER_NAME.match(context.ahead))
    if first.isalnum():
        return True
    if first in ",;:.!?…%)]}”’»›/&":
        return False
    inner = context.ahead.lstrip(_OPENERS + " ")
    return not (inner[:1].islower() or inner[:1] in ",;:")


def _ends_after_stop(context: _Context) -> bool:
    token = context.token
    word = _NEXT_WORD.match(context.ahead.lstrip(_OPENERS + " "))
    following = word.group() if word else ""
    kind = _abbreviations().get(token.lower())
    if len(context.mark) > 1:
        return not (len(context.mark) == 3 and following.split("’")[0].split("'")[0] == "I" and not token)
    if _is_marker(context, token):
        return False
    if kind == "title":
        return not following
    if kind == "number":
        return not (following[:1].isdigit() or _is_roman(following)) and _ends_number_word(context, token)
    if kind == "time":
        return _ends_after_time(context)
    if len(token) == 1 and token.isalpha() and _folded(following) in _starters():
        return _word_before(context)[:1].islower()
    if token == "" or len(token) > 12:
        return True
    return bool(_punkt().text_contains_sentbreak(f"{token}. {following or '-'}"))


def _ends_number_word(context: _Context, token: str) -> bool:
    """Tell whether "No." that no number follows is the word; "p." stays an abbreviation."""
    return token.lower() == "no" or len(token) > 2


def _ends_after_time(context: _Context) -> bool:
    first, *rest = context.behind.split() or [""]
    opening = len(context.behind) < _REACH and len(rest) < 4 and first.lower() in _PREPOSITIONS
    return not opening and not _DAY_OR_ZONE.match(context.ahead)


def _is_marker(context: _Context, token: str) -> bool:
    """Tell the number of a list item ("1. The first") from a number that ends a sentence."""
    head = (
        context.text[context.begin : context.stop].strip(" \t\r\n\u00a0•⁃*-([")
        if context.stop - context.begin < 20
        else None
    )
    return head == token and (token.isdigit() or (len(token) == 1 and token.isalpha()))


def _is_roman(word: str) -> bool:
    return bool(word) and set(word) <= set("IVXLCDM")


def _word_before(context: _Context) -> str:
    words = context.behind.split()
    return words[-2] if len(words) > 1 else ""


def _opened_inside(context: _Context) -> bool:
    """Tell whether the bracket that closes here was opened inside the running sentence."""
    behind = context.behind
    opened = behind.rfind("(")
    return opened > 0 and bool(behind[:opened].strip()) and behind[:opened].rstrip()[-1] not in ".!?…"


def _speech_follows(ahead: str) -> bool:
    """Tell "… safe?" Mr Modi asked." from a new sentence."""
    parts = ahead.split()[:9]
    for position, part in enumerate(parts):
        bare = part.rstrip(",.;:")
        if position and bare.lower() in _verbs():
            tail = parts[position + 1] if position + 1 < len(parts) else ""
            return bare != part or not tail or tail.lower() in _AFTER_SPEECH
        if not (part[:1].isupper() or part.lower() in _SMALL_IN_NAMES):
            return False
    return False



_AFTER_SPEECH = frozenset(
    ["in", "on", "at", "during", "to", "after", "when", "while", "as", "before", "with", "from", "about", "at.", "later", "earlier", "rhetorically", "on.", "reporters"]
)


def _folded(word: str) -> str:
    return word.lower().split("'")[0].split("’")[0]


@cache
def _abbreviations() -> dict[str, str]:
    pairs = (line.rsplit(" ", 1) for line in read_lines("abbreviations"))
    return dict(pairs)


@cache
def _starters() -> frozenset[str]:
    return frozenset(read_lines("sentence_starters"))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_lines("speech_verbs"))


@cache
def _punkt() -> PunktSentenceTokenizer:
    # Imported here because nltk's package costs 0.9 s, and most commands that import the engine split nothing.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(_abbreviations())
    parameters.sent_starters = set(_starters())
    return PunktSentenceTokenizer(parameters)
