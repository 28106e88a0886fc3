"""Who has spoken in a report, and whether what they say now is a party's account of the call.

Holds what must be remembered of sources from sentence to sentence: who was introduced as a spokesman and who as a minister, and whose
statement of something else goes on ("he added"). What speaks against a single sentence is told in ``callaccount``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comparator.engine.location.callaccount import (
    against_account,
    is_minister,
    is_pronoun,
    last_name,
    speaks_for,
    teller,
)
from comparator.engine.location.calltalk import OFFICIAL

if TYPE_CHECKING:
    from datetime import date

    from comparator.engine.location.callparts import Part
    from comparator.engine.records import Call


_TOLD = re.compile(
    r"\b(?:told|asked|urged|warned|assured|thanked|advised|reminded|said to|spoke to|spoke with|explained to|clear to)\s(?:him|her|them)\b"
    r"|\b(?:I|We|we)\s(?:also\s|then\s|strongly\s|clearly\s)?(?:told|asked|urged|explained|conveyed|stressed|raised|requested|informed|thanked"
    r"|reiterated|proposed|invited|sought|warned|discussed|agreed|congratulated|underlined|emphasi[sz]ed|briefed|offered|assured)\b"
)
"""Words by which a leader tells the press of what was said to the other."""


class Speakers:
    """The sources of one document, as far as it has been read."""

    def __init__(self, written: date | None, ministers: frozenset[str] = frozenset()) -> None:
        self.written = written
        self.ministers = ministers
        """Sides for which a minister holds the calls."""
        self.apart: str | None = None
        """The voice of the source that spoke last of something else: "he added" is his as well."""
        self.on_air: str | None = None
        """The side whose leader is telling the press something: "he also said" is told to the press as well."""
        self._lesser: dict[str, bool] = {}
        """Last names of those who were introduced, and whether with matters of their own."""
        self._aside: set[str] = set()
        """Last names of those who spoke last of something else."""

    def note(self, part: Part, *, of_call: bool) -> None:
        """Remember who spoke, and whether of a call."""
        source = part.attribution.source or ""
        who = teller(source)
        if who.lesser or who.gives_account:
            self._lesser[last_name(source)] = who.lesser
        name = last_name(source)
        self._aside.discard(name)
        if not of_call and self._is_person(part):
            self._aside.add(name)
        if of_call:
            self.apart = None
        elif part.attribution.attributed:
            self.apart = part.attribution.voice
        self._follow_air(part)

    def _follow_air(self, part: Part) -> None:
        """Follow a leader who speaks to the press, as far as pronouns and quotations go on with it."""
        attribution, source = part.attribution, part.attribution.source or ""
        clues = part.clues
        if "other_occasions" in clues.tags and attribution.voice in clues.leaders and "persons" not in clues.tags:
            self.on_air = attribution.voice
        elif attribution.voice != self.on_air or not (
            is_pronoun(source) or attribution.quoted or attribution.voice in clues.leaders
        ):
            self.on_air = None

    def only_told(self, part: Part) -> bool:
        """Tell whether a leader who speaks to the press says something there that tells of nothing said in the call."""
        attribution, cue = part.attribution, part.attribution.cue
        if self.on_air is None or attribution.voice != self.on_air or not cue:
            return False
        text = part.segment.text
        return _TOLD.search(text) is None and all(
            (act.pronoun or act.side == self.on_air)
            and act.to is None
            and text[: act.end].casefold().endswith(cue.casefold())
            for act in part.clues.acts
        )

    def tells_himself(self, part: Part, call: Call) -> bool:
        """Tell whether a leader of the call has the floor and says what he told the other: "I also urged the minister to"."""
        names = {last_name(leader) for leader in call.leaders.values()}
        floor = last_name((part.attribution.source or "").title())
        return bool(floor) and floor in names and _TOLD.search(part.segment.text) is not None

    def account(self, part: Part, call: Call) -> bool:
        """Tell whether a party's people speak, with nothing against its being of the call."""
        source = part.attribution.source or ""
        same = self.apart == part.attribution.voice or (self.apart is not None and is_pronoun(source))
        if not speaks_for(part, call) or (same and teller(source).open) or self.stranger(part):
            return False
        if self.only_told(part):
            return False
        if last_name(source) in self._aside and not part.clues.acts:
            return False
        introduced = bool(last_name(source)) and self._lesser.get(last_name(source)) is False
        return not against_account(part, call, self.written, introduced=introduced or self._is_minister(part))

    def _is_minister(self, part: Part) -> bool:
        """Tell whether "the minister" speaks, and is the one who holds the call."""
        source = part.attribution.source or ""
        return part.attribution.voice in self.ministers and is_minister(source) and teller(source).open

    def _is_person(self, part: Part) -> bool:
        """Tell whether the source is a person by name, no institution and no leader."""
        source = part.attribution.source or ""
        words = source.split()
        if not words or not words[-1][:1].isupper() or teller(source).open:
            return False
        at = part.segment.text.find(source)
        end = at + len(source)
        return at >= 0 and not any(m.kind != OFFICIAL and at <= m.start and m.end >= end - 2 for m in part.mentions)

    def stranger(self, part: Part) -> bool:
        """Tell whether the source is a person who is neither a leader nor was introduced as one who gives an account."""
        source = part.attribution.source or ""
        who = teller(source)
        if self._is_minister(part):
            return False
        if not source or who.gives_account or who.open:
            return who.lesser
        if source not in part.segment.text:
            # Named in another sentence of the quotation.
            return self._lesser.get(last_name(source), False)
        if any(m.kind != OFFICIAL and part.segment.text[m.start : m.end] in source for m in part.mentions):
            return who.lesser
        return self._lesser.get(last_name(source), True)
