"""Which units of a document are furniture and which are headlines.

Takes the units of a document in order and gives a verdict for each: role, the name of the rule in words, and metadata
read off it. The rules on one unit look at its shape (length, final mark, separators, brackets) and at words that are
data (``lexicon/furniture.json``); those in ``surroundings`` and ``titles`` look at place and repetition. A rule takes only what it
is sure of: text that no rule takes is content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comparator.engine.cleaning.bylines import is_byline, is_particulars
from comparator.engine.cleaning.notices import is_bracketed, is_notice
from comparator.engine.cleaning.otherlanguages import judge_languages
from comparator.engine.cleaning.pagetalk import is_page_talk
from comparator.engine.cleaning.pictures import CAPTION, CREDIT, is_caption, is_credit
from comparator.engine.cleaning.stamps import date_in, is_stamp
from comparator.engine.cleaning.surroundings import (
    Verdict,
    judge_closing,
    judge_labels,
    judge_lists,
    judge_pictures,
    judge_preface,
    judge_tail,
)
from comparator.engine.cleaning.titles import judge_titles
from comparator.engine.cleaning.units import DATELINE
from comparator.engine.cleaning.vocabulary import words_of
from comparator.engine.cleaning.writers import judge_writers
from comparator.engine.records import MetadataItem, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from comparator.engine.cleaning.units import Unit

_LONGEST_LABEL_LINE = 140
_LONGEST_LINK = 220
_MOST_HEADING_WORDS = 15
_LETTER = re.compile(r"[^\W_]")
_SEPARATORS = re.compile(r"\s+[|›»>/•·]\s+|\s+::\s+")
_LABELLED = re.compile(r"[*_#\[( >»•-]{0,4}([^:|–—\n]{2,40}?)[*_]{0,2}\s?[:|–—][*_]{0,2}\s*(\S.*)", re.DOTALL)
_POST = re.compile(r"(?:[-–—]+\s?[^()@]{1,80}|(?:[^\s()@]+\s){1,5})\(@\w{1,30}\)")
_LABELLED_ADDRESS = re.compile(r"[^\s:](?:[^:]{0,40}[^\s:])?\s?:\s(?:https?://|www\.)\S{1,500}")
_ONE_WORD_SCRIPT = re.compile(
    r"[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,5}(?:\(\))?;?"  # scrollToTop
    r"|[a-z]{1,20}(?:_[a-z]{1,20}){1,6}(?:\(\))?;?"
    r"|(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+|[a-z\d-]{2,40}(?:\.[a-z\d-]{2,20}){1,4}/\S*|\S{1,64}@[\w.-]+|[@#]\w+\.?"
)
_SCRIPT = re.compile(
    r"function\s*\(|var\s\w+\s?=|window\.|document\.|\(function|@media\b|</?[a-z]+[ >/]|[.#]?[\w-]+\s?\{[^}]*:[^}]*\}"
)
_PAGE = re.compile(r"(?:page\s|стр\.?\s)?\d{1,3}(?:\s?(?:of|/|из)\s?\d{1,3})?")
_CODE = re.compile(
    r"(?:[^\W\d_]{1,20}\s){0,3}[^\W\d_]{1,20}\.?\s?[:#№]\s?[\w./-]{0,12}\d[\w./-]{0,20}(?:\s?[|–—-])?", re.IGNORECASE
)
"""What a page is filed under: "News ID: 144713"."""
_PHONE = re.compile(r"(?<!\w)\+?\(?\d{1,4}\)?[\s-]\d{3,4}[\s-]?\d{3,4}(?!\w)")
_SIGNED = re.compile(r"[a-z]{2,4}(?:[/,] ?[a-z]{2,4}){0,3} ?\(([^()]{2,50})\)")
"""The initials of those who wrote a report, and the agencies that they wrote it from: "wd/sms (AFP, dpa, Reuters)"."""
_COUNTS = re.compile(
    r"(?:\d[\d.,]*\s?[kKmM]?|no)\s(?:comments?|shares?|views?|likes?|min(?:ute)?s?(?:\sread(?:ing time)?)?"
    r"|hours?\sago|days?\sago|reactions?|votes?|words?)"
    r"|(?:comments?|shares?|views?|likes?|votes?)\s\(?\d[\d.,]*\)?"
)


def judge_units(units: Sequence[Unit]) -> list[Verdict]:
    """Return a verdict for each unit."""
    verdicts = [_judge_alone(unit) for unit in units]
    judge_labels(units, verdicts, words_of("labels"))
    judge_languages(units, verdicts)
    judge_writers(units, verdicts)
    judge_pictures(units, verdicts)
    judge_lists(units, verdicts, words_of("list_headings"))
    judge_titles(units, verdicts)
    judge_preface(units, verdicts)
    judge_closing(units, verdicts, words_of("closing_lines"))
    judge_tail(units, verdicts)
    return verdicts


def _judge_alone(unit: Unit) -> Verdict:
    """Judge a unit by itself."""
    if unit.role is not None:
        return Verdict(unit.role, unit.rule, _metadata(unit, unit.rule))
    if _is_marked_heading(unit):
        return Verdict(Role.HEADLINE, "marked as a heading")
    for name, rule in _RULES:
        if rule(unit):
            return Verdict(Role.FURNITURE, name, _metadata(unit, name))
    return Verdict(Role.CONTENT)


def _metadata(unit: Unit, rule: str | None) -> tuple[MetadataItem, ...]:
    """Read off what a unit says of the document."""
    if unit.role is Role.HEADLINE:
        return (MetadataItem("title", unit.text, unit.span),)
    value = date_in(unit.text) if rule in _DATED else None
    if value:
        return (MetadataItem("date", value, unit.span),)
    if rule == DATELINE:
        return (MetadataItem("dateline", unit.text, unit.span),)
    if rule == _BYLINE_RULE:
        return (MetadataItem("byline", re.sub(r"^by\s*:?\s*", "", unit.text, flags=re.IGNORECASE), unit.span),)
    if rule == _LABEL_RULE and (match := _LABELLED.match(unit.text)):
        return (MetadataItem(match[1].strip().lower().replace(" ", "_"), match[2].strip(" *_)]"), unit.span),)
    return ()


def _is_marked_heading(unit: Unit) -> bool:
    raw = unit.raw[unit.span.start : unit.span.start + 3]
    if raw.startswith("#") and len(unit.text) < _LONGEST_LINK:
        return bool(re.match(r"#{1,6}\s+\w", unit.raw[unit.span.start : unit.span.start + 40]))
    if not raw.startswith("**") or not 0 < len(unit.words) <= _MOST_HEADING_WORDS:
        return False
    body = unit.raw[unit.span.start : unit.span.end]
    return (
        body.endswith(("**", "**:"))
        and body.count("**") == 2
        and not is_stamp(unit.text)
        and not unit.text.endswith(".")
    )


def _has_no_words(unit: Unit) -> bool:
    return _LETTER.search(unit.text) is None


def _is_agency(unit: Unit) -> bool:
    if len(unit.text) > 60:
        return False
    first, *codes = unit.text.split()
    if (
        codes
        and first.lower() in words_of("agencies")
        and unit.text.isupper()
        and all(len(code) <= 7 for code in codes)
    ):
        return True  # initials of those who wrote and passed it: "PTI SKL RDT"
    signed = _SIGNED.fullmatch(unit.text)
    parts = [part.strip() for part in re.split(r"[/|,&+]|\band\b", signed[1].lower() if signed else unit.folded)]
    return all(part in words_of("agencies") for part in parts)


def _is_interface(unit: Unit) -> bool:
    if len(unit.text) >= 60:
        return False
    folded = unit.folded
    return (
        folded in words_of("interface")
        or folded in words_of("list_headings")
        or bool(_COUNTS.fullmatch(folded) or _PAGE.fullmatch(folded) or _CODE.fullmatch(unit.text))
    )


def _is_labelled(unit: Unit) -> bool:
    """A line such as "Source: PIB", "Also Read | …", "Tags: …"."""
    if len(unit.text) > _LONGEST_LINK:
        return False
    match = _LABELLED.match(unit.text)
    if match is None:
        return False
    label = match[1].strip(" *_").lower()
    if label in words_of("links"):
        return True
    return label in words_of("labels") and len(match[2].split()) <= 14 and len(unit.text) <= _LONGEST_LABEL_LINE


def _is_contact(unit: Unit) -> bool:
    """A name or an office with its number: "Press Office (02) 5550 1234"."""
    return not unit.is_ended and len(unit.text) <= _LONGEST_LABEL_LINE and bool(_PHONE.search(unit.text))


def _is_script(unit: Unit) -> bool:
    text = unit.text
    if " " not in text:
        return bool(_ONE_WORD_SCRIPT.fullmatch(text))
    if _SCRIPT.match(text[:500]) or _LABELLED_ADDRESS.fullmatch(text):
        return True
    return len(text) < 200 and all(word[0] in "@#" for word in text.split())


def _is_post_credit(unit: Unit) -> bool:
    """The line under an embedded post: "— PMO India (@PMOIndia) February 24, 2022"."""
    match = _POST.match(unit.text[:200])
    if match is None or len(unit.text) > 160:
        return False
    rest = unit.text[match.end() :].strip()
    return not rest or is_stamp(rest)


def _is_trail(unit: Unit) -> bool:
    """A caption or a path of sections: short parts with separators between them."""
    if len(unit.text) > _LONGEST_LABEL_LINE or unit.is_ended:
        return False
    parts = _SEPARATORS.split(unit.text)
    return len(parts) > 1 and all(len(part.split()) <= 4 or is_stamp(part) for part in parts)


_DATE_LINE = "date line"
_LABEL_RULE = "credit or label"
_BYLINE_RULE = "byline"
_PARTICULARS_RULE = "byline with a date"
_PATH_RULE = "caption or path"
_DATED = frozenset({_DATE_LINE, _PARTICULARS_RULE, _LABEL_RULE, _PATH_RULE})
_RULES: tuple[tuple[str, Callable[[Unit], bool]], ...] = (
    ("no words", _has_no_words),
    (_DATE_LINE, lambda unit: is_stamp(unit.text)),
    ("agency", _is_agency),
    ("menu or button", _is_interface),
    (_LABEL_RULE, _is_labelled),
    ("contact", _is_contact),
    ("address or script", _is_script),
    ("credit of a post", _is_post_credit),
    ("note in brackets", is_bracketed),
    (_BYLINE_RULE, is_byline),
    (_PARTICULARS_RULE, is_particulars),
    ("promotion or notice", is_notice),
    ("about the page", is_page_talk),
    (_PATH_RULE, _is_trail),
    (CREDIT, is_credit),
    (CAPTION, is_caption),
)
