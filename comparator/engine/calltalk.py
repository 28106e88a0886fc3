"""What a sentence says of calls: a mention of one, the acts of leaders in it, who takes part, and what speaks against it.

Takes one sentence and what the register finds named in it; gives the clues that stage 4 weighs. It knows no call and no date: that a
sentence speaks of *a* call is told here, of *which* call elsewhere. One pass over the words, so linear in their number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from comparator.engine.dates import is_date_word
from comparator.engine.lexicon import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comparator.engine.register import Mention

_TOKEN = re.compile(r"[\w\u0900-\u097F]+(?:['-][\w\u0900-\u097F]+)*|[.,;:!?\"()]")
_DEVANAGARI = re.compile(r"[\u0900-\u097F]")
_FOLD = str.maketrans({"’": "'", "‘": "'", "‑": "-", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " "})
_REACH = 8
"""Words between a leader and the verb: "Modi on Wednesday, 2 March, held" has five and two commas."""
_PARTICIPANT_REACH = 5
"""Words between a title and the state that it governs: "President of the French Republic"."""


OFFICIAL = "official"
"""Kind of a mention of a person who speaks for a side and takes part in no call between leaders."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A mention of a call."""

    start: int
    end: int
    remote: bool
    """Said to be by phone or video, or plainly named a call."""
    subordinate: bool
    """Mentioned only as the circumstance of something else ("following their call")."""
    unreal: bool = False
    """Wanted or asked for, not said to have been held ("urged him to hold talks with")."""


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
    subject_call: bool = False
    """The call is what the sentence is about ("The call lasted an hour")."""


NO_CLUES = Clues()


class _Token(NamedTuple):
    """A word or a mark of the folded sentence; a named tuple, for it is made for every word of every document."""

    word: str
    start: int
    end: int
    capital: bool


def read_clues(text: str, mentions: Sequence[Mention]) -> Clues:
    """Return what a sentence says of calls, given what the register finds named in it."""
    folded = _fold(text)
    tokens = [_Token(m.group(), m.start(), m.end(), text[m.start()].isupper()) for m in _TOKEN.finditer(folded)]
    hits = _hits(tokens)
    leaders = [m for m in mentions if m.kind == "leader"]
    cue = _cue(tokens, hits, leaders)
    acts = _acts(folded, tokens, hits, mentions)
    tags = set(hits)
    if any(m.kind == OFFICIAL for m in mentions):
        tags.add("persons")
    if any(m.kind == "institution" for m in mentions):
        tags.add("institutions")
    return Clues(
        cue=cue,
        acts=acts,
        passive=_passive(tokens),
        leaders=frozenset(m.side for m in leaders),
        participants=_participants(folded, tokens, hits, mentions, cue) if cue else frozenset(),
        head=_head(tokens, hits, cue, len(folded)),
        tags=frozenset(tags),
        subordinators=tuple(tokens[start].start for start, _ in hits.get("subordinators", ())),
        together=_opens_with(tokens, frozenset({"they", "both"}), _words("together")),
        it_lasted=_opens_with(tokens, frozenset({"it", "this"}), _LASTED),
        subject_call=_subject_call(tokens, cue),
    )


def _fold(text: str) -> str:
    folded = text.translate(_FOLD)
    lowered = folded.lower()
    # A few letters grow when lowered ("İ"); offsets must not move.
    return lowered if len(lowered) == len(folded) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


def _hits(tokens: Sequence[_Token]) -> dict[str, list[tuple[int, int]]]:
    """Return, for each list of words, the token ranges where one of its entries stands."""
    book = _book()
    found: dict[str, list[tuple[int, int]]] = {}
    words = [token.word for token in tokens]
    for index, word in enumerate(words):
        if word in book:
            for phrase, tag in book[word]:
                end = index + len(phrase)
                if len(phrase) == 1 or words[index:end] == phrase:
                    found.setdefault(tag, []).append((index, end))
    return found


@cache
def _book() -> Mapping[str, list[tuple[list[str], str]]]:
    book: dict[str, list[tuple[list[str], str]]] = {}
    for tag, phrases in read_json("call_words").items():
        if tag in _SETS or tag.startswith("_"):
            continue
        for phrase in dict.fromkeys(phrases):
            words = _TOKEN.findall(_fold(phrase))
            if words:
                book.setdefault(words[0], []).append((words, tag))
    return book


_SETS = frozenset(
    {
        "acts",
        "passive_acts",
        "adverbs",
        "quote_verbs",
        "call_happened",
        "wishes",
        "together",
        "objects",
        "before_call",
        "after_call",
        "not_after_call",
        "spoke_with",
        "subject_pronouns",
    }
)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_json("call_words")[name])


def _cue(tokens: Sequence[_Token], hits: Mapping[str, list[tuple[int, int]]], leaders: Sequence[Mention]) -> Cue | None:
    """Return the mention of a call that weighs most: remote before vague, main clause before circumstance."""
    barred = {index for span in hits.get("not_calls", ()) for index in range(*span)}
    spans = [(span, True) for span in hits.get("remote_calls", ())]
    spans += [(span, True) for span in hits.get("call_nouns", ()) if _is_call_noun(tokens, span[0], leaders)]
    spans += [(span, False) for span in hits.get("calls", ())]
    spans += [(span, False) for span in hits.get("spoke", ()) if _spoke_with(tokens, span, leaders)]
    spans += [(span, True) for span in hits.get("rang", ()) if _rang(tokens, span[1], leaders)]
    cues = [
        Cue(
            tokens[start].start,
            tokens[end - 1].end,
            remote,
            _is_subordinate(tokens, start, hits),
            _is_wish(tokens, start),
        )
        for (start, end), remote in spans
        if not barred.intersection(range(start, end))
    ]
    return min(cues, key=lambda cue: (cue.unreal, cue.subordinate, not cue.remote, cue.start), default=None)


def _is_call_noun(tokens: Sequence[_Token], index: int, leaders: Sequence[Mention]) -> bool:
    after = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if after in _words("not_after_call") and not (
        after == "on" and index + 2 < len(tokens) and is_date_word(tokens[index + 2].word)
    ):
        return False
    before = tokens[index - 1] if index else None
    if after == "to":
        follows = tokens[index + 2].start if index + 2 < len(tokens) else -1
        return any(0 <= mention.start - follows <= 40 for mention in leaders) and before is not None
    if after in _words("after_call"):
        return True
    if before is None:
        return False
    word = before.word
    return (
        word in _words("before_call")
        or word.endswith(("'s", "-long", "-hour", "-minute", "long", "hour", "minute", "s'"))
        or any(mention.end == before.end for mention in leaders)
    )


def _spoke_with(tokens: Sequence[_Token], span: tuple[int, int], leaders: Sequence[Mention]) -> bool:
    """Tell whether "spoke" says with whom or how: a leader after "with" or "to", or two leaders before it."""
    first, index = span
    ahead = tokens[index : index + _REACH]
    position = next((token.end for token in ahead if token.word in {"with", "to", "с"}), None)
    if position is None:
        return len({m.side for m in leaders if m.end <= tokens[first].start}) > 1
    limit = ahead[-1].end + 40
    if any(position <= mention.start <= limit for mention in leaders):
        return True
    return any(
        token.word in _words("leader_titles") for token in tokens[index : index + _REACH + 4] if token.start >= position
    )


def _rang(tokens: Sequence[_Token], index: int, leaders: Sequence[Mention]) -> bool:
    """Tell whether "called" has a leader for its object: "called President Zelenskyy", "phoned Modi"."""
    at = tokens[index].start if index < len(tokens) else -1
    near = tokens[index : index + 3]
    if not near or not near[0].capital:
        return False
    return any(at <= m.start <= near[-1].end for m in leaders) or near[0].word in _words("leader_titles")


def _is_subordinate(tokens: Sequence[_Token], index: int, hits: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Tell whether a subordinator stands before the token in its own clause, and after other words."""
    for _, end in reversed(hits.get("subordinators", ())):
        if end <= index and index - end <= _REACH and not any(t.word in ";." for t in tokens[end:index]):
            return not any(tokens[at].word == "," for at in range(end, index))
    return False


def _is_wish(tokens: Sequence[_Token], start: int) -> bool:
    """Tell whether the mention stands in an infinitive: "to hold talks with", "urged him to step in and talk to"."""
    for index in range(start - 1, max(start - 1 - _REACH, -1), -1):
        if tokens[index].word == "to":
            before = tokens[max(0, index - 6) : index]
            return start - index <= _INFINITIVE or any(token.word in _words("wishes") for token in before)
    return False


_INFINITIVE = 3
"""Words from "to" to the mention of a call: "to hold peace talks"."""


def _acts(
    text: str, tokens: Sequence[_Token], hits: Mapping[str, list[tuple[int, int]]], mentions: Sequence[Mention]
) -> tuple[Act, ...]:
    leaders = [m for m in mentions if m.kind == "leader"]
    acts = []
    for subject in _subjects(text, tokens, hits, mentions):
        verb = _verb_after(tokens, subject.last)
        if verb is None:
            verb = _quote_verb_before(tokens, subject.first)
        elif not _told_to_leader(tokens, verb, hits, leaders):
            continue
        if verb is not None and not _is_circumstance(tokens, subject.first):
            to = _addressee(tokens, verb, leaders) if verb > subject.last else None
            acts.append(Act(tokens[subject.first].start, tokens[verb].end, subject.side, subject.pronoun, to))
    return tuple(sorted(acts, key=lambda act: (act.start, act.end)))


def _addressee(tokens: Sequence[_Token], verb: int, leaders: Sequence[Mention]) -> str | None:
    ahead = tokens[verb + 1 : verb + 1 + _ADDRESS_REACH]
    # "told his aides that Putin": what stands beyond "that" is what was said.
    end = next((token.start for token in ahead if token.word in {"that", ",", "."}), ahead[-1].end if ahead else -1)
    return next((m.side for m in leaders if tokens[verb].end <= m.start < end), None)


def _told_to_leader(
    tokens: Sequence[_Token], verb: int, hits: Mapping[str, list[tuple[int, int]]], leaders: Sequence[Mention]
) -> bool:
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


_ADDRESS_REACH = 6
"""Words between "told" and the name: "told the Russian President Vladimir Putin"."""


@dataclass(frozen=True, slots=True)
class _Subject:
    first: int
    last: int
    side: str | None
    pronoun: bool = False


def _subjects(
    text: str, tokens: Sequence[_Token], hits: Mapping[str, list[tuple[int, int]]], mentions: Sequence[Mention]
) -> list[_Subject]:
    subjects = []
    at = {token.start: index for index, token in enumerate(tokens)}
    taken: set[int] = set()
    for mention in mentions:
        first = at.get(mention.start)
        if mention.kind == "leader" and first is not None:
            last = first
            while last + 1 < len(tokens) and tokens[last + 1].start < mention.end:
                last += 1
            subjects.append(_Subject(first, last, mention.side))
            taken.update(range(first, last + 1))
    for tag in ("collectives", "counterparts", "leader_titles"):
        for start, end in hits.get(tag, ()):
            if not taken.intersection(range(start, end)):
                subjects.append(
                    _Subject(
                        start,
                        end - 1,
                        _side_beside(text, tokens, start, end, mentions) if tag == "leader_titles" else None,
                    )
                )
                taken.update(range(start, end))
    subjects += [_Subject(index, index, None, pronoun=True) for index in _pronouns(tokens)]
    return subjects


def _pronouns(tokens: Sequence[_Token]) -> list[int]:
    """Return where a pronoun opens a clause; "we" and "I" only with a verb of talking together ("we discussed")."""
    pronouns, together = _words("subject_pronouns"), _words("together")
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


def _side_beside(text: str, tokens: Sequence[_Token], start: int, end: int, mentions: Sequence[Mention]) -> str | None:
    """Return the side of a title: "the Indian Prime Minister", "the President of Ukraine"."""
    title = (tokens[start].start, tokens[end - 1].end)
    return next((m.side for m in mentions if abs(m.start - title[0]) <= _TITLE_SPAN and _governs(text, title, m)), None)


_TITLE_SPAN = 60
"""Code points between a title and the state that it is of."""


def _verb_after(tokens: Sequence[_Token], last: int) -> int | None:
    """Return the act that follows a subject, over adverbs, names, a date, and an apposition between commas."""
    acts, adverbs = _words("acts"), _words("adverbs")
    if _DEVANAGARI.match(tokens[last].word):
        # In Hindi the verb stands at the end.
        return next((at for at in range(len(tokens) - 1, last, -1) if tokens[at].word in acts), None)
    strange = 0
    index = last + 1
    while index < min(last + 1 + 2 * _REACH, len(tokens)):
        token = tokens[index]
        if token.word in acts:
            return index
        if token.word in _BARRIERS:
            return None
        if token.word == ",":
            index = _after_apposition(tokens, index)
            continue
        strange += not (token.word in adverbs or token.capital or token.word.isdecimal() or token.word in '()"')
        if strange > _STRANGE:
            return None
        index += 1
    return None


_BARRIERS = frozenset({"that", "whether", "who", ".", ";", ":", "?", "will", "would", "to", "has", "have", "is", "are"})
"""What ends the search for a leader's act; the present perfect ("has repeatedly denied") tells background, not a call."""
_STRANGE = 2
"""Words that are neither adverb nor name between a leader and the verb ("Putin in turn briefly said")."""


def _after_apposition(tokens: Sequence[_Token], comma: int) -> int:
    """Return where the clause goes on after a comma: after the matching one, if there is one close by."""
    for index in range(comma + 1, min(comma + 2 + _REACH, len(tokens))):
        if tokens[index].word == ",":
            return index + 1
        if tokens[index].word in {".", ";"}:
            break
    return comma + 1


def _quote_verb_before(tokens: Sequence[_Token], first: int) -> int | None:
    """Return the verb of '"…," said Volodymyr Zelenskyy' or '" the Head of State said'."""
    for index in range(first - 1, max(first - 4, -1), -1):
        if tokens[index].word in _words("quote_verbs") and index and tokens[index - 1].word in {'"', ","}:
            return index
    return None


def _is_circumstance(tokens: Sequence[_Token], first: int) -> bool:
    """Tell whether the subject opens a circumstance: "after Putin announced", "before he told"."""
    near = [token.word for token in tokens[max(0, first - 4) : first]]
    words = {"after", "before", "since", "until", "whether", "if"}
    return any(word in words and "," not in near[at:] for at, word in enumerate(near))


def _passive(tokens: Sequence[_Token]) -> bool:
    forms = _words("passive_acts")
    for index, token in enumerate(tokens):
        if token.word in {"was", "were"} and any(t.word in forms for t in tokens[index + 1 : index + 4]):
            return True
    return False


_LASTED = frozenset({"lasted", "began", "started", "ended", "concluded", "wrapped"})


def _opens_with(tokens: Sequence[_Token], pronouns: frozenset[str], verbs: frozenset[str]) -> bool:
    head = [token.word for token in tokens if token.word not in {'"', "("}][:4]
    return bool(head) and head[0] in pronouns and any(word in verbs for word in head[1:])


def _subject_call(tokens: Sequence[_Token], cue: Cue | None) -> bool:
    """Tell whether the mention of a call is the subject: a verb of happening stands right after it."""
    if cue is None or cue.subordinate:
        return False
    after = [token.word for token in tokens if token.start >= cue.end][:8]
    return any(word in _words("call_happened") for word in after)


def _head(
    tokens: Sequence[_Token], hits: Mapping[str, list[tuple[int, int]]], cue: Cue | None, length: int
) -> frozenset[str]:
    if cue is None:
        return frozenset()
    stop = _stop(tokens, hits, cue, length)
    return frozenset(tag for tag, spans in hits.items() if any(tokens[start].start < stop for start, _ in spans))


def _stop(tokens: Sequence[_Token], hits: Mapping[str, list[tuple[int, int]]], cue: Cue, length: int) -> int:
    """Return where a mention of a call begins to tell what the call was about."""
    starts = (tokens[start].start for start, _ in hits.get("stops", ()))
    return min((start for start in starts if start >= cue.end), default=length)


def _participants(
    text: str,
    tokens: Sequence[_Token],
    hits: Mapping[str, list[tuple[int, int]]],
    mentions: Sequence[Mention],
    cue: Cue,
) -> frozenset[str]:
    """Return the sides that take part in the call that ``cue`` mentions.

    A leader's name counts, and a state that a leader's title governs; a state named otherwise ("after Russia attacked") does not, nor an
    adviser's master ("Adviser to the Prime Minister of …"). What follows the words that open the subject ("about") names others.
    """
    stop = _stop(tokens, hits, cue, len(text))
    lesser = [end for _, end in hits.get("subordinates", ())]
    titles = [
        (tokens[start].start, tokens[end - 1].end)
        for start, end in hits.get("leader_titles", ())
        if not any(start - _LESSER_REACH <= at <= end for at in lesser)
    ]
    return frozenset(
        mention.side
        for mention in mentions
        if mention.start < stop
        and (mention.kind == "leader" or any(_governs(text, title, mention) for title in titles))
    )


_LESSER_REACH = 3
"""Words between a lesser office and the title of its master: "Adviser to the Prime Minister"."""


def _governs(text: str, title: tuple[int, int], mention: Mention) -> bool:
    """Tell whether a title is of the state: "Indian Prime Minister", "Russia's President", "Taoiseach Leo Varadkar of Ireland"."""
    start, end = title
    if mention.kind not in {"name", "adjective"}:
        return False
    if mention.end <= start:
        return text[mention.end : start] in {" ", "'s ", "' "}
    between = text[end : mention.start]
    if mention.kind != "name" or len(between) > 8 * _PARTICIPANT_REACH or "," in between:
        return False
    # Russian and Hindi put the state beside the title with no preposition.
    return between.endswith((" of ", " of the ", " of the republic of ")) or not text[start:end].isascii()
