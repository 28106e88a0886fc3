"""The walk through a document: which call is being told, sentence after sentence.

Takes the sentences with their clues and the call that the document is about; gives each its call, or none, with the evidence in words. It
remembers what was told before: a heading gives its call to a section, a quotation goes on, "they" are the leaders of the last call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparator.engine.location.callgrounds import Grounds
from comparator.engine.location.callmatch import Choice, Setting, choose
from comparator.engine.location.callmemory import State, name_of, sides_of
from comparator.engine.location.callparts import Part, is_of_account, is_previous, opens_list, talks
from comparator.engine.location.callspeakers import Speakers
from comparator.engine.records import OUTLET_VOICE, Call, Kind, Location, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.callcues import Cue
    from comparator.engine.records import SourceDocument


class Walk:
    """Goes through the sentences in order and remembers which call is being told."""

    def __init__(
        self,
        document: SourceDocument,
        parts: Sequence[Part],
        setting: Setting,
        calls: Sequence[Call],
        main: Call,
        why: str,
        ministers: frozenset[str] = frozenset(),
    ) -> None:
        self.readout = document.kind is Kind.READOUT
        self.article = document.kind is Kind.ARTICLE
        self.parts = parts
        self.at = 0
        self.setting = setting
        self.calls = calls
        self.main = main
        self.why = why
        self.state = State(main, why)
        self.speakers = Speakers(setting.written, ministers)
        self.grounds = Grounds(setting, self.state, self.speakers, main, article=self.article)

    def locations(self) -> list[Location]:
        """Return one location for each sentence."""
        found = []
        for at, part in enumerate(self.parts):
            self.at = at
            found.append(self._step(part))
        return found

    def _step(self, part: Part) -> Location:
        if part.segment.role is Role.FURNITURE:
            return Location(None)
        if part.segment.role is Role.HEADLINE:
            return self._heading(part)
        self._new_paragraph(part)
        location = self._readout(part) if self.readout else self._report(part)
        state = self.state
        state.last, state.last_quoted, state.last_source = location, part.attribution.quoted, part.attribution.source
        state.first = False
        state.last_of_call = location.call is not None and (part.clues.subject_call or part.clues.it_is)
        state.last_of_account = part.attribution.attributed or is_of_account(part)
        state.opens_list = location.call is not None and not part.listed and opens_list(part)
        self.speakers.note(part, of_call=location.call is not None)
        state.since = 0 if location.call is not None else state.since + 1
        if location.call is not None and state.current is not None and location.call == state.current.id:
            state.told = [*(call for call in state.told if call is not state.current), state.current]
        return location

    def _new_paragraph(self, part: Part) -> None:
        state = self.state
        state.same_paragraph = part.segment.paragraph == state.paragraph
        if state.same_paragraph:
            return
        state.paragraph = part.segment.paragraph
        self._list(part)
        told_before = state.current is not self.main and not state.sticky
        goes_on = part.attribution.quoted and not self._speaks_for_main_alone(part)
        if told_before and not {"past_perfect", "then"} & part.clues.tags and not goes_on:
            state.current, state.why = self.main, self.why
        state.elsewhere = None

    def _speaks_for_main_alone(self, part: Part) -> bool:
        """Tell whether the voice is that of a party to the call of the report which took no part in the one told last."""
        told = self.state.current
        voice = part.attribution.voice
        return voice in self.main.sides and told is not None and voice not in told.sides

    def _list(self, part: Part) -> None:
        """Keep the call of a list from the sentence that opens it to its last item."""
        state = self.state
        if not part.listed:
            state.listing = None
        elif state.opens_list:
            state.listing = state.current

    def _heading(self, part: Part) -> Location:
        state = self.state
        both = part.clues.tags & {"spoke", "talk_heads"} and set(self.main.sides) <= {
            mention.side for mention in part.mentions
        }
        if part.clues.cue is None and not both and not (part.clues.leaders & set(self.main.sides)):
            if state.sticky:
                state.current, state.why, state.sticky = self.main, self.why, False
            return Location(None)
        choice = self._mentioned(part)
        if choice.call is None:
            return Location(None, choice.why)
        state.current, state.why, state.sticky = (
            choice.call,
            f"under the heading of {choice.why}",
            choice.call is not self.main,
        )
        return Location(choice.call.id, choice.why)

    def _mentioned(self, part: Part) -> Choice:
        """Return the call that the sentence itself mentions."""
        current = self.state.current or self.main
        voice = part.attribution.voice
        if voice not in current.sides and not part.clues.participants and not part.governing:
            # "The conversation was balanced," an aide of the other call's side says: that call, not this one.
            told = next((call for call in reversed(self.state.told) if voice in call.sides), None)
            if told is not None:
                return Choice(told, f"{name_of(told)}, in which the speaker's side took part")
        if len(part.clues.participants) == 1 and not part.clues.participants & set(current.sides):
            another = self._with_another(part, current)
            if another.call is not None:
                return another
        sides = (
            part.clues.participants
            if len(part.clues.participants) > 1
            else frozenset(part.clues.leaders & set(current.sides))
        )
        if not part.governing and not is_previous(part) and sides <= set(current.sides):
            return Choice(current, self.state.why if self.state.first else name_of(current))
        before = self.main if is_previous(part) and not (self.state.current is not self.main) else None
        choice = choose(self.calls, sides, part.governing, self.setting, current=current, before=before)
        if choice.call is None and before is not None and not part.governing:
            # "The previous call" where a later sentence says which: the section is told by the sentence that dates it.
            return self._dated_next(part, before)
        return choice

    def _with_another(self, part: Part, current: Call) -> Choice:
        """Return the call of one of the parties with somebody else: "The president then spoke to …"."""
        others = [call for call in self.calls if not set(call.sides).isdisjoint(current.sides)]
        return choose(others, part.clues.participants, part.governing, self.setting, current=current)

    def _dated_next(self, part: Part, before: Call) -> Choice:
        for later in self.parts[self.at + 1 : self.at + 3]:
            if later.governing:
                return choose(self.calls, later.clues.participants, later.governing, self.setting, before=before)
        return Choice(None, "an earlier call that is not in the register")

    def _readout(self, part: Part) -> Location:
        """A readout speaks of its call throughout, but for a sentence that is plainly about another."""
        clues = part.clues
        if is_previous(part) and clues.cue and not clues.cue.subordinate and part.governing:
            choice = self._mentioned(part)
            if choice.call is not None and choice.call is not self.main and clues.subject_call:
                return Location(choice.call.id, choice.why)
        return Location(self.main.id, f"the readout is of {self.why}")

    def _report(self, part: Part) -> Location:
        clues, state = part.clues, self.state
        if "returns" in clues.tags and not state.sticky and state.current is not self.main:
            self._turn_to(Choice(self.main, self.why))
        if clues.cue is not None and self._plan_of_others(part, clues.cue):
            return Location(None, "someone who took no part speaks of a talk that is yet to come")
        if clues.cue is not None and self._cue_counts(part):
            return self._by_mention(part)
        if self.grounds.continues_quote(part):
            return Location(state.last.call, "goes on with the quotation before it")
        if not self.article and self.speakers.tells_himself(part, self.main):
            return Location(self.main.id, f"tells what the leaders said in {name_of(self.main)}")
        if self.grounds.outsider(part) and not self._other_known(part):
            return Location(None, "someone who took no part speaks, and not of the call")
        if state.elsewhere is not None:
            return Location(None, "goes on about another call, which is not in the register")
        return self._by_acts(part)

    def _cue_counts(self, part: Part) -> bool:
        """Tell whether the mention makes the sentence one about the call, not one that only dates something by it."""
        clues = part.clues
        cue = clues.cue
        if cue is None or cue.unreal:
            return False
        told = bool(clues.acts) or clues.subject_call
        if (cue.future or cue.denied) and clues.acts and not cue.subordinate:
            # "We will talk to the president of …," she told him; he said that there would be no talks with …: said in the call at hand.
            return False
        if not clues.subject_call and self._of_others(part):
            return False
        if cue.subordinate and self.article and "asked" in clues.tags:
            return True
        if cue.subordinate:
            # A lead may tell the call in passing: "says the worst is to come after a 90-minute call with Putin on Thursday".
            lead = self.state.first and len(clues.participants) > 1
            return lead or (bool(clues.acts) and not clues.tags & {"persons", "future"})
        if "persons" in clues.tags and not (told or clues.participants):
            return False
        if not (
            self.article
            or told
            or clues.participants
            or "collectives" in clues.head
            or "first_person" not in clues.tags
        ):
            # A briefer's own plans, with the call for their date: "we are still working on that, nothing waited on this call".
            return False
        if "future" in clues.tags and not told and not set(self.main.sides) <= clues.participants:
            return False
        if cue.remote or clues.subject_call or clues.participants or "collectives" in clues.head:
            return True
        return bool(clues.acts) or clues.passive or self.state.last.call is not None

    def _plan_of_others(self, part: Part, cue: Cue) -> bool:
        """Tell whether a third party speaks of a talk of its own, yet to come: "We will have a conversation with President …"."""
        attribution, call = part.attribution, self.state.current or self.main
        outside = attribution.attributed and attribution.voice not in {*call.sides, OUTLET_VOICE}
        return cue.future and outside and not set(call.sides) <= part.clues.participants

    def _of_others(self, part: Part) -> bool:
        """Tell whether somebody who took no part, or has matters of his own, mentions calls and names no party."""
        attribution, call = part.attribution, self.state.current or self.main
        if not attribution.attributed or attribution.voice == OUTLET_VOICE:
            return False
        named = part.clues.participants | {act.side for act in part.clues.acts}
        if not named.isdisjoint(call.sides):
            return False
        foreign = attribution.voice is not None and attribution.voice not in call.sides
        return foreign or self.speakers.stranger(part)

    def _by_mention(self, part: Part) -> Location:
        state = self.state
        choice = self._mentioned(part)
        current, cue = state.current or self.main, part.clues.cue
        spoken = sides_of(part.clues.acts)
        told_of = cue is not None and cue.told_of and any(act.end < cue.start for act in part.clues.acts)
        if (
            choice.call is None
            and spoken <= set(current.sides)
            and (told_of or (not part.governing and len(spoken) > 1))
        ):
            # "He briefed her on his call with a third", "shared his view of the talks with the envoy on Friday": said in their own call.
            return Location(current.id, f"tells what the leaders said in {name_of(current)}")
        if choice.call is None:
            if self._other_partner(part) or part.governing:
                state.elsewhere = part.segment.paragraph
                return Location(None, f"speaks of another call: {choice.why}")
            return Location(None, choice.why)
        self._turn_to(choice)
        return Location(choice.call.id, f"mentions {choice.why}")

    def _turn_to(self, choice: Choice) -> None:
        state = self.state
        if choice.call is not None and choice.call is not state.current:
            state.current, state.why, state.sticky = choice.call, choice.why, False
        state.elsewhere = None

    def _other_partner(self, part: Part) -> bool:
        return not part.clues.participants <= set((self.state.current or self.main).sides)

    def _other_known(self, part: Part) -> bool:
        """Tell whether the leaders who speak to each other are those of another known call."""
        sides = sides_of(part.clues.acts)
        return len(sides) > 1 and any(sides <= set(call.sides) for call in self.calls)

    def _turn_by_day(self, part: Part) -> Location | None:
        """Turn to the call that a sentence means by its day alone: "On 4 May, they spoke for an hour"; back where the day is this one's."""
        current = self.state.current or self.main
        if not part.governing or not part.clues.acts or self._on_day(part, current):
            return None
        if self._on_day(part, self.main):
            self._turn_to(Choice(self.main, self.why))
            return None
        sides = sides_of(part.clues.acts)
        if not (sides <= set(current.sides) and talks(part, current)):
            return None
        choice = choose(self.calls, frozenset(current.sides), part.governing, self.setting)
        if choice.call is not None:
            self._turn_to(choice)
            return Location(choice.call.id, f"names {choice.why}")
        if "spoke" in part.clues.tags:
            self.state.elsewhere = part.segment.paragraph
            return Location(None, f"speaks of another call: {choice.why}")
        return None

    def _on_day(self, part: Part, call: Call) -> bool:
        return choose([call], frozenset(), part.governing, self.setting).call is not None

    def _by_acts(self, part: Part) -> Location:
        turned = self._turn_by_day(part)
        if turned is not None:
            return turned
        call = self._call_of_acts(part)
        if call is None:
            return Location(None, "tells what was said to or by somebody who took no part in the call")
        against = self.grounds.against(part, call)
        if against:
            return Location(None, against)
        why = self.grounds.for_call(part, call)
        if why:
            return Location(call.id, why)
        return Location(None, "background: neither the call nor what a leader said in it is mentioned")

    def _call_of_acts(self, part: Part) -> Call | None:
        """Return the call in which the leaders named in the sentence can have spoken to each other."""
        current = self.state.current or self.main
        sides = sides_of(part.clues.acts)
        if sides <= set(current.sides) or not part.clues.acts:
            return current
        if sides <= set(self.main.sides):
            self._turn_to(Choice(self.main, self.why))
            return self.main
        if len(sides) == 1:
            return next((call for call in reversed(self.state.told) if sides <= set(call.sides)), None)
        choice = choose(self.calls, sides, part.governing, self.setting, current=current)
        if choice.call is not None:
            self._turn_to(choice)
        return choice.call
