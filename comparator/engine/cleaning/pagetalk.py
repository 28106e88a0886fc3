"""What a page says of itself to whoever reads it.

Takes a unit and tells, by its grammar rather than by a list of phrases, whether it is an order to do something with the
page ("Listen to the article", "Send to a friend"), a question about it ("Was this page helpful?"), a condition of its
use, the name of the site, or the line that says to whom a statement is owed. What the words stand for is data
(``lexicon/furniture.json``); a unit with a quotation is none of these.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from comparator.engine.cleaning.vocabulary import alternation, listed, words_of

if TYPE_CHECKING:
    from comparator.engine.cleaning.units import Unit

_MOST_ORDER, _MOST_QUESTION, _MOST_NAME = 9, 16, 14
"""Words: longer than that, and it tells something."""
_LONGEST_TERMS = 300
_ANSWERED = re.compile(
    r"(?:was|is|are|did|do|does|would|have|has|how|what|want|like|got|need|can|could|why|enjoy\w*)\s"
)
_SOUGHT = re.compile(
    r"(?:did|have|has)\s(?:you\s(?:find|found|get)\s(?:it|this|what|everything|all)|this\s(?:help|answer|solve)\w*)(?!\w)"
)
_WORD = re.compile(r"[.]?\w[\w'-]*")


def is_page_talk(unit: Unit) -> bool:
    """Tell whether a unit speaks of the page that it stands on."""
    if len(unit.text) > _LONGEST_TERMS or "“" in unit.text or '"' in unit.text:
        return False
    words = _WORD.findall(unit.folded.replace("’", "'"))
    return (
        _is_order(unit, words)
        or _is_question(unit, words)
        or _is_site(unit, words)
        or _is_term_of_use(unit, words)
        or bool(_page_state().match(unit.folded))
        or (unit.text.endswith(":") and bool(alternation("attributions").match(unit.folded)))
    )


def _is_order(unit: Unit, words: list[str]) -> bool:
    """An imperative with nothing but the page and its parts for an object, and small words."""
    if not 2 <= len(words) <= _MOST_ORDER or words[0] not in words_of("page_actions") or unit.text[-1] in "?:":
        return False
    rest = words[1:]
    known = words_of("page_things") | words_of("page_particles") | words_of("page_actions")
    return all(word in known for word in rest) and any(word in words_of("page_things") for word in rest)


def _is_question(unit: Unit, words: list[str]) -> bool:
    """A question to the reader about this page, or whether a fault was found in it."""
    if unit.text[-1] != "?" or not 2 <= len(words) <= _MOST_QUESTION:
        return False
    if not words_of("faults").isdisjoint(words) and len(words) <= _MOST_ORDER:
        return words[0] not in words_of("question_subjects")
    return bool(_SOUGHT.match(unit.folded)) or (
        bool(_ANSWERED.match(unit.folded))
        and bool(_this_page().search(unit.folded))
        and bool(alternation("page_verdicts").search(unit.folded))
    )


def _is_site(unit: Unit, words: list[str]) -> bool:
    """The name of the site: "Official website of the President of …"."""
    return not unit.is_ended and len(words) <= _MOST_NAME and bool(alternation("publishers").match(unit.folded))


def _is_term_of_use(unit: Unit, words: list[str]) -> bool:
    """A condition of use: "When quoting, a link to the site is required."."""
    return (
        not words_of("use_words").isdisjoint(words[:_MOST_ORDER])
        and bool(alternation("use_conditions").search(unit.folded))
        and not alternation("speech_words").search(unit.folded)
    )


@cache
def _this_page() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:this|the|our)\s(?:\w+\s)?(?:{listed('page_things')})(?!\w)")


@cache
def _page_state() -> re.Pattern[str]:
    """What state the page is in: "This readout is also available in French."."""
    return re.compile(
        rf"(?:this|these|the|all)\s(?:\w+\s)?(?:{listed('page_things')}|readouts?|statements?)\s(?:\w+\s){{1,4}}"
        rf"(?:{listed('page_states')})(?!\w)"
    )
