"""What the units of a document are, told from their neighbours.

Takes units with the verdicts that each got by itself and takes more of them for furniture or headlines by place and
repetition: lists of other stories after their heading or by their dates, titles above the report and between its
paragraphs, leftovers under it. It reads no word lists but the headings that it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.records import MetadataItem, Role
from comparator.engine.stops import is_starter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from comparator.engine.units import Unit

_LONGEST_LINE = 220
_PROSE_LENGTH = 90
_PROSE_WORDS = 6
_SUBHEADING_WORDS = 12
_LIST_SHARE = 0.6
_LIST = "list of other stories"
_CONJUNCTIONS = ":,;"
_ADDRESSING = frozenset(["i", "we", "you", "your", "our", "my", "us", "me"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a unit is."""

    role: Role
    rule: str | None = None
    metadata: tuple[MetadataItem, ...] = ()


def judge_lists(units: Sequence[Unit], verdicts: list[Verdict], headings: Collection[str]) -> None:
    """Take lists of other stories: what follows a heading of such a list, and runs of lines with a date every so often."""
    prose = _prose(units, verdicts)
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


def judge_titles(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Tell headlines from content: lines that do not end as sentences do and have prose after them."""
    prose = _prose(units, verdicts)
    if not prose:
        return
    first, last = prose[0], prose[-1]
    above = [i for i in range(first) if _is_open(units[i], verdicts[i]) and _is_title(units[i], first=i == 0)]
    if not above and _is_open(units[first], verdicts[first]) and len(prose) > 1 and _in_title_case(units[first]):
        above = [first]
    longest = max((len(units[i].words) for i in above), default=0)
    for i in above:
        kicker = len(units[i].words) <= (3 if longest > 5 else 1)
        verdicts[i] = (
            Verdict(Role.FURNITURE, "section or place above the report")
            if kicker
            else _headline(units[i], "title above the report")
        )
    for i in range(first + 1, len(units) - 1):
        if i > last and not (units[i + 1].is_item and _is_open(units[i + 1], verdicts[i + 1])):
            continue
        if _is_open(units[i], verdicts[i]) and _is_subheading(units[i]):
            verdicts[i] = Verdict(Role.HEADLINE, "heading between paragraphs")


def judge_tail(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Take what is left under the report: lines that are no sentences, where there are several or other furniture stands beside them."""
    prose = _prose(units, verdicts)
    if not prose:
        return
    start = prose[-1] + 1
    if units[start - 1].text.endswith(":"):
        return
    left = [i for i in range(start, len(units)) if _is_open(units[i], verdicts[i]) and _is_leftover(units[i])]
    beside = any(verdicts[i].role is Role.FURNITURE for i in range(start, len(units)))
    if len(left) == 1 and units[left[0]].words and is_starter(units[left[0]].words[0]):
        return  # a last sentence without its full stop
    for i in left:
        short = not units[i].is_ended and len(units[i].words) <= (_SUBHEADING_WORDS if beside else 3)
        if short or len(left) > (2 if units[i].is_ended else 1):
            verdicts[i] = Verdict(Role.FURNITURE, "line under the report")


def _is_leftover(unit: Unit) -> bool:
    if unit.is_item or len(unit.text) > _LONGEST_LINE:
        return False
    return not unit.is_ended or (unit.text[-1] in "?!" and len(unit.words) <= 16)


def _list_end(units: Sequence[Unit], verdicts: Sequence[Verdict], start: int) -> int:
    """Where the list ends that begins at ``start``: the end of the text if most of the rest are lines, else the next prose."""
    lines = [_is_line(units[i], verdicts[i]) for i in range(start, len(units))]
    if lines and sum(lines) >= _LIST_SHARE * len(lines) and lines[0]:
        return len(units)
    end = start
    while end < len(units) and _is_line(units[end], verdicts[end]):
        end += 1
    return end if end - start > 1 else start


def _take(units: Sequence[Unit], verdicts: list[Verdict], start: int, end: int) -> None:
    for i in range(start, end):
        if _is_open(units[i], verdicts[i]):
            verdicts[i] = Verdict(Role.FURNITURE, _LIST)


def _is_open(unit: Unit, verdict: Verdict) -> bool:
    """Whether nothing has settled yet what the unit is."""
    return unit.role is None and verdict.role is Role.CONTENT


def _is_line(unit: Unit, verdict: Verdict) -> bool:
    """A line that could be an entry of a list: furniture already, or short and not a sentence."""
    if unit.role is not None or verdict.role is Role.FURNITURE:
        return verdict.role is Role.FURNITURE
    return len(unit.text) <= _LONGEST_LINE and (not unit.is_ended or (unit.text[-1] in "?!" and len(unit.words) <= 16))


def _prose(units: Sequence[Unit], verdicts: Sequence[Verdict]) -> list[int]:
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


def _is_title(unit: Unit, *, first: bool) -> bool:
    """A line above the report that could be its title."""
    if len(unit.text) > _LONGEST_LINE or unit.is_item:
        return False
    if not unit.is_ended:
        return True
    if unit.text[-1] in "?!":
        return '"' not in unit.text and "“" not in unit.text
    return first and _in_title_case(unit)


def _in_title_case(unit: Unit) -> bool:
    """Whether its words of four letters or more are capitalised, but for one: "Wealthy Voters Abandon Party for Clinton."."""
    long = [word for word in unit.words if len(word) > 3]
    return 4 <= len(long) <= 20 and sum(word[0].islower() for word in long) <= 1 and len(unit.text) <= _LONGEST_LINE


def _is_subheading(unit: Unit) -> bool:
    if unit.is_item or len(unit.words) > _SUBHEADING_WORDS or len(unit.text) > _LONGEST_LINE:
        return False
    if unit.text[-1] in "?":
        return len(unit.words) <= 10 and unit.text[0] not in "\"“'‘(" and _ADDRESSING.isdisjoint(unit.folded.split())
    if unit.text[-1] == ":":
        return len(unit.words) <= 3 and all(word[0].isupper() for word in unit.words)
    return not unit.is_ended and unit.text[-1] not in _CONJUNCTIONS and unit.text[:1] not in '"“«([–—-'


def _headline(unit: Unit, rule: str) -> Verdict:
    return Verdict(Role.HEADLINE, rule, (MetadataItem("title", unit.text, unit.span),))
