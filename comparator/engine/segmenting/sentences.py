"""Where the sentences of one paragraph end.

Takes the raw text of a paragraph (line breaks inside it count as white space) and gives the spans of its sentences,
closing quotation marks and brackets included. Every place that could end a sentence is judged on its own, from a few
words around it (``stops`` judges the stop after an abbreviation), so the time is linear in the length of the text,
whatever it holds. It knows nothing of furniture, voices or documents.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.lexicon import read_lines
from comparator.engine.segmenting.datelines import dateline_length
from comparator.engine.segmenting.enumerations import item_starts
from comparator.engine.segmenting.stops import OPENERS, Place, ends_after_stop, is_starter
from comparator.engine.text import trim

if TYPE_CHECKING:
    from comparator.engine.records import Span

_CLOSERS = "\"'”’»›)\\]}"
_QUOTES = frozenset("\"'”’»")
_CANDIDATE = re.compile(
    rf"(?P<stop>[.!?…]+|[।॥。！？؟]+)(?P<close>(?:[{_CLOSERS}*]|“(?=\s|$))*(?:\[\d{{1,3}}\])*)"
    rf"(?P<stray>(?:\s{{1,4}}[.!?…]+[{_CLOSERS}]*)*)"  # "statement. ." and ". . . ."
    r"(?:\s{1,4}[\"”»](?=\s|$))?"  # a closing quotation mark that came loose
)
_HINDI_BAR = re.compile(r"(?<=[\u0900-\u097f])\s?\|(?=\s|$)")
_FULL = frozenset("।॥。！？؟")
"""Marks that end a sentence whatever follows."""
_CONTINUING = frozenset(",;:.!?…%)]}”’»›/&")
_LOWER_NAME = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|bin|ibn|de|von|van|der|du|da|la)[-\s][A-Z]")
_SMALL_IN_NAMES = frozenset({"of", "the", "de", "von", "al", "bin", "van", "der"})
_SPEAKER_WORDS = 9
_AFTER_SPEECH = frozenset(
    {
        "in",
        "on",
        "at",
        "during",
        "to",
        "after",
        "when",
        "while",
        "as",
        "before",
        "with",
        "from",
        "about",
        "later",
        "earlier",
        "reporters",
    }
)
"""What follows the verb in "… safe?" Mr Modi asked in Delhi"; another word begins what a new sentence reports."""


def sentence_spans(text: str) -> list[Span]:
    """Return the spans of the sentences of a paragraph; together they hold all of it but white space.

    Example:
        >>> [(s.start, s.end) for s in sentence_spans("Mr. Modi spoke. He left.")]
        [(0, 15), (16, 24)]
    """
    cuts = _cuts(text)
    spans = (trim(text, start, end) for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return [span for span in spans if span.start < span.end]


def _cuts(text: str) -> list[int]:
    """Where one sentence ends and the next begins."""
    items = item_starts(text)
    markers = {position for item in items for position in range(item.start, item.end)}
    starts = [item.start for item in items if item.start]
    cuts = set(starts)
    begin = 0
    passed = 0
    head = dateline_length(text)
    for match in _CANDIDATE.finditer(text, head):
        while passed < len(starts) and starts[passed] <= match.start():
            begin = starts[passed]
            passed += 1
        if match.start() in markers:
            continue
        cut = _cut(text, begin, match)
        if cut is not None:
            cuts.add(cut)
            begin = cut
    if "|" in text:
        cuts.update(match.end() for match in _HINDI_BAR.finditer(text))
    return sorted(cuts)


def _cut(text: str, begin: int, match: re.Match[str]) -> int | None:
    """Where the sentence ends if it ends at ``match``."""
    end = match.end()
    following = end
    while following < len(text) and text[following].isspace():
        following += 1
    if following == len(text):
        return None
    place = Place(text, begin, match.start(), match["stop"], match["close"], match["stray"], end, following)
    if place.mark[0] in _FULL:
        return end
    if following == end:
        return end if _ends_unspaced(place) else None
    if not _starts_sentence(place) or text[place.stop - 1 : place.stop] == "[":
        return None
    if place.stray.strip():
        return _cut_at_dots(place, match.end("close"))
    return end if _ends(place) else None


def _starts_sentence(place: Place) -> bool:
    """Tell whether what follows could begin a sentence."""
    first = place.text[place.following]
    if first.islower():
        return bool(_LOWER_NAME.match(place.ahead))
    if first.isalnum():
        return True
    inner = place.ahead.lstrip(OPENERS + " ")[:1]
    return first not in _CONTINUING and not inner.islower() and inner not in {",", ";", ":"}


def _cut_at_dots(place: Place, first_end: int) -> int | None:
    """Judge marks with spaces between them: an elision, the end of a sentence and an elision, or a stray stop."""
    dots = (place.mark + place.stray).count(".")
    if dots < 3 or place.stray.strip(" .\n\t\u00a0"):
        return place.end
    attached = place.stop > place.begin and not place.text[place.stop - 1].isspace()
    if attached:
        return first_end if dots > 3 else place.end
    return place.end if dots > 3 else None


def _ends(place: Place) -> bool:
    """Judge a mark with white space and the possible beginning of a sentence after it."""
    if place.mark.startswith("."):
        return ends_after_stop(place)
    if ")" in place.close and _opened_inside(place):
        return False
    return _QUOTES.isdisjoint(place.close) or not _speech_follows(place.ahead)


def _ends_unspaced(place: Place) -> bool:
    """Judge a mark with no white space after it: only a quotation mark or a common first word shows a new sentence."""
    after = place.text[place.following]
    if after in "“«„":
        return True
    if not _QUOTES.isdisjoint(place.close) and after.isupper():
        return True
    token = place.token
    word = place.next_word
    return (
        after.isupper()
        and len(token) > 1
        and token.isalpha()
        and token[-1].islower()
        and "." not in word
        and is_starter(word)
    )


def _opened_inside(place: Place) -> bool:
    """Tell whether the bracket that closes here was opened inside the running sentence."""
    before = place.behind.rpartition("(")[0].rstrip()
    return bool(before) and before[-1] not in ".!?…"


def _speech_follows(ahead: str) -> bool:
    """Tell "… safe?" Mr Modi asked." from a new sentence."""
    parts = ahead.split()[:_SPEAKER_WORDS]
    for position, part in enumerate(parts):
        bare = part.rstrip(",.;:")
        if position and bare.lower() in _verbs():
            tail = parts[position + 1].rstrip(".,") if position + 1 < len(parts) else ""
            return bare != part or not tail or tail.lower() in _AFTER_SPEECH
        if not (part[:1].isupper() or part.lower() in _SMALL_IN_NAMES):
            return False
    return False


@cache
def _verbs() -> frozenset[str]:
    return frozenset(read_lines("speech_verbs"))
