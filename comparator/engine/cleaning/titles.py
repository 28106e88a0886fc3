"""Which lines are headlines: above the report, and between its paragraphs.

Takes units with the verdicts that each got by itself and tells titles, standfirsts and headings from the other lines
that do not end as sentences do: sections, names, offices and places above the report, captions and buttons inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.cleaning.surroundings import Verdict, is_open, names_office, prose_units
from comparator.engine.cleaning.units import PATH
from comparator.engine.cleaning.vocabulary import alternation, words_of
from comparator.engine.records import MetadataItem, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.cleaning.units import Unit

_LONGEST_LINE = 220
_SUBHEADING_WORDS = 12
_FEWEST_TITLE = 4
_TITLE_LENGTH = 7
"""Words from which one line is as likely a title as another, however much longer."""
_LONGEST_KICKER = 3
_CONJUNCTIONS = ":,;"
_ADDRESSED = frozenset({"promotion or notice", "about the page", "menu or button", "list of other stories"})
_ADDRESSING = frozenset(["i", "we", "you", "your", "our", "my", "us", "me"])


def judge_titles(units: Sequence[Unit], verdicts: list[Verdict]) -> None:
    """Tell headlines from content: lines that do not end as sentences do and have prose after them."""
    prose = prose_units(units, verdicts)
    if not prose:
        return
    first, last = prose[0], prose[-1]
    above = [i for i in range(first) if is_open(units[i], verdicts[i]) and _is_title(units[i], first=i == 0)]
    if not above and is_open(units[first], verdicts[first]) and len(prose) > 1 and _in_title_case(units[first]):
        above = [first]
    titles = _titles(units, above)
    for i in above:
        verdicts[i] = (
            _headline(units[i], "title above the report")
            if i in titles
            else Verdict(Role.FURNITURE, "section, name or place above the report")
        )
    taken = {units[i].folded for i in range(first) if verdicts[i].role is Role.FURNITURE}
    for i in range(first + 1, len(units) - 1):
        if i > last and not (units[i + 1].is_item and is_open(units[i + 1], verdicts[i + 1])):
            continue
        if is_open(units[i], verdicts[i]) and _is_boxed(units, verdicts, i):
            verdicts[i] = Verdict(Role.FURNITURE, "line beside furniture")
        elif is_open(units[i], verdicts[i]) and _is_subheading(units[i]):
            verdicts[i] = (
                Verdict(Role.HEADLINE, "heading between paragraphs")
                if _heads(units, verdicts, i) and units[i].folded not in taken
                else Verdict(Role.FURNITURE, "line beside furniture")
            )


def _is_boxed(units: Sequence[Unit], verdicts: Sequence[Verdict], at: int) -> bool:
    """Whether a line without an end stands between two that are addressed to the reader: the blurb of a newsletter."""
    beside = (verdicts[at - 1], verdicts[at + 1])
    return (
        not units[at].is_ended
        and not units[at].is_item
        and units[at].text[-1] not in _CONJUNCTIONS
        and all(verdict.role is Role.FURNITURE for verdict in beside)
        and any(verdict.rule in _ADDRESSED for verdict in beside)
        and not alternation("speech_words").search(units[at].folded)
    )


def _heads(units: Sequence[Unit], verdicts: Sequence[Verdict], at: int) -> bool:
    """Whether text of the report follows a line, at once or after one advertisement."""
    after = verdicts[at + 1 : at + 3]
    if after[0].role is not Role.FURNITURE:
        return True
    return (
        after[0].rule == "menu or button"
        and len(after) > 1
        and after[1].role is Role.CONTENT
        and verdicts[at - 1].role is Role.CONTENT
        and len(units[at].words) > 1
    )


def _titles(units: Sequence[Unit], above: Sequence[int]) -> set[int]:
    """The lines above the report that are headlines: the title, what tells more of it, and no sections, names or offices."""
    if not above:
        return set()
    shown = sorted({units[i].folded: i for i in above}.values())  # of a title that the path repeats, the last
    shown = [i for i in shown if not _leads_to(units, i, shown)] or shown
    main = max(shown, key=lambda i: (_weight(units[i]), -i))
    if len(units[main].words) < _FEWEST_TITLE:
        return {main} if len(units[main].words) > 1 else set()
    capitals = not _plain_words(units[main])
    return {i for i in shown if i == main or _tells(units[i], capitals=capitals)}


def _leads_to(units: Sequence[Unit], at: int, shown: Sequence[int]) -> bool:
    """Whether a line is the path to a title: sections stand before it on its own line, or it runs into the title itself."""
    others = [i for i in shown if i > at and len(units[i].words) >= _FEWEST_TITLE]
    if at and others and units[at - 1].rule == PATH and units[at - 1].paragraph == units[at].paragraph:
        return True
    return any(units[at].folded.endswith(units[i].folded) for i in others)


def _weight(unit: Unit) -> int:
    """How much a line above the report looks like its title."""
    length = min(len(unit.words), _TITLE_LENGTH)
    return length + 2 * bool(_plain_words(unit)) - 4 * names_office(unit)


def _tells(unit: Unit, *, capitals: bool) -> bool:
    """Whether a line beside the title says something: names and offices have no two words in small letters.

    Where the title has its words capitalised, another title may too; it is known by its length.
    """
    if names_office(unit) or len(unit.words) <= _LONGEST_KICKER:
        return False
    long = capitals and len(unit.words) >= _TITLE_LENGTH and not unit.text.isupper()
    return long or len(_plain_words(unit)) > 1


def _plain_words(unit: Unit) -> list[str]:
    return [word for word in unit.words if word[0].islower() and word not in words_of("small_words")]


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
