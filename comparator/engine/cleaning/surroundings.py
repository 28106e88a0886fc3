"""What the units of a document are, told from their neighbours.

Takes units with the verdicts that each got by itself and takes more of them for furniture or headlines by place and
repetition: lists of other stories after their heading or by their dates, captions beside credits, what labels on a
line of their own say, leftovers under the report. Headlines are the matter of ``titles``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from comparator.engine.cleaning.pictures import CAPTION, CREDIT, is_credit, tells_event, tells_scene
from comparator.engine.cleaning.vocabulary import alternation, words_of
from comparator.engine.records import MetadataItem, Role
from comparator.engine.segmenting.stops import is_starter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from comparator.engine.cleaning.units import Unit

_LONGEST_LINE = 220
_PROSE_LENGTH = 90
_PROSE_WORDS = 6
_SUBHEADING_WORDS = 12
_LIST_SHARE = 0.6
_LONGEST_LIST = 400
"""Lines; so that a page of nothing but headings takes no longer."""
_LONGEST_BOX = 3
"""Lines of a box of links inside the report."""
_LONGEST_CAPTION = 300
_LONGEST_SAYING = 160
_WITH_NOTE = 2
_LONGEST_KICKER = 3
_LIST = "list of other stories"
_LINKING = (
    *(
        "related",
        "read",
        "also",
        "see also",
        "keep reading",
        "more",
        "you m",
        "recommended",
        "don't miss",
        "next",
        "previous",
    ),
    *("смотрите", "читайте", "यह भी", "ये भी"),
)
"""How a heading begins that announces other stories even if only one follows."""
_CLOSING_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a unit is."""

    role: Role
    rule: str | None = None
    metadata: tuple[MetadataItem, ...] = ()


def judge_lists(units: Sequence[Unit], verdicts: list[Verdict], headings: Collection[str]) -> None:
    """Take lists of other stories: what follows a heading of such a list, and runs of lines with a date every so often."""
    prose = prose_units(units, verdicts)
    first = prose[0] if prose else len(units)  # above the report such a word belongs to a menu, and dates to the title
    for position, unit in enumerate(units):
        if position > first and unit.folded in headings and verdicts[position].role is Role.FURNITURE:
            end = _list_end(units, verdicts, position + 1)
            _take(units, verdicts, position + 1, end)
    start = first
    while start < len(units):
        end = start
        while end < len(units) and _is_line(units[end], verdicts[end]):
            end += 1
        if sum(verdicts[i].rule == "date line" for i in range(start, end)) > 1:
            _take(units, verdicts, start, end)
        start = max(end, start + 1)


def judge_pictures(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take the line that stands with a picture's credit: the one above it, or below where the credit names the source alone."""
    title = next(
        (i for i, unit in enumerate(units) if is_open(unit, verdicts[i]) and len(unit.words) > _LONGEST_KICKER),
        len(units),
    )
    _judge_first_scene(units, verdicts)
    _judge_bracketed_credits(units, verdicts)
    for i, unit in enumerate(units):
        if is_credit(unit) and verdicts[i].role is Role.FURNITURE:
            at = i - 1
        elif unit.folded in words_of("credited_first"):
            at = i + 1
        else:
            continue
        if 0 <= at < len(units) and _is_legend(units[at], verdicts[at], titled=title < at, beside=unit):
            verdicts[at] = Verdict(Role.FURNITURE, "photo caption")
        elif at < i and i + 1 < len(units) and is_open(units[i + 1], verdicts[i + 1]) and _only_names(units[i + 1]):
            verdicts[i + 1] = Verdict(Role.FURNITURE, "photo caption")


def _judge_bracketed_credits(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take what stands in brackets behind a caption, in its own line: whose picture it is, however the source is called."""
    for i, (before, unit) in enumerate(pairwise(units), start=1):
        bracketed = (
            unit.text.startswith(("(", "[")) and unit.text.endswith((")", "]")) and before.paragraph == unit.paragraph
        )
        if bracketed and verdicts[i - 1].rule == CAPTION and is_open(unit, verdicts[i]):
            verdicts[i] = Verdict(Role.FURNITURE, CREDIT)


def _only_names(unit: Unit) -> bool:
    """Whether a line that ends as a sentence does holds nothing but names and titles: "President A. Doe and Chancellor B. Roe."."""
    plain = any(word[0].islower() and word not in words_of("small_words") for word in unit.words)
    return unit.is_ended and unit.is_single and not plain and len(unit.words) > _LONGEST_KICKER and unit.text[-1] == "."


def _judge_first_scene(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take the first sentence of a page that shows a scene, with an agency in brackets behind it and the report below."""
    first = next((i for i, unit in enumerate(units) if is_open(unit, verdicts[i]) and unit.is_ended), len(units))
    if first + _WITH_NOTE >= len(units) or units[first + 1].paragraph != units[first].paragraph:
        return
    credited = verdicts[first + 1].role is Role.FURNITURE and units[first + 1].text.startswith(("(", "["))
    if credited and units[first].is_single and tells_scene(units[first].text):
        verdicts[first] = Verdict(Role.FURNITURE, "photo caption")


def _is_legend(unit: Unit, verdict: Verdict, *, titled: bool, beside: Unit) -> bool:
    """Tell a caption from a sentence of the report, by its full stop, and from the title, which another line must be left to be.

    Between title and credit stands a caption or a line that tells more of the news; that one has a verb of the past.
    """
    if not is_open(unit, verdict) or unit.is_item or len(unit.text) > _LONGEST_CAPTION or not unit.is_single:
        return False
    if unit.is_ended:
        return unit.paragraph == beside.paragraph or tells_scene(unit.text)
    above = unit.span.start < beside.span.start
    return titled and not (above and tells_event(unit.text))


def judge_labels(units: Sequence[Unit], verdicts: list[Verdict], labels: Collection[str]) -> None:
    """Take what a label says that stands on a line of its own ("From:", and the office under it)."""
    for i, unit in enumerate(units[:-1]):
        following = units[i + 1]
        if unit.text.endswith(":") and unit.folded in labels and not unit.is_ended and unit.role is None:
            verdicts[i] = Verdict(Role.FURNITURE, "label")
            if (
                is_open(following, verdicts[i + 1])
                and not following.is_ended
                and len(following.text) <= _LONGEST_SAYING
            ):
                verdicts[i + 1] = Verdict(Role.FURNITURE, "what a label says")


def judge_tail(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take what is left under the report: lines that are no sentences, where there are several or other furniture stands beside them."""
    prose = prose_units(units, verdicts)
    if not prose:
        return
    start = prose[-1] + 1
    if units[start - 1].text.endswith(":"):
        return
    left = [i for i in range(start, len(units)) if is_open(units[i], verdicts[i]) and _is_leftover(units[i])]
    beside = any(verdicts[i].role is Role.FURNITURE for i in range(start, len(units)))
    if len(left) == 1 and _is_unstopped(units[left[0]]):
        return
    for i in left:
        short = not units[i].is_ended and len(units[i].words) <= (_SUBHEADING_WORDS if beside else 3)
        if short or names_office(units[i]) or len(left) > (2 if units[i].is_ended else 1):
            verdicts[i] = Verdict(Role.FURNITURE, "line under the report")


def judge_preface(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take the line before the report that only says whose text follows: "The spokesperson issues the following statement:"."""
    first = next((i for i, verdict in enumerate(verdicts) if verdict.role is Role.CONTENT), None)
    if first is None or not is_open(units[first], verdicts[first]) or not units[first].text.endswith(":"):
        return
    if any(verdict.role is Role.CONTENT for verdict in verdicts[first + 1 :]) and _PASSES_ON.search(
        units[first].folded
    ):
        verdicts[first] = Verdict(Role.FURNITURE, "about the page")


_PASSES_ON = re.compile(
    r"\s(?:issue[sd]?|release[sd]?|ma(?:de|kes)|g(?:ave|ives)|deliver(?:s|ed)|publishe[sd]|put out)\s(?:the|this)\sfollowing\s"
    r"(?:\w+\s){0,2}(?:statement|readout|read-out|remarks?|announcement|communiqu[eé]|text|message|declaration|information|note)$"
)


def _is_unstopped(unit: Unit) -> bool:
    """Whether a line is a last sentence without its full stop, not a name: "The Office of the President of Ghana"."""
    plain = [word for word in unit.words if word[0].islower() and word not in words_of("small_words")]
    return bool(plain) and is_starter(unit.words[0])


def judge_closing(units: Sequence[Unit], verdicts: list[Verdict], closing: Collection[str]) -> None:
    """Take what follows a line that ends the report ("About the author", "With inputs from …"), where nobody is reported any more."""
    left = sum(_said(unit, verdict) for unit, verdict in zip(units, verdicts, strict=True))
    last = max((i for i, unit in enumerate(units) if _reports(unit, verdicts[i])), default=-1)
    words = alternation("reporting_words")
    told = max((i for i in prose_units(units, verdicts) if words.search(units[i].text[:600].lower())), default=-1)
    above = 0
    for i, unit in enumerate(units):
        above += _said(unit, verdicts[i])
        line = verdicts[i].role is not Role.CONTENT or (is_open(unit, verdicts[i]) and not unit.is_ended)
        credited = verdicts[i].role is Role.FURNITURE and bool(alternation("end_credits").search(unit.folded))
        closes = (line and unit.folded in closing and i > last) or (credited and i > told)
        if closes and left - above <= _CLOSING_SHARE * left:
            for k in range(i + 1, len(units)):
                if is_open(units[k], verdicts[k]) or verdicts[k].role is Role.HEADLINE:
                    verdicts[k] = Verdict(Role.FURNITURE, "under the end of the report")
            return


def _said(unit: Unit, verdict: Verdict) -> int:
    return len(unit.text) if verdict.role is Role.CONTENT else 0


def _reports(unit: Unit, verdict: Verdict) -> bool:
    """Whether it is a sentence of a report, by who is said to say it."""
    return (
        verdict.role is Role.CONTENT
        and unit.is_ended
        and bool(alternation("speech_words").search(unit.text[:600].lower()))
    )


def _is_leftover(unit: Unit) -> bool:
    if unit.is_item or len(unit.text) > _LONGEST_LINE:
        return False
    return not unit.is_ended or (unit.text[-1] in "?!" and len(unit.words) <= 16)


def _list_end(units: Sequence[Unit], verdicts: Sequence[Verdict], start: int) -> int:
    """Where the list ends that begins at ``start``: the end of the text if most of the rest are lines, else the next prose."""
    stop = min(len(units), start + _LONGEST_LIST)
    lines = [_is_line(units[i], verdicts[i]) for i in range(start, stop)]
    box = next((n for n, line in enumerate(lines) if not line), len(lines))
    words = alternation("reporting_words")
    reports = any(words.search(units[start + n].folded) for n, line in enumerate(lines) if not line)
    if box == 0:
        return start
    if box < len(lines) and (reports or box <= _LONGEST_BOX):
        return start + box if box > 1 or _links(units[start - 1]) else start
    if sum(lines) >= _LIST_SHARE * len(lines):
        return stop
    return start + box if box > 1 else start


def _links(heading: Unit) -> bool:
    """Whether a heading announces other stories even if only one follows."""
    return heading.folded.startswith(_LINKING)


def _take(units: Sequence[Unit], verdicts: list[Verdict], start: int, end: int) -> None:
    for i in range(start, end):
        if is_open(units[i], verdicts[i]):
            verdicts[i] = Verdict(Role.FURNITURE, _LIST)


def names_office(unit: Unit) -> bool:
    """Whether a line is the name of an office: capitals, and a word such as "Ministry"."""
    plain = any(word[0].islower() and word not in words_of("small_words") for word in unit.words)
    return not plain and not unit.is_ended and bool(alternation("office_words").search(unit.folded))


def is_open(unit: Unit, verdict: Verdict) -> bool:
    """Whether nothing has settled yet what the unit is."""
    return unit.role is None and verdict.role is Role.CONTENT


def _is_line(unit: Unit, verdict: Verdict) -> bool:
    """A line that could be an entry of a list: furniture already, or short and not a sentence."""
    if unit.role is not None or verdict.role is Role.FURNITURE:
        return verdict.role is Role.FURNITURE
    return len(unit.text) <= _LONGEST_LINE and (not unit.is_ended or (unit.text[-1] in "?!" and len(unit.words) <= 16))


def prose_units(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> list[int]:
    """The units that are paragraphs of sentences; in a text without any, those that end as a sentence does."""
    ended = [
        i
        for i, unit in enumerate(units)
        if verdicts[i].role is Role.CONTENT and (unit.is_ended or unit.text.endswith(":"))
    ]
    long = [
        i
        for i in ended
        if units[i].role is not None or len(units[i].text) >= _PROSE_LENGTH or len(units[i].words) >= _PROSE_WORDS
    ]
    titles = {i for i in long if units[i].text[-1] in "?!" and len(units[i].words) <= 16}
    return [i for i in long if i not in titles] or long or ended
