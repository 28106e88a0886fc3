"""What a sentence says of calls: a mention of one, the acts of leaders in it, who takes part, and what speaks against it.

Takes one sentence and what the register finds named in it; gives the clues that stage 4 weighs. It knows no call and no date: that a
sentence speaks of *a* call is told here, of *which* call elsewhere. One pass over the words, so linear in their number.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.location.callacts import DID, Act, find_acts
from comparator.engine.location.callcues import Cue, find_cue
from comparator.engine.location.calltokens import find_hits, fold, governs, tokenise, words_of
from comparator.engine.location.dates import may_name_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.calltokens import Hits, Token
    from comparator.engine.register import Mention

_REACH = 8
"""Words between a verb and the occasion that it was on."""


OFFICIAL = "official"
"""Kind of a mention of a person who speaks for a side and takes part in no call between leaders."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What one sentence says of calls."""

    cue: Cue | None = None
    acts: tuple[Act, ...] = ()
    passive: bool = False
    """Something "was discussed" or "was agreed"."""
    leaders: frozenset[str] = frozenset()
    """Sides whose leader is named."""
    participants: frozenset[str] = frozenset()
    """Sides that the mention of a call says take part."""
    head: frozenset[str] = frozenset()
    """As ``tags``, of the words before the mention of a call tells what it was about."""
    tags: frozenset[str] = frozenset()
    """Kinds of other words present: ``documents``, ``persons``, ``institutions``, ``meetings``, ``previous``, ``future`` …"""
    subordinators: tuple[int, ...] = ()
    """Where "after", "following" and their like stand."""
    together: bool = False
    """They "discussed" or "agreed": a pronoun for both leaders."""
    it_lasted: bool = False
    """"It lasted an hour": a pronoun for the call."""
    it_is: bool = False
    """"It is part of …": a pronoun for the call where the sentence before has the call for its subject."""
    it_tells: bool = False
    """"It made no mention of …": a pronoun for the account that was just quoted."""
    may_be_dated: bool = False
    """A word or a figure of a date stands there."""
    occasion: bool = False
    """A leader is said to have spoken elsewhere: "told reporters", "said in an interview"."""
    subject_call: bool = False
    """The call is what the sentence is about ("The call lasted an hour")."""


NO_CLUES = Clues()


def read_clues(text: str, mentions: Sequence[Mention]) -> Clues:
    """Return what a sentence says of calls, given what the register finds named in it."""
    folded = fold(text)
    tokens = tokenise(text, folded)
    hits = find_hits(tokens)
    leaders = [m for m in mentions if m.kind == "leader"]
    cue = find_cue(tokens, hits, leaders)
    acts = find_acts(folded, tokens, hits, mentions)
    tags = set(hits)
    if "not_persons" in hits and len(hits.get("persons", ())) <= len(hits["not_persons"]):
        tags.discard("persons")
    if any(m.kind == OFFICIAL for m in mentions):
        tags.add("persons")
    if any(m.kind == "institution" for m in mentions):
        tags.add("institutions")
    if folded.startswith("asked "):
        tags.add("asked")
    return Clues(
        cue=cue,
        acts=acts,
        passive=_passive(tokens),
        leaders=frozenset(m.side for m in leaders),
        participants=_participants(folded, tokens, hits, mentions, cue) if cue else frozenset(),
        head=_head(tokens, hits, cue, len(folded)),
        tags=frozenset(tags),
        subordinators=tuple(tokens[start].start for start, _ in hits.get("subordinators", ())),
        together=_together(tokens),
        it_lasted=_opens_with(tokens, _IT, _LASTED),
        it_is=_opens_with(tokens, _IT, _IS),
        it_tells=[token.word in words for token, words in zip(tokens, (_IT, words_of("it_tells")), strict=False)]
        == [True, True],
        may_be_dated=may_name_day(folded, (token.word for token in tokens)),
        occasion=_occasion(tokens, hits, acts),
        subject_call=_subject_call(tokens, cue),
    )


def _passive(tokens: Sequence[Token]) -> bool:
    forms = words_of("passive_acts")
    for index, token in enumerate(tokens):
        if token.word in {"was", "were"} and any(t.word in forms for t in tokens[index + 1 : index + 4]):
            return True
    return False


def _together(tokens: Sequence[Token]) -> bool:
    """Tell whether "they" did what two do in a talk: "On your second question, they discussed …"."""
    for index, token in enumerate(tokens[:_CLAUSE]):
        opens = index == 0 or tokens[index - 1].word in {",", '"', "(", "what"}
        if opens and token.word in {"they", "both"}:
            after = [other.word for other in tokens[index + 1 : index + 4]]
            did = not DID.isdisjoint(after) and not words_of("acts_after_did").isdisjoint(after)
            return did or not words_of("together").isdisjoint(after)
    return False


_CLAUSE = 12
"""Tokens in which a sentence's main clause has begun."""
_IT = frozenset({"it", "this"})
_IS = frozenset({"is", "was"})
_LASTED = frozenset({"lasted", "began", "started", "ended", "concluded", "wrapped"})


def _occasion(tokens: Sequence[Token], hits: Hits, acts: Sequence[Act]) -> bool:
    """Tell whether an act was on another occasion: "told reporters", "in an interview, he said", not "disagreed with X's speech"."""
    for start, _ in hits.get("other_occasions", ()):
        after = bisect_left(acts, tokens[start].start, key=lambda act: act.start)
        if any(_is_occasion_of(tokens, start, act) for act in acts[max(0, after - 1) : after + 1]):
            return True
    return False


def _is_occasion_of(tokens: Sequence[Token], start: int, act: Act) -> bool:
    """Tell whether the words at ``start`` say where the act was: they open the sentence, or follow the verb in its own clause."""
    near = [token.word for token in tokens[max(0, start - _OCCASION_REACH) : start]]
    if any(word.endswith("'s") or word == "of" for word in near):
        return False
    if tokens[start].start < act.start:
        return start <= _OCCASION_REACH and "that" not in near
    between = tokens[max(0, start - _REACH) : start]
    return (
        bool(between)
        and between[0].start <= act.end
        and not any(token.word in _CONTENT_OPENERS for token in between if token.start >= act.end)
    )


_OCCASION_REACH = 3
"""Words before "interview" that say whose, or that open the sentence: "in a televised interview"."""
_CONTENT_OPENERS = frozenset({"that", ",", '"', ":", ";", "saying"})


_HEAD = 6
"""Tokens at the head of a sentence, marks included."""


def _opens_with(tokens: Sequence[Token], pronouns: frozenset[str], verbs: frozenset[str]) -> bool:
    head = [token.word for token in tokens[:_HEAD] if token.word not in {'"', "("}][:4]
    return bool(head) and head[0] in pronouns and any(word in verbs for word in head[1:])


def _subject_call(tokens: Sequence[Token], cue: Cue | None) -> bool:
    """Tell whether the mention of a call is the subject: a verb of happening stands right after it."""
    if cue is None or cue.subordinate:
        return False
    after = [token.word for token in tokens if token.start >= cue.end][:8]
    return any(word in words_of("call_happened") for word in after)


def _head(tokens: Sequence[Token], hits: Hits, cue: Cue | None, length: int) -> frozenset[str]:
    if cue is None:
        return frozenset()
    stop = _stop(tokens, hits, cue, length)
    return frozenset(tag for tag, spans in hits.items() if any(tokens[start].start < stop for start, _ in spans))


def _stop(tokens: Sequence[Token], hits: Hits, cue: Cue, length: int) -> int:
    """Return where a mention of a call begins to tell what the call was about."""
    starts = (tokens[start].start for tag in ("stops", "meetings") for start, _ in hits.get(tag, ()))
    return min((start for start in starts if start >= cue.end), default=length)


def _participants(
    text: str,
    tokens: Sequence[Token],
    hits: Hits,
    mentions: Sequence[Mention],
    cue: Cue,
) -> frozenset[str]:
    """Return the sides that take part in the call that ``cue`` mentions.

    A leader's name counts, and a state that a leader's title governs; a state named otherwise ("after Russia attacked") does not, nor an
    adviser's master ("Adviser to the Prime Minister of …"). What follows the words that open the subject ("about") names others.
    """
    stop = _stop(tokens, hits, cue, len(text))
    lesser = [end for _, end in hits.get("subordinates", ())]
    spans = hits.get("leader_titles", [])
    if any(m.kind == "leader" and m.start < stop for m in mentions):
        # "Asked his Polish counterpart for help in a phone call": beside a leader, whose counterpart that is.
        spans = [*spans, *hits.get("leader_nouns", [])]
    titles = [
        (tokens[start].start, tokens[end - 1].end)
        for start, end in spans
        if not any(start - _LESSER_REACH <= at <= end for at in lesser)
    ]
    named = [
        mention
        for mention in mentions
        if mention.start < stop
        and not (mention.start < cue.start and _is_wished_partner(tokens, mention))
        and (mention.kind == "leader" or any(governs(text, title, mention) for title in titles))
    ]
    opening = _circumstance_end(tokens, hits, cue)
    behind = frozenset(mention.side for mention in named if mention.start > opening)
    # "Days before … and … meet, she spoke to …": who stands in the circumstance is somebody else, if two others are left.
    return behind if len(behind) > 1 else frozenset(mention.side for mention in named)


def _circumstance_end(tokens: Sequence[Token], hits: Hits, cue: Cue) -> int:
    """Return where the circumstance ends that a sentence opens with, before the mention of a call; -1 where it opens with none."""
    opens = any(start < _CIRCUMSTANCE_OPENS for start, _ in hits.get("subordinators", ()))
    comma = next((token.start for token in tokens if token.word == ","), -1)
    return comma if opens and comma < cue.start else -1


_CIRCUMSTANCE_OPENS = 3
"""Words at the head of a sentence among which "before" or "after" opens it: "Days before"."""


def _is_wished_partner(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether somebody is only to be talked with: "urged Putin to hold direct talks with Zelenskyy"."""
    at = bisect_left(tokens, mention.start, key=lambda token: token.start)
    before = [token.word for token in tokens[max(0, at - _WISHED_REACH) : at]]
    if "with" not in before[-_WITH_REACH:] or "to" not in before:
        return False
    return any(word in words_of("talk_of_others") for word in before[before.index("to") :])


_WISHED_REACH, _WITH_REACH = 10, 4
"""Words from "to" and from "with" to the name: "to hold direct negotiations with Ukrainian President Volodymyr"."""
_LESSER_REACH = 3
"""Words between a lesser office and the title of its master: "Adviser to the Prime Minister"."""
