"""Stage 4: of which call a sentence speaks.

Takes the sentences of a document with their voices, and the register of calls; gives each sentence a call, or none where it is
background, comment or furniture, with the evidence in words, and proposes the call that the register lacks. It first finds the call
that the document is about, then walks the sentences in reading order and keeps in mind which call is being told. It compares no two
documents: a passage that a report puts in the wrong call stays where the report puts it (stage 7 asks about it).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from comparator.engine.callmatch import Choice, Setting, choose, day_in_words, fresh, propose, read_setting
from comparator.engine.calltalk import NO_CLUES, Act, Clues, read_clues
from comparator.engine.dates import DateExpression, find_dates
from comparator.engine.principals import leaders_of, principals
from comparator.engine.records import OUTLET_VOICE, Call, Kind, Located, Location, ProposedCall, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.records import Attribution, CleanText, Segment, SourceDocument
    from comparator.engine.register import Mention, Register

_LEAD = 8
"""Mentions of a call at the head of a document that are asked for its sides."""


_LEAD_IN_PASSING = 3
"""Sentences at the head of a report, headline included, that may tell its call in passing ("… after a call with …")."""
_FORGOTTEN = 3
"""Sentences of background after which "they" are no longer the leaders."""
_EVENTS = 20
"""Dates of a document that are weighed as events before its call."""
_NAMED_IN = 24
"""Sentences in which a proposed call's leaders are looked for."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence with everything that is read off it alone."""

    segment: Segment
    attribution: Attribution
    mentions: tuple[Mention, ...]
    clues: Clues
    dates: tuple[DateExpression, ...]
    governing: tuple[DateExpression, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """The call that a document is about."""

    call: Call | None
    why: str
    proposed: ProposedCall | None = None


@dataclass
class _State:
    """What the walk remembers."""

    current: Call | None
    why: str
    sticky: bool = False
    """A heading gave the current call to its whole section."""
    elsewhere: int | None = None
    """The paragraph in which a call that nobody knows is being told."""
    last: Location = field(default_factory=lambda: Location(None))
    last_source: str | None = None
    last_quoted: bool = False
    paragraph: int = -1
    first: bool = True
    """No sentence of the report's own text has been read yet."""
    since: int = 0
    """Sentences since the last one that spoke of a call."""
    told: list[Call] = field(default_factory=list)
    """The calls told so far, the latest last."""


def locate(
    document: SourceDocument,
    cleaned: CleanText,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    register: Register,
) -> Located:
    """Return the call of each segment, one location for each, and the calls that the register lacks."""
    named = [register.mentions(part.text) if part.role is not Role.FURNITURE else () for part in segments]
    told = principals([part.text for part in segments], named, register)
    parts = [
        _read(segment, attribution, told.sift(segment.text, mentions))
        for segment, attribution, mentions in zip(segments, attributions, named, strict=True)
    ]
    body = next((part.segment.span.start for part in parts if part.segment.role is Role.CONTENT), None)
    setting = read_setting(document, cleaned, body)
    subject = _subject(document, parts, setting, register)
    if subject.call is None:
        none = Location(None, subject.why)
        return Located(tuple(none if part.segment.role is not Role.FURNITURE else Location(None) for part in parts))
    calls = register.calls if subject.proposed is None else (*register.calls, subject.call)
    walk = _Walk(document, parts, setting, calls, subject.call, subject.why)
    return Located(tuple(walk.locations()), (subject.proposed,) if subject.proposed else ())


def _read(segment: Segment, attribution: Attribution, mentions: Sequence[Mention]) -> _Part:
    if segment.role is Role.FURNITURE:
        return _Part(segment, attribution, (), NO_CLUES, (), ())
    clues = read_clues(segment.text, mentions)
    dates = find_dates(segment.text)
    return _Part(
        segment, attribution, tuple(mentions), clues, dates, _governing(segment.text, clues, dates) if dates else ()
    )


def _governing(text: str, clues: Clues, dates: Sequence[DateExpression]) -> tuple[DateExpression, ...]:
    """Return the date that says when the call, or the act, was: the nearest with no "after" or "following" between."""
    anchor = clues.cue or (clues.acts[0] if clues.acts else None)
    if anchor is None:
        return ()
    free = [
        d
        for d in dates
        if not any(_between(at, d, anchor.start, anchor.end) for at in clues.subordinators)
        and not _dates_something_else(text, d, anchor.end if clues.cue else -1)
    ]
    return tuple(sorted(free, key=lambda d: min(abs(d.start - anchor.end), abs(anchor.start - d.end)))[:1])


def _dates_something_else(text: str, expression: DateExpression, cue_end: int) -> bool:
    """Tell whether the date belongs to a noun ("the events of June 24"), or to a span ("from 9 January") and not to the call."""
    before = text[max(0, expression.start - 8) : expression.start].lower()
    if before.endswith((" from ", " until ", " by ", " since ")):
        return True
    return before.endswith((" of ", " of the ")) and expression.start - cue_end > len(" of the ")


def _between(at: int, expression: DateExpression, start: int, end: int) -> bool:
    if expression.start >= end:
        return end <= at < expression.start
    return at < expression.start


def _subject(document: SourceDocument, parts: Sequence[_Part], setting: Setting, register: Register) -> _Subject:
    """Find the call that the document is about: known, or proposed."""
    anchors = _anchors(parts)
    readout = document.kind is Kind.READOUT
    if not anchors and not (readout and parts):
        return _Subject(None, "the document speaks of no call")
    sides = _participants(document, anchors, parts)
    # A readout dates its call at its head; what it dates further down is something else.
    dating = anchors[:_LEAD_IN_PASSING] if readout else anchors
    governing = next((part.governing for part in dating if part.governing), ())
    if readout:
        governing = fresh(governing, setting)
    events = tuple(d for part in parts for d in part.dates if d.month is not None)[:_EVENTS]
    choice = choose(register.calls, sides, governing, setting, events=events)
    if choice.call is None and len(sides) > 2:
        choice = _choose_pair(register.calls, anchors, governing, setting)
    if choice.call is not None:
        return _Subject(choice.call, choice.why)
    return _propose(document, parts, anchors, sides, governing, setting, register, choice)


def _anchors(parts: Sequence[_Part]) -> list[_Part]:
    """Return the sentences that may say what the document is about: those that mention a call, and the lead even if in passing."""
    told = [part for part in parts if part.segment.role is not Role.FURNITURE]
    mentioning = [
        part for part in told if part.clues.cue is not None and not _is_previous(part) and not part.clues.cue.unreal
    ]
    lead = {id(part) for part in told[:_LEAD_IN_PASSING]}
    main = [
        part
        for part in mentioning
        if id(part) in lead or not (part.clues.cue is not None and part.clues.cue.subordinate)
    ]
    return main or mentioning


def _choose_pair(
    calls: Sequence[Call], anchors: Sequence[_Part], dates: Sequence[DateExpression], setting: Setting
) -> Choice:
    """Try the sides that one sentence names, where the document as a whole names too many."""
    for part in anchors:
        if len(part.clues.participants) > 1:
            choice = choose(calls, part.clues.participants, part.governing or tuple(dates), setting)
            if choice.call is not None:
                return choice
    return Choice(None, "no known call fits")


def _participants(document: SourceDocument, anchors: Sequence[_Part], parts: Sequence[_Part]) -> frozenset[str]:
    """Return who takes part in the call that the document is about: the first mention that names two sides, completed."""
    own = frozenset({document.side}) if document.side and document.kind is Kind.READOUT else frozenset[str]()
    best: frozenset[str] = own
    for part in anchors[:_LEAD]:
        named = own | part.clues.participants
        if len(named) >= 2:
            return named
        best = best | named
    if any("subordinates" in part.clues.head for part in anchors[:1]):
        return best
    for part in parts[: 2 * _LEAD]:
        if len(best) >= 2:
            break
        best = best | part.clues.leaders
    return best


def _propose(
    document: SourceDocument,
    parts: Sequence[_Part],
    anchors: Sequence[_Part],
    sides: frozenset[str],
    dates: Sequence[DateExpression],
    setting: Setting,
    register: Register,
    choice: Choice,
) -> _Subject:
    if len(sides) < 2 or not any(_may_be_call(part) for part in anchors[:_LEAD]):
        return _Subject(None, choice.why)
    head = parts[:_NAMED_IN]
    leaders = leaders_of(sides, [part.segment.text for part in head], [part.mentions for part in head], register)
    proposed = propose(sides, dates, setting, leaders)
    if proposed is None:
        return _Subject(None, choice.why)
    call = Call(proposed.id, proposed.date, proposed.sides, proposed.leaders)
    return _Subject(call, f"a call of {day_in_words(call.date)} that is not in the register", proposed)


def _may_be_call(part: _Part) -> bool:
    """Tell whether a mention is of a talk by phone or video; "talks" at a summit, or on a visit, are not."""
    cue, head = part.clues.cue, part.clues.head
    return cue is not None and (cue.remote or not head & {"meetings", "other_occasions"})


def _is_previous(part: _Part) -> bool:
    return "previous" in part.clues.tags


def _name(call: Call) -> str:
    return f"the call of {day_in_words(call.date)}"


def _sides_of(acts: Sequence[Act]) -> frozenset[str]:
    """Return the sides of the leaders who speak and of those spoken to."""
    return frozenset(side for act in acts for side in (act.side, act.to) if side)


class _Walk:
    """Goes through the sentences in order and remembers which call is being told."""

    def __init__(
        self,
        document: SourceDocument,
        parts: Sequence[_Part],
        setting: Setting,
        calls: Sequence[Call],
        main: Call,
        why: str,
    ) -> None:
        self.readout = document.kind is Kind.READOUT
        self.parts = parts
        self.setting = setting
        self.calls = calls
        self.main = main
        self.why = why
        self.state = _State(main, why)

    def locations(self) -> list[Location]:
        """Return one location for each sentence."""
        return [self._step(part) for part in self.parts]

    def _step(self, part: _Part) -> Location:
        if part.segment.role is Role.FURNITURE:
            return Location(None)
        if part.segment.role is Role.HEADLINE:
            return self._heading(part)
        self._new_paragraph(part)
        location = self._readout(part) if self.readout else self._report(part)
        state = self.state
        state.last, state.last_quoted, state.last_source = location, part.attribution.quoted, part.attribution.source
        state.first = False
        state.since = 0 if location.call is not None else state.since + 1
        if location.call is not None and state.current is not None and location.call == state.current.id:
            state.told = [*(call for call in state.told if call is not state.current), state.current]
        return location

    def _new_paragraph(self, part: _Part) -> None:
        state = self.state
        if part.segment.paragraph == state.paragraph:
            return
        state.paragraph = part.segment.paragraph
        told_before = state.current is not self.main and not state.sticky
        if told_before and not {"past_perfect", "then"} & part.clues.tags and not part.attribution.quoted:
            state.current, state.why = self.main, self.why
        state.elsewhere = None

    def _heading(self, part: _Part) -> Location:
        state = self.state
        if part.clues.cue is None and not (part.clues.leaders & set(self.main.sides)):
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

    def _mentioned(self, part: _Part) -> Choice:
        """Return the call that the sentence itself mentions."""
        current = self.state.current or self.main
        voice = part.attribution.voice
        if voice not in current.sides and not part.clues.participants and not part.governing:
            # "The conversation was balanced," an aide of the other call's side says: that call, not this one.
            told = next((call for call in reversed(self.state.told) if voice in call.sides), None)
            if told is not None:
                return Choice(told, f"{_name(told)}, in which the speaker's side took part")
        sides = (
            part.clues.participants
            if len(part.clues.participants) > 1
            else frozenset(part.clues.leaders & set(current.sides))
        )
        if not part.governing and not _is_previous(part) and sides <= set(current.sides):
            return Choice(current, self.state.why if self.state.first else _name(current))
        before = self.main if _is_previous(part) and not (self.state.current is not self.main) else None
        choice = choose(self.calls, sides, part.governing, self.setting, current=current, before=before)
        if choice.call is None and before is not None and not part.governing:
            # "The previous call" where a later sentence says which: the section is told by the sentence that dates it.
            return self._dated_next(part, before)
        return choice

    def _dated_next(self, part: _Part, before: Call) -> Choice:
        index = self.parts.index(part)
        for later in self.parts[index + 1 : index + 3]:
            if later.governing:
                return choose(self.calls, later.clues.participants, later.governing, self.setting, before=before)
        return Choice(None, "an earlier call that is not in the register")

    def _readout(self, part: _Part) -> Location:
        """A readout speaks of its call throughout, but for a sentence that is plainly about another."""
        clues = part.clues
        if _is_previous(part) and clues.cue and not clues.cue.subordinate and part.governing:
            choice = self._mentioned(part)
            if choice.call is not None and choice.call is not self.main and clues.subject_call:
                return Location(choice.call.id, choice.why)
        return Location(self.main.id, f"the readout is of {self.why}")

    def _report(self, part: _Part) -> Location:
        clues, state = part.clues, self.state
        if clues.cue is not None and self._cue_counts(part):
            return self._by_mention(part)
        if self._continues_quote(part):
            return Location(state.last.call, "goes on with the quotation before it")
        if self._outsider(part) and not self._other_known(part):
            return Location(None, "someone who took no part speaks, and not of the call")
        if state.elsewhere is not None:
            return Location(None, "goes on about another call, which is not in the register")
        return self._by_acts(part)

    def _cue_counts(self, part: _Part) -> bool:
        """Tell whether the mention makes the sentence one about the call, not one that only dates something by it."""
        clues = part.clues
        cue = clues.cue
        if cue is None or cue.unreal:
            return False
        told = bool(clues.acts) or clues.subject_call
        if cue.subordinate:
            # A lead may tell the call in passing: "says the worst is to come after a 90-minute call with Putin on Thursday".
            lead = self.state.first and len(clues.participants) > 1
            return lead or (bool(clues.acts) and not clues.tags & {"persons", "future"})
        if "persons" in clues.tags and not (told or clues.participants):
            return False
        if "future" in clues.tags and not told:
            return False
        if cue.remote or clues.subject_call or clues.participants:
            return True
        return bool(clues.acts) or clues.passive or self.state.last.call is not None

    def _by_mention(self, part: _Part) -> Location:
        state = self.state
        choice = self._mentioned(part)
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

    def _other_partner(self, part: _Part) -> bool:
        return not part.clues.participants <= set((self.state.current or self.main).sides)

    def _continues_quote(self, part: _Part) -> bool:
        state = self.state
        if not (part.attribution.quoted and state.last_quoted and part.attribution.attributed):
            return False
        same = part.attribution.source == state.last_source or part.attribution.source is None
        return same and not part.clues.acts

    def _outsider(self, part: _Part) -> bool:
        """Tell whether the voice is one that took no part, or a person who speaks for a side but not of the call."""
        attribution, clues = part.attribution, part.clues
        sides = set((self.state.current or self.main).sides)
        own = bool(clues.acts) and clues.leaders <= sides
        if attribution.attributed and attribution.voice not in sides and attribution.voice != OUTLET_VOICE:
            # Who speaks for nobody known ("an official said") may well tell what the leaders said to each other.
            return attribution.voice is not None or not own
        return "persons" in clues.tags and not own

    def _other_known(self, part: _Part) -> bool:
        """Tell whether the leaders who speak to each other are those of another known call."""
        sides = _sides_of(part.clues.acts)
        return len(sides) > 1 and any(sides <= set(call.sides) for call in self.calls)

    def _by_acts(self, part: _Part) -> Location:
        clues, state = part.clues, self.state
        call = self._call_of_acts(part)
        if call is None:
            return Location(None, "tells what was said to or by somebody who took no part in the call")
        against = self._against(part, call)
        if against:
            return Location(None, against)
        told = [act for act in clues.acts if act.side is None or act.side in call.sides]
        if any(not act.pronoun for act in told):
            return Location(call.id, f"tells what the leaders said in {_name(call)}")
        if told and state.last.call == call.id:
            return Location(call.id, "goes on with what the leader said in the call")
        if clues.together and call in state.told and state.since <= _FORGOTTEN:
            return Location(call.id, "goes on with what the leaders discussed in the call")
        if (clues.it_lasted or "initiative" in clues.tags) and state.last.call == call.id:
            return Location(call.id, "tells how the call went")
        if part.attribution.attributed and self._institution(part, call):
            return Location(call.id, f"a party's account of {_name(call)}")
        if clues.passive and state.last.call == call.id:
            return Location(call.id, "goes on with what was discussed in the call")
        return Location(None, "background: neither the call nor what a leader said in it is mentioned")

    def _call_of_acts(self, part: _Part) -> Call | None:
        """Return the call in which the leaders named in the sentence can have spoken to each other."""
        current = self.state.current or self.main
        sides = _sides_of(part.clues.acts)
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

    def _against(self, part: _Part, call: Call) -> str:
        clues = part.clues
        if "other_occasions" in clues.tags and not (clues.acts and "persons" in clues.tags):
            # An aide may tell reporters what the leaders said; a leader who speaks to reporters is not in the call.
            return "said on another occasion"
        if "earlier" in clues.tags and (self.setting.written is None or not part.governing):
            return "said earlier than the call"
        if part.governing and clues.acts and choose([call], frozenset(), part.governing, self.setting).call is None:
            return f"“{part.governing[0].text}” is not the day of the call"
        if "future" in clues.tags and not clues.acts:
            return "speaks of what is to come"
        return ""

    def _institution(self, part: _Part, call: Call) -> bool:
        """Tell whether a party's readout or office reports, and goes on with the call."""
        if part.attribution.voice not in call.sides:
            return False
        if "documents" in part.clues.tags:
            return True
        return "institutions" in part.clues.tags and self.state.last.call == call.id
