"""What a sentence that mentions no call rests on, where it is of one all the same, and what speaks against it.

Takes a sentence and what the walk remembers; tells whether leaders are said to have spoken to each other, whether a party's people give
their account, whether what was just told goes on, and whether the sentence says itself that it is of something else. Which call is being
told, it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.location.callaccount import against_account, is_news, said_before, spoken_to_party, teller
from comparator.engine.location.callmatch import Setting, choose
from comparator.engine.location.callmemory import State, name_of
from comparator.engine.location.callparts import is_of_account
from comparator.engine.records import OUTLET_VOICE, Call

if TYPE_CHECKING:
    from comparator.engine.location.callparts import Part
    from comparator.engine.location.callspeakers import Speakers


def _retold(part: Part) -> bool:
    """Tell whether somebody tells what he had said: "told reporters that he had urged her to come"."""
    text = part.segment.text
    return any(act.pronoun and " had " in text[act.start : act.end] for act in part.clues.acts)


_IN_PLACE = re.compile(r"[^.,;:\"“]{0,60}?(?<!\bthat) (?:in|at) (?:the )?[^\W\d_a-z]")
"""What follows an act that was in a place: "had told Putin in Samarkand that"."""
_ON = frozenset({"", "on", "earlier on", "back on", "as early as"})
"""What stands between an act and its day."""
_FORGOTTEN = 3
"""Sentences of background after which "they" are no longer the leaders."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The sentence and the call that were asked last, and whether a party's people tell of it."""

    part: Part
    call: Call
    told: bool


class Grounds:
    """Weighs one sentence of one call after another against what has been told before."""

    def __init__(self, setting: Setting, state: State, speakers: Speakers, main: Call, *, article: bool) -> None:
        self.setting = setting
        self.state = state
        self.speakers = speakers
        self.main = main
        self.article = article
        self._asked: _Asked | None = None

    def for_call(self, part: Part, call: Call) -> str:
        """Return why the sentence is of the call, in words, or nothing."""
        return self._told_in(part, call) or self._account_of(part, call) or self._goes_on(part, call)

    def continues_quote(self, part: Part) -> bool:
        """Tell whether the quotation before goes on."""
        state = self.state
        if not (part.attribution.quoted and state.last_quoted and part.attribution.attributed):
            return False
        same = part.attribution.source == state.last_source or part.attribution.source is None
        if state.last.call is None and self.speakers.apart != part.attribution.voice:
            return False
        return same and not part.clues.acts

    def outsider(self, part: Part) -> bool:
        """Tell whether the voice is one that took no part, or a person who speaks for a side but not of the call."""
        attribution, clues = part.attribution, part.clues
        call = self.state.current or self.main
        own = bool(clues.acts) and clues.leaders <= set(call.sides)
        if attribution.attributed and attribution.voice not in call.sides and attribution.voice != OUTLET_VOICE:
            # Who speaks for nobody known ("an official said") may well tell what the leaders said to each other.
            return attribution.voice is not None or not (own or self._same_nobody(part))
        return "persons" in clues.tags and not own and not self._account(part, call)

    def _same_nobody(self, part: Part) -> bool:
        """Tell whether a source whose side is open ("the source said") goes on with the call."""
        source = part.attribution.source
        return bool(source) and self.article and teller(source or "").open and self.state.last.call is not None

    def _account(self, part: Part, call: Call) -> bool:
        """Tell whether a party's people speak, in a report that has told of the call; asked several times of each sentence."""
        if self._asked is None or self._asked.part is not part or self._asked.call is not call:
            told = self.article and call in self.state.told and self.speakers.account(part, call)
            self._asked = _Asked(part, call, told)
        return self._asked.told

    def _told_in(self, part: Part, call: Call) -> str:
        """Return why what the leaders did in words was in the call, if it was."""
        clues, state = part.clues, self.state
        if state.first and set(call.sides) <= clues.leaders and not clues.tags & {"persons", "meetings"}:
            return f"the report opens with the leaders of {name_of(call)}"
        told = [act for act in clues.acts if act.side is None or act.side in call.sides]
        if self.speakers.only_told(part):
            return ""
        if any(not act.pronoun for act in told):
            return f"tells what the leaders said in {name_of(call)}"
        if told and state.last.call == call.id:
            return "goes on with what the leader said in the call"
        if clues.together and call in state.told and state.since <= _FORGOTTEN:
            return "goes on with what the leaders discussed in the call"
        return ""

    def _account_of(self, part: Part, call: Call) -> str:
        """Return why the sentence is part of a party's account of the call, if it is."""
        nobodys = part.attribution.voice is None and self._same_nobody(part)
        institution = part.attribution.attributed and self._institution(part, call)
        if nobodys or institution or self._account(part, call):
            return f"a party's account of {name_of(call)}"
        if self.article and is_of_account(part) and call in self.state.told:
            return f"speaks of a party's account of {name_of(call)}"
        return ""

    def _goes_on(self, part: Part, call: Call) -> str:
        """Return why the sentence goes on with what was just told of the call, if it does."""
        clues, state = part.clues, self.state
        if state.listing is call:
            return "goes on with the list of what was said in the call"
        if state.last.call != call.id:
            return ""
        if clues.it_lasted or "initiative" in clues.tags or (clues.it_is and state.last_of_call):
            return "tells how the call went"
        if clues.it_tells and state.last_of_account and part.attribution.voice == OUTLET_VOICE:
            return "goes on about a party's account of the call"
        if "list_openers" in clues.tags and part.segment.text.startswith(("Here", "These", "Below", "The following")):
            return "opens a list of what was said in the call"
        if clues.passive:
            return "goes on with what was discussed in the call"
        return "goes on with what was held in the call" if self._held(part, call) else ""

    def _held(self, part: Part, call: Call) -> bool:
        """Tell whether the sentence says what should be, right after the call was told, and nobody else says it."""
        outsiders = part.attribution.attributed and part.attribution.voice not in call.sides
        return self.state.same_paragraph and "deontic" in part.clues.tags and not outsiders

    def _said_on_another_day(self, part: Part, call: Call) -> bool:
        """Tell whether the day stands right behind the act: "X said on September 1 that", whoever reports it."""
        day, text = next(iter((*part.governing, *part.spoken)), None), part.segment.text
        if day is None or not day.names_day:
            return False
        right_behind = any(text[act.end : day.start].strip() in _ON for act in part.clues.acts if act.end <= day.start)
        return right_behind and not is_news(day, call, self.setting.written)

    def _said_elsewhere(self, part: Part, call: Call) -> bool:
        """Tell whether a leader is said to have told another something in a place, or in a month, that is not the call's."""
        text = part.segment.text
        placed = any(act.to is not None and _IN_PLACE.match(text, act.end) for act in part.clues.acts)
        if placed:
            return True
        return (
            part.attribution.voice == OUTLET_VOICE
            and bool(part.governing)
            and choose([call], frozenset(), part.governing, self.setting).call is None
        )

    def against(self, part: Part, call: Call) -> str:
        """Return what speaks against the sentence being of the call, in words, or nothing."""
        clues = part.clues
        if call is self.main and said_before(part) and ("then" in clues.tags or self._said_elsewhere(part, call)):
            return "was said before, on another occasion"
        if self._said_on_another_day(part, call):
            return "said on another day, and not in the call"
        if spoken_to_party(part, call) or self._account(part, call):
            # What one leader tells the other is said in the call, whatever day or speech it is about.
            return ""
        elsewhere = (clues.occasion if clues.acts else "other_occasions" in clues.tags) and not _retold(part)
        if elsewhere and not (clues.acts and "persons" in clues.tags):
            # An aide may tell reporters what the leaders said; a leader who speaks to reporters is not in the call.
            return "said on another occasion"
        if "earlier" in clues.tags and (self.setting.written is None or not part.governing):
            return "said earlier than the call"
        if part.governing and clues.acts and choose([call], frozenset(), part.governing, self.setting).call is None:
            return f"“{part.governing[0].text}” is not the day of the call"
        if "future" in clues.tags and not clues.acts and self.state.listing is not call:
            return "speaks of what is to come"
        return ""

    def _institution(self, part: Part, call: Call) -> bool:
        """Tell whether a party's readout or office reports, and goes on with the call."""
        if part.attribution.voice not in call.sides or against_account(part, call, self.setting.written):
            return False
        if "documents" in part.clues.tags:
            return True
        return "institutions" in part.clues.tags and self.state.last.call == call.id
