"""What leaders do in words: who says, asks, tells or agrees, and to whom.

Takes the words of one sentence and the people that it names; gives the acts of leaders, both leaders and pronouns. Verbs are those of
``lexicon/call_words.json`` in the simple past or after "had"; the present perfect tells background. Whether the act was in a call is
told elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comparator.engine.location.calltokens import governs, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparator.engine.location.calltokens import Hits, Token
    from comparator.engine.register import Mention

_DEVANAGARI = re.compile(r"[\u0900-\u097F]")
_REACH = 8
"""Words between a leader and the verb: "Modi on Wednesday, 2 March, held" has five and two commas."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a leader, or the leaders, did in words."""

    start: int
    end: int
    side: str | None
    """Side of the leader; None for "both leaders", a bare title or a pronoun."""
    pronoun: bool = False
    to: str | None = None
    """Side of the leader to whom it is addressed ("told Putin")."""


def find_acts(text: str, tokens: Sequence[Token], hits: Hits, mentions: Sequence[Mention]) -> tuple[Act, ...]:
    """Return the acts of leaders in the order in which they stand."""
    leaders = [m for m in mentions if m.kind == "leader"]
    acts = []
    for subject in _subjects(text, tokens, hits, mentions):
        asked = subject.first > 0 and tokens[subject.first - 1].word == "did"
        others = [leader for leader in leaders if leader.side != subject.side]
        verb = _verb_after(tokens, subject.last, others, asked=asked)
        if verb is None:
            verb = _quote_verb_before(tokens, subject.first)
        elif not _told_to_leader(tokens, verb, hits, leaders) and not _titled(text, tokens, verb, hits, mentions):
            continue
        if verb is not None and not _is_circumstance(tokens, subject.first):
            to = _addressee(tokens, verb, leaders) if verb > subject.last else None
            if to is None and tokens[verb].word == "told":
                to = _titled(text, tokens, verb, hits, mentions)
            acts.append(Act(tokens[subject.first].start, tokens[verb].end, subject.side, subject.pronoun, to))
    return tuple(sorted(acts, key=lambda act: (act.start, act.end)))


def _addressee(tokens: Sequence[Token], verb: int, leaders: Sequence[Mention]) -> str | None:
    ahead = tokens[verb + 1 : verb + 1 + _ADDRESS_REACH]
    # "told his aides that Putin": what stands beyond "that" is what was said.
    end = next((token.start for token in ahead if token.word in {"that", ",", "."}), ahead[-1].end if ahead else -1)
    return next((m.side for m in leaders if tokens[verb].end <= m.start < end), None)


def _told_to_leader(tokens: Sequence[Token], verb: int, hits: Hits, leaders: Sequence[Mention]) -> bool:
    """Tell whether "told" is said to a leader, not to a newspaper or a crowd; any other verb passes."""
    if tokens[verb].word != "told":
        return True
    if _addressee(tokens, verb, leaders) is not None:
        return True
    reach = range(verb + 1, verb + 1 + _ADDRESS_REACH)
    if any(
        start in reach for tag in ("leader_titles", "counterparts", "collectives") for start, _ in hits.get(tag, ())
    ):
        return True
    return verb + 1 < len(tokens) and tokens[verb + 1].word in {"him", "her", "them", "each", "us"}


def _titled(text: str, tokens: Sequence[Token], verb: int, hits: Hits, mentions: Sequence[Mention]) -> str | None:
    """Return the side of the leader told who is named by office alone: "told the German leader that"."""
    reach = range(verb + 1, verb + 1 + _ADDRESS_REACH)
    spans = [span for tag in ("leader_titles", "leader_nouns") for span in hits.get(tag, ()) if span[0] in reach]
    named = (
        _side_beside(text, tokens, start, end, mentions) for start, end in spans if _undivided(tokens, verb, start)
    )
    return next((side for side in named if side is not None), None)


def _undivided(tokens: Sequence[Token], verb: int, at: int) -> bool:
    return not any(token.word in {"that", ",", "."} for token in tokens[verb:at])


_ADDRESS_REACH = 6
"""Words between "told" and the name: "told the Russian President Vladimir Putin"."""


@dataclass(frozen=True, slots=True)
class _Subject:
    first: int
    last: int
    side: str | None
    pronoun: bool = False


def _subjects(text: str, tokens: Sequence[Token], hits: Hits, mentions: Sequence[Mention]) -> list[_Subject]:
    subjects = []
    at = {token.start: index for index, token in enumerate(tokens)} if mentions else {}
    taken: set[int] = set()
    for mention in mentions:
        first = at.get(mention.start)
        if mention.kind == "leader" and first is not None:
            last = first
            while last + 1 < len(tokens) and tokens[last + 1].start < mention.end:
                last += 1
            if tokens[last].word.endswith(("'s", "s'")):
                # "Scholz's spokesman said": the leader does not speak.
                continue
            subjects.append(_Subject(first, last, mention.side))
            taken.update(range(first, last + 1))
    for tag in ("collectives", "counterparts", "leader_titles", "leader_nouns"):
        titled = tag in {"leader_titles", "leader_nouns"}
        for start, end in hits.get(tag, ()):
            if taken.intersection(range(start, end)):
                continue
            side = _side_beside(text, tokens, start, end, mentions) if titled else None
            # "The French leader" is one; "the leader of the opposition" is not.
            if side is not None or tag != "leader_nouns":
                subjects.append(_Subject(start, end - 1, side))
                taken.update(range(start, end))
    subjects += [_Subject(index, index, None, pronoun=True) for index in _pronouns(tokens)]
    return subjects


def _pronouns(tokens: Sequence[Token]) -> list[int]:
    """Return where a pronoun opens a clause; "we" and "I" only with a verb of talking together ("we discussed")."""
    pronouns, together = words_of("subject_pronouns"), words_of("together")
    found = []
    for index, token in enumerate(tokens):
        opens = index == 0 or tokens[index - 1].word in _OPENERS
        if opens and (
            token.word in pronouns
            or (token.word in {"we", "i"} and any(t.word in together for t in tokens[index + 1 : index + 3]))
        ):
            found.append(index)
    return found


_OPENERS = frozenset({".", ",", '"', "and", "that", "but", ";", ":", "while", "as", "during", "which"})


def _side_beside(text: str, tokens: Sequence[Token], start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    """Return the side of a title: "the Indian Prime Minister", "the President of Ukraine"."""
    title = (tokens[start].start, tokens[end - 1].end)
    return next((m.side for m in mentions if abs(m.start - title[0]) <= _TITLE_SPAN and governs(text, title, m)), None)


_TITLE_SPAN = 60
"""Code points between a title and the state that it is of."""


def _verb_after(tokens: Sequence[Token], last: int, leaders: Sequence[Mention], *, asked: bool) -> int | None:
    """Return the act that follows a subject, over adverbs, names, a date, and an apposition between commas.

    Behind "did" it is no past tense: "did bring up", "didn't settle", and, ``asked``, "did the two leaders discuss".
    """
    acts, adverbs, helpers = words_of("acts"), words_of("adverbs"), words_of("act_helpers")
    if _DEVANAGARI.match(tokens[last].word):
        # In Hindi the verb stands at the end.
        return next((at for at in range(len(tokens) - 1, last, -1) if tokens[at].word in acts), None)
    if [token.word for token in tokens[last + 1 : last + 3]] in (["as", "saying"], ["as", "telling"]):
        # "the spokesman quoted the president as saying"
        return last + 2
    strange = 0
    did = asked
    index = last + 1
    while index < min(last + 1 + 2 * _REACH, len(tokens)):
        token = tokens[index]
        if token.word == "used" and (said := _said_by_message(tokens, index)) is not None:
            return said
        if (
            token.word in acts
            or (token.word in helpers and _names_talk(tokens, index))
            or (did and token.word in words_of("acts_after_did"))
        ):
            return index
        if token.word in _BARRIERS:
            return _news(tokens, index, leaders) if token.word in {"has", "have"} else None
        if token.word == ",":
            after = _after_apposition(tokens, index)
            if after is None:
                return _right_behind(tokens, index, acts)
            index = after
            continue
        did = did or token.word in DID
        strange += not (token.word in adverbs or token.capital or token.word.isdecimal() or token.word in '()"')
        if strange > _STRANGE:
            return None
        index += 1
    return None


def _news(tokens: Sequence[Token], has: int, leaders: Sequence[Mention]) -> int | None:
    """Return the verb of speech in the perfect that another leader is the object of: a lead has news, "Putin has told Scholz that"."""
    for index in range(has + 1, min(has + 3, len(tokens))):
        if tokens[index].word in words_of("news_acts"):
            return index if _addressee(tokens, index, leaders) is not None else None
    return None


def _right_behind(tokens: Sequence[Token], comma: int, acts: frozenset[str]) -> int | None:
    """Return the act right behind a comma that no other matches: before any other word, somebody else begins ("…, his office said")."""
    return comma + 1 if comma + 1 < len(tokens) and tokens[comma + 1].word in acts else None


def _names_talk(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether the object of a colourless verb makes it one of speech: "had an in-depth discussion", "took issue with"."""
    ahead = [token.word for token in tokens[index + 1 : index + 1 + _OBJECT_REACH]]
    end = next((at for at, word in enumerate(ahead) if word in {",", ".", "with", "to", "that"}), len(ahead))
    return any(word in words_of("act_objects") for word in ahead[:end])


def _said_by_message(tokens: Sequence[Token], used: int) -> int | None:
    """Return the verb of speech of "used his post to thank", whose object is no speech or interview."""
    ahead = tokens[used + 1 : used + 1 + _OBJECT_REACH]
    to = next((at for at, token in enumerate(ahead) if token.word == "to"), len(ahead))
    if to + 1 >= len(ahead) or not any(token.word in words_of("messages") for token in ahead[:to]):
        return None
    return used + to + 2 if ahead[to + 1].word in words_of("message_acts") else None


_OBJECT_REACH = 6
"""Words from "had" to "exchange": "had a candid and in-depth exchange"."""
_BARRIERS = frozenset({"he", "she", "they", "it", "we", "i"}) | frozenset(
    {"that", "whether", "who", ".", ";", ":", "?", "will", "would", "to", "has", "have", "is", "are"}
)
"""What ends the search for a leader's act; the present perfect ("has repeatedly denied") tells background, not a call."""
DID = frozenset({"did", "didn't"})
_STRANGE = 2
"""Words that are neither adverb nor name between a leader and the verb ("Putin in turn briefly said")."""


def _after_apposition(tokens: Sequence[Token], comma: int) -> int | None:
    """Return where the clause goes on after a comma: behind the matching one, or None where there is none close by."""
    for index in range(comma + 1, min(comma + 2 + _REACH, len(tokens))):
        if tokens[index].word == ",":
            return index + 1
        if tokens[index].word in {".", ";"}:
            break
    return None


def _quote_verb_before(tokens: Sequence[Token], first: int) -> int | None:
    """Return the verb of '"…," said Volodymyr Zelenskyy' or '" the Head of State said'."""
    for index in range(first - 1, max(first - 4, -1), -1):
        if tokens[index].word in words_of("quote_verbs") and index and tokens[index - 1].word in {'"', ","}:
            return index
    return None


def _is_circumstance(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether the subject opens a circumstance: "after Putin announced", "before he told"."""
    near = [token.word for token in tokens[max(0, first - 4) : first]]
    words = {"after", "before", "since", "until", "whether", "if"}
    return any(word in words and "," not in near[at:] for at, word in enumerate(near))
