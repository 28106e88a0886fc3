"""Which units of a document are furniture and which are headlines.

Takes the units of a document in order and gives a verdict for each: role, the name of the rule in words, and metadata read off it. Rules look
at shape (length, final mark, capitals, separators), place (before the first paragraph of prose, after the last) and repetition; words and
names are data (``lexicon/furniture.json``). A rule may take only what it is sure of: text that no rule takes is content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from comparator.engine.lexicon import read_json
from comparator.engine.records import MetadataItem, Role, SourceDocument
from comparator.engine.stamps import date_in, is_stamp
from comparator.engine.units import Unit

_PROSE_LENGTH = 90
"""An ended paragraph of this length is prose whatever its words: the shortest of the 84 news articles' paragraphs that rules mistook had 61."""
_LONGEST_LABEL_LINE = 140
_LONGEST_HEADLINE = 220
_SEPARATORS = re.compile(r"\s+[|›»>/•·]\s+|\s+::\s+|\s*›\s*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a unit is."""

    role: Role
    rule: str | None = None
    metadata: tuple[MetadataItem, ...] = ()


_CONTENT = Verdict(Role.CONTENT)


def judge_units(units: Sequence[Unit], document: SourceDocument) -> list[Verdict]:
    """Return a verdict for each unit."""
    verdicts = [_judge_alone(unit) for unit in units]
    _judge_lists(units, verdicts)
    _judge_titles(units, verdicts)
    return verdicts


def _furniture(rule: str, *metadata: MetadataItem) -> Verdict:
    return Verdict(Role.FURNITURE, rule, metadata)


def _judge_alone(unit: Unit) -> Verdict:
    """Judge a unit by itself."""
    if unit.role is not None:
        return Verdict(unit.role, unit.rule, _date_item(unit) if unit.rule == "date line" else ())
    for name, rule in _RULES:
        if rule(unit):
            return _furniture(name, *(_date_item(unit) if name == "date line" else ()))
    return _CONTENT


def _date_item(unit: Unit) -> tuple[MetadataItem, ...]:
    value = date_in(unit.text)
    return (MetadataItem("date", value, unit.span),) if value else ()


def _is_prose(unit: Unit) -> bool:
    """Tell a paragraph of sentences from everything else, roughly."""
    return unit.is_ended and (len(unit.text) >= _PROSE_LENGTH or len(unit.words) >= 6)


# --- rules on one unit ---------------------------------------------------------------------------------------------------


def _has_no_words(unit: Unit) -> bool:
    return not any(c.isalnum() for c in unit.text)


def _is_agency(unit: Unit) -> bool:
    if len(unit.text) > 60 or unit.is_ended:
        return False
    parts = [part.strip() for part in re.split(r"[/|,&+]|\band\b", unit.folded)]
    return bool(parts) and all(part in _words_of("agencies") for part in parts)


def _is_interface(unit: Unit) -> bool:
    return len(unit.text) < 60 and (unit.folded in _words_of("interface") or unit.folded in _words_of("list_headings"))


def _is_credit(unit: Unit) -> bool:
    if len(unit.text) > _LONGEST_LABEL_LINE:
        return False
    label, colon, rest = fold_punctuation_label(unit)
    return bool(colon) and label in _words_of("labels") and len(rest.split()) <= 14


def fold_punctuation_label(unit: Unit) -> tuple[str, str, str]:
    label, colon, rest = unit.text.partition(":")
    return label.strip(" *_[(#|-").lower(), colon, rest


def _is_script(unit: Unit) -> bool:
    text = unit.text
    if " " not in text:
        return bool(
            re.fullmatch(
                r"[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,5}(?:\(\))?;?|[a-z]{1,20}(?:[_.][a-z]{1,20}){2,6}\(?\)?;?|(?:https?://|www\.)\S+|\S{1,64}@[\w.-]+|[@#]\w+",
                text,
            )
        )
    return bool(
        re.match(r"(?:function\s*\(|var\s\w+\s?=|window\.|document\.|\(function|@media\b|<\/?[a-z]+[ >])", text)
    ) or (len(text) < 200 and all(word[0] in "@#" for word in text.split()))


def _is_bracketed(unit: Unit) -> bool:
    text = unit.text.strip("*_ ")
    if len(text) > 400 or len(text) < 2 or (text[0], text[-1]) not in {("(", ")"), ("[", "]")}:
        return False
    lowered = {word.lower() for word in unit.words}
    return (
        bool(lowered & _words_of("parenthesis_words"))
        or _has_phrase(unit)
        or unit.folded.split(" ")[0] in _words_of("stage_directions")
        or unit.folded in _words_of("stage_directions")
    )


def _has_phrase(unit: Unit) -> bool:
    if len(unit.text) > 400 or unit.text.count("“") + unit.text.count('"') >= 2:
        return False
    return bool(_phrase_pattern().search(unit.folded)) or "©" in unit.text


def _is_byline(unit: Unit) -> bool:
    return (
        len(unit.text) <= 120
        and not unit.is_ended
        and bool(re.match(r"(?:By|BY|by)\s*:?\s+[A-ZÀ-Ž]", unit.text))
        and len(unit.words) <= 12
    )


def _is_trail(unit: Unit) -> bool:
    """A caption or a path of sections: short parts with separators between them."""
    if len(unit.text) > _LONGEST_LABEL_LINE or unit.is_ended:
        return False
    parts = _SEPARATORS.split(unit.text)
    return len(parts) > 1 and all(len(part.split()) <= 4 for part in parts)


def _is_caption(unit: Unit) -> bool:
    if len(unit.text) > 250:
        return False
    match = re.search(r"(?:[(\[|/:•]|\s[-–—])\s*([^()\[\]|/:•]{2,60})[)\]]?\.?$", unit.text)
    if match is None:
        return False
    credit = match[1].lower().strip(" .")
    head = re.split(r"[\s:/]", credit)[0]
    known = credit in _words_of("caption_words") or (
        credit in _words_of("agencies") and unit.text[match.start()] != ":"
    )
    return known or (
        head in _words_of("caption_words") and len(credit.split()) <= 4 and unit.text.rstrip(".")[-1] in ")]"
    )


_RULES: tuple[tuple[str, Callable[[Unit], bool]], ...] = (
    ("no words", _has_no_words),
    ("date line", lambda unit: is_stamp(unit.text)),
    ("agency", _is_agency),
    ("menu or button", _is_interface),
    ("credit or label", _is_credit),
    ("address or script", _is_script),
    ("note in brackets", _is_bracketed),
    ("byline", _is_byline),
    ("promotion or notice", _has_phrase),
    ("caption or path", _is_trail),
    ("photo caption", _is_caption),
)


# --- rules on neighbours -------------------------------------------------------------------------------------------------


def _judge_lists(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take lists of other stories: after their heading, or by their repeated pattern."""
    position = 0
    while position < len(units):
        end = position
        while end < len(units) and _is_line(units[end], verdicts[end]):
            end += 1
        if end > position:
            _judge_run(units, verdicts, position, end)
        position = max(end, position + 1)


def _is_line(unit: Unit, verdict: Verdict) -> bool:
    """A line that could be an entry of a list: furniture already, or short and not a sentence."""
    return verdict.role is Role.FURNITURE or unit.role is None and (len(unit.text) <= _LONGEST_HEADLINE and not unit.is_ended)


def _judge_run(units: Sequence[Unit], verdicts: list[Verdict], start: int, end: int) -> None:
    open_lines = [i for i in range(start, end) if verdicts[i].role is Role.CONTENT]
    if not open_lines:
        return
    headed = next((i for i in range(start, end) if units[i].folded in _words_of("list_headings")), None)
    stamps = sum(verdicts[i].rule == "date line" for i in range(start, end))
    if headed is not None:
        for i in open_lines:
            if i > headed and (end == len(units) or end - headed > 3):
                verdicts[i] = _furniture("list of other stories")
        return
    if stamps >= 2 and len(open_lines) >= 2 and start > 0:
        for i in open_lines:
            verdicts[i] = _furniture("list of other stories")


def _judge_titles(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Tell headlines from content: lines that do not end as sentences do and have prose after them."""
    prose = [i for i, unit in enumerate(units) if verdicts[i].role is Role.CONTENT and _is_prose(unit)]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    for i, unit in enumerate(units):
        if unit.role is not None or verdicts[i].role is not Role.CONTENT or unit.is_ended or len(unit.text) > _LONGEST_HEADLINE:
            continue
        if i < first:
            verdicts[i] = Verdict(Role.HEADLINE, "title above the report")
        elif i < last and len(unit.words) <= 12 and not unit.text.endswith((":", ",", ";")):
            verdicts[i] = Verdict(Role.HEADLINE, "line without a full stop between paragraphs")


@cache
def _words_of(key: str) -> frozenset[str]:
    return frozenset(read_json("furniture")[key])


@cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted(read_json("furniture")["phrases"], key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
