"""Captions and credits of pictures.

Takes a unit and tells whether it is the line under a picture: by the credit that it ends in ("… REUTERS/A. Name/File
Photo", "… (AP file)", "… © A. Name, AFP"), by how captions begin ("FILE - …", "This undated photo shows …"), by who
stands where ("(L)", "second from left"), or by its tense: a caption tells a dated scene in the present. Which line
beside a credit is its caption is told by ``surroundings``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.cleaning.stamps import date_in
from comparator.engine.cleaning.vocabulary import alternation, listed, words_of

if TYPE_CHECKING:
    from comparator.engine.cleaning.units import Unit

CAPTION, CREDIT = "photo caption", "photo credit"
_LONGEST = 420
_TAIL = 110
_LONGEST_CREDIT = 110
_STOP_INSIDE = re.compile(r"[.!?][\"'”’»)\]]*\s+(?=[A-ZÀ-Ž\"“'‘«])")
_BRACKET_TAIL = re.compile(r"[(\[]([^()\[\]]{2,80})[)\]][.\s]*$")
_SIGN_TAIL = re.compile(r"(?:\s[|/•—–-]\s?|\s)([^\s|•—–:].{0,60})$")
_SIGNED = re.compile(r"[A-ZÀ-Ž][\w.’'-]{1,30}(?:\s[A-ZÀ-Ž][\w.’'-]{0,30}){1,3}\s?/\s?[A-Z]{2,10}")
"""A photographer and for whom: "(A. Name/GPO)"."""
_FILED = re.compile(r"[A-Z]{2,8}\s(?i:file|pool|handout|file (?:photo|picture|image))")
_NUMBERED = re.compile(r"(?:\[\d{1,2}/\d{1,2}\]|item \d{1,2} of \d{1,2}\b)")
_FEWEST_WORDS, _MOST_WORDS = 5, 40
_PLACED = re.compile(
    r"\((?:L|R|C|l|r|c|L to R|L-R|R-L|[Ll]eft|[Rr]ight|[Cc]ent(?:re|er))\)"
    r"|,\s(?:left|right|cent(?:re|er)|second (?:from )?(?:left|right)|far (?:left|right))(?=[,;.]|\sand\b)"
)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PAST = re.compile(
    r"(?<!\ba\s)(?<!\ban\s)(?<!\bthe\s)(?<!,\s)\b[a-z]{3,}ed\b(?!\s(?:by|in|at|with|during|on|near|from)\b)"
)
"""A regular past tense, not a participle: those stand behind an article or a comma, or before who did it and where."""


def is_caption(unit: Unit) -> bool:
    """Tell whether a unit is a caption or a credit by itself."""
    text = unit.text
    if len(text) > _LONGEST:
        return False
    return (
        bool(_NUMBERED.match(unit.folded))
        or bool(_opening().match(unit.folded))
        or _ends_in_credit(unit)
        or (unit.is_single and (bool(_PLACED.search(text)) or _is_scene(text)))
        or _says_nothing(unit)
    )


def is_credit(unit: Unit) -> bool:
    """Tell whether a unit is nothing but the credit of a picture."""
    text = unit.text
    if len(text) > _LONGEST_CREDIT:
        return False
    bare = text.strip("()[] .*_")
    return (
        text[:1] == "©"
        or bool(_label().match(unit.folded))
        or bool(_FILED.fullmatch(bare))
        or (bool(_path().match(bare)) and not unit.is_ended)
        or (text[:1] in "([" and text.rstrip(".")[-1:] in ")]" and _names_source(bare))
    )


def _ends_in_credit(unit: Unit) -> bool:
    tail = unit.text[-_TAIL:]
    bracketed = _BRACKET_TAIL.search(tail)
    if bracketed and _names_source(bracketed[1]):
        return True
    if unit.is_ended:
        return False
    for pattern in (_path(), _labelled_tail()):
        match = pattern.search(tail)
        if match and not _STOP_INSIDE.search(tail[match.end() :]):
            return True
    match = _SIGN_TAIL.search(tail)
    return match is not None and match[1].lower().strip(" .") in words_of("caption_words") and len(unit.words) > 2


def _names_source(credit: str) -> bool:
    """Tell a picture's source, "Express file photo" or "Photo by AFP", from a bracket of the report and from the agency alone."""
    parts = re.split(r"[\s/,:]+", credit.lower().strip(" ."))
    if len(parts) > 9:
        return False
    pictured = not words_of("caption_words").isdisjoint(parts) or credit.lower() in words_of("caption_words")
    if "photo" in credit.lower() and len(parts) > 1:
        return True
    if _SIGNED.fullmatch(credit):
        return True
    named = re.split(r"\s*[/:]\s*", credit.lower())
    known = credit[:1].isupper() and len(named) > 1 and not words_of("agencies").isdisjoint(named)
    return known or (pictured and (len(parts) <= 3 or "/" in credit or "," in credit))


def tells_scene(text: str) -> bool:
    """Whether a sentence tells what is seen, in the present, and reports nothing."""
    return bool(_scene().search(text[:160])) and not alternation("reporting_words").search(text.lower())


def tells_event(text: str) -> bool:
    """Whether a line tells what was done or said, undated, as what stands under a title does."""
    lowered = text.lower()
    if date_in(text) or _YEAR.search(text) or alternation("times_past").search(lowered) or _PLACED.search(text):
        return False
    return bool(
        alternation("reporting_words").search(lowered)
        or alternation("events_told").search(lowered)
        or _PAST.search(text)
    )


def _says_nothing(unit: Unit) -> bool:
    """Tell a line of names and places that ends as a sentence does: "The President of Chile in Santiago, May 3, 2023."."""
    if (
        not unit.is_ended
        or unit.text[-1] in "?!:\"'’”"
        or ": " in unit.text
        or not unit.is_single
        or not _FEWEST_WORDS <= len(unit.words) <= _MOST_WORDS
    ):
        return False
    plain = [word for word in unit.words if word[0].islower() and word not in words_of("small_words")]
    return not plain and any(word in words_of("joining_words") for word in unit.words) and not unit.text.isupper()


def _is_scene(text: str) -> bool:
    """Tell a dated scene in the present: "The chancellor attends a session in Berlin, Germany, November 13, 2024."."""
    if date_in(text[-32:]) is None or '"' in text or "“" in text:
        return False
    return tells_scene(text)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('caption_openings')})(?!\w)")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{listed('picture_labels')})(?:\s(?:by|credit|source|courtesy))?\s?[:,|©]\s?\S")


@cache
def _labelled_tail() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?<!\w)(?:{listed('picture_labels')})(?:\s(?:by|credit|source|courtesy))?\s?[:©])|©")


@cache
def _path() -> re.Pattern[str]:
    """Parts with strokes between them: "REUTERS/A. Name", "A. Name/Pool/AFP"; or "Pool via REUTERS"; never "/TASS/"."""
    agencies = (
        r"(?:(?i:reuters|getty images|getty|xinhua|tass|sputnik|picture alliance|anadolu|kyodo|yonhap)"
        r"|AFP|AP|EPA(?:-EFE)?|EFE|PTI|ANI|APP|UPI|DPA|dpa)"
    )
    kinds = r"(?i:pool|file(?: photo)?|hand-?out|shutterstock|alamy|pa wire|pa media)"
    return re.compile(
        rf"(?<![\w/])(?:(?:REUTERS|AFP|AP|EPA|PTI|ANI|Reuters|Xinhua)\s?/\s?(?=[A-Z])"
        rf"|[^\W\d_][\w.’' /-]{{0,60}}?/\s?(?:{agencies}|{kinds})(?![\w/])"
        rf"|[A-Z]{{2,12}}/(?:HO|Handout|Pool|File)(?![\w/])"
        rf"|[A-Z]\w{{1,20}}\s(?i:file photo|handout photo|pool photo|photo)\.?$"
        rf"|(?:[^\W\d_][\w.’'-]{{0,30}}\s){{0,3}}(?i:via)\s{agencies}(?!\w))"
    )


@cache
def _scene() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{listed('scene_verbs')})(?!\w)")
