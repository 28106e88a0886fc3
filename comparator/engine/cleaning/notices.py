"""Notices to the reader: promotions, credits, conditions, and notes in brackets.

Takes a unit and tells whether it speaks to the reader of the page ("Sign up for our newsletter", "Please contact us for
subscription options.") rather than of the matter. Words that occur in such notices are data; a unit with a quotation
is never a notice.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.cleaning.vocabulary import alternation, listed, words_of

if TYPE_CHECKING:
    from comparator.engine.cleaning.units import Unit

_LONGEST_NOTICE = 400
_LONGEST_ADDRESS = 300
_BRACKETS = re.compile(r"(?:\[[^\[\]]{1,60}\]\s?){2,6}")
"""Codes and languages of a bulletin: "[00712-EN.01] [Original text: Italian]"."""
_ADDRESSED = re.compile(r"(?<!\w)(?:you|your|you're|please|our|sign in|log in)(?!\w)")


def is_bracketed(unit: Unit) -> bool:
    """Tell a note in brackets from a bracket of the report."""
    text = unit.text.strip("*_ ")
    if not 2 <= len(text) <= _LONGEST_NOTICE or (text[0], text.rstrip(".")[-1:]) not in {("(", ")"), ("[", "]")}:
        return False
    if _BRACKETS.fullmatch(text):
        return True
    lowered = [word.lower() for word in unit.words]
    if unit.folded in words_of("stage_directions") or (lowered and lowered[0] in words_of("stage_directions")):
        return True
    few = len(lowered) <= 20 and not words_of("parenthesis_words").isdisjoint(lowered)
    return few or is_notice(unit)


def is_notice(unit: Unit) -> bool:
    """Tell whether a unit is a promotion, a credit in words, or a condition of use."""
    if len(unit.text) > _LONGEST_NOTICE or unit.text.count("“") + unit.text.count('"') >= 2:
        return False
    text = unit.folded.replace("’", "'")
    return (
        "©" in unit.text
        or bool(alternation("notice_openings").match(text))
        or (bool(alternation("phrases").search(text)) and not alternation("speech_words").search(text))
        or bool(_following().match(text))
        or (
            len(text) <= _LONGEST_ADDRESS
            and bool(_ADDRESSED.search(text))
            and bool(alternation("page_words").search(text))
            and not alternation("speech_words").search(text)
        )
    )


@cache
def _following() -> re.Pattern[str]:
    """A call to follow: "Follow the Gazette on WhatsApp for the latest updates"."""
    return re.compile(
        rf"(?:follow|join|like|find|watch|add|prefer|prioriti[sz]e|subscribe to|connect with|get)\s(?:[^\s.]+\s){{1,9}}"
        rf"(?:on|via|through|at)\s(?:our\s|its\s)?(?:{listed('platforms')})(?!\w)"
    )
