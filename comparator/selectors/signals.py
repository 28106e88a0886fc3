"""The signals behind a link, in words.

A link's score adds up named contributions; the names are the engine's. One that is not known here keeps its name: a newer engine must not
break a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class SignalView:
    """What speaks for a link, or against it."""

    text: str
    value: float
    width: int
    """Per cent of the strongest signal of the link."""

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for the link."""
        return self.value >= 0


def read_signals(stored: Sequence[Mapping[str, object]]) -> tuple[SignalView, ...]:
    """Return the signals of a link, the strongest first."""
    pairs = [
        (str(signal["name"]), float(signal["value"]))
        for signal in stored
        if isinstance(signal, dict) and "name" in signal and isinstance(signal.get("value"), int | float)
    ]
    strongest = max((abs(value) for _name, value in pairs), default=0) or 1
    return tuple(
        SignalView(signal_text(name), value, round(100 * abs(value) / strongest))
        for name, value in sorted(pairs, key=lambda pair: -abs(pair[1]))
    )


def signal_text(name: str) -> str:
    """Return what a signal measures."""
    return {
        "words": _("words in common, rare ones counting more"),
        "contained": _("one sentence’s words stand in the other"),
        "covered": _("how much of the longer sentence the shorter one covers"),
        "clause": _("a clause of each says the same"),
        "clause_contained": _("a clause of one stands in the other"),
        "bigrams": _("words in common that follow each other"),
        "runs": _("passages in common, word for word"),
        "quoted": _("what one quotes stands in the other"),
        "thanks": _("one gives thanks and the other does not"),
        "names": _("names in common"),
        "numbers": _("numbers in common"),
        "item": _("the same agenda item"),
        "agenda": _("agenda items in common"),
        "theme": _("the same agenda item or name"),
        "part": _("a part of each is about the same agenda item"),
        "item_rank_low": _("nearer in agenda than the neighbours of either"),
        "item_rank_high": _("nearer in agenda than the neighbours of both"),
        "words_rank_low": _("nearer in words than the neighbours of either"),
        "words_rank_high": _("nearer in words than the neighbours of both"),
        "meaning": _("words near in meaning"),
        "meaning_rank_low": _("nearer in meaning than the neighbours of either"),
        "gist": _("a common subject, beyond that of the whole call"),
        "one_voice": _("one side asserts both"),
        "two_sides": _("asserted by two sides"),
        "retold": _("one may be the outlet’s own words for the other"),
        "one_document": _("both stand in one document"),
        "repeated": _("one side asserts both in one document"),
        "rival_low": _("nearer than what else either account says"),
        "rival_high": _("nearer than what else both accounts say"),
        "apart": _("how far apart they stand in their documents"),
        "through": _("a third sentence leads from one to the other"),
    }.get(name, name.replace("_", " "))
